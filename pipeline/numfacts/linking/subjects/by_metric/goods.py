"""Which goods a figure is of, where its metric is a price or a store of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import metric_rule, prices_goods
from numfacts.linking.subjects.question import NOBODY, Whose
from numfacts.linking.subjects.whole_names import whole_name
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.subjects.by_metric.measured import Measured
    from numfacts.linking.subjects.names import Name

TARGET = "target_price"


def stocked(measured: Measured) -> Whose | None:
    """Give the goods that an exchange or a market stocks, which stand alone before the word: 铜库存减少5吨."""
    reading = measured.reading
    if measured.link.mention.id != "inventory" or measured.start <= reading.start:
        return None
    goods = measured.known.shapes["stocked"].search(reading.text, reading.start, measured.start)
    return Whose(Mention(goods["name"], *goods.span("name")), firm=True) if goods is not None else None


def aimed_at(measured: Measured) -> Whose | None:
    """Give what a price is aimed at for, where the target is one of some months: 把铜的3个月目标价上调."""
    reading = measured.reading
    if measured.link.mention.id != TARGET or measured.start <= reading.start:
        return None
    aimed = measured.known.shapes["aimed-in-months"].search(reading.text, reading.start, measured.start)
    return Whose(Mention(aimed["name"], *aimed.span("name")), firm=True) if aimed is not None else None


def priced_before(measured: Measured) -> Whose | None:
    """Give what a clause before names the price of, for a price that names none: 碳酸锂价格走高,均价为5万元."""
    if measured.near is not None or not _prices_goods(measured) or measured.names:
        return None
    reading, price = measured.reading, measured.known.shapes["price-end"]
    for position in range(measured.asked.begin - 1, 0, -1):
        priced = reading.codes[position] == "M" and price.search(reading.mention(position).text or "")
        if priced and reading.codes[position - 1] in "wS":
            names = measured.known.names.read(reading, reading.clause_start(position), position)
            if names and names[-1].last + 1 == position:
                return Whose(names[-1].mention, firm=True)
    return None


def called(measured: Measured) -> Whose | None:
    """Give what is priced: named before its price, or by it (日圓), or before where the price is only a price."""
    if not measured.is_of("called-by") and not _begins_with_goods(measured):
        return None
    asked, known, link = measured.asked, measured.known, measured.link
    ends = (link.position, asked.index)
    named = [name for name in measured.names if name.firm or measured.reading.behind_bracket(name.last) + 1 in ends]
    named = [name for name in named if known.shapes["traded-on"].fullmatch(name.mention.text or "") is None]
    if named:
        return Whose(named[0].mention, firm=True)
    if known.shapes["against"].match(measured.text) is not None:  # 兑美元
        return _currency_before(measured) or measured.near or known.sentence.in_sentence(asked) or NOBODY
    mean = (
        link.position is not None and known.shapes["mean-price"].search(measured.text) and _begins_with_goods(measured)
    )
    price = measured.reading.mention(link.position) if mean else link.mention  # type: ignore[arg-type]
    itself = Whose(whole_name(measured.reading, price, known.shapes), firm=True)
    if link.position is not None and known.shapes["generic-price"].match(measured.text) is None:
        return itself
    topic = known.focus.topic
    held = known.focus.held or (topic.mention if topic is not None and topic.firm else None)
    before = Whose(held, firm=True) if held is not None else itself
    return measured.near or known.sentence.in_sentence(asked) or before


def single(measured: Measured) -> Whose | None:
    """Give the things of which one has a price: 单个盲盒的售价不超过200元."""
    reading, shape = measured.reading, measured.known.shapes["single-priced"]
    found = shape.search(reading.text, measured.clause, max(measured.end, measured.clause))
    return Whose(Mention(found["name"], *found.span("name")), firm=False) if found is not None else None


def priced(measured: Measured) -> Whose | None:
    """Give the goods right before their price: 市场走势上涨，金属铽价格为1400万元/吨."""
    if not _prices_goods(measured) or not measured.names:
        return None
    goods = measured.names[0]
    owned = (
        (goods.heads or _is_sized(measured, goods))
        and measured.asked.owns(goods)
        and not measured.asked.is_metric(goods)
    )
    return Whose(goods.mention, firm=goods.firm) if owned else None


def _is_sized(measured: Measured, goods: Name) -> bool:
    """Say whether a clause begins with goods that are told apart by a size before their name: 3.2mm镀膜玻璃均价."""
    reading, size = measured.reading, goods.first - 1
    if size < measured.asked.begin or reading.codes[size] != "Q" or reading.tokens[size].end != goods.mention.start:
        return False
    item = reading.tokens[size].item
    sized = isinstance(item, Quantity) and item.kind == "physical"
    return sized and not reading.codes[measured.asked.begin : size].strip("Psj")


def _currency_before(measured: Measured) -> Whose | None:
    """Give the currency whose code stands in a bracket before what it is quoted in: 英镑（GBP）兑美元."""
    reading, closing = measured.reading, (measured.link.position or 0) - 1
    opening = reading.codes.rfind("(", 0, closing) if reading.codes[closing : closing + 1] == ")" else 0
    if closing < 0 or opening < 1 or reading.codes[opening - 1] != "M":
        return None
    rule = metric_rule(reading.tokens[opening - 1])
    quoted = rule is not None and rule.metric == measured.link.mention.id
    return Whose(reading.mention(opening - 1), firm=True) if quoted else None


def _prices_goods(measured: Measured) -> bool:
    """Say whether a figure is a price of goods, in a text that is of no company."""
    if measured.known.focus.of_company:
        return False
    return prices_goods(measured.link.mention, measured.asked.quantity, measured.reading.text, measured.known.shapes)


def _begins_with_goods(measured: Measured) -> bool:
    """Say whether a metric is a word for a price behind what is called by its price itself: 布伦特原油|价格."""
    position = measured.link.position
    if position is None or measured.start < measured.reading.start:
        return False
    goods = measured.reading.tokens[position]
    rule = metric_rule(goods)
    shapes, word = measured.known.shapes, measured.reading.text[goods.end : measured.link.mention.end]
    by_price = rule is not None and rule.metric in shapes.group("called-by")
    return by_price and shapes.fits("price-end|mean-price", word)
