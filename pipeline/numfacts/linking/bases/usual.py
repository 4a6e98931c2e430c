"""Bases that are usual for what moved, where its sentence says none: by its metric and how long its period is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.bases.earlier import basis_before
from numfacts.linking.bases.move import NOTHING
from numfacts.linking.bases.spans import before_it, runs_from_new_year
from numfacts.linking.links import MOVES

if TYPE_CHECKING:
    from numfacts.linking.bases.move import Found, Move
    from numfacts.records import Period

LED = re.compile("f[^,Q]*QT[^,Q]*Q,[^,Q]*$")  # behind a move from one value to another
YEAR = 366  # days of one, at most
QUARTER = 80  # days of one, and of all that is compared with the year before, at least
MONTH = (27, 31)  # days of one, at least and at most

DECEMBER = 12


def rate_itself(move: Move) -> Found | None:
    """Compare how far a rate of change changed with that of the period before: 跌幅收窄0.2个百分点."""
    return (before_it(move.period) or NOTHING) if move.moved_itself else None


def price_since_new_year(move: Move) -> Found | None:
    """Compare what a price did since new year with the end of the year before: 首10个月楼价累计跌6%."""
    since = move.period is not None and (runs_from_new_year(move.period) or _adds_up(move, move.period))
    return "ytd" if since and move.is_named("price-like") else None


def _adds_up(move: Move, period: Period) -> bool:
    """Say whether a move is that of all months of a year so far taken together."""
    began = (period.start.month, period.start.day) == (1, 1) and move.days > MONTH[1] and period.end.month < DECEMBER
    return began and not move.is_of("series") and move.has_in_clause("over-several-days")


def growth_in_row(move: Move) -> Found | None:
    """Compare growth that is told of several years in a row with the year before: 连续3年增速超过20%."""
    position = move.reading.codes.rfind("P", move.first, move.index) if move.kind in MOVES else -1
    if position < 0:
        return None
    token = move.reading.tokens[position]
    if move.text[token.end - 1] != "年":
        return None
    return "yoy" if token.item.kind == "streak" or move.text.startswith("平均", token.end) else None  # type: ignore[union-attr]


def over_years(move: Move) -> Found | None:
    """Compare with nothing what grew over several years: 过去50年，贸易额增长800倍."""
    return NOTHING if move.has("over-years") else None


def led_to(move: Move) -> Found | None:
    """Compare with what it was what was led to a value, unless within a year: 由18亿元增加至35亿元，增幅97%."""
    return "prior" if not 0 < move.days <= YEAR and LED.search(move.reading.codes, 0, move.index) else None


def unnamed(move: Move) -> Found | None:
    """Compare with nothing what is not named, but in a quarter, or up to a year, with the one before: 增长为7.2%."""
    if move.metric is not None:
        return None
    return "yoy" if QUARTER <= move.days <= YEAR and not move.reading.english else NOTHING


def caused(move: Move) -> Found | None:
    """Compare with nothing what something adds or takes: 令成本增加约8亿美元."""
    return NOTHING if move.has_in_clause("causes") else None


def growth(move: Move) -> Found | None:
    """Compare growth by its name, and that of an economy, with the year before."""
    return "yoy" if _is_growth(move) else None


def of_late(move: Move) -> Found | None:
    """Compare with nothing what moved of late: 近30日持股量增加5万股."""
    return NOTHING if move.has("of-late") else None


def english_month(move: Move) -> Found | None:
    """Compare what is told by the month with the month before: home prices fell 1 percent in August."""
    monthly = MONTH[0] <= move.days <= MONTH[1] and move.metric_id != "cpi"
    if basis_before(move) == "yoy" and "P" not in move.reading.codes[move.first : move.reading.clause_end(move.index)]:
        return None
    return "mom" if monthly and move.shapes["english-monthly"].search(move.name.lower()) is not None else None


def english_sequence(move: Move) -> Found | None:
    """Compare what is told of one month after another with the month before: rose 1% in May after 2% in April."""
    if not MONTH[0] <= move.days <= MONTH[1] or move.has_in_clause("english-yearly"):
        return None
    before = [told.change.basis for told in move.place.recent if told.change is not None]
    if "yoy" in before and "mom" not in before:
        return None  # as what was told before it
    behind = move.shapes["english-after-month"].match(move.text, move.place.quantity.right, move.reading.end)
    return "mom" if behind is not None else None


def month_to_year(move: Move) -> Found | None:
    """Compare what moved in a month, or in up to a year, with the year before."""
    return "yoy" if MONTH[0] <= move.days <= YEAR else None


def _is_growth(move: Move) -> bool:
    """Say whether the metric is growth by its name, or that of an economy."""
    return move.metric_id == "gdp" or move.shapes["growth"].search(move.name.lower()) is not None
