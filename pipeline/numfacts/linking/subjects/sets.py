"""Whose those are whom a number takes up that were counted before: 3名某国商人……这3人."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS
from numfacts.linking.subjects.question import Whose

if TYPE_CHECKING:
    from numfacts.linking.subjects.question import Asked
    from numfacts.vocabulary.shapes import Shapes


class CountedSets:
    """Keeps whose those are who were counted, by how many there were."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._sets: dict[tuple[str, str], Whose] = {}

    def keep(self, asked: Asked, found: Whose) -> None:
        """Take note of whose so many are: of the place that they are called by, or of whom they are told."""
        quantity, place = asked.quantity, self._called_by(asked)
        if quantity.kind in COUNTS and (place is not None or not found.aside):
            self._sets[quantity.kind, str(quantity.value)] = place or found

    def _called_by(self, asked: Asked) -> Whose | None:
        """Give the place that the noun for people begins with behind their number: 3名受罚的某国商人."""
        named = asked.link.mention.start if asked.link is not None and asked.quantity.kind == "person" else None
        if named is None or named < asked.quantity.right:
            return None
        tokens = enumerate(asked.reading.tokens)
        at = next((at for at, token in tokens if token.code == "S" and named in (token.start, token.end)), None)
        return Whose(asked.reading.mention(at), firm=True) if at is not None else None

    def again(self, asked: Asked) -> Whose | None:
        """Give whose as many were who were counted before, where this number only takes them up."""
        quantity, reading = asked.quantity, asked.reading
        if quantity.kind not in COUNTS or (quantity.kind, str(quantity.value)) not in self._sets:
            return None
        if self._shapes["these"].search(reading.text, reading.start, quantity.left) is None:
            return None
        return self._sets[quantity.kind, str(quantity.value)]._replace(aside=True)
