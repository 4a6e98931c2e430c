"""Lists of times that go in step with lists of values: 2025年和2026年分别新增15家、35家, 2024-2026年EPS为1/2/3元.

A value that moves over several years has the first of them, and the last: 2022至2024年由1亿元增至2亿元.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from numfacts.linking.times import Time
from numfacts.periods import calendar
from numfacts.records import Period

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading

LISTED = frozenset(["、", "/", "和", "及", "与", "以及", " and ", ", "])  # what may stand between times of a list
EACH = "e"  # the code of 分别
JOIN = "j"  # the code of what joins values and names
MOVED = re.compile("fQ[vw]*[TVL]*[tT]Q")  # codes of a move from one value to another
FEW = 3  # years of a range from which it is a list without 分别


def deal(reading: Reading, times: list[Time]) -> dict[int, Time]:
    """Give each quantity of a list the time at its place in the list of times before it, where there are as many."""
    dealt = _ends(reading, times)
    for listed, spread in _lists(reading, times):
        last = listed[-1].position
        following = (time for time in times if time.position > last and not _repeats(time))
        stop = next((time.position for time in following if time.of is None), len(reading.codes))
        earlier = _years_before(times, listed)
        for values in _runs(reading.codes, last, stop):
            if earlier and len(values) == len(earlier) + len(listed) and reading.is_slashed(values[0]):
                dealt.update(zip(values, [*earlier, *listed], strict=True))
                continue
            if len(values) != len(listed):
                continue
            between = reading.codes[last + 1 : values[0]]
            short = spread and len(listed) < FEW and not reading.is_slashed(values[0])
            if EACH not in between and (JOIN in between or short):
                break
            dealt.update(zip(values, listed, strict=True))
            last = values[-1]  # what joins these values says nothing of the next
    return dealt


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


def _lists(reading: Reading, times: list[Time]) -> Iterator[tuple[list[Time], bool]]:
    """Give the lists of at least two times, and the years of each range of years, which is ``spread``."""
    found: list[Time] = []
    told: list[Time] = []  # the last list, which 同期 takes up
    for time in times:
        if _repeats(time):
            continue
        again = time.expression.rule == "same-period" and not time.expression.dated
        if found and (again or reading.text[found[-1].expression.end : time.expression.start] not in LISTED):
            if len(found) > 1:
                told = found
                yield found, False
            found = []
        if again and told:
            yield [listed._replace(position=time.position) for listed in told], False
            continue
        found.append(time)
        if len(years := _years(time)) > 1:
            told = years
            yield years, True
            found = []
    if len(found) > 1:
        yield found, False


def _repeats(time: Time) -> bool:
    """Say whether a time only takes up the ones before it: 当日."""
    return time.expression.rule.startswith("that-")


def _years(time: Time) -> list[Time]:
    """Give the years of a range of whole years: 2024-2026年."""
    period = time.period
    if period is None or not (time.expression.dated or time.expression.atoms[-1].rule.op == "pair"):
        return []
    first, last = period.start.year, period.end.year
    years = [calendar.year(number) for number in range(first, last + 1)]
    if not years[0] or not years[-1] or (years[0].start, years[-1].end) != (period.start, period.end):
        return []
    return [time._replace(period=year) for year in years]


def _years_before(times: list[Time], listed: list[Time]) -> list[Time]:
    """Give the years right before those of a list, as the sentence names them first: 2021年..., 2022/2023年."""
    before: list[Time] = []
    first = listed[0].period
    for time in reversed([time for time in times if time.position < listed[0].position and not _repeats(time)]):
        if first is None or time.period is None or time.period != calendar.year(first.start.year - 1):
            break
        before.insert(0, time)
        first = time.period
    return before


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
