"""A text under scan, with what stands in it looked up by its place."""

from __future__ import annotations

from bisect import bisect_left

from numfacts.programs import later
from numfacts.vocabulary.shapes import Shapes
from numfacts.vocabulary.tokens import Token

NAMED = later("[a-z] [0-9.]+[\u4e00-\u9fff]")


class ScannedText:
    """A lower-cased text and its terms, looked up by where they end or begin."""

    def __init__(self, lower: str, terms: list[Token], shapes: Shapes) -> None:
        self.lower = lower
        self.shapes = shapes
        self._terms = terms
        self._starts = [term.start for term in terms]

    def term_before(self, position: int) -> Token | None:
        """Give the term that ends at ``position``, spaces, 了 and a quotation mark apart."""
        while position and self.lower[position - 1] in " 了“":
            position -= 1
        index = bisect_left(self._starts, position) - 1
        if index >= 0 and self._terms[index].end == position:
            return self._terms[index]
        return None

    def behind_metric(self, start: int) -> bool:
        """Say whether a number is written right behind the acronym of what it measures: GDP3.2万亿元."""
        term = self.term_before(start)
        return term is not None and term.code == "M" and self.lower[start - 1].isalpha()

    def in_name(self, start: int, end: int) -> bool:
        """Say whether a number stands between a Latin word that no rule knows and Chinese: Pixel 9拍摄的短片."""
        named = NAMED.match(self.lower, max(0, start - 2), end + 1) is not None
        return named and self.term_before(start) is None

    def word_at(self, start: int, end: int) -> bool:
        """Say whether a term begins at ``start`` and reaches beyond ``end``."""
        index = bisect_left(self._starts, start)
        return index < len(self._terms) and self._terms[index].start == start and self._terms[index].end > end
