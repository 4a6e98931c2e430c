"""What a move of a market is measured against: the day before, unless its sentence speaks of longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.bases.market_times import by_time_named
from numfacts.linking.bases.move import NOTHING
from numfacts.linking.rule_tables import Rule, of_language
from numfacts.periods import calendar

if TYPE_CHECKING:
    from numfacts.linking.bases.move import Finding, Found, Move


def traded(move: Move) -> Found | None:
    """Give the basis of a move of what is traded, or follows from what is."""
    if not (move.is_of("traded") or move.is_of("valued") or _is_spread(move) or _is_trade_of_day(move)):
        return None
    rules = ENGLISH if move.reading.english else CHINESE
    find, found = next((find, found) for find in rules if (found := find(move)) is not None)
    move.place.deciders["basis"] = find
    return found


def in_one_day(move: Move) -> Found | None:
    """Compare what is called a move of one day with the day before: 市值单日蒸发3亿元."""
    return "day" if move.has_in_clause("single-day") else None


def in_fiscal_span(move: Move) -> Found | None:
    """Compare prices of a quarter or a year of accounts with the year before: 第二财季猪肉均价上涨12%."""
    return "yoy" if move.has("fiscal-span") else None


def over_several_days(move: Move) -> Found | None:
    """Give no basis for a move that is told of more than a day: 期间累计涨8%."""
    return NOTHING if move.has_in_clause("over-several-days") else None


def regulated_price(move: Move) -> Found | None:
    """Compare a regulated price with what it was: 92号汽油每升上涨0.18元."""
    return "prior" if move.has("regulated-price") else None


def beside_weekly(move: Move) -> Found | None:
    """Give no basis for a move told beside one of a week: 楼价按周跌0.2%，大型单位跌0.8%."""
    return NOTHING if move.has("weekly-move") else None


def over_longer(move: Move) -> Found | None:
    """Compare an English move over a month or a year with the end of the one before: surged 5 percent in January."""
    if move.period is None or not move.days or "P" not in move.reading.codes:
        return None
    since = move.shapes["english-moved-since"].match(move.text, move.place.quantity.right)
    if since is not None:  # not the most since it was listed in May
        return None if since["record"] else NOTHING
    grain = calendar.grain(move.period)
    return "mom" if grain == "month" else "ytd" if grain == "year" else NOTHING


def in_day(move: Move) -> Found:
    """Compare with the day before what nothing is said of."""
    return "day"


RULES: tuple[Rule[Finding], ...] = (
    Rule(regulated_price, english=False),
    Rule(in_one_day, english=False),
    Rule(in_fiscal_span, english=False),
    Rule(by_time_named),
    Rule(over_several_days, english=False),
    Rule(beside_weekly, english=False),
    Rule(over_longer, english=True),
    Rule(in_day),
)
CHINESE, ENGLISH = of_language(RULES, english=False), of_language(RULES, english=True)


def _is_trade_of_day(move: Move) -> bool:
    """Say whether the metric is what a market traded in one day: 全日成交金额再跌6%."""
    return move.metric_id == "turnover" and move.period is not None and not move.days


def _is_spread(move: Move) -> bool:
    """Say whether the metric is what bonds give apart from one another: 利差."""
    end = move.metric.end if move.metric is not None else None
    return move.shapes["yield-difference"].search(move.text, move.reading.start, end or move.reading.start) is not None
