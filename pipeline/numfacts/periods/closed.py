"""Times that end with the day told beside them: fiscal quarters (截至1月底止，上季), and years so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.periods import calendar
from numfacts.programs import later
from numfacts.records import Period

if TYPE_CHECKING:
    from numfacts.periods.expressions import TimeExpression

MONTHS = {"quarter": 3, "half": 6, "year": 12}
OF_ACCOUNTS = ("去年度", "上年度", "全年度")  # years that may end with any quarter
ENDED = later("(?P<ended>止?的|止[,，]?)|[,，]")  # between the day and what it ends
FISCAL = later("[0-9/至-]{2,9}(?:财年|(?:财政|会计)年度)")  # a year of account by its number: 2023/24财政年度
COMMA = later("[，,]")  # between a year and the day up to which it is told
CAME_ABOUT = later("[，,][^，。;,]{0,16}?(?:新增|成立(?!于)|发行(?!价)|售出|卖出|交付|完成|破获|接获|开业|竣工)")


def opened(year: TimeExpression, begun: Period, day: TimeExpression, period: Period) -> Period:
    """Give the days of ``year`` up to ``day``, for what came about by then: 2022年，截至3月10日，售出5万台."""
    if year.rules != ("year",) or year.role is not None or day.role != "until" or period.start != period.end:
        return period
    if COMMA.fullmatch(day.text, year.end, day.lead) is None or not begun.start < period.end <= begun.end:
        return period
    return Period(begun.start, period.end) if CAME_ABOUT.match(day.text, day.end) is not None else period


def closed(day: TimeExpression, end: Period, expression: TimeExpression, period: Period) -> Period:
    """Give the quarter, half or year that ``day`` ends, where ``expression`` names one right behind it.

    Without a word for the end it does so only where quarters of the calendar end: 截至10月底，第三季 is none.
    """
    months = MONTHS.get(calendar.grain(period) or "")
    if months is None or day.role != "until" or expression.english or any(expression.edges):
        return period
    between = ENDED.fullmatch(expression.text, day.end, expression.start)
    numbered = FISCAL.fullmatch(expression.text, expression.start, expression.end) is not None
    if between is None or (expression.dated and not numbered):
        return period
    of_accounts = numbered or expression.text.startswith(OF_ACCOUNTS, expression.start)
    if months == MONTHS["year"] and not of_accounts:
        return period
    if not between["ended"] and not calendar.ends_quarter(calendar.instant(end.end)):
        return period
    return calendar.back(end.end, months) or period
