"""What an English quantity is that measures nothing itself: how many things, how close, of what age."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.vocabulary.shapes import Shapes

LENGTHS = frozenset(["km", "[mi_i]", "m"])
AGED = re.compile("(?:age of|aged) [A-Za-z0-9-]+$")  # whose age a quantity is


def is_within(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a quantity is how close something comes: within 200 km of the coast."""
    return reading.text.startswith("within ", quantity.left)


def is_apart(reading: Reading, quantity: Quantity, shapes: Shapes) -> bool:
    """Say whether a quantity is how far something is from where: 40 km north of Elm; not a distance of 3 km."""
    if quantity.kind != "physical" or quantity.code not in LENGTHS or reading.text.endswith(" of ", 0, quantity.left):
        return False
    return shapes["english-apart-behind"].match(reading.text, quantity.right) is not None


def is_age(reading: Reading, index: int) -> bool:
    """Say whether a quantity only tells the age of those who were counted: 300 pupils aged 12, under the age of 5."""
    return AGED.search(reading.text, reading.start, reading.tokens[index].end) is not None


def past_age(reading: Reading, following: int) -> int:
    """Give the index of a quantity, or of the next where it is only of what age those are who were counted."""
    return reading.codes.find("Q", following + 1) if following >= 0 and is_age(reading, following) else following
