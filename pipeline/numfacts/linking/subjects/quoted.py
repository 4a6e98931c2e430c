"""Whose the people and companies are that are counted right behind a name in quotation marks: 《青屿日报》3间公司."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS
from numfacts.linking.subjects.question import Whose
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.subjects.question import Asked
    from numfacts.vocabulary.shapes import Shapes


def of_quoted(asked: Asked, shapes: Shapes) -> Whose | None:
    """Give whom a name between quotation marks names, right before how many of its people or companies there are."""
    reading, quantity = asked.reading, asked.quantity
    if quantity.kind not in COUNTS:
        return None
    found = shapes["quoted-owner"].search(reading.text, reading.start, quantity.end)
    if found is None:
        return None
    at = found.lastindex or 0
    return Whose(Mention(found[at], *found.span(at)), firm=True)
