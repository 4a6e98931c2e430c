"""What an English change is measured from where it is told: down 27 percent from the 1,270 sold in September."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.numbers.quantity import Quantity

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes


def moved_from(reading: Reading, index: int, shapes: Shapes) -> int | None:
    """Give the index of the value that the change at ``index`` is from: 5 percent from 70; 5 percent to 74 from 70."""
    codes, following = reading.codes, reading.codes.find("Q", index + 1)
    if not reading.english or following < 0:
        return None
    if _is_led(reading, index, following, "english-moved-from", shapes):
        return following
    last = codes.find("Q", following + 1)
    reached = last >= 0 and _is_led(reading, index, following, "english-moved-to", shapes)
    return last if reached and _stands(reading, following, last, "english-from-behind", shapes) else None


def change_from(reading: Reading, index: int, shapes: Shapes) -> int | None:
    """Give the index of the change that the value at ``index`` is told for as where it moved from; null elsewhere."""
    before, places = index, []
    for _ in range(2):
        before = reading.codes.rfind("Q", 0, max(before, 0))
        places.append(before)
    return next((at for at in places if at >= 0 and moved_from(reading, at, shapes) == index), None)


def time_of_base(reading: Reading, position: int, shapes: Shapes) -> int | None:
    """Give the value that a change is from and that the time at a position is of: from the 1,270 sold in September."""
    value = reading.codes.rfind("Q", 0, position)
    if value < 0 or "," in reading.codes[value:position]:
        return None
    return value if change_from(reading, value, shapes) is not None else None


def starting_points(reading: Reading, quantity: Quantity, shapes: Shapes) -> set[int]:
    """Give where the values stand that changes are from, which a quantity of another kind does not go on with."""
    found = (moved_from(reading, index, shapes) for index, _ in reading.quantities())
    items = [reading.tokens[index].item for index in found if index is not None]
    return {item.start for item in items if isinstance(item, Quantity) and item.kind != quantity.kind}


def _is_led(reading: Reading, index: int, following: int, shape: str, shapes: Shapes) -> bool:
    """Say whether words lead from one quantity to the next, which is of another kind."""
    first, second = reading.tokens[index].item, reading.tokens[following].item
    assert isinstance(first, Quantity)
    assert isinstance(second, Quantity)
    return first.kind != second.kind and _stands(reading, index, following, shape, shapes)


def _stands(reading: Reading, index: int, following: int, shape: str, shapes: Shapes) -> bool:
    """Say whether words of a shape are all that stands between two quantities."""
    start, end = reading.tokens[index].end, reading.tokens[following].start
    return shapes[shape].fullmatch(reading.text, start, end) is not None
