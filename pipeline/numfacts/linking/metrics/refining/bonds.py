"""Bonds: what is issued, owed and held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.metrics.refining.rule import is_of, with_id
from numfacts.records import Mention

if TYPE_CHECKING:
    import re

    from numfacts.linking.claim import Place
    from numfacts.vocabulary.shapes import Shapes

ISSUED_REACH = 12  # characters before an amount in which its issue is told
DUE_REACH = 6  # characters behind a bond that tell what becomes of it


def bond_behind(place: Place, metric: Mention | None, shapes: Shapes) -> Mention | None:
    """Give the bond right behind its amount where it is owed already, or nothing else is told: 明日到期的3亿美元债."""
    text, quantity, reading = place.reading.text, place.quantity, place.reading
    if quantity.kind != "money":
        return metric
    bond = shapes["bond-behind"].match(text, quantity.right)
    if not reading.english and _only_issues(place, metric, shapes):
        issued = shapes["issued-behind"].match(text, quantity.right, reading.end)
        if issued is not None:
            return Mention(issued["bond"], *issued.span("bond"), "funding_amount")  # 发行3亿元2020年第五期融资券
    if bond is None:
        return metric
    clause = reading.tokens[reading.clause_start(place.index)].start
    owed = shapes["bond-due"].search(text, clause, min(bond.end() + DUE_REACH, reading.end)) is not None
    if metric is not None and not owed:
        return metric
    return Mention(bond[0], bond.start(), bond.end(), "debt" if owed else "funding_amount")


def part_of_debt(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read what is listed as a part of a debt as one: 债务余额20亿元，包括中期票据15亿元、公司债5亿元."""
    near = place.near
    if near is None or not is_of(near, "debt"):
        return metric
    listed = shapes["listed-part"].match(place.reading.text, near.quantity.end)
    return with_id(metric, "debt") if listed is not None else metric


def held_bonds(place: Place, metric: Mention, shapes: Shapes) -> Mention:
    """Read bonds that are held, rather than issued, as no funding: 持有国债2万亿元."""
    held = _held(place, shapes)
    return metric if held is None else with_id(metric, "capital_flow" if held["net"] else None)


def _only_issues(place: Place, metric: Mention | None, shapes: Shapes) -> bool:
    """Say whether all that is told of an amount before it is that so much is issued."""
    if metric is None or metric.text is None:
        left = place.quantity.left
        start = max(place.reading.start, left - ISSUED_REACH)
        return shapes["brief-issue"].search(place.reading.text, start, left) is not None
    return metric.id is None and metric.text.endswith("发行") and (metric.start or 0) < place.quantity.left


def _held(place: Place, shapes: Shapes) -> re.Match[str] | None:
    """Give what someone who holds bonds, and issued none, does with them, in the clause of an amount or before it."""
    reading = place.reading
    if reading.english:
        return None
    start = reading.tokens[reading.clause_start(place.index)].start
    for begin, end in ((start, place.quantity.left), (reading.start, start)):
        if shapes["bonds-issued"].search(reading.text, begin, end) is not None:
            return None
        if (held := shapes["bonds-held"].search(reading.text, begin, end)) is not None:
            return held
    return None
