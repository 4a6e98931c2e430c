"""Bases that the words around a change say, or that they rule out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.bases.earlier import as_before
from numfacts.linking.bases.move import NOTHING
from numfacts.linking.bases.spans import before_it, sequential_basis
from numfacts.linking.bases.told import basis_at, parallel_basis, said_basis
from numfacts.linking.links import MOVES
from numfacts.linking.times.yardsticks import value_of
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.bases.move import Found, Move

RATE = re.compile("[NV][sB]{0,2}V(?P<reached>Qt)?$")  # codes of how a rate of change moved, and to what
FORESEEN = re.compile("S?X[^BPN]*$")  # codes of a clause that foresees: 市场预期为增长


def each_year(move: Move) -> Found | None:
    """Compare with nothing what is added each year: 每年可增加3亿元."""
    return NOTHING if move.kind not in MOVES and move.has_in_clause("each-year") else None


def largest_of_day(move: Move) -> Found | None:
    """Read a move that is called the largest of one day behind it as one of a day: 跌3%，创最大单日跌幅."""
    return "day" if move.shapes["one-day"].match(move.text, move.reading.tokens[move.index].end) else None


def move_of_week(move: Move) -> Found | None:
    """Give no basis for a move of a week: 周涨2%."""
    return NOTHING if move.leads_to_number("week-move") else None


def than_now(move: Move) -> Found | None:
    """Compare what is foreseen with what is: 可能跌至20元，较当前水平下跌约45%."""
    return "prior" if move.leads_to_number("than-now") else None


def than_mean(move: Move) -> Found | None:
    """Give no basis for what is more or less than a mean of years: 较常年同期偏多三成."""
    return NOTHING if move.leads_to_number("than-mean") else None


def as_said(move: Move) -> Found | None:
    """Give the basis that is named in the clause or the one before: 同比, 较上月, 环比.

    A value that is compared with has the basis of the one before it: 较11月的1.2%略高.
    """
    if value_of(move.reading, move.index, move.shapes) is not None:
        return as_before(move)
    said = said_basis(move.reading, move.index, move.against, move.shapes)
    if said == "period":
        return sequential_basis(move.reading, move.index, move.period, move.shapes) or NOTHING
    return said  # type: ignore[return-value]


def of_rate(move: Move) -> Found | None:
    """Compare how far a rate moved with the period before, what it reached as named: 按年升幅收窄1个百分点至2%."""
    rate = RATE.search(move.reading.codes, move.first, move.index)
    if rate is None or (rate["reached"] is None) == (move.kind != "difference"):
        return None
    own = move.reading.codes.rfind("B", move.first, rate.start())
    if move.kind == "difference":
        named = own >= 0 and isinstance(move.reading.tokens[own].item, Term) and "B" not in rate[0]
        return (before_it(move.period) or NOTHING) if named else None
    said = basis_at(move.reading, own, move.against, move.shapes) if own >= 0 else None
    if said == "period":
        return sequential_basis(move.reading, move.index, move.period, move.shapes) or NOTHING
    told = next((claim.change for claim in move.place.recent if claim.change and claim.quantity.kind == "ratio"), None)
    return said or (told.basis if told is not None else None) or "yoy"  # type: ignore[return-value]


def of_expected(move: Move) -> Found | None:
    """Compare what a clause of its own foresees as the sentence last said: 按季持平，市场预期为增长0.1%."""
    if move.kind != "ratio" or FORESEEN.match(move.reading.codes, move.first, move.index) is None:
        return None
    return parallel_basis(move.reading, move.index, move.against, move.shapes)


def decided_anew(move: Move) -> Found | None:
    """Compare with nothing unsaid what someone decides on: raise fees by 5 percent."""
    return NOTHING if move.decided else None


def than_before(move: Move) -> Found | None:
    """Compare with what was there before something: 较分段收费前减少12%."""
    return "prior" if move.has_in_clause("than-before") else None


def than_offer(move: Move) -> Found | None:
    """Compare with the price that shares were offered at: 较招股价2元，升0.1元."""
    return "prior" if move.leads_to_number("from-offer") else None


def than_level(move: Move) -> Found | None:
    """Compare with a level that something had once: trades 20% above its offer price, 5% below the peak of June."""
    end, led = move.reading.tokens[move.index].end, move.reading.codes.startswith("t", move.index - 1)
    return "prior" if not led and move.shapes["english-held-against"].match(move.text, end) is not None else None


def than_close(move: Move) -> Found | None:
    """Read a move since the last close as one of a day: 较周一纽约尾盘涨26点."""
    return "day" if move.leads_to_number("than-close") else None


def in_view(move: Move) -> Found | None:
    """Give the basis that the paragraph has set for what it tells next: 从环比看，CPI下降0.1%。食品价格下降1%."""
    begin = move.text.rfind("\n", 0, move.start) + 1
    views = list(move.shapes["view"].finditer(move.text, begin, move.start))
    if not views:
        return None
    return "yoy" if views[-1]["yearly"] else before_it(move.period) or "mom"


def added_net(move: Move) -> Found | None:
    """Compare with nothing what something added over a period: 净增3万户."""
    return NOTHING if move.kind != "ratio" and move.leads_to_number("added-net") else None
