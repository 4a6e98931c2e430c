"""How many more or fewer of something there are, which is a change: 60 more places, 20 fewer flights, HK$20 more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS
from numfacts.records import Change

if TYPE_CHECKING:
    from numfacts.linking.english.syntax import Syntax
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.records import ChangeBasis
    from numfacts.vocabulary.shapes import Shapes

AGED = re.compile("(?:age of|aged) [A-Za-z0-9-]+$")  # whose age a quantity is
MORE = "more"
FEWER = frozenset(["fewer", "less"])
THAN = 80  # characters behind a noun in which than may stand
PAID = frozenset(["than", "for", "per", "a", "an", "each", "in", "from", "this", "next", "on", "to"])


def more_of(reading: Reading, quantity: Quantity, shapes: Shapes) -> Change | None:
    """Give the change that a number of more or fewer things is of what there is; null where it moves nothing.

    Fewer is less than before. More is a change where it is held against what was, or is what someone has, offers or
    adds; more people who came to harm, or who were met with, are only others.
    """
    syntax = reading.syntax
    if syntax is None or quantity.kind not in COUNTS | {"bare", "money"}:
        return None
    at = syntax.at(quantity.end - 1)
    word = syntax.word(at + 1)
    if word != MORE and word not in FEWER:
        return None
    if quantity.kind == "money":
        paid = syntax.word(at + 2) in PAID or syntax.code(at + 2) not in "nN"
        return Change(None, "up" if word == MORE else "down") if paid else None
    phrase = syntax.phrase_after(at + 2) if syntax.code(at + 2) in "nN" else None
    if phrase is None:
        return None
    behind = syntax.words[phrase.end - 1].end
    than = shapes["english-more-than"].match(reading.text, behind, min(behind + THAN, reading.end))
    basis: ChangeBasis | None = "yoy" if than is not None and than["year"] else None
    if word in FEWER:
        return Change(basis, "down")
    others = shapes["english-persons"].fullmatch(syntax.word(phrase.end - 1)) is not None
    more = than is not None or _is_provided(syntax, at, phrase.end, shapes)
    return Change(basis, "up") if more and not others else None


def counts_things(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a bare number counts the things right behind it, and is no level: it fell as two banks slid."""
    syntax = reading.syntax
    if syntax is None or quantity.kind != "bare":
        return False
    phrase = syntax.phrase_after(syntax.at(quantity.end - 1) + 1)
    return phrase is not None and syntax.word(phrase.end - 1).endswith("s")


def _is_provided(syntax: Syntax, at: int, end: int, shapes: Shapes) -> bool:
    """Say whether things are what someone has, offers or adds: will have 60 more places, 60 more will be added."""
    verb = syntax.verb_before(at)
    if verb is not None and syntax.before_modifiers(at) == verb.end:
        return shapes["english-providing"].fullmatch(syntax.word(verb.end - 1)) is not None
    follow = end
    while syntax.code(follow) in "xa" and follow < len(syntax.codes):
        follow += 1
    return follow > end and shapes["english-providing"].fullmatch(syntax.word(follow)) is not None


def is_within(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a quantity is how close something comes: within 200 km of the coast."""
    return reading.text.startswith("within ", quantity.left)


def is_age(reading: Reading, index: int) -> bool:
    """Say whether a quantity only tells the age of those who were counted: 300 pupils aged 12, under the age of 5."""
    return AGED.search(reading.text, reading.start, reading.tokens[index].end) is not None


def past_age(reading: Reading, following: int) -> int:
    """Give the index of a quantity, or of the next where it is only of what age those are who were counted."""
    return reading.codes.find("Q", following + 1) if following >= 0 and is_age(reading, following) else following
