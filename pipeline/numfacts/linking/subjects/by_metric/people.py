"""Which people a figure is of, where its metric is what people have: pay, ratings, what they spend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.question import Whose
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.subjects.by_metric.measured import Measured

EACH = 2  # characters of what says that it is a head: 人均|开支


def person(measured: Measured) -> Whose | None:
    """Give the person behind an office for what people have: 董事长林海的年薪, 总统某某的支持率."""
    reading, shapes = measured.reading, measured.known.shapes
    if measured.start <= reading.start or not measured.begins_with("of-person"):
        return None
    found = shapes["person-with"].search(reading.text, measured.clause, measured.start)
    return Whose(Mention(found["name"], *found.span("name")), firm=True) if found is not None else None


def spenders(measured: Measured) -> Whose | None:
    """Give those who spend so much a head: 访港旅客人均消费, 内地旅客，人均消费."""
    reading, shapes = measured.reading, measured.known.shapes
    begin = max(reading.start, measured.start - EACH)
    if shapes["spend-each"].search(reading.text, begin, measured.end) is None:
        return None
    found = [*shapes["spender"].finditer(reading.text, reading.start, measured.asked.quantity.left)]
    return Whose(Mention(found[-1]["name"], *found[-1].span("name")), firm=False) if found else None
