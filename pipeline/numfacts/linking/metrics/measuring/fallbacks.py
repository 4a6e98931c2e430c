"""What a level measures where neither a metric is named for it, nor one carried over, nor a noun before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.counts.people import described, predicated
from numfacts.linking.metrics.altered import altered
from numfacts.linking.metrics.anaphora import priced, rate_of
from numfacts.linking.metrics.breakdowns import listed_of, resumed
from numfacts.linking.metrics.measuring.search import Answer, Search, Step, Steps
from numfacts.linking.metrics.said_values import given, held_of, led_from, left_over, said_of, total_of
from numfacts.numbers.quantity import Quantity
from numfacts.programs import later

if TYPE_CHECKING:
    from collections.abc import Callable

    from numfacts.linking.claim import Place
    from numfacts.linking.english.metrics import EnglishMetrics
    from numfacts.linking.links import Link
    from numfacts.linking.metrics.linker import MetricLinker
    from numfacts.linking.subjects.linker import SubjectLinker
    from numfacts.vocabulary.shapes import Shapes

NAMED_NEXT = later("j[wSCO]+Q")  # codes from an amount to the next of a list with names
COUNTED = frozenset(["count", "person"])


class Fallbacks(Steps):
    """Finds what is counted, or befalls those who are, where all else has found nothing."""

    def __init__(
        self,
        metrics: MetricLinker,
        english: EnglishMetrics,
        shapes: Shapes,
        find: Callable[[Place, bool, SubjectLinker], Answer],
    ) -> None:
        self._metrics = metrics
        self._find = find
        events = metrics.events
        super().__init__(
            Step(lambda at: rate_of(at.place, shapes), "explicit", kinds=["ratio"]),
            Step(lambda at: altered(at.place), "carried", "level"),
            Step(lambda at: resumed(at.place) or listed_of(at.place, metrics), "carried"),
            Step(lambda at: english.fallback(at.reading, at.index, at.quantity), "explicit", english=True),
            Step(lambda at: given(at.place, shapes), "explicit"),
            Step(lambda at: said_of(at.place, shapes), "explicit", "level"),
            Step(lambda at: held_of(at.place), "explicit", "level", kinds=["money"]),
            Step(lambda at: total_of(at.place), "explicit", "level", kinds=["ratio", "times"]),
            Step(self._of_next, "explicit", "level", kinds=["money"]),
            Step(lambda at: led_from(at.place, shapes), "explicit", "level", kinds=[*COUNTED, "ratio", "duration"]),
            Step(lambda at: events.of(at.reading, at.index, at.quantity), "explicit"),
            Step(self._counted_before, "explicit", kinds=COUNTED),
            Step(self._counted_next, "explicit", kinds=COUNTED),
            Step(lambda at: described(at.place), "explicit", kinds=["person"]),
            Step(lambda at: predicated(at.place, shapes), "explicit"),
            Step(lambda at: left_over(at.place, shapes), "explicit", "level", kinds=["count"]),
            Step(lambda at: priced(at.place, shapes), "carried", kinds=["money"]),
        )

    def _counted_before(self, search: Search) -> Link | None:
        """Give what the last count with the same unit in the sentence counts: 652只个股中，增持1亿元以上的有10只."""
        reading, quantity = search.reading, search.quantity
        if reading.english:
            return None
        for index, before in reversed(list(reading.quantities())):
            if index < search.index and before.unit_text == quantity.unit_text and before.kind == quantity.kind:
                return self._metrics.link(reading, index, before, False)
        return None

    def _counted_next(self, search: Search) -> Link | None:
        """Give what the next count of a list counts, by what stands behind that alone: 3000份及1200份申请."""
        reading, index, quantity = search.reading, search.index, search.quantity
        following = reading.tokens[index + 2].item if reading.codes[index + 1 :].startswith("jQ") else None
        if reading.english or not isinstance(following, Quantity):
            return None
        if (following.kind, following.unit_text) != (quantity.kind, quantity.unit_text):
            return None
        place = msgspec.structs.replace(search.place, index=index + 2, quantity=following, near=None)
        found, _ = self._find(place, False, search.subjects)
        return found if found is not None and (found.mention.start or 0) >= following.end else None

    def _of_next(self, search: Search) -> Link | None:
        """Give what the last amount of a list with names is of, by what stands behind: 授予甲2亿元、乙3亿元贷款."""
        reading, index, quantity = search.reading, search.index, search.quantity
        listed = NAMED_NEXT.match(reading.codes, index + 1)
        following = reading.tokens[listed.end() - 1].item if listed is not None else None
        if listed is None or reading.english or not isinstance(following, Quantity) or following.code != quantity.code:
            return None
        place = msgspec.structs.replace(search.place, index=listed.end() - 1, quantity=following, near=None)
        found, _ = self._find(place, False, search.subjects)
        return found if found is not None and (found.mention.start or 0) >= following.end else None
