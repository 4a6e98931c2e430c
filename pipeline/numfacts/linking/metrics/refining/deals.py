"""Deals and trades: what is paid for what is bought, orders, and what goes through a market."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.metrics.refining.rule import MILLION, is_of, with_id

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes


def spent_funds(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what is spent on shares as no funding: 动用1亿元资金回购股份."""
    spends = shapes["spends-on-shares"].match(place.reading.text, metric.end or 0) is not None
    return with_id(metric, None) if spends else metric


def spent_on_deal(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what is spent on buying something as its price: 出资5亿元收购."""
    if metric.id is None and metric.text not in shapes.words("spends"):
        return metric
    buys = shapes["buys"].match(place.reading.text, place.quantity.right)
    return with_id(metric, "deal_value") if buys is not None else metric


def paid_for_whole(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read millions as what was paid for something else than a share: 地块成交价1亿元."""
    if place.quantity.per is not None or place.quantity.value < MILLION:
        return metric
    return with_id(metric, "deal_value")


def market_turnover(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read a turnover told behind a market as its own, which is no revenue."""
    before = place.previous.metric if place.previous is not None else None
    told = before is not None and before.id in shapes.group("session")
    return with_id(metric, "turnover") if told and (metric.text or "").lower() == "turnover" else metric


def costs(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read the English verb before its value as nothing known: it cost 5 dollars, not at a cost of 5 dollars."""
    verb = shapes.fits("english-costing", (metric.text or "").lower())
    return with_id(metric, None) if verb and place.quantity.left - (metric.end or 0) == 1 else metric


def ordered_worth(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read money, and shares of it, as what orders are worth."""
    worth = place.quantity.kind == "money" or is_of(place.near, "order_value")
    return with_id(metric, "order_value") if worth else metric


def traded_worth(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what was bought or sold for so much as nothing known: 一机构卖出3亿元, 买入债券5亿元."""
    return with_id(metric, None) if shapes.fits("traded-worth", metric.text or "") else metric


def volume_in_money(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read a volume of trade in money as turnover."""
    return with_id(metric, "turnover")


def turnover_moved(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read by how much a volume told in money moved as turnover: 成交量3亿元，减少14%."""
    before = place.near.metric if place.near is not None and is_of(place.near, "turnover") else None
    return before if before is not None and before.text == metric.text else metric


def turnover_in_shares(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read a turnover in shares or tonnes as a volume."""
    return with_id(metric, "trading_volume")


def paid_at(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read the price at which shares are bought back as theirs, and at which else is taken over as that of the deal."""
    at = shapes["deal-price"].match(place.reading.text, place.quantity.right)
    return metric if at is None else with_id(metric, "share_price" if at["shares"] is not None else "deal_value")
