"""The period of what is told of several times at once: of a sum over them, or of a value of each."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from numfacts.linking.times.dated import Dating
from numfacts.records import Period

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.times.reader import Time
    from numfacts.vocabulary.shapes import Shapes


class JointTimes:
    """Tells which quantities of a sentence are of several of its times together."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._times: list[Time] = []
        self._list: tuple[int, Period] | None = None  # the last time of the list that a quantity was of, and all of it
        self._sum: tuple[int, Period] | None = None  # the times before the last sum, and the one it is over

    def enter(self, times: list[Time]) -> None:
        """Begin a sentence, with its times in order."""
        self._times, self._sum, self._list = times, None, None

    def period(self, reading: Reading, index: int) -> Dating | None:
        """Give the time from the first to the last of those that the quantity at ``index`` is of, if it is of some."""
        times = self._times
        if self._sum is not None and self._costs(reading, index):
            return Dating(self._sum[1], times[0].expression.stated, times[0].expression)
        if _sums(reading, index, self._shapes):
            before = sum(time.position < index for time in times)
            if self._sum is None or self._sum[0] != before:
                period = _summed(reading, index, times)
                self._sum = (before, period) if period is not None else None
            if self._sum is not None:
                return Dating(self._sum[1], times[0].expression.stated, times[0].expression)
        every = self._shared(reading, index) if len(times) > 1 else None
        return Dating(every, times[0].expression.stated, times[0].expression) if every is not None else None

    def _shared(self, reading: Reading, index: int) -> Period | None:
        """Give the time over a list that is of the quantity at ``index``, or was of the one before it."""
        last = next((time for time in reversed(self._times) if time.position < index), None)
        if last is not None and self._list is not None and self._list[0] == last.position:
            end = reading.tokens[index].start
            got = self._shapes["has-got"].search(reading.text, last.expression.end, end)
            return self._list[1] if got is None else None  # 取消2月及3月的航班，接获6宗投诉
        every = _over_list(reading, index, self._times, self._shapes)
        self._list = (last.position, every) if last is not None and every is not None else None
        return every

    def _costs(self, reading: Reading, index: int) -> bool:
        """Say whether a clause without a time tells what a sum told before it came to: 共购入5万股，涉资80万元."""
        begin = reading.clause_start(index)
        start = reading.tokens[begin].start
        costs = self._shapes["came-to"].match(reading.text, start, reading.tokens[index].start) is not None
        return costs and not set("PB") & set(reading.codes[begin:index])


def _sums(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether a quantity is told as a sum in its clause: 共购入5万股."""
    start = reading.tokens[reading.clause_start(index)].start
    return (
        not reading.english and shapes["in-all"].search(reading.text[start : reading.tokens[index].start]) is not None
    )


def _summed(reading: Reading, index: int, times: list[Time]) -> Period | None:
    """Give the time from the first to the last of those before a sum, where none has a quantity of its own.

    3月1日、3月4日及3月8日，共购入5万股. Null where there are fewer than two, or one is no plain time.
    """
    begin = reading.clause_start(index)
    times = [time for time in times if time.period is not None or time.expression.kind != "streak"]
    before = [time for time in times if time.position < index and not time.told]
    periods = [time.period for time in before if time.period is not None and time.position < begin and _is_plain(time)]
    if len(before) < 2 or len(periods) < len(before) or "Q" in reading.codes[:begin]:
        return None
    return Period(min(period.start for period in periods), max(period.end for period in periods))


def _over_list(reading: Reading, index: int, times: list[Time], shapes: Shapes) -> Period | None:
    """Give the time from the first to the last of a list, where a single quantity is told of it: 1月和3月均超10亿元.

    Null where there are several, or one of the list is no plain time, or they are not told in order.
    """
    listed: list[Time] = []
    for time in reversed([time for time in times if time.position < index and not _is_bracketed(reading, time, index)]):
        if listed and not _are_joined(reading, time, listed[0], shapes):
            break
        listed.insert(0, time)
    if len(listed) < 2 or "Q" in reading.codes[listed[-1].position : index]:
        return None
    if reading.codes[index + 1 : index + 2] in ("j", "Q"):
        return None  # 2024年、2025年，云杉和青屿的营收为1亿元和2亿元
    periods = [time.period for time in listed if time.period is not None and _is_plain(time)]
    if len(periods) < len(listed) or any(last.end >= next.start for last, next in pairwise(periods)):
        return None
    return Period(periods[0].start, max(period.end for period in periods))


def _are_joined(reading: Reading, time: Time, following: Time, shapes: Shapes) -> bool:
    """Say whether two times are neighbours in a list: 1月和3月."""
    end, start = time.expression.end, following.expression.start
    return end < start and shapes["between-times"].fullmatch(reading.text, end, start) is not None


def _is_bracketed(reading: Reading, time: Time, index: int) -> bool:
    """Say whether a time stands in a bracket that closes before a quantity: 2025年（在6月和9月）各两次."""
    opened, closed = reading.codes.rfind("(", 0, time.position), reading.codes.find(")", time.position, index)
    return opened >= 0 and closed >= 0 and ")" not in reading.codes[opened : time.position]


def _is_plain(time: Time) -> bool:
    """Say whether a time is of whatever is told in its sentence."""
    return not (time.aside or time.local or time.cited) and time.of is None and time.expression.role is None
