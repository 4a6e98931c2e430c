"""English names that are made of several fields: the Fairs and Markets Bureau, Secretary for Culture and Sports."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes


def joint_names(text: str, start: int, end: int, shapes: Shapes) -> list[tuple[int, int]]:
    """Give the half-open offsets of the names between two offsets in which an and joins what one body is for.

    Two bodies that are joined are no such name: the Fairs Office and the Markets Bureau.
    """
    found: list[tuple[int, int]] = []
    if text.find(" and ", start, end) < 0:
        return found
    for match in shapes["english-joint-name"].finditer(text, start, end):
        body = match["body"]
        one = body is None or shapes.fits("english-body", body.lower())
        if one and not shapes.fits("english-body", (match["first"] or "").lower()):
            found.append(match.span())
    return found
