"""Bases that the words around a change say, or that they rule out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.bases.move import NOTHING
from numfacts.linking.bases.spans import sequential_basis
from numfacts.linking.bases.stocks import is_held_in_stocks
from numfacts.linking.bases.told import on_base, said_basis
from numfacts.linking.changes import has_room
from numfacts.linking.links import MOVES

if TYPE_CHECKING:
    from numfacts.linking.bases.move import Found, Move

WHOLE_YEAR = 364  # days from the first of a year to the last, at least


def on_top_of_rate(move: Move) -> Found | None:
    """Compare with nothing what is put on top of something: 在LPR基础上上浮55个基点."""
    return NOTHING if move.has("on-top-of") else None


def each_year(move: Move) -> Found | None:
    """Compare with nothing what is added each year: 每年可增加3亿元."""
    return NOTHING if move.kind not in MOVES and move.has_in_clause("each-year") else None


def largest_of_day(move: Move) -> Found | None:
    """Read a move that is called the largest of one day behind it as one of a day: 跌3%，创最大单日跌幅."""
    return "day" if move.shapes["one-day"].match(move.text, move.reading.tokens[move.index].end) else None


def room(move: Move) -> Found | None:
    """Compare with nothing how far there is to go: 30%的上涨空间."""
    return NOTHING if has_room(move.place, move.shapes) is not None else None


def move_of_week(move: Move) -> Found | None:
    """Give no basis for a move of a week: 周涨2%."""
    return NOTHING if move.leads_to_number("week-move") else None


def than_mean(move: Move) -> Found | None:
    """Give no basis for what is more or less than a mean of years: 较常年同期偏多三成."""
    return NOTHING if move.leads_to_number("than-mean") else None


def than_issue(move: Move) -> Found | None:
    """Compare with an earlier issue what is set at each: 较2月发行的央票下跌3个基点, 运价指数较上期下跌2%."""
    of_last = move.is_of("traded") and move.has_in_clause("than-last-issue")
    return "prior" if of_last or move.has_in_clause("than-issue") else None


def as_said(move: Move) -> Found | None:
    """Give the basis that is named in the clause or the one before: 同比, 较上月, 环比."""
    said = said_basis(move.reading, move.index, move.against, move.shapes)
    if said == "yoy":
        return "prior" if _is_against_whole(move) else "yoy"
    if said in ("period", None) and is_held_in_stocks(move, counted=said is None):
        return "day"
    if said == "period":
        return sequential_basis(move.reading, move.index, move.period, move.shapes) or NOTHING
    return said  # type: ignore[return-value]


def on_base_named(move: Move) -> Found | None:
    """Give the basis that the level is which the change starts from: 在2021年基础上退坡30%."""
    return on_base(move.reading, move.index, move.against, move.shapes)


def decided_anew(move: Move) -> Found | None:
    """Compare with nothing unsaid what someone decides on: raise fees by 5 percent."""
    return NOTHING if move.decided else None


def added_net(move: Move) -> Found | None:
    """Compare with nothing what something added over a period: 净增3万户."""
    return NOTHING if move.kind != "ratio" and move.leads_to_number("added-net") else None


def than_before(move: Move) -> Found | None:
    """Compare with what was there before something: 较分段收费前减少12%."""
    return "prior" if move.has_in_clause("than-before") else None


def than_offer(move: Move) -> Found | None:
    """Compare with the price that shares were offered at: 较招股价2元，升0.1元."""
    return "prior" if move.leads_to_number("from-offer") else None


def _is_against_whole(move: Move) -> bool:
    """Say whether a rate of a part of a year is compared with that of the whole year before."""
    # 首两月增速较去年全年加快0.5个百分点
    part = move.kind == "difference" and move.period is not None and move.days < WHOLE_YEAR
    return part and move.has_in_clause("against-whole-year")
