"""When so many people or things do something, or have it done to them: who attends, whose case is dealt with."""

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


def attends(sought: Sought, time: Time, shapes: Shapes) -> bool:
    """Say whether people are counted who took part in what took place at a time told before: 8日召开会议，30人参会."""
    reading = sought.reading
    if reading.english or sought.quantity.kind != "person" or time.position > sought.position:
        return False
    return shapes["attends"].match(reading.text, sought.quantity.right) is not None


def is_deliberated(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether a number is of those whose case is to be dealt with, who are there: 明日讨论3间公司的申请."""
    if reading.english or shapes["whose-case"].match(reading.text, reading.tokens[index].end) is None:
        return False
    begin = reading.tokens[reading.clause_start(index)].start
    return shapes["deliberates"].search(reading.text, begin, reading.tokens[index].start) is not None


def comes_later(reading: Reading, index: int, time: Time, published: dt.date | None) -> bool:
    """Say whether a day to come stands in a clause behind that of what is: 两名被告获准保释，下周一答辩."""
    stop = reading.clause_end(index)
    if reading.english or time.position < stop or not is_ahead(time.period, published):
        return False
    return time.of is None and "X" not in reading.codes[reading.clause_start(index) : stop]
