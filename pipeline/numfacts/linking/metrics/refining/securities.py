"""Securities: how many shares, what part of a whole, and what one costs; bonds that are issued or held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.metrics.refining.rule import A_SHARE, is_a_share, is_of, with_id
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.vocabulary.shapes import Shapes

DISPOSAL = 400  # characters before a share of what someone holds in which it is told what becomes of it
GRANTS = frozenset(["授予", "发行"])  # what is done with a number of shares
ISSUES = "发行"
OF_WHOLE = "占比"
QUOTED = "报价"
TAKEOVER = 12  # characters behind such a price in which the takeover is told
TO_TOTAL = {"pledged_share": "pledged_share", "share_count": None}  # what a ratio to the total is, by what it is of


def ratio_to_total(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what makes up so much of a total as the pledge told before, or as no stake: 质押5万股，占总股本5%."""
    before = place.previous.metric if place.previous is not None else None
    of_total = (metric.text or "").startswith("占") and before is not None and before.id in TO_TOTAL
    return with_id(metric, TO_TOTAL[before.id or ""]) if before is not None and of_total else metric


def part_held(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read the part of who holds something as a stake: 有限合伙人甲占比40%; 甲出资3000万元，占比60%."""
    if metric.text != OF_WHOLE:
        return metric
    reading = place.reading
    begin = reading.clause_start(max(reading.clause_start(place.index) - 1, 0))
    held = shapes["holds-part"].search(reading.text, reading.tokens[begin].start, place.quantity.left)
    return with_id(metric, "stake") if held is not None else metric


def part_sold(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read a share of someone's holding that is sold, and not pledged, as nothing known: 减持股份占其所持股份5%."""
    text, end = place.reading.text, place.quantity.left
    begin = max(0, end - DISPOSAL)
    pledged = shapes["pledged-in"].search(text, begin, place.reading.end) is not None
    sold = not pledged and shapes["disposed-of"].search(text, begin, end) is not None
    return with_id(metric, None) if sold else metric


def dealt_in(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read a stake with which something is done as a number of shares: 购回但尚未注销股份5万股."""
    return with_id(metric, "share_count") if shapes["shares-dealt"].search(metric.text or "") is not None else metric


def disposed(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read how many shares a holder sells as a part of what that held: 减持5万股."""
    return with_id(metric, "stake") if shapes["sells-stake"].search(metric.text or "") is not None else metric


def granted(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read how many shares are granted or issued as their number: 首次授予300万股."""
    return with_id(metric, "share_count") if metric.text in GRANTS else metric


def sold(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read how many shares are sold as their number, not as sales of goods."""
    return with_id(metric, "share_count")


def price_before_name(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read the price of a share before what is done with it as what it is: 以每股3港元回购5万股."""
    if not is_a_share(place) or (metric.start or 0) < place.quantity.end:
        return metric
    offers = shapes["offers-shares"].search(metric.text or "") is not None  # 配售
    return with_id(metric, "offer_price" if offers else "share_price")


def count_in_money(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read money as no number of shares."""
    return with_id(metric, None)


def price_of_share(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read any price of a share as its price."""
    priced = place.quantity.per == "share" and (metric.text or "").lower().endswith(("price", "价", "价格"))
    return with_id(metric, "share_price") if priced else metric


def quoted_share(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what is quoted in a sentence about how securities moved as the price of a share: 午后涨12%，报价0.36港元."""
    reading, begin = place.reading, place.reading.start
    moved = is_of(place.near, "price_change") or is_of(place.near, "share_price")
    if metric.text != QUOTED or not (moved or shapes["session-words"].search(reading.text, begin, place.quantity.left)):
        return metric
    coins = shapes["coins"].search(reading.text, begin, place.quantity.left)
    return with_id(metric, "share_price" if coins is None else "commodity_price")


def takeover_bid(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what is paid for each share in a takeover as an offer: 以每股9美元的价格收购, 每股现金5元."""
    reading = place.reading
    each = reading.text.endswith(A_SHARE, 0, metric.start) or (metric.text or "").startswith(A_SHARE)
    if not (each or is_a_share(place)) or not shapes.fits("bid-price", metric.text or ""):
        return metric
    told = shapes["takes-over"].search(reading.text, reading.start, min(place.quantity.right + TAKEOVER, reading.end))
    return with_id(metric, "offer_price") if told is not None else metric


def issued(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Give the bond behind an amount of which all that is told before is that so much is issued: 发行3亿元融资券."""
    if not (metric.text or "").endswith(ISSUES):
        return metric
    bond = shapes["issued-behind"].match(place.reading.text, place.quantity.right, place.reading.end)
    return Mention(bond["bond"], *bond.span("bond"), "funding_amount") if bond is not None else metric


def part_of_debt(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what is listed as a part of a debt as one: 债务余额20亿元，包括中期票据15亿元、公司债5亿元."""
    near = place.near if is_of(place.near, "debt") else None
    listed = shapes["listed-part"].match(place.reading.text, near.quantity.end) if near is not None else None
    return with_id(metric, "debt") if listed is not None else metric


def held_bonds(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read bonds that someone holds, who issued none, as no funding: 持有国债2万亿元."""
    reading = place.reading
    if reading.english:
        return metric
    start = reading.tokens[reading.clause_start(place.index)].start
    for begin, end in ((start, place.quantity.left), (reading.start, start)):
        if shapes["bonds-issued"].search(reading.text, begin, end) is not None:
            return metric
        if shapes["bonds-held"].search(reading.text, begin, end) is not None:
            return with_id(metric, None)
    return metric
