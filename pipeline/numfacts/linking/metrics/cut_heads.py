"""Heads of one character, which the dictionary cuts from the nouns they end: 职位空缺|数, 贡献|率."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

SAYING = "RL"  # codes of verbs that are read as saying or being, and of which such a head makes a noun
CHANGE = "V"  # code of those of change, of which one does, too: 增加|数


def uncut(reading: Reading, position: int, shapes: Shapes) -> tuple[int, int]:
    """Give where the noun begins whose head of one character stands at a position, and the first of its tokens."""
    start, first = reading.tokens[position].start, position
    before = reading.tokens[position - 1] if position else None
    begin = before.end if before is not None else reading.start
    if before is not None and before.end == start:
        said = before.code in SAYING and before.end - before.start == 2  # 发现|率
        said = said or before.code == CHANGE
        return (before.start, position - 1) if said else (start, first)
    if not 0 < start - begin < 3 or not shapes.fits("cut-off", reading.text[begin:start]):
        return start, first
    if before is not None and start - begin == 1 and before.code == "w" and before.end - before.start == 1:
        return before.start, position - 1  # 社|零|额
    return begin, first
