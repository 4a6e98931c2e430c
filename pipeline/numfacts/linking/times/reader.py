"""The times of a sentence that can be the period of its quantities."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from numfacts.linking.english.times import is_attribute, is_said, so_far
from numfacts.linking.reading import START
from numfacts.linking.times.announcing import announces
from numfacts.linking.times.provenance import written_on
from numfacts.linking.times.yardsticks import is_held_against, is_yardstick
from numfacts.periods import calendar
from numfacts.periods.asides import is_left, is_within
from numfacts.records import Period
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.linking.reading import Reading
    from numfacts.periods import Periods, TimeExpression
    from numfacts.records import Span
    from numfacts.vocabulary.shapes import Shapes

UNHEARD = frozenset(["clock", "duration"])  # kinds of time that are no period of a quantity
LENGTHS = frozenset(["span", "none"])  # operations of rules for lengths of time
YEAR = (364, 365)  # days between the first and the last of a year
LEAP = 4  # days by which months, quarters or years differ less in length
# Shapes of what stands behind a time that is of nothing else.
PASSED_BY = "matures first-session made-then issued-then wire occasion set-then record-since-then".split()
OF_OTHERS = ("of-its-year", "contract-month")  # shapes of what makes a time only a part of what something is called
COMMAS = frozenset("，,")
LIKE = ("类似", "类似于")  # lead to a time that another is only like
BESIDE = ("与", "和", "同", "跟")  # lead to what something is compared with
DURING = re.compile('[”"」]?(?:期间|时期|期|内)?[，,]')  # behind the name of a plan that opens a clause
HEADED = frozenset("，,。")  # marks behind which a clause begins
FROM_YEAR = re.compile("B[vw]*Q[VTtL]*T?P[vw]*Q,(?:[^,Q]*Q,)*$")  # codes of a move from one year to another
STOP = re.compile("[.!?]")  # ends the sentence of a time, and not the line on where a report was written
FIGURE = 40  # characters before a time in which what it is of may stand
TITLE_REACH = 40  # characters of the title of a paper that are looked at before a time in it


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
        titled = document.title_times if document.published is None else []
        day, written = document.published, written_on(document, shapes)
        if day is not None and written is not None and written.month != day.month:
            day = written  # of which 本月 and 今年 are
        resolved = periods.timeline(document.normalized, counted, day, titled)
        self._resolved = {time.start: period for time, period in zip(counted, resolved, strict=True)}

    def period(self, start: int) -> Period | None:
        """Give the period of the time that begins at an offset, if anything dates it."""
        return self._resolved.get(start)

    def passed(self, begin: int, start: int) -> tuple[TimeExpression, Period] | None:
        """Give the last time of the sentences between two offsets, which hold no figure."""
        for expression in reversed(self._counted[: bisect_left(self._counted, start, key=START)]):
            if expression.start < begin or STOP.search(self._text, expression.end, start) is None:
                break
            period = self._resolved[expression.start]
            day = period is not None and period.start == period.end
            told = day and is_said(self._text, begin, expression, self._shapes)
            if period is not None and not told and not expression.comparison and expression.kind not in UNHEARD:
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
            if period is None or expression.comparison:
                continue
            if found is not None and self._text.find("。", found[0].end, expression.start) < 0:
                continue
            alone = self._text[expression.end : expression.end + 1] in COMMAS
            until = expression.role == "until"
            start = expression.lead if until else expression.start
            if expression.rule == "plan":
                alone |= DURING.match(self._text, expression.end) is not None  # “十四五”期间，
                start -= self._text.startswith(("“", '"', "「"), start - 1)
            heads = start == begin or self._text[start - 1] in HEADED
            heads |= self._text[start - 1] in "到至"  # 到2025年，重点推动…
            if expression.rules == ("year",):
                alone |= self._shapes["year-of"].match(self._text, expression.end) is not None
            listed = self._text.endswith("《", 0, start)
            paper = self._shapes["titled-list" if listed else "report-of"]
            reported = paper.match(self._text, expression.end) is not None
            status = until and self._shapes["status-of"].match(self._text, expression.end) is not None
            if status or (alone and heads and until) or (period.end > period.start and (reported or (alone and heads))):
                found = expression, period
        return found

    def only_period(self, begin: int, end: int) -> tuple[TimeExpression, Period] | None:
        """Give the year, or the quarter with its year, that is the only time but for days between two offsets."""
        first = bisect_left(self._counted, begin, key=START)
        times = self._counted[first : bisect_left(self._counted, end, key=START)]
        found = [time for time in times if time.atoms[0].rule.unit != "day"]
        if len(found) != 1 or found[0].rules[0] != "year" or found[0].role is not None or found[0].named:
            return None
        if found[0].split or any(found[0].edges):
            return None
        period = self._resolved[found[0].start]
        if period is None or (period.start == period.end and found[0].tail != "start"):
            return None
        return found[0], period

    def session(self, begin: int, end: int) -> dt.date | None:
        """Give the day between two offsets of one paragraph that a market is told of: 3月5日，期货收盘涨跌互现."""
        for expression in reversed(self._counted[: bisect_left(self._counted, end, key=START)]):
            if expression.start < max(begin, self._text.rfind("\n", 0, end)):
                return None
            period = self._resolved[expression.start]
            if period is None or period.start != period.end or expression.comparison or expression.kind in UNHEARD:
                continue
            stop = self._text.find("。", expression.end, end)
            if self._shapes["session-words"].search(self._text, expression.end, stop if stop >= 0 else end):
                return period.start
        return None

    def first_day(self, begin: int, end: int) -> dt.date | None:
        """Give the first time between two offsets where it is a day: 某股大跌67%\n格隆汇8月5日丨某股现跌67%."""
        at = bisect_left(self._counted, begin, key=START)
        period = next((self._resolved[time.start] for time in self._counted[at : at + 1] if time.start < end), None)
        return period.start if period is not None and period.start == period.end else None

    def compounded(self, reading: Reading, index: int) -> Period | None:
        """Give the years over which something grew: 由2024年的2亿元增至2030年的5亿元，增长150%，复合年增长率为16%.

        One year after the other is no such span.
        """
        begin = reading.clause_start(index)
        start, left = reading.tokens[begin].start, reading.tokens[index].start
        if reading.english or "P" in reading.codes[begin:index] or reading.codes.count("Q", 0, begin) < 2:
            return None
        times = (self.period(token.start) for token in reading.tokens[:begin] if token.code in "PB")
        years = [time for time in times if time is not None and time == calendar.year(time.start.year)]
        if len(years) != 2 or years[0].start.year + 1 >= years[1].start.year:
            return None
        grown = FROM_YEAR.search(reading.codes, 0, begin) is not None and "V" in reading.codes[begin:index]
        if not grown and self._shapes["compounded"].match(reading.text, start, left) is None:
            return None
        return Period(years[0].start, years[1].end)

    def read(self, reading: Reading) -> Iterator[Time]:
        """Give the times of a sentence that can be the period of its quantities."""
        text, before, year, until = reading.text, None, None, None
        for position, token in enumerate(reading.tokens):
            if token.code not in "PB" or (token.code == "B" and not reading.english) or isinstance(token.item, Term):
                continue
            expression = cast("TimeExpression", token.item)
            period = self._resolved.get(token.start)
            if period is not None and reading.english:
                period = so_far(reading, expression, period, self._published, self._shapes)
            if reading.english and (yardstick := self._leading_to(reading, position, expression)) is not None:
                yield Time(position, expression, period, False, False, yardstick, False, False)
                continue
            if expression.comparison or expression.kind in UNHEARD or (period is None and _passes(expression)):
                continue
            if expression.role == "than" or any(self._shapes[shape].match(text, token.end) for shape in PASSED_BY):
                continue
            last = expression.atoms[-1].rule.op
            if last == "month" and self._shapes["delivery-month"].match(text, token.end):
                continue
            if before is not None and not reading.english and self._shapes["tells-apart"].match(text, token.end):
                continue
            if last == "plan" and self._shapes["plan-named"].match(text, token.end):
                continue
            if text.endswith(LIKE, 0, expression.start):
                continue
            if text.endswith("继", 0, expression.start) and self._shapes["follows-upon"].match(text, expression.core):
                continue
            if last == "feast" and self._shapes["around"].match(text, token.end):
                continue
            if expression.named or self._is_record(reading, expression) or self._takes_up(reading, position):
                continue
            if self._shapes["continued"].search(text, max(token.start - 4, reading.start), token.start):
                continue
            if reading.english and any(self._shapes[shape].match(text, token.end) for shape in OF_OTHERS):
                continue
            if reading.english and self._is_of_figure(reading, expression):
                continue
            if self._is_founding(reading, expression) or self._is_deadline(reading, expression, period):
                continue
            base = self._shapes["baseline"].match(text, token.end)
            following = reading.codes.find("Q", position)
            if base is not None and not 0 <= following < bisect_left(reading.tokens, base.end(), key=START):
                continue
            if self._is_named(reading, position) or is_yardstick(reading, position, self._shapes):
                continue
            if is_held_against(reading, position, self._shapes):
                continue
            if period is not None and reading.english:
                told = period.start == period.end and (
                    is_said(text, reading.start, expression, self._shapes)
                    or (before is not None and self._is_reported(reading, expression))
                )
            else:
                day = period is not None and period.start == period.end
                told = day and announces(reading, position, expression, self._shapes)
            opened = next(
                (place for place in (position - 1, position - 2) if reading.codes[place : place + 1] == "("), 0
            )
            of = opened - 1 if opened and reading.codes[opened - 1] == "Q" else None
            if of is not None and not reading.english and 0 <= following < reading.codes.find(")", position):
                of = following  # 剩余2794万股（9月20日已解除限售1863万股）
            if period is not None and period.start == period.end and reading.english and is_attribute(text, expression):
                of = following  # two suspects in a May 22 murder
            if base is not None:
                of = following  # 在2020年10.3%高增长的基础上
            if (expression.role == "beside" or is_left(expression)) and not reading.english:
                of = reading.codes.find("Q", position, reading.clause_end(position))  # 低过1月的2.2%
            with_it = text.endswith(BESIDE, 0, expression.start)
            if with_it and self._shapes["compares"].match(text, token.end) is not None:
                of = reading.codes.find("Q", position, reading.clause_end(position))  # 与2021年的612家比较
            if is_within(expression):
                if year is None and (period is None or self._shapes["of-accounts"].match(text, token.end) is not None):
                    continue  # 年内溢利: of the year that results are told of
                period = year or period  # 去年亏损5亿元，年内录得减值3亿元
            if period is not None and until is not None and self._runs_to(expression, period, until):
                period = Period(period.start, until)  # 截至1月20日，1月交付3万辆
            if period is not None and expression.role == "until":
                until = period.end
            aside = _is_aside(expression, period, before)
            if year is None and period is not None and not aside and self._is_past_year(period):
                year = period
            local = self._shapes["milestone"].match(text, token.end) is not None or self._opens(reading, position)
            told_before = 0 <= reading.codes.find("Q") < position
            local = local or (told_before and self._shapes["of-its-final"].match(text, token.end) is not None)
            yield Time(position, expression, period, told, aside, of, local, self._is_cited(reading, expression))
            if not told and expression.kind != "streak":
                before = period or before

    def _opens(self, reading: Reading, position: int) -> bool:
        """Say whether a time is of the participle alone that opens an English sentence: Founded in 1978, Oak runs 4."""
        start = reading.tokens[position].start
        return reading.english and bool(self._shapes["english-opening"].fullmatch(reading.text, reading.start, start))

    def _runs_to(self, expression: TimeExpression, period: Period, day: dt.date) -> bool:
        """Say whether a month that is told of runs only to the day up to which the sentence counts."""
        last = expression.atoms[-1].rule
        whole = last.op == "month" and last.unit == "month" and expression.role is None and not any(expression.edges)
        if not whole or not period.start < day < period.end:
            return False
        return self._shapes["of-whole-month"].match(expression.text, expression.end) is None

    def _takes_up(self, reading: Reading, position: int) -> bool:
        """Say whether a week is only the days named right before it: 1月28日至2月3日当周."""
        token, before = reading.tokens[position], reading.tokens[position - 1] if position else None
        if before is None or before.code != "P" or before.end != token.start:
            return False
        days = self._resolved.get(before.start)
        whole = cast("TimeExpression", token.item).rule == "that-week"
        return whole and days is not None and days.start != days.end

    def _leading_to(self, reading: Reading, position: int, expression: TimeExpression) -> int | None:
        """Give the quantity that a time compared with leads to, whose time it is: than the August reading of 3."""
        following = reading.codes.find("Q", position)
        if not expression.comparison or following < 0:
            return None
        start = reading.tokens[following].start
        return following if self._shapes["yardstick-of"].fullmatch(reading.text, expression.end, start) else None

    def _is_of_figure(self, reading: Reading, expression: TimeExpression) -> bool:
        """Say whether a time is only that of a figure compared with: triple the figure in 2023, its 2021 peak."""
        text, start = reading.text, max(expression.start - FIGURE, reading.start)
        before = ("english-figure", "english-from-last")
        if any(self._shapes[shape].search(text, start, expression.start) is not None for shape in before):
            return True
        peak = self._shapes["english-peak"].match(text, expression.end) is not None
        return peak and self._shapes["english-off"].search(text, start, expression.start) is not None

    def _is_past_year(self, period: Period) -> bool:
        """Say whether a period is a year that was over on the day of publication, or may have been."""
        whole = (period.end - period.start).days in YEAR
        return whole and (self._published is None or period.end < self._published)

    def _is_record(self, reading: Reading, expression: TimeExpression) -> bool:
        """Say whether a time is only what a record is measured from: 创2020年7月以来新高, its lowest since 2016."""
        if expression.role != "since":
            return False
        if self._shapes["record"].match(reading.text, expression.end):
            return True
        return (
            self._shapes["record-since"].search(reading.text, max(expression.start - 24, 0), expression.start)
            is not None
        )

    def _is_founding(self, reading: Reading, expression: TimeExpression) -> bool:
        """Say whether a time is when someone began to be: 成立于2012年, which the capital is not of."""
        if reading.english:
            aside = reading.text.startswith(",", expression.end)
            founded = self._shapes["english-founded"].search(reading.text, reading.start, expression.start)
            return aside and founded is not None
        if self._shapes["founded-before"].search(reading.text, reading.start, expression.start):
            return True
        return self._shapes["founded-after"].match(reading.text, expression.end) is not None

    def _is_cited(self, reading: Reading, expression: TimeExpression) -> bool:
        """Say whether a time is that of a paper which is published: 披露2021年业绩预告, 印发《2021年名单》."""
        if _title_before(reading, expression.start) >= 0:
            return True
        published = self._shapes["publishes"].search(reading.text, reading.start, expression.start)
        return published is not None and self._shapes["titled-paper"].match(reading.text, expression.end) is not None

    def _is_deadline(self, reading: Reading, expression: TimeExpression, period: Period | None) -> bool:
        """Say whether a time is only until when something is to go on: 续租15年，直至2043年."""
        ahead = period is not None and self._published is not None and period.end > self._published
        return ahead and reading.text.endswith("直至", reading.start, expression.start)

    def _is_named(self, reading: Reading, position: int) -> bool:
        """Say whether a time belongs to a name: 2020年第一期, 《2021年规划》, or is when an offer opens: 今日起招股.

        The year of a list that is published is that of what is on it: 印发《2022年项目名单》，共80个.
        """
        token = reading.tokens[position]
        if self._shapes["numbered"].match(reading.text, token.end):
            return True
        opened = _title_before(reading, token.start)
        if opened < 0:
            return False
        listed = self._shapes["titled-list"].match(reading.text, token.end) is not None
        return not (listed and self._shapes["publishes"].search(reading.text, reading.start, opened) is not None)

    def _is_reported(self, reading: Reading, expression: TimeExpression) -> bool:
        """Say whether a day is when the figures of another period were reported: reported May sales of 5 on Monday."""
        syntax = reading.syntax
        verb = syntax.verb_before(syntax.at(expression.start)) if syntax is not None else None
        if syntax is None or verb is None:
            return False
        return self._shapes["english-report"].fullmatch(syntax.word(verb.end - 1)) is not None


def _title_before(reading: Reading, start: int) -> int:
    """Give where the title of a paper opens that an offset stands in; -1 where it stands in none."""
    opened = reading.text.rfind("《", max(reading.start, start - TITLE_REACH), start)
    return opened if reading.text.find("》", max(opened, 0), start) < 0 else -1


def _outside(times: Iterable[TimeExpression], spans: list[Span]) -> Iterator[TimeExpression]:
    """Give the times, in order, that stand in none of the spans, which are in order too."""
    place = 0
    for time in times:
        while place < len(spans) and spans[place].end <= time.start:
            place += 1
        if place == len(spans) or time.start < spans[place].start:
            yield time


def _passes(expression: TimeExpression) -> bool:
    """Say whether an undated time is only a length that dates nothing: 半日, 7天期, 两年平均."""
    return expression.kind == "window" and expression.rule != "decade" and expression.atoms[0].rule.op in LENGTHS


def _is_aside(expression: TimeExpression, period: Period | None, before: Period | None) -> bool:
    """Say whether a time is only one to compare with: 而前年..., 上年同期...; it holds for its own clause."""
    if before is None:
        return False
    if expression.kind == "anaphor":
        return any(atom.rule.basis for atom in expression.atoms)
    if expression.kind != "relative" or period is None or period.end >= before.start:
        return False
    return abs((period.end - period.start) - (before.end - before.start)).days < LEAP
