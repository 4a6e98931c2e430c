"""The days and years that a text names in full: what dates the rest where the day of publication is unknown."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable

import msgspec

from numfacts.periods import calendar
from numfacts.periods.asides import (
    has_figure,
    is_aside,
    is_compared_with,
    is_deadline,
    is_due,
    is_founding,
    is_high,
    is_of_event,
    is_record,
)
from numfacts.periods.context import PeriodContext
from numfacts.periods.date_line import DateLine, is_signature
from numfacts.periods.expressions import LEVELS, TimeExpression
from numfacts.periods.resolution import Resolver
from numfacts.records import Period

_LEAP = 2000  # a year that has every day
_PLAGUE = 2019  # the year before the pandemic, with which all those behind it are compared
_OLDEST = 2000  # years before are history in any text that is read
_MONTH = 31  # days
_FEW = 7  # days that a span may count for a day of the text
_PREVIEWED = 9  # months into a year before what it will bring is foretold in figures
_COUNTED = 14  # characters before a year in which the day up to which it is counted may stand


class Anchors:
    """What a text says itself of when it was written, and of the years of the days it names."""

    def __init__(
        self,
        resolver: Resolver,
        expressions: list[TimeExpression],
        context: PeriodContext,
        titled: Iterable[TimeExpression] = (),
    ) -> None:
        self.known: dict[int, Period] = {}
        self._resolver = resolver
        self._days: list[dt.date] = []
        self._years: list[int] = []
        self._day_places: list[int] = []
        self._year_places: list[int] = []
        self._same: list[int] = []  # those whose like span is compared with
        self._months: list[dt.date] = []
        self._month_places: list[int] = []
        self._since: list[dt.date] = []  # the months from which on something is told, in which only their own days are
        self._twins: dict[tuple[int, int], dt.date] = {}
        self._before: list[dt.date] = []  # the last days of dated months that are only compared with
        self._reported: list[dt.date] = []  # the days after the periods that are reported on
        courses: list[Period] = []  # of days or months, past or planned
        self._present: int | None = None
        self._ahead: set[int] = set()
        self._named: int | None = None  # the only year of the text, which numbers a notice
        self._titled = self._named_by(titled, context)
        signed: dt.date | None = None
        present: set[int] = set()
        names: set[int] = set()
        whole: set[int] = set()  # years named as a whole
        spoken: list[int] = []  # years, also those of events
        told: list[int] = []  # those of which figures are told that are no bounds
        others: set[int] = set()  # those that are not only told of by a part of them that is reported on
        compared: set[int] = set()  # those with which what is told is compared
        for expression in expressions:
            if not expression.dated or (_year_of(expression) or _OLDEST) < _OLDEST:
                continue
            if is_founding(expression):
                continue
            ahead = expression.future and expression.tail != "start"
            foreseen = ahead or resolver.cues.foreseen.match(expression.text, expression.end)
            if foreseen and not expression.named and not is_due(expression):
                self._ahead.update(filter(None, (_year_of(expression),)))
            if not ahead and (month := self._month(expression, context)) is not None:
                (self._months if expression.role != "since" else self._since).append(month.start)
                if expression.role != "since":
                    self._month_places.append(expression.start)
            self._present = self._present or self._counted_year(expression)
            if expression.comparison or is_high(expression):
                period = resolver.resolve(expression, context)
                if period is not None and calendar.grain(period) in ("day", "month"):
                    self._before.append(period.end)
            if any(atom.rule.op == "same" for atom in expression.atoms):
                self._same.extend(filter(None, (_year_of(expression),)))
            if is_compared_with(expression):
                compared.update(filter(None, (_year_of(expression),)))
            if is_aside(expression) or is_deadline(expression):
                continue
            period = resolver.resolve(expression, context)
            if period and not (expression.named or is_of_event(expression)) and _is_course(period):
                courses.append(period)
            if expression.future:
                continue
            number = period.end.year if period and period.start.year == period.end.year else _year_of(expression)
            if period and _is_years(period):
                number = None  # 2016年至2019年 is past whenever it is told
            self._present = self._present or self._present_year(expression, period)
            if period and expression.kind in ("date", "range") and expression.tail is None:
                self.known[expression.start] = period
            if number:
                led = resolver.cues.led.search(expression.text, max(expression.start - 1, 0), expression.start)
                if not expression.named:
                    if period is None or not _is_part(period):
                        others.add(number)
                    spoken.append(number)
                    if has_figure(expression):
                        told.append(number)
                if not expression.named and not is_of_event(expression):
                    self._years.append(number)
                    self._year_places.append(expression.start)
                if not led and not resolver.cues.elsewhen.match(expression.text, expression.start + 4):
                    (names if expression.named else present).add(number)
                    if expression.rules == ("year",) and not foreseen:
                        whole.add(number)
            if period and (period.end - period.start).days <= _FEW:
                self._days.append(period.end)
                self._day_places.append(expression.start)
                self._twins.setdefault((period.end.month, period.end.day), period.end)
                if is_signature(expression):
                    signed = period.end
            elif period and (after := self._after(expression, period)) is not None:
                self._reported.append(after)
        line, reported = DateLine(expressions, resolver), self._reported + self._months
        last = max((period.end.year for period in courses), default=0)
        if not (self._days or reported) and last >= max(present | self._ahead, default=0):
            signed = signed or line.behind(courses)
        context.announced = signed or line.day(self._days, reported, present or self._ahead or names, whole)
        if context.announced is None:
            context.announced = line.addressed()
        if not self._years and not self._days and len(names) == 1:
            self._named = min(names)  # 2023年第8号通告：5月9日，…
        if context.announced is None:
            written = filter(None, (_year_of(found) for found in expressions if found.dated))
            context.announced = line.in_week(max(written, default=None))
        if self._same and not (self._present or self._years or self._days) and max(self._same) != _PLAGUE:
            self._present = max(self._same) + 1  # 较2021年同期
        context.present_year = self._present or self._presumed()
        spoken = [year for year in told or spoken if year not in compared]  # 去年增长，但和2019年相比
        if context.present_year is None and spoken and any(_is_last_year(found) for found in expressions):
            last = max(spoken)
            if last in others:
                context.past_year = last  # a text that calls a year 去年 names it so too
            else:
                context.present_year = last  # 2020年一季度净亏损5亿元，去年12月末…

    def anchor(self, expression: TimeExpression, context: PeriodContext) -> None:
        """Set what an expression can take its year from: the same day in full, the day before it, a year near it."""
        at = bisect_left(self._day_places, expression.start)
        context.anchor = self._twin(expression) or (self._days[max(at - 1, 0)] if self._days else None)
        if context.anchor is None and self._months and expression.atoms[0].rule.unit == "day":
            context.anchor = self._months[max(bisect_left(self._month_places, expression.start) - 1, 0)]
        if context.anchor is None and self._since:
            day = self._resolver.day_in(expression, self._since[0].year)
            context.anchor = self._since[0] if day and day.start.replace(day=1) == self._since[0] else None
        if self._titled and context.anchor is None:
            context.anchor = self._in_title(expression)
        context.anchor_year = self._present
        if expression.atoms[0].rule.unit != "day" and context.anchor is None and self._present is None and self._years:
            context.anchor_year = self._years[max(bisect_left(self._year_places, expression.start) - 1, 0)]
        if context.anchor is None and context.anchor_year is None:
            context.anchor_year = self._named
        if context.anchor is None and context.anchor_year is None and self._reported:
            context.anchor_year = self._behind(expression)
        if context.anchor is None and context.anchor_year is None and self._before:
            context.anchor_year = self._first_after(expression, max(self._before))
        if context.anchor is None and context.anchor_year is None and self._ahead:
            # What is expected of a year is told in it, or beside the last quarter of the one before.
            part = expression.text.endswith("其中", 0, expression.start)  # of what is expected
            last = "四" in expression.text[expression.start : expression.end] and not part
            context.anchor_year = min(self._ahead) - last

    def _named_by(self, titled: Iterable[TimeExpression], context: PeriodContext) -> list[tuple[dt.date, str]]:
        """Give the months and days that the title names with their years, which the text may name without."""
        found: list[tuple[dt.date, str]] = []
        for expression in titled:
            period = self._resolver.resolve(expression, context) if expression.dated and not expression.named else None
            grain = calendar.grain(period) if period is not None else None
            if period is not None and grain in ("day", "month"):
                found.append((period.start, grain))
        return found

    def _in_title(self, expression: TimeExpression) -> dt.date | None:
        """Give the month or day of the title that an expression names without its year."""
        if expression.dated or expression.atoms[0].rule.op != "month":
            return None
        like = self._resolver.resolve(expression, PeriodContext(sentence_year=_LEAP))
        if like is None:
            return None
        grain = calendar.grain(like)
        found = (day for day, unit in self._titled if unit == grain and day.month == like.start.month)
        return next((day for day in found if grain == "month" or day.day == like.start.day), None)

    def _month(self, expression: TimeExpression, context: PeriodContext) -> Period | None:
        """Give the month, or the ten days, that an expression names with its year, whatever is told of it."""
        if min(atom.rule.low or LEVELS["year"] for atom in expression.atoms) not in (LEVELS["month"], LEVELS["tenday"]):
            return None
        if expression.split or not expression.dated or expression.comparison:
            return None
        if expression.tail != "start" and expression.text.endswith("于", 0, expression.start):
            return None  # 成立于2015年1月
        if expression.role == "since" and not is_record(expression):
            context = msgspec.structs.replace(context, as_of=dt.date.max)  # 2015年1月以来: only its beginning matters
        return self._resolver.resolve(expression, context)

    def _twin(self, expression: TimeExpression) -> dt.date | None:
        """Give the day, named in full elsewhere in the text, that an expression names without its year."""
        if not self._days:
            return None
        period = self._resolver.day_in(expression, _LEAP)
        return self._twins.get((period.end.month, period.end.day)) if period else None

    def _behind(self, expression: TimeExpression) -> int | None:
        """Give the year in which a day is the first of its name behind all that is reported on."""
        latest = max(self._reported)
        for number in (latest.year, latest.year + 1):
            period = self._resolver.day_in(expression, number)
            if period and period.end >= latest:
                return number
        return None

    def _first_after(self, expression: TimeExpression, day: dt.date) -> int | None:
        """Give the year in which a month or a day is the first of its name behind one that it is compared with."""
        if expression.dated or expression.atoms[0].rule.op != "month":
            return None
        period = self._resolver.resolve(expression, PeriodContext(sentence_year=day.year))
        return day.year + (period.end <= day) if period else None

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

    def _presumed(self) -> int | None:
        """Give the year a text is likely written in, where it does not say so.

        That is the last year it names where it names a day in it or says what is to come in it, and the one behind
        where it reports on it.
        """
        if not self._years:
            return None
        last = max(self._years)
        current = max(self._days, default=dt.date.min)
        if (current.year == last and current != dt.date(last, 12, 31)) or last in self._ahead:
            return last
        return last + 1 if self._reported and max(self._reported).year == last + 1 else None

    def _counted_year(self, expression: TimeExpression) -> int | None:
        """Give the year that a text counts in: 截至1月21日，2022年票房已..., 2022年以来，截至1月21日...."""
        text, cues = expression.text, self._resolver.cues
        since = expression.role == "since"
        counted = cues.counted.search(text, max(expression.start - _COUNTED, 0), expression.start)
        if counted and (since or cues.so_far.match(text, expression.end)):
            return _year_of(expression)
        return _year_of(expression) if since and cues.counts.match(text, expression.end) else None

    def _present_year(self, expression: TimeExpression, period: Period | None) -> int | None:
        """Give the year the text is written in, where it says so: 进入2022年, 2022年开年以来, 截至2022年1月21日."""
        text, cues = expression.text, self._resolver.cues
        begun = any(atom.rule.op in ("todate", "sessions") for atom in expression.atoms) or cues.begun.match(
            text, expression.end
        )
        if begun or cues.entered.search(text, max(expression.start - 4, 0), expression.start):
            return _year_of(expression)
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


def _is_last_year(expression: TimeExpression) -> bool:
    """Say whether it counts from the day of publication to the year before: 去年, 去年底, last year."""
    first = expression.atoms[0]
    counts = first.rule.unit == "year" and first.rule.kind == "relative" and first.rule.op != "before"
    return counts and first.rule.number(expression.text, first) == -1


def _year_of(expression: TimeExpression) -> int | None:
    return calendar.whole(expression.text[expression.start : expression.start + 4])
