"""Whether a time is yet to come, and of what is foreseen or done later, not of what is told as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from numfacts.linking.reading import Reading
    from numfacts.linking.times.moments import Sought
    from numfacts.linking.times.reader import Time
    from numfacts.records import Period
    from numfacts.vocabulary.shapes import Shapes


def is_ahead(period: Period | None, published: dt.date | None) -> bool:
    """Say whether a period begins after the day of publication."""
    return period is not None and published is not None and period.start > published


def comes_later(reading: Reading, index: int, time: Time, published: dt.date | None) -> bool:
    """Say whether a day to come stands in a clause behind that of what is: 两名被告获准保释，下周一答辩."""
    stop = reading.clause_end(index)
    if reading.english or time.position < stop or not is_ahead(time.period, published):
        return False
    return "X" not in reading.codes[reading.clause_start(index) : stop]


def is_yet_to_come(sought: Sought, time: Time, published: dt.date | None, shapes: Shapes) -> bool:
    """Say whether a time is ahead and of what is to be, before a market move: 下月起获纳入指数，股价升3%.

    Nor is it of what someone has got by now: 取消3月的航班，接获6宗投诉.
    """
    reading, begin, index = sought.reading, sought.begin, sought.position
    if not sought.session:
        got = shapes["has-got"].search(reading.text, time.expression.end, sought.quantity.left) is not None
        return got and is_ahead(time.period, published)
    foreseen = "X" in reading.codes[:begin] if published is None else is_ahead(time.period, published)
    if not foreseen or set("XP") & set(reading.codes[begin:index]):
        return False
    if "Q" not in reading.codes[time.position : reading.clause_end(time.position)]:
        return True
    start = reading.tokens[begin].start  # 预计明年利润下降10%，该股下跌7%
    return shapes["share-moves"].search(reading.text, start, sought.quantity.left) is not None
