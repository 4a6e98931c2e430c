"""Whether a quantity only tells the one before it once more: in other words, in points, in other money."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.vocabulary.shapes import Shapes

SAID_AGAIN = frozenset(["ratio", "point", "pip"])  # kinds in which one move is told twice


def in_other_words(place: Place) -> bool:
    """Say whether a quantity gives the one before it once more: 减少约48%或450万元."""
    reading, index = place.reading, place.index
    return reading.codes[index - 1 : index] == "j" and reading.mention(index - 1).text in ("或", "即")


def says_again(place: Place, shapes: Shapes) -> bool:
    """Say whether a move in points, percent or money gives the one before it once more: 跌幅近1%，相当于109点."""
    near, quantity = place.near, place.quantity
    if near is None or near.change is None or near.quantity.kind not in SAID_AGAIN:
        return False
    if quantity.kind not in SAID_AGAIN and (quantity.kind != "money" or near.quantity.kind != "ratio"):
        return False
    return shapes["says-again"].fullmatch(place.reading.text, near.quantity.right, quantity.left) is not None


def is_converted(place: Place, shapes: Shapes) -> bool:
    """Say whether an amount is that of the value before in other money: 下降73吨(约合3亿美元)."""
    near, quantity = place.near, place.quantity
    if near is None or quantity.kind != "money":
        return False
    if place.reading.english:  # discounts of 500 yuan (US$69)
        again = place.reading.codes[place.index - 2 : place.index] == "Q(" and near.quantity.kind == "money"
        return again and place.reading.tokens[place.index - 2].item is near.quantity
    return shapes["converted"].fullmatch(place.reading.text, near.quantity.right, quantity.start) is not None
