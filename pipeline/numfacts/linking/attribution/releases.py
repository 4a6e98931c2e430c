"""Statistics that a body has put out: named before its figures, and gone on with over paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.attribution.sources import Source
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes


def put_out_before(reading: Reading, begin: int, bodies: Bodies, shapes: Shapes) -> Source | None:
    """Give the body that the words from an offset on, without figures, say has put some out: 某局公布前三季度数据。"""
    told = shapes["put-out-by"].search(reading.text, begin, reading.start if "Q" in reading.codes else reading.end)
    if told is None or not bodies.is_source(told["house"]):
        return None
    return Source(Mention(told["house"], *told.span("house")), 0, 2, closing=False, collected=True)


def tells_statistics(reading: Reading, shapes: Shapes) -> bool:
    """Say whether a paragraph goes on with statistics: at a month, with a growth or a breakdown; not at a day."""
    if not reading.tokens:
        return False
    times = [token for token in reading.tokens[: reading.codes.find("Q")] if token.code == "P"]
    if any(shapes["day"].search(reading.text, time.start, time.end) for time in times):
        return False
    breakdown = shapes["breakdown"].match(reading.text, reading.start) is not None
    return reading.codes[0] == "P" or is_series(reading, shapes) or breakdown


def is_series(reading: Reading, shapes: Shapes) -> bool:
    """Say whether a sentence tells what statistics do, and decisions do not: 同比增长3%."""
    return shapes["series-figure"].search(reading.text, reading.start, reading.end) is not None
