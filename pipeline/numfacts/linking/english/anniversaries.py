"""What happened on the day whose anniversary is marked: the 10th anniversary of a crash that killed 12 people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.periods import calendar
from numfacts.records import Period

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.times.reader import Time
    from numfacts.vocabulary.shapes import Shapes

ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]


def anniversary(reading: Reading, index: int, times: list[Time], shapes: Shapes) -> tuple[Period, Time] | None:
    """Give the day so many years before that of an anniversary, and its time, for what is told of what it is of.

    Null where the sentence names no day before the quantity, or where the anniversary is in another clause.
    """
    if not reading.english or not times:
        return None
    start = reading.tokens[index].start
    marked = shapes["english-anniversary"].search(reading.text, reading.start, start)
    if marked is None or shapes["english-of-marked"].fullmatch(reading.text, marked.end(), start) is None:
        return None
    days = (time for time in times if time.position < index and time.period is not None)
    day = next((time for time in days if time.period is not None and time.period.start == time.period.end), None)
    if day is None or day.period is None:
        return None
    years = marked["n"].lower()
    count = ORDINALS.index(years) + 1 if years in ORDINALS else int(years[:-2])
    then = calendar.add_months(day.period.start, -12 * count)
    return Period(then, then), day
