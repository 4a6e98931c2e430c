"""The day that a text is from by its date line, whose year is read off what else it names."""

from __future__ import annotations

import datetime as dt
import re

from numfacts.periods import calendar
from numfacts.periods.context import PeriodContext
from numfacts.periods.expressions import TimeExpression
from numfacts.periods.resolution import Resolver
from numfacts.programs import later
from numfacts.records import Period

_LINE_REACH = 300  # characters from the start of a text within which its date line stands
_YEAR = 365  # days
_HALF = 183  # days within which what is over is told
_NEXT = 31  # days ahead in which what a text tells of is near
_REPORTING = 5  # the month by which a year was reported on
_WEEKDAYS = "一二三四五六日"
_WEEKDAY_REACH = 4  # characters before a day in which its weekday may stand
_LINE_END = later(r"[ \t]*(?:\n|$)")


class DateLine:
    """Finds the day of one text at its date line, or beside a weekday."""

    def __init__(self, expressions: list[TimeExpression], resolver: Resolver) -> None:
        self._expressions = expressions
        self._resolver = resolver
        ends = resolver.cues.date_line
        self._line = next((found for found in expressions if _is_date_line(found, ends)), None)

    def day(self, days: list[dt.date], others: list[dt.date], present: set[int], whole: set[int]) -> dt.date | None:
        """Give the date line its year: the first in which it follows all days and reports named.

        ``days`` are those named in full, ``others`` the first of the months named and those behind reported periods,
        ``present`` the years a text without either can be of, ``whole`` those that are named as a whole.
        """
        line, latest = self._line, max(days + others, default=None)
        number = latest.year if latest else min(present) if len(present) == 1 else None
        if line is None or number is None:
            return None
        for candidate in (number, number + 1):
            period = self._resolver.resolve(line, PeriodContext(sentence_year=candidate))
            if period and latest is None and period.end.month < _REPORTING and number in whole:
                return None  # 2月9日发布2021年名单: within the year, or after it
            if period and (latest is None or 0 <= (period.end - latest).days < _YEAR):
                return period.end
            if period and latest and _is_soon(period.end, latest, days):
                return period.end  # 2月1日，…；2022年2月4日开始交易
        return None

    def behind(self, courses: list[Period]) -> dt.date | None:
        """Give the date line the first year in which it follows the last course of time that the text tells of.

        One that begins sooner behind the date line than it ended before it is yet to come.
        """
        course = max(courses, key=lambda found: found.end, default=None)
        if self._line is None or course is None:
            return None
        years = range(course.start.year - 1, course.end.year + 2)
        found = (self._resolver.resolve(self._line, PeriodContext(sentence_year=number)) for number in years)
        days = [period.end for period in found if period is not None]
        within = next((day for day in days if course.start <= day <= course.end), None)
        after = next((day for day in days if course.end <= day and (day - course.end).days < _YEAR), None)
        before = next((day for day in reversed(days) if day < course.start), None)
        if calendar.grain(course) == "year" or (after is not None and (after - course.end).days < _HALF):
            within = None
        if within is None and after is not None and before is not None:
            return before if course.start - before < after - course.end else after
        return within or after

    def in_week(self, last: int | None) -> dt.date | None:
        """Give the first day named behind its weekday, which is of the week a text is written in: 周五(1月21日).

        Its year is the ``last`` that the text names, or the one behind, in which it falls on that weekday.
        """
        for expression in self._expressions if last is not None else ():
            found = expression.led_by("weekday-before", _WEEKDAY_REACH)
            for number in (last, last + 1) if found is not None and last is not None else ():
                period = self._resolver.day_in(expression, number)
                if found and period and period.end.weekday() == _WEEKDAYS.index(found[1]):
                    return period.end
        return None


def _is_date_line(expression: TimeExpression, ends: re.Pattern[str]) -> bool:
    return (
        expression.start < _LINE_REACH
        and expression.atoms[0].rule.id == "month-day"
        and expression.role is None
        and ends.match(expression.text, expression.end) is not None
    )


def _is_soon(day: dt.date, latest: dt.date, days: list[dt.date]) -> bool:
    """Say whether a day that the text names in full lies shortly behind its date line, and closes no quarter."""
    closing = calendar.containing("quarter", latest).end == latest or latest not in days
    return not closing and 0 < (latest - day).days <= _NEXT


def is_signature(expression: TimeExpression) -> bool:
    """Say whether a day stands alone in its line, as it does below a notice."""
    text = expression.text
    alone = not text[text.rfind("\n", 0, expression.start) + 1 : expression.start].strip()
    return alone and "\n" in text[: expression.start] and _LINE_END.match(text, expression.end) is not None
