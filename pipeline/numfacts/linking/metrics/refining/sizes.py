"""What a size is a value of, where no word says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import is_age
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.vocabulary.shapes import Shapes

AREAS = frozenset(["m2", "km2", "har", "mu", "[sft_i]"])
ENERGY = "kW.h"
TONNE = "t"
POWERS = frozenset(["kW", "MW", "GW"])  # what is built is told by the power it has
RATES = frozenset(["year", "month", "day", "d"])  # what is made is told by how much of it in such a time


def sized(quantity: Quantity, reading: Reading, shapes: Shapes) -> Mention | None:
    """Give what a size is a value of, where no word says so: the area of 300亩基地, the age of 30岁男子."""
    if quantity.code == TONNE and shapes["plant"].match(reading.text, quantity.right) is not None:
        return Mention(None, None, None, "capacity")
    if quantity.code in AREAS:
        return Mention(None, None, None, "area")
    if is_age(quantity):
        return Mention(None, None, None, "age")
    if quantity.kind == "share":
        return Mention(None, None, None, "share_count")
    made = quantity.kind == "physical" and quantity.per in RATES and quantity.code != ENERGY
    return Mention(None, None, None, "capacity") if made or quantity.code in POWERS else None
