"""What a quantity measures by how it is put, before a metric that is named for it is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.counts.enforcing import bailed, enforced, sentenced
from numfacts.linking.counts.people import by_sex
from numfacts.linking.counts.said_counts import same_kind
from numfacts.linking.counts.shortly import shortly
from numfacts.linking.english.ellipsis import lone_possessor
from numfacts.linking.english.times import is_told_again
from numfacts.linking.links import COUNTS, NOTHING, takes
from numfacts.linking.metrics.anaphora import economy_grown, measured, referred
from numfacts.linking.metrics.brief_words import briefly, likely
from numfacts.linking.metrics.carrying import awaited_again, held_against, led_to
from numfacts.linking.metrics.measuring.search import Search, Step, Steps
from numfacts.linking.metrics.portions import portion
from numfacts.linking.metrics.price_moves import index_again, meant, quoted_of
from numfacts.linking.metrics.spoken import taken_up

if TYPE_CHECKING:
    from numfacts.linking.english.metrics import EnglishMetrics
    from numfacts.linking.links import Link
    from numfacts.linking.metrics.linker import MetricLinker
    from numfacts.vocabulary.shapes import Shapes

MOVING = frozenset(["ratio", "point", "difference", "money"])  # kinds of moves of an index or of goods
UNPARTED = frozenset(["duration", "physical"])  # kinds of what nothing counted is a part of
QUOTED = frozenset(["point", "rate", "money"])  # kinds of what they stand at


class Openings(Steps):
    """Finds the metrics of quantities that are put so that no word named for them counts."""

    def __init__(self, metrics: MetricLinker, english: EnglishMetrics, shapes: Shapes) -> None:
        self._metrics = metrics
        self._english = english
        self._shapes = shapes
        super().__init__(
            Step(lambda at: by_sex(at.place), "explicit", kinds=["person"]),
            Step(lambda at: shortly(at.reading, at.quantity, shapes), "explicit"),
            Step(lambda at: briefly(at.place, shapes), "explicit", "level", kinds=["money", "share"]),
            Step(lambda at: likely(at.place, shapes), "explicit", "level", kinds=["ratio"]),
            Step(lambda at: sentenced(at.place, shapes), "explicit", kinds=["duration"]),
            Step(lambda at: enforced(at.place, shapes), "explicit", "level", kinds=COUNTS),
            Step(lambda at: bailed(at.place, shapes), "explicit", "level", kinds=["money"]),
            Step(lambda at: held_against(at.place, shapes), "carried", "level", english=True),
            Step(lambda at: led_to(at.place, shapes), "carried", "level"),
            Step(lambda at: awaited_again(at.place, shapes), "carried", "level", english=True),
            Step(lambda at: taken_up(at.place, shapes, change=at.change), "carried"),
            Step(lambda at: referred(at.place, shapes), "carried"),
            Step(lambda at: same_kind(at.place), "carried", "level", kinds=["count"]),
            Step(self._converted, "carried", kinds=["money"]),
            Step(lambda at: measured(at.place, shapes), "explicit", "level", kinds=["physical"]),
            Step(lambda at: portion(at.place, metrics, shapes), "explicit", "level", kinds=["ratio"]),
            Step(self._part, "carried", "level", english=True),
            Step(self._compared, "carried", "change", english=True),
            Step(self._owned_too, "carried", english=True),
            Step(lambda at: meant(at.place, shapes), "carried", "change", english=True, kinds=MOVING),
            Step(lambda at: meant(at.place, shapes), "carried", "level", english=True, kinds=QUOTED),
            Step(lambda at: index_again(at.place, shapes), "carried", "change", english=True),
            Step(self._moves_itself, "explicit", "change", english=True),
            Step(lambda at: economy_grown(at.place, shapes), "explicit", "change", kinds=["ratio"]),
            Step(lambda at: quoted_of(at.place, shapes), "explicit", "level", kinds=["money"]),
        )

    def _converted(self, search: Search) -> Link | None:
        """Give what was told in another unit its metric again, where it has one: 300 yuan (US$41)."""
        near, quantity = search.place.near, search.quantity
        if near is None:
            return None
        if is_told_again(search.reading, search.place.index):
            return search.near
        converted = self._shapes["converted"].fullmatch(search.reading.text, near.quantity.right, quantity.start)
        return None if converted is None else search.near or NOTHING

    def _part(self, search: Search) -> Link | None:
        """Give an English part of the number before it, unless that is an age or a size, the metric of that."""
        if search.place.near is None or search.place.near.quantity.kind in UNPARTED:
            return None
        return search.near if self._english.parts(search.reading, search.quantity) else None

    def _compared(self, search: Search) -> Link | None:
        """Give by how much what was told before differs, in English, the metric of that."""
        return search.near if self._english.compares(search.reading, search.quantity) else None

    def _owned_too(self, search: Search) -> Link | None:
        """Give the metric before to what someone else has of it, in English: while Elmland's was 3 percent."""
        near, syntax = search.near, search.reading.syntax
        if near is None or syntax is None:
            return None
        fits = near.rule is None or takes(near.rule, search.quantity, search.change)
        at = syntax.at(search.reading.tokens[search.index].end - 1)
        return near if fits and lone_possessor(syntax, at) is not None else None

    def _moves_itself(self, search: Search) -> Link | None:
        """Give a move of the price of what its verb is said of no metric."""
        return NOTHING if self._english.moves_itself(search.reading, search.index, search.quantity) else None
