"""Moves of prices, of which no other metric is told: a security that falls, the price it is quoted at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.ellipsis import gapped
from numfacts.linking.links import Link, is_market
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim, Place
    from numfacts.linking.subjects.linker import SubjectLinker
    from numfacts.vocabulary.shapes import Shapes


def quoted_of(place: Place, shapes: Shapes) -> Link | None:
    """Give the price of a share, unnamed, for an amount that the name of a company is quoted at: 某铜业收报12元."""
    reading, index, quantity = place.reading, place.index, place.quantity
    if reading.english or quantity.kind != "money" or quantity.scale or reading.codes[index - 1 : index] != "L":
        return None
    begin, verb = reading.clause_start(index), reading.tokens[index - 1]
    clause = reading.codes[begin : index - 1]
    if clause.strip("PS") != "w":
        return None
    name = reading.tokens[begin + clause.index("w")]
    if shapes["quoted-company"].search(reading.text, name.start, name.end) is None:
        return None
    if shapes["quoted-name"].fullmatch(reading.text, verb.start, verb.end) is None:
        return None
    return Link(Mention(None, None, None, "share_price"), None, None, None)


def quoted_at(place: Place, near: Claim, shapes: Shapes) -> bool:
    """Say whether an amount is the price that a security moved to: rose 4 percent to $12 (10 euros)."""
    if place.quantity.kind != "money" or near.metric is None or near.metric.text is not None:
        return False
    reading, index = place.reading, place.index
    last = reading.codes.rfind("Q", 0, index)
    if reading.tokens[last].item is not near.quantity:
        return False
    between = reading.codes[last + 1 : index]
    if near.metric.id == "share_price":
        return reading.english and between == "("
    if near.metric.id != "price_change":
        return False
    reached = shapes["moved-to"].fullmatch(reading.text, near.quantity.right, place.quantity.left)
    return reached is not None or between in ("t", "Vt")


def moves_too(place: Place, shapes: Shapes) -> bool:
    """Say whether a change is one more of a price: Oak fell 2 percent, Elm 3, while paper was up 4 percent."""
    near, reading = place.near, place.reading
    if reading.syntax is None or near is None or near.metric is None or near.metric.id != "price_change":
        return False
    if gapped(reading.syntax, reading.syntax.at(place.quantity.start)) is not None:
        return True
    between = shapes["english-while-moves"].fullmatch(reading.text, near.quantity.right, place.quantity.left)
    last = reading.codes.rfind("Q", 0, place.index)
    return between is not None and "M" not in reading.codes[last : place.index]


def index_again(place: Place, shapes: Shapes) -> Link | None:
    """Give the index told right before to a move that is only joined to it: at 3,912 for a loss of 1 percent."""
    near = place.near
    if near is None or near.metric is None or near.metric.id != "index_level":
        return None
    between = shapes["english-index-again"].fullmatch(place.reading.text, near.quantity.right, place.quantity.left)
    return near.link if between is not None else None


def in_session(place: Place, shapes: Shapes) -> bool:
    """Say whether the clause of a quantity speaks of a market."""
    reading = place.reading
    begin = reading.clause_start(place.index)
    start = reading.tokens[begin - 1].end if begin else reading.start
    return shapes["session-words"].search(reading.text, start, place.quantity.left) is not None


def moves_itself(place: Place, subjects: SubjectLinker, shapes: Shapes) -> bool:
    """Say whether a share is how far someone whom its clause begins with rose or fell, as securities do."""
    reading, begin = place.reading, place.reading.clause_start(place.index)
    if place.quantity.kind != "ratio" or "B" in reading.codes[begin : place.index]:
        return False  # 5G手机按年下跌近10%: of what the first one's figure was
    start = reading.tokens[begin].start
    if shapes["sector-rate"].search(reading.text, start, place.quantity.left) is not None:
        return True  # 市值蒸发3亿元，家电板块涨幅超过2%
    if reading.codes[begin : begin + 2] == "SV" and not is_market(reading.tokens[begin]):
        return False  # 房价环比下降1%，其中上海上涨2%
    moved = shapes["security-moves"].search(reading.text, start, place.quantity.left)
    opening = begin  # 甲的母公司乙: the last of whom the clause begins with
    while reading.codes[opening + 1 : opening + 2] == "w":
        opening += 1
    heading = range(start, reading.tokens[opening].start + 1)
    return moved is not None and any(name.start in heading for name in subjects.names(reading, place.index))


def is_new_move(place: Place, carried: Link, shapes: Shapes) -> bool:
    """Say whether a share is a rise or fall as of prices, told in a sentence of its own: 截至发稿，涨3%."""
    reading, begin = place.reading, place.reading.clause_start(place.index)
    if (carried.mention.start or 0) >= reading.start or place.quantity.kind != "ratio":
        return False
    start = reading.tokens[begin].start
    moved = shapes["security-moves"].search(reading.text, start, place.quantity.left)
    if moved is None:
        return False
    codes = [match.end() for match in shapes["stock-code"].finditer(reading.text, start, moved.end())]
    return moved.start() in codes or reading.codes[begin : place.index].strip("Vk") == ""
