"""Heads of one character, which the dictionary cuts from the nouns they end: 职位空缺|数, 贡献|率."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.programs import later

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading

LEADING = "的了均将已由从至到为仅约共达和及与或在其该此这每各对比较按以是有"  # what leads to a noun
CUT_OFF = later(f"[\u4e00-\u9fff](?<![{LEADING}])[\u4e00-\u9fff]?(?<!的)")
SAYING = "RL"  # codes of verbs that are read as saying or being, and of which such a head makes a noun
CHANGE = "V"  # code of those of change, of which one does, too: 增加|数


def uncut(reading: Reading, position: int) -> tuple[int, int]:
    """Give where the noun begins whose head of one character stands at a position, and the first of its tokens."""
    start, first = reading.tokens[position].start, position
    before = reading.tokens[position - 1] if position else None
    begin = before.end if before is not None else reading.start
    if before is not None and before.end == start:
        said = before.code in SAYING and before.end - before.start == 2  # 发现|率
        said = said or before.code == CHANGE
        return (before.start, position - 1) if said else (start, first)
    if not 0 < start - begin < 3 or CUT_OFF.fullmatch(reading.text, begin, start) is None:
        return start, first
    if before is not None and start - begin == 1 and before.code == "w" and before.end - before.start == 1:
        return before.start, position - 1  # 社|零|额
    return begin, first
