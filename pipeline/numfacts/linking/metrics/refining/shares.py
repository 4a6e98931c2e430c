"""Shares: how many, what part of a whole, and what one costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.metrics.refining.rule import is_a_share, with_id

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

SOLD = frozenset(["转让", "出售"])  # of what someone holds
GRANTS = frozenset(["授予", "发行"])  # what is done with a number of shares
OF_WHOLE = "占比"
DISPOSAL = 400  # characters before a share of what someone holds in which it is told what becomes of it
SELLS = "卖出"
TAKEOVER = 12  # characters behind such a price in which the takeover is told
TO_TOTAL = {"pledged_share": "pledged_share", "share_count": None}  # what a ratio to the total is, by what it is of


def is_offered_at(place: Place, metric: Mention | None, shapes: Shapes) -> bool:
    """Say whether an amount a share alone follows an offer of shares, which they are sold for: 配售8亿股，每股53元."""
    near, quantity = place.near, place.quantity
    offer = near.metric if near is not None else None
    if offer is None or quantity.kind != "money" or quantity.per != "share" or place.reading.english:
        return False
    offers = offer.id == "proceeds" or (offer.id == "share_count" and _is_offer(offer, shapes))
    return offers and (metric is None or metric == offer)


def ratio_to_total(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what makes up so much of a total as the pledge told before, or as no stake: 质押5万股，占总股本5%."""
    before = place.previous.metric if place.previous is not None else None
    if metric.text is None or not metric.text.startswith("占") or before is None or before.text in SOLD:
        return metric
    again = before.id is None and (before.text or "").startswith("占")
    return with_id(metric, TO_TOTAL.get(before.id or "")) if before.id in TO_TOTAL or again else metric


def part_held(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read the part of who holds something as a stake: 有限合伙人甲占比40%; 甲出资3000万元，占比60%."""
    if metric.text != OF_WHOLE:
        return metric
    reading, begin = place.reading, place.reading.clause_start(place.index)
    if not shapes["holds-part"].search(reading.text, reading.tokens[begin].start, place.quantity.left):
        begin = reading.clause_start(begin - 1) if begin else begin
    held = shapes["holds-part"].search(reading.text, reading.tokens[begin].start, place.quantity.left)
    return with_id(metric, "stake") if held is not None else metric


def part_of_fund(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read the part of a fund or a partnership that someone holds as a stake: 持有基金15%份额."""
    begin = place.reading.tokens[place.reading.clause_start(place.index)].start
    held = shapes["holds-of-fund"].search(place.reading.text, begin, place.quantity.left)
    return with_id(metric, "stake") if held is not None else metric


def part_sold(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read a share of someone's holding that is sold, and not pledged, as nothing known: 减持股份占其所持股份5%."""
    text, end = place.reading.text, place.quantity.left
    begin = max(0, end - DISPOSAL)
    pledged = shapes["pledged-in"].search(text, begin, place.reading.end) is not None
    sold = not pledged and shapes["disposed-of"].search(text, begin, end) is not None
    return with_id(metric, None) if sold else metric


def order_price(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what is paid for each share as its price: 回购的最高成交价格为5元/股."""
    return with_id(metric, "share_price") if place.quantity.per == "share" else metric


def dealt_in(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read a stake with which something is done as a number of shares: 购回但尚未注销股份5万股."""
    return with_id(metric, "share_count") if shapes["shares-dealt"].search(metric.text or "") is not None else metric


def granted(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read how many shares are granted or issued as their number: 首次授予300万股."""
    return with_id(metric, "share_count") if metric.text in GRANTS else metric


def sold(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read how many shares are sold as their number, not as sales of goods."""
    return with_id(metric, "share_count") if metric.text == SELLS else metric


def number_dealt(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read a deal of so many shares as their number."""
    return with_id(metric, "share_count")


def price_before_name(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read the price of a share before what is done with it as what it is: 以每股3港元回购5万股."""
    if not is_a_share(place) or (metric.start or 0) < place.quantity.end:
        return metric
    return with_id(metric, "offer_price" if _is_offer(metric, shapes) else "share_price")


def count_in_money(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read money as no number of shares."""
    return with_id(metric, None)


def price_of_share(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read any price of a share as its price."""
    priced = place.quantity.per == "share" and (metric.text or "").lower().endswith(("price", "价"))
    return with_id(metric, "share_price") if priced else metric


def takeover_bid(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what is paid for each share in a takeover as an offer: 以每股9美元的价格收购."""
    if not is_a_share(place) or not shapes.fits("bid-price", metric.text or ""):
        return metric
    reading = place.reading
    told = shapes["takes-over"].search(reading.text, reading.start, min(place.quantity.right + TAKEOVER, reading.end))
    return with_id(metric, "offer_price") if told is not None else metric


def _is_offer(metric: Mention, shapes: Shapes) -> bool:
    """Say whether a metric is an offer of shares, which they are sold for at a price: 配售."""
    return shapes["offers-shares"].search(metric.text or "") is not None
