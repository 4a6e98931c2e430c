"""A rule that gives a metric another id, and what such rules ask of it and of the claims before."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.claim import Claim, Place
from numfacts.records import Mention
from numfacts.vocabulary.shapes import Shapes

if TYPE_CHECKING:
    from typing import TypeAlias

A_SHARE = "每股"
MILLION = 1_000_000

# Gives the metric of a quantity as it stands or with another id.
Refining: TypeAlias = Callable[[Place, Mention, Shapes], Mention]


class Rule(NamedTuple):
    """What may give another id to metrics of some ``ids``, by quantities of some ``kinds``; to any, where null."""

    refine: Refining
    ids: Collection[str | None] | None = None
    kinds: Collection[str] | None = None

    def concerns(self, kind: str, metric_id: str | None) -> bool:
        """Say whether the rule is about metrics of an id, by quantities of a kind."""
        return (self.ids is None or metric_id in self.ids) and (self.kinds is None or kind in self.kinds)


def with_id(metric: Mention, metric_id: str | None) -> Mention:
    """Give a metric another id."""
    return Mention(metric.text, metric.start, metric.end, metric_id)


def is_of(claim: Claim | None, metric_id: str) -> bool:
    """Say whether a claim is of a metric."""
    return claim is not None and claim.metric is not None and claim.metric.id == metric_id


def is_a_share(place: Place) -> bool:
    """Say whether an amount is told of one share."""
    quantity = place.quantity
    return quantity.per == "share" or place.reading.text.startswith(A_SHARE, quantity.left - len(A_SHARE))
