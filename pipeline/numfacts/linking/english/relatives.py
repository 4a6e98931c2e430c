"""Where the main clause goes on behind a relative clause of its subject, and participles that qualify a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.english.syntax import Phrase, Syntax
    from numfacts.linking.reading import Reading

OPENERS = frozenset(["that", "which", "who"])
CUE = "X"  # of a token that tells what is to be
VERB = 3  # words of a verb with its auxiliaries in which a cue may stand: is widely expected


def main_clause(reading: Reading, index: int) -> int | None:
    """Give the offset of the main verb behind the relative clause of a quantity, where the two are of other times.

    The one tells what is to be, and the other what is: neither a time nor a cue behind the verb is the quantity's.
    """
    syntax = reading.syntax
    if syntax is None:
        return None
    token = reading.tokens[index]
    at = syntax.at(token.end - 1)
    opening = syntax.codes.rfind("k", 0, at)
    if opening < 1 or syntax.word(opening) not in OPENERS or syntax.codes[opening - 1] not in "nN,":
        return None
    if syntax.codes[opening + 1 : at].lstrip("a")[:1] not in ("x", "v", "e"):
        return None
    verb = _finite(syntax, at + 1, aside=syntax.codes[opening - 1] == ",")
    if verb is None:
        return None
    last = syntax.words[min(verb + VERB, len(syntax.words)) - 1].end
    foretold = _has_cue(reading, syntax.words[verb].start, last)
    return syntax.words[verb].start if foretold != _has_cue(reading, syntax.words[opening].end, token.start) else None


def _finite(syntax: Syntax, begin: int, *, aside: bool) -> int | None:
    """Give the first finite verb from a word on, before another clause; a comma ends what is told ``aside``."""
    for at in range(begin, len(syntax.codes)):
        code = syntax.codes[at]
        if code in "xv" and syntax.word(at) != "to" and syntax.word(at - 1) != "to":
            return at if not aside or "," in syntax.codes[begin:at] else None
        if code == "k" or (code == "," and not aside):
            return None
    return None


def _has_cue(reading: Reading, start: int, end: int) -> bool:
    """Say whether a token between two offsets is a cue of what is to be."""
    return any(reading.codes[at] == CUE for at in reading.overlapping(start, end))


def is_of_other(syntax: Syntax, phrase: Phrase, start: int) -> bool:
    """Say whether by a phrase only a noun behind ``start`` was brought about: held in protests sparked by a ruling."""
    if phrase.preposition != "by":
        return False
    by = phrase.begin - 1
    while syntax.word(by) != "by":
        by -= 1
    return by - 2 >= start and syntax.code(by - 1) == "e" and syntax.code(by - 2) in "nN"
