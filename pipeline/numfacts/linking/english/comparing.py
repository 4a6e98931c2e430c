"""What an English figure is compared with: the level it moved from, and what others expected of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from numfacts.linking.english.moved_from import change_from
from numfacts.linking.english.reporting import LONGEST, SHORTEST, is_compared
from numfacts.linking.english.times import goes_back, is_told_again
from numfacts.linking.times.dated import UNDATED, Dating
from numfacts.periods import calendar
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim, Place
    from numfacts.linking.reading import Reading
    from numfacts.periods.expressions import TimeExpression
    from numfacts.records import Mention, Period
    from numfacts.vocabulary.shapes import Shapes

AGAINST = 48  # characters before a value in which it may be said to be held against another
BASES = {"month": "mom", "quarter": "qoq", "year": "yoy"}  # of a change from the period before of its length
AWAITED = 120  # characters before a value in which it may be said that others expected it
BASE = re.compile(
    r"[tT]Q(?:\(Q\))?(?:,?jQ(?:\(Q\))?)?(?:,?w{0,2}P)?,?f$"
)  # codes between a level and what it moved from


def of_compared(
    place: Place, dating: Dating, metric: Mention | None, reported: Period | None, shapes: Shapes
) -> Dating | None:
    """Give the period of a value that the one before it is compared with, null where it is none or has its own.

    ``dating`` is what the sentence says of it, ``reported`` the period of the figures that were told last.
    """
    reading, index, near = place.reading, place.index, place.near
    if not reading.english:
        return None
    if is_awaited(reading, index, shapes):
        period = near.period if near is not None else reported
        own = dating.time is not None and dating.time.start >= reading.start and _is_own(place, dating.time)
        return Dating(period, "carried", None) if period is not None and not own else None
    if near is None:
        return None
    if is_told_again(reading, index):
        return Dating(near.period, "carried", near.time) if near.period is not None else UNDATED
    if (moved := _of_base(place, dating, shapes)) is not None:
        return moved
    behind = dating.time is not None and dating.time.start > place.quantity.start
    before = _going_back(near, dating.time) if behind and dating.time is not None else None
    if before is not None and is_compared(reading, index, shapes):
        return before
    if BASE.search(reading.codes, 0, index) is None:
        return _of_period_before(place, near, dating, metric, shapes)
    if dating.time is not None and dating.time is not near.time:
        return None
    period = near.period if is_outlook(reading, index, shapes) else _before(near.period, metric, shapes)
    return Dating(period, "carried", dating.time) if period is not None else UNDATED


def _of_base(place: Place, dating: Dating, shapes: Shapes) -> Dating | None:
    """Give the period of the value that a change is from by the basis of the change: up from 3 in the month before."""
    reading, index = place.reading, place.index
    change = change_from(reading, index, shapes)
    claims = (claim for claim in place.recent if change is not None)
    told = next((claim for claim in claims if claim.quantity.start == reading.tokens[change or 0].start), None)
    if change is not None and _is_dated(reading, index):
        return dating if dating.time is not None and dating.time.start > place.quantity.start else None
    if told is None or told.change is None or told.period is None:
        return None
    if told.change.basis == "yoy":
        return Dating(calendar.moved(told.period, -1), "carried", None)
    grain = calendar.grain(told.period)
    before = grain is not None and BASES.get(grain) == told.change.basis
    return Dating(calendar.shifted(grain, told.period.start, -1), "carried", None) if before and grain else None


def _is_dated(reading: Reading, index: int) -> bool:
    """Say whether a date of its own stands behind a value, and not how long before another that was."""
    time = next((token for token in reading.tokens[index + 1 : reading.clause_end(index)] if token.code in "QPB"), None)
    if time is None or time.code == "Q" or isinstance(time.item, Term):
        return False
    expression = cast("TimeExpression", time.item)
    return not goes_back(expression) and not expression.comparison


def _going_back(near: Claim, time: TimeExpression) -> Dating | None:
    """Give the period of a value before that of the one it is held against: up from 3 the previous month."""
    grain = calendar.grain(near.period) if near.period is not None else None
    if near.period is None or grain is None or not goes_back(time) or BASES.get(grain) != time.basis:
        return None
    return Dating(calendar.shifted(grain, near.period.start, -1), "carried", time)


def _of_period_before(
    place: Place, near: Claim, dating: Dating, metric: Mention | None, shapes: Shapes
) -> Dating | None:
    """Give the period before that of a figure for the value of the same metric it is held against: 3, up from 2."""
    reading, start = place.reading, place.reading.tokens[place.index].start
    own = dating.time is not None and dating.period is not None and dating.period != near.period
    alike = (
        metric is not None
        and near.metric is not None
        and (near.metric.id == metric.id or near.metric.text == metric.text)
    )
    if own or not alike or near.modality != "actual":
        return None
    syntax = reading.syntax
    if syntax is not None and syntax.code(syntax.at(place.quantity.start) + 1) in "nN":
        return None  # compared with 5 million visitors from Elmland
    if shapes["english-from-before"].search(reading.text, max(near.quantity.end, start - AGAINST), start) is None:
        return None
    period = _before(near.period, metric, shapes)
    return Dating(period, "carried", dating.time) if period is not None else None


def is_awaited(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether an English quantity is what others expected of a figure: analysts expected 4, versus forecasts."""
    if not reading.english:
        return False
    token = reading.tokens[index]
    if shapes["expected-by"].match(reading.text, token.end) is not None:
        return True
    begin = max(reading.start, token.start - AWAITED)
    return shapes["english-awaited"].search(reading.text, begin, token.start) is not None


def is_outlook(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether the clause of an English quantity is of a forecast that is revised: cut its estimate to 3 from 4."""
    start = reading.tokens[reading.clause_start(index)].start
    return shapes["english-revised"].search(reading.text, start, reading.tokens[index].start) is not None


def _is_own(place: Place, time: TimeExpression) -> bool:
    """Say whether the time of a value stands before it, or behind it before the next one."""
    following = place.reading.codes.find("Q", place.index + 1)
    return following < 0 or time.start < place.reading.tokens[following].start


def _before(period: Period | None, metric: Mention | None, shapes: Shapes) -> Period | None:
    """Give the period of what a figure of ``period`` moved from: the one before of a series, the same a year before."""
    if period is None or not SHORTEST <= (period.end - period.start).days <= LONGEST:
        return None
    grain = calendar.grain(period)
    if metric is not None and metric.id in shapes.group("series") and grain in ("month", "quarter"):
        return calendar.shifted(grain, period.start, -1)
    return None if grain == "month" else calendar.moved(period, -1)
