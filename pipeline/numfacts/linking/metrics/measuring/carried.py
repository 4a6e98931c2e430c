"""What a quantity measures by the claims before it, or by a noun of its own before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.changes import moved_before
from numfacts.linking.counts.people import PEOPLE, opens_with_people, predicated
from numfacts.linking.links import MARKET_KINDS, NOTHING
from numfacts.linking.metrics.breakdowns import is_listed
from numfacts.linking.metrics.carrying import CarriedMetrics, is_traded
from numfacts.linking.metrics.measuring.search import Answer, Search, Step, Steps
from numfacts.linking.metrics.price_moves import charged
from numfacts.linking.metrics.refining.sizes import sized

if TYPE_CHECKING:
    from numfacts.linking.links import Link
    from numfacts.linking.metrics.linker import MetricLinker
    from numfacts.vocabulary.shapes import Shapes

SHARE_OF = "r"  # the code of the word for making up so much of a whole


class CarriedOrCounted:
    """Finds the metrics that quantities have from claims before them, unless a noun stands before them."""

    def __init__(self, metrics: MetricLinker, shapes: Shapes) -> None:
        self._metrics = metrics
        self._carried = CarriedMetrics(metrics, shapes)
        self._shapes = shapes
        # Of a level, the noun before which is known.
        self._steps = Steps(
            Step(self._event, "explicit"),
            Step(self._price, "explicit"),
            Step(self._size, "explicit"),
            Step(self._listed, "carried"),
            Step(self._going_on, "carried"),
            Step(lambda at: at.noun, "explicit"),
        )

    def find(self, search: Search) -> Answer | None:
        """Give the metric that is carried over to a quantity, or what stands before it."""
        search.carried = self._carry(search)
        if search.change:
            grown = self._grown(search)
            if grown is None and search.carried is None:
                grown = charged(search.place)
            return (grown, "explicit") if grown is not None else (search.carried, "carried")
        if search.quantity.kind in MARKET_KINDS:
            return search.carried, "carried"
        if search.carried is not None and opens_with_people(search.place, self._shapes):
            own = predicated(search.place, self._shapes)
            if own is not None:
                return own, "explicit"
        search.noun = self._metrics.nouns.before(search.reading, search.index, search.quantity)
        return self._steps.find(search)

    def _carry(self, search: Search) -> Link | None:
        """Give the metric of a claim before, for a part of a whole only one of parts: 城镇化率65%，老年人口占21%."""
        carried = self._carried.find(search.place, search.change, search.subjects)
        if carried is not None and self._charge(search, carried):
            return None
        part = not search.change and search.reading.codes[search.index - 1 : search.index] == SHARE_OF
        return None if part else carried

    def _charge(self, search: Search, carried: Link) -> bool:
        """Say whether those who were counted only change what they charge: 三间公司加价，加幅为4%."""
        if carried.mention.id not in self._shapes.group("actors") or search.quantity.kind not in ("ratio", "money"):
            return False
        counted, reading = carried.mention.end or 0, search.reading
        return self._shapes["charges"].search(reading.text, counted, search.quantity.start) is not None

    def _grown(self, search: Search) -> Link | None:
        """Give what grew, where nothing moved before and nothing is carried over."""
        if search.carried is not None or moved_before(search.reading, search.index) is not None:
            return None
        return self._metrics.nouns.grown(search.reading, search.index)

    def _event(self, search: Search) -> Link | None:
        """Give what befalls people behind others that were counted: 投入护士412人。…集中隔离863人."""
        carried, quantity = search.carried, search.quantity
        if search.noun is not None or quantity.unit_text != PEOPLE or carried is None or carried.rule is not None:
            return None
        return self._metrics.events.of(search.reading, search.index, quantity)

    def _price(self, search: Search) -> Link | None:
        """Give what is quoted at an amount or passed it, where no price is carried over."""
        if search.carried is not None and is_traded(search.carried, self._shapes):
            return None
        reading, index, quantity, nouns = search.reading, search.index, search.quantity, self._metrics.nouns
        passed = nouns.passed(reading, index, quantity, search.noun)
        return passed or (nouns.quoted(reading, index, quantity) if search.noun is None else None)

    def _size(self, search: Search) -> Link | None:
        """Give the size of what is counted no metric: 产能为242万片8英寸晶圆."""
        reading, quantity = search.reading, search.quantity
        if search.carried is None and sized(quantity, reading, self._shapes) is None:
            return None
        return NOTHING if self._metrics.nouns.is_size(reading, search.index, quantity) else None

    def _listed(self, search: Search) -> Link | None:
        """Give the parts that nouns list the metric of their whole."""
        noun, carried = search.noun, search.carried
        if noun is None or carried is None:
            return None
        return carried if is_listed(search.place, noun, carried, self._shapes) else None

    def _going_on(self, search: Search) -> Link | None:
        """Give the metric carried over, where there is no noun or the value is none of what a noun counts."""
        carried, quantity = search.carried, search.quantity
        if carried is None or search.noun is None:
            return carried
        uncounted = quantity.kind in ("bare", "ratio") or quantity.per
        return carried if carried.rule is not None and uncounted else None
