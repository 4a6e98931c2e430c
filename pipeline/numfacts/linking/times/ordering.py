"""In which order the times of a sentence are asked whether they are the period of a quantity."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING

from numfacts.linking.english.times import (
    RELATIVE,
    befell_after,
    beside,
    follows_from,
    goes_back,
    happened_then,
    is_when,
    last_listed,
    predicate_at,
    shares_day,
    until_next,
)
from numfacts.linking.links import COUNTS
from numfacts.linking.times import moments
from numfacts.numbers.quantity import Quantity

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.times.reader import Time
    from numfacts.vocabulary.shapes import Shapes

POSITION = attrgetter("position")
LEADING = frozenset("wSQjN")  # codes of what may stand before a number that opens its clause: 首批3名
DOERS = frozenset("wSCOQjsfL")  # and of whom it counts: 3名法官与控辩双方
AT = ("在", "于")
BROKEN = frozenset("QRAP(")  # codes of what no day behind it reaches over
DEEDS = frozenset("vM")  # codes of what is done
VALUES = frozenset("QM")  # and of what has a value of its own


def in_order(reading: Reading, index: int, times: list[Time], parts: list[int], shapes: Shapes) -> Iterator[Time]:
    """Give the times of a sentence in the order they are asked for the quantity at ``index``.

    ``parts`` are the places where an English sentence parts into what shares no time.
    """
    if not times:
        return
    first = bisect_right(times, index, key=POSITION)
    if reading.codes[index + 1 : index + 2] == "(" and first < len(times):
        close = reading.codes.find(")", index)
        if times[first].position < close and "Q" not in reading.codes[index + 1 : close]:
            yield times[first]  # 剩余股份为2794万股（9月20日）
    if reading.english:
        yield from _in_english(reading, index, times, parts, shapes)
        return
    if first < len(times) and (
        moments.is_done(reading, index, times[first], shapes) or _is_when_they_act(reading, index, times, first)
    ):
        yield times[first]
    if first > 1 and (frame := _frame(reading, index, times[:first])) is not None:
        yield frame
    yield from times[first - 1 :: -1] if first else ()
    if first < len(times) and times[first].position == index + 2 and reading.codes[index + 1] in "wM":
        yield times[first]  # 17省份12月CPI
    if not first and _is_when_done(reading, index, times[0]):
        yield times[0]


def _is_when_done(reading: Reading, index: int, time: Time) -> bool:
    """Say whether a day behind people is that of what they are told of for: 载有约4900名乘客，本星期五停靠码头.

    It is the first of the sentence and opens a clause, and nothing else is counted or told before it.
    """
    item, position = reading.tokens[index].item, time.position
    if not isinstance(item, Quantity) or item.kind != "person":
        return False
    if time.period is None or time.period.start != time.period.end:
        return False
    between = reading.codes[index + 1 : position]
    if between.count(",") > 1 or set(between) & BROKEN:
        return False
    does = reading.codes[position + 1 : reading.clause_end(position)]
    return between.endswith(",") and bool(set(does) & DEEDS) and "Q" not in does


def _is_then(reading: Reading, index: int, place: int) -> bool:
    """Say whether a token tells when a quantity was: no comma between them, as in with a gap of 3, all wait when."""
    return is_when(reading, place) and "," not in reading.codes[min(index, place) : max(index, place)]


def _is_of_them(reading: Reading, index: int, place: int) -> bool:
    """Say whether a token tells which ones are counted, by what they did: remember the 300 who died in May."""
    word = reading.tokens[place]
    return place == index + 1 and reading.text[word.start : word.end].lower() in RELATIVE


def _is_when_they_act(reading: Reading, index: int, times: list[Time], first: int) -> bool:
    """Say whether the next time is that of what so many, who open their clause, do: 7名被告今日判刑."""
    codes, begin, position = reading.codes, reading.clause_start(index), times[first].position
    others = (reading.tokens[place].item for place in range(begin, position) if codes[place] == "Q")
    if not all(isinstance(item, Quantity) and item.kind in COUNTS for item in others):
        return False
    if (first and times[first - 1].position >= begin) or set(codes[begin:index]) - LEADING:
        return False
    between, time = codes[index + 1 : position].removesuffix(","), times[first]
    today = time.period is not None and time.period.start == time.period.end and not time.expression.dated
    if set(between) - DOERS - set("v" if today else ""):
        return False
    led = codes.find("L", index, position)
    if led >= 0 and reading.mention(led).text not in AT:
        return False  # 8人涉及2020年的案件
    does = codes[position + 1 : reading.clause_end(position)]
    return does != "" and (today or not set(does) & VALUES)  # 3名被告今日判刑


def _frame(reading: Reading, index: int, times: list[Time]) -> Time | None:
    """Give the time at the head of a sentence, which holds on behind a stronger mark than a comma.

    Null where one named since leads a clause too and holds on: 2024年营收6亿元，其中四季度3亿元；净利润2亿元.
    """
    head, last = times[0], times[-1]
    if not _leads(reading, head) or reading.clause_start(head.position):
        return None
    if not moments.is_parted(reading, index, last) or any(_leads(reading, time) for time in times[1:]):
        return None
    period = head.period
    until = head.expression.role == "until" or head.expression.rule == "now"
    return head if until or (period is not None and period.start != period.end) else None


def _leads(reading: Reading, time: Time) -> bool:
    """Say whether a time stands by itself before a comma."""
    return reading.codes[time.position + 1 : time.position + 2] == ","


def _in_english(reading: Reading, index: int, times: list[Time], parts: list[int], shapes: Shapes) -> Iterator[Time]:
    """Give the times of an English sentence: those of the part of the quantity first."""
    first = bisect_right(times, index, key=POSITION)
    part = bisect_right(parts, index)
    begin = max(reading.clause_start(index), parts[part - 1] if part else 0)
    ends = (
        place
        for place in parts[part:]
        if not any(goes_on(reading, index, place) for goes_on in (_is_then, befell_after, _is_of_them))
    )
    stop = next(ends, len(reading.codes))
    end = min(until_next(reading, index), stop, beside(reading, index))
    near = bisect_left(times, begin, key=POSITION)
    before, behind = times[near:first][::-1], times[first : bisect_left(times, end, key=POSITION)]
    last = last_listed(reading, index)
    following = reading.codes.find("Q", last + 1)
    behind = [time for time in behind if not (_is_of_start(reading, last, time) and 0 <= following < time.position)]
    behind.sort(key=lambda time: _names_event(reading, time))
    shared = reading.codes.rfind("Q", begin, index) >= 0  # what stands between is of the quantity before
    verb = predicate_at(reading, index)
    beyond = [time for time in before if behind and time.expression.start < verb]  # a man tried in 2019 was jailed
    before = [time for time in before if time not in beyond]
    earlier = behind and behind[0].position == index + 1 and goes_back(behind[0].expression)  # lost 3 a day earlier
    attached = (
        not behind
        or earlier
        or shapes["attached-time"].fullmatch(reading.text, reading.tokens[index].end, behind[0].expression.start)
    )
    yield from (*behind, *before) if shared or attached else (*before, *behind)
    yield from beyond
    if last != index:
        until = min(until_next(reading, last), stop, beside(reading, last))
        shared_by = times[bisect_right(times, last, key=POSITION) : bisect_left(times, until, key=POSITION)]
        yield from (time for time in shared_by if not _is_of_start(reading, last, time))
    opened = parts[part - 1] if part else 0
    if part and not is_when(reading, opened) and shapes["background"].match(reading.text, reading.tokens[opened].start):
        then = near and happened_then(reading, times[near - 1].expression, opened)
        within = near and times[near - 1].position > opened and follows_from(reading, index)
        if then or within or (near and shares_day(reading, index, opened)):
            yield times[near - 1]
        return
    yield from (time for time in times[:near][::-1] if not _is_within(reading, time, parts[:part], shapes))
    meanwhile = min(_at_once(reading, index, stop, parts), beside(reading, index))
    for time in times[bisect_left(times, end, key=POSITION) : bisect_left(times, meanwhile, key=POSITION)]:
        one = time.period is not None and time.period.start == time.period.end and not goes_back(time.expression)
        if one and not _is_of_start(reading, index, time):
            yield time  # killed 30 people and hurt two on Monday


def _names_event(reading: Reading, time: Time) -> bool:
    """Say whether a time only tells which event is meant: this year's run on Sunday, the Easter fair on Monday."""
    syntax, end = reading.syntax, time.expression.end
    if syntax is None:
        return False
    feast = time.expression.atoms[-1].rule.op == "feast"
    return syntax.code(syntax.at(end)) == "'" or (feast and syntax.code(syntax.at(end)) in "nN")


