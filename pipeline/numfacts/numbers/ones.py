"""Where 一 before a classifier counts and is no article: behind another count, 新增 and 至少."""

from __future__ import annotations

from numfacts.vocabulary.shapes import Shapes

REACH = 24  # characters before it in which another count of the same may stand


def counts_one(lower: str, start: int, end: int, shapes: Shapes) -> bool:
    """Say whether 一 and its classifier, which stand between two offsets, count one."""
    before = max(0, start - REACH)
    return shapes["one-added|one-beside"].search(lower, before, end) is not None
