"""What a count without a noun is of, by what is told before: 涉及旅行社的投诉有30宗, 截收意向书，共收到3份."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.counts.premodified import CASES
from numfacts.linking.links import Link
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.vocabulary.shapes import Shapes

HANDED = re.compile("v[vwM]*(?P<noun>[wM])$")  # codes of the end of a clause, whose verb has a noun as its object


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


def taken_in(place: Place, shapes: Shapes) -> Link | None:
    """Read the papers that a clause before asks for as those of which so many came in: 截收意向书，共收到3份."""
    reading, first = place.reading, place.reading.clause_start(place.index)
    begin = reading.tokens[first].start
    if first < 1 or shapes["comes-in"].search(reading.text, begin, place.quantity.left) is None:
        return None
    for start, stop in reversed(list(reading.clauses(0, first - 1))):
        handed = HANDED.search(reading.codes, start, stop)
        if handed is not None:
            position = handed.start("noun")
            return Link(reading.mention(position), None, None, position)
    return None
