"""What forces find, search and hold so many of, and what becomes of those held: 搜查88个目标地点, 45人全部被定罪."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS, Link
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.vocabulary.shapes import Shapes

SHORTEST = 2  # characters of a noun that is searched or found


def enforced(place: Place, shapes: Shapes) -> Link | None:
    """Read what stands right behind a count and what is done to it as the metric of the count."""
    reading, quantity = place.reading, place.quantity
    if reading.english or quantity.kind not in COUNTS or quantity.unit_text is None:
        return None
    sorties = quantity.unit_text in shapes.words("units-of-craft")
    if sorties and (craft := shapes["craft"].match(reading.text, quantity.right, reading.end)):
        return Link(Mention(craft["craft"], *craft.span("craft")), None, None, None)
    if quantity.kind == "person" and (done := shapes["undergoes"].match(reading.text, quantity.right, reading.end)):
        at = done.lastgroup or 0
        return Link(Mention(done[at], *done.span(at)), None, None, None, event=True)
    if _goes_on(place, shapes):
        return place.near.link if place.near is not None else None
    if shapes["searches"].search(reading.text, reading.start, quantity.left) is None:
        return None
    return _noun(place)


def bailed(place: Place, shapes: Shapes) -> Link | None:
    """Read what money is paid for that sets someone free as what it is of: 40万元交保."""
    paid = shapes["bailed"].match(place.reading.text, place.quantity.right, place.reading.end)
    return Link(Mention(paid["did"], *paid.span("did")), None, None, None, event=True) if paid is not None else None


def _goes_on(place: Place, shapes: Shapes) -> bool:
    """Say whether a count is of a part of those counted before, with no noun of its own: 18间企业…，当中7间已完成."""
    near, quantity = place.near, place.quantity
    if near is None or near.link is None or near.quantity.unit_text != quantity.unit_text:
        return False
    text = place.reading.text
    among = shapes["among-those"].search(text, near.quantity.end, quantity.left) is not None
    return among and shapes["of-those"].match(text, quantity.right) is not None


def _noun(place: Place) -> Link | None:
    """Read the nouns right behind a count, up to what is no noun."""
    reading, last = place.reading, place.index + 1
    start = end = place.quantity.right
    while reading.codes[last : last + 1] in ("w", "M", "v", "X") and reading.tokens[last].start == end:
        end = reading.tokens[last].end
        last += 1
    if end - start < SHORTEST or reading.codes[last - 1] in "vX" or reading.text[end] == "的":
        return None
    return Link(Mention(reading.text[start:end], start, end), None, None, place.index + 1)
