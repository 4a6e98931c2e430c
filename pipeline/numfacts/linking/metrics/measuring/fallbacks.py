"""What a level measures where neither a metric is named for it, nor one carried over, nor a noun before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.counts.people import described, predicated
from numfacts.linking.metrics.anaphora import priced, rate_of
from numfacts.linking.metrics.breakdowns import resumed
from numfacts.linking.metrics.measuring.search import Search, Step, Steps
from numfacts.linking.metrics.said_values import given, led_from, left_over, said_of, total_of

if TYPE_CHECKING:
    from numfacts.linking.english.metrics import EnglishMetrics
    from numfacts.linking.links import Link
    from numfacts.linking.metrics.linker import MetricLinker
    from numfacts.vocabulary.shapes import Shapes

COUNTED = frozenset(["count", "person"])


class Fallbacks(Steps):
    """Finds what is counted, or befalls those who are, where all else has found nothing."""

    def __init__(self, metrics: MetricLinker, english: EnglishMetrics, shapes: Shapes) -> None:
        self._metrics = metrics
        events = metrics.events
        super().__init__(
            Step(lambda at: rate_of(at.place, shapes), "explicit", kinds=["ratio"]),
            Step(lambda at: resumed(at.place), "carried"),
            Step(lambda at: english.fallback(at.reading, at.index, at.quantity), "explicit", english=True),
            Step(lambda at: given(at.place, shapes), "explicit", kinds=["money"]),
            Step(lambda at: said_of(at.place, shapes), "explicit", "level"),
            Step(lambda at: total_of(at.place), "explicit", "level", kinds=["ratio", "times"]),
            Step(lambda at: led_from(at.place, shapes), "explicit", "level", kinds=[*COUNTED, "ratio", "duration"]),
            Step(lambda at: events.of(at.reading, at.index, at.quantity), "explicit"),
            Step(self._counted_before, "explicit", kinds=COUNTED),
            Step(lambda at: described(at.place), "explicit", kinds=["person"]),
            Step(lambda at: predicated(at.place, shapes), "explicit"),
            Step(lambda at: left_over(at.place, shapes), "explicit", "level", kinds=["count"]),
            Step(lambda at: priced(at.place, shapes), "carried", kinds=["money"]),
        )

    def _counted_before(self, search: Search) -> Link | None:
        """Give what the last count with the same unit in the sentence counts: 652只个股中，增持1亿元以上的有10只."""
        for index, before in reversed(list(search.reading.quantities())):
            if index < search.index and before.unit_text == search.quantity.unit_text:
                return self._metrics.link(search.reading, index, before, False)
        return None
