"""Finding what a quantity measures: named in its clause, or carried over from the claims before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.anaphora import (
    counts_some,
    grown,
    index_before,
    like_before,
    listed_whole,
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
from numfacts.linking.changes import ADDED, is_converted, moved_before
from numfacts.linking.english.comparing import is_awaited
from numfacts.linking.english.metrics import EnglishMetrics
from numfacts.linking.links import COUNTS, DEALINGS, MARKET_KINDS, MOVES, Link, takes
from numfacts.linking.metrics import MetricLinker
from numfacts.linking.people import PEOPLE, described, granted, labelled, opens_with_people, predicated, surveyed
from numfacts.linking.portions import portion
from numfacts.linking.price_moves import in_session, is_new_move, moves_itself, moves_too, quoted_at
from numfacts.linking.reading import Reading
from numfacts.linking.refining import sized
from numfacts.linking.shortly import shortly
from numfacts.linking.yardsticks import is_yardstick
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention, SlotBasis

if TYPE_CHECKING:
    from numfacts.claims import Claim
    from numfacts.linking.subjects.linker import SubjectLinker
    from numfacts.vocabulary.shapes import Shapes

MARKET = "大市"  # takes up the index that was spoken of
TIMES = "次"
AGES = frozenset(["岁", "周岁"])  # units of nothing but ages


def _counts_alone(quantity: Quantity) -> bool:
    """Say whether a number without a unit can be a number of things, which is whole."""
    return quantity.kind == "bare" and not (quantity.decimals and not quantity.scale)


class Place(msgspec.Struct, gc=False):
    """Where a quantity stands: its sentence, the index of its token, and the claim made before it.

    ``near`` is that claim where it stands in the same sentence, ``recent`` are the last claims, the latest first.
    """

    reading: Reading
    index: int
    quantity: Quantity
    previous: Claim | None
    near: Claim | None
    recent: tuple[Claim, ...] = ()


class MetricFinder:
    """Finds the metric of a quantity, and says how."""

    def __init__(self, metrics: MetricLinker, shapes: Shapes) -> None:
        self._metrics = metrics
        self._english = EnglishMetrics(metrics, shapes)
        self._shapes = shapes

    def find(self, place: Place, change: bool, subjects: SubjectLinker) -> tuple[Link | None, SlotBasis]:
        """Give the metric of a level, or of a ``change``; null where the text names none."""
        reading, index, quantity, metrics = place.reading, place.index, place.quantity, self._metrics
        steady = quantity.kind in MARKET_KINDS
        if (short := shortly(reading, quantity, self._shapes)) is not None:
            return short, "explicit"
        if not change and (against := self._held_against(place)) is not None:
            return against, "carried"
        if not change and (led := self._led_to(place)) is not None:
            return led, "carried"
        if (again := referred(place, self._shapes)) is not None:
            return again, "carried"
        if place.near is not None and place.near.link is not None and is_converted(place, self._shapes):
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
        named = self._english.link(reading, index, quantity, change)
        if named is None:
            named = metrics.link(reading, index, quantity, change)
            named = None if named is not None and self._english.passes(reading, index, quantity, named) else named
        if quantity.unit_text in AGES and not reading.english:
            return named if named is not None and named.rule is not None else None, "explicit"
        if near is not None and not change and self._english.is_of_target(reading, index, quantity):
            return near, "carried"
        if near is not None and (named is None or named.rule is None) and self._goes_on(place):
            return near, "carried"
        found = self._read_off(place, named)
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
        if found is None and quantity.kind == "money" and not change:
            found = metrics.nouns.paid_in(reading, index) or metrics.nouns.beside(reading, index)
            found = found or metrics.nouns.price_of(reading, index, quantity)
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
            part = quantity.kind == "times" or self._recovers(reading, index)
            if part and (more := metrics.compared(reading, index)) is not None:
                return more, "explicit"
        if change and (own := metrics.nouns.activity(reading, index)) is not None:
            return own, "explicit"
        if not change and (whole := metrics.nouns.among(reading, index, quantity)) is not None:
            return whole, "explicit"
        if not change and (own := self._own(place)) is not None:
            return own, "explicit"
        if not change and reading.english and (awaited := self._awaited(place)) is not None:
            return awaited, "carried"
        if named is None and not change and (done := self._english.done(reading, index, quantity)) is not None:
            return done, "explicit"
        carried = self._carried_over(place, change, subjects)
        if change and carried is not None and not self._is_traded(carried):
            moves = (
                in_session(place, self._shapes)
                or moves_itself(place, subjects, self._shapes)
                or is_new_move(place, carried, self._shapes)
            )
            carried = None if moves else carried  # 营收10亿元，美股盘前跌5%；用户增长8%，云杉科技跌5%
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
        if carried is None or not self._is_traded(carried):
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
            noun = noun or granted(place, self._shapes) or self._counted_before(place)
            noun = noun or described(place) or predicated(place, self._shapes)
            if noun is None and (price := priced(place, self._shapes)) is not None:
                return price, "carried"
        return noun, "explicit"

    def _awaited(self, place: Place) -> Link | None:
        """Give the metric of the figure before it where others expected a value of it: analysts expected $4 million."""
        before = place.near or place.previous
        if before is None or before.link is None or before.quantity.kind != place.quantity.kind:
            return None
        alike = before.quantity.code == place.quantity.code and before.quantity.per == place.quantity.per
        return before.link if alike and is_awaited(place.reading, place.index, self._shapes) else None

    def _led_to(self, place: Place) -> Link | None:
        """Give the level that a change leads to the metric of the change: 交付量增34%至19万辆车."""
        near = place.near
        if near is not None and quoted_at(place, near, self._shapes):
            return Link(Mention(None, None, None, "share_price"), None, None, None)
        if near is None or near.change is None or near.link is None or near.link.event:
            return None
        led = place.reading.codes[: place.index].rstrip("r")  # to a record 230,000
        moved = led[:-1].rstrip("PBw") if place.reading.english else led[:-1]  # rose 3 percent in May to
        last = len(moved) - 1
        if led[-1:] != "t" or moved[-1:] != "Q" or place.reading.tokens[last].item is not near.quantity:
            return None
        rule = near.link.rule
        counted = place.quantity.kind == "bare" and rule is not None and "count" in rule.takes  # 3,000 units
        priced = place.quantity.kind == "money" and rule is not None and "rate" in rule.takes  # the dollar rose to $0.7
        grew = near.quantity.kind == "ratio" and place.quantity.kind in ADDED | COUNTS
        return near.link if grew or counted or priced or (rule and takes(rule, place.quantity, False)) else None

    def _held_against(self, place: Place) -> Link | None:
        """Give the level that the one before it is compared with the metric of that: 38 percent, against 19 percent."""
        near, reading, quantity = place.near, place.reading, place.quantity
        if not reading.english or near is None or near.link is None or near.metric is None or near.change is not None:
            return None
        # Behind 38 percent of chip revenue, and 61 million units
        told = max(near.quantity.end, near.metric.end or 0)
        if any(token.code == "M" and token.start > told + 1 for token in reading.tokens[: place.index]):
            return None
        alike = near.quantity.code == quantity.code or {near.quantity.kind, quantity.kind} <= COUNTS
        if not alike or self._shapes["english-against"].search(reading.text, near.quantity.end, quantity.left) is None:
            return None
        if reading.syntax is not None and reading.syntax.code(reading.syntax.at(quantity.start) + 1) in "nN":
            return None
        return Link(near.metric, near.link.rule, near.link.source, near.link.position)

    def _goes_on(self, place: Place) -> bool:
        """Say whether a number alone is of what was counted before, as the object of a verb: lost 3 jobs, Elm won 4."""
        near, syntax, quantity = place.near, place.reading.syntax, place.quantity
        if syntax is None or near is None or near.metric is None or quantity.kind != "bare":
            return False
        at = syntax.at(quantity.start)
        counted = near.quantity.kind in COUNTS and near.metric.start == near.quantity.end + 1
        acts = syntax.code(at - 1) in "ve" and syntax.code(at - 2) in "nN" and syntax.code(at + 1) in ",kcpT"
        return counted and acts

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

    def _read_off(self, place: Place, found: Link | None) -> Link | None:
        """Let a bare number, or 指数 alone, be of the scale that the claim before was read off: PMI, an index."""
        named = found is not None and found.mention.text == "指数"
        near = place.near or (place.previous if named else None)
        if near is None or near.link is None or near.metric is None:
            return found
        rated = near.quantity.kind == "rate"  # 跌穿150兑1美元, 较早时报149.7
        if near.metric.id not in self._shapes.group("scale") and not rated:
            return found
        if named and not rated:
            before = near.link
            return before if place.near is not None else Link(before.mention, before.rule, before.source, None)
        rule = near.link.rule
        counted = found is not None and (found.mention.start or 0) > place.quantity.end
        if place.reading.syntax is not None and counted:
            return found
        if place.quantity.kind == "bare" and (found is None or found.rule is None) and rule is not None:
            return near.link if rated or "bare" in rule.takes else found
        return found

    def _carried_over(self, place: Place, change: bool, subjects: SubjectLinker) -> Link | None:
        """Give the metric of the claim before in the sentence, of a clause before, or of the sentence before."""
        reading, index, quantity = place.reading, place.index, place.quantity
        named = change and bool(subjects.names(reading, index))
        first = reading.clause_start(index)
        if not change and reading.codes[first - 1 : first] == "," and not reading.codes[first:index].strip("Lke"):
            leading = self._metrics.unclaimed(reading, index, quantity, change)
            if leading is not None:
                return leading  # 比例都超过50%；某公司收益率领先，达1219%
        if change or place.near is None:
            announced = self._metrics.unclaimed(reading, index, quantity, change)
            if announced is not None and not (named and self._is_quoted(announced)):
                return announced
        near = None if change and self._moves_themselves(place) else place.near
        if near is not None and near.link is None and near.quantity.kind == "physical" and place.quantity.kind in MOVES:
            near = next((claim for claim in place.recent if claim.link is not None), near)  # 2.5公斤装樱桃增长27%
        if near is not None and change and quantity.kind in COUNTS and near.quantity.kind == "ratio":
            near = like_before(place) or near  # 有12万辆车，占总数18%，较去年增加4万辆
        compared = change and reading.codes[first:index].strip("VLkes") == "B"
        recovers = self._recovers(reading, index)
        carried = self._carried(quantity, change, near, named, recovers=recovers, compared=compared)
        if carried is None and place.near is None and not named:
            carried = self._metrics.earlier(reading, index, quantity, change)
        if carried is None:
            carried = self._carried(quantity, change, place.previous, named, same=False)
        if carried is None and not change and (whole := listed_whole(place)) is not None:
            return whole
        alone = carried is None and not change and not named
        if alone and place.near is not None and quantity.kind in ("ratio", "money"):
            carried = self._metrics.unclaimed(reading, index, quantity, change)  # 37国中，比率下降（上季为5%）
        return carried

    def _moves_themselves(self, place: Place) -> bool:
        """Say whether those counted before in the clause are what moved, rather than their number: 10个市场下滑1%."""
        reading, near = place.reading, place.near
        if near is None or near.link is None or place.quantity.kind != "ratio":
            return False
        if near.link.rule is not None or near.quantity.kind not in COUNTS:
            return False
        start = reading.tokens[reading.clause_start(place.index)].start
        return near.quantity.start >= start and (near.link.mention.start or 0) >= near.quantity.end

    def _is_read_off(self, quantity: Quantity, claim: Claim) -> bool:
        """Say whether a bare number can be of the scale that an earlier claim was read off: PMI."""
        return (
            quantity.kind == "bare"
            and claim.quantity.code == "1"
            and claim.metric is not None
            and (claim.metric.id in self._shapes.group("scale"))
        )

    def _counted_before(self, place: Place) -> Link | None:
        """Give what the last count with the same unit in the sentence counts: 652只个股中，增持1亿元以上的有10只."""
        reading, quantity = place.reading, place.quantity
        if reading.english or quantity.kind not in ("count", "person"):
            return None
        for index, before in reversed(list(reading.quantities())):
            if index < place.index and before.unit_text == quantity.unit_text and before.kind == quantity.kind:
                return self._metrics.link(reading, index, before, False)
        return None

    def _recovers(self, reading: Reading, index: int) -> bool:
        """Say whether a share is of what the same was at another time: 恢复至2019年同期的71.5%."""
        return index > 0 and reading.codes[index - 1] in "PB" and is_yardstick(reading, index - 1, self._shapes)

    def _is_traded(self, link: Link) -> bool:
        """Say whether a metric is one that markets move."""
        return link.mention.id in self._shapes.group("traded") or (link.rule is not None and link.rule.index)

    def _is_quoted(self, link: Link) -> bool:
        """Say whether a metric is a price or an index, which those named beside it have of their own."""
        return (link.rule is not None and link.rule.index) or link.mention.id in self._shapes.group("quoted")

    def _carried(
        self,
        quantity: Quantity,
        change: bool,
        claim: Claim | None,
        named: bool,
        *,
        same: bool = True,
        recovers: bool = False,
        compared: bool = False,
    ) -> Link | None:
        """Give the metric of an earlier claim where the quantity can be another value or a change of it.

        ``named`` says that the clause names someone of its own, ``same`` that the claim stands in the same sentence,
        ``recovers`` that the quantity is a share of what it was in another period, ``compared`` that its clause only
        compares the value before: 预计发送70万人次，同比增长3%.
        """
        if claim is None or claim.link is None or claim.link.mention.text is None:
            return None
        rule, before = claim.link.rule, claim.quantity
        if quantity.kind in MARKET_KINDS and rule is not None and not takes(rule, quantity, change):
            return None  # 关税提升至125%，港股高开500点
        if named and self._is_quoted(claim.link):
            return None  # 恒生科技指数涨3%，某股涨9%: the stock has a name of its own
        if change and rule is None and ((claim.link.event and not compared) or not same):
            return None
        if change and rule is not None and rule.id == DEALINGS:
            return None  # 已回购1800万港元，今日上涨5%
        if before.kind == "rank" and quantity.kind != "rank":
            return None
        if quantity.kind in ("count", "person") and not change:
            if claim.link.event and not same:
                return None  # 25人死亡。11人……
            level = same and claim.change is not None and rule is not None and takes(rule, quantity, False)
            return (
                claim.link if level or _counts_alone(before) or before.unit_text == quantity.unit_text else None
            )  # 按月减10%，有65万间
        if not same and not (change or (rule is not None and rule.index) or self._is_read_off(quantity, claim)):
            return None
        alike = before.kind == quantity.kind and before.code == quantity.code
        alike = alike or (same and recovers)
        alike = alike or (same and quantity.kind == "times")
        if change or alike or (rule is not None and takes(rule, quantity, change)):
            return claim.link
        return None
