"""Times that end with the day told beside them: fiscal quarters (截至1月底止，上季), and years so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.periods import calendar
from numfacts.programs import later
from numfacts.records import Period

if TYPE_CHECKING:
    from numfacts.periods.expressions import TimeExpression

MONTHS = {"quarter": 3, "half": 6, "year": 12}
COMMA = later("[，,]")  # between a year and the day up to which it is told


def opened(year: TimeExpression, begun: Period, day: TimeExpression, period: Period) -> Period:
    """Give the days of ``year`` up to ``day``, for what came about by then: 2022年，截至3月10日，售出5万台."""
    if year.rules != ("year",) or year.role is not None or day.role != "until" or period.start != period.end:
        return period
    if COMMA.fullmatch(day.text, year.end, day.lead) is None or not begun.start < period.end <= begun.end:
        return period
    return Period(begun.start, period.end) if day.followed_by("came-about") is not None else period


def closed(day: TimeExpression, end: Period, expression: TimeExpression, period: Period) -> Period:
    """Give the quarter, half or year that ``day`` ends, where ``expression`` names one right behind it.

    Without a word for the end it does so only where quarters of the calendar end: 截至10月底，第三季 is none.
    """
    months = MONTHS.get(calendar.grain(period) or "")
    if months is None or day.role != "until" or expression.english or any(expression.edges):
        return period
    between = expression.shapes["ended-behind"].fullmatch(expression.text, day.end, expression.start)
    shapes, start = expression.shapes, expression.start
    numbered = shapes["fiscal-by-number"].fullmatch(expression.text, start, expression.end) is not None
    if between is None or (expression.dated and not numbered):
        return period
    of_accounts = numbered or shapes["year-of-accounts"].match(expression.text, start)
    if months == MONTHS["year"] and not of_accounts:
        return period
    if not between["ended"] and not calendar.ends_quarter(calendar.instant(end.end)):
        return period
    return calendar.back(end.end, months) or period
