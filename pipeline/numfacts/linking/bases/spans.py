"""What the length of a period says of the one it is compared with."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.records import ChangeBasis, Period
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token

WEEK = 7
MONTH_END = 28  # day of a month with which it can end, at the earliest
LEAP = 4  # days by which months or quarters differ in length


def before_it(period: Period | None) -> ChangeBasis | None:
    """Give the basis of what is compared with the period before: a month, a quarter, a year."""
    if period is None:
        return None
    days = (period.end - period.start).days
    return "mom" if 27 <= days <= 31 else "qoq" if 80 <= days <= 100 else "yoy" if days >= 364 else None


def sequential_basis(reading: Reading, index: int, period: Period | None, shapes: Shapes) -> ChangeBasis | None:
    """Give the basis of 环比 by the length of the period: a quarter or a month; a week has none."""
    if period is not None:
        days = (period.end - period.start).days
        monthly = 27 <= days <= 31 or (not days and last_unit(reading, index, shapes) == "mom")  # 截至11月底，环比减少
        monthly |= period.start.day == 1 and 10 <= days <= 31  # 8月1日至18日，环比增长
        daily = not days and not monthly and _is_daily(reading, index, shapes)
        return "qoq" if 80 <= days <= 100 else "mom" if monthly else "day" if daily else None
    if _is_daily(reading, index, shapes):
        return "day"  # 1月10日融资余额环比增加
    end = reading.tokens[index].end
    clause = reading.text[reading.tokens[reading.clause_start(index)].start : end]
    text = clause if shapes["month"].search(clause) else reading.text[reading.start : end]
    if shapes["weekly"].search(text) or _is_short(reading, index, shapes):
        return None
    return "qoq" if shapes["quarterly"].search(text) else "mom"


def last_unit(reading: Reading, index: int, shapes: Shapes) -> ChangeBasis | None:
    """Give the basis of what is counted at the end of a day or a month, by the last time named, whatever its year."""
    position = reading.codes.rfind("P", 0, index)
    if position < 0 or is_range(reading, reading.tokens[position], shapes):
        return None
    token = reading.tokens[position]
    name = reading.text[token.start : token.end].rstrip("末底份")
    return "day" if name.endswith("日") else "mom" if name.endswith("月") else None


def _is_daily(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether the last time named before a change is a day, and not the end of what is counted: 截至1月10日."""
    position = reading.codes.rfind("P", 0, index)
    return last_unit(reading, index, shapes) == "day" and reading.tokens[position].item.role != "until"  # type: ignore[union-attr]


def _is_short(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether the last period named before a change is a range of days: 从1月24日到1月30日."""
    for position in range(index - 1, -1, -1):
        token = reading.tokens[position]
        if token.code == "P":
            return is_range(reading, token, shapes) and reading.text[token.end - 1] == "日"
    return False


def is_range(reading: Reading, token: Token, shapes: Shapes) -> bool:
    """Say whether a time runs from one day to another, whatever year they are of: 1月20日至1月26日."""
    ranged = token.item.kind == "range"  # type: ignore[union-attr]
    return ranged or shapes["day-to-day"].search(reading.text, token.start, token.end) is not None


def are_as_long(one: Period | None, other: Period | None) -> bool:
    """Say whether two periods are as long as each other, months and quarters apart."""
    if one is None or other is None:
        return one is other
    return abs((one.end - one.start).days - (other.end - other.start).days) < LEAP


def runs_from_new_year(period: Period) -> bool:
    """Say whether a period runs from the beginning of a year to a day that ends no month."""
    began = (period.start.month, period.start.day) == (1, 1)
    return began and period.end != period.start and (period.end + dt.timedelta(days=1)).day != 1
