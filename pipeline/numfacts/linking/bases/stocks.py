"""Bases of what is counted at the end of a day, a month or a year: inventories, balances, jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.bases.move import NOTHING
from numfacts.linking.bases.spans import WEEK, before_it, last_unit

if TYPE_CHECKING:
    from numfacts.linking.bases.move import Found, Move

MONTH = 31  # days of one, at most
REPORTED = (3, 6, 12)  # months that the periods of reports of companies end with
YEARS = (364, 365)  # days from the first of a year to the last


def stock_of_month(move: Move) -> Found | None:
    """Compare what is counted at the end of a month with the month before, and within a week with the count before."""
    if move.period is None or move.days > MONTH or not move.is_named("stock"):
        return None
    if 0 < move.days < WEEK:
        return "prior"  # 截至8月9日当周，库存增加7万桶
    return "mom"


def stock_since_new_year(move: Move) -> Found | None:
    """Compare how what is counted grew in the first months of a year with its beginning: 首9个月存款总额升5%.

    Not in those that companies report on, who tell of growth from year to year.
    """
    if move.period is None or move.kind != "ratio" or not move.is_named("stock"):
        return None
    began = (move.period.start.month, move.period.start.day) == (1, 1)
    return "ytd" if began and move.period.end.month not in REPORTED else None


def stock_in_money(move: Move) -> Found | None:
    """Compare an amount that is counted with the end of the year, or of the period before: 年末余额…，全年增加."""
    if move.period is None or move.kind != "money" or not move.is_named("stock"):
        return None
    return "ytd" if move.days in YEARS else before_it(move.period) or NOTHING


def stock_at_last_time(move: Move) -> Found | None:
    """Compare what is counted with the day or the month before the last time named: 2月7日余额上升, 1月余额下降."""
    return last_unit(move.reading, move.index) if move.period is None and move.is_named("stock") else None


def stock_told_daily(move: Move) -> Found | None:
    """Compare with the day before what is told every day: LME铜库存减少500吨."""
    return "day" if not move.days and move.has("told-daily") else None
