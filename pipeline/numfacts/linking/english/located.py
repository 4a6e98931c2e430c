"""Whose an English quantity is that tells of where something is, or of what a name stands beside is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.syntax import Phrase, Syntax
from numfacts.linking.links import COUNTS

if TYPE_CHECKING:
    from numfacts.linking.english.owned import Owned
    from numfacts.vocabulary.shapes import Shapes

LENGTHS = frozenset(["m", "km", "[mi_i]", "[ft_i]"])
APART = frozenset(["among", "of"])  # before those of whom some are told apart


def far_from(owned: Owned, shapes: Shapes) -> Phrase | None:
    """Give what is so far from something else: struck Elmland 30 km west of Oakport, is 12 km from the city."""
    syntax, at = owned.syntax, owned.at
    if (
        owned.quantity.code not in LENGTHS
        or shapes["english-far"].match(owned.reading.text, owned.quantity.end) is None
    ):
        return None
    begin = syntax.before_modifiers(at)
    while syntax.code(begin - 1) == "T":
        begin -= 1 + (syntax.code(begin - 2) == "p")
    if syntax.code(begin - 1) == ")":
        begin = max(syntax.codes.rfind("(", 0, begin), 0)
    within = syntax.word(at).startswith("within ")
    phrase = syntax.phrase_before(begin) if not within else None
    if phrase is not None:
        return phrase
    verb = syntax.verb_before(begin)
    return next(iter(subject_of(syntax, verb)), None) if verb is not None else None


def apposed(owned: Owned) -> Phrase | None:
    """Give the name of which so many are told beside it: Oakport, a city of 300,000 people; Elm Bay, home to 4,000."""
    syntax = owned.syntax
    before = syntax.before_modifiers(owned.at) - 1
    noun = syntax.phrase_before(before) if syntax.word(before) in ("of", "to") else None
    if (
        noun is None
        or owned.quantity.kind not in COUNTS
        or (syntax.word(before) == "to") != (_head(syntax, noun) == "home")
    ):
        return None
    opening = noun.begin - 1 if syntax.word(noun.begin - 1) in ("a", "an") else noun.begin
    plain = syntax.code(opening - 1) == "," and (opening < noun.begin or _head(syntax, noun) == "home")
    return syntax.phrase_before(opening - 1) if plain else None


def told_apart(owned: Owned) -> Phrase | None:
    """Give those of whom so many are told apart: Among the 15 mats it tested, seven held lead."""
    syntax, at = owned.syntax, owned.at
    counted = syntax.codes.find("Q", 0, at)
    if syntax.word(0) not in APART or counted < 0 or syntax.codes[1:counted].strip("dsa"):
        return None
    comma = syntax.codes.find(",", counted, at)
    alone = comma > 0 and syntax.before_modifiers(at) == comma + 1 and syntax.code(at + 1) in "vex"
    return syntax.phrase_after(counted + 1) if alone and syntax.code(counted + 1) in "nN" else None


def asked(owned: Owned, shapes: Shapes) -> Phrase | None:
    """Give those who were asked of whom a share says something: a survey of 500 nurses found 35 percent want to go."""
    syntax, at = owned.syntax, owned.at
    says = owned.quantity.kind == "ratio" and syntax.code(at + 1) in "vex"
    if not says or not any(syntax.fits("english-asking", place) for place in range(at)):
        return None
    counted = syntax.codes.find("Q", 0, at)
    return syntax.phrase_after(counted + 1) if counted >= 0 and syntax.code(counted + 1) in "nN" else None


def _head(syntax: Syntax, phrase: Phrase) -> str:
    """Give the noun that a phrase ends in."""
    return syntax.word(phrase.end - 1)
