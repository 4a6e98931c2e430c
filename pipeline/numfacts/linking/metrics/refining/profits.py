"""Profits and what is paid out of them: whose they are, those of a share, and what only bears on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.metrics.refining.rule import A_SHARE, MILLION, with_id

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

EARNING = 12  # characters that what follows reaches
PROFITS = frozenset(["net_profit", "net_profit_attributable", "net_loss"])


def attributed(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read a profit as what the sentence said is attributable to shareholders: 归母净利润为负，上年同期盈利3亿元."""
    text, start = place.reading.text, metric.start
    if start is None or metric.text not in shapes.words("plain-profit"):
        return metric
    if shapes["adjusted"].search(text, max(0, start - 2), start) is not None:
        return metric  # 扣除非经常性项目后溢利, 基础盈利
    said = shapes["attributed-to"].search(text, place.reading.start, start)
    return with_id(metric, "net_profit_attributable") if said is not None else metric


def before_charges(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read a profit before interest, tax and what is written off as such: 利息、税项、折旧及摊销前营业盈利."""
    named = metric.start or 0
    found = shapes["before-charges"].search(place.reading.text, max(0, named - EARNING), named)
    return with_id(metric, "ebitda") if found is not None else metric


def earned_by_holders(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what those who were allotted shares earn as no profit: 每手账面赚4901元."""
    named = metric.end or 0
    earned = shapes["earned-by-holders"].search(place.reading.text, max(0, named - EARNING), named)
    return with_id(metric, None) if earned is not None else metric


def profit_of_share(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read the profit of a share as earnings per share."""
    share = place.quantity.per == "share" or A_SHARE in (metric.text or "")
    return with_id(metric, "eps") if share else metric


def profit_in_millions(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read millions as a profit, which was carried from an amount per share."""
    return with_id(metric, "net_profit") if _is_whole(place) else metric


def dividend_in_millions(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read millions as all that is paid out: 共派发现金2亿元."""
    return with_id(metric, "dividend") if _is_whole(place) and not place.reading.english else metric


def cash_paid_out(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read cash behind what holders are paid as their dividend: 季配息调高至每股现金6元, 配息2元，其中现金1元."""
    reading, start = place.reading, place.quantity.left
    if reading.english or shapes["dividend-told"].search(reading.text, reading.start, start) is None:
        return metric
    return with_id(metric, "dividend" if _is_whole(place) else "dividend_per_share")


def effect_on_profit(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what something takes from a profit or adds to it as no profit: 影响净利润3亿元, 对净利润影响为3亿元."""
    reading = place.reading
    begin = reading.tokens[reading.clause_start(place.index)].start
    before = shapes["bears-on"].match(reading.text, begin, metric.start or 0) is not None
    behind = reading.text.startswith(("影响", "的影响"), metric.end or 0)
    return with_id(metric, None) if before or behind else metric


def lost_to_fraud(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what people lose to fraud as no loss of a business: lost $3 million in a phone scam."""
    fraud = shapes["english-fraud"].search(place.reading.text, place.reading.start, place.reading.end)
    return with_id(metric, None) if fraud is not None else metric


def _is_whole(place: Place) -> bool:
    """Say whether an amount is too large to be that of a share."""
    return place.quantity.per is None and place.quantity.value >= MILLION
