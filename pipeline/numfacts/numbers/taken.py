"""Whether a span of a text shares characters with others, told without going through all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import Protocol


class Spanned(Protocol):
    """What stands between two offsets, half-open."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Taken:
    """Spans, in any order, of which one may be in the way of another."""

    def __init__(self, spans: Iterable[Spanned]) -> None:
        found = sorted((span.start, span.end) for span in spans)
        self._starts = [start for start, _ in found]
        self._ends = list(accumulate((end for _, end in found), max))  # how far those up to each one reach

    def meets(self, start: int, end: int) -> bool:
        """Say whether one of the spans shares characters with the range between two offsets."""
        before = bisect_left(self._starts, end)
        return before > 0 and start < self._ends[before - 1]
