"""Which way an English amount moved, by a word beside it that elsewhere is no word of change, or not of it.

The word stands behind one or two ways of telling the amount (0.4 percent, or 16 points, down at 3,912; 35 points
(0.5%) below its previous close), or is a verb that has another sense before things (recovered 2 percent).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.records import Direction
    from numfacts.vocabulary.shapes import Shapes

SIZES = frozenset(["ratio", "point", "difference"])  # kinds that tell how far something moved, whatever stands beside
AGAIN = re.compile(r",?jQ|\(Q\)")  # codes of another way of telling the quantity before
REACH = 48  # characters before a quantity in which its verb stands


def side(reading: Reading, index: int, quantity: Quantity, shapes: Shapes) -> Direction | None:
    """Give the direction of the move that the quantity at ``index`` is by such a word, null where there is none."""
    if not reading.english or quantity.kind not in SIZES | {"money"}:
        return None
    last = _last(reading, index)
    if quantity.kind in SIZES or last != index:
        behind = shapes["english-side-behind"].match(reading.text, reading.tokens[last].end)
        if behind is not None and not (behind["again"] and last == index):
            return _direction(behind["up"] or behind["above"])
    if quantity.kind not in SIZES or reading.text.startswith(" of ", quantity.right):
        return None
    begin = max(reading.start, quantity.left - REACH)
    for name in ("english-side-verb", "english-side-noun", "english-side-ahead"):
        before = shapes[name].search(reading.text, begin, quantity.left)
        if before is not None:
            return _direction(before["up"])
    return None


def _last(reading: Reading, index: int) -> int:
    """Give the index of the token that ends how an amount is told, once or twice: 0.4 percent, or 16 points."""
    again = AGAIN.match(reading.codes, index + 1)
    joined = index + 1 + again[0].find("j") if again is not None and "j" in again[0] else None
    if again is None or (joined is not None and reading.mention(joined).text != "or"):
        return index
    return again.end() - 1


def _direction(up: str | None) -> Direction:
    """Give the direction of a match by what it has of a rise."""
    return "up" if up else "down"