def _is_within(reading: Reading, time: Time, parts: list[int], shapes: Shapes) -> bool:
    """Say whether a time is in what an after opened that ended before: fell 5% after results on Monday, while."""
    opened = parts[: bisect_left(parts, time.position)][-1:]
    if not opened or opened[0] == parts[-1]:
        return False
    return shapes["english-around-then"].match(reading.text, reading.tokens[opened[0]].start) is not None


def _at_once(reading: Reading, index: int, stop: int, parts: list[int]) -> int:
    """Give where the clause ends that tells what happened when things were counted: scored 30 as Oak won on Friday."""
    item = reading.tokens[index].item
    if stop == len(reading.codes) or not isinstance(item, Quantity) or item.kind not in COUNTS:
        return stop
    word = reading.tokens[stop]
    if reading.text[word.start : word.end].lower() != "as":
        return stop
    return next((place for place in parts if place > stop), len(reading.codes))


def _is_of_start(reading: Reading, index: int, time: Time) -> bool:
    """Say whether a time behind is of what a move started from: up to 1.8 percent from 1.7 percent in May.

    Not so where that is a time itself: grew 3 percent from a year ago to 2 million in May. A day is so where it is
    late: to 4.67 percent from 4.58 percent late Friday.
    """
    start = reading.codes.find("f", index + 1, time.position)
    if start < 0 or reading.codes.startswith("fB", start):
        return False
    late = reading.text.endswith("late ", reading.start, time.expression.start)
    return time.period is not None and (late or time.period.start != time.period.end)
