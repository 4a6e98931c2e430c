"""Goods: what is made and sold of them, and what they cost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS, MONEY_SCALES, Link, is_price_of_goods, prices_goods
from numfacts.linking.metrics.refining.rule import A_SHARE, is_a_share, is_of, with_id
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.vocabulary.shapes import Shapes

LED = re.compile("[PBw,]*t|[NV][wL]*M[PB]*[tL]")  # codes between a change of English sales and what it led to
ALONE = 8  # characters before sales in which it may be told of what they are
TOLD_BEFORE = 300  # characters before sales in which retail sales may be told of
LONGEST_GOODS = 16  # characters before sales in which it is told of what
SALES = "销售"  # of goods in numbers, but as it grows, in money
MADE_AND_SOLD = ("产销", "产销量")
DEALS = "成交"
BASKET = ("commodity_price", None)  # ids of prices that may be parts of those of consumers


def unnamed_price(place: Place, shapes: Shapes) -> Mention | None:
    """Give what so much of some goods costs, where no metric is named: 14万元/吨."""
    if is_price_of_goods(place.quantity, place.reading.text, shapes):
        return Mention(None, None, None, "commodity_price")
    return None


def quoted_goods(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what coins or contracts of a sentence are quoted at as their price: 沪铜期货收报7万元."""
    reading = place.reading
    coins = shapes["coins"].search(reading.text, reading.start, place.quantity.left) if metric.text is None else None
    return with_id(metric, "commodity_price") if coins is not None else metric


