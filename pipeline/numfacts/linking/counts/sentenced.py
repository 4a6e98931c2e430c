"""To what so many months or years sentence someone: 4年监禁, 一审判6年, a four-year prison term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import Link
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.vocabulary.shapes import Shapes


def sentenced(place: Place, shapes: Shapes) -> Link | None:
    """Read the kind of sentence right behind a length of time as what it is of, or else the verb before it."""
    reading, quantity, near = place.reading, place.quantity, place.near
    if reading.english:
        term = shapes["english-term-behind"].match(reading.text, quantity.end, reading.end)
        return None if term is None else Link(Mention(term["metric"], *term.span("metric")), None, None, None)
    if near is not None and near.quantity.kind == "duration" and near.link is not None:
        between = reading.text[near.quantity.end : quantity.left]
        if (
            between in shapes.words("joins-terms")
            and shapes["term-behind"].match(reading.text, quantity.end, reading.end) is None
        ):
            return near.link  # 遭判5年及4年
    found = shapes["term-behind"].match(reading.text, quantity.end, reading.end)
    found = found or shapes["term-before"].search(reading.text, reading.start, quantity.left)
    if found is None:
        return None
    return Link(Mention(found["metric"], *found.span("metric")), None, None, None)
