"""Finding what a quantity measures, by the kinds of readings that are tried for it in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.metrics import EnglishMetrics
from numfacts.linking.metrics.measuring.carried import CarriedOrCounted
from numfacts.linking.metrics.measuring.fallbacks import Fallbacks
from numfacts.linking.metrics.measuring.named import NamedMetrics
from numfacts.linking.metrics.measuring.openings import Openings
from numfacts.linking.metrics.measuring.search import Answer, Search
from numfacts.linking.metrics.measuring.unnamed import UnnamedMetrics

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.metrics.linker import MetricLinker
    from numfacts.linking.subjects.linker import SubjectLinker
    from numfacts.vocabulary.shapes import Shapes


class MetricFinder:
    """Finds the metric of a quantity, and says how."""

    def __init__(self, metrics: MetricLinker, shapes: Shapes) -> None:
        english = EnglishMetrics(metrics, shapes)
        self._openings = Openings(metrics, english, shapes)
        self._named = NamedMetrics(metrics, english, shapes)
        self._unnamed = UnnamedMetrics(metrics, shapes)
        self._carried = CarriedOrCounted(metrics, shapes)
        self._fallbacks = Fallbacks(metrics, english, shapes)

    def find(self, place: Place, change: bool, subjects: SubjectLinker) -> Answer:
        """Give the metric of a level, or of a ``change``; null where the text names none."""
        search = Search.of(place, change, subjects)
        return (
            self._openings.find(search)
            or self._named.find(search)
            or self._unnamed.find(search)
            or self._carried.find(search)
            or self._fallbacks.find(search)
            or (None, "explicit")
        )