def seized_goods(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what seized goods are worth as nothing of a company: 检获毒品，市值3万元."""
    reading = place.reading
    seized = shapes["seized"].search(reading.text, reading.start, reading.end)
    return with_id(metric, None) if seized is not None else metric


def homes_sold(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read deals that are counted one by one as what was sold: 十大屋苑录得7宗成交."""
    sold = (metric.text or "").endswith(DEALS) and place.quantity.unit_text in shapes.words("units-of-homes")
    return with_id(metric, "sales_volume") if sold else metric


def sales_that_grow(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read 销售 that grows, unless it was told in numbers before, as money."""
    counted = place.previous is not None and place.previous.metric == metric
    return metric if counted or metric.text != SALES else with_id(metric, "revenue")


def sales_in_money(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read sales of an amount of money as what they brought in: 四季度销售90亿元."""
    return with_id(metric, "revenue")


def made_or_sold(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read the one of two values as what was made and the other as what was sold: 产销分别完成24万辆和25万辆."""
    if metric.text is None or not metric.text.endswith(MADE_AND_SOLD):
        return metric
    codes, index = place.reading.codes, place.index
    if codes[index + 1 : index + 3] == "jQ":
        return with_id(metric, "production")
    return with_id(metric, "sales_volume" if codes[max(0, index - 2) : index] == "Qj" else None)


def part_of_consumer_prices(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read how prices of goods move behind those of consumers as a part of that: Food prices fell, pork prices rose."""
    return with_id(metric, "cpi") if place.reading.english and _in_basket(place, shapes) else metric


def basket_price(place: Place, link: Link | None, shapes: Shapes) -> Link | None:
    """Have the price of goods, told behind consumer prices, be a part of these with the goods: 其中，鲜菜|价格涨9%."""
    if link is None or link.position is None or place.quantity.kind != "ratio" or link.mention.id not in BASKET:
        return link
    reading, first, mention = place.reading, link.position, link.mention
    priced = shapes["basket-price"].search(mention.text or "") is not None
    if not priced or (mention.start or 0) < reading.start or not _in_basket(place, shapes):
        return link
    while reading.codes[first - 1 : first] == "w" and reading.tokens[first - 1].end == reading.tokens[first].start:
        first -= 1
    start, end = min(reading.tokens[first].start, mention.start or 0), mention.end
    if reading.codes[place.index : place.index + 3] == "QjQ" and reading.codes[first - 2 : first] == "wj":
        start, end = reading.tokens[first - 2].start, reading.tokens[first - 2].end  # 猪肉及菜价分别涨3%及2%
    return Link(Mention(reading.text[start:end], start, end, "cpi"), link.rule, link.source, first)


def _in_basket(place: Place, shapes: Shapes) -> bool:
    """Say whether a figure stands behind one of consumer prices, or opens what its parts are."""
    part = shapes["part-of-above"].match(place.reading.text, place.reading.start) is not None
    return any(is_of(claim, "cpi") for claim in place.recent) if part else is_of(place.near, "cpi")


def english_goods_sold(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read English sales of some goods as their number: sales of new cars rose 4 percent, truck sales to 300 units.

    So are sales that were told in numbers before.
    """
    text, start = place.reading.text, metric.start or 0
    goods = shapes["english-goods"].match(text, metric.end or 0)
    goods = goods or shapes["english-goods-before"].search(text, max(start - LONGEST_GOODS, 0), start)
    if goods is None and not _counts_on(place):
        head = (metric.text or "").rpartition(" ")[2].lower()
        told = (claim.metric for claim in place.recent if claim.metric is not None)
        before = next((sold for sold in told if (sold.text or "").rpartition(" ")[2].lower() == head), None)
        scoped = start == place.reading.start or shapes["english-scoped"].search(
            text, max(start - LONGEST_GOODS, 0), start
        )
        of_others = text.startswith(" of ", metric.end or 0) or not scoped  # sales of shirts, cake sales
        if before is None or before.id != "sales_volume" or of_others:
            return metric
    return with_id(metric, "sales_volume")


def _counts_on(place: Place) -> bool:
    """Say whether a change led to a number of things: rose 4% in May to 300 units, a 4% rise in sales at 300 units."""
    codes, to = place.reading.codes, place.reading.codes.find("Q", place.index + 1)
    led = LED.fullmatch(codes, place.index + 1, to) if to >= 0 else None
    item = place.reading.tokens[to].item if led is not None else None
    return isinstance(item, Quantity) and item.kind in COUNTS and item.scale not in MONEY_SCALES


def retail_sales_again(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read sales behind retail sales as those again: retail sales fell 1 percent; sales rose 3 percent in a year."""
    text, start = place.reading.text, metric.start
    if start is None or metric.text not in ("Sales", "sales") or text.startswith(" of ", metric.end or 0):
        return metric
    told = shapes["english-retail"].search(text, max(0, start - TOLD_BEFORE), start) is not None
    told = told or any(is_of(claim, "retail_sales") for claim in place.recent)
    lone = shapes["english-sales-alone"].search(text, max(0, start - ALONE), start) is not None
    return with_id(metric, "retail_sales") if told and lone else metric


def sales_in_numbers(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read sales of a number, which is not that of an amount of money, as goods."""
    bare = place.quantity.kind == "bare"
    money = bare and place.quantity.scale in MONEY_SCALES
    money = money or (bare and any(claim.quantity.kind == "money" and claim.metric == metric for claim in place.recent))
    return metric if money else with_id(metric, "sales_volume")


def price_of_goods(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what so much of some goods costs as their price: 价格为14万元/吨."""
    priced = prices_goods(metric, place.quantity, place.reading.text, shapes)
    return with_id(metric, "commodity_price") if priced else metric


def price_again(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read a price that was told of goods before, or a mean one that is of no share, as that of goods."""
    told = any(
        claim.metric is not None and (claim.metric.id, claim.metric.text) == ("commodity_price", metric.text)
        for claim in place.recent
    )
    return with_id(metric, "commodity_price") if told or _is_mean(place, metric, shapes) else metric


def _is_mean(place: Place, metric: Mention, shapes: Shapes) -> bool:
    """Say whether a mean price is one of goods."""
    if is_a_share(place) or not shapes.fits("mean-price", metric.text or ""):
        return False
    return not place.reading.text.endswith(A_SHARE, 0, metric.start)
