"""The day of a deed that a sentence tells of, which dates what sentences behind it tell of the deed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.times.dated import UNDATED, Dating, kept

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.times.reader import Time
    from numfacts.vocabulary.shapes import Shapes


def happened(reading: Reading, time: Time, shapes: Shapes) -> Dating:
    """Give the day of what a sentence tells of, which dates what stands after it; none of a longer time."""
    held = kept(reading, time, shapes)
    if reading.english or held.period is not None or time.period is None or time.told:
        return UNDATED
    return Dating(time.period, "carried", time.expression)


def issued(reading: Reading, times: list[Time], shapes: Shapes) -> Dating | None:
    """Give the day on which a sentence without a figure says that something was issued: 已于10月20日簿记发行。"""
    for time in times:
        period, expression = time.period, time.expression
        if period is None or period.start != period.end or time.told:
            continue
        if shapes["issues-on"].match(reading.text, expression.end) is not None:
            return Dating(period, "carried", expression)
    return None


def is_of_event(reading: Reading, index: int, event: Dating, shapes: Shapes) -> bool:
    """Say whether a quantity is told of what a sentence before dates: 减持均价为5元, 实际发行总额20亿元."""
    if event.period is None:
        return False
    if _stands(reading, index, shapes):
        return True
    told = shapes["of-the-issue"].search(reading.text, reading.start, reading.tokens[index].start)
    issue = event.time is not None and shapes["issues-on"].match(reading.text, event.time.end)
    return told is not None and bool(issue)


def _stands(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether a quantity is what stands after what was told of, or more of it: 减持后持有3万股, 减持均价为5元."""
    if shapes["of-the-deal|listed-by"].match(reading.text, reading.start) is not None:
        return True
    return shapes["standing"].search(reading.text, reading.start, reading.tokens[index].start) is not None
