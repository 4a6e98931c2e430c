"""Gives time expressions their days: one operation for each ``op`` of the rules.

An expression is resolved from its coarsest atom to its finest, each within the period of those before it; what is
not said (the year of 1月8日) comes from the context, or the result is null.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from numfacts import calendar
from numfacts.calendar import add_days, add_months, instant, span, whole
from numfacts.expressions import LEVELS, Atom, TimeExpression, fold
from numfacts.records import Period

if TYPE_CHECKING:
    from numfacts.records import ChangeBasis
    from numfacts.ruleset.kinds import PeriodsFile

_STOP = re.compile(r" ?(?P<stop>止)?(?:的)?(?:(?P<n>[0-9]{1,2}|[一二三四五六七八九十两]{1,2})个?月|(?P<w>[一-鿿]{1,5}))?")
_LISTED = re.compile("[、及和,]| and ")
_SOON = 65  # days ahead within which an undated month is meant rather than the one a year before
_SOON_DAY = 91  # the same for an undated day
_JUST_PAST = 45  # days back within which a forecast still speaks of what is past


class PeriodContext(msgspec.Struct):
    """What resolving needs to know beside the words.

    ``published`` is the day of publication, ``announced`` a date line where that is unknown. ``previous`` is the last
    period the text gave, ``as_of`` its last 截至 day, ``anchor`` and ``anchor_year`` the date and year that undated
    days take theirs from, ``sentence_year`` the year named before in the same sentence. ``present_year`` is what 今年
    means where no day of publication is known. ``fiscal_start`` is the month fiscal years begin in, where known.
    """

    published: dt.date | None = None
    announced: dt.date | None = None
    previous: Period | None = None
    as_of: dt.date | None = None
    anchor: dt.date | None = None
    anchor_year: int | None = None
    sentence_year: int | None = None
    present_year: int | None = None
    fiscal_start: int | None = None
    forecast: bool = False

    @property
    def today(self) -> dt.date | None:
        """The day relative expressions count from."""
        return self.published or self.announced


class Work(msgspec.Struct):
    """One end of an expression while it is resolved: what is known so far, and what may be asked."""

    text: str
    context: PeriodContext
    future: bool
    past: bool = False
    base: Period | None = None
    edge_since: bool = False


Step = Callable[["Resolver", Work, Atom], Period | None]


class Resolver:
    """The operations of the rules over a context."""

    def __init__(self, rules: PeriodsFile) -> None:
        self._feasts = rules.feasts
        self._fiscal = rules.fiscal_cues
        self._endings = rules.endings
        self._cue = re.compile("|".join(map(re.escape, rules.fiscal_cues)), re.IGNORECASE)

    def context(self, published: dt.date | None, text: str) -> PeriodContext:
        """Make the context a text starts with."""
        cue = self._cue.search(text)
        return PeriodContext(published=published, fiscal_start=self._fiscal[cue.group().lower()] if cue else None)

    def resolve(self, expression: TimeExpression, context: PeriodContext) -> Period | None:
        """Give the days an expression stands for, or null."""
        future = context.forecast or expression.future
        split = expression.split or len(expression.atoms)
        near, far = expression.atoms[:split], expression.atoms[split:]
        if not expression.split and len(near) > 1 and near[0].rule.op == "span":
            return self._closing(expression, near, context, future)
        first = self._fold(expression, near, context, future, 0)
        if far:
            return self._range(expression, near, far, first, context, future)
        if first is None:
            return None
        stop = _STOP.match(expression.text, expression.core)
        if stop and (stop["stop"] or expression.role == "until"):
            length = whole(stop["n"]) if stop["n"] else self._ending(stop["w"] or "")
            if length or stop["stop"]:
                return _back(first.end, length or 12)
        length = self._ending_before(expression)
        return _back(first.end, length) if length else self._meant(expression, first, context)

    def _ending(self, word: str) -> int | None:
        """Give the months of the span that the longest beginning of ``word`` names."""
        return next((self._endings[word[:size]] for size in range(len(word), 0, -1) if word[:size] in self._endings), None)

    def _ending_before(self, expression: TimeExpression) -> int | None:
        """Give the months of the span that English names before its last day: the year ended March 31."""
        if not expression.text[expression.start].isascii() or min(atom.rule.low for atom in expression.atoms) > LEVELS["month"]:
            return None
        before = fold(expression.text[max(expression.start - 28, 0) : expression.start]).rstrip().removesuffix(" on")
        return next((size for name, size in self._endings.items() if name.isascii() and before.endswith(name)), None)

    def _closing(
        self, expression: TimeExpression, atoms: list[Atom], context: PeriodContext, future: bool
    ) -> Period | None:
        """Resolve a span and the date that closes it: three months ended June 30."""
        end = self._fold(expression, atoms[1:], context, future, 0)
        parts = atoms[0].rule.parts(expression.text, atoms[0].start)
        number, unit = whole(parts.get("n")), _unit(parts.get("u", ""))
        if end is None or number is None or unit not in calendar.MONTHS:
            return None
        return _back(end.end, number * calendar.MONTHS[unit])

    def _range(
        self, expression: TimeExpression, near: list[Atom], far: list[Atom], first: Period | None,
        context: PeriodContext, future: bool,
    ) -> Period | None:  # fmt: skip
        """Resolve a range; what one end leaves open it takes from the other."""
        top = max(atom.rule.high for atom in far)
        if top == LEVELS["year"] > max(atom.rule.high for atom in near):
            last = self._fold(expression, far, context, future, 1)
            inner = msgspec.structs.replace(context, sentence_year=last.end.year) if last else context
            first = self._fold(expression, near, inner, future, 0)
            if first and last and first.start > last.end:
                first = calendar.moved(first, -1)
        else:
            shared = [atom for atom in near if atom.rule.low > top]
            base = self._fold(expression, shared, context, future, 0) if shared else None
            inner = msgspec.structs.replace(context, sentence_year=first.start.year) if first and not shared else context
            last = self._fold(expression, far, inner, future, 1, base)
            if first and last and last.end < first.start:
                week = far[0].rule.op in ("weekday", "week")
                last = instant(add_days(last.end, 7)) if week else calendar.moved(last, 1)
        return span(first.start, last.end) if first and last else None

    def _fold(
        self, expression: TimeExpression, atoms: list[Atom], context: PeriodContext, future: bool, end: int,
        base: Period | None = None,
    ) -> Period | None:  # fmt: skip
        """Resolve one end, from its coarsest atom to its finest, then its edge."""
        work = Work(expression.text, context, future, expression.past, base, expression.role == "since")
        steps = [atom for atom in atoms if atom.rule.unit != "clock"]
        for atom in sorted(steps, key=lambda atom: -atom.rule.low) if len(steps) > 1 else steps:
            work.base = OPERATIONS[atom.rule.op](self, work, atom)
            if work.base is None:
                return None
        edge = expression.edges[end]
        return edge_of(work.base, edge, work.edge_since) if edge and work.base else work.base

    def _meant(self, expression: TimeExpression, period: Period, context: PeriodContext) -> Period | None:
        """Apply what the words around say: the last day, all days since, the beginning."""
        role, latest = expression.role, context.as_of or context.today
        if role == "until":
            at_end = period.end
            if expression.kind == "relative" and context.today and at_end > context.today >= period.start:
                return instant(at_end if expression.future else context.today)
            return instant(at_end)
        if role == "since":
            return span(period.start, max(latest, period.start)) if latest else None
        if role in ("early", "middle", "late"):
            return part_of(period, role)
        if expression.tail == "cumulative" and calendar.grain(period) in ("year", "month") and latest:
            return span(period.start, latest) if period.start <= latest <= period.end else period
        return period

    def against(self, expression: TimeExpression, claim: Period | None, context: PeriodContext) -> ChangeBasis | None:
        """Give the basis of a change in ``claim`` against an expression, by the distance of the two where both are known."""
        other = self.resolve(expression, context) if claim else None
        if claim is None or other is None or expression.kind == "anaphor":
            return expression.basis
        unit = calendar.grain(claim)
        year_before = calendar.moved(claim, -1)
        longer = abs((other.end - other.start) - (claim.end - claim.start)).days
        if other == year_before or (longer <= 3 and unit is None and abs((other.start - year_before.start).days) <= 31):
            return "yoy"
        if unit == calendar.grain(other) and unit is not None:
            names: dict[str, ChangeBasis] = {"year": "yoy", "quarter": "qoq", "month": "mom", "day": "day"}
            if calendar.shifted(unit, claim.start, -1) == other:
                return names.get(unit, "prior")
        if expression.basis == "ytd":
            return "ytd"
        return "prior" if expression.dated or expression.basis is None else expression.basis

    # The operations of the rules.

    def _date(self, work: Work, atom: Atom) -> Period | None:
        parts = atom.rule.parts(work.text, atom.start)
        day = calendar.day_of(int(parts["y"]), int(parts["m"]), int(parts["d"]))
        return instant(day) if day else None

    def _year(self, work: Work, atom: Atom) -> Period | None:
        parts = atom.rule.parts(work.text, atom.start)
        if "y" not in parts:  # 2Q, 1H
            size, index = (3, int(parts["q"])) if "q" in parts else (6, int(parts["h"]))
            return undated(work, lambda base: calendar.months(add_months(base.start, size * (index - 1)), size))
        number = _full_year(parts["y"])
        if number is None:
            return None
        written = work.text[atom.start : atom.end]
        fiscal = "f" in parts or "p" in parts or atom.rule.id.startswith("fiscal")
        month = 9 if "学年" in written else (work.context.fiscal_start or ("p" in parts and 4) or 1) if fiscal else 1
        if "p" in parts:
            return self._year_pair(number, int(parts["p"]) % 100, month, written)
        base = calendar.year(number, month)
        if "y2" in parts and ("/" in written or "年度" in written or "f" in parts):
            if _full_year(parts["y2"]) == number + 1 and not written.endswith("年"):
                return calendar.year(number, 9 if "学年" in written else work.context.fiscal_start or 4)
        if "y2" in parts:
            last = calendar.year(_full_year(parts["y2"]) or 0, month)
            return span(base.start, last.end) if base and last else None
        if base and "q" in parts:
            return calendar.months(add_months(base.start, 3 * int(parts["q"]) - 3), 3)
        return calendar.months(add_months(base.start, 6 * int(parts["h"]) - 6), 6) if base and "h" in parts else base

    def _year_pair(self, number: int, other: int, month: int, written: str) -> Period | None:
        """Resolve 2024-25: a fiscal year, 2021-23年: some years, 2024-05: a month."""
        plain = written.endswith("年") and not written.endswith(("学年", "财年"))
        if other == (number + 1) % 100 and not plain:
            return calendar.year(number, month)
        last = calendar.year(number - number % 100 + other)
        if last and other > number % 100:
            return span(dt.date(number, 1, 1), last.end)
        first = calendar.day_of(number, other, 1)
        return calendar.containing("month", first) if first and not plain else None

    def _half(self, work: Work, atom: Atom) -> Period | None:
        parts = atom.rule.parts(work.text, atom.start)
        number = int(parts["h"]) if "h" in parts else atom.rule.number(work.text, atom)
        return undated(work, lambda base: calendar.months(add_months(base.start, 6 * number - 6), 6))

    def _report(self, work: Work, atom: Atom) -> Period | None:
        return calendar.months(work.base.start, 12 // atom.rule.number(work.text, atom)) if work.base else None

    def _quarter(self, work: Work, atom: Atom) -> Period | None:
        parts = atom.rule.parts(work.text, atom.start)
        number = next((whole(part) for name, part in parts.items() if name != "qb"), None) or atom.rule.number(work.text, atom)
        last = whole(parts.get("qb")) or number
        if not 1 <= number <= last <= 4:
            return None
        return undated(work, lambda base: calendar.months(add_months(base.start, 3 * number - 3), 3 * (last - number + 1)))

    def _first(self, work: Work, atom: Atom) -> Period | None:
        parts = atom.rule.parts(work.text, atom.start)
        number = whole(parts["n"])
        size = {"月": 1, "季": 3, "month": 1, "quarter": 3}.get((parts.get("u") or parts.get("ua") or "").lower())
        if not number or not size or number * size > 12:
            return None
        return undated(work, lambda base: calendar.months(base.start, number * size), ended=True)

    def _month(self, work: Work, atom: Atom) -> Period | None:
        parts = atom.rule.parts(work.text, atom.start)
        first, last = calendar.month_number(parts["m"]), calendar.month_number(parts.get("m2") or parts["m"])
        day = whole(parts.get("d") or parts.get("da"))
        to = whole(parts.get("d2") or parts.get("db")) or day
        listed = "m2" in parts and _LISTED.search(work.text, atom.start, atom.end)
        if first is None or last is None or (listed and last != first + 1):
            return None

        def within(base: Period) -> Period | None:
            year = base.start.year + (first < base.start.month)
            other = year + (last < first)
            if day is None or to is None:
                end = calendar.day_of(other, last, 1)
                return span(calendar.day_of(year, first, 1), calendar.containing("month", end).end if end else None)
            return span(calendar.day_of(year, first, day), calendar.day_of(other, last, to))

        return undated(work, within, ended="m2" in parts and day is None)

    def _tenday(self, work: Work, atom: Atom) -> Period | None:
        base = work.base or (calendar.containing("month", work.context.today) if work.context.today else None)
        return calendar.tenday(base, atom.rule.number(work.text, atom)) if base else None

    def _day(self, work: Work, atom: Atom) -> Period | None:
        parts = atom.rule.parts(work.text, atom.start)
        first = whole(parts["d"]) or 0
        last = whole(parts.get("d2")) or first
        base, today = work.base, work.context.today
        if base is None and today is not None:
            month = calendar.containing("month", today)
            later = first > today.day and not work.future
            base = calendar.shifted("month", month.start, -1) if later else month
            if work.future and last < today.day:
                base = calendar.shifted("month", month.start, 1)
        previous = work.context.previous
        if base is None and previous is not None and calendar.grain(previous) in ("day", "month"):
            base = calendar.containing("month", previous.end)
        if base is None:
            return None
        year, month_number = base.start.year, base.start.month
        return span(calendar.day_of(year, month_number, first), calendar.day_of(year, month_number, last))

    def _edge(self, work: Work, atom: Atom) -> Period | None:
        rule, context = atom.rule, work.context
        base = work.base
        if base is None and rule.unit == "none":
            base = context.previous
        elif base is None:
            value = rule.number(work.text, atom)
            day = context.today or (dt.date(context.present_year, 12, 31) if context.present_year else None)
            if day is None and context.previous is not None:
                day = context.previous.end
            base = calendar.shifted(rule.unit, day, value) if day else None
        return edge_of(base, rule.edge, work.edge_since) if base else None

    def _plan(self, work: Work, atom: Atom) -> Period | None:
        first = atom.rule.number(work.text, atom)
        return Period(dt.date(first, 1, 1), dt.date(first + 4, 12, 31))

    def _feast(self, work: Work, atom: Atom) -> Period | None:
        written = work.text[atom.start : atom.end]
        table = next((table for name, table in self._feasts.items() if written.startswith(name)), None)

        def within(base: Period) -> Period | None:
            if table is None:
                return calendar.easter(base.start.year) if written.startswith(("复活节", "Easter")) else None
            days = table.get(str(base.start.year)) or table.get("*")
            if days is None:
                return None
            first, last = days[:4], days[5:]
            start = calendar.day_of(base.start.year - (first > last), int(first[:2]), int(first[2:]))
            return span(start, calendar.day_of(base.start.year, int(last[:2]), int(last[2:])))

        return undated(work, within, near=True)

    def _shift(self, work: Work, atom: Atom) -> Period | None:
        rule, context = atom.rule, work.context
        value = rule.number(work.text, atom)
        if rule.unit == "year" and re.search("[财财度]", work.text[atom.start : atom.end]) and context.fiscal_start:
            return self._fiscal_year(work, value, context.fiscal_start)
        if context.today is not None:
            return calendar.shifted(rule.unit, context.today, value)
        if rule.unit == "year" and context.present_year:
            return calendar.year(context.present_year + value)
        return None

    def _fiscal_year(self, work: Work, value: int, month: int) -> Period | None:
        today = work.context.today
        return calendar.year(today.year - (today.month < month) + value, month) if today else None

    def _shift_fiscal(self, work: Work, atom: Atom) -> Period | None:
        month = work.context.fiscal_start
        return self._fiscal_year(work, atom.rule.number(work.text, atom), month) if month else None

    def _shift_academic(self, work: Work, atom: Atom) -> Period | None:
        return self._fiscal_year(work, atom.rule.number(work.text, atom), 9)

    def _week(self, work: Work, atom: Atom) -> Period | None:
        today = work.context.today
        parts = atom.rule.parts(work.text, atom.start)
        if today is None:
            return None
        week = calendar.shifted("week", today, -1 if "l" in parts else 1 if "x" in parts else 0)
        if "w" in parts:
            return instant(add_days(week.start, _weekday(parts["w"])))
        return Period(add_days(week.start, 5), week.end) if "e" in parts else week

    def _weekday(self, work: Work, atom: Atom) -> Period | None:
        today = work.context.today
        parts = atom.rule.parts(work.text, atom.start)
        number = _weekday(parts["w"]) if "w" in parts else 7 if "e" in parts else atom.rule.number(work.text, atom) - 1
        if today is None:
            return None
        wanted = min(number, 5) if number == 7 else number
        if work.text.endswith(("this ", "This "), 0, atom.start):
            return instant(add_days(calendar.containing("week", today).start, wanted))
        back = (today.weekday() - wanted) % 7 or 7 * work.past
        day = add_days(today, (7 - back) % 7 if work.future else -back)
        return Period(day, add_days(day, 1)) if number == 7 else instant(day)

    def _todate(self, work: Work, atom: Atom) -> Period | None:
        latest = work.context.as_of or work.context.today
        if latest is None and work.context.previous and calendar.grain(work.context.previous) == "day":
            latest = work.context.previous.end
        base = work.base or (calendar.containing(atom.rule.unit, latest) if latest else None)
        return span(base.start, min(base.end, latest)) if base and latest else None

    def _announced(self, work: Work, atom: Atom) -> Period | None:
        day = work.context.announced or work.context.published
        return instant(day) if day else None

    def _same(self, work: Work, atom: Atom) -> Period | None:
        previous, as_of = work.context.previous, work.context.as_of
        if previous is None:
            return None
        if work.base is None and atom.rule.number(work.text, atom) == 0 and previous.start == previous.end:
            return None  # a day has no course that 期内 could mean
        if as_of and calendar.grain(previous) == "year" and previous.start <= as_of < previous.end:
            previous = Period(previous.start, as_of)
        if work.base is not None:
            return calendar.moved(previous, work.base.end.year - previous.end.year)
        return calendar.moved(previous, atom.rule.number(work.text, atom))

    def _that(self, work: Work, atom: Atom) -> Period | None:
        unit, context = atom.rule.unit, work.context
        if work.base is not None:
            return work.base
        if context.previous is None:
            if unit == "year" and context.anchor_year and not context.published:
                return calendar.year(context.anchor_year)
            if unit == "year" and context.today and work.text[atom.start].isascii():
                return calendar.containing("year", context.today)
            return instant(context.today) if unit == "day" and context.today else None
        known = calendar.grain(context.previous)
        if known is not None and LEVELS[known] > LEVELS[unit]:
            return instant(context.today) if unit == "day" and context.today else None
        return calendar.containing(unit, context.previous.end)

    def _before(self, work: Work, atom: Atom) -> Period | None:
        unit, context = atom.rule.unit, work.context
        known = calendar.grain(context.previous) if context.previous else None
        near = known is not None and LEVELS[known] <= LEVELS[unit]
        day = context.previous.start if near and context.previous else context.today
        found = calendar.shifted(unit, day, atom.rule.number(work.text, atom)) if day else None
        if found and unit == "day" and found.end.weekday() > 4 and "交易" in work.text[atom.start : atom.end]:
            return instant(add_days(found.end, (4 if found.end < day else 7) - found.end.weekday()))
        return found

    def _past(self, work: Work, atom: Atom) -> Period | None:
        today, size = work.context.published, _length(atom, work.text)
        return span(_step(today, size, -1), add_days(today, -1)) if today and size else None

    def _future(self, work: Work, atom: Atom) -> Period | None:
        today, size = work.context.published, _length(atom, work.text)
        if today is None or size is None:
            return None
        month = work.context.fiscal_start
        if month and "财" in work.text[atom.start : atom.end]:
            first = self._fiscal_year(work, 1, month)
            return calendar.months(first.start, size[0]) if first else None
        return span(today, add_days(_step(today, size, 1), -1))

    def _span(self, work: Work, atom: Atom) -> Period | None:
        tail = work.text[atom.end : atom.end + 2]
        return self._future(work, atom) if work.future and tail[:1] in ("内", "之") and "内" in tail else None

    def _streak(self, work: Work, atom: Atom) -> Period | None:
        parts = atom.rule.parts(work.text, atom.start)
        number, unit, previous = whole(parts.get("n")), _unit(parts.get("u", "")), work.context.previous
        if number is None or previous is None or unit not in calendar.MONTHS:
            return None
        if LEVELS[calendar.grain(previous) or "day"] > LEVELS[unit]:
            return None
        last = calendar.containing(unit, previous.end)
        return span(add_months(last.start, -calendar.MONTHS[unit] * (number - 1)), last.end)

    def _none(self, work: Work, atom: Atom) -> Period | None:
        return None


def undated(
    work: Work, within: Callable[[Period], Period | None], *, ended: bool = False, near: bool = False
) -> Period | None:
    """Resolve what lies in a year: the one given, or the year that the context makes likely.

    ``ended`` asks for periods that are over, ``near`` for the nearest in either direction.
    """
    if work.base is not None:
        return within(work.base)
    context, today = work.context, work.context.today
    if context.sentence_year:
        return _in_year(within, context.sentence_year)
    inside = _in_year(within, context.previous.end.year) if context.previous else None
    if inside and context.previous and _holds(context.previous, inside):
        return inside
    if today is None:
        if (anchor := context.anchor) is not None:
            found = [_in_year(within, anchor.year + offset) for offset in (0, -1, 1)]
            known = [period for period in found if period]
            return min(known, key=lambda period: abs((period.end - anchor).days), default=None)
        return _in_year(within, context.anchor_year) if context.anchor_year else None
    this = _in_year(within, today.year)
    if this is None:
        return None
    if work.future:
        return this if (today - this.end).days <= _JUST_PAST else _in_year(within, today.year + 1)
    if near:
        return this if abs((this.start - today).days) < 183 else _in_year(within, today.year + (1 if this.end < today else -1))
    over = this.end <= add_days(today, 3) if ended else this.start <= today
    before = None if over else _in_year(within, today.year - 1)
    if ended and before:
        return before
    soon = 0 if work.past else _SOON_DAY if this.start == this.end else _SOON
    return this if before is None or (this.start - today).days <= soon else before


def _holds(period: Period, other: Period) -> bool:
    """Say whether a part of a year, or the month of a day, holds another period."""
    if period.start == period.end:
        period = calendar.containing("month", period.start)
    return (period.end - period.start).days < 190 and period.start <= other.start and other.end <= period.end


def _in_year(within: Callable[[Period], Period | None], number: int) -> Period | None:
    base = calendar.year(number)
    return within(base) if base else None


def edge_of(period: Period, edge: str | None, since: bool = False) -> Period | None:
    """Give the last day, the middle or the beginning of a period; after the middle where something counts from it."""
    unit = calendar.grain(period)
    if edge == "end":
        return instant(period.end)
    if edge == "start":
        return calendar.tenday(period, 1) if unit == "month" else instant(period.start)
    if unit == "month":
        return calendar.tenday(period, 2)
    if unit != "year":
        return None
    half = add_months(period.start, 6)
    return instant(half if since else add_days(half, -1))


def part_of(period: Period, part: str) -> Period | None:
    """Give the early, middle or late part of a month or the middle of a year; null where none is sharp."""
    unit = calendar.grain(period)
    if unit == "month":
        return calendar.tenday(period, {"early": 1, "middle": 2, "late": 3}[part])
    return edge_of(period, "middle") if part == "middle" else None


def _full_year(written: str) -> int | None:
    if len(written) > 2:
        number = whole(written)
        return number if number and 1000 <= number <= 2999 else None
    return 2000 + int(written)


def _weekday(char: str) -> int:
    return "一二三四五六日".find(char.replace("天", "日"))


def _unit(written: str) -> str | None:
    """Name the unit of a length of time."""
    written = fold(written)
    for unit, words in _UNITS.items():
        if any(word in written for word in words):
            return unit
    return None


_UNITS = {
    "none": ("交易", "工作", "营业", "trading", "working", "business", "session", "小时", "钟头", "hour", "weekend", "世纪"),
    "quarter": ("季", "quarter"), "month": ("月", "month"), "week": ("周", "星期", "礼拜", "week"),
    "year": ("年", "year", "decade"), "day": ("日", "天", "day"),
}  # fmt: skip


def _length(atom: Atom, text: str) -> tuple[int, int] | None:
    """Give a length of time as months and days; null where it is vague or counted in hours or trading days."""
    parts = atom.rule.parts(text, atom.start)
    number, written = calendar.count(parts.get("n", "")), parts.get("u", "")
    unit = _unit(written)
    if number is None or "more" in parts or unit in (None, "none"):
        return None
    number += 0.5 if "半" in written else 0
    number *= 10 if "decade" in written.lower() else 1
    if unit in calendar.MONTHS:
        months = number * calendar.MONTHS[unit or ""]
        return (int(months), int((months % 1) * 30))
    return (0, int(number * (7 if unit == "week" else 1)))


def _step(day: dt.date, size: tuple[int, int], sign: int) -> dt.date:
    return add_days(add_months(day, sign * size[0]), sign * size[1])


def _back(end: dt.date, number: int) -> Period | None:
    """Give the months that close with a day."""
    return span(add_months(add_days(end, 1), -number), end)


OPERATIONS: dict[str, Step] = {
    "date": Resolver._date, "year": Resolver._year, "half": Resolver._half, "report": Resolver._report,
    "quarter": Resolver._quarter, "first": Resolver._first, "month": Resolver._month, "tenday": Resolver._tenday,
    "day": Resolver._day, "edge": Resolver._edge, "plan": Resolver._plan, "feast": Resolver._feast,
    "shift": Resolver._shift, "shift_fiscal": Resolver._shift_fiscal, "shift_academic": Resolver._shift_academic,
    "week": Resolver._week, "weekday": Resolver._weekday, "todate": Resolver._todate,
    "announced": Resolver._announced, "same": Resolver._same, "that": Resolver._that, "before": Resolver._before,
    "past": Resolver._past, "future": Resolver._future, "streak": Resolver._streak, "span": Resolver._span,
    "none": Resolver._none,
}  # fmt: skip
