"""Points that are scored: in a text that names no market they count, and measure nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.links import metric_rule
from numfacts.numbers.quantity import Quantity

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

MADE = frozenset(["added", "adds", "adding", "add"])
WORD = re.compile("[A-Za-z]+")


def are_scored(document: Document, shapes: Shapes) -> bool:
    """Say whether the points of an English text are scored: it has some, and names neither index nor market."""
    if all(quantity.kind != "point" for quantity in document.quantities):
        return False
    if any((rule := metric_rule(token)) is not None and rule.index for token in document.terms):
        return False
    words = {word.lower() for word in WORD.findall(document.normalized)}
    return not any(shapes.fits("english-market", word) for word in words)


def settle_scored(reading: Reading) -> None:
    """Read points as things counted, in place, but where they are by how much something moved: fell 3 points."""
    for index, token in enumerate(reading.tokens):
        quantity = token.item
        if not isinstance(quantity, Quantity) or quantity.kind != "point":
            continue
        if reading.codes[index - 1 : index] == "V" and (reading.mention(index - 1).text or "").lower() not in MADE:
            continue
        quote = reading.text[quantity.start : quantity.end - len(quantity.unit_text or "")].rstrip(" -")
        end = quantity.start + len(quote)
        quantity.kind, quantity.code, quantity.unit_text = "bare", None, None
        quantity.right += end - quantity.end
        quantity.end = end
        del quantity.rules[0]
        reading.tokens[index] = msgspec.structs.replace(token, end=quantity.right)
