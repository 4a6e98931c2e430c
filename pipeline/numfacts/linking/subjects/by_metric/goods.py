"""Which goods a figure is of, where its metric is a price or a store of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import metric_rule, prices_goods
from numfacts.linking.subjects.question import Whose
from numfacts.linking.subjects.whole_names import whole_name
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.subjects.by_metric.measured import Measured

OWNERS = frozenset("OwSCH")  # codes of who has what is counted behind


def stocked(measured: Measured) -> Whose | None:
    """Give the goods that an exchange or a market stocks, which stand alone before the word: 铜库存减少5吨."""
    reading = measured.reading
    if measured.link.mention.id != "inventory":
        return None
    goods = measured.known.shapes["stocked"].search(reading.text, reading.start, measured.start)
    return Whose(Mention(goods["name"], *goods.span("name")), firm=True) if goods is not None else None


def waiting(measured: Measured) -> Whose | None:
    """Give the place at which what is counted waits or is stuck: 7艘油轮在青屿港外等候, 12架客机滞留松溪机场."""
    reading = measured.reading
    quantity, index = measured.asked.quantity, measured.asked.index
    owned = index and reading.codes[index - 1] in OWNERS  # 公司3艘货轮
    if quantity.kind != "count" or owned or measured.start < quantity.right:
        return None
    place = measured.known.shapes["waits-at"].match(reading.text, measured.end, reading.end)
    if place is None:
        return None
    name = place.lastindex or 0
    return Whose(Mention(place[name], *place.span(name)), firm=True)


def called(measured: Measured) -> Whose | None:
    """Give what is priced: named before its price, or by it (日圓), or before where the price is only a price."""
    if not measured.is_of("called-by") and not _begins_with_goods(measured):
        return None
    known, link = measured.known, measured.link
    ends = (link.position, measured.asked.index)
    named = [name for name in measured.names if name.firm or measured.reading.behind_bracket(name.last) + 1 in ends]
    named = [name for name in named if known.shapes["traded-on"].fullmatch(name.mention.text or "") is None]
    if named:
        return Whose(named[0].mention, firm=True)
    if known.shapes["against"].match(measured.text) is not None:  # 兑美元
        return measured.near
    itself = Whose(whole_name(measured.reading, link.mention, known.shapes), firm=True)
    if known.shapes["generic-price"].match(measured.text) is None:
        return itself
    held = known.focus.held or known.focus.named
    return measured.near or (Whose(held, firm=True) if held is not None else itself)


def priced(measured: Measured) -> Whose | None:
    """Give the goods right before their price, in a text that is of no company: 金属铽价格为1400万元/吨."""
    known, asked = measured.known, measured.asked
    if known.focus.of_company or not measured.names or not asked.owns(goods := measured.names[0]):
        return None
    price = prices_goods(measured.link.mention, asked.quantity, measured.reading.text, known.shapes)
    return Whose(goods.mention, firm=goods.firm) if price else None


def _begins_with_goods(measured: Measured) -> bool:
    """Say whether a metric is a word for a price behind what is called by its price itself: 布伦特原油|价格."""
    position = measured.link.position
    if position is None or measured.start < measured.reading.start or measured.link.mention.id == "cpi":
        return False
    goods = measured.reading.tokens[position]
    rule = metric_rule(goods)
    shapes, word = measured.known.shapes, measured.reading.text[goods.end : measured.link.mention.end]
    by_price = rule is not None and rule.metric in shapes.group("called-by")
    return by_price and shapes.fits("price-end|mean-price", word)
