"""Finding what a quantity measures: the readings that are tried for it, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.anaphora import (
    chart_level,
    counts_some,
    economy_grown,
    grown,
    index_before,
    index_told,
    measured,
    moves_from,
    priced,
    rate_of,
    rate_reached,
    recalled,
    referred,
    whole_of,
)
from numfacts.linking.breakdowns import is_listed, listed_of, resumed
from numfacts.linking.carrying import (
    CarriedMetrics,
    awaited,
    goes_on,
    held_against,
    is_traded,
    led_to,
    read_off,
    recovers,
)
from numfacts.linking.changes import is_converted, moved_before
from numfacts.linking.english.metrics import EnglishMetrics
from numfacts.linking.links import AGES, MARKET_KINDS, Link
from numfacts.linking.metrics import MetricLinker
from numfacts.linking.people import PEOPLE, described, granted, labelled, opens_with_people, predicated, surveyed
from numfacts.linking.portions import portion
from numfacts.linking.price_moves import moves_too, quoted_of
from numfacts.linking.refining.sizes import sized
from numfacts.linking.shortly import shortly
from numfacts.numbers.quantity import Quantity
from numfacts.records import SlotBasis

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.subjects.linker import SubjectLinker
    from numfacts.vocabulary.shapes import Shapes

MARKET = "大市"  # takes up the index that was spoken of
TIMES = "次"
SHARE_OF, SHARE = "r", "占"  # the code of the word for making up so much of a whole, and that word in a metric


class MetricFinder:
    """Finds the metric of a quantity, and says how."""

    def __init__(self, metrics: MetricLinker, shapes: Shapes) -> None:
        self._metrics = metrics
        self._english = EnglishMetrics(metrics, shapes)
        self._carried = CarriedMetrics(metrics, shapes)
        self._shapes = shapes

    def find(self, place: Place, change: bool, subjects: SubjectLinker) -> tuple[Link | None, SlotBasis]:
        """Give the metric of a level, or of a ``change``; null where the text names none."""
        reading, index, quantity, metrics = place.reading, place.index, place.quantity, self._metrics
        steady = quantity.kind in MARKET_KINDS
        if (short := shortly(reading, quantity, self._shapes)) is not None:
            return short, "explicit"
        if not change and (against := held_against(place, self._shapes)) is not None:
            return against, "carried"
        if not change and (led := led_to(place, self._shapes)) is not None:
            return led, "carried"
        if (again := referred(place, self._shapes)) is not None:
            return again, "carried"
        if place.near is not None and is_converted(place, self._shapes):
            return place.near.link, "carried"
        if not change and (size := measured(place, self._shapes)) is not None:
            return size, "explicit"
        if not change and (whole := portion(place, metrics, self._shapes)) is not None:
            return whole, "explicit"
        if not change and self._shapes["lower-than"].match(reading.text, quantity.right) is not None:
            bound = metrics.phrases.at(reading, index - 1) if reading.codes[index - 1 : index] == "M" else None
            return bound or metrics.nouns.before(reading, index, quantity), "explicit"  # 较加价的门槛1.5%为低
        near = place.near.link if place.near is not None else None
        aged = place.near is not None and place.near.quantity.kind == "duration"
        if near is not None and not (change or aged) and self._english.parts(reading, quantity):
            return near, "carried"
        if change and near is not None and self._english.compares(reading, quantity):
            return near, "carried"
        if change and (self._english.moves_itself(reading, index, quantity) or moves_too(place, self._shapes)):
            return None, "explicit"
        if not change and (level := chart_level(place, self._shapes)) is not None:
            return level, "carried"
        if change and (grew := economy_grown(place, self._shapes)) is not None:
            return grew, "explicit"
        if not change and (price := quoted_of(place, self._shapes)) is not None:
            return price, "explicit"
        named = self._english.link(reading, index, quantity, change)
        if named is None:
            named = metrics.link(reading, index, quantity, change)
            named = None if named is not None and self._english.passes(reading, index, quantity, named) else named
        if quantity.unit_text in AGES and not reading.english:
            return named if named is not None and named.rule is not None else None, "explicit"
        if near is not None and not change and self._english.is_of_target(reading, index, quantity):
            return near, "carried"
        if near is not None and (named is None or named.rule is None) and goes_on(place):
            return near, "carried"
        found = read_off(place, named, self._shapes)
        if (
            named is not None
            and found is named
            and named.position is not None
            and metrics.phrases.opens(reading, named.position)
        ):
            meant = metrics.unclaimed(reading, index, quantity, change)  # 净卖出额居首，金额为6亿元
            meant = meant or grown(place)
            if meant is not None:
                return meant, "carried"
        if found is None and steady:
            found = metrics.market(reading, index, quantity, change)
            if found is not None and found.mention.text == MARKET and (before := index_before(place)) is not None:
                return before, "carried"
            found = found or index_told(place, self._shapes)
        if found is None and quantity.kind == "money" and not change:
            found = metrics.nouns.paid_in(reading, index) or metrics.nouns.price_of(reading, index, quantity)
            found = found or metrics.nouns.beside(reading, index)
        if found is not None:
            return found, "explicit"
        if not change:
            if (rate := rate_reached(place)) is not None:
                return rate, "explicit"
            if (again := recalled(place, metrics, self._shapes)) is not None:
                return again, "carried"
            if (said := surveyed(place, self._shapes)) is not None:
                return said, "explicit"
            if (shared := metrics.nouns.behind(reading, index, quantity)) is not None:
                return shared, "explicit"
            if (goods := metrics.nouns.weighed(reading, index, quantity)) is not None:
                return goods, "explicit"
            if (event := metrics.events.behind(reading, index, quantity)) is not None:
                return event, "explicit"
            if (label := labelled(place, self._shapes)) is not None:
                return label, "explicit"
            if (bounded := metrics.bounded(reading, index, quantity)) is not None:
                return bounded, "explicit"
            part = quantity.kind == "times" or recovers(reading, index, self._shapes)
            if part and (more := metrics.compared(reading, index)) is not None:
                return more, "explicit"
        if change and (own := metrics.nouns.activity(reading, index)) is not None:
            return own, "explicit"
        if not change and (whole := metrics.nouns.among(reading, index, quantity)) is not None:
            return whole, "explicit"
        if not change and (own := self._own(place)) is not None:
            return own, "explicit"
        if not change and reading.english and (foreseen := awaited(place, self._shapes)) is not None:
            return foreseen, "carried"
        if named is None and not change and (done := self._english.done(reading, index, quantity)) is not None:
            return done, "explicit"
        carried = self._carried.find(place, change, subjects)
        if carried is not None and not change and reading.codes[index - 1 : index] == SHARE_OF:
            carried = carried if SHARE in (carried.mention.text or "") else None  # 城镇化率65%，老年人口占21%
        if (
            carried is None
            and change
            and moved_before(reading, index) is None
            and (grew := metrics.nouns.grown(reading, index, quantity)) is not None
        ):
            return grew, "explicit"
        if change or steady:
            return carried, "carried"
        if (
            carried is not None
            and opens_with_people(place, self._shapes)
            and (own := predicated(place, self._shapes)) is not None
        ):
            return own, "explicit"
        noun = metrics.nouns.before(reading, index, quantity)
        counted = noun is None and quantity.unit_text == PEOPLE and carried is not None and carried.rule is None
        if counted and (done := metrics.events.of(reading, index, quantity)) is not None:
            return done, "explicit"  # 投入护士412人。…集中隔离863人
        if carried is None or not is_traded(carried, self._shapes):
            price = metrics.nouns.quoted(reading, index, quantity) if noun is None else None
            price = price or metrics.nouns.passed(reading, index, quantity, noun)
            if price is not None:
                return price, "explicit"
        if (carried is not None or sized(quantity, reading, self._shapes) is not None) and metrics.nouns.is_size(
            reading, index, quantity
        ):
            return None, "explicit"  # 产能为242万片8英寸晶圆
        if noun is not None and carried is not None and is_listed(place, noun, carried, self._shapes):
            return carried, "carried"
        if noun is not None and carried is None and (whole := whole_of(place, noun)) is not None:
            return whole, "carried"
        known = carried is not None and carried.rule is not None
        if noun is not None and known and noun.position is not None and moves_from(place, noun.position):
            return carried, "carried"
        if carried is not None and (noun is None or (known and (quantity.kind in ("bare", "ratio") or quantity.per))):
            return carried, "carried"
        if noun is None and quantity.kind == "ratio" and (rate := rate_of(place, self._shapes)) is not None:
            return rate, "explicit"
        if noun is None and (added := resumed(place) or listed_of(place, metrics)) is not None:
            return added, "carried"
        if noun is None:
            noun = self._english.fallback(reading, index, quantity) or metrics.nouns.given(reading, index, quantity)
            noun = noun or metrics.events.of(reading, index, quantity)
            noun = (
                noun
                or granted(place, self._shapes)
                or self._counted_before(place)
                or self._counted_next(place, subjects)
            )
            noun = noun or described(place) or predicated(place, self._shapes)
            if noun is None and (price := priced(place, self._shapes)) is not None:
                return price, "carried"
        return noun, "explicit"

    def _own(self, place: Place) -> Link | None:
        """Give the event right before a value, behind one that was an event too, or of a number of times.

        开工284万平方米、竣工138万平方米; 加息5次.
        """
        near, reading = place.near, place.reading
        if reading.codes[place.index - 1 : place.index] == "V" and place.quantity.unit_text == TIMES:
            return self._metrics.events.of(reading, place.index, place.quantity)  # 加息5次
        if near is None or near.link is None or near.quantity.kind != place.quantity.kind:
            return None
        if not near.link.event and not counts_some(place, near):
            return None
        return self._metrics.events.of(place.reading, place.index, place.quantity)

    def _counted_before(self, place: Place) -> Link | None:
        """Give what the last count with the same unit in the sentence counts: 652只个股中，增持1亿元以上的有10只."""
        reading, quantity = place.reading, place.quantity
        if reading.english or quantity.kind not in ("count", "person"):
            return None
        for index, before in reversed(list(reading.quantities())):
            if index < place.index and before.unit_text == quantity.unit_text and before.kind == quantity.kind:
                return self._metrics.link(reading, index, before, False)
        return None

    def _counted_next(self, place: Place, subjects: SubjectLinker) -> Link | None:
        """Give what the next count of a list counts, by what stands behind that alone: 3000份及1200份申请."""
        reading, quantity = place.reading, place.quantity
        following = reading.tokens[place.index + 2].item if reading.codes[place.index + 1 :].startswith("jQ") else None
        if reading.english or quantity.kind not in ("count", "person") or not isinstance(following, Quantity):
            return None
        if (following.kind, following.unit_text) != (quantity.kind, quantity.unit_text):
            return None
        found, _ = self.find(
            msgspec.structs.replace(place, index=place.index + 2, quantity=following, near=None), False, subjects
        )
        return found if found is not None and (found.mention.start or 0) >= following.end else None
