"""What a quantity measures by the words around it, where its clause names no metric for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.counts.people import labelled, surveyed
from numfacts.linking.links import metric_rule, named, takes
from numfacts.linking.metrics.anaphora import counts_some, rate_reached, recalled, spoken_of
from numfacts.linking.metrics.carrying import awaited, recovers
from numfacts.linking.metrics.growing import events_grown
from numfacts.linking.metrics.measuring.search import Search, Step, Steps
from numfacts.linking.metrics.said_values import among, in_unit, lasting
from numfacts.linking.metrics.told_before import cases_before
from numfacts.programs import later

if TYPE_CHECKING:
    from numfacts.linking.links import Link
    from numfacts.linking.metrics.linker import MetricLinker
    from numfacts.vocabulary.shapes import Shapes

OF, TIMES = "的", "次"
PHRASE = later("[wMvSOCHs]*[vM]")  # codes of a phrase that a verb or a metric ends


class UnnamedMetrics(Steps):
    """Finds what quantities of which no metric is named are of: what is done, or who is asked."""

    def __init__(self, metrics: MetricLinker, shapes: Shapes) -> None:
        self._metrics = metrics
        self._shapes = shapes
        nouns, events = metrics.nouns, metrics.events
        super().__init__(
            Step(lambda at: rate_reached(at.place), "explicit", "level", kinds=["ratio"]),
            Step(lambda at: in_unit(at.place), "explicit", "level", kinds=["count"]),
            Step(lambda at: lasting(at.place, shapes), "explicit", "level", kinds=["duration"]),
            Step(lambda at: cases_before(at.place, shapes), "explicit", "level", kinds=["count"]),
            Step(lambda at: spoken_of(at.place, metrics), "carried", "level"),
            Step(lambda at: recalled(at.place, metrics, shapes), "carried", "level"),
            Step(lambda at: surveyed(at.place, shapes), "explicit", "level", kinds=["ratio"]),
            Step(lambda at: nouns.behind(at.reading, at.index, at.quantity), "explicit", "level"),
            Step(self._headed, "explicit", "level", kinds=["money", "physical"]),
            Step(lambda at: nouns.weighed(at.reading, at.index, at.quantity), "explicit", "level"),
            Step(lambda at: events.behind(at.reading, at.index, at.quantity), "explicit", "level"),
            Step(lambda at: labelled(at.place, shapes), "explicit", "level"),
            Step(lambda at: metrics.bounded(at.reading, at.index, at.quantity), "explicit", "level", kinds=["ratio"]),
            Step(self._compared, "explicit", "level"),
            Step(lambda at: nouns.activity(at.reading, at.index), "explicit", "change"),
            Step(lambda at: events_grown(at.reading, at.index, shapes), "explicit", "change"),
            Step(lambda at: among(at.place, shapes), "explicit", "level", kinds=["ratio"]),
            Step(self._own, "explicit", "level"),
            Step(lambda at: awaited(at.place, shapes), "carried", "level", english=True),
        )

    def _headed(self, search: Search) -> Link | None:
        """Give what ends a clause as that of which a value before it is so much: 3亿元的未经审核亏损, 300公里的飞行."""
        reading, index, quantity = search.reading, search.index, search.quantity
        last = reading.clause_end(index) - 1
        if not reading.text.startswith(OF, quantity.right) or not PHRASE.fullmatch(reading.codes, index + 1, last + 1):
            return None
        rule = metric_rule(reading.tokens[last])
        if rule is not None:
            return self._metrics.phrases.at(reading, last, quantity) if takes(rule, quantity, False) else None
        alone = last == index + 1 and quantity.kind == "physical" and search.near is None
        return named(reading, last) if alone else None

    def _compared(self, search: Search) -> Link | None:
        """Give what is so many times something else, or a share of what it was."""
        if search.quantity.kind == "times" or recovers(search.reading, search.index, self._shapes):
            return self._metrics.compared(search.reading, search.index)
        return None

    def _own(self, search: Search) -> Link | None:
        """Give the event right before a value, behind one that was an event too, or of a number of times.

        开工284万平方米、竣工138万平方米; 加息5次.
        """
        reading, index, quantity, near = search.reading, search.index, search.quantity, search.place.near
        if reading.codes[index - 1 : index] == "V" and quantity.unit_text == TIMES:
            return self._metrics.events.of(reading, index, quantity)  # 加息5次
        if near is None or near.link is None or near.quantity.kind != quantity.kind:
            return None
        if not near.link.event and not counts_some(search.place, near):
            return None
        return self._metrics.events.of(reading, index, quantity)
