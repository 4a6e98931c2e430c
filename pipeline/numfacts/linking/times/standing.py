"""When what is there at some time is there: 截至年底，全年推广5万辆，保有量达12万辆; 不良率1.2%，比上年末下降."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.times.moments import is_long
from numfacts.periods import calendar

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.times.moments import Sought
    from numfacts.linking.times.reader import Time
    from numfacts.records import Mention, Period
    from numfacts.vocabulary.shapes import Shapes

REACH = 24  # characters before a clause in which a mean may be told, which comes about and does not stand


def stock_day(sought: Sought, times: list[Time], shapes: Shapes) -> Time | None:
    """Give the day up to which a sentence tells, for what is there then, though another time was told since."""
    name = sought.metric.text if sought.metric is not None else None
    if sought.reading.english or name is None or shapes["stock-then"].search(name) is None:
        return None
    before = [time for time in times if time.position < sought.position]
    days = [time for time in before if time.expression.role == "until" and not is_long(time.period)]
    return days[0] if len(before) > 1 and len(days) == 1 and before[-1].position < sought.begin else None


def closing_day(place: Place, period: Period | None, metric: Mention | None, shapes: Shapes) -> Period | None:
    """Give the last day of a month, quarter or year for what is held against the end of the year before: 比上年末."""
    reading = place.reading
    if reading.english or period is None or not is_long(period) or metric is None:
        return None
    if shapes["price-like"].search(metric.text or "") is not None or metric.id in shapes.group("earned"):
        return None
    begin = reading.tokens[reading.clause_start(place.index)].start
    if shapes["mean"].search(reading.text, max(begin - REACH, reading.start), place.quantity.left) is not None:
        return None  # 当月日均消耗量突破3亿，较年初增长4倍
    since = shapes["than-year-end"].search(reading.text, begin, place.quantity.left)
    if since is None and shapes["then-than-year-end"].match(reading.text, place.quantity.right) is None:
        return None
    return calendar.instant(period.end)


def counts_asked(sought: Sought, shapes: Shapes) -> bool:
    """Say whether so many are those who are asked what they expect, in a clause without a time: 18名经济学家预计."""
    reading, index = sought.reading, sought.position
    if sought.quantity.kind != "person" or reading.english:
        return False
    if "P" in reading.codes[sought.begin : reading.clause_end(index)]:
        return False
    return shapes["asked"].match(reading.text, sought.quantity.right) is not None
