"""Resolves all time expressions of a text in order, each in the light of the dates around it.

What one expression leaves open comes from others: the year of 1月8日, the period that 同期 repeats, the day that
今年以来 runs to. Where the day of publication is unknown, a date line (格隆汇8月5日丨) stands in for it, once the text
dates it.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from functools import partial

import msgspec

from numfacts.periods import calendar
from numfacts.periods.anchors import Anchors
from numfacts.periods.asides import is_base, is_of_beginning, is_record
from numfacts.periods.context import PeriodContext
from numfacts.periods.expressions import LEVELS, TimeExpression
from numfacts.periods.fiscal import closed, fiscal_parts, is_part, months_apart, moved
from numfacts.periods.resolution import Resolver
from numfacts.programs import later
from numfacts.records import Period

_SENTENCE = later(r"[。！？!?\n.](?:(?<!\.)| (?=[A-Z]))")
_OTHER = frozenset(("than", "from", "beside", "back"))  # roles of periods beside the one the text speaks of
_JOINS = frozenset("和及与、")  # between two times that are compared with: 高于2019年和2020年
_LISTS = ("、", "和", "及", "与", "以及")  # what may stand between the months of a list
_TURN = 6  # months by which one lies before the one it stands behind where it is of the next year
_WEEK = 7  # days
_QUARTER = 80  # days that a part of a year that is reported on has at least
_YEAR = (364, 365)  # days between the first and the last of one
_CLOSING = 2  # characters behind a day in which 止 stands
_PARTS = frozenset(("quarter", "half"))  # grains of parts of a year that are told one behind the other
_WITH = ("与", "和", "同", "跟")
_AT_ONCE = later("[^，。;0-9]{0,10}[，,]?")


def timeline(
    resolver: Resolver,
    text: str,
    expressions: list[TimeExpression],
    published: dt.date | None,
) -> list[Period | None]:
    """Resolve expressions in order of the text; null for each that stands for no period or that nothing dates."""
    context = resolver.context(published, text)
    context.reported_year = _reported_year(resolver, text, expressions, published)
    named = None if published else Anchors(resolver, expressions, context)
    fiscal = fiscal_parts(text, expressions, partial(_alone, resolver, published))
    ends = [found.end() for found in _SENTENCE.finditer(text)]
    sentence = -1
    resolved: list[Period | None] = []
    apart = 0  # months by which quarters and halves lie behind those of the calendar
    compared = len(text)  # where the last time ends that is only compared with
    for expression in expressions:
        if sentence != (sentence := bisect_right(ends, expression.start)):
            context.sentence_year = context.sentence_part = None
        if named:
            named.anchor(expression, context)
        period = named.known.get(expression.start) if named else fiscal.get(expression.start)
        like = _year_before(expression, context.previous)
        listed = None
        if resolved and resolved[-1] is not None:
            listed = _listed(resolver, expressions[len(resolved) - 1], resolved[-1], expression)
        period = like or period or listed or resolver.resolve(expression, context)
        if period is not None and resolved and (last := resolved[-1]) is not None:
            told, period = period, closed(expressions[len(resolved) - 1], last, expression, period)
            if period != told:
                context.previous = period  # 截至6月底，全年度…。全年度
                apart = months_apart(told, period) if is_part(expression) else apart
            elif apart and is_part(expression):
                period = moved(period, apart)  # 截至6月底首季…。首季
        resolved.append(period)
        if period is not None and resolved[-2:-1] == [None]:
            resolved[-1] = period = _since(resolver, expressions[len(resolved) - 2], expression, period, context)
        with_it = text.endswith(_WITH, 0, expression.start) and expression.followed_by("compares") is not None
        beside = (
            with_it
            or like is not None
            or is_record(expression)
            or is_base(expression)
            or expression.role in _OTHER
            or text[compared : expression.start] in _JOINS
        )
        compared = expression.end if beside else len(text)
        if period is not None:
            _remember(expression, period, context, beside=beside)
    return resolved


def _listed(resolver: Resolver, before: TimeExpression, last: Period, expression: TimeExpression) -> Period | None:
    """Give the month or day that stands right behind another in a list, of the same year: 去年3月及9月, 12月及1月."""
    alike = all(found.atoms[-1].rule.op == "month" for found in (before, expression)) and not expression.dated
    if not alike or len(expression.atoms) > 1 or expression.text[before.end : expression.start] not in _LISTS:
        return None
    found = resolver.resolve(expression, PeriodContext(sentence_year=last.end.year))
    turned = found is not None and last.end.month - found.start.month > _TURN
    return calendar.moved(found, 1) if turned and found is not None else found


def _year_before(expression: TimeExpression, told: Period | None) -> Period | None:
    """Give what was told of last in the year that a bracket names, unless that is one: 止六个月…(2019年:5亿元)."""
    text, start = expression.text, expression.start
    if told is None or expression.rules not in (("year",), ("year-bare",)):
        return None
    if text[start - 1 : start] != "(" or text[expression.end : expression.end + 1] != ":":
        return None
    if (told.end - told.start).days < _QUARTER or (calendar.grain(told) == "year" and told.start.month == 1):
        return None
    number = int(text[start : start + 4]) if text[start : start + 4].isdigit() else told.end.year
    return calendar.moved(told, number - told.end.year)


def _reported_year(
    resolver: Resolver, text: str, expressions: list[TimeExpression], published: dt.date | None
) -> Period | None:
    """Give the first year that a text closes with a day, unless it is one of the calendar: 截至3月31日止年度."""
    for expression in expressions if "止" in text else ():
        if "止" in text[expression.core : expression.core + _CLOSING]:
            period = _alone(resolver, published, expression)
            if period is not None and (period.end - period.start).days in _YEAR and period.start.month > 1:
                return period
    return None


def _since(
    resolver: Resolver, before: TimeExpression, expression: TimeExpression, period: Period, context: PeriodContext
) -> Period:
    """Give the days that a day ends where they begin right before it: 自2020年11月1日实施以来，截至2021年底."""
    until = expression.role == "until" and period.start == period.end
    between = expression.text[before.end : expression.lead]
    if not until or before.role != "since" or before.rules == ("year",) or _AT_ONCE.fullmatch(between) is None:
        return period
    began = resolver.resolve(before, msgspec.structs.replace(context, as_of=period.end))
    return Period(began.start, period.end) if began and began.start < period.end else period


def _alone(resolver: Resolver, published: dt.date | None, expression: TimeExpression) -> Period | None:
    """Resolve an expression by itself, whatever was told before it."""
    return resolver.resolve(expression, PeriodContext(published=published))


def _remember(expression: TimeExpression, period: Period, context: PeriodContext, *, beside: bool) -> None:
    """Let a period that was found serve what follows it, unless it is one ``beside`` the one the text speaks of."""
    if expression.role == "until" and period.start == period.end:
        context.as_of = period.end
    if expression.atoms[-1].rule.op == "report" or expression.followed_by("names-report"):
        context.report = period
    if expression.named or beside or expression.kind in ("window", "streak", "duration"):
        return
    if expression.kind != "anaphor":
        context.previous, context.shifted = period, expression.rule
        if expression.dated and min(atom.rule.low or 0 for atom in expression.atoms) >= LEVELS["month"]:
            context.main = context.main or period
        unit = calendar.grain(period)
        if period.start != period.end:
            context.course = period
        if unit is not None:
            context.named[unit] = period
        if unit in _PARTS and len(expression.atoms) > 1 and expression.atoms[0].rule.low == LEVELS["year"]:
            context.sentence_part = period
        if period.start == period.end and expression.role is None and not any(expression.edges):
            context.day = period.start
    short = period.start.year == period.end.year or (period.end - period.start).days < _WEEK
    if expression.dated and context.published is None and short and not is_of_beginning(expression):
        context.sentence_year = period.end.year
