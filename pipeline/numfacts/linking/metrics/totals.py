"""What a ratio to a total is: 占公司总股本的1.78%, 占营业收入比重."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import Link, metric_rule, source_of
from numfacts.programs import later
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

SHARES = frozenset(["revenue_share", "cost_share", "stake", "pledged_share"])  # ids of what is a share of some total
MARKET = "market_share"
LISTED = later("[^Q]*Q(?:(?:j?Q)*j?|[wMS]+)")  # 占营收比例分别为67%、22%


def ratio_to_total(reading: Reading, index: int, shapes: Shapes) -> Link | None:
    """Read the phrase from 占 on as the metric of the ratio at ``index``, with the id that its total gives it."""
    codes, tokens = reading.codes, reading.tokens
    first, end = reading.clause_start(index), index + 1
    position = codes.rfind("r", first, index)
    if codes[index - 1] == ")":
        index = max(codes.rfind("(", position, index), position)  # 占总人口（520万）近两成
    if position < 0 or ("Q" in codes[position:index] and LISTED.fullmatch(codes, position, index) is None):
        return None
    index = min(codes.find("Q", position), index)
    while codes[index] == "Q" and codes[index + 1 : index + 2] in ("w", "M") and "Q" in codes[index + 1 : end]:
        index = codes.find("Q", index + 1)  # 占公司全球90万辆交付量的5%
    token = tokens[position]
    start = token.end - 1 if reading.text.startswith("占", token.end - 1) else token.start  # 约占
    named = [found.end for found in tokens[position + 1 : index] if found.code == "M"]
    text = reading.text[start : named[-1] if named else tokens[index].start]
    while (ending := shapes["total-ends"].search(text)) is not None:
        text = text[: ending.start()]
    if len(text) < 2:
        return None
    metric_id, source = None, None
    for found in tokens[position + 1 : index]:
        total = metric_rule(found)
        if metric_id is None and total is not None and total.ratio in SHARES:
            metric_id, source = total.ratio, source_of(found)
        elif total is not None and total.metric == MARKET:
            metric_id, source = MARKET, source_of(found)  # 占全球市场份额的12%
    metric_id = MARKET if metric_id is None and shapes.fits("sold-by-all", text) else metric_id
    return Link(Mention(text, start, start + len(text), metric_id), None, source, position)
