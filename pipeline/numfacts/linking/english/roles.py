"""What an English phrase makes of a quantity: a level or a change, where that differs from the order of mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.english.ellipsis import gapped
from numfacts.linking.english.nominal_moves import opened_at
from numfacts.linking.english.sides import side
from numfacts.linking.links import AGED, COUNTS
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
OLDEST = 120  # years
YOUNGEST = 9  # of who is called by full name with an age
BEARING = frozenset(["with", "worth"])  # lead to what something has, which is no change
PLACED = frozenset(["in", "on", "at", "across"])  # before where something moved
MIN_VERB = 2  # words of a verb with its particle
COMPARED = frozenset(["ratio", "difference", "times"])
VERB_RULES = ("/change-verb", "/change-metric")
SAME = "/change-by"
SMALLEST_LOSS = 10_000  # of a currency; what prices lose is less
GAINS = frozenset(["gain", "gains"])
LEVELS = frozenset(["higher", "lower"])
STANDING = LEVELS | {"up", "down", "ahead", "off"}  # words of a move before the level that it led to, behind at
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
    if role.role == "change" and any(is_level(told) for is_level in _LEVELS):
        return Role("level", role.rule, None)
    if quantity.kind in COMPARED and (compared := _compared(told)) is not None:
        return compared
    if role.role == "change":
        return Role("level", role.rule, None) if _is_unmoved(told) else role
    found = (
        next((change for tells in _CHANGES if (change := tells(told)) is not None), None)
        if role.role == "level"
        else None
    )
    return found or _nominal(told) or role


def _compared(told: _Told) -> Role | None:
    """Read by how much something is more or less: 0.3 points steeper than in May, 5 percent fewer than."""
    reading, index, role = told.reading, told.place.index, told.role
    steeper = reading.codes[index + 1 : index + 2] == "V"
    if steeper and reading.text.endswith(" than", told.quantity.end, reading.tokens[index + 1].end):
        return Role("change", role.rule, index + 1)
    if _is_compared(told.syntax, told.at, told.shapes):
        return Role("change", role.rule, _direction(reading, index, told.syntax.words[told.at + 1].end))
    return None


def _behind_beyond(told: _Told) -> bool:
    beyond = told.shapes["beyond"].match(told.reading.text, told.quantity.left)
    return told.quantity.kind != "ratio" and beyond is not None


def _is_borne(told: _Told) -> bool:
    """Say whether something has as much: took off with 14 on board, set up a fund worth $3 million."""
    return told.syntax.word(told.at - 1) in BEARING


def _is_won_by(told: _Told) -> bool:
    """Say whether a number is the margin of a game: beat Oak by four wickets."""
    counts = told.quantity.kind in COUNTS and told.role.rule.endswith(SAME)
    return counts and _is_margin(told.reading, told.syntax, told.at)


def _is_downed(told: _Told) -> bool:
    """Say whether those counted are done away with: shot down 138 drones."""
    return told.quantity.kind in COUNTS and _is_done_away(told.reading, told.syntax, told.at)


def _is_put_up(told: _Told) -> bool:
    """Say whether a sum is laid out: put up 3 million dollars."""
    return told.quantity.kind == "money" and _is_laid_out(told.syntax, told.at, told.shapes)


def _stands_at(told: _Told) -> bool:
    """Say whether a level stands behind the move to it: ended lower at 46 dollars, 2 percent down at 4,500."""
    beside = told.quantity.kind == "money" or told.syntax.word(told.at - 2) in STANDING
    return beside and told.syntax.word(told.at - 1) == "at"


def _is_added(told: _Told) -> bool:
    """Say whether so much is added to what there is: added 4,000 square metres of space."""
    return told.quantity.kind == "physical" and told.syntax.word(told.at - 1) == "added"


def _is_booked(told: _Told) -> bool:
    """Say whether a sum is lost or gained: lost $3 million, a one-off gain of $3 million."""
    if told.quantity.kind != "money":
        return False
    return _is_loss(told.syntax, told.quantity, told.at, told.shapes) or _is_gain(told.syntax, told.quantity, told.at)


def _is_unmoved(told: _Told) -> bool:
    """Say whether a noun that is none of change stands behind the quantity of a verb of change, which is of that."""
    noun = _noun_behind(told)
    if noun is None or _is_move(told, noun) or not told.role.rule.endswith(VERB_RULES):
        return False
    start, end = told.syntax.span(noun)
    return not any(token.code in "VNBP" and start <= token.start < end for token in told.reading.tokens)


def _on_a_side(told: _Told) -> Role | None:
    """Read what stands on a side of a market: 0.4 percent, or 16 points, down at 3,912."""
    on = side(told.reading, told.place.index, told.quantity, told.shapes)
    return Role("change", told.role.rule, None) if on is not None else None


def _at_a_pace(told: _Told) -> Role | None:
    """Read a rate of change: grew at an annual rate of 2.6 percent."""
    pace = _paced(told.reading, told.syntax, told.at) if told.quantity.kind == "ratio" else None
    return Role("change", told.role.rule, pace) if pace is not None else None


def _by_so_much(told: _Told) -> Role | None:
    """Read by how much someone changes something: raise fees by an average of 5 percent."""
    verb = _raised(told.syntax, told.at, told.shapes) if told.quantity.kind in COMPARED else None
    if verb is None:
        return None
    reading = told.reading
    words = (position for position in reading.overlapping(*told.syntax.span(verb)) if reading.codes[position] == "V")
    return Role("change", f"claims{SAME}", next(words, None))


def _modestly(told: _Told) -> Role | None:
    """Read a move that adjectives part from its verb: rose a modest 6 percent."""
    moved = _moved(told.reading, told.syntax, told.at) if told.quantity.kind == "ratio" else None
    return Role("change", f"claims{VERB_RULES[0]}", moved) if moved is not None else None


def _once_more(told: _Told) -> Role | None:
    """Read a change that shares the verb of the one before: Oak fell 2 percent, Elm 3 percent."""
    again = _is_gapped(told.syntax, told.place, told.at) or _continues(told.syntax, told.place, told.at)
    return Role("change", told.role.rule, None) if again else None


def _nominal(told: _Told) -> Role | None:
    """Read a change that a noun behind tells: a 5 percent rise."""
    noun = _noun_behind(told)
    if noun is None or told.quantity.kind not in COMPARED or not _is_move(told, noun):
        return None
    direction = _direction(told.reading, told.place.index, told.syntax.span(noun)[1])
    return Role("change", told.role.rule, direction) if direction is not None else None


def _noun_behind(told: _Told) -> Phrase | None:
    return told.syntax.phrase_after(told.at + 1) if told.syntax.code(told.at + 1) in "nN" else None


def _is_move(told: _Told, noun: Phrase) -> bool:
    return told.shapes["english-move"].fullmatch(told.syntax.word(noun.end - 1)) is not None


# What makes a level of a quantity that stands like a change, and a change of one that stands like a level.
_LEVELS = (_behind_beyond, _is_borne, _is_won_by, _is_downed, _is_put_up, _stands_at, _is_added, _is_booked)
_CHANGES = (_on_a_side, _at_a_pace, _by_so_much, _modestly, _once_more)


def _is_margin(reading: Reading, syntax: Syntax, at: int) -> bool:
    """Say whether a count with a noun of its own is by how much someone won: its verb is none of change."""
    verb = syntax.verb_before(at)
    if verb is None or syntax.code(at + 1) != "n":
        return False
    return all(reading.codes[position] != "V" for position in reading.overlapping(*syntax.span(verb)))


def _is_done_away(reading: Reading, syntax: Syntax, at: int) -> bool:
    """Say whether a count is what something else than a change is done to: shot down 138 drones, set up 30."""
    if syntax.word(at - 1) not in ("up", "down", "off") or syntax.code(at - 2) not in "veg" or at < MIN_VERB:
        return False
    return all(reading.codes[position] != "V" for position in reading.overlapping(*_span_of(syntax, at - 2)))


def _is_laid_out(syntax: Syntax, at: int, shapes: Shapes) -> bool:
    """Say whether the particle before an amount makes a verb of outlay of the one before it: put up $3 million."""
    return shapes["english-outlay-particle"].fullmatch(f"{syntax.word(at - 2)} {syntax.word(at - 1)}") is not None


def _span_of(syntax: Syntax, position: int) -> tuple[int, int]:
    """Give the offsets of one word."""
    return syntax.words[position].start, syntax.words[position].end


def _is_compared(syntax: Syntax, at: int, shapes: Shapes) -> bool:
    """Say whether a quantity is by how much something differs: 5 percent more than, 40 percent less power."""
    following = syntax.word(at + 1)
    if shapes["english-comparative"].fullmatch(following) is None:
        return False
    return (
        following in LEVELS or syntax.word(at + 2) == "than" or (following in AMOUNTS and syntax.code(at + 2) in "nN")
    )


def comparative(reading: Reading, quantity: Quantity, shapes: Shapes) -> Direction | None:
    """Give the direction that a comparative behind a quantity says: 5 percent fewer than."""
    syntax = reading.syntax
    if syntax is None or quantity.kind not in COMPARED:
        return None
    at = syntax.at(quantity.start)
    if not _is_compared(syntax, at, shapes):
        return None
    return "down" if shapes["english-lesser"].fullmatch(syntax.word(at + 1)) is not None else "up"


def _is_loss(syntax: Syntax, quantity: Quantity, at: int, shapes: Shapes) -> bool:
    """Say whether an amount is what someone lost, rather than how far a price fell: lost $3 million, not 6 cents."""
    losing = shapes["english-losing"].fullmatch(syntax.word(_before(syntax, at))) is not None
    falls = syntax.word(at + 1) == "or" or (syntax.word(at + 1) == "to" and syntax.code(at + 2) == "Q")
    return losing and quantity.value >= SMALLEST_LOSS and not falls


def _is_gain(syntax: Syntax, quantity: Quantity, at: int) -> bool:
    """Say whether an amount is what someone gained, not how far a price rose: a one-off gain of $3 million."""
    return syntax.word(at - 1) == "of" and syntax.word(at - 2) in GAINS and quantity.value >= SMALLEST_LOSS


def _before(syntax: Syntax, at: int) -> int:
    """Give the position of the word before a quantity, adverbs apart."""
    at -= 1
    while at > 0 and syntax.codes[at] == "a":
        at -= 1
    return at


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


def _raised(syntax: Syntax, at: int, shapes: Shapes) -> Phrase | None:
    """Give the verb of which a quantity says by how much: raise fees by an average of 5 percent; or null."""
    begin = at
    begin = syntax.before_modifiers(begin)
    if syntax.word(begin - 1) == "of":
        phrase = syntax.phrase_before(begin - 1)
        begin = phrase.begin if phrase is not None else begin
        begin = syntax.before_modifiers(begin)
    verb = syntax.verb_before(at) if syntax.word(begin - 1) == "by" else None
    if verb is None or shapes["english-raising"].fullmatch(syntax.word(verb.end - 1)) is None:
        return None
    return verb


def _paced(reading: Reading, syntax: Syntax, at: int) -> int | None:
    """Give the token of the verb that says which way something moves at a rate: grew at an annual rate of 2.6%."""
    if syntax.word(at - 1) != "of" or syntax.word(at - 2) not in ("rate", "pace"):
        return None
    phrase = syntax.phrase_before(at - 1)
    verb = syntax.verb_before(at) if phrase is not None and phrase.preposition == "at" else None
    if verb is None:
        return None
    return _direction(reading, reading.overlapping(*syntax.span(verb)).start - 1, syntax.words[verb.end - 1].end)


def _moved(reading: Reading, syntax: Syntax, at: int) -> int | None:
    """Give the token of the verb that says which way something moved: rose a modest 6 percent, the most at 2."""
    begin = at - 1 if syntax.word(at - 1) in ("at", "by", "with") and syntax.word(at - 2) == "most" else at
    begin = syntax.before_modifiers(begin)
    verb = syntax.verb_before(at) if begin < at else None
    if verb is None or verb.end != begin or syntax.code(at + 1) in "nN" or syntax.word(at + 1) == "of":
        return None
    moves = (place for place in reading.overlapping(*syntax.span(verb)) if reading.codes[place] == "V")
    return next(moves, None)


def _is_gapped(syntax: Syntax, place: Place, at: int) -> bool:
    """Say whether a quantity is a change whose verb is that of the one before: Oak fell 2 percent, Elm 3 percent."""
    near = place.near
    alike = near is not None and near.change is not None and near.quantity.kind == place.quantity.kind
    return alike and gapped(syntax, at) is not None


def _continues(syntax: Syntax, place: Place, at: int) -> bool:
    """Say whether a quantity is one more change of the same: rose 0.1% in August and 8.3% in a year.

    Of something else it is where the same preposition or one of place leads to that: rose 3% in Oakland and 4% on Elm.
    """
    near = place.near
    if near is None or near.change is None or near.quantity.kind != place.quantity.kind or syntax.code(at - 1) != "c":
        return False
    begin = syntax.at(near.quantity.end - 1) + 1
    opening, following = syntax.word(begin), syntax.word(at + 1)
    alike = syntax.codes[begin] == "p" and (opening == following or {opening, following} <= PLACED)
    return set(syntax.codes[begin:at]) <= set("pdaTc,nN'" if alike else "pdaTc")


def _direction(reading: Reading, index: int, end: int) -> int | None:
    """Give the token of the noun of change that ends at an offset: 10 to 15 percent hikes."""
    for position in range(index + 1, len(reading.tokens)):
        token = reading.tokens[position]
        if token.end >= end:
            item = token.item
            known = isinstance(item, Term) and isinstance(item.rule, ChangeRule) and item.rule.direction is not None
            return position if known and token.end == end else None
    return None


def is_decided(reading: Reading, role: Role, link: Link | None, shapes: Shapes) -> bool:
    """Say whether someone makes a change rather than something undergoes it: raise fees by 5 percent."""
    if reading.syntax is None or not role.rule.endswith(SAME) or link is None:
        return False
    if link.mention.id in {*shapes.group("decided"), *shapes.group("traded")}:
        return False
    start = link.mention.start
    if role.direction is None:
        return True
    if link.mention.id == "gdp" and shapes.fits("english-grows", (reading.mention(role.direction).text or "").lower()):
        return False  # aims to expand gross domestic product by 5 percent
    return start is not None and reading.tokens[role.direction].end <= start


def settle_age(reading: Reading, quantity: Quantity, shapes: Shapes) -> None:
    """Read a bare number as years of age, in place: died at the age of 97."""
    if reading.syntax is None or quantity.kind != "bare" or quantity.decimals or quantity.value > OLDEST:
        return
    text = reading.text
    named = text.startswith(",", quantity.right) and quantity.comparator == "=" and quantity.value > YOUNGEST
    bounded = shapes["age-bound"].fullmatch(text, quantity.left, quantity.start) is not None
    stated = text[quantity.right : quantity.right + 1] in (".", ",", "") and quantity.value > YOUNGEST
    if (
        shapes["aged"].search(text, reading.start, quantity.left)
        or (named and shapes["aged-name"].search(text, reading.start, quantity.left))
        or (named and shapes["aged-someone"].search(text, reading.start, quantity.left))
        or (bounded and shapes["aged-people"].search(text, reading.start, quantity.left))
        or (stated and shapes["aged-predicate"].search(text, reading.start, quantity.left))
    ):
        quantity.kind, quantity.code, quantity.unit_text = "duration", "year", AGED


def settle_point(reading: Reading, quantity: Quantity, near: Quantity | None, shapes: Shapes) -> None:
    """Read the level that a market moved to or stands at, in place: rose 193 points, to 23,135; At 900, stocks fell."""
    syntax = reading.syntax
    if syntax is None or quantity.kind != "bare":
        return
    at = syntax.at(quantity.start)
    moved = near is not None and near.kind == "point" and syntax.word(at - 1) in ("to", "at")
    phrase = None if moved or quantity.value <= OLDEST else opened_at(syntax, at, shapes)
    if moved or (phrase is not None and shapes.fits("english-market", syntax.word(phrase.end - 1))):
        quantity.kind = quantity.code = "point"
