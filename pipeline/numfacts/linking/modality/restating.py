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

    An amount in another currency, a share of the total in a bracket or of those counted, a premium over another price,
    the value that a bracket says it was before, and the second of two values with a slash between them are of what the
    first is.
    """
    reading = place.reading
    return (
        _converts(place, near)
        or _explains(place, near, begin)
        or _shares_count(place, near, begin, shapes)
        or _leads_from(place, begin)
        or shapes["premium"].search(reading.text, reading.tokens[begin].start, place.quantity.start) is not None
        or reading.is_slashed(place.index - 1)
    )


def shares_year(place: Place, period: Period | None, shapes: Shapes) -> bool:
    """Say whether an amount is of the year that a forecast before it in the sentence is of.

    Of a company that holds only of what a list tells, as one year by the next is told of what is yet to come.
    """
    near = place.near
    if place.reading.english or near is None or near.modality != "forecast" or period is None:
        return False
    if (period.end - period.start).days not in YEAR or place.quantity.kind in COUNTS:
        return False
    if place.reading.is_slashed(place.index) or place.reading.is_slashed(place.index - 1):
        return True
    of_company = near.metric is not None and near.metric.id in shapes.group("company")
    return near.period == period and not of_company and place.quantity.kind not in ("ratio", "difference")


def takes_up(place: Place, planned: bool, shapes: Shapes) -> bool:
    """Say whether a sentence tells a part or the terms of what the one before foresees, and of no time of its own."""
    reading, previous = place.reading, place.previous
    if reading.english or previous is None or previous.modality != "forecast":
        return False
    if shapes["same-time"].match(reading.text, reading.start):  # 公司预期亏损3亿元。期内，收入5亿元
        return all(claim.modality == "forecast" for claim in place.recent)
    if "P" in reading.codes[: place.index]:
        return False
    if shapes["past"].search(reading.text, reading.start, place.quantity.left):
        return False
    counts = place.quantity.kind in COUNTS and previous.quantity.kind == "money"  # 计划投资1亿元。其中厂房3座
    if not counts and shapes["part-told"].match(reading.text, reading.start):
        return True
    return planned and shapes["takes-up-plan"].match(reading.text, reading.start) is not None


def part_of_whole(place: Place) -> Claim | None:
    """Give the claim whose share of the whole named in between a percentage is: 授予3万股, 占总股本90万股的3%."""
    near, before = place.near, place.recent[1] if len(place.recent) > 1 else None
    if near is None or before is None or before.sentence.start != near.sentence.start:
        return None
    shares = place.quantity.kind == "ratio" and near.quantity.kind == before.quantity.kind == "share"
    between = place.reading.text[near.quantity.right : place.quantity.left]
    return before if shares and between.strip("约") == "的" else None


def _converts(place: Place, near: Claim) -> bool:
    """Say whether an amount is the one before it in another currency: 10亿泰铢（约合2亿元）, US$3, or HK$23."""
    if not place.quantity.kind == near.quantity.kind == "money" or place.quantity.code == near.quantity.code:
        return False
    before = place.reading.tokens[place.index - 1]
    return before.code == "(" or place.reading.text[before.start : before.end] == "or"


def _explains(place: Place, near: Claim, begin: int) -> bool:
    """Say whether a bracket tells only what share the quantity before it is: 减持300万股(占总股本的3%)."""
    reading, index = place.reading, place.index
    if reading.english or begin < 2 or reading.codes[begin - 2 : begin] not in ("Q(", "Q,"):
        return False
    return reading.tokens[begin - 2].end == near.quantity.end and "r" in reading.codes[begin:index]


def _leads_from(place: Place, begin: int) -> bool:
    """Say whether a clause only tells from what to what the change before it led: 目标下调10%，从20万套降至18万套."""
    if place.reading.english or place.reading.codes[max(begin - 2, 0) : begin + 1] != "Q,f":
        return False
    return any(claim.change is not None for claim in place.recent[:2])


def _shares_count(place: Place, near: Claim, begin: int, shapes: Shapes) -> bool:
    """Say whether a percentage only tells what share those counted before are: 510家预计增长，占比83%."""
    if place.quantity.kind != "ratio" or near.quantity.kind not in COUNTS or place.reading.english:
        return False
    return shapes["part-of-counted"].match(place.reading.text, place.reading.tokens[begin].start) is not None
