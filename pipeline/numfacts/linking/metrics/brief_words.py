"""Words that are metrics only where a figure stands right behind them: 目标降至33元, 罚逾3亿元, 可用21天."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.links import Link
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

CODE = re.compile(r"(?:\([0-9A-Za-z.-]{2,12}\)|的){1,2}$")
LONGEST = 16  # characters of that
REACH = 30  # characters before a figure in which its word stands
WORDS = {  # the shapes by which they are told, each with the kind of figures it is for and the id of its metric
    "brief-target": ("money", "target_price"),
    "brief-fine": ("money", "fine"),
    "brief-issue": ("share", "share_count"),
    "brief-stock": ("duration", None),
}


def briefly(place: Place, shapes: Shapes) -> Link | None:
    """Give the word that a figure stands right behind, but for how it moves or is bounded."""
    reading, quantity = place.reading, place.quantity
    if reading.english:
        return None
    start = max(reading.start, quantity.left - REACH)
    for shape, (kind, metric_id) in WORDS.items():
        if quantity.kind != kind:
            continue
        found = shapes[shape].search(reading.text, start, quantity.start)
        if found is None or (kind == "share" and reading.codes[place.index + 1 : place.index + 2] == "M"):
            continue  # 发行3亿股代价股
        begin, end = found.span("metric")
        if metric_id == "target_price" and (quantity.scale or not _is_of_someone(reading, begin)):
            continue  # 销售目标降至3亿元
        position = next((at for at, token in enumerate(reading.tokens) if token.end > begin), None)
        return Link(Mention(reading.text[begin:end], begin, end, metric_id), None, None, position, event=True)
    return None


def _is_of_someone(reading: Reading, start: int) -> bool:
    """Say whether what may be the name of someone ends at an offset, but for the code of his shares and 的."""
    code = CODE.search(reading.text, max(reading.start, start - LONGEST), start)
    end = code.start() if code is not None else start
    last = next((at for at in reversed(range(len(reading.tokens))) if reading.tokens[at].start < end), -1)
    return last >= 0 and reading.tokens[last].end == end and reading.codes[last] in "wC"
