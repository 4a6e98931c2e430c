"""The days and years that a text names in full: what dates the rest where the day of publication is unknown."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from operator import itemgetter
from typing import TypeVar

from numfacts.in_order import first_found
from numfacts.periods.context import PeriodContext
from numfacts.periods.date_line import DateLine
from numfacts.periods.expressions import TimeExpression
from numfacts.periods.resolution import Resolver
from numfacts.periods.told import ToldTimes, year_of

_LEAP = 2000  # a year that has every day
_PLAGUE = 2019  # the year before the pandemic, with which all those behind it are compared
_PLACE = itemgetter(0)

Time = TypeVar("Time")


class Anchors:
    """What a text says itself of when it was written, and of the years of the days it names.

    The day and the year of a context are set by the first of ``_day_rules`` and of ``_year_rules`` that tells one.
    """

    def __init__(
        self,
        resolver: Resolver,
        expressions: list[TimeExpression],
        context: PeriodContext,
    ) -> None:
        self._resolver = resolver
        self._told = told = ToldTimes(resolver, expressions, context)
        self.known = told.known
        # Whether something told of this year is only foreseen, and the next year is not named.
        now = [found for found in expressions if _is_this_year(found)]
        self._now_foreseen = not any(_is_this_year(found) is None for found in expressions)
        self._now_foreseen &= any(found.future for found in now)
        self._day_rules = (self._twin, self._near_day, self._near_month)
        self._year_rules = (self._near_year, self._numbered, self._behind, self._first_after, self._foreseen)
        context.announced = self._announced(expressions)
        self._present = told.present or self._after_same()
        context.present_year = self._present or self._presumed()
        if context.present_year is None and any(_is_last_year(found) for found in expressions):
            self._call_past(context)

    def anchor(self, expression: TimeExpression, context: PeriodContext) -> None:
        """Set what an expression can take its year from: the same day in full, the day before it, a year near it."""
        context.anchor = first_found(self._day_rules, expression)
        context.anchor_year = self._present
        if context.anchor is None and self._present is None:
            context.anchor_year = first_found(self._year_rules, expression)

    def _announced(self, expressions: list[TimeExpression]) -> dt.date | None:
        """Give the day a text is from: of its signature, its date line, or of a weekday in it."""
        told, line = self._told, DateLine(expressions, self._resolver)
        day = told.signed
        if not (told.days or told.reports) and self._ends_in_course():
            day = day or line.behind(told.courses)
        days = [day for _, day in told.days]
        day = day or line.day(days, told.reports, told.written or told.ahead or told.names, told.whole)
        written = (year for found in expressions if found.dated and (year := year_of(found)))
        return day or line.in_week(max(written, default=None))

    def _ends_in_course(self) -> bool:
        """Say whether no year behind those of its courses of time is named."""
        last = max((period.end.year for period in self._told.courses), default=0)
        return last >= max(self._told.written | self._told.ahead, default=0)

    def _after_same(self) -> int | None:
        """Give the year behind the one whose like span all is compared with: 较2021年同期."""
        told = self._told
        return max(told.same) + 1 if told.same and max(told.same) != _PLAGUE else None

    def _call_past(self, context: PeriodContext) -> None:
        """Set what a text that names a year calls 去年: that year, or the one before it.

        It is the year before where only a part of that year is told of: 2020年一季度净亏损5亿元，去年12月末….
        """
        told = self._told
        last = max((year for year in told.figured or told.spoken if year not in told.compared), default=None)
        if last in told.full:
            context.past_year = last
        else:
            context.present_year = last

    def _near_day(self, expression: TimeExpression) -> dt.date | None:
        """Give the day named in full before it: 2021年5月8日，…，6月2日."""
        return _nearest(self._told.days, expression)

    def _near_month(self, expression: TimeExpression) -> dt.date | None:
        """Give the month named with its year before a day: 2021年5月，…，6月2日."""
        return _nearest(self._told.months, expression) if expression.atoms[0].rule.unit == "day" else None

    def _near_year(self, expression: TimeExpression) -> int | None:
        """Give the year named before what is no day: 2021年，…，6月."""
        if expression.atoms[0].rule.unit == "day":
            return None
        return _nearest(self._told.years, expression)

    def _numbered(self, _: TimeExpression) -> int | None:
        """Give the only year of a text, by which a notice is numbered: 2023年第8号通告：5月9日，…."""
        told = self._told
        return min(told.names) if not told.years and len(told.names) == 1 else None

    def _foreseen(self, expression: TimeExpression) -> int | None:
        """Give the year of which something is expected, or the one before for its last quarter.

        What is expected of a year is told in it, or beside the last quarter of the one before.
        """
        if not self._told.ahead:
            return None
        part = expression.text.endswith("其中", 0, expression.start)  # of what is expected
        last = "四" in expression.text[expression.start : expression.end] and not part
        return min(self._told.ahead) - last

    def _twin(self, expression: TimeExpression) -> dt.date | None:
        """Give the day, named in full elsewhere in the text, that an expression names without its year."""
        period = self._resolver.day_in(expression, _LEAP) if self._told.twins else None
        return self._told.twins.get((period.end.month, period.end.day)) if period else None

    def _behind(self, expression: TimeExpression) -> int | None:
        """Give the year in which a day is the first of its name behind all that is reported on."""
        latest = max(self._told.reported, default=None)
        if latest is None:
            return None
        for number in (latest.year, latest.year + 1):
            period = self._resolver.day_in(expression, number)
            if period and period.end >= latest:
                return number
        return None

    def _first_after(self, expression: TimeExpression) -> int | None:
        """Give the year in which a month or a day is the first of its name behind one that it is compared with."""
        base = max(self._told.bases, default=None)
        if base is None or expression.atoms[0].rule.op != "month":
            return None
        period = self._resolver.resolve(expression, PeriodContext(sentence_year=base.year))
        return base.year + (period.end <= base) if period else None

    def _presumed(self) -> int | None:
        """Give the year a text is likely written in, where it does not say so.

        That is the last year it names where it names a day in it or says what is to come in it, and the one behind
        where it reports on it.
        """
        told = self._told
        last = max((year for _, year in told.years), default=None)
        if last is None or (told.ahead == {last + 1} and last not in told.compared):
            return self._foretold()
        current = max((day for _, day in told.days), default=dt.date.min)
        if (current.year == last and current != dt.date(last, 12, 31)) or last in told.ahead:
            return last
        return last + 1 if told.reported and max(told.reported).year == last + 1 else None

    def _foretold(self) -> int | None:
        """Give the only year of which something is foreseen: 将2022年预期上调至5%."""
        return min(self._told.ahead) if self._now_foreseen and len(self._told.ahead) == 1 else None


def _is_last_year(expression: TimeExpression) -> bool:
    """Say whether it counts from the day of publication to the year before: 去年, 去年底, last year."""
    first = expression.atoms[0]
    counts = first.rule.unit == "year" and first.rule.kind == "relative" and first.rule.op != "before"
    return counts and first.rule.number(expression.text, first) == -1


def _is_this_year(expression: TimeExpression) -> bool | None:
    """Say whether it counts from the day of publication to its year, or None for a later one: 今年, 明年."""
    first = expression.atoms[0]
    if (
        first.rule.unit != "year"
        or first.rule.op != "shift"
        or (number := first.rule.number(expression.text, first)) < 0
    ):
        return False
    return None if number else True


def _nearest(named: list[tuple[int, Time]], expression: TimeExpression) -> Time | None:
    """Give the last of what is named before an expression, or else the first behind it."""
    return named[max(bisect_left(named, expression.start, key=_PLACE) - 1, 0)][1] if named else None
