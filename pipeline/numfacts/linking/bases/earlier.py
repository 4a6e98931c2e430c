"""Bases of changes that go on with those told before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.bases.move import NOTHING
from numfacts.linking.bases.spans import are_as_long
from numfacts.linking.bases.told import parallel_basis
from numfacts.linking.links import MOVES

if TYPE_CHECKING:
    from numfacts.linking.bases.move import Found, Move
    from numfacts.linking.claim import Claim
    from numfacts.records import Change, ChangeBasis


def as_before(move: Move) -> Found | None:
    """Give the basis that the same metric had in the claim before, unless a price moves in a time of its own."""
    change, told = _same_before(move), move.place.previous
    day = told is not None and told.period is not None and told.period.start == told.period.end
    longer = move.reading.english and ((day and move.days > 0) or _is_dated_behind(move))  # down 3 percent for the week
    apart = (move.dated or longer) and move.is_of("traded")  # 跌2%，本周累跌3%
    if change is None or apart:
        return None
    return change.basis


def _is_dated_behind(move: Move) -> bool:
    """Say whether a time stands right behind an English quantity: surged 5 percent in January."""
    return move.reading.codes.startswith(("P", "wP", "sP"), move.index + 1)


def as_moved_before(move: Move) -> Found | None:
    """Give the basis of the last change to one over as long: 库存按月增加0.2%，销售上升1.2%."""
    moved = last_move(move)
    if moved is None or not are_as_long(moved.period, move.period):
        return None
    # Not 跌幅较2月收窄0.6个百分点, but an index beside another: PMI比上月下降0.8个百分点；非制造业PMI上升0.1个百分点.
    beside = moved.metric is not None and moved.metric.id == move.metric_id != "cpi" and move.is_of("series")
    if moved.quantity.kind == "difference" and not beside:
        return None
    basis = basis_before(move)
    return basis if basis in ("mom", "qoq") else None


def amount_at_no_time(move: Move) -> Found | None:
    """Give an amount at no time the basis said before in the sentence, or the year, where the last time is of years."""
    if move.period is not None or move.kind in MOVES:
        return None
    found = parallel_basis(move.reading, move.index, move.against, move.shapes)
    return found or ("yoy" if is_yearly(move) else NOTHING)


def at_no_time(move: Move) -> Found | None:
    """Compare with the year before what moves at no time, or grows as the whole: 消费同比增长5%，其中旅行增长9%."""
    if move.period is not None or (move.has("weekly-move") and move.metric_id is None):
        return None
    growing = move.kind == "ratio" and not move.reading.english and basis_before(move) == "yoy"
    return "yoy" if growing or move.metric_id is not None or is_yearly(move) else None


def _same_before(move: Move) -> Change | None:
    """Give the change of the claim before, where it is of the same metric and this one goes on with it."""
    place, previous = move.place, move.place.previous
    held = place.near is not None or (move.metric is not None and move.metric.start is not None)
    return previous.change if held and previous is not None and previous.metric == move.metric else None


def last_move(move: Move) -> Claim | None:
    """Give the last of the claims before that is a change."""
    return next((told for told in move.place.recent if told.change is not None), None)


def basis_before(move: Move) -> ChangeBasis | None:
    """Give the basis of the last change before."""
    moved = last_move(move)
    return moved.change.basis if moved is not None and moved.change is not None else None


def is_yearly(move: Move) -> bool:
    """Say whether the last time named before a change is of years, though nothing dates it: 今年, 连续3年."""
    reading = move.reading
    position = reading.codes.rfind("P", 0, move.index)
    if position < 0:
        return False
    token = reading.tokens[position]
    return move.shapes["yearly"].search(move.text, token.start, min(token.end + 1, reading.end)) is not None
