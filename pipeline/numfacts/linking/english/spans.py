"""What a length of time measures in an English sentence: delays of 15 minutes, took two years to build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.syntax import Phrase

if TYPE_CHECKING:
    from numfacts.linking.english.syntax import Syntax

STRETCHED = frozenset(["by", "to", "from"])  # between what is made longer or shorter and by or to how long


def told_span(syntax: Syntax, at: int) -> Phrase | None:
    """Give what the length of time at a word measures; null where it only says when or how long something was."""
    return _of(syntax, at) or _tied(syntax, at) or _taken(syntax, at) or _stretched(syntax, at)


def _of(syntax: Syntax, at: int) -> Phrase | None:
    """Read what is so long: delays of up to 15 minutes, a notice of 14 days; not over a period of three weeks."""
    of = syntax.before_modifiers(at) - 1
    thing = syntax.phrase_before(of) if syntax.word(of) == "of" else None
    if thing is None or syntax.code(thing.end - 1) != "n" or syntax.code(at + 1) in "nN'":
        return None
    vague = any(syntax.fits(shape, thing.end - 1) for shape in ("english-vague", "english-stretch"))
    return None if vague else thing


def _tied(syntax: Syntax, at: int) -> Phrase | None:
    """Read the limit or the term that is set to so long: a 48-hour deadline, a five-year term."""
    thing = syntax.phrase_after(at + 1) if "-" in syntax.word(at) and syntax.code(at + 1) == "n" else None
    return thing if thing is not None and syntax.fits("english-time-limit", thing.end - 1) else None


def _taken(syntax: Syntax, at: int) -> Phrase | None:
    """Read what it takes so long to do: took 45 minutes to clear the hall."""
    verb = syntax.verb_before(syntax.before_modifiers(at))
    taken = verb is not None and "p" not in syntax.codes[verb.end : at] and syntax.fits("english-takes", verb.end - 1)
    if not taken or syntax.word(at + 1) != "to" or syntax.code(at + 2) != "v":
        return None
    done = syntax.phrase_after(at + 3) if syntax.code(at + 3) in "dsnN" else None
    return Phrase(at + 2, done.end if done is not None else at + 3, "")


def _stretched(syntax: Syntax, at: int) -> Phrase | None:
    """Read what is made longer or shorter: extend the stay to 30 days, the term was cut by two years."""
    verb = syntax.verb_before(at)
    if verb is None or syntax.word(at - 1) not in STRETCHED or not syntax.fits("english-stretching", verb.end - 1):
        return None
    thing = next((item for item in syntax.objects(verb.end, at) if not item.preposition), None)
    return thing or next(iter(subject_of(syntax, verb)), None)
