"""What an official tells of as one of those who decide on it: money, or counts to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.attribution.own_figures.telling import titled

if TYPE_CHECKING:
    from numfacts.linking.attribution.own_figures.telling import Telling

MARKET_PRICES = frozenset(["price", "prices"])  # which nobody decides on
TITLE_REACH = 30  # characters before an English name in which its bearer's office may stand
COUNTED = frozenset(["count", "person"])  # kinds of quantities that officials report rather than decide


def sets_price(telling: Telling) -> bool:
    """Say whether a body tells what it will charge: fares will rise to 3 dollars, the Transport Department said."""
    metric = telling.metric
    if metric is None or telling.modality != "forecast" or not telling.bodies.is_body(telling.name):
        return False
    priced = telling.shapes["english-decided"].search((metric.text or "").lower())
    return priced is not None and priced[0] not in MARKET_PRICES


def is_official_in_charge(telling: Telling) -> bool:
    """Say whether an English text tells of money, or of what will be, on the word of an official."""
    if telling.modality != "forecast" and telling.quantity.kind != "money":
        return False
    start, text = telling.source.start, telling.reading.text
    lead = start if telling.bodies.is_body(telling.name) else max(start - TITLE_REACH, 0)
    return telling.shapes["official-english"].search(text, lead, start + len(telling.name)) is not None


def is_no_plan_of_official(telling: Telling) -> bool:
    """Say whether anyone but an official speaks, or one of what is and has been."""
    if telling.source.rank or telling.modality != "forecast":
        return True
    return telling.shapes["official"].search(titled(telling)) is None


def is_awaited(telling: Telling) -> bool:
    """Say whether an official only awaits what will be, which is no money."""
    reading, shapes = telling.reading, telling.shapes
    if telling.quantity.kind == "money":
        return False
    return shapes["awaited"].search(reading.text, reading.start, reading.tokens[telling.index].start) is not None


def is_planned_count(telling: Telling) -> bool:
    """Say whether an official tells how many there will be."""
    return telling.quantity.kind in COUNTED


def is_rate(telling: Telling) -> bool:
    """Say whether a ratio is a rate, which comes of what many do: 失业率."""
    metric = telling.metric
    return telling.quantity.kind == "ratio" and metric is not None and (metric.text or "").endswith("率")


def is_for_officials(telling: Telling) -> bool:
    """Say whether a quantity is of a metric that officials do not merely report."""
    return telling.metric is not None and telling.metric.id not in telling.shapes.group("reported")
