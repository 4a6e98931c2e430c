"""The way back from normalized text to the text as it was given."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from typing import Final

from numfacts.records import Span

_NO_OFFSETS: Final = array("q")
_NO_FLAGS: Final = bytearray()


class Alignment:
    """A map from half-open ranges of a normalized text to half-open ranges of its original, in code points.

    The normalized text is cut into blocks. A block of *equal* parts maps character by character; a *whole* block
    (several characters that became several others) maps as one. Between blocks the original may hold characters that
    were dropped. A text that kept its length everywhere needs no block at all.
    """

    __slots__ = ("_ends", "_starts", "_stops", "_whole", "length", "original_length")

    def __init__(self, length: int, original_length: int) -> None:
        """Make a map without blocks; ``length`` counts the normalized characters."""
        self.length = length
        self.original_length = original_length
        # Where each block starts in the normalized text, where it starts and ends in the original, whether it is whole.
        self._starts = self._stops = self._ends = _NO_OFFSETS
        self._whole = _NO_FLAGS

    @classmethod
    def _empty(cls) -> Alignment:
        """Return a map that ``_add`` can fill."""
        result = cls(0, 0)
        result._starts, result._stops, result._ends = array("q"), array("q"), array("q")
        result._whole = bytearray()
        return result

    @classmethod
    def identity(cls, length: int) -> Alignment:
        """Return the map of a text of ``length`` code points onto itself."""
        return cls(length, length)

    @classmethod
    def from_blocks(cls, blocks: Iterable[tuple[int, int]]) -> Alignment:
        """Build the map from consecutive blocks, each ``(normalized length, original length)``.

        Equal lengths map character by character; ``(0, n)`` are n dropped characters; anything else maps whole.
        """
        result = cls._empty()
        position = original = 0
        for length, original_length in blocks:
            if length:
                result._add(position, original, original + original_length, length != original_length)
            position += length
            original += original_length
        result.length, result.original_length = position, original
        return result._simplified()

    @property
    def is_identity(self) -> bool:
        """Whether every range maps to itself."""
        return not self._starts and self.length == self.original_length

    def to_original(self, start: int, end: int) -> Span:
        """Return the smallest original range that produced the normalized range ``start:end``.

        An empty range gives an empty one, at the place where the character at ``start`` came from. Raises ValueError
        where the range does not lie in the normalized text.
        """
        if not 0 <= start <= end <= self.length:
            raise ValueError(f"range {start}:{end} outside a normalized text of {self.length} characters")
        if not self._starts:
            return Span(start, end)  # an identity, or a text of which nothing was kept: then only 0:0 can be asked for
        first = self._left(start)
        return Span(first, first if start == end else self._right(end))

    def then(self, later: Alignment) -> Alignment:
        """Compose two steps: this map led from the middle text to the original, ``later`` leads to the middle text.

        Raises ValueError where the lengths of the middle text disagree.
        """
        if later.original_length != self.length:
            raise ValueError(f"alignments meet at {later.original_length} and {self.length} characters")
        if later.is_identity:
            return self
        if self.is_identity:
            return later
        result = Alignment._empty()
        result.length, result.original_length = later.length, self.original_length
        for index in range(len(later._starts)):
            start, middle, middle_end = later._starts[index], later._stops[index], later._ends[index]
            if later._whole[index]:
                span = self.to_original(middle, middle_end)
                result._add(start, span.start, span.end, True)
            else:
                result._add_equal(self, start, middle, middle_end)
        return result._simplified()

    def _add(self, start: int, original: int, original_end: int, whole: bool) -> None:
        if not whole and self._whole and not self._whole[-1] and self._ends[-1] == original:
            self._ends[-1] = original_end  # goes on where the last block of equal parts ended
            return
        self._starts.append(start)
        self._stops.append(original)
        self._ends.append(original_end)
        self._whole.append(whole)

    def _add_equal(self, earlier: Alignment, start: int, middle: int, middle_end: int) -> None:
        """Add ``middle:middle_end``, which maps character by character to ``earlier``, block by block of the latter."""
        index = bisect_right(earlier._starts, middle) - 1
        while middle < middle_end:
            block_end = earlier._starts[index + 1] if index + 1 < len(earlier._starts) else earlier.length
            stop = min(block_end, middle_end)
            if earlier._whole[index]:
                self._add(start, earlier._stops[index], earlier._ends[index], True)
            else:
                offset = earlier._stops[index] - earlier._starts[index]
                self._add(start, middle + offset, stop + offset, False)
            start += stop - middle
            middle = stop
            index += 1

    def _simplified(self) -> Alignment:
        """Drop the blocks where they say no more than the lengths do."""
        if self.length == self.original_length and len(self._starts) == 1 and not self._whole[0]:
            return Alignment.identity(self.length)
        return self

    def _left(self, position: int) -> int:
        """Return where in the original the character at ``position`` starts, or where the last one ends."""
        if position == self.length:
            return self._ends[-1]
        index = bisect_right(self._starts, position) - 1
        original = self._stops[index]
        return original if self._whole[index] else original + position - self._starts[index]

    def _right(self, position: int) -> int:
        """Return where in the original the character before ``position`` ends."""
        index = bisect_right(self._starts, position - 1) - 1
        if self._whole[index]:
            return self._ends[index]
        return self._stops[index] + position - self._starts[index]
