"""What an English phrase makes of a quantity: a level or a change, where that differs from the order of mentions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.english.ellipsis import gapped
from numfacts.linking.english.moved_from import change_from
from numfacts.linking.links import AGED
from numfacts.linking.reading import Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import Direction
from numfacts.ruleset.kinds import ChangeRule
from numfacts.vocabulary.roles import Role
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.english.syntax import Phrase, Syntax
    from numfacts.linking.links import Link
    from numfacts.vocabulary.shapes import Shapes

MOVES = frozenset(["ratio", "difference", "times", "point", "money", "count", "bare"])
AGAIN = re.compile(r",?jQ|\(Q\)")  # codes of another way of telling the quantity before
OLDEST = 120  # years
YOUNGEST = 9  # of who is called by full name with an age
SIDED = frozenset(["ratio", "point", "difference"])  # kinds of moves of a market
COMPARED = frozenset(["ratio", "difference", "times"])
VERB_RULES = ("/change-verb", "/change-metric")
SAME = "/change-by"
SMALLEST_LOSS = 10_000  # of a currency; what prices lose is less
LEVELS = frozenset(["higher", "lower"])
STANDING = LEVELS | {"up", "down", "ahead", "off"}  # words of a move before the level that it led to, behind at
EXTREMES = ("as high as ", "as low as ")
EXTENDED = 64  # characters before a quantity in which a move may be said to have become as much
AMOUNTS = frozenset(["more", "less", "fewer"])


class _Told(NamedTuple):
    """A quantity, how the order of mentions tells it, and the word of its sentence that it stands at."""

    place: Place
    syntax: Syntax
    at: int
    role: Role
    shapes: Shapes

    @property
    def reading(self) -> Reading:
        """The sentence."""
        return self.place.reading

    @property
    def quantity(self) -> Quantity:
        """The quantity."""
        return self.place.quantity


def english_role(place: Place, role: Role, shapes: Shapes) -> Role:
    """Correct the role of a quantity by the phrase it stands in."""
    syntax, quantity = place.reading.syntax, place.quantity
    if syntax is None or quantity.kind not in MOVES | {"physical"}:
        return role
    told = _Told(place, syntax, syntax.at(quantity.start), role, shapes)
    levels = (_behind_beyond, _stands_at, _is_added, _is_booked)
    if role.role == "change" and any(is_level(told) for is_level in levels):
        return Role("level", role.rule, None)
    if quantity.kind in COMPARED and (compared := _compared(told)) is not None:
        return compared
    if role.role == "change":
        return Role("level", role.rule, None) if _is_unmoved(told) else role
    if side_behind(place.reading, place.index, quantity, shapes) is not None:
        return Role("change", role.rule, None)
    if quantity.kind not in COMPARED:
        return _by_so_much(told) or role
    return _at_a_pace(told) or _by_so_much(told) or _modestly(told) or _once_more(told) or _nominal(told) or role


def _compared(told: _Told) -> Role | None:
    """Read by how much something is more or less: 5 percent fewer than."""
    if not _is_compared(told.syntax, told.at, told.shapes):
        return None
    end = told.syntax.words[told.at + 1].end
    return Role("change", told.role.rule, _direction(told.reading, told.place.index, end))


def _behind_beyond(told: _Told) -> bool:
    beyond = told.shapes["beyond"].match(told.reading.text, told.quantity.left)
    return told.quantity.kind != "ratio" and beyond is not None


def _stands_at(told: _Told) -> bool:
    """Say whether a level stands behind the move to it: ended lower at 46 dollars, 2 percent down at 4,500."""
    beside = told.quantity.kind == "money" or told.syntax.word(told.at - 2) in STANDING
    return (beside and told.syntax.word(told.at - 1) == "at") or _reaches(told)


def _reaches(told: _Told) -> bool:
    """Say whether a quantity is how far something came: climbed as high as $45, fell as low as 3,912 points."""
    if told.quantity.kind in ("times", "ratio") or told.syntax.code(told.at - 1) not in "ve":
        return False
    return told.reading.text.startswith(EXTREMES, told.syntax.words[told.at].start)


def _is_unmoved(told: _Told) -> bool:
    """Say whether a noun that is none of change stands behind the quantity of a verb of change, which is of that."""
    noun = _noun_behind(told)
    if noun is None or _is_move(told, noun) or not told.role.rule.endswith(VERB_RULES):
        return False
    start, end = told.syntax.span(noun)
    return not any(token.code in "VNBP" and start <= token.start < end for token in told.reading.tokens)


def _at_a_pace(told: _Told) -> Role | None:
    """Read a rate of change: grew at an annual rate of 2.6 percent."""
    syntax, at = told.syntax, told.at
    paced = syntax.word(at - 1) == "of" and syntax.word(at - 2) in ("rate", "pace")
    phrase = syntax.phrase_before(at - 1) if paced else None
    verb = syntax.verb_before(at) if phrase is not None and phrase.preposition == "at" else None
    if verb is None:
        return None
    before = told.reading.overlapping(*syntax.span(verb)).start - 1
    pace = _direction(told.reading, before, syntax.words[verb.end - 1].end)
    return Role("change", told.role.rule, pace) if pace is not None else None


def _by_so_much(told: _Told) -> Role | None:
    """Read by how much someone changes something: raise fees by 5 percent, by 20 dollars, by an average of 5."""
    syntax, begin = told.syntax, told.syntax.before_modifiers(told.at)
    if syntax.word(begin - 1) == "of" and (average := syntax.phrase_before(begin - 1)) is not None:
        begin = syntax.before_modifiers(average.begin)
    verb = syntax.verb_before(told.at) if syntax.word(begin - 1) == "by" else None
    if verb is None or not told.shapes.fits("english-raising", syntax.word(verb.end - 1)):
        return None
    return Role("change", f"claims{SAME}", _move_in(told.reading, syntax, verb))


def _modestly(told: _Told) -> Role | None:
    """Read a move that adjectives part from its verb: rose a modest 6 percent."""
    syntax, begin = told.syntax, told.syntax.before_modifiers(told.at)
    verb = syntax.verb_before(told.at) if begin < told.at else None
    if verb is None or verb.end != begin or syntax.code(told.at + 1) in "nN" or syntax.word(told.at + 1) == "of":
        return None
    moved = _move_in(told.reading, syntax, verb)
    return Role("change", f"claims{VERB_RULES[0]}", moved) if moved is not None else None


def _move_in(reading: Reading, syntax: Syntax, verb: Phrase) -> int | None:
    """Give the token of a verb that says which way something moved."""
    places = reading.overlapping(*syntax.span(verb))
    return next((place for place in places if reading.codes[place] == "V"), None)


def _once_more(told: _Told) -> Role | None:
    """Read a change that shares the verb of the one before: rose 1% in August and 8% in a year; Oak fell 2%, Elm 3%."""
    near, syntax = told.place.near, told.syntax
    if near is None or near.change is None or near.quantity.kind != told.quantity.kind:
        return None
    before = told.reading.codes.rfind("Q", 0, told.place.index)
    base = change_from(told.reading, before, told.shapes) is not None  # up 3% from 70 in May and 4% from 69 in June
    begin = syntax.at((told.reading.tokens[before] if base else near.quantity).end - 1) + 1
    placed = syntax.code(begin) + syntax.code(told.at + 1) == "pp"  # rose 3% in Oakland and 4% on Elm
    between = set("pdaTc,nN'" if placed else "pdaTc")
    joined = syntax.code(told.at - 1) == "c" and set(syntax.codes[begin : told.at]) <= between
    return Role("change", told.role.rule, None) if joined or gapped(syntax, told.at) is not None else None


def _nominal(told: _Told) -> Role | None:
    """Read a change that a noun behind tells: a 5 percent rise."""
    noun = _noun_behind(told)
    if noun is None or not _is_move(told, noun):
        return None
    direction = _direction(told.reading, told.place.index, told.syntax.span(noun)[1])
    return Role("change", told.role.rule, direction) if direction is not None else None


def _noun_behind(told: _Told) -> Phrase | None:
    return told.syntax.phrase_after(told.at + 1) if told.syntax.code(told.at + 1) in "nN" else None


def _is_move(told: _Told, noun: Phrase) -> bool:
    return told.shapes["english-move"].fullmatch(told.syntax.word(noun.end - 1)) is not None


def _is_compared(syntax: Syntax, at: int, shapes: Shapes) -> bool:
    """Say whether a quantity is by how much something differs: 5 percent more than, 40 percent less power."""
    following = syntax.word(at + 1)
    if not shapes.fits("english-comparative", following):
        return False
    more = following in AMOUNTS and syntax.code(at + 2) in "nN"
    return more or following in LEVELS or syntax.word(at + 2) == "than"


def comparative(reading: Reading, quantity: Quantity, shapes: Shapes) -> Direction | None:
    """Give the direction that a comparative behind a quantity says: 5 percent fewer than."""
    syntax = reading.syntax
    if syntax is None or quantity.kind not in COMPARED or not _is_compared(syntax, syntax.at(quantity.start), shapes):
        return None
    return "down" if shapes.fits("english-lesser", syntax.word(syntax.at(quantity.start) + 1)) else "up"


def _is_added(told: _Told) -> bool:
    """Say whether so much is added to what there is: added 4,000 square metres of space."""
    return told.quantity.kind == "physical" and told.syntax.word(told.at - 1) == "added"


def _is_booked(told: _Told) -> bool:
    """Say whether an amount is lost or gained, not how far a price went: lost $3 million, a gain of $3 million.

    So is one lost for each share without a price that it led to: lost $1.12 a share.
    """
    syntax, at = told.syntax, told.at
    of_share = told.quantity.per == "share" and syntax.word(at + 1) not in ("to", "at")
    if told.quantity.kind != "money" or (told.quantity.value < SMALLEST_LOSS and not of_share):
        return False
    gain = syntax.word(at - 1) == "of" and syntax.word(at - 2) in ("gain", "gains")
    return gain or told.shapes.fits("english-losing", syntax.word(_before(syntax, at)))


def _before(syntax: Syntax, at: int) -> int:
    """Give the position of the word before a quantity, adverbs apart."""
    at -= 1
    while at > 0 and syntax.codes[at] == "a":
        at -= 1
    return at


def _direction(reading: Reading, index: int, end: int) -> int | None:
    """Give the token of the noun of change that ends at an offset: 10 to 15 percent hikes."""
    for position in range(index + 1, len(reading.tokens)):
        token = reading.tokens[position]
        if token.end >= end:
            item = token.item
            known = isinstance(item, Term) and isinstance(item.rule, ChangeRule) and item.rule.direction is not None
            return position if known and token.end == end else None
    return None


def cuts(reading: Reading, quantity: Quantity, shapes: Shapes) -> bool:
    """Say whether a number is of jobs or the like that are done away with: cut 900 jobs."""
    syntax = reading.syntax
    if syntax is None or quantity.kind not in ("count", "bare"):
        return False
    at = syntax.at(quantity.start)
    verb = _before(syntax, at)
    if verb < 0 or shapes["english-cutting"].fullmatch(syntax.word(verb)) is None:
        return False
    phrase = syntax.phrase_after(at + 1) if syntax.code(at + 1) in "nN" else None
    return phrase is not None and shapes["english-posts"].fullmatch(syntax.word(phrase.end - 1)) is not None


def is_decided(reading: Reading, role: Role, link: Link | None, shapes: Shapes) -> bool:
    """Say whether someone makes a change rather than something undergoes it: raise fees by 5 percent."""
    if reading.syntax is None or not role.rule.endswith(SAME) or link is None:
        return False
    if link.mention.id in {*shapes.group("decided"), *shapes.group("traded")}:
        return False
    start = link.mention.start
    return role.direction is None or (start is not None and reading.tokens[role.direction].end <= start)


def settle_age(reading: Reading, quantity: Quantity, shapes: Shapes) -> None:
    """Read a bare number as years of age, in place: died at the age of 97."""
    if reading.syntax is None or quantity.kind != "bare" or quantity.decimals or quantity.value > OLDEST:
        return
    text = reading.text
    named = text.startswith(",", quantity.right) and quantity.value > YOUNGEST
    bounded = shapes["age-bound"].fullmatch(text, quantity.left, quantity.start) is not None
    stated = quantity.value > YOUNGEST and shapes["aged-behind"].match(text, quantity.right) is not None
    if (
        shapes["aged"].search(text, reading.start, quantity.left)
        or (named and shapes["aged-name"].search(text, reading.start, quantity.left))
        or (named and shapes["aged-someone"].search(text, reading.start, quantity.left))
        or (bounded and shapes["aged-people"].search(text, reading.start, quantity.left))
        or (stated and shapes["aged-predicate"].search(text, reading.start, quantity.left))
    ):
        quantity.kind, quantity.code, quantity.unit_text = "duration", "year", AGED


def settle_point(reading: Reading, quantity: Quantity, near: Quantity | None, shapes: Shapes) -> None:
    """Read the level that a market moved to, in place: rose 193 points, to 23,135; an index ended the day at 23,135."""
    syntax = reading.syntax
    if syntax is None or quantity.kind != "bare":
        return
    led = syntax.word(syntax.at(quantity.start) - 1) in ("to", "at")
    ended = led and shapes["english-index-ended"].search(reading.text, reading.start, quantity.left) is not None
    if ended or (led and near is not None and near.kind == "point"):
        quantity.kind = quantity.code = "point"


def side_behind(reading: Reading, index: int, quantity: Quantity, shapes: Shapes) -> Direction | None:
    """Give which way a market moved by a word behind by how much, or how much again: 2%, or 6 points, down at 900."""
    if not reading.english or quantity.kind not in SIDED:
        return None
    again = AGAIN.match(reading.codes, index + 1)
    last = again.end() - 1 if again is not None else index
    behind = shapes["english-side-behind"].match(reading.text, reading.tokens[last].end)
    if behind is None or (behind["again"] and last == index):
        return extended(reading, quantity, shapes)
    return "up" if behind["up"] or behind["above"] else "down"


def extended(reading: Reading, quantity: Quantity, shapes: Shapes) -> Direction | None:
    """Give which way a market moved by what it is said to have done with the move, or by a loss: pared its 2% loss."""
    if not reading.english or quantity.kind not in SIDED:
        return None
    if shapes["english-loss-behind"].match(reading.text, quantity.right) is not None:
        return "down"
    begin = max(reading.start, quantity.left - EXTENDED)
    moved = shapes["english-move-before"].search(reading.text, begin, quantity.left)
    if moved is None:
        return None
    return "down" if moved["down"] or moved["lost"] else "up"
