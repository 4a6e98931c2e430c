"""Words that are metrics only where a figure stands right behind them: 目标降至33元, 罚逾3亿元, 增发3亿股."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import Link
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.vocabulary.shapes import Shapes

REACH = 30  # characters before a figure in which its word stands
WORDS = (  # the kind of figures that they are for, the shapes by which they are told, and the ids of their metrics
    ("money", "brief-target", "target_price"),
    ("money", "brief-fine", "fine"),
    ("share", "brief-issue", "share_count"),
)


def briefly(place: Place, shapes: Shapes) -> Link | None:
    """Give the word that a figure stands right behind, but for how it moves or is bounded."""
    reading, quantity = place.reading, place.quantity
    if reading.codes[place.index + 1 : place.index + 2] == "M":
        return None  # 发行3亿股代价股
    for kind, shape, metric_id in WORDS:
        if quantity.kind != kind or (metric_id == "target_price" and quantity.scale):
            continue  # 销售目标降至3亿元
        found = shapes[shape].search(reading.text, max(reading.start, quantity.left - REACH), quantity.start)
        if found is not None:
            mention = Mention(found["metric"], *found.span("metric"), metric_id)
            return Link(mention, None, None, None, event=True)
    return None


def likely(place: Place, shapes: Shapes) -> Link | None:
    """Give the word for how likely something is, whose value a share is: 维持利率不变的可能性逾97%."""
    reading, quantity = place.reading, place.quantity
    if quantity.code != "percent":
        return None
    found = shapes["how-likely"].search(reading.text, reading.start, quantity.start)
    return None if found is None else Link(Mention(found["metric"], *found.span("metric")), None, None, None)
