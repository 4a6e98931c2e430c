"""Lists of times that go in step with lists of values: 2025年和2026年分别新增15家、35家, 2024-2026年EPS为1/2/3元.

A value that moves over several years has the first of them, and the last: 2022至2024年由1亿元增至2亿元. A sentence that
names no time of its own goes on with the list of the one before: 2023年、2024年收入分别为1亿元、2亿元。亏损分别为...
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from numfacts.linking.times.reader import Time
from numfacts.periods import calendar
from numfacts.records import Period

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

EACH = "e"  # the code of 分别
JOIN = "j"  # the code of what joins values and names
MOVED = re.compile("fQ[vw]*[TVL]*[tT]Q")  # codes of a move from one value to another
BESIDE = re.compile("Q,(?=j?Q)")  # codes of values that only a comma parts
MANY = 3  # times of a list with which the next sentence goes on
TAKES_UP = frozenset(["same-period", "within", "within-guarded", "current-period"])  # rules of 同期, 期内
PAST = "past"  # the operation of 近三年
SPAN = 700  # days from which what is past is of whole years
FEW = 3  # years of a range from which it is a list without 分别


def deal(reading: Reading, times: list[Time], before: list[Time], shapes: Shapes) -> dict[int, Time]:
    """Give each quantity of a list the time at its place in the list of times before it, where there are as many.

    ``before`` are those of the list of the sentence before, if any.
    """
    if before and all(_takes_up(time) for time in times):
        return _go_on(reading, before, shapes, again=bool(times))
    dealt = _ends(reading, times)
    for listed, spread in _lists(reading, times, shapes):
        last = listed[-1].position
        following = (time for time in times if time.position > last and not _repeats(time))
        stop = next((time.position for time in following if time.of is None), len(reading.codes))
        codes = reading.codes[:last] + BESIDE.sub("Qj", reading.codes[last:])  # 分别为1亿元，2亿元
        for values in _runs(codes if EACH in codes[last:stop] else reading.codes, last, stop):
            if len(values) != len(listed):
                continue
            between = reading.codes[last + 1 : values[0]]
            short = spread and len(listed) < FEW and not reading.is_slashed(values[0])
            if EACH not in between and short:
                break
            if JOIN in between and listed[0].expression.atoms[-1].rule.op == PAST:
                break  # 近三年甲、乙、丙分别增长1%、2%和3%
            dealt.update(zip(values, listed, strict=True))
            last = values[-1]  # what joins these values says nothing of the next
    return dealt


def told_last(reading: Reading, times: list[Time], before: list[Time], shapes: Shapes) -> list[Time]:
    """Give the list of times that the next sentence can go on with: the last of this one, or the one before."""
    if all(_takes_up(time) for time in times):
        return before
    listed = [listed for listed, _ in _lists(reading, times, shapes) if len(listed) >= MANY]
    return listed[-1] if listed else []


def _go_on(reading: Reading, before: list[Time], shapes: Shapes, *, again: bool) -> dict[int, Time]:
    """Give the lists of as many values as the times before, which 分别, 同期 or 相应 says to be in step with these."""
    dealt: dict[int, Time] = {}
    again = again or shapes["in-step"].match(reading.text, reading.start) is not None
    for values in _runs(reading.codes, -1, len(reading.codes)):
        leading = reading.codes[reading.clause_start(values[0]) : values[0]]
        if len(values) == len(before) and (again or EACH in leading) and JOIN not in leading:
            dealt.update(zip(values, before, strict=True))
    return dealt


def _takes_up(time: Time) -> bool:
    """Say whether a time takes up all those told before: 同期, 期内, 报告期内."""
    return time.expression.rule in TAKES_UP


def _ends(reading: Reading, times: list[Time]) -> dict[int, Time]:
    """Give the values that something moves from and to over several years the first and the last of these."""
    dealt: dict[int, Time] = {}
    for index, time in enumerate(times):
        period = time.period
        if period is None or not time.expression.dated or period.start.year == period.end.year:
            continue
        first, last = calendar.year(period.start.year), Period(dt.date(period.end.year, 1, 1), period.end)
        stop = times[index + 1].position if index + 1 < len(times) else len(reading.codes)
        moved = MOVED.search(reading.codes, time.position, stop)
        if moved is not None and first is not None and first.start == period.start:
            dealt[moved.start() + 1] = time._replace(period=first)
            dealt[moved.end() - 1] = time._replace(period=last)
    return dealt


def _lists(reading: Reading, times: list[Time], shapes: Shapes) -> Iterator[tuple[list[Time], bool]]:
    """Give the lists of at least two times, and the years of each range of years, which is ``spread``."""
    found: list[Time] = []
    spread = False
    told: list[Time] = []  # the last list, which 同期 takes up
    for time in times:
        if _repeats(time):
            continue
        again = _takes_up(time)
        end = found[-1].expression.end if found else 0
        if found and (again or shapes["between-times"].fullmatch(reading.text, end, time.expression.start) is None):
            if len(found) > 1:
                told = found
                yield found, spread
            found = []
        if again and told:
            yield [listed._replace(position=time.position) for listed in told], False
            continue
        years = _years(time)
        spread = len(years) > 1 and not found
        found += [year._replace(position=time.position) for year in years] if len(years) > 1 else [time]
    if len(found) > 1:
        yield found, spread


def _repeats(time: Time) -> bool:
    """Say whether a time only takes up the ones before it: 当日."""
    return time.expression.rule.startswith("that-")


def _years(time: Time) -> list[Time]:
    """Give the years of a range that begins with a whole one, of which the last may be part: 2024-2026年上半年."""
    period = time.period
    operation = time.expression.atoms[-1].rule.op
    if period is not None and operation == PAST and (period.end - period.start).days >= SPAN:
        before = range(period.start.year, period.end.year)  # 近三年分别为1亿元、2亿元和3亿元: years that are over
        return [time._replace(period=year) for number in before if (year := calendar.year(number)) is not None]
    if period is None or operation == "plan" or not (time.expression.dated or operation == "pair"):
        return []  # “十三五”“十二五”期间的2亿元和1亿元
    first, last = period.start.year, period.end.year
    years = [year for number in range(first, last) if (year := calendar.year(number)) is not None]
    if not years or years[0].start != period.start:
        return []
    years.append(Period(dt.date(last, 1, 1), period.end))
    return [time._replace(period=year) for year in years]


def _runs(codes: str, begin: int, stop: int) -> Iterator[list[int]]:
    """Give the lists of quantities between two positions, each of those that nothing but a joint parts."""
    values: list[int] = []
    for index in range(begin + 1, stop):
        if codes[index] == "Q":
            values.append(index)
        elif codes[index] != JOIN and values:
            yield values
            values = []
    if values:
        yield values
