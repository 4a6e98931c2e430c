"""What is counted by one character and without a classifier: 2男1女被捕, 2死5伤, 9金2银8铜."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import Link
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.vocabulary.shapes import Shapes

SHORTLY = {"sexes": "person", "died-or-hurt": "person", "medals": "count"}  # shapes, and the units of what they count
ANY = "|".join(SHORTLY)


def counted_shortly(reading: Reading, quantity: Quantity, shapes: Shapes) -> str | None:
    """Give the shape of what a number counts by the one character behind it, or null."""
    if reading.english or shapes[ANY].match(reading.text, quantity.right, reading.end) is None:
        return None
    found = (name for name in SHORTLY if shapes[name].match(reading.text, quantity.right, reading.end) is not None)
    return next(found, None)


def shortly(reading: Reading, quantity: Quantity, shapes: Shapes) -> Link | None:
    """Give the metric of such a number: what became of so many; whom or what else it counts is part of the number."""
    if quantity.unit_text is not None or (name := counted_shortly(reading, quantity, shapes)) is None:
        return None
    end = quantity.right + 1
    if name == "died-or-hurt":
        return Link(Mention(reading.text[quantity.right : end], quantity.right, end), None, None, None)
    return Link(Mention(None, None, None, None), None, None, None)
