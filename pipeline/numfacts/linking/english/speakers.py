"""Bodies that an English sentence cites by a noun phrase: the civil affairs ministry said, as per the commission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.names import mention_of
from numfacts.linking.english.syntax import Phrase, Syntax

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numfacts.linking.reading import Reading
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

SHORTEST = 2  # words that name one body of many: Thai police, not police
LETTERS = 3  # of a name that is an abbreviation
RELATIVE = frozenset(["that", "which", "whom", "what"])
CLAIMED = "claimed"  # by whom, of a deed that is theirs: a bombing claimed by separatists
BEHIND = ("according", "per")  # what a source stands behind, with or without to


def speakers(reading: Reading, shapes: Shapes) -> Iterator[Mention]:
    """Give the bodies that tell something in a sentence, in order; their names may have no capitals."""
    syntax = reading.syntax
    if syntax is None:
        return
    for position, code in enumerate(syntax.codes):
        if code in "ve" and shapes["english-tells"].fullmatch(syntax.word(position)) is not None:
            phrase = None if _of_itself(syntax, position + 1) else _before(syntax, position, shapes)
            if phrase is None and syntax.word(position + 1) == "by" and syntax.word(position) != CLAIMED:
                phrase = _behind(syntax, position + 2, shapes)
            phrase = phrase or _abbreviated(syntax, position + 1)
        elif syntax.word(position) in BEHIND:
            phrase = _behind(syntax, position + 1 + (syntax.word(position + 1) == "to"), shapes)
        else:
            continue
        if phrase is not None:
            yield mention_of(reading, syntax, phrase)


def _before(syntax: Syntax, position: int, shapes: Shapes) -> Phrase | None:
    """Read who says what a verb of telling opens or closes."""
    while position and syntax.codes[position - 1] in "axT":
        position -= 1 + (syntax.codes[position - 1] == "T" and syntax.code(position - 2) == "p")
    phrase = syntax.phrase_before(max(position, 0))
    if phrase is None:
        return None
    if phrase.preposition in ("of", "for"):
        start = phrase.begin
        while syntax.codes[start - 1] != "p":
            start -= 1
        whole = syntax.phrase_before(start - 1)
        named = whole is not None and _is_body(syntax, whole, shapes, more=True)
        return Phrase(whole.begin, phrase.end, "") if whole is not None and named else None
    if phrase.preposition or not (_is_body(syntax, phrase, shapes) or _is_teller(syntax, phrase, shapes)):
        return None
    opening = phrase.begin - 1 - (syntax.code(phrase.begin - 1) == "d")
    if syntax.code(opening) == "k" and opening > 0 and syntax.word(opening) in RELATIVE:
        return None  # steps that the bureau said were needed
    first = syntax.phrase_before(phrase.begin - 1) if syntax.word(phrase.begin - 1) == "and" else None
    if first is not None and syntax.word(first.begin - 1) == "the":
        return Phrase(first.begin, phrase.end, "")  # the flood control and drought relief agency
    return phrase


def _behind(syntax: Syntax, position: int, shapes: Shapes) -> Phrase | None:
    phrase = syntax.phrase_after(position)
    added = None
    within = phrase is not None and syntax.word(phrase.end) == "in" and syntax.code(phrase.end + 1) == "N"
    if phrase is not None and (within or syntax.word(phrase.end) in ("of", "for")):
        added = syntax.phrase_after(phrase.end + 1)
    if phrase is None or not _is_body(syntax, phrase, shapes, more=added is not None):
        return None
    end = phrase.end if added is None else added.end
    papers = added is not None and shapes["english-papers"].fullmatch(syntax.word(end - 1)) is not None
    return Phrase(phrase.begin, end - papers, "")  # according to Department of Tea data


def _of_itself(syntax: Syntax, position: int) -> bool:
    """Say whether what is told at a position is of the teller: said on Monday that it had received."""
    while syntax.code(position) == "T" or (syntax.code(position) == "p" and syntax.code(position + 1) == "T"):
        position += 1
    position += syntax.word(position) == "that"
    return syntax.fits("english-itself", position)


def _is_teller(syntax: Syntax, phrase: Phrase, shapes: Shapes) -> bool:
    """Say whether a phrase is the name of a body that tells of a country: BoE, the IMF."""
    start, end = syntax.span(phrase)
    named = set(syntax.codes[phrase.begin : phrase.end]) == {"N"}
    return named and shapes["english-teller"].search(syntax.text, start, end) is not None


def _abbreviated(syntax: Syntax, position: int) -> Phrase | None:
    """Read a body called by its letters, behind what it said: up 5 percent, said the NTB."""
    phrase = syntax.phrase_after(position)
    if phrase is None or phrase.end - phrase.begin > 1 or syntax.code(phrase.end) != ",":
        return None
    start, end = syntax.span(phrase)
    letters = syntax.text[start:end]
    return phrase if len(letters) >= LETTERS and letters.isalpha() and letters.isupper() else None


def _is_body(syntax: Syntax, phrase: Phrase, shapes: Shapes, *, more: bool = False) -> bool:
    """Say whether a phrase names one body by what it is; not its own, which speaks of itself.

    ``more`` says that what the body is of stands behind it.
    """
    own = phrase.begin > 0 and syntax.code(phrase.begin - 1) == "s"
    named = shapes["english-body"].fullmatch(syntax.word(phrase.end - 1)) is not None
    alone = shapes["english-body-alone"].fullmatch(syntax.word(phrase.end - 1)) is not None
    return (named or alone) and not own and (more or alone or phrase.end - phrase.begin >= SHORTEST)
