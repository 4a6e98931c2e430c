"""Pairs the spans of two lists one to one by what they share of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Protocol, TypeVar


class Spanned(Protocol):
    """Something that takes a half-open range of code points."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


L = TypeVar("L", bound=Spanned)
R = TypeVar("R", bound=Spanned)


def pairs(left: Sequence[L], right: Sequence[R], agree: Callable[[L, R], bool]) -> list[tuple[int, int]]:
    """Give the indices of overlapping spans, one to one: pairs that ``agree`` first, then the largest overlap.

    ``right`` is sorted by where its spans start. What overlaps nothing, or only what is taken, is in no pair.
    """
    found = sorted(
        (not agree(left[one], right[other]), -shared, one, other) for one, other, shared in _overlaps(left, right)
    )
    taken: set[int] = set()
    partners: dict[int, int] = {}
    for _, _, one, other in found:
        if one not in partners and other not in taken:
            partners[one] = other
            taken.add(other)
    return sorted(partners.items())


def _overlaps(left: Sequence[L], right: Sequence[R]) -> Iterator[tuple[int, int, int]]:
    """Yield the indices of every two spans that overlap, and by how many code points."""
    reached = list(accumulate((span.end for span in right), max))
    for one, span in enumerate(left):
        for other in range(bisect_right(reached, span.start), len(right)):
            if right[other].start >= span.end:
                break
            shared = min(span.end, right[other].end) - max(span.start, right[other].start)
            if shared > 0:
                yield one, other, shared
