"""What a quantity measures by the metric that its clause names for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import MARKET_KINDS, is_age
from numfacts.linking.metrics.anaphora import grown
from numfacts.linking.metrics.carrying import goes_on, read_off
from numfacts.linking.metrics.measuring.search import Answer, Search

if TYPE_CHECKING:
    from numfacts.linking.english.metrics import EnglishMetrics
    from numfacts.linking.links import Link
    from numfacts.linking.metrics.linker import MetricLinker
    from numfacts.vocabulary.shapes import Shapes


class NamedMetrics:
    """Finds the metrics that clauses name for quantities."""

    def __init__(self, metrics: MetricLinker, english: EnglishMetrics, shapes: Shapes) -> None:
        self._metrics = metrics
        self._english = english
        self._shapes = shapes

    def find(self, search: Search) -> Answer | None:
        """Give the metric named for a quantity, which is kept in ``search`` too, or what that only takes up."""
        search.named = self._link(search)
        if is_age(search.quantity) and not search.reading.english:
            known = search.named is not None and search.named.rule is not None
            return search.named if known else None, "explicit"  # which only tells who is meant
        if is_age(search.quantity) and search.named is not None and search.named.mention.id != "age":
            return None, "explicit"  # sentenced a 23-year-old student
        if search.near is not None and self._goes_on(search):
            return search.near, "carried"
        found = read_off(search.place, search.named, self._shapes)
        if found is not None:
            meant = self._meant(search, found)
            return (meant, "carried") if meant is not None else (found, "explicit")
        if search.quantity.kind in MARKET_KINDS:
            market = self._metrics.market(search.reading, search.index, search.quantity, search.change)
            return (market, "explicit") if market is not None else None
        paid = self._paid(search) if search.quantity.kind == "money" and not search.change else None
        return (paid, "explicit") if paid is not None else None

    def _link(self, search: Search) -> Link | None:
        """Give the metric that the clause names, or in English the phrases of its sentence."""
        reading, index, quantity = search.reading, search.index, search.quantity
        named = self._english.link(reading, index, quantity, search.change)
        if named is not None:
            return named
        return self._metrics.link(reading, index, quantity, search.change)

    def _goes_on(self, search: Search) -> bool:
        """Say whether an English quantity tells the one before once more, or how many more, unless a rule knows it."""
        unknown = search.named is None or search.named.rule is None
        return unknown and goes_on(search.place)

    def _meant(self, search: Search, found: Link) -> Link | None:
        """Give what was named before where the clause opens with a word that takes it up: 净卖出额居首，金额为6亿元."""
        if found is not search.named or found.position is None:
            return None
        if not self._metrics.phrases.opens(search.reading, found.position):
            return None
        before = self._metrics.unclaimed(search.reading, search.index, search.quantity, search.change)
        return before or grown(search.place)

    def _paid(self, search: Search) -> Link | None:
        """Give an amount what it is paid in, the price of, or told beside."""
        reading, index, nouns = search.reading, search.index, self._metrics.nouns
        paid = nouns.paid_in(reading, index) or nouns.price_of(reading, index, search.quantity)
        return paid or nouns.beside(reading, index)
