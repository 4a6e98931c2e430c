"""Sources that were found as the subject of what they only tell: 云杉测量师行对地皮的估值为5亿元."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.draft import Draft
    from numfacts.vocabulary.shapes import Shapes

KIND = 2  # characters of words for a house that has no name: 银行


def turned(draft: Draft, shapes: Shapes) -> Mention | None:
    """Make the subject of a claim its source, where that only tells of somebody else, whose the figure then is."""
    subject = draft.subject
    if subject is None or (valued := _valued(draft, subject, shapes)) is None:
        return None
    draft.subject, draft.basis["subject"] = valued, "explicit"
    return subject if len(subject.text or "") > KIND else None


def _valued(draft: Draft, subject: Mention, shapes: Shapes) -> Mention | None:
    """Give what a house values, where it is the house that was found."""
    metric, reading = draft.metric, draft.place.reading
    if metric is None or metric.id != "valuation" or metric.start is None or subject.end is None:
        return None
    if shapes["assessor"].search(subject.text or "") is None:
        return None
    found = shapes["valued"].search(reading.text, max(subject.end, reading.start), metric.start)
    return Mention(found["name"], *found.span("name")) if found is not None else None
