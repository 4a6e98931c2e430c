"""Numbers that are told once more: 250万美元(约合1589万元)左右, 799亿元(原796亿), 减持72.79万 beside 72.79万股."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.numbers.ranges import share_scale

if TYPE_CHECKING:
    import re

    from numfacts.numbers.quantity import Quantity
    from numfacts.vocabulary.shapes import Shapes

UNITS = frozenset(["money", "physical", "share"])  # kinds of units that a value told again is not written with
CLOSING = ")"


def beyond_conversion(lower: str, position: int, shapes: Shapes) -> int:
    """Give where a bracket ends that begins at a position and holds the number before in other units, else that."""
    bracket = shapes["conversion"].match(lower, position)
    return position if bracket is None else bracket.end()


def share_told_again(lower: str, found: list[Quantity], shapes: Shapes) -> None:
    """Give bare numbers that are told once more, in place, the unit with which they are told elsewhere."""
    _share_retold(lower, found, shapes["retold"])
    _share_namesakes(found)


def _share_retold(lower: str, found: list[Quantity], retold: re.Pattern[str]) -> None:
    """Give the last number of a bracket that tells what was told before it, in place, the unit of that."""
    for index in range(1, len(found)):
        before, item = found[index - 1], found[index]
        if before.kind not in UNITS or item.kind != "bare" or retold.fullmatch(lower, before.right, item.left) is None:
            continue
        closing = lower.find(CLOSING, item.end)
        listed = [quantity for quantity in found[index:] if quantity.end <= closing]
        last = listed[-1] if listed else item
        if any(quantity.kind != "bare" for quantity in listed) or last.right != closing:
            continue
        last.kind, last.code, last.per = before.kind, before.code, before.per
        share_scale(last, before)
        last.rules.append("shared-unit")


def _share_namesakes(found: list[Quantity]) -> None:
    """Give bare numbers, in place, the unit of shares that the same number has elsewhere in the text: 减持3472.79万."""
    shares = {(item.value, item.scale): item for item in found if item.kind == "share" and item.scale}
    for item in found if shares else ():
        named = shares.get((item.value, item.scale)) if item.kind == "bare" and item.scale else None
        if named is not None:
            item.kind, item.code, item.unit_text = named.kind, named.code, named.unit_text
            item.rules.append("shared-unit")
