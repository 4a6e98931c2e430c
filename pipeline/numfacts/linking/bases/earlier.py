"""Bases of changes that go on with those told before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.bases.move import NOTHING
from numfacts.linking.bases.spans import WEEK, are_as_long
from numfacts.linking.bases.told import parallel_basis, said_basis
from numfacts.linking.changes import is_revision
from numfacts.linking.links import MOVES

if TYPE_CHECKING:
    from numfacts.linking.bases.move import Found, Move
    from numfacts.linking.claim import Claim
    from numfacts.records import Change, ChangeBasis


def as_before(move: Move) -> Found | None:
    """Give the basis that the same metric had in the claim before, unless a price moves in a time of its own."""
    change = _same_before(move)
    if change is None or is_revision(move.place) or _is_apart(move):
        return None
    apart = move.dated and (change.basis == "day" or move.is_of("traded"))  # 跌2%，本周累跌3%
    if change.basis is None and move.reading.codes[move.index - 1] == "X" and move.kind not in MOVES:
        return NOTHING  # 净增82万，低于预期的85万
    return None if apart else change.basis


def as_speed_before(move: Move) -> Found | None:
    """Give how far a growth sped up the basis of the one told before: 增速比上月快0.5个百分点。其中…加快0.2个."""
    near = move.place.near
    if move.kind != "difference" or move.reading.english or near is None or near.change is None:
        return None
    if near.quantity.kind != "ratio" or near.change.basis != "yoy" or near.metric != move.metric:
        return None
    sped = (told for told in move.place.recent if told.quantity.kind == "difference" and told.change is not None)
    earlier = next(sped, None)
    return earlier.change.basis or NOTHING if earlier is not None and earlier.change is not None else None


def said_of_other(move: Move) -> Found | None:
    """Give no basis where the same metric moved before in the sentence, against something that only that one is."""
    before = move.reading.codes.rfind("Q", 0, move.index)
    if before < 0 or move.dated or _same_before(move) is None:
        return None
    return NOTHING if said_basis(move.reading, before, move.against, move.shapes) is not None else None


def as_moved_before(move: Move) -> Found | None:
    """Give the basis of the last change to one over as long: 库存按月增加0.2%，销售上升1.2%."""
    moved = last_move(move)
    if moved is None or moved.change is None or not are_as_long(moved.period, move.period):
        return None
    # Not 跌幅较2月收窄0.6个百分点, but an index beside another: PMI比上月下降0.8个百分点；非制造业PMI上升0.1个百分点.
    beside = moved.metric is not None and moved.metric.id == move.metric_id != "cpi"
    sized = moved.quantity.kind != "difference" or (beside and move.is_of("series"))
    told, weekly = moved.change.basis, 0 < move.days < WEEK
    return told if sized and (told in ("mom", "qoq") or (told == "prior" and weekly)) else None


def as_namesake(move: Move) -> Found | None:
    """Give how far a rate moved the basis of its namesake before: 整体空置率较9月跌0.1个百分点；北区空置率亦跌0.4个."""
    moved = last_move(move)
    if move.kind != "difference" or move.dated or moved is None or moved.change is None or moved.metric is None:
        return None
    name = moved.metric.text or ""
    alike = moved.quantity.kind == "difference" and moved.period == move.period and bool(name and move.name)
    return moved.change.basis if alike and (name.endswith(move.name) or move.name.endswith(name)) else None


def amount_at_no_time(move: Move) -> Found | None:
    """Give an amount at no time the basis said before in the sentence, or the year, where the last time is of years."""
    if move.period is not None or move.kind in MOVES:
        return None
    found = parallel_basis(move.reading, move.index, move.against, move.shapes)
    return found or ("yoy" if is_yearly(move) else NOTHING)


def at_no_time(move: Move) -> Found | None:
    """Compare with the year before what moves at no time, or grows as the whole: 消费同比增长5%，其中旅行增长9%."""
    if move.period is not None:
        return None
    growing = move.kind == "ratio" and not move.reading.english and basis_before(move) == "yoy"
    return "yoy" if growing or move.metric_id is not None or is_yearly(move) else None


def _is_apart(move: Move) -> bool:
    """Say whether a growth of a time of its own stands behind how its rate moved: 跌幅较4月收窄3个百分点。首5月跌6%."""
    previous = move.place.previous
    return move.dated and move.kind == "ratio" and previous is not None and previous.quantity.kind == "difference"


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
