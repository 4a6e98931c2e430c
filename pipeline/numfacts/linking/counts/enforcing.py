"""What becomes of those counted, what flies or sails, what sets free and what sentences: 45人全部被定罪, 4年监禁."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import Link
from numfacts.records import Mention

if TYPE_CHECKING:
    import re

    from numfacts.linking.claim import Place
    from numfacts.vocabulary.shapes import Shapes


def enforced(place: Place, shapes: Shapes) -> Link | None:
    """Read what stands right behind a count and flies or sails, or befalls people, as the metric of the count."""
    reading, quantity = place.reading, place.quantity
    if reading.english or quantity.unit_text is None:
        return None
    sorties = quantity.unit_text in shapes.words("units-of-craft")
    if sorties and (craft := shapes["craft"].match(reading.text, quantity.right, reading.end)):
        return Link(Mention(craft["craft"], *craft.span("craft")), None, None, None)
    if (outcome := shapes["case-outcome"].match(reading.text, quantity.right, reading.end)) is not None:
        return Link(Mention(outcome["did"], *outcome.span("did")), None, None, None, event=True)
    if quantity.kind == "person" and (done := shapes["undergoes"].match(reading.text, quantity.right, reading.end)):
        at = done.lastgroup or 0
        return Link(Mention(done[at], *done.span(at)), None, None, None, event=True)
    return None


def bailed(place: Place, shapes: Shapes) -> Link | None:
    """Read what money is paid for that sets someone free as what it is of: 40万元交保."""
    paid = _behind("bailed", place, shapes)
    return Link(Mention(paid["did"], *paid.span("did")), None, None, None, event=True) if paid is not None else None


def sentenced(place: Place, shapes: Shapes) -> Link | None:
    """Read the kind of sentence right behind a length of time as what it is of."""
    found = _behind("term-behind", place, shapes)
    return Link(Mention(found["metric"], *found.span("metric")), None, None, None) if found is not None else None


def _behind(shape: str, place: Place, shapes: Shapes) -> re.Match[str] | None:
    """Match a shape right behind a quantity."""
    return shapes[shape].match(place.reading.text, place.quantity.right, place.reading.end)
