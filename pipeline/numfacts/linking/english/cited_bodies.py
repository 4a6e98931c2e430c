"""Bodies that tell what only a country has: The Elm Chamber predicted GDP growth of 2 percent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.reading import Reading
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes


def is_cited_body(
    reading: Reading, metric: Mention | None, subject: Mention | None, bodies: Bodies, shapes: Shapes
) -> bool:
    """Say whether the subject that was found is only the body that tells a figure of a country."""
    if not reading.english or metric is None or metric.id not in shapes.group("economy"):
        return False
    if subject is None or subject.start is None or subject.end is None or not bodies.is_body(subject.text or ""):
        return False
    if not reading.start <= subject.start < reading.end:
        return False
    return shapes["english-told-by"].match(reading.text, subject.end, reading.end) is not None
