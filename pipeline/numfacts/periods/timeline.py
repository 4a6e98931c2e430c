"""Resolves all time expressions of a text in order, each in the light of the dates around it.

What one expression leaves open comes from others: the year of 1月8日, the period that 同期 repeats, the day that
今年以来 runs to. Where the day of publication is unknown, a date line (格隆汇8月5日丨) stands in for it, once the text
dates it.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right

from numfacts.periods import calendar
from numfacts.periods.context import PeriodContext
from numfacts.periods.expressions import TimeExpression
from numfacts.periods.resolution import Resolver
from numfacts.records import Period

_SENTENCE = re.compile(r"[。！？!?\n]|\. (?=[A-Z])")
_OTHER = frozenset(("than", "from", "beside"))  # roles of periods beside the one the text speaks of
_ASIDE = _OTHER | {"since"}
_REPORT = re.compile("年?(?:年报|年度报告|财报|半年报|季报)")
_LINE_REACH = 300  # characters from the start of a text within which its date line stands
_YEAR = 365  # days
_LEAP = 2000  # a year that has every day
_FEW = 7  # days that a span may count for a day of the text


def timeline(
    resolver: Resolver, text: str, expressions: list[TimeExpression], published: dt.date | None
) -> list[Period | None]:
    """Resolve expressions in order of the text; null for each that stands for no period or that nothing dates."""
    context = resolver.context(published, text)
    named = None if published else _Named(resolver, expressions, context)
    ends = [found.end() for found in _SENTENCE.finditer(text)]
    sentence = -1
    resolved: list[Period | None] = []
    for expression in expressions:
        if sentence != (sentence := bisect_right(ends, expression.start)):
            context.sentence_year = None
        if named:
            named.anchor(expression, context)
        period = named.known.get(expression.start) if named else None
        period = period or resolver.resolve(expression, context)
        resolved.append(period)
        if period is not None:
            _remember(expression, period, context)
    return resolved


def _remember(expression: TimeExpression, period: Period, context: PeriodContext) -> None:
    """Let a period that was found serve what follows it."""
    if expression.role == "until" and period.start == period.end:
        context.as_of = period.end
    if expression.atoms[-1].rule.op == "report" or _REPORT.match(expression.text, expression.end):
        context.report = period
    if expression.role in _OTHER or expression.kind in ("window", "streak", "duration"):
        return
    if expression.kind != "anaphor":
        context.previous = period
        unit = calendar.grain(period)
        if period.start != period.end:
            context.course = period
        if unit is not None:
            context.named[unit] = period
        if period.start == period.end and expression.role is None and not any(expression.edges):
            context.day = period.start
    if expression.dated and context.published is None and period.start.year == period.end.year:
        context.sentence_year = period.end.year


class _Named:
    """The days and years that a text names in full: what dates the rest where the day of publication is unknown."""

    def __init__(self, resolver: Resolver, expressions: list[TimeExpression], context: PeriodContext) -> None:
        self.known: dict[int, Period] = {}
        self._resolver = resolver
        cues = resolver.cues
        self._days: list[dt.date] = []
        self._years: list[int] = []
        self._day_places: list[int] = []
        self._year_places: list[int] = []
        self._twins: dict[tuple[int, int], dt.date] = {}
        self._present: int | None = None
        self._ahead: int | None = None
        reports: list[dt.date] = []
        present: set[int] = set()
        for expression in expressions:
            if expression.dated and expression.future:
                self._ahead = self._ahead or _year_of(expression)
            if not expression.dated or expression.future or expression.role in _ASIDE or _is_deadline(expression):
                continue
            period = resolver.resolve(expression, context)
            number = period.end.year if period and period.start.year == period.end.year else _year_of(expression)
            self._present = self._present or self._present_year(expression, period)
            if period and expression.kind in ("date", "range") and expression.tail is None:
                self.known[expression.start] = period
            if number:
                self._years.append(number)
                self._year_places.append(expression.start)
                if cues.annual_report.match(expression.text, expression.end):
                    reports.append(dt.date(number + 1, 1, 1))
                led = cues.led.search(expression.text, max(expression.start - 1, 0), expression.start)
                if not led and not cues.elsewhen.match(expression.text, expression.start + 4):
                    present.add(number)
            if period and (period.end - period.start).days <= _FEW:
                self._days.append(period.end)
                self._day_places.append(expression.start)
                self._twins.setdefault((period.end.month, period.end.day), period.end)
        context.announced = self._announced(expressions, reports, present)
        context.present_year = self._present

    def anchor(self, expression: TimeExpression, context: PeriodContext) -> None:
        """Set what an expression can take its year from: the same day in full, the day before it, a year near it."""
        at = bisect_left(self._day_places, expression.start)
        context.anchor = self._twin(expression) or (self._days[at - 1] if at else None)
        context.anchor_year = self._present
        if expression.atoms[0].rule.unit != "day" and context.anchor is None and self._present is None and self._years:
            context.anchor_year = self._years[max(bisect_left(self._year_places, expression.start) - 1, 0)]

        if context.anchor is None and context.anchor_year is None and self._ahead:
            # What is expected of a year is told in it, or beside the last quarter of the one before.
            context.anchor_year = self._ahead - ("四" in expression.text[expression.start : expression.end])

    def _twin(self, expression: TimeExpression) -> dt.date | None:
        """Give the day, named in full elsewhere in the text, that an expression names without its year."""
        rule = expression.atoms[0].rule
        if not self._days or rule.op != "month" or rule.unit != "day" or expression.dated:
            return None
        period = self._resolver.resolve(expression, PeriodContext(sentence_year=_LEAP))
        if period is None:
            return None
        return self._twins.get((period.end.month, period.end.day))

    def _announced(
        self, expressions: list[TimeExpression], reports: list[dt.date], present: set[int]
    ) -> dt.date | None:
        """Give the date line its year: the first in which it follows all days and annual reports named."""
        line = next((found for found in expressions if self._is_date_line(found)), None)
        latest = max(self._days) if self._days else max(reports, default=None)
        number = latest.year if latest else min(present) if len(present) == 1 else None
        if line is None or number is None:
            return None
        for candidate in (number, number + 1):
            period = self._resolver.resolve(line, PeriodContext(sentence_year=candidate))
            if period and (latest is None or 0 <= (period.end - latest).days < _YEAR):
                return period.end
        return None

    def _is_date_line(self, expression: TimeExpression) -> bool:
        return (
            expression.start < _LINE_REACH
            and expression.atoms[0].rule.id == "month-day"
            and expression.role is None
            and self._resolver.cues.date_line.match(expression.text, expression.end) is not None
        )

    def _present_year(self, expression: TimeExpression, period: Period | None) -> int | None:
        """Give the year the text is written in, where it says so: 进入2022年, 2022年开年以来, 截至2022年1月21日."""
        begun = any(atom.rule.op == "todate" for atom in expression.atoms)
        before = max(expression.start - 4, 0)
        if begun or self._resolver.cues.entered.search(expression.text, before, expression.start):
            return _year_of(expression)
        if expression.role != "until" or period is None or period.start != period.end:
            return None
        # A day that closes a quarter is one that is reported later, perhaps in another year.
        return None if period.end == calendar.containing("quarter", period.end).end else period.end.year


def _is_deadline(expression: TimeExpression) -> bool:
    """Say whether a day is only when something is to end: 延期至2020年11月27日."""
    return expression.role != "until" and expression.text.endswith(("至", "到期日为"), 0, expression.start)


def _year_of(expression: TimeExpression) -> int | None:
    return calendar.whole(expression.text[expression.start : expression.start + 4])
