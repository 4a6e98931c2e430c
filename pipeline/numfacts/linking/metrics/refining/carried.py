"""What a metric that was carried over is, by the value before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.metrics.refining.rule import with_id

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.links import Link
    from numfacts.records import Mention

TELLING = frozenset(["commodity_price", "net_profit_attributable"])  # of goods, not of a deal; whose profit it is


def carried_id(place: Place, link: Link, metric: Mention, change: bool) -> Mention:
    """Give a metric that was carried the id that the value before it told: 合约收于6美元/蒲式耳，上涨5美分."""
    before = place.previous.metric if place.previous is not None else None
    rule = link.rule
    if change and place.quantity.kind == "ratio" and rule is not None and metric.id == rule.ratio is not None:
        return with_id(metric, rule.metric)  # 收入贡献为30%，按年增长8%
    told = metric.id is None or (before is not None and before.id in TELLING)
    if told and before is not None and (before.start, before.end) == (metric.start, metric.end):
        return before
    return metric
