"""Fractions that words say: a fifth of users, half a percentage point, 半厘, 半个百分点, 八五折; and threefold."""

from __future__ import annotations

import re
from decimal import Context, Decimal, Inexact
from typing import TYPE_CHECKING

from numfacts.numbers.quantity import Quantity

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes

DIGITS = "一二三四五六七八九"
WHOLE = Decimal(100)
QUARTER = 4
TEN = 10
TIME = 8  # characters before a quarter that tell a part of a year
POINT = "percentage_point"
HALVES = {"厘": ("0.5", "percent", "ratio"), "成": ("5", "percent", "ratio"), "个百分点": ("0.5", POINT, "difference")}
EXACT = Context(prec=6, traps=[Inexact])  # a third has no decimal value


class Fractions:
    """Finds them in lower-cased text; ``words`` are the ordinals, ``counts`` the words of small numbers."""

    def __init__(self, words: dict[str, int], counts: dict[str, int], shapes: Shapes) -> None:
        self._words = words
        self._counts = counts
        self._shapes = shapes

    def find(self, lower: str) -> list[Quantity]:
        """Give the fractions of a text; offsets are code points of it, half-open."""
        chars = frozenset(lower)
        found = [self._part(match) for match in self._shapes.found("english-fraction", lower, chars)]
        found += [_half(match) for match in self._shapes.found("half", lower, chars)]
        found += [_discount(match) for match in self._shapes.found("discount", lower, chars)]
        found += [self._times_as_many(match) for match in self._shapes.found("english-fold", lower, chars)]
        found += [self._of_so_many(match) for match in self._shapes.found("english-one-in", lower, chars)]
        return [quantity for quantity in found if quantity is not None]

    def _of_so_many(self, match: re.Match[str]) -> Quantity | None:
        """Read how many of so many as percent, without a value where it has no end: one in five, two in three."""
        count, whole = self._counts[match["count"]], self._counts.get(match["whole"], TEN)
        if count >= whole:
            return None
        try:
            share = EXACT.divide(WHOLE * count, Decimal(whole))
        except Inexact:
            return None
        return _quantity(*match.span(), share, "percent", "ratio", match["whole"])

    def _times_as_many(self, match: re.Match[str]) -> Quantity:
        """Read how many times: threefold, 3.5-fold."""
        count = self._counts.get(match["count"], match["count"])
        return _quantity(*match.span(), Decimal(count), "times", "times", match["unit"])

    def _part(self, match: re.Match[str]) -> Quantity | None:
        """Read a fraction as percent, of one or of a percentage point; null where its value has no end."""
        start, end = match.span()
        if match["half"]:
            return _quantity(start, end, Decimal("0.5"), POINT, "difference", match["half"])
        if match["hundredth"]:
            share = Decimal("0.25") * self._counts.get(match["quarters"], 1) if match["quarters"] else Decimal("0.5")
            return _quantity(start, end, share, "percent", "ratio", match["hundredth"])
        part = self._words.get(match["part"].rstrip("s"))
        count = self._counts.get(match["count"], 1)
        if (
            part == QUARTER
            and self._shapes["english-quarter"].search(match.string, max(start - TIME, 0), start) is not None
        ):
            return None  # in a quarter of growth
        if part is None or count >= part:
            return None
        try:
            share = EXACT.divide(WHOLE * count, Decimal(part))
        except Inexact:
            return None
        if match["point"]:
            return _quantity(start, end, share / WHOLE, POINT, "difference", match["point"])
        return _quantity(start, match.end("part"), share, "percent", "ratio", match["part"])


def _discount(match: re.Match[str]) -> Quantity:
    """Read what is left of a price in two characters: 八五折."""
    share = Decimal(10 * (DIGITS.index(match["tenths"]) + 1) + DIGITS.index(match["rest"]) + 1)
    return _quantity(*match.span(), share, "percent", "ratio", match["unit"])


def _half(match: re.Match[str]) -> Quantity:
    """Read half of a Chinese unit."""
    value, code, kind = HALVES[match["unit"]]
    return _quantity(*match.span(), Decimal(value), code, kind, match["unit"])


def _quantity(start: int, end: int, value: Decimal, code: str, kind: str, unit_text: str) -> Quantity:
    return Quantity(start, end, start, end, value, None, code, kind, unit_text, None, "=", 0, 0, True, [])
