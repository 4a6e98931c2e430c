"""Stage 6: quantities and mentions linked into claims, sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.changes import direction_of, find_basis
from numfacts.distribution import distribute
from numfacts.tokens import Term
from numfacts.metrics import Link, MetricLinker, takes
from numfacts.modality import modality_of
from numfacts.quantities import Quantity
from numfacts.reading import Reading
from numfacts.records import Change, Mention, Modality, Period, Sentence, SlotBasis, Span
from numfacts.roles import Role, RoleRules
from numfacts.ruleset.kinds import ChangeRule, ComparatorRule
from numfacts.sources import SourceLinker
from numfacts.story import Story
from numfacts.subjects import SubjectLinker
from numfacts.topics import Topics
from numfacts.values import settle_unit

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.periods import Periods
    from numfacts.shapes import Shapes


STEADY = frozenset(["point", "pip", "rate"])  # kinds whose metric is a market's, wherever it was last named
PRICES = frozenset(["share_price", None])  # of goods where the price is for something else than a share


class Claim(msgspec.Struct, gc=False):
    """A claim before it is emitted: offsets are code points of the normalized text, half-open."""

    quantity: Quantity
    sentence: Span
    link: Link | None
    metric: Mention | None
    change: Change | None
    subject: Mention | None
    period: Period | None
    modality: Modality
    attribution: Mention | None
    rules: list[str]
    basis: dict[str, SlotBasis]


class Claims:
    """Link the quantities of a document into claims."""

    name = "claims"
    needs = frozenset({"sentences", "quantities", "mentions"})
    adds = frozenset({"claims"})

    def __init__(
        self, roles: RoleRules, periods: Periods, sources: SourceLinker, metrics: MetricLinker, shapes: Shapes,
        currencies: dict[str, str],
    ) -> None:
        self._roles = roles
        self._periods = periods
        self._sources = sources
        self._shapes = shapes
        self._topics = Topics(shapes)
        self._currencies = currencies
        self._metrics = metrics

    def __call__(self, document: Document) -> Document:
        """Fill ``claims``, in the order of the text."""
        if not document.quantities:
            document.claims = []
            return document
        story = Story(document, self._periods, self._sources, self._topics, self._shapes)
        for sentence, tokens in zip(document.sentences, document.mentions, strict=True):
            if tokens:
                document.check_time()
                reading = Reading.of(document.normalized, sentence.start, sentence.end, tokens)
                self._read(reading, sentence, story)
        document.claims = story.claims
        return document

    def _read(self, reading: Reading, sentence: Sentence, story: Story) -> None:
        story.enter(reading)
        if "Q" not in reading.codes:
            story.subjects.pass_by(reading)
            return
        previous: Claim | None = story.claims[-1] if story.claims else None
        shares = distribute(reading, self._metrics, story.claims)
        for index, quantity in reading.quantities():
            claim = self._claim(reading, index, quantity, sentence, story, previous, shares.get(index))
            if claim is not None:
                story.claims.append(claim)
                previous = claim
        story.subjects.pass_by(reading)

    def _claim(
        self,
        reading: Reading,
        index: int,
        quantity: Quantity,
        sentence: Sentence,
        story: Story,
        previous: Claim | None,
        share: tuple[Link | None, Mention | None] | None,
    ) -> Claim | None:
        near = previous if previous is not None and previous.sentence.start == sentence.start else None
        role = self._roles.decide(reading.codes, index, quantity.kind, bool(quantity.signed))
        inherited = role.role == "same"
        if inherited:
            role = _inherit(role, quantity, near)
            if near is not None and quantity.comparator == "=" and reading.codes[index - 1] in "(j":
                quantity.comparator = near.quantity.comparator if reading.codes[index - 1] == "(" else quantity.comparator
        _loose_comparator(reading, index, quantity)
        change = role.role == "change" and not _counts_moves(reading, role, quantity)
        basis: dict[str, SlotBasis] = {}
        if share is not None and share[0] is not None:
            link: Link | None = share[0]
            basis["metric"] = "explicit"
        else:
            link = self._link(reading, index, quantity, change, near, previous, story.subjects, basis)
        if not _accepts(quantity, link, inherited):
            return None
        metric = link.mention if link is not None else None
        rules = [*quantity.rules, *([role.rule] if role.rule else []), *([link.source] if link and link.source else [])]
        moved = None
        if not change and quantity.code == "percent" and metric is not None and self._shapes["growth"].search((metric.text or "").lower()):
            change, role = True, Role("change", role.rule, None)
        if change:
            moved = self._change(reading, index, quantity, role, metric, near)
        if share is not None and share[1] is not None:
            subject, how = share[1], "explicit"
        else:
            subject, how = story.subjects.link(
                reading, index, link, near.subject if near is not None else None, person=quantity.kind == "duration"
            )
        if subject is not None:
            basis["subject"] = how
        metric_id = metric.id if metric is not None else None
        if moved is not None and role.rule.endswith("/noun-changed"):
            metric = _moved_rate(reading, index, metric)  # the rate itself moved: 跌幅收窄0.2个百分点
        if metric is None and moved is not None and role.direction is not None:
            metric = _metric_of_change(reading, role.direction)
            metric_id = metric.id if metric is not None else None
        if metric is None and moved is not None and quantity.kind in ("ratio", "point", "difference", "times"):
            metric = Mention(None, None, None, "price_change")
            metric_id = "price_change"
        period, how_period = story.period(reading, index, metric_id)
        if role.rule.endswith("/from"):
            period = None
        if period is not None:
            basis["period"] = how_period
        if quantity.kind == "duration" and metric_id in (None, "age"):
            period = None
        if moved is not None:
            found = find_basis(reading, index, metric, near, period, self._shapes)
            moved = Change(found, moved.direction) if moved.basis is None else moved
        if metric is not None and metric.id == "stake" and (metric.text or "").startswith("占") and previous is not None:
            before = previous.metric.id if previous.metric is not None else None
            if before in ("pledged_share", "share_count"):  # a ratio to the total takes its sense from what it is of
                metric = Mention(metric.text, metric.start, metric.end, before if before == "pledged_share" else None)
        if metric is not None and metric.id in PRICES and quantity.per and quantity.per != "share":
            metric = Mention(metric.text, metric.start, metric.end, "commodity_price")
        settle_unit(quantity, metric, subject, previous, story.rate, reading, self._currencies, self._shapes)
        if quantity.kind == "rate":
            story.rate = (quantity.code, quantity.per)
        modality = modality_of(reading, index, link, _change_rule(reading, role), period, story.published, self._shapes)
        return Claim(
            quantity, Span(sentence.start, sentence.end), link, metric, moved, subject, period, modality,
            story.attribution(subject), rules, basis,
        )  # fmt: skip

    def _link(
        self,
        reading: Reading,
        index: int,
        quantity: Quantity,
        change: bool,
        near: Claim | None,
        previous: Claim | None,
        subjects: SubjectLinker,
        basis: dict[str, SlotBasis],
    ) -> Link | None:
        scale = near.link.rule if near is not None and near.link is not None else None
        found = self._metrics.link(reading, index, quantity, change)
        if found is not None and found.mention.text == "指数" and near is not None and near.metric is not None and near.metric.id in self._shapes.group("scale"):
            found = near.link  # the index is the one just spoken of
        if quantity.kind == "bare" and (found is None or found.rule is None) and scale is not None and near is not None:
            if near.metric is not None and near.metric.id in self._shapes.group("scale") and "bare" in scale.takes:
                found = near.link
        if found is not None:
            basis["metric"] = "explicit"
            return found
        if quantity.kind in STEADY:
            market = self._metrics.market(reading, index, quantity)
            if market is not None:
                basis["metric"] = "explicit"
                return market
        if quantity.kind == "money" and not change and (beside := self._metrics.beside(reading, index)) is not None:
            basis["metric"] = "explicit"
            return beside
        named = change and bool(subjects.names(reading, index))
        carried = self._carried(quantity, change, near, named)
        if carried is None and near is None and not named:
            carried = self._metrics.earlier(reading, index, quantity, change)
        if carried is None:
            carried = self._carried(quantity, change, previous, named, same=False)
        noun = None if change or quantity.kind in STEADY else self._metrics.unknown(reading, index, "w")
        known = carried is not None and carried.rule is not None
        if carried is not None and (noun is None or known and (quantity.kind in ("bare", "ratio") or quantity.per)):
            basis["metric"] = "carried"
            return carried
        if noun is not None:
            basis["metric"] = "explicit"
            return noun
        if change or quantity.kind in STEADY:
            return None
        verb = self._metrics.verb(reading, index, quantity)
        if verb is not None:
            basis["metric"] = "explicit"
        return verb

    def _carried(
        self, quantity: Quantity, change: bool, claim: Claim | None, named: bool, *, same: bool = True
    ) -> Link | None:
        """Give the metric of an earlier claim where the quantity can be another value or a change of it.

        ``named`` says that the clause names someone of its own, ``same`` that the claim stands in the same sentence.
        """
        if claim is None or claim.link is None or claim.link.mention.text is None:
            return None
        rule, before = claim.link.rule, claim.quantity
        if named and (rule is not None and rule.index or claim.link.mention.id in self._shapes.group("quoted")):
            return None  # 恒生科技指数涨3%，某股涨9%: the stock has a name of its own
        if change and rule is None and before.kind in ("count", "person") and quantity.kind in ("ratio", "times"):
            return None
        if quantity.kind in ("count", "person") and not change:
            return claim.link if before.unit_text == quantity.unit_text else None
        if not same and not (change or rule is not None and rule.index):
            return None
        alike = before.kind == quantity.kind and before.code == quantity.code
        if change or alike or same and quantity.kind == "times" or rule is not None and takes(rule, quantity, change):
            return claim.link
        return None

    def _change(
        self, reading: Reading, index: int, quantity: Quantity, role: Role, metric: Mention | None, near: Claim | None
    ) -> Change:
        given = None
        rule = _change_rule(reading, role)
        if rule is not None:
            given = rule.direction
        elif role.direction is None and near is not None and near.change is not None and near.quantity.value >= 0:
            given = near.change.direction
        return Change(rule.basis if rule is not None else None, direction_of(quantity, given))


def _change_rule(reading: Reading, role: Role) -> ChangeRule | None:
    """Give the rule of the word that says the direction of a change."""
    item = reading.tokens[role.direction].item if role.direction is not None else None
    return item.rule if isinstance(item, Term) and isinstance(item.rule, ChangeRule) else None


def _loose_comparator(reading: Reading, index: int, quantity: Quantity) -> None:
    """Take an approximation that stands before the metric or the total: 约占公司总股本的1.78%, 约为市值7折."""
    if quantity.comparator != "=":
        return
    for position in range(index - 1, max(reading.clause_start(index), index - 4) - 1, -1):
        token = reading.tokens[position]
        if token.code == "k" and isinstance(token.item, Term) and isinstance(token.item.rule, ComparatorRule):
            if token.item.rule.value == "~":
                quantity.comparator = "~"
            return
        if token.code not in "LrMw":
            return


def _metric_of_change(reading: Reading, position: int) -> Mention | None:
    """Give the metric that a word of change names itself: 加息."""
    token = reading.tokens[position]
    rule = token.item.rule if isinstance(token.item, Term) else None
    if isinstance(rule, ChangeRule) and rule.metric:
        return Mention(reading.text[token.start : token.end], token.start, token.end, rule.metric)
    return None


def _moved_rate(reading: Reading, index: int, metric: Mention | None) -> Mention | None:
    """Give the word for a rate of change as the metric, with the id of what changes."""
    position = reading.codes.rfind("N", 0, index)
    if position < 0:
        return metric
    token = reading.tokens[position]
    return Mention(reading.text[token.start : token.end], token.start, token.end, metric.id if metric is not None else None)


def _counts_moves(reading: Reading, role: Role, quantity: Quantity) -> bool:
    """Say whether a quantity counts the moves themselves: 加息4次."""
    if role.direction is None or quantity.kind != "count":
        return False
    return _metric_of_change(reading, role.direction) is not None


def _inherit(role: Role, quantity: Quantity, near: Claim | None) -> Role:
    """Give a listed quantity the role of the one before it, where both can be changes of the same thing."""
    if near is None or near.change is None:
        return Role("level", role.rule, None)
    kinds = {near.quantity.kind, quantity.kind}
    if len(kinds) == 1 or kinds <= {"ratio", "difference", "point", "times", "pip"}:
        return Role("change", role.rule, None)
    return Role("level", role.rule, None)


def _accepts(quantity: Quantity, link: Link | None, inherited: bool) -> bool:
    """Refuse numbers that measure nothing: durations and bare numbers without a metric, ranks without a rank word."""
    if quantity.kind == "duration":
        return link is not None or quantity.unit_text in ("岁", "周岁", "year-old", "years old")
    if quantity.kind == "bare":
        return link is not None or inherited
    if quantity.kind == "rank":
        return link is not None or quantity.unit_text in ("位", "名")
    return True
