"""What an official tells of as one of those who decide on it: money, or counts to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.attribution.own_figures.telling import titled

if TYPE_CHECKING:
    from numfacts.linking.attribution.own_figures.telling import Telling

TITLE_REACH = 30  # characters before an English name in which its bearer's office may stand
COUNTED = frozenset(["count", "person"])  # kinds of quantities that officials report rather than decide
MARKET_PRICES = frozenset(["price", "prices"])  # which nobody decides on


def runs_it(telling: Telling) -> bool:
    """Say whether a body tells what will become of what it runs: rents will rise, the Housing Authority said."""
    metric, shapes = telling.metric, telling.shapes
    told = telling.source.rank == 0 and telling.modality == "forecast" and metric is not None
    if not told or metric is None or telling.bodies.is_known(telling.name):
        return False
    foretold = shapes["predicts"].match(telling.reading.text, telling.end + 1) is not None
    return not foretold and shapes.fits("english-run", metric.text or "")


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
    start, text, begin = telling.source.mention.start or 0, telling.reading.text, telling.reading.start
    if telling.shapes["english-court"].search(text, begin, telling.quantity.start) is not None:
        return False
    lead = max(start - TITLE_REACH, 0)
    return telling.shapes["official-english"].search(text, lead, start + len(telling.name)) is not None


def is_no_plan_of_official(telling: Telling) -> bool:
    """Say whether anyone but an official speaks, or one of what is and has been."""
    if telling.source.rank or telling.modality != "forecast":
        return True
    return telling.shapes["official"].search(titled(telling)) is None


def is_awaited(telling: Telling) -> bool:
    """Say whether an official only awaits what will be, which is no money."""
    reading, shapes = telling.reading, telling.shapes
    if not _is_of_others(telling):
        return False
    return shapes["awaited"].search(reading.text, reading.start, reading.tokens[telling.index].start) is not None


def is_planned_count(telling: Telling) -> bool:
    """Say whether an official tells how many there will be."""
    return telling.quantity.kind in COUNTED and _is_of_others(telling)


def is_rate(telling: Telling) -> bool:
    """Say whether a ratio is a rate, which comes of what many do: 失业率."""
    metric = telling.metric
    return telling.quantity.kind == "ratio" and metric is not None and (metric.text or "").endswith("率")


def is_of_world(telling: Telling) -> bool:
    """Say whether an official tells of what share something has of the world: 占全球增长四成."""
    world = telling.shapes["of-world"].search(telling.metric.text or "") if telling.metric is not None else None
    return telling.quantity.kind == "ratio" and world is not None


def is_for_officials(telling: Telling) -> bool:
    """Say whether a quantity is money, or of a metric that officials do not merely report."""
    metric = telling.metric
    reported = metric is None or metric.id in telling.shapes.group("reported")
    return telling.quantity.kind == "money" or not reported


def _is_of_others(telling: Telling) -> bool:
    """Say whether a quantity is no money, and its source no company that speaks of itself by a pronoun."""
    pronoun = telling.shapes["company-pronoun"]
    return telling.quantity.kind != "money" and pronoun.search(telling.name) is None
