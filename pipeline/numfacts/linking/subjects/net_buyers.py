"""Who bought or sold more shares than the other way round, by what such traders are called: 外资卖超5亿元."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.question import Asked, Whose
from numfacts.records import Mention

if TYPE_CHECKING:
    import re

    from numfacts.vocabulary.shapes import Shapes

NET = ("买超", "卖超")
ALL = "三大法人"
REACH = 400  # characters before a total in which those may be named whose it is


def net_buyer(asked: Asked, shapes: Shapes) -> Whose | None:
    """Give the trader named last before what was bought net, or all of them for a total: 合计卖超."""
    link, reading = asked.link, asked.reading
    if link is None or reading.english or not (link.mention.text or "").endswith(NET):
        return None
    end = link.mention.end or 0
    named = [found for found in shapes["net-buyer"].finditer(reading.text, reading.start, end) if _is_open(found)]
    start = reading.tokens[asked.begin].start
    total = shapes["net-total"].search(reading.text, max(reading.start, start - 1), end) is not None
    if total and not any(found.start() >= start for found in named):
        whole = reading.text.rfind(ALL, max(0, start - REACH), start)
        if whole >= 0:
            return Whose(Mention(ALL, whole, whole + len(ALL)), firm=True, aside=True)
    if not named or named[-1]["by"]:
        return None  # 某股遭外资卖超3万张
    return Whose(Mention(named[-1]["name"], *named[-1].span("name")), firm=True, aside=True)


def _is_open(found: re.Match[str]) -> bool:
    """Say whether a name stands in no bracket: 外资及陆资(不含外资自营商)."""
    return found.string.rfind("(", found.pos, found.start()) <= found.string.rfind(")", found.pos, found.start())
