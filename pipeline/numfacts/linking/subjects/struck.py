"""Whose the dead and hurt of an attack are: of where it struck, not of who attacked (甲军空袭乙城，造成5人死亡)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS
from numfacts.linking.subjects.question import Whose
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.subjects.question import Asked
    from numfacts.vocabulary.shapes import Shapes


def struck(asked: Asked, shapes: Shapes) -> Whose | None:
    """Give where the last attack struck that a Chinese sentence tells of before it counts the dead or the hurt."""
    reading, quantity = asked.reading, asked.quantity
    if quantity.kind not in COUNTS or shapes["casualties"].match(reading.text, quantity.end) is None:
        return None
    attacks = list(shapes["attack-on"].finditer(reading.text, reading.start, quantity.start))
    if not attacks:
        return None
    at = attacks[-1].lastindex or 0
    return Whose(Mention(attacks[-1][at], *attacks[-1].span(at)), firm=True)
