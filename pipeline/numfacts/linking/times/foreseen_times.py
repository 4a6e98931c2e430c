"""Whether a time before a market move is of what is only foreseen, and not of the move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.times.doings import is_ahead

if TYPE_CHECKING:
    import datetime as dt

    from numfacts.linking.times.moments import Sought
    from numfacts.linking.times.reader import Time
    from numfacts.vocabulary.shapes import Shapes


def is_yet_to_come(sought: Sought, time: Time, published: dt.date | None, shapes: Shapes) -> bool:
    """Say whether a time is ahead and of what is to be, before a market move: 下月起获纳入指数，股价升3%.

    Nor is it of what someone has got by now: 取消3月的航班，接获6宗投诉.
    It may have a figure where the move is said of a share: 预计明年利润下降10%，该股下跌7%.
    """
    reading, begin, index = sought.reading, sought.begin, sought.position
    if not sought.session:
        got = shapes["has-got"].search(reading.text, time.expression.end, sought.quantity.left) is not None
        return got and not reading.english and is_ahead(time.period, published)
    foreseen = "X" in reading.codes[:begin] if published is None else is_ahead(time.period, published)
    if not foreseen or set("XP") & set(reading.codes[begin:index]):
        return False
    start, end = reading.tokens[begin].start, reading.tokens[index].start
    if shapes["may-be"].search(reading.text, start, end) is not None:
        return False
    figured = "Q" in reading.codes[time.position : reading.clause_end(time.position)]
    return not figured or shapes["share-moves"].search(reading.text, start, end) is not None
