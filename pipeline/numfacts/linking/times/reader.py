"""The times of a sentence that can be the period of its quantities."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from numfacts.linking.english.times import goes_back, is_said, so_far
from numfacts.linking.reading import START
from numfacts.linking.times.named import Named
from numfacts.linking.times.passing import UNHEARD, is_passed_by
from numfacts.linking.times.reach import is_announcing, is_of_clause, is_of_paper, leads_to, only_for
from numfacts.periods import calendar
from numfacts.periods.asides import is_within
from numfacts.records import Period
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.linking.reading import Reading
    from numfacts.periods import Periods, TimeExpression
    from numfacts.records import Span
    from numfacts.vocabulary.shapes import Shapes

YEAR = (364, 365)  # days between the first and the last of a year
LEAP = 4  # days by which months, quarters or years differ less in length
COMMAS = frozenset("，,")
HEADED = frozenset("，,。)")  # marks behind which a clause begins
STOP = re.compile("[.!?]")  # ends the sentence of a time, and not the line on where a report was written
VERB = 6  # characters before a time in which it may be said that its figures are published
IN_FORCE = 160  # characters between the day on which charges take effect and a sentence that tells them
TITLE_REACH = 60  # characters behind the first line in which the day of the market move that it tells may stand


class Time(NamedTuple):
    """A time of a sentence that can be the period of its quantities; ``period`` is null where nothing dates it.

    ``told`` says that it is the day of an announcement, ``aside`` that it is a yardstick beside the time before it;
    ``of`` is the index of the only quantity it can be for, if any, ``local`` that it is for those of its clause alone,
    ``cited`` that it is of a paper that is published.
    """

    position: int
    expression: TimeExpression
    period: Period | None
    told: bool
    aside: bool
    of: int | None
    local: bool
    cited: bool


class TimeReader:
    """Reads the times of the sentences of one document."""

    def __init__(self, document: Document, periods: Periods, shapes: Shapes) -> None:
        self._shapes = shapes
        counted = self._counted = list(_outside(document.times, document.boilerplate))
        self._text = document.normalized
        self._published = document.published
        resolved = periods.timeline(document.normalized, counted, document.published)
        self._resolved = {time.start: period for time, period in zip(counted, resolved, strict=True)}

    def period(self, start: int) -> Period | None:
        """Give the period of the time that begins at an offset, if anything dates it."""
        return self._resolved.get(start)

    def between(self, begin: int, end: int) -> Iterator[tuple[TimeExpression, Period]]:
        """Give the times between two offsets that something dates."""
        first, last = (bisect_left(self._counted, offset, key=START) for offset in (begin, end))
        for expression in self._counted[first:last]:
            if (period := self._resolved[expression.start]) is not None:
                yield expression, period

    def passed(self, begin: int, start: int) -> tuple[TimeExpression, Period] | None:
        """Give the last time of the sentences between two offsets, which hold no figure."""
        for number in range(bisect_left(self._counted, start, key=START) - 1, -1, -1):
            expression = self._counted[number]
            if expression.start < begin or STOP.search(self._text, expression.end, start) is None:
                break
            period = self._resolved[expression.start]
            day = period is not None and period.start == period.end
            told = day and is_said(self._text, begin, expression, self._shapes)
            told = told or self._shapes["english-comparison"].match(self._text, expression.end) is not None
            told |= self._is_only_compared(begin, expression)
            told |= goes_back(expression)  # closed mixed on Monday, following a rise in the previous session
            if period is not None and not told and not expression.comparison and expression.kind not in UNHEARD:
                return expression, period
        return None

    def _is_only_compared(self, begin: int, expression: TimeExpression) -> bool:
        """Say whether what is told is only said to have changed from an English time: a profit that fell from 2023."""
        start = max(expression.start - VERB, begin)
        return self._shapes["english-from-close"].search(self._text, start, expression.start) is not None

    def in_force(self, start: int) -> tuple[TimeExpression, Period] | None:
        """Give the day on which charges told behind an offset take effect: 新票价2月1日起生效。单程票价为6元."""
        for expression in reversed(self._counted[: bisect_left(self._counted, start, key=START)]):
            if start - expression.end > IN_FORCE:
                break
            period = self._resolved[expression.start]
            if period is not None and self._shapes["takes-effect|charges-from"].match(self._text, expression.end):
                return expression, period
        return None

    def heading(self, begin: int, end: int) -> tuple[TimeExpression, Period] | None:
        """Give the first time of the last sentence between two offsets that stands at a clause's head by itself.

        It is longer than a day, or the day up to which something is told.
        """
        found: tuple[TimeExpression, Period] | None = None
        for expression in self._counted[bisect_left(self._counted, begin, key=START) :]:
            if expression.start >= end:
                break
            period = self._resolved[expression.start]
            if period is None:
                continue
            if found is not None and self._text.find("。", found[0].end, expression.start) < 0:
                continue
            alone = self._text[expression.end : expression.end + 1] in COMMAS
            until = expression.role == "until"
            start = expression.lead if until else expression.start
            heads = start == begin or self._text[start - 1] in HEADED
            heads |= self._text[start - 1] in "到至"  # 到2025年，重点推动…
            if expression.rules == ("year",):
                alone |= self._shapes["year-of"].match(self._text, expression.end) is not None
            alone &= heads
            if (alone and until) or (period.end > period.start and (alone or self._is_reported(expression))):
                found = expression, period
        return found

    def _is_reported(self, expression: TimeExpression) -> bool:
        """Say whether what is published of a time is named behind it: 披露2021年四季报。"""
        if self._shapes["report-of"].match(self._text, expression.end) is not None:
            return True
        begin = max(expression.start - VERB, 0)
        published = self._shapes["publishes"].search(self._text, begin, expression.start) is not None
        return published and self._shapes["figures-of"].match(self._text, expression.end) is not None

    def only_period(self, begin: int, end: int) -> tuple[TimeExpression, Period] | None:
        """Give the year, or the quarter with its year, that is the only time but for days between two offsets."""
        first = bisect_left(self._counted, begin, key=START)
        times = self._counted[first : bisect_left(self._counted, end, key=START)]
        found = [time for time in times if time.atoms[0].rule.unit != "day"]
        if len(found) != 1 or found[0].rules[0] != "year":
            return None
        period = self._resolved[found[0].start]
        return (found[0], period) if period is not None else None

    def session(self, begin: int, reading: Reading) -> dt.date | None:
        """Give the day before a sentence of a paragraph that a market is told of: 3月5日，期货收盘涨跌互现.

        What the first line of a text of no known day tells of it may be of a day that stands behind it.
        """
        if not reading.start and self._published is None and reading.text[reading.end - 1] != "。":
            return self._titled(reading)
        begin = max(begin, self._text.rfind("\n", 0, reading.start))
        first, last = (bisect_left(self._counted, offset, key=START) for offset in (begin, reading.start))
        for expression in reversed(self._counted[first:last]):
            period = self._resolved[expression.start]
            if period is None or period.start != period.end:
                continue
            stop = self._text.find("。", expression.end, reading.start)
            end = stop if stop >= 0 else reading.start
            if self._shapes["session-words"].search(self._text, expression.end, end):
                return period.start
        return None

    def _titled(self, reading: Reading) -> dt.date | None:
        """Give the first time behind the first line, where it is a day: 某股大跌67%\n格隆汇8月5日丨某股现跌67%."""
        at, end = bisect_left(self._counted, reading.end, key=START), reading.end + TITLE_REACH
        period = next((self._resolved[time.start] for time in self._counted[at : at + 1] if time.start < end), None)
        return period.start if period is not None and period.start == period.end else None

    def compounded(self, reading: Reading, index: int) -> Period | None:
        """Give the years over which something grew: 由2024年的2亿元增至2030年的5亿元，复合年增长率为16%."""
        begin = reading.clause_start(index)
        start, left = reading.tokens[begin].start, reading.tokens[index].start
        if reading.english or "P" in reading.codes[begin:index] or reading.codes.count("Q", 0, begin) < 2:
            return None
        times = (self.period(token.start) for token in reading.tokens[:begin] if token.code in "PB")
        years = [time for time in times if time is not None and time == calendar.year(time.start.year)]
        if len(years) != 2 or years[0].start >= years[1].start:
            return None
        if self._shapes["compounded"].match(reading.text, start, left) is None:
            return None
        return Period(years[0].start, years[1].end)

    def market_told(self, begin: int, end: int) -> dt.date | None:
        """Give the first day between two offsets on which an English market did something: shares fell on Monday as."""
        for expression in self._counted[bisect_left(self._counted, begin, key=START) :]:
            if expression.start >= end:
                break
            period = self._resolved[expression.start]
            if period is None or period.start != period.end or expression.comparison or expression.kind in UNHEARD:
                continue
            if self._shapes["market-did"].search(self._text, begin, expression.start) is not None:
                return period.start
        return None

    def read(self, reading: Reading) -> Iterator[Time]:
        """Give the times of a sentence that can be the period of its quantities."""
        before: Period | None = None
        year: Period | None = None
        until: dt.date | None = None
        for position, token in enumerate(reading.tokens):
            if token.code not in "PB" or (token.code == "B" and not reading.english) or isinstance(token.item, Term):
                continue
            expression = cast("TimeExpression", token.item)
            period = self._resolved.get(token.start)
            if period is not None and reading.english:
                period = so_far(reading, expression, period, self._published, self._shapes)
            last = self._resolved.get(reading.tokens[position - 1].start) if position else None
            named = Named(reading, position, expression, period, before, last, self._published, self._shapes)
            if reading.english and (yardstick := leads_to(named)) is not None:
                yield Time(position, expression, period, False, False, yardstick, False, False)
                continue
            if is_passed_by(named):
                continue
            if is_within(expression):
                period = year or period  # 去年亏损5亿元，年内录得减值3亿元
            if period is not None and until is not None and self._runs_to(expression, period, until):
                period = Period(period.start, until)  # 截至1月20日，1月交付3万辆; 2022年票房突破30亿元
            if period is not None and expression.role == "until":
                until = period.end
            aside = _is_aside(expression, period, before)
            if year is None and period is not None and not aside and self._is_past_year(period):
                year = period
            told = is_announcing(named)
            of, local, cited = only_for(named), is_of_clause(named), is_of_paper(named)
            yield Time(position, expression, period, told, aside, of, local, cited)
            if not told and expression.kind != "streak":
                before = period or before

    def _runs_to(self, expression: TimeExpression, period: Period, day: dt.date) -> bool:
        """Say whether a month or a feast, or a sum of a year, runs only to the day up to which the sentence counts."""
        last = expression.atoms[-1].rule
        if last.op in ("year", "feast") and period.start < day < period.end:
            return last.op == "feast" or self._shapes["sum"].match(expression.text, expression.end) is not None
        if last.op != "month" or not period.start < day < period.end:
            return False
        return self._shapes["of-whole-month"].match(expression.text, expression.end) is None

    def _is_past_year(self, period: Period) -> bool:
        """Say whether a period is a year that was over on the day of publication, or may have been."""
        whole = (period.end - period.start).days in YEAR
        return whole and (self._published is None or period.end < self._published)


def _outside(times: Iterable[TimeExpression], spans: list[Span]) -> Iterator[TimeExpression]:
    """Give the times, in order, that stand in none of the spans, which are in order too."""
    place = 0
    for time in times:
        while place < len(spans) and spans[place].end <= time.start:
            place += 1
        if place == len(spans) or time.start < spans[place].start:
            yield time


def _is_aside(expression: TimeExpression, period: Period | None, before: Period | None) -> bool:
    """Say whether a time is only one to compare with: 而前年..., 上年同期...; it holds for its own clause."""
    if before is None:
        return False
    if expression.kind == "anaphor":
        return any(atom.rule.basis for atom in expression.atoms)
    if expression.kind != "relative" or period is None or period.end >= before.start:
        return False
    return abs((period.end - period.start) - (before.end - before.start)).days < LEAP
