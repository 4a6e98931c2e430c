"""Gives time expressions their days.

An expression is resolved from its coarsest atom to its finest, each within the period of those before it; then the
words around it are applied (截至, 止六个月, since). What neither the words nor the context say is null.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from numfacts.periods import calendar, dating, relating
from numfacts.periods.calendar import instant, span, whole
from numfacts.periods.context import PeriodContext, Work, edge_of, part_of
from numfacts.periods.expressions import LEVELS, Atom, TimeExpression, fold
from numfacts.programs import later
from numfacts.records import Period

if TYPE_CHECKING:
    from numfacts.records import ChangeBasis
    from numfacts.ruleset.kinds import PeriodsFile

_END = later("[Ee]nd of (?:the )?$")
_WEEK = later("(?:[Ww]eek (?:that )?(?:ended|ending|to|through) (?:on )?$)")
_LEAD = 20  # characters before an expression in which these may stand
_WEEKEND = 3  # days from a Friday to the Monday behind it
_NEIGHBOURS: dict[str, ChangeBasis] = {"year": "yoy", "quarter": "qoq", "month": "mom", "day": "day"}

OPERATIONS: dict[str, Callable[[Work, Atom], Period | None]] = {
    operation.__name__: operation
    for operation in (
        *(dating.date, dating.year, dating.half, dating.report, dating.quarter, dating.first, dating.month),
        *(
            dating.season,
            dating.tenday,
            dating.halfmonth,
            dating.day,
            dating.edge,
            dating.plan,
            dating.feast,
            dating.lunar,
            dating.sessions,
            dating.day_off,
            dating.decade,
        ),
        *(
            relating.shift,
            relating.pair,
            relating.shift_fiscal,
            relating.shift_academic,
            relating.shift_season,
            relating.ago,
            relating.week,
            relating.weekday,
        ),
        *(relating.todate, relating.announced, relating.same, relating.that, relating.before, relating.after),
        *(relating.past, relating.future, relating.span, relating.streak, relating.none),
    )
}


class Cues(NamedTuple):
    """The patterns of what dates a text itself, compiled; see ``PeriodDating``."""

    date_line: re.Pattern[str]
    report: re.Pattern[str]
    preview: re.Pattern[str]
    foreseen: re.Pattern[str]
    awaited: re.Pattern[str]
    entered: re.Pattern[str]
    begun: re.Pattern[str]
    counted: re.Pattern[str]
    so_far: re.Pattern[str]
    counts: re.Pattern[str]
    elsewhen: re.Pattern[str]
    led: re.Pattern[str]


class Resolver:
    """Resolves expressions by the tables of the rules."""

    def __init__(self, rules: PeriodsFile) -> None:
        self._rules = rules
        self.cues = Cues(*(later(getattr(rules.dating, name)) for name in Cues._fields))
        self._fiscal = {cue.lower(): month for cue, month in rules.fiscal_cues.items()}
        self._endings = rules.endings
        self._english_endings = [(name, size) for name, size in rules.endings.items() if name.isascii()]

    def context(self, published: dt.date | None, text: str) -> PeriodContext:
        """Make the context a text starts with."""
        lowered = text.lower()
        month = next((month for cue, month in self._fiscal.items() if cue in lowered), None)
        return PeriodContext(published=published, fiscal_start=month)

    def resolve(self, expression: TimeExpression, context: PeriodContext) -> Period | None:
        """Give the days an expression stands for, or null."""
        split = expression.split or len(expression.atoms)
        near, far = expression.atoms[:split], expression.atoms[split:]
        closing = near[0] if near[0].rule.op == "span" and len(near) > 1 else None
        first = self._fold(expression, near[1:] if closing else near, context, 0)
        if far:
            return self._range(expression, near, far, first, context)
        if first is None:
            return None
        if closing:
            return relating.closing(Work(expression, context, self._rules), closing, first.end)
        if first.start == first.end and _ends_week(expression):
            return span(calendar.add_days(first.end, -6), first.end)
        length = self._closes(expression)
        return calendar.back(first.end, length) if length else self._meant(expression, first, context)

    def day_in(self, expression: TimeExpression, year: int) -> Period | None:
        """Give a day that is named without its year as one of a year; null for any other time."""
        rule = expression.atoms[0].rule
        if rule.op != "month" or rule.unit != "day" or expression.dated:
            return None
        return self.resolve(expression, PeriodContext(sentence_year=year))

    def against(self, expression: TimeExpression, claim: Period | None, context: PeriodContext) -> ChangeBasis | None:
        """Give the basis of a change in ``claim`` against an expression, by how the two lie where both are known."""
        if expression.kind == "anaphor":  # 2019年同期: the like of what is compared
            context = msgspec.structs.replace(context, previous=claim)
        named = expression.kind != "anaphor" or expression.dated
        other = self.resolve(expression, context) if claim and named else None
        if claim is None and expression.edges[0] == "end" and expression.basis == "mom" and context.today is not None:
            end = self.resolve(expression, context)  # 较6月底 in October
            last = calendar.shifted("month", context.today, -1).end
            return "mom" if end and end.end == last else "prior"
        if claim is None or other is None:
            ended = expression.atoms[-1].rule.basis == "ytd"  # 2020年年底
            return "ytd" if ended else expression.basis
        if calendar.ends_quarter(claim) and other == calendar.instant(calendar.shifted("quarter", claim.end, -1).end):
            return "ytd" if other.end.month == 12 else "qoq"  # 6月末，余额较3月末增加
        if expression.basis == "ytd" and expression.edges[0] == "end":
            return "ytd" if (other.end.month, other.end.year) == (12, claim.end.year - 1) else "prior"
        if other.start == other.end == dt.date(claim.end.year - 1, 12, 31):
            return "ytd"
        unit, year_before = calendar.grain(claim), calendar.moved(claim, -1)
        longer = abs((other.end - other.start) - (claim.end - claim.start)).days
        season = unit in (None, "week")
        if other == year_before or (season and other == calendar.year(claim.end.year - 1)):
            return "yoy"  # 春运机票均价同2021年相比
        if season and longer <= 3 and abs((other.start - year_before.start).days) <= 31:
            return "yoy"  # feasts do not fall on the same days
        if unit == "day" and claim.start.weekday() == 0 and other == instant(calendar.add_days(claim.start, -_WEEKEND)):
            return "day"  # 较上周五, of a Monday
        if unit is not None and calendar.shifted(unit, claim.start, -1) == other:
            return _NEIGHBOURS.get(unit, "prior")
        return "prior" if expression.dated and expression.basis != "ytd" else expression.basis

    def _fold(
        self,
        expression: TimeExpression,
        atoms: list[Atom],
        context: PeriodContext,
        end: int,
        base: Period | None = None,
    ) -> Period | None:
        """Resolve one end of an expression (0 near, 1 far), from its coarsest atom to its finest, then its edge.

        A part of a range of years is of the last of them, up to which it runs: 2022-2025年前三季度.
        """
        work = Work(expression, context, self._rules, base)
        opened: dt.date | None = None
        if len(atoms) > 1:
            atoms = sorted((atom for atom in atoms if atom.rule.unit != "clock"), key=lambda atom: -atom.rule.low)
        for atom in atoms:
            run = work.base if base is None else None
            if run is not None and run.start.year < run.end.year and run.end == dt.date(run.end.year, 12, 31):
                opened, work.base = run.start, calendar.year(run.end.year)
            work.base = OPERATIONS[atom.rule.op](work, atom)
            if work.base is None:
                return None
        if opened is not None and work.base is not None:
            work.base = span(opened, work.base.end)
        edge = expression.edges[end]
        return edge_of(work.base, edge, work.since) if edge and work.base else work.base

    def _range(
        self,
        expression: TimeExpression,
        near: list[Atom],
        far: list[Atom],
        first: Period | None,
        context: PeriodContext,
    ) -> Period | None:
        """Resolve a range; what one end leaves open it takes from the other."""
        top = max(atom.rule.high for atom in far)
        if top == LEVELS["year"] > max(atom.rule.high for atom in near):
            last = self._fold(expression, far, context, 1)
            inner = msgspec.structs.replace(context, sentence_year=last.end.year) if last else context
            first = self._fold(expression, near, inner, 0)
            if first and last and first.start > last.end:
                first = calendar.moved(first, -1)
        else:
            shared = [atom for atom in near if atom.rule.low > top]
            base = self._fold(expression, shared, context, 0) if shared else None
            if first and top == LEVELS["day"]:
                base = calendar.containing("month", first.start)  # 5月8日18时至9日18时
            year = first.start.year if first and not shared else context.sentence_year
            last = self._fold(expression, far, msgspec.structs.replace(context, sentence_year=year), 1, base)
            if first and last and last.end < first.start:
                week = far[0].rule.op in ("weekday", "week")
                ahead = instant(calendar.add_months(last.end, 1)) if top == LEVELS["day"] else calendar.moved(last, 1)
                last = instant(calendar.add_days(last.end, 7)) if week else ahead
        return span(first.start, last.end) if first and last else None

    def _closes(self, expression: TimeExpression) -> int | None:
        """Give the months that an expression closes: 截至6月30日止六个月, the year ended March 31; null for none."""
        text, start = expression.text, expression.start
        if expression.atoms[-1].rule.unit == "clock":
            return None  # 今晨6时止
        stop = expression.shapes["closes-span"].match(text, expression.core)
        if stop and (stop["stop"] or expression.role == "until"):
            word = stop["w"] or ""
            named = (self._endings[word[:size]] for size in range(len(word), 0, -1) if word[:size] in self._endings)
            length = whole(stop["n"]) if stop["n"] else next(named, None)
            if length or stop["stop"]:
                return length or (6 if expression.led_by("interim-before", 2 * _LEAD) else 12)
        if not expression.english or min(atom.rule.low for atom in expression.atoms) > LEVELS["month"]:
            return None
        before = fold(text[max(start - 28, 0) : start]).rstrip().removesuffix(" on").removesuffix(" in")
        return next((size for name, size in self._english_endings if before.endswith(name)), None)

    def _meant(self, expression: TimeExpression, period: Period, context: PeriodContext) -> Period | None:
        """Apply what the words around say: the last day, all days since, the beginning."""
        role, today, text, start = expression.role, context.today, expression.text, expression.start
        latest = context.as_of or today
        yearly = expression.dated and calendar.grain(period) == "year"
        if role == "until" and yearly and text.endswith("直至", 0, start) and (today is None or today < period.end):
            return period  # 直至2027年
        if role == "until":
            running = (
                expression.kind == "relative"
                and not expression.future
                and not _END.search(text, max(start - _LEAD, 0), start)
            )
            return instant(today if running and today and period.start <= today < period.end else period.end)
        if role == "since" and expression.kind == "anaphor":
            return period  # 自上日急跌后回稳
        if role == "since":
            latest = today or latest if text.startswith(("至今", "起至今"), expression.end) else latest
            told = context.previous if context.previous and calendar.grain(context.previous) == "year" else None
            if latest is None and told is not None and told.end > period.start:
                latest = told.end  # 2021年进出口…，自2012年以来保持第一; not 2021年3万家；2022年至今2万家
            return span(period.start, max(latest, period.start)) if latest else None
        one = period.start == period.end
        if expression.tail == "start" and one and (lasts := expression.followed_by("lasts-from")):
            number = whole(lasts["n"]) or 0
            months = number * 12 if lasts["y"] else number if lasts["m"] else 0
            after = calendar.stepped(period.start, (months, 0 if months else number), 1)
            return span(period.start, calendar.add_days(after, -1))
        if role == "early" and text.endswith(" of ", 0, start) and calendar.grain(period) == "year":
            return instant(period.start)  # at the beginning of 2024
        if role in ("early", "middle", "late"):
            return part_of(period, role)
        if expression.rule == "that-year":
            return period  # 11月…，全年累计
        month = context.previous if context.previous and calendar.grain(context.previous) == "month" else None
        within = month is not None and calendar.grain(period) == "year" and period.start <= month.start <= period.end
        if expression.tail == "cumulative" and month is not None and within:
            return span(period.start, month.end)  # 3月销量…，今年累计
        if expression.tail == "cumulative" and latest and period.start <= latest <= period.end:
            return span(period.start, latest) if calendar.grain(period) in ("year", "month") else period
        return period


def _ends_week(expression: TimeExpression) -> bool:
    """Say whether a day is the last of a week told of: 截至1月9日的一周内, 至1月9日当周, in the week to January 9."""
    if expression.text.startswith("当周", expression.end) and expression.text.endswith(
        ("至", "止"), 0, expression.start
    ):
        return True
    if expression.role == "until" and expression.shapes["week-ended"].match(expression.text, expression.core):
        return True
    return _WEEK.search(expression.text, max(expression.start - _LEAD, 0), expression.start) is not None
