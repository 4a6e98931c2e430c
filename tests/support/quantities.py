"""The quantities that the shipped rules find."""

from __future__ import annotations

from numfacts.document import Document
from numfacts.numbers.quantity import Quantity
from numfacts.pipeline import Extractor

EXTRACTOR = Extractor(time_limit=None)


def quantities(text: str) -> list[Quantity]:
    """Gives the quantities of a text."""
    document = Document("a", text)
    for stage in EXTRACTOR.stages[:4]:
        document = stage(document)
    return document.quantities
