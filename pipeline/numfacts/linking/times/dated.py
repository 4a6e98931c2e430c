"""The period of a quantity as its time gives it, and what of that time holds on behind its sentence."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.english.reporting import is_compared
from numfacts.linking.english.times import goes_back, is_told
from numfacts.records import Period, SlotBasis

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.times.moments import Sought
    from numfacts.linking.times.reader import Time
    from numfacts.periods import TimeExpression
    from numfacts.vocabulary.shapes import Shapes


ACTING = re.compile("Q[wMO]{1,3}P")  # codes of so many of a kind before the time at which they do something


class Dating(NamedTuple):
    """The period of a quantity, how it was found, and the expression that gave it, if one did."""

    period: Period | None
    how: SlotBasis
    time: TimeExpression | None


UNDATED = Dating(None, "default", None)


def dating_of(time: Time) -> Dating:
    """Give the period of a time that a sentence names, if it has one."""
    return Dating(time.period, time.expression.stated, time.expression) if time.period is not None else UNDATED


def coming(reading: Reading, effect: Time, published: dt.date | None) -> Dating:
    """Give the day on which what is announced takes effect: of a weekday the next where it is yet to come."""
    found, period = dating_of(effect), effect.period
    weekday = effect.expression.atoms[0].rule.op == "weekday" and "X" in reading.codes[: effect.position]
    if period is None or published is None or not weekday or period.end >= published:
        return found
    return a_week_on(found, period)


def is_charged(sought: Sought, shapes: Shapes) -> bool:
    """Say whether a sentence tells a price that is charged: 成人票价为6元."""
    reading = sought.reading
    if reading.english or sought.quantity.kind not in ("money", "price"):
        return False
    return shapes["charge-told"].search(reading.text, reading.start, sought.quantity.left) is not None


def a_week_on(dating: Dating, period: Period) -> Dating:
    """Give the same weekday of the week behind it."""
    week = dt.timedelta(days=7)
    return dating._replace(period=Period(period.start + week, period.end + week))


def first_told(reading: Reading) -> int:
    """Give the index of the first quantity that stands in no bracket; of the first of all where each does.

    So many who open a sentence before the time at which they act do not count.
    """
    first = reading.codes.find("Q")
    second = reading.codes.find("Q", first + 1)
    if not reading.english and second >= 0 and ACTING.match(reading.codes, first) is not None:
        return second  # 两间公司明年起加价5%
    if "(" not in reading.codes[:first]:
        return first
    depth = 0
    for position, code in enumerate(reading.codes):
        if code == "Q" and not depth:
            return position
        depth = max(depth + (code == "(") - (code == ")"), 0)
    return first


def is_told_of_now(reading: Reading, index: int) -> bool:
    """Say whether an English quantity is of what is, behind a sentence of what will be: costs, up 3 percent."""
    return reading.english and "X" not in reading.codes[:index] and is_told(reading, index)


FOLLOWING = 60  # characters before a quantity in which it may be said that another figure came after it


def holds_on(reading: Reading, index: int, time: Time, shapes: Shapes) -> bool:
    """Say whether the time of a quantity can be that of the next sentence.

    Neither one that is only compared with, nor how long something has gone on (gained 12 percent this year).
    """
    if goes_back(time.expression) or (index < time.position and is_compared(reading, index, shapes)):
        return False
    start = reading.tokens[index].start
    if shapes["english-following"].search(reading.text, max(start - FOLLOWING, reading.start), start) is not None:
        return False  # fell 2 percent, after rising 3 percent in April
    has_done = shapes["has-done"].search(reading.text, reading.start, time.expression.start)
    return time.expression.rule != "this-year" or has_done is None


def kept(reading: Reading, time: Time, shapes: Shapes) -> Dating:
    """Give the period that holds on behind a sentence it leads; not a yardstick, nor the day of an event."""
    period, expression = time.period, time.expression
    start = reading.tokens[time.position - 1].start if time.position else None
    if period is None or (start is not None and shapes["yardstick"].match(reading.text, start)):
        return UNDATED
    lasting = period.start != period.end or lasts(expression, shapes)
    as_of = shapes["as-of"].search(reading.text, max(expression.start - 8, 0), expression.start)
    return Dating(period, "carried", expression) if lasting or as_of else UNDATED


def lasts(expression: TimeExpression, shapes: Shapes) -> bool:
    """Say whether what is of a day holds on behind it: 截至本公告日, from that day on, at the end of the year."""
    told = any(atom.rule.op == "announced" for atom in expression.atoms)
    return (
        told
        or is_whole_day(expression, shapes)
        or expression.role == "until"
        or expression.tail == "start"
        or any(expression.edges)
        or expression.text.startswith("即日", expression.start)
    )


def is_running(period: Period | None, published: dt.date | None) -> bool:
    """Say whether a period has begun and is not over on publication."""
    return period is not None and published is not None and period.start <= published < period.end


def is_whole_day(expression: TimeExpression | None, shapes: Shapes) -> bool:
    """Say whether a time names a day from its first hour to its last, as reports of cases do."""
    if expression is None:
        return False
    return shapes["whole-day"].search(expression.text, expression.start, expression.end) is not None


def happened(reading: Reading, time: Time, shapes: Shapes) -> Dating:
    """Give the day of what a sentence tells of, which dates what stands after it; none of a longer time."""
    held = kept(reading, time, shapes)
    if reading.english or held.period is not None or time.period is None or time.told:
        return UNDATED
    return Dating(time.period, "carried", time.expression)


def is_of_event(reading: Reading, index: int, event: Dating, shapes: Shapes) -> bool:
    """Say whether a quantity is told of a deed that a sentence before dates: 减持均价为5元, 减持后持有3万股."""
    if event.period is None:
        return False
    if shapes["of-the-deal"].match(reading.text, reading.start) is not None:
        return True
    return shapes["standing"].search(reading.text, reading.start, reading.tokens[index].start) is not None
