"""Resolves all time expressions of a text in order, each in the light of the dates around it.

What one expression leaves open comes from others: the year of 1月8日, the period that 同期 repeats, the day that
今年以来 runs to. Where the day of publication is unknown, a date line (格隆汇8月5日丨) stands in for it, once the text
dates it.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from typing import TypeVar

import msgspec

from numfacts.periods import calendar
from numfacts.periods.context import PeriodContext
from numfacts.periods.expressions import TimeExpression
from numfacts.periods.resolution import Resolver
from numfacts.records import Period

T = TypeVar("T")

_SENTENCE = re.compile(r"[。！？!?\n]|\. (?=[A-Z])")
_DATE_LINE = re.compile(" ?(?:早间|上午|中午|下午|晚间?|晚上)? ?(?:[丨|讯电，,]|消息|发布|公告|公布|宣布|披露|回应|在)")
_ANNUAL = re.compile("年?(?:年报|年度报告)")
_REPORTED = re.compile("[^，。；,]{0,8}(?:报|业绩|营业|营收|收入|净利|利润|销售|审计)")
_ENTERED = re.compile("(?:进入|步入|迈入)$")
_OTHER = frozenset(("than", "from", "beside"))  # roles of periods beside the one the text speaks of
_ASIDE = _OTHER | {"since"}
_LINE_REACH = 300  # characters from the start of a text within which its date line stands
_YEAR = 365


def timeline(
    resolver: Resolver, text: str, expressions: list[TimeExpression], published: dt.date | None
) -> list[Period | None]:
    """Resolve expressions in order of the text; null for each that stands for no period or that nothing dates."""
    context = resolver.context(published, text)
    days, years = _dated(resolver, expressions, context)
    if published is None:
        context.announced = _announced(resolver, expressions, days, years)
        context.present_year = _present_year(expressions, days)
    ends = [found.end() for found in _SENTENCE.finditer(text)]
    sentence = -1
    resolved: list[Period | None] = []
    for expression in expressions:
        if sentence != (sentence := bisect_right(ends, expression.start)):
            context.sentence_year = None
        if published is None:
            context.anchor = _twin(resolver, expression, days) or _last(days, expression.start)
            context.anchor_year = context.present_year
            if expression.atoms[0].rule.unit != "day" and context.anchor is None:
                later = years[0][1] if years else None
                context.anchor_year = context.present_year or _last(years, expression.start) or later
        period = resolver.resolve(expression, context)
        resolved.append(period)
        if period is not None:
            _remember(expression, period, context)
    return resolved


def _remember(expression: TimeExpression, period: Period, context: PeriodContext) -> None:
    """Let a period that was found serve what follows it."""
    if expression.role == "until" and period.start == period.end:
        context.as_of = period.end
    if expression.role in _OTHER or expression.kind in ("window", "streak", "duration"):
        return
    if expression.kind != "anaphor":
        context.previous = period
    if expression.dated and context.published is None and period.start.year == period.end.year:
        context.sentence_year = period.end.year


def _dated(
    resolver: Resolver, expressions: list[TimeExpression], context: PeriodContext
) -> tuple[list[tuple[int, dt.date]], list[tuple[int, int]]]:
    """Give the days and the years that the text names in full, each with its place."""
    days, years = [], []
    for expression in expressions:
        aside = expression.role in _ASIDE or (context.published is None and expression.future)
        if expression.dated and not aside:
            period = resolver.resolve(expression, msgspec.structs.replace(context, published=None))
            if period is None:
                number = _year_of(expression)
                if number:
                    years.append((expression.start, number))
                continue
            if (period.end - period.start).days < 8:
                days.append((expression.start, period.end))
            if period.start.year == period.end.year:
                years.append((expression.start, period.end.year))
    return days, years


def _announced(
    resolver: Resolver, expressions: list[TimeExpression], days: list[tuple[int, dt.date]], years: list[tuple[int, int]]
) -> dt.date | None:
    """Give the date line its year: the first in which it lies after all that the text reports by day, or by year."""
    line = next((found for found in expressions if _is_date_line(found)), None)
    if line is None:
        return None
    past = [day for _, day in days]
    reports = [
        dt.date(year + 1, 1, 1)
        for place, year in years
        for found in expressions
        if found.start == place and _ANNUAL.match(found.text, found.end)
    ]
    latest = max(past) if past else max(reports, default=None)
    named = {year for place, year in years if not _REPORTED.match(line.text, place + 4)}
    number = latest.year if latest else named.pop() if len(named) == 1 else None
    if number is None:
        return None
    for candidate in (number, number + 1):
        period = resolver.resolve(line, PeriodContext(sentence_year=candidate))
        if period and (latest is None or 0 <= (period.end - latest).days < _YEAR):
            return period.end
    return None


def _is_date_line(expression: TimeExpression) -> bool:
    return (
        expression.start < _LINE_REACH
        and expression.atoms[0].rule.id == "month-day"
        and expression.role is None
        and _DATE_LINE.match(expression.text, expression.end) is not None
    )


def _last(found: list[tuple[int, T]], place: int) -> T | None:
    """Give what was found last before a place."""
    return next((value for at, value in reversed(found) if at < place), None)


def _twin(resolver: Resolver, expression: TimeExpression, days: list[tuple[int, dt.date]]) -> dt.date | None:
    """Give the day, named in full elsewhere in the text, that an expression names without its year."""
    if not days or expression.dated or expression.atoms[0].rule.op != "month":
        return None
    period = resolver.resolve(expression, PeriodContext(sentence_year=2000))
    if period is None or (period.end - period.start).days > 7:
        return None
    return next((day for _, day in days if (day.month, day.day) == (period.end.month, period.end.day)), None)


def _present_year(expressions: list[TimeExpression], days: list[tuple[int, dt.date]]) -> int | None:
    """Give the year the text is written in, where it says so: 进入2022年, 2022年开年以来, 截至2022年1月21日."""
    known = dict(days)
    for found in expressions:
        if not found.dated:
            continue
        entered = any(atom.rule.op == "todate" for atom in found.atoms)
        if entered or _ENTERED.search(found.text, max(found.start - 2, 0), found.start):
            return _year_of(found)
        day = known.get(found.start) if found.role == "until" else None
        if day is not None and day != calendar.containing("quarter", day).end:
            return day.year  # a day that closes a quarter is one that is reported later
    return None


def _year_of(expression: TimeExpression) -> int | None:
    return calendar.whole(expression.text[expression.start : expression.start + 4])
