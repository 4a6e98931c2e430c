"""When what is there at some time is there: 截至年底，全年推广5万辆，保有量达12万辆."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.times.moments import is_long

if TYPE_CHECKING:
    from numfacts.linking.times.moments import Sought
    from numfacts.linking.times.reader import Time

STOCKS = ("保有量", "存量", "余额", "库存", "总数", "在册", "存栏")  # how the names of what is there at some time end


def stock_day(sought: Sought, times: list[Time]) -> Time | None:
    """Give the day up to which a sentence tells, for what is there then, though another time was told since."""
    name = sought.metric.text if sought.metric is not None else None
    if sought.reading.english or name is None or not name.endswith(STOCKS):
        return None
    before = [time for time in times if time.position < sought.position]
    days = [time for time in before if time.expression.role == "until" and not is_long(time.period)]
    return days[0] if len(before) > 1 and len(days) == 1 and before[-1].position < sought.begin else None
