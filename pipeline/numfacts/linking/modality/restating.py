"""Whether a quantity only tells the claim before it in another way, and so shares its modality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS
from numfacts.linking.times.reader import YEAR

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim, Place
    from numfacts.records import Period
    from numfacts.vocabulary.shapes import Shapes


def restates(place: Place, near: Claim, begin: int, shapes: Shapes) -> bool:
    """Say whether a quantity whose clause begins at token ``begin`` converts, explains or goes on with the one before.

    An amount in another currency, a share of the total in a bracket, a premium over another price, and the second of
    two values with a slash between them are of what the first is.
    """
    reading = place.reading
    return (
        _converts(place, near)
        or _explains(place, near, begin)
        or shapes["premium"].search(reading.text, reading.tokens[begin].start, place.quantity.start) is not None
        or reading.is_slashed(place.index - 1)
    )


def shares_year(place: Place, period: Period | None, shapes: Shapes) -> bool:
    """Say whether an amount is of the year that a forecast before it in the sentence is of.

    Of a company that holds only of what a list tells, as one year by the next is told of what is yet to come.
    """
    near = place.near
    if near is None or near.modality != "forecast" or period is None:
        return False
    if (period.end - period.start).days not in YEAR or place.quantity.kind in COUNTS:
        return False
    if place.reading.is_slashed(place.index):
        return True
    of_company = near.metric is not None and near.metric.id in shapes.group("company")
    return near.period == period and not of_company


def takes_up(place: Place, shapes: Shapes) -> bool:
    """Say whether a sentence tells a part of what the one before foresees, at no time of its own, or what it means."""
    reading, previous = place.reading, place.previous
    if previous is None or previous.modality != "forecast":
        return False
    if shapes["this-means"].search(reading.text, reading.start, place.quantity.left) is not None:
        return True  # 这意味第四季盈利为3亿元
    undated = "P" not in reading.codes[: place.index]
    return undated and shapes["part-told"].match(reading.text, reading.start) is not None


def _converts(place: Place, near: Claim) -> bool:
    """Say whether an amount is the one before it in another currency: 10亿泰铢（约合2亿元）."""
    if not place.quantity.kind == near.quantity.kind == "money" or place.quantity.code == near.quantity.code:
        return False
    return place.reading.codes[place.index - 1] == "("


def _explains(place: Place, near: Claim, begin: int) -> bool:
    """Say whether a bracket tells only what share the quantity before it is: 减持300万股(占总股本的3%)."""
    reading, index = place.reading, place.index
    if reading.english or begin < 2 or reading.codes[begin - 2 : begin] not in ("Q(", "Q,"):
        return False
    return reading.tokens[begin - 2].end == near.quantity.end and "r" in reading.codes[begin:index]
