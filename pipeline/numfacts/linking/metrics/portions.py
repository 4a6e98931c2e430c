"""What a share is of, where its clause tells what is done with it: 完成年度目标的80%, 按15%的税率征收所得税."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.links import GOVERNING, Link, metric_rule
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.metrics.linker import MetricLinker
    from numfacts.vocabulary.shapes import Shapes

OF = "的"
BOUNDS = frozenset([">=", "<="])


def portion(place: Place, metrics: MetricLinker, shapes: Shapes) -> Link | None:
    """Give what a Chinese share is of by what is done with it; null where nothing is."""
    return (
        _exceeding(place, metrics)
        or _bounded(place, metrics)
        or _said(place, shapes)
        or _held_against(place, metrics, shapes)
        or _spent(place, metrics, shapes)
        or _paid(place, shapes)
    )


def _exceeding(place: Place, metrics: MetricLinker) -> Link | None:
    """Give the amount before that a clause only sets against a total: 票房超过15亿元，超过公司营业收入的50%.

    Not of shares, of which the part of all is told: 不超过5亿元股票，不超过总股本的3%.
    """
    reading, near = place.reading, place.near
    if near is None or near.quantity.kind != "money" or metrics.of_shares(reading, place.index):
        return None
    first = reading.clause_start(place.index)
    return near.link if reading.codes[first] == "k" and reading.text[place.quantity.left - 1] == OF else None


def _bounded(place: Place, metrics: MetricLinker) -> Link | None:
    """Give the amount that is bounded by a share of another: 分红总额不低于净利润的50%, 减持比例不超过总股本的2%."""
    bounds = place.quantity.comparator in BOUNDS
    bounded = metrics.bounded(place.reading, place.index, place.quantity) if bounds else None
    rule = bounded.rule if bounded is not None else None
    if bounded is not None and metrics.of_shares(place.reading, place.index):
        return Link(msgspec.structs.replace(bounded.mention, id="stake"), rule, bounded.source, bounded.position)
    return bounded if rule is not None and "money" in rule.takes and rule.id not in GOVERNING else None


def _said(place: Place, shapes: Shapes) -> Link | None:
    """Give the part of an offering that a share is for, the aim of which so much is done, or how likely it tells.

    完成目标的80%, 70%的概率.
    """
    reading = place.reading
    first = reading.tokens[reading.clause_start(place.index)].start
    left = place.quantity.left
    part = (
        shapes["offered-by"].match(reading.text, place.quantity.right)
        or shapes["likelihood"].match(reading.text, place.quantity.right)
        or shapes["offered-share"].search(reading.text, first, left)
        or shapes["goal-done"].search(reading.text, first, left)
    )
    return Link(Mention(part["part"], *part.span("part")), None, None, None) if part is not None else None


def _held_against(place: Place, metrics: MetricLinker, shapes: Shapes) -> Link | None:
    """Give the metric before that comes to a share of another: 新车销售量达到销售总量的20%."""
    reading = place.reading
    first = reading.tokens[reading.clause_start(place.index)].start
    comes = shapes["comes-to-share"].search(reading.text, first, place.quantity.left)
    return _of_other(metrics.up_to(reading, place.index, comes.start()) if comes is not None else None)


def _spent(place: Place, metrics: MetricLinker, shapes: Shapes) -> Link | None:
    """Give the money of which a share is used for something, named right before it or before a value before."""
    reading, before, near = place.reading, place.index - 1, place.near
    if shapes["used-for"].match(reading.text, place.quantity.right) is None:
        return None
    if reading.codes[before] == "M":
        return _of_other(metrics.phrases.at(reading, before))  # 净额的六成用于研发
    return _of_other(near.link) if near is not None and reading.codes[before] in ",sj" else None


def _of_other(amount: Link | None) -> Link | None:
    """Give an amount as what a share is of, which is no value of it."""
    if amount is None:
        return None
    return Link(msgspec.structs.replace(amount.mention, id=None), None, amount.source, amount.position)


def _paid(place: Place, shapes: Shapes) -> Link | None:
    """Give what is paid at a rate, named behind the verb of paying: 按15%的税率征收所得税."""
    reading = place.reading
    paid = shapes["paid-at"].match(reading.text, place.quantity.end)
    if paid is None:
        return None
    position, end = reading.overlapping(*paid.span()).stop, paid.end()
    while reading.codes[position : position + 1] in ("w", "M") and reading.tokens[position].start == end:
        position, end = position + 1, reading.tokens[position].end
    if end == paid.end():
        return None
    rule = metric_rule(reading.tokens[position - 1])
    metric_id = rule.metric if rule is not None and "ratio" in rule.takes else None
    return Link(Mention(reading.text[paid.end() : end], paid.end(), end, metric_id), None, None, None)
