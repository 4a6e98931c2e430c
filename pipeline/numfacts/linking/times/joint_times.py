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

    def enter(self, times: list[Time]) -> None:
        """Begin a sentence, with its times in order."""
        self._times, self._list = times, None

    def period(self, reading: Reading, index: int) -> Dating | None:
        """Give the time from the first to the last of those that the quantity at ``index`` is of, if it is of some."""
        if len(self._times) < 2:
            return None
        over = _summed(reading, index, self._times) if _sums(reading, index, self._shapes) else None
        over = over or self._shared(reading, index)
        first = self._times[0].expression
        return Dating(over, first.stated, first) if over is not None else None

    def _shared(self, reading: Reading, index: int) -> Period | None:
        """Give the time over a list that is of the quantity at ``index``, or was of the one before it."""
        last = next((time for time in reversed(self._times) if time.position < index), None)
        if last is not None and self._list is not None and self._list[0] == last.position:
            return self._list[1]
        every = _over_list(reading, index, self._times, self._shapes)
        self._list = (last.position, every) if last is not None and every is not None else None
        return every


def _sums(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether a quantity is told as a sum in its clause: 共购入5万股."""
    start = reading.tokens[reading.clause_start(index)].start
    told = reading.text[start : reading.tokens[index].start]
    return not reading.english and shapes["in-all"].search(told) is not None


def _summed(reading: Reading, index: int, times: list[Time]) -> Period | None:
    """Give the time from the first to the last of those before a sum, where none has a quantity of its own.

    3月1日、3月4日及3月8日，共购入5万股. Null where there are fewer than two, or one is no plain time.
    """
    begin = reading.clause_start(index)
    before = [time for time in times if time.position < index and not time.told]
    periods = [time.period for time in before if time.period is not None and time.position < begin and _is_plain(time)]
    if len(before) < 2 or len(periods) < len(before) or "Q" in reading.codes[:begin]:
        return None
    return Period(min(period.start for period in periods), max(period.end for period in periods))


def _over_list(reading: Reading, index: int, times: list[Time], shapes: Shapes) -> Period | None:
    """Give the time from the first to the last of a list, where a single quantity is told of it: 1月和3月均超10亿元.

    Null where there are several, or one of the list is not dated, or they are not told in order.
    """
    listed: list[Time] = []
    for time in reversed([time for time in times if time.position < index and not _is_bracketed(reading, time, index)]):
        if listed and not _are_joined(reading, time, listed[0], shapes):
            break
        listed.insert(0, time)
    if len(listed) < 2 or "Q" in reading.codes[listed[-1].position : index]:
        return None
    periods = [time.period for time in listed if time.period is not None]
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
    return not time.local and time.expression.role is None
