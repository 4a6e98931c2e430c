"""Quarters and halves that end with the day told right before them, as fiscal years have them: 截至1月底止，上季."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.periods import calendar
from numfacts.programs import later

if TYPE_CHECKING:
    from numfacts.periods.expressions import TimeExpression
    from numfacts.records import Period

MONTHS = {"quarter": 3, "half": 6}
ENDED = later("(?P<ended>止?的|止[,，]?)|[,，]")  # between the day and what it ends


def closed(day: TimeExpression, end: Period, expression: TimeExpression, period: Period) -> Period:
    """Give the quarter or half that ``day`` ends, where ``expression`` names one right behind it, else ``period``.

    Without a word for the end it does so only where quarters of the calendar end: 截至10月底，第三季 is none.
    """
    months = MONTHS.get(calendar.grain(period) or "")
    if months is None or day.role != "until" or expression.english or any(expression.edges):
        return period
    between = ENDED.fullmatch(expression.text, day.end, expression.start)
    if between is None or expression.dated:
        return period
    if not between["ended"] and not calendar.ends_quarter(calendar.instant(end.end)):
        return period
    return calendar.back(end.end, months) or period
