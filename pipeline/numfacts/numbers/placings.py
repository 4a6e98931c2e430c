"""Ranks in English that a word beside them tells: world number five, third-placed, in second place, placed third."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from numfacts.numbers.ordinals import RANK
from numfacts.numbers.quantity import Quantity
from numfacts.numbers.taken import Taken
from numfacts.records import Mention, Span

if TYPE_CHECKING:
    from numfacts.numbers.numerals import Numerals
    from numfacts.vocabulary.shapes import Shapes

SHAPES = ("english-numbered", "english-placing", "english-placed")


class Placings:
    """Finds the ordinals and numbers that the words of a shape make ranks."""

    def __init__(self, numerals: Numerals, shapes: Shapes) -> None:
        self._values = numerals.ordinals | numerals.counts
        self._shapes = shapes

    def find(self, text: str, blocked: Sequence[Span]) -> Iterator[Quantity]:
        """Yield the ranks of a text outside ``blocked``, in order."""
        taken, chars = Taken(blocked), frozenset(text)
        found = {_place(match): match for name in SHAPES for match in self._shapes.found(name, text, chars)}
        for start, match in sorted(found.items()):
            end = match.end("place")
            if taken.meets(start, end):
                continue
            digits = match["digits"]
            value = Decimal(digits or self._values[match["place"].lower()])
            yield Quantity(start, end, start, end, value, None, RANK, RANK, None, None, "=", 0, 0, not digits, [])


def placing(text: str, start: int, end: int, quantity: Quantity, shapes: Shapes) -> Mention | None:
    """Give the word that makes a quantity a rank, in a text between two offsets; null where none does."""
    for name in SHAPES if quantity.kind == RANK else ():
        for match in shapes[name].finditer(text, start, end):
            if _place(match) == quantity.start:
                return Mention(match["word"], *match.span("word"), RANK)
    return None


def _place(match: re.Match[str]) -> int:
    return match.start("place")
