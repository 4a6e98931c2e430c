"""Bases of what someone decides, sets or foresees: against what it was before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.bases.move import NOTHING

if TYPE_CHECKING:
    from numfacts.linking.bases.move import Found, Move

QUOTED = frozenset(["share_price", "index_level", "exchange_rate"])  # what markets set
PRICES = ("价", "价格")
FROM_LEVEL = re.compile("[tT]QfQ")  # codes of a move from one level to another
DISPOSAL = "将把"  # what an object is put before its verb with


def revised(move: Move) -> Found | None:
    """Compare a figure that someone revises with what it was: 上调预测5%."""
    last = move.reading.codes.rfind("V", move.first, move.index)
    if last < 0 or move.reading.mention(last).text not in move.shapes.words("revises"):
        return None
    led = not set(move.reading.codes[last + 1 : move.index]).isdisjoint("fTt" if move.moved_itself else "fTtN")
    return "prior" if not led and move.metric_id != "exchange_rate" else None


def done(move: Move) -> Found | None:
    """Compare what someone changes with what it was, where it lasts, else with nothing: 削减开支7%."""
    if not _is_done(move):
        return None
    return "prior" if _is_decided(move) or _is_set(move) else NOTHING


def english_level_decided(move: Move) -> Found | None:
    """Compare how far a decided price was led from a level with it: rise to 3 dollars from 2 dollars, or 50 percent."""
    led = FROM_LEVEL.search(move.reading.codes, 0, move.index) is not None
    return "prior" if led and move.shapes["english-decided"].search(move.name.lower()) else None


def english_charge_foreseen(move: Move) -> Found | None:
    """Compare with nothing how far a charge is to go up, or a tariff goes: fares will go up by 5 percent next month."""
    foreseen = move.metric_id == "tariff" or "X" in move.reading.codes[move.first : move.index]
    return NOTHING if foreseen and move.shapes["english-charge"].search(move.name.lower()) is not None else None


def english_laid_off(move: Move) -> Found | None:
    """Compare with nothing a share of those whom someone lays off: will lay off 20 percent of its workforce."""
    behind = move.shapes["english-laid-off"].match(move.text, move.place.quantity.right)
    return NOTHING if behind is not None else None


def price_set(move: Move) -> Found | None:
    """Compare a price that someone sets with what it was: 柴油价格每吨提高210元."""
    return "prior" if _is_set(move) else None


def set_before(move: Move) -> Found | None:
    """Compare with what it was a price that the clause before says someone sets: 下调报价，降幅100元/吨."""
    reading, first = move.reading, move.first
    if first < 1 or reading.codes[first] != "N":
        return None
    clause = range(reading.clause_start(first - 1), first - 1)
    words = [reading.mention(at).text for at in clause if reading.codes[at] == "V"]
    is_set = not move.shapes.words("sets-price").isdisjoint(words)
    return "prior" if is_set and move.name.endswith(PRICES) else None


def decided(move: Move) -> Found | None:
    """Compare what is moved by decision with what it was: 起步价上升2元."""
    return "prior" if _is_decided(move) else None


def _is_decided(move: Move) -> bool:
    """Say whether the metric only moves by decision."""
    return move.is_of("decided") or move.is_named("set-by-decision")


def _is_done(move: Move) -> bool:
    """Say whether someone changes the metric, and it does not change by itself: 削减开支7%, 将日产量增加8万桶."""
    reading, begin, index = move.reading, move.first, move.index
    start = move.metric.start if move.metric is not None else None
    if start is None or start < move.clause or start > move.start:
        return False
    last = reading.codes.rfind("V", begin, index)
    if last >= 0 and reading.tokens[last].end <= start:
        return reading.codes[last + 1 : index].strip("wSPOM") == ""
    moved = last >= 0 and reading.codes[last + 1 : index].strip("LkeB") == ""
    return moved and any(move.text[place] in DISPOSAL for place in range(move.clause, start))


def _is_set(move: Move) -> bool:
    """Say whether someone sets a price by its word of change: 柴油价格每吨提高210元, 纸箱涨价240元."""
    last = move.reading.codes.rfind("V", move.first, move.index)
    if last < 0 or move.metric is None or move.metric_id in QUOTED:
        return False
    word = move.reading.mention(last)
    if move.name == f"{word.text}{PRICES[0]}":
        return True  # 巴士公司加价，某巴士加5%
    return word.text in move.shapes.words("sets-price") and move.name.endswith(PRICES)
