"""Stage 6: quantities and mentions linked into claims, sentence by sentence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.accepting import accepts
from numfacts.linking.attribution.own_acts import goes_uncited
from numfacts.linking.attribution.sources import SourceLinker
from numfacts.linking.bases.order import find_basis
from numfacts.linking.bounds import loose_comparator, shares_comparator
from numfacts.linking.changes import (
    compared,
    is_growth,
    metric_of_change,
    moved_alike,
    moved_before,
    names_anew,
    newly_against,
    set_against,
    stands_higher,
    tells_level,
)
from numfacts.linking.claim import Claim, Place
from numfacts.linking.claim_period import fitting, period_of
from numfacts.linking.discourse import Discourse
from numfacts.linking.draft import Draft
from numfacts.linking.english.moved_from import starting_points
from numfacts.linking.english.roles import is_decided, settle_point
from numfacts.linking.english.scoring import are_scored, settle_scored
from numfacts.linking.english.tagging import EnglishTagger
from numfacts.linking.headlines import complete_headlines
from numfacts.linking.links import Link
from numfacts.linking.lists.distribution import distribute
from numfacts.linking.lists.officers import officers
from numfacts.linking.metrics.anaphora import behind_rank
from numfacts.linking.metrics.linker import MetricLinker
from numfacts.linking.metrics.measuring.finder import MetricFinder
from numfacts.linking.metrics.refining.goods import basket_price
from numfacts.linking.metrics.refining.order import carried_id, refined
from numfacts.linking.metrics.refining.sizes import sized
from numfacts.linking.metrics.spoken import topic_of
from numfacts.linking.modality.figure import Telling
from numfacts.linking.modality.order import modality_of
from numfacts.linking.modality.restating import shares_year
from numfacts.linking.pairs import CurrencyPairs
from numfacts.linking.reading import Reading
from numfacts.linking.roles import MOVED_ITSELF, change_told, changed_metric, rate_told, role_of
from numfacts.linking.subjects.names import NameReader
from numfacts.linking.subjects.topics import Topics
from numfacts.linking.values import currency_of, settle_count, settle_rank, settle_unit
from numfacts.periods import PeriodContext
from numfacts.records import Change, ChangeBasis, Mention, Period, Sentence, SlotBasis, Span
from numfacts.vocabulary.roles import Role, RoleRules

if TYPE_CHECKING:
    import datetime as dt

    from numfacts.document import Document
    from numfacts.linking.names.cast import Cast
    from numfacts.numbers.quantity import Quantity
    from numfacts.periods import Periods, TimeExpression
    from numfacts.vocabulary.shapes import Shapes

RECENT = 3  # claims before a quantity that it may take up
RAISING = "rais"  # how the verb for what an offering brings in begins


class Claims:
    """Link the quantities of a document into claims."""

    name = "claims"
    needs = frozenset({"sentences", "quantities", "mentions"})
    adds = frozenset({"claims"})

    def __init__(
        self,
        roles: RoleRules,
        periods: Periods,
        sources: SourceLinker,
        metrics: MetricLinker,
        shapes: Shapes,
        currencies: dict[str, str],
        cast: Cast,
    ) -> None:
        self.roles = roles
        self._periods = periods
        self._sources = sources
        self._metrics = metrics
        self._finder = MetricFinder(metrics, shapes)
        self._tagger = EnglishTagger(shapes)
        self._topics = Topics(shapes, cast)
        self._names = NameReader(shapes, cast)
        self._shapes = shapes
        self._pairs = CurrencyPairs(currencies, shapes)

    def __call__(self, document: Document) -> Document:
        """Fill ``claims``, in the order of the text."""
        if not document.quantities:
            document.claims = []
            return document
        discourse = Discourse(
            document, self._periods, self._sources, self._topics, self._names, self._tagger, self._shapes
        )
        scored = are_scored(document, self._shapes)
        for sentence, tokens in zip(document.sentences, document.mentions, strict=True):
            if tokens:
                document.check_time()
                start = self._behind_dateline(document.normalized, sentence.start)
                reading = Reading.of(document.normalized, start, sentence.end, tokens, self._shapes)
                if scored and reading.english:
                    settle_scored(reading)
                self._read(reading, sentence, discourse)
        complete_headlines(discourse.claims, self._shapes["headline"], document.normalized)
        document.claims = discourse.claims
        return document

    def _behind_dateline(self, text: str, start: int) -> int:
        """Give where a sentence begins behind the place and day of an English report: LONDON, May 7 - Sales rose."""
        if start and text[start - 1] != "\n":
            return start
        match = self._shapes["english-dateline"].match(text, start)
        return match.end() if match is not None else start

    def _read(self, reading: Reading, sentence: Sentence, discourse: Discourse) -> None:
        if reading.english and "Q" in reading.codes:
            reading.syntax = self._tagger.syntax(reading.text, reading.start, reading.end, reading.tokens)
        discourse.enter(reading)
        if "Q" not in reading.codes:
            discourse.topic = topic_of(reading, self._metrics.phrases, self._shapes)
            discourse.subjects.shifts.pass_by(reading)
            return
        shares = distribute(reading, self._metrics, self._shapes)
        for index, name in officers(reading, self._shapes).items():
            shares[index] = (shares[index][0] if index in shares else None, name)
        for index, quantity in reading.quantities():
            bases = starting_points(reading, quantity, self._shapes) if reading.english else ()
            last = (claim for claim in reversed(discourse.claims[-2:]) if claim.quantity.start not in bases)
            previous = next((claim for claim in last if not self._is_aside(claim)), None)
            previous = _outside(reading, quantity, previous, discourse.claims[-RECENT:])
            near = previous if previous is not None and previous.sentence.start == sentence.start else None
            recent = tuple(reversed(discourse.claims[-RECENT:]))
            place = Place(reading, index, quantity, previous, near, recent, discourse.topic)
            claim = self._claim(place, Span(sentence.start, sentence.end), discourse, shares.get(index, (None, None)))
            if claim is not None:
                discourse.claims.append(claim)
        discourse.topic = None
        discourse.subjects.shifts.pass_by(reading)

    def _claim(
        self, place: Place, sentence: Span, discourse: Discourse, share: tuple[Link | None, Mention | None]
    ) -> Claim | None:
        """Link one quantity of a sentence; ``share`` is the metric or subject that a list deals out to it."""
        draft = self._told(place, discourse)
        if not self._measure(draft, share[0]):
            return None
        self._assign(draft, share[1])
        self._refine(draft)
        self._date(draft)
        self._settle_unit(draft)
        self._judge(draft)
        self._attribute(draft)
        decided_by = (draft.role.rule, draft.link.source if draft.link is not None else None)
        return Claim(
            quantity=place.quantity,
            sentence=sentence,
            link=draft.link,
            metric=draft.metric,
            change=draft.moved,
            subject=draft.subject,
            period=draft.dating.period,
            modality=draft.modality,
            attribution=draft.attribution,
            rules=[*place.quantity.rules, *filter(None, decided_by)],
            basis=draft.basis,
            time=draft.dating.time,
            deciders=place.deciders,
        )

    def _told(self, place: Place, discourse: Discourse) -> Draft:
        """Begin a claim with how its quantity is told: as a level, as a change, or set against another."""
        reading, quantity = place.reading, place.quantity
        role, listed = role_of(place, self.roles, self._shapes)
        self._settle(place, role, shared=listed)
        counts_moves = quantity.kind == "count" and metric_of_change(reading, role) is not None  # 加息4次
        apart = set_against(place, self._shapes)
        newly = newly_against(place, self._shapes)
        if newly:
            role = Role("change", role.rule, None)
        elif role.role == "change" and tells_level(place, self._shapes):
            role = Role("level", role.rule, None)
        higher = stands_higher(place, self._shapes)
        if higher or moved_alike(place, self._shapes):
            role = Role("change", role.rule, role.direction)
        change = role.role == "change" and not counts_moves and apart is None
        return Draft(place, discourse, role, change, listed=listed, newly=newly, higher=higher, apart=apart)

    def _measure(self, draft: Draft, shared: Link | None) -> bool:
        """Fill in the metric, and say whether the quantity is one that a claim is made of."""
        place = draft.place
        link, how = self._link(draft, shared)
        if not accepts(place, link, draft.listed, draft.change, self._shapes):
            return False
        draft.link = link = basket_price(place, link, self._shapes)
        metric = link.mention if link is not None and (link.mention.text or link.mention.id) else None
        if link is not None and metric is not None:
            draft.basis["metric"] = how
            if how == "carried":
                metric = carried_id(place, link, metric, draft.change)
        draft.metric = metric
        levelled = how == "carried" and draft.role.rule.endswith("/level") and compared(place, self._shapes)
        if not draft.change and (
            levelled or (place.quantity.code == "percent" and is_growth(place, metric, self._shapes))
        ):
            draft.change, draft.role = True, Role("change", draft.role.rule, None)
        return True

    def _assign(self, draft: Draft, shared: Mention | None) -> None:
        """Fill in the subject, and the change as it is told, without its basis."""
        place, discourse, link = draft.place, draft.discourse, draft.link
        if draft.higher:
            draft.moved = Change(None, "up")
        else:
            draft.moved = change_told(place, draft.role, draft.change, draft.newly, self._shapes)
        near = place.near.subject if place.near is not None else None
        how: SlotBasis = "explicit"
        draft.subject = shared
        if shared is None:
            draft.subject, how = discourse.subjects.link(
                place.reading, place.index, link, near, moves=draft.change, person=draft.aged
            )
        if draft.subject is None and place.topic is not None and link is place.topic.link:
            draft.subject, how = place.topic.subject, "carried"
        if draft.subject is not None:
            draft.basis["subject"] = how

    def _refine(self, draft: Draft) -> None:
        """Settle the metric by the change that is told of it, and by what stands around it."""
        place, metric = draft.place, draft.metric
        if draft.moved is not None:
            metric = changed_metric(place, draft.role, metric, self._shapes)
        elif place.quantity.kind == "difference":
            metric = rate_told(place, draft.role, metric)  # 增速高于全国3个百分点
        metric = refined(place, metric, self._shapes)
        if metric is None and (size := sized(place.quantity, place.reading, self._shapes)) is not None:
            metric, draft.basis["metric"] = size, "default"
        draft.metric = metric

    def _date(self, draft: Draft) -> None:
        """Fill in the period, and the basis of a change, which may hang on it."""
        place, discourse, moved = draft.place, draft.discourse, draft.moved
        draft.dating = period_of(place, draft.role, draft.metric, discourse.timing, self._shapes)
        if moved is None or not draft.change or moved.basis is not None:
            return
        period = draft.dating.period
        basis = find_basis(
            place,
            draft.metric,
            period,
            partial(self._against, period=period, published=discourse.published),
            self._shapes,
            moved_itself=draft.role.rule.endswith(MOVED_ITSELF),
            decided=is_decided(place.reading, draft.role, draft.link, self._shapes),
        )
        draft.moved = Change(basis, moved.direction)

    def _settle_unit(self, draft: Draft) -> None:
        """Settle the unit of the quantity by its metric, its subject and what the document counts in."""
        place, discourse, quantity, metric = draft.place, draft.discourse, draft.place.quantity, draft.metric
        raised = metric is not None and (metric.text or "").lower().startswith(RAISING)
        if metric is not None and raised and metric.id == "funding_amount" and discourse.goes_public:
            draft.metric = metric = msgspec.structs.replace(metric, id="proceeds")
        money = currency_of(place, draft.link, discourse, self._shapes)
        settle_unit(
            quantity, metric, draft.subject, place.previous, discourse.rate, money, place.reading, self._pairs,
            self._shapes,
        )  # fmt: skip
        if quantity.unit_basis is not None:
            draft.basis["unit"] = quantity.unit_basis
        if quantity.kind == "rate" or (quantity.kind == "bare" and quantity.per is not None):
            discourse.rate = (quantity.code, quantity.per)

    def _judge(self, draft: Draft) -> None:
        """Fill in the modality, and keep the period that fits it."""
        place, discourse = draft.place, draft.discourse
        reading, period = place.reading, draft.dating.period
        outlook = discourse.timing.outlook
        told = Telling(
            ahead=outlook.lies_ahead(period)
            or outlook.is_foreseen_year(period, place, draft.metric)
            or outlook.is_foretold(place.quantity)
            or outlook.is_aim(reading, place.index)
            or (discourse.published is None and shares_year(place, period, self._shapes)),
            aside=outlook.aside,
            earlier=_is_earlier(period, place.near),
            over=outlook.over(draft.dating),
            planned=discourse.planned,
            offered=discourse.offered,
            decided=discourse.decided is not None and discourse.decided <= reading.tokens[place.index].start,
        )
        if not (draft.aged and reading.english):
            draft.modality = modality_of(place, draft.link, draft.role, told, self._shapes)
        draft.dating = fitting(place, draft.dating, draft.metric, draft.modality, discourse.timing, self._shapes)
        if draft.dating.period is not None:
            draft.basis["period"] = draft.dating.how

    def _attribute(self, draft: Draft) -> None:
        """Fill in the source, which a subject may turn out to be."""
        place, discourse, metric = draft.place, draft.discourse, draft.metric
        reading, attribution = place.reading, None
        if not (reading.english and draft.tells_apart):  # police said a 30-year-old man was hurt
            attribution = discourse.attribution.source(
                reading, place.index, place.quantity, metric, draft.subject, draft.modality
            )
        if draft.moved is not None and attribution is not None:
            attribution = None if goes_uncited(place, metric, draft.modality, attribution) else attribution
        draft.attribution = attribution

    def _settle(self, place: Place, role: Role, *, shared: bool) -> None:
        """Settle the kind and the comparator of a quantity by its sentence; a ``shared`` role shares a comparator."""
        reading, quantity = place.reading, place.quantity
        near = place.near.quantity if place.near is not None else None
        if shared and near is not None and quantity.comparator == "=" and shares_comparator(place, self._shapes):
            quantity.comparator = near.comparator
        settle_count(reading, quantity, self._shapes)
        settle_rank(quantity, role.role, near)
        if reading.english and self._shapes["expected-by"].match(reading.text, quantity.right) is not None:
            quantity.comparator = "="  # below the 2.6 percent expected by economists
        settle_point(reading, quantity, near, self._shapes)
        loose_comparator(place, self._shapes)

    def _link(self, draft: Draft, shared: Link | None) -> tuple[Link | None, SlotBasis]:
        """Give the metric of a quantity, and how it was found; ``shared`` is what a list deals out to it."""
        place, role, change, discourse = behind_rank(draft.place), draft.role, draft.change, draft.discourse
        reading, index = place.reading, place.index
        if shared is not None:
            return shared.shared() if place.quantity.kind == "ratio" and not change else shared, "explicit"
        link, how = self._finder.find(place, change, discourse.subjects)
        own = metric_of_change(reading, role) if change else None
        if own is not None and names_anew(own, link, place.near, carried=how == "carried"):
            link, how = Link(own, None, role.rule, role.direction), "explicit"  # 加息, whatever went before
        if draft.apart is not None:
            measured = self._metrics.up_to(reading, index, draft.apart)
            near = place.near.link if place.near is not None else None
            link, how = (measured, "explicit") if measured is not None else (near, "carried")
        if change and link is None and (before := moved_before(reading, index)) is not None:
            link = Link(before, None, role.rule, None)
        return link, how

    def _is_aside(self, claim: Claim) -> bool:
        """Say whether a claim is only the age of someone, or how many predict: 65岁以上人士, 24位经济学家."""
        if claim.quantity.kind == "duration":
            return claim.link is None
        name = claim.metric.text if claim.metric is not None and claim.quantity.kind == "person" else None
        return name is not None and self._shapes["speaker"].search(name) is not None

    def _against(
        self, expression: TimeExpression, period: Period | None, published: dt.date | None
    ) -> ChangeBasis | None:
        """Give the basis that a comparison of a period with an expression is."""
        return self._periods.against(expression, period, PeriodContext(published=published))


def _outside(reading: Reading, quantity: Quantity, previous: Claim | None, recent: list[Claim]) -> Claim | None:
    """Give the claim before, or the one ahead of the bracket in which that stands and which is closed since.

    净利润3元（含甲公司1-9月净利润2元），增长5%
    """
    if reading.english or previous is None or not _is_closed(reading, previous, quantity):
        return previous
    ahead = (claim for claim in reversed(recent) if not _is_closed(reading, claim, quantity))
    found = next((claim for claim in ahead if claim.sentence.start == previous.sentence.start), None)
    return previous if found is None else found


def _is_earlier(period: Period | None, near: Claim | None) -> bool:
    """Say whether a period is over before that of the claim before begins."""
    before = near.period if near is not None else None
    return period is not None and before is not None and period.end < before.start


def _is_closed(reading: Reading, claim: Claim, quantity: Quantity) -> bool:
    """Say whether a claim stands in a bracket of the sentence that is closed before a quantity."""
    between = reading.text[claim.quantity.end : quantity.start] if claim.quantity.end >= reading.start else ""
    return between.count(")") > between.count("(")
