"""What the times that a text names in full tell of when it was written, gathered before the rest is resolved."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from numfacts.periods import calendar
from numfacts.periods.asides import (
    has_figure,
    is_aside,
    is_deadline,
    is_due,
    is_founding,
    is_of_event,
)
from numfacts.periods.date_line import is_signature
from numfacts.periods.expressions import LEVELS

if TYPE_CHECKING:
    from numfacts.periods.context import PeriodContext
    from numfacts.periods.expressions import TimeExpression
    from numfacts.periods.resolution import Resolver
    from numfacts.records import Period

_OLDEST = 2000  # years before are history in any text that is read
_MONTH = 31  # days
_FEW = 7  # days that a span may count for a day of the text
_COUNTED = 14  # characters before a year in which the day up to which it is counted may stand
_PREVIEWED = 9  # months into a year before what it will bring is foretold in figures


class ToldTimes:
    """The days, months and years that a text names in full, by what is told of each.

    Those listed with a number stand with where they do in the text. ``present`` is the year that the text says it is
    written in, ``signed`` the day below it.
    """

    def __init__(self, resolver: Resolver, expressions: list[TimeExpression], context: PeriodContext) -> None:
        self._resolver = resolver
        self._context = context
        self.present: int | None = None
        self.signed: dt.date | None = None
        self.known: dict[int, Period] = {}  # dates and ranges, by where they stand
        self.days: list[tuple[int, dt.date]] = []
        self.months: list[tuple[int, dt.date]] = []
        self.years: list[tuple[int, int]] = []
        self.twins: dict[tuple[int, int], dt.date] = {}  # the first day named of each name
        self.bases: list[dt.date] = []  # the last days of dated months that are only compared with
        self.reported: list[dt.date] = []  # the days after the periods that are reported on
        self.courses: list[Period] = []  # of days or months, past or planned
        self.ahead: set[int] = set()  # years of which something is foreseen
        self.same: list[int] = []  # years whose like span is compared with
        self.written: set[int] = set()  # years that a text can be of
        self.names: set[int] = set()  # the same, only in names
        self.whole: set[int] = set()  # years named as a whole
        self.spoken: list[int] = []  # years, also those of events
        self.figured: list[int] = []  # years of which figures are told that are no bounds
        self.full: set[int] = set()  # years that are not only told of by a part of them that is reported on
        self.compared: set[int] = set()  # years with which what is told is compared
        for expression in expressions:
            if expression.dated and (year_of(expression) or _OLDEST) >= _OLDEST and not is_founding(expression):
                self._add(expression)

    @property
    def reports(self) -> list[dt.date]:
        """The days behind what is reported on, and the months named."""
        return self.reported + [day for _, day in self.months]

    def _add(self, expression: TimeExpression) -> None:
        """Add what one time tells; an aside only what is compared with it, a time to come only how long it is."""
        period = self._resolver.resolve(expression, self._context)
        self._add_ahead(expression)
        self._add_month(expression)
        self.present = self.present or self._counted_year(expression)
        self._add_compared(expression, period)
        if is_aside(expression) or is_deadline(expression):
            return
        self._add_course(expression, period)
        if expression.future:
            return
        self.present = self.present or self._present_year(expression, period)
        if number := _number(expression, period):
            self._add_year(expression, period, number)
            self._add_written(expression, number)
        if period:
            self._add_days(expression, period)

    def _add_ahead(self, expression: TimeExpression) -> None:
        """Add the year of which something is foreseen: 预计2022年增长5%."""
        if self._is_foreseen(expression) and not expression.named and not is_due(expression):
            self.ahead.update(filter(None, (year_of(expression),)))

    def _add_month(self, expression: TimeExpression) -> None:
        """Add the month that is named with its year: 2021年5月."""
        month = None if _is_ahead(expression) or expression.role == "since" else self._month(expression)
        if month is not None:
            self.months.append((expression.start, month.start))

    def _add_compared(self, expression: TimeExpression, period: Period | None) -> None:
        """Add what is only compared with: 较2021年5月, 2021年同期."""
        if expression.comparison and period and calendar.grain(period) in ("day", "month"):
            self.bases.append(period.end)
        year = year_of(expression)
        if year and any(atom.rule.op == "same" for atom in expression.atoms):
            self.same.append(year)
        if year and expression.comparison:
            self.compared.add(year)

    def _add_course(self, expression: TimeExpression, period: Period | None) -> None:
        """Add a stretch of time, past or planned: 2021年前九个月."""
        if period and _is_course(period) and not (expression.named or is_of_event(expression)):
            self.courses.append(period)

    def _add_year(self, expression: TimeExpression, period: Period | None, number: int) -> None:
        """Add a year of which something is told: 2021年收入5亿元."""
        if expression.named:
            return
        self.spoken.append(number)
        if period is None or not _is_part(period):
            self.full.add(number)
        if has_figure(expression):
            self.figured.append(number)
        if not is_of_event(expression):
            self.years.append((expression.start, number))

    def _add_written(self, expression: TimeExpression, number: int) -> None:
        """Add a year that the text may be of, also where only a name has it: 2023年第8号."""
        text, start, cues = expression.text, expression.start, self._resolver.cues
        if cues.led.search(text, max(start - 1, 0), start) or cues.elsewhen.match(text, start + 4):
            return
        (self.names if expression.named else self.written).add(number)
        if expression.rules == ("year",) and not self._is_foreseen(expression):
            self.whole.add(number)

    def _add_days(self, expression: TimeExpression, period: Period) -> None:
        """Add a day, or the one on which a period can be reported on: 2021年5月8日, 2021年年报."""
        if expression.kind in ("date", "range") and expression.tail is None:
            self.known[expression.start] = period
        if (period.end - period.start).days <= _FEW:
            self.days.append((expression.start, period.end))
            self.twins.setdefault((period.end.month, period.end.day), period.end)
            self.signed = period.end if is_signature(expression) else self.signed
        elif (after := self._after(expression, period)) is not None:
            self.reported.append(after)

    def _is_foreseen(self, expression: TimeExpression) -> bool:
        """Say whether what is told of a time is to come: 2025年有望达到5万辆, 展望2025年."""
        text, start, cues = expression.text, expression.start, self._resolver.cues
        if cues.awaited.search(text, max(start - 2, 0), start) is not None:
            return True
        return _is_ahead(expression) or cues.foreseen.match(text, expression.end) is not None

    def _month(self, expression: TimeExpression) -> Period | None:
        """Give the month, or the ten days, that an expression names with its year, whatever is told of it."""
        if min(atom.rule.low or LEVELS["year"] for atom in expression.atoms) not in (LEVELS["month"], LEVELS["tenday"]):
            return None
        if expression.split:
            return None
        if expression.tail != "start" and expression.text.endswith("于", 0, expression.start):
            return None  # 成立于2015年1月
        return self._resolver.resolve(expression, self._context)

    def _after(self, expression: TimeExpression, period: Period) -> dt.date | None:
        """Give the first day on which a period can be reported on: the day after it, where the text reports on it."""
        if min(atom.rule.low or LEVELS["year"] for atom in expression.atoms) < LEVELS["month"]:
            return None
        if self._resolver.cues.preview.match(expression.text, expression.end):
            return calendar.add_months(period.start, _PREVIEWED)
        reported = expression.atoms[-1].rule.op == "report" or self._resolver.cues.report.match(
            expression.text, expression.end
        )
        return calendar.add_days(period.end, 1) if reported else None

    def _counted_year(self, expression: TimeExpression) -> int | None:
        """Give the year that a text counts in: 截至1月21日，2022年票房已..., 2022年以来，截至1月21日...."""
        text, cues = expression.text, self._resolver.cues
        since = expression.role == "since"
        counted = cues.counted.search(text, max(expression.start - _COUNTED, 0), expression.start)
        if counted and (since or cues.so_far.match(text, expression.end)):
            return year_of(expression)
        return year_of(expression) if since and cues.counts.match(text, expression.end) else None

    def _present_year(self, expression: TimeExpression, period: Period | None) -> int | None:
        """Give the year the text is written in, where it says so: 进入2022年, 2022年开年以来, 截至2022年1月21日."""
        text, cues = expression.text, self._resolver.cues
        begun = any(atom.rule.op in ("todate", "sessions") for atom in expression.atoms) or cues.begun.match(
            text, expression.end
        )
        if begun or cues.entered.search(text, max(expression.start - 4, 0), expression.start):
            return year_of(expression)
        if expression.role != "until" or period is None or period.start != period.end:
            return None
        # A day that closes a quarter is one that is reported later, perhaps in another year.
        return None if period.end == calendar.containing("quarter", period.end).end else period.end.year


def _is_course(period: Period) -> bool:
    """Say whether a period is longer than a month and no calendar year."""
    return (
        (period.end - period.start).days > _MONTH and period != calendar.year(period.end.year) and not _is_years(period)
    )


def _is_part(period: Period) -> bool:
    """Say whether a period is one of the quarters of a year, or more of them, but for the last."""
    first, last = period.start, period.end
    starts = first.month in (1, 4, 7) and first.day == 1
    return starts and first.year == last.year and last == calendar.containing("quarter", last).end and last.month < 12


def _is_years(period: Period) -> bool:
    """Say whether a period is of several whole years."""
    first, last = period.start, period.end
    return first.year < last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _is_ahead(expression: TimeExpression) -> bool:
    """Say whether a time is said to be yet to come, and not only to begin: 将于2025年, not 自2025年起将."""
    return expression.future and expression.tail != "start"


def _number(expression: TimeExpression, period: Period | None) -> int | None:
    """Give the year that a time is of, if only one: 2016年至2019年 is past whenever it is told."""
    if period and _is_years(period):
        return None
    return period.end.year if period and period.start.year == period.end.year else year_of(expression)


def year_of(expression: TimeExpression) -> int | None:
    """Give the year whose four digits a time opens with."""
    return calendar.whole(expression.text[expression.start : expression.start + 4])
