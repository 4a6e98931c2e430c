"""What a count without a noun is of, by what is told before: 涉及旅行社的投诉有30宗."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.counts.premodified import CASES
from numfacts.linking.links import Link
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.vocabulary.shapes import Shapes


def cases_before(place: Place, shapes: Shapes) -> Link | None:
    """Read what so many cases are called at the end of what tells of them before: 涉及旅行社的投诉有30宗."""
    reading, quantity = place.reading, place.quantity
    if quantity.unit_text not in CASES:
        return None
    begin = reading.tokens[reading.clause_start(place.index)].start
    found = shapes["cases-before"].search(reading.text, begin, quantity.left)
    if found is None:
        return None
    lead = shapes["case-lead"].match(reading.text, found.start("noun"), found.end("noun"))
    start, end = found.start("noun") if lead is None else lead.end(), found.end("noun")
    noun, near = reading.text[start:end], place.near
    if near is not None and near.metric is not None and (near.metric.text or "").endswith(noun):
        return near.link  # 接获203宗资料外泄事故，其中黑客导致的事故有61宗
    return Link(Mention(noun, start, end), None, None, None)
