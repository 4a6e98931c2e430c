"""Finding what a quantity measures: named in its clause, or carried over from the claims before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.english_metrics import EnglishMetrics
from numfacts.metrics import Link, MetricLinker, takes
from numfacts.quantities import Quantity
from numfacts.reading import Reading
from numfacts.records import SlotBasis

if TYPE_CHECKING:
    from numfacts.claims import Claim
    from numfacts.shapes import Shapes
    from numfacts.subjects import SubjectLinker

STEADY = frozenset(["point", "pip", "rate"])  # kinds whose metric is a market's, wherever it was last named


class Place(msgspec.Struct, gc=False):
    """Where a quantity stands: its sentence, the index of its token, and the claim made before it.

    ``near`` is that claim where it stands in the same sentence.
    """

    reading: Reading
    index: int
    quantity: Quantity
    previous: Claim | None
    near: Claim | None


class MetricFinder:
    """Finds the metric of a quantity, and says how."""

    def __init__(self, metrics: MetricLinker, shapes: Shapes) -> None:
        self._metrics = metrics
        self._english = EnglishMetrics(metrics, shapes)
        self._shapes = shapes

    def find(self, place: Place, change: bool, subjects: SubjectLinker) -> tuple[Link | None, SlotBasis]:
        """Give the metric of a level, or of a ``change``; null where the text names none."""
        reading, index, quantity = place.reading, place.index, place.quantity
        steady = quantity.kind in STEADY
        if change and self._english.moves_itself(reading, index, quantity):
            return None, "explicit"
        named = self._english.link(reading, index, quantity, change) or self._metrics.link(
            reading, index, quantity, change
        )
        found = self._read_off(place, named)
        if found is None and steady:
            found = self._metrics.market(reading, index, quantity)
        if found is None and quantity.kind == "money" and not change:
            found = self._metrics.beside(reading, index)
        if found is not None:
            return found, "explicit"
        carried = self._carried_over(place, change, subjects)
        noun = None if change or steady else self._metrics.unknown(reading, index, "w")
        known = carried is not None and carried.rule is not None
        if carried is not None and (noun is None or (known and (quantity.kind in ("bare", "ratio") or quantity.per))):
            return carried, "carried"
        if noun is None and not change and not steady:
            noun = self._english.fallback(reading, index, quantity) or self._metrics.verb(reading, index, quantity)
        return noun, "explicit"

    def _read_off(self, place: Place, found: Link | None) -> Link | None:
        """Let a bare number, or 指数 alone, be of the scale that the claim before was read off: PMI, an index."""
        near = place.near
        if near is None or near.link is None or near.metric is None:
            return found
        if near.metric.id not in self._shapes.group("scale"):
            return found
        if found is not None and found.mention.text == "指数":
            return near.link
        rule = near.link.rule
        counted = found is not None and (found.mention.start or 0) > place.quantity.end
        if place.reading.syntax is not None and counted:
            return found
        if place.quantity.kind == "bare" and (found is None or found.rule is None) and rule is not None:
            return near.link if "bare" in rule.takes else found
        return found

    def _carried_over(self, place: Place, change: bool, subjects: SubjectLinker) -> Link | None:
        """Give the metric of the claim before in the sentence, of a clause before, or of the sentence before."""
        named = change and bool(subjects.names(place.reading, place.index))
        carried = self._carried(place.quantity, change, place.near, named)
        if carried is None and place.near is None and not named:
            carried = self._metrics.earlier(place.reading, place.index, place.quantity, change)
        if carried is None:
            carried = self._carried(place.quantity, change, place.previous, named, same=False)
        return carried

    def _carried(
        self, quantity: Quantity, change: bool, claim: Claim | None, named: bool, *, same: bool = True
    ) -> Link | None:
        """Give the metric of an earlier claim where the quantity can be another value or a change of it.

        ``named`` says that the clause names someone of its own, ``same`` that the claim stands in the same sentence.
        """
        if claim is None or claim.link is None or claim.link.mention.text is None:
            return None
        rule, before = claim.link.rule, claim.quantity
        if quantity.kind in STEADY and rule is not None and not takes(rule, quantity, change):
            return None  # 关税提升至125%，港股高开500点
        if named and ((rule is not None and rule.index) or claim.link.mention.id in self._shapes.group("quoted")):
            return None  # 恒生科技指数涨3%，某股涨9%: the stock has a name of its own
        if change and rule is None and before.kind in ("count", "person") and quantity.kind in ("ratio", "times"):
            return None
        if quantity.kind in ("count", "person") and not change:
            return claim.link if before.unit_text == quantity.unit_text else None
        if not same and not (change or (rule is not None and rule.index)):
            return None
        alike = before.kind == quantity.kind and before.code == quantity.code
        alike = alike or (same and quantity.kind == "times")
        if change or alike or (rule is not None and takes(rule, quantity, change)):
            return claim.link
        return None
