"""What the length of a period says of the one it is compared with."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.records import ChangeBasis, Period
    from numfacts.vocabulary.shapes import Shapes

WEEK = 7
LEAP = 4  # days by which months or quarters differ in length


def before_it(period: Period | None) -> ChangeBasis | None:
    """Give the basis of what is compared with the period before: a month, a quarter, a year."""
    if period is None:
        return None
    days = (period.end - period.start).days
    return "mom" if 27 <= days <= 31 else "qoq" if 80 <= days <= 100 else "yoy" if days >= 364 else None


def sequential_basis(reading: Reading, index: int, period: Period | None, shapes: Shapes) -> ChangeBasis | None:
    """Give the basis of 环比 by the length of the period: a quarter or a month; a week has none."""
    last = last_unit(reading, index)
    if period is not None:
        days = (period.end - period.start).days
        monthly = last == "mom" or (period.start.day == 1 and 10 <= days <= 31)  # 截至11月底; 8月1日至18日，环比增长
        return "qoq" if 80 <= days <= 100 else "mom" if monthly else None
    position, end = reading.codes.rfind("P", 0, index), reading.tokens[index].end
    if last == "day" and reading.tokens[position].item.role != "until":  # type: ignore[union-attr]
        return "day"  # 1月10日融资余额环比增加
    clause = reading.text[reading.tokens[reading.clause_start(index)].start : end]
    if shapes["daily"].search(clause) is not None:
        return "day"  # 较上一交易日环比增长
    text = clause if shapes["month"].search(clause) else reading.text[reading.start : end]
    if shapes["weekly"].search(text):
        return None
    return "qoq" if shapes["quarterly"].search(text) else "mom"


def last_unit(reading: Reading, index: int) -> ChangeBasis | None:
    """Give the basis of what is counted at the end of a day or a month, by the last time named, whatever its year."""
    position = reading.codes.rfind("P", 0, index)
    if position < 0:
        return None
    token = reading.tokens[position]
    name = reading.text[token.start : token.end].rstrip("末底份")
    return "day" if name.endswith("日") else "mom" if name.endswith("月") else None


def are_as_long(one: Period | None, other: Period | None) -> bool:
    """Say whether two periods are as long as each other, months and quarters apart."""
    if one is None or other is None:
        return one is other
    return abs((one.end - one.start).days - (other.end - other.start).days) < LEAP


def runs_from_new_year(period: Period) -> bool:
    """Say whether a period runs from the beginning of a year to a day that ends no month."""
    began = (period.start.month, period.start.day) == (1, 1)
    return began and period.end != period.start and (period.end + dt.timedelta(days=1)).day != 1
