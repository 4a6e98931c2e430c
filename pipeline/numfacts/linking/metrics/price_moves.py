"""Moves of prices, of which no other metric is told: a security that falls, what someone charges more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.predication import subject_of
from numfacts.linking.links import Link
from numfacts.records import Mention
from numfacts.ruleset.kinds import ChangeRule
from numfacts.vocabulary.tokens import Term, Token

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim, Place
    from numfacts.linking.subjects.linker import SubjectLinker
    from numfacts.numbers.quantity import Quantity
    from numfacts.vocabulary.shapes import Shapes

AT = "以"
PRICE, SIZE = "价", "幅"  # end words for what is done to a price, and how far it is: 加价, 加幅


def quoted_of(place: Place, shapes: Shapes) -> Link | None:
    """Give the price of a share, unnamed, for an amount that a company is quoted at, be it behind a move of it.

    某铜业收报12元; 跌5%，收12元; 以12元作收.
    """
    reading, last, text = place.reading, place.index, place.reading.text
    if reading.english or not is_price(place.quantity):
        return None
    while reading.codes[last - 1 : last] == "L":
        last -= 1
    begin, start = reading.clause_start(place.index), place.quantity.left
    named = reading.codes[begin:last].strip("PS")
    said = text[reading.tokens[last].start : start]
    quoted = shapes["quoted-behind"].match(text, place.quantity.right) is not None and text.endswith(AT, 0, start)
    if not quoted and named == "w":
        name = reading.tokens[reading.codes.index("w", begin)]
        company = shapes["quoted-company"].search(text, name.start, name.end) is not None
        quoted = shapes["quoted-name"].fullmatch(said) is not None and (company or place.quantity.code == "TWD")
    if not quoted and place.near is not None:
        near, head = place.near.metric, begin
        while reading.codes[head] == "P":
            head += 1
        moved = near is not None and near.text is None and near.id in ("price_change", "share_price")
        quoted = moved and shapes["quoted-then"].fullmatch(text, reading.tokens[head].start, start) is not None
    return Link(Mention(None, None, None, "share_price"), None, None, None) if quoted else None


def quoted_at(place: Place, near: Claim, shapes: Shapes) -> bool:
    """Say whether an amount is the price that a security moved to: rose 4 percent to $12 (10 euros)."""
    if place.quantity.kind != "money" or near.metric is None or near.metric.text is not None:
        return False
    last = place.reading.codes.rfind("Q", 0, place.index)
    between = place.reading.codes[last + 1 : place.index]
    if near.metric.id == "share_price":
        return place.reading.english and between == "("
    reached = shapes["moved-to"].fullmatch(place.reading.text, near.quantity.right, place.quantity.left)
    return near.metric.id == "price_change" and (reached is not None or between in ("t", "Vt"))


def index_again(place: Place, shapes: Shapes) -> Link | None:
    """Give the index told right before to a move that is only joined to it: at 3,912 for a loss of 1 percent."""
    near = place.near
    if near is None or near.metric is None or near.metric.id != "index_level":
        return None
    between = shapes["english-index-again"].fullmatch(place.reading.text, near.quantity.right, place.quantity.left)
    return near.link if between is not None else None


def meant(place: Place, shapes: Shapes) -> Link | None:
    """Give the index, or the goods, told before that a move or a level is of: the benchmark lost 1 percent."""
    syntax = place.reading.syntax
    verb = syntax.verb_before(syntax.at(place.quantity.start)) if syntax is not None else None
    phrase = next(iter(subject_of(syntax, verb)), None) if syntax is not None and verb is not None else None
    if syntax is None or phrase is None or syntax.word(phrase.begin - 1) != "the":
        return None
    named = any(place.reading.codes[at] == "M" for at in place.reading.overlapping(*syntax.span(phrase)))
    if named or "N" in syntax.codes[phrase.begin : phrase.end]:
        return None  # the dollar index
    of_index, of_goods = (syntax.fits(f"english-{kind}-meant", phrase.end - 1) for kind in ("index", "goods"))
    ids = ("index_level",) if of_index else shapes.group("called-by") if of_goods else ()
    told = [claim.link for claim in place.recent if claim.link is not None and claim.link.mention.id in ids]
    several = len({link.mention.text for link in told}) > 1  # the blue-chip index: one of them
    return None if several and phrase.end - phrase.begin > 1 else next(iter(told), None)


def in_session(place: Place, shapes: Shapes) -> bool:
    """Say whether the clause of a quantity speaks of a market."""
    reading = place.reading
    begin = reading.clause_start(place.index)
    start = reading.tokens[begin - 1].end if begin else reading.start
    return shapes["session-words"].search(reading.text, start, place.quantity.left) is not None


def moves_itself(place: Place, subjects: SubjectLinker, shapes: Shapes) -> bool:
    """Say whether a share or a price is how far someone whom its clause begins with moved, as securities do."""
    reading, begin = place.reading, place.reading.clause_start(place.index)
    if not (place.quantity.kind == "ratio" or is_price(place.quantity)) or "B" in reading.codes[begin : place.index]:
        return False  # 5G手机按年下跌近10%: of what the first one's figure was
    if reading.codes[begin : begin + 2] == "SV":
        return False  # 房价环比下降1%，其中上海上涨2%
    start = reading.tokens[begin].start
    if _is_priced_next(place, begin, shapes):
        return False  # 豪宅楼价跌1.2%，细单位跌0.5%
    if shapes["sector-rate"].search(reading.text, start, place.quantity.left) is not None:
        return True  # 市值蒸发3亿元，家电板块涨幅超过2%
    moved = shapes["security-moves"].search(reading.text, start, place.quantity.left)
    opening = begin  # 甲的母公司乙: the last of whom the clause begins with
    while reading.codes[opening + 1 : opening + 2] == "w":
        opening += 1
    heading = range(start, reading.tokens[opening].start + 1)
    names = subjects.names(reading, place.index, called=_is_of_parts(place))
    return moved is not None and any(name.start in heading for name in names)


def _is_of_parts(place: Place) -> bool:
    """Say whether a share is told beside how a whole changed, whose parts follow: 零售值跌14%，食品跌2%.

    Not where a security moved before: 云杉科技涨3%，营收升8%。青屿电力跌2%.
    """
    told = place.near or place.previous
    if told is None or told.change is None or not told.quantity.kind == place.quantity.kind == "ratio":
        return False
    ids = (claim.metric.id for claim in place.recent if claim.metric is not None)
    return "price_change" not in ids


def _is_priced_next(place: Place, begin: int, shapes: Shapes) -> bool:
    """Say whether a clause only says how far the next thing moved of a price: 豪宅楼价跌1%，细单位跌2%."""
    near, reading = place.near, place.reading
    if near is None or near.change is None or near.link is None or reading.codes[begin - 2 : begin] != "Q,":
        return False
    if reading.codes[begin : place.index].lstrip("w") != "V":
        return False
    text, start, end = reading.text, reading.tokens[begin].start, reading.tokens[place.index - 1].start
    if shapes["quoted-company"].search(text, start, end) is not None:
        return False  # 鸡蛋价格涨5%，云杉股份跌2%
    return shapes["goods-price"].search(near.link.mention.text or "") is not None


def is_price(quantity: Quantity) -> bool:
    """Say whether a quantity is money that may be what a security costs."""
    return quantity.kind == "money" and not (quantity.scale or quantity.per)


def is_new_move(place: Place, carried: Link, shapes: Shapes) -> bool:
    """Say whether a share is a rise or fall as of prices, told in a sentence of its own: 截至发稿，涨3%."""
    reading, begin = place.reading, place.reading.clause_start(place.index)
    if (carried.mention.start or 0) >= reading.start or reading.codes[begin : place.index].strip("Vk"):
        return False
    return shapes["security-moves"].search(reading.text, reading.tokens[begin].start, place.quantity.left) is not None


def charged(place: Place) -> Link | None:
    """Give what someone does to a price, here or before in other words, by so much: 提出加价9%; 加价，加幅9%."""
    reading, index = place.reading, place.index
    begin = reading.clause_start(index)
    moved = max(reading.codes.rfind("V", begin, index), reading.codes.rfind("N", begin, index))
    if moved < 0 or moves_rate(reading.tokens[moved]):
        return None  # 涨价5%, which has a metric of its own
    token = reading.tokens[moved]
    word = reading.text[token.start : token.end]
    if word.endswith(PRICE):
        return Link(reading.mention(moved), None, None, None)
    start = reading.text.rfind(word[0] + PRICE, reading.start, token.start)
    if word not in (word[0], word[0] + SIZE) or start < 0:
        return None
    return Link(Mention(reading.text[start : start + 2], start, start + 2), None, None, None)


def moves_rate(token: Token) -> bool:
    """Say whether a word of change tells what it changes: 减息0.25厘的机会."""
    rule = token.item.rule if isinstance(token.item, Term) else None
    return isinstance(rule, ChangeRule) and rule.metric is not None
