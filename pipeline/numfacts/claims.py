"""Stage 6: quantities and mentions linked into claims, sentence by sentence, with what carries over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from numfacts.lexicon import Term
from numfacts.mentions import Token
from numfacts.metrics import MetricLinker, metric_rule
from numfacts.quantities import Quantity
from numfacts.reading import Reading
from numfacts.records import Change, ChangeBasis, Mention, Modality, Period, Sentence, SlotBasis, Span
from numfacts.roles import Role, RoleRules
from numfacts.ruleset.kinds import BasisRule, ChangeRule
from numfacts.sources import SourceLinker
from numfacts.subjects import SubjectLinker

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.periods import Periods, TimeExpression

MARKET = {"index_level", "price_change", "share_price", "exchange_rate", "commodity_price"}
REPORTED = {
    "revenue", "net_profit", "net_profit_attributable", "net_loss", "gross_profit", "operating_profit", "gdp", "exports",
    "imports", "retail_sales", "investment", "eps", "dividend_per_share", "ebitda", "rd_expense", "sales_volume",
    "production", "cpi", "ppi", "cost", "operating_cash_flow", "deliveries", "headcount",
}  # fmt: skip
SET_RATES = {"interest_rate", "target_price", "tariff"}


class Claim(msgspec.Struct):
    """A claim before it is emitted: offsets are code points of the normalized text, half-open."""

    quantity: Quantity
    sentence: Span
    role: str
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

    def __init__(self, roles: RoleRules, periods: Periods, sources: SourceLinker) -> None:
        self._roles = roles
        self._periods = periods
        self._sources = sources
        self._metrics = MetricLinker()

    def __call__(self, document: Document) -> Document:
        """Fill ``claims``, in the order of the text."""
        story = _Story(document, self._periods)
        for sentence, tokens in zip(document.sentences, document.mentions, strict=True):
            if tokens:
                reading = Reading(
                    document.normalized, sentence.start, sentence.end, tokens, "".join(token.code for token in tokens)
                )
                self._read(reading, sentence, story)
        document.claims = story.claims
        return document

    def _read(self, reading: Reading, sentence: Sentence, story: _Story) -> None:
        story.source = self._sources.find(reading) or (story.source if story.carries_source(reading) else None)
        if "Q" not in reading.codes:
            story.pass_by(reading)
            return
        previous: Claim | None = None
        for index, quantity in reading.quantities():
            claim = self._claim(reading, index, quantity, sentence, story, previous)
            if claim is not None:
                story.claims.append(claim)
                previous = claim
        story.after(reading)

    def _claim(
        self, reading: Reading, index: int, quantity: Quantity, sentence: Sentence, story: _Story, previous: Claim | None
    ) -> Claim | None:
        role = self._roles.decide(reading.codes, index, quantity.kind, bool(quantity.signed))
        inherited = role.role == "same"
        if inherited:
            role = self._inherit(role, quantity, previous)
        change = role.role == "change"
        rules = list(quantity.rules)
        if role.rule:
            rules.append(role.rule)
        basis: dict[str, SlotBasis] = {}
        metric, token = self._metric(reading, index, quantity, change, story, previous, basis)
        if not self._accepts(quantity, metric, change, previous, inherited):
            return None
        if token is not None and isinstance(token.item, Term):
            rules.append(token.item.source)
        moved = self._change(reading, index, quantity, role, metric, previous) if change else None
        if change and moved is None:
            change = False
        subject, how = story.subjects.link(reading, index, token)
        basis["subject"] = "explicit" if how == "explicit" else "carried" if how == "carried" else "document"
        period, how_period = story.period(reading, index)
        if period is not None:
            basis["period"] = how_period
        claim = Claim(
            quantity, Span(sentence.start, sentence.end), role.role, metric, moved, subject, period,
            self._modality(reading, index), story.attribution(subject), rules, basis,
        )  # fmt: skip
        return claim

    def _inherit(self, role: Role, quantity: Quantity, previous: Claim | None) -> Role:
        if previous is None or previous.change is None:
            return Role("level", role.rule, None)
        kinds = {previous.quantity.kind, quantity.kind}
        if len(kinds) == 1 or kinds <= {"ratio", "point", "times", "pip"}:
            return Role("change", role.rule, None)
        return Role("level", role.rule, None)

    def _metric(
        self, reading: Reading, index: int, quantity: Quantity, change: bool, story: _Story, previous: Claim | None,
        basis: dict[str, SlotBasis],
    ) -> tuple[Mention | None, Token | None]:  # fmt: skip
        found = self._metrics.link(reading, index, quantity, change)
        if found is not None:
            basis["metric"] = "explicit"
            return found
        if previous is not None and previous.metric is not None:
            if change or previous.quantity.kind == quantity.kind or quantity.kind in ("bare",):
                basis["metric"] = "carried"
                return previous.metric, None
        return None, None

    def _accepts(
        self, quantity: Quantity, metric: Mention | None, change: bool, previous: Claim | None, inherited: bool
    ) -> bool:
        if quantity.kind == "duration":
            return metric is not None or quantity.unit_text in ("岁", "周岁", "year-old", "years old")
        if quantity.kind == "bare":
            return metric is not None or inherited
        return True

    def _change(
        self, reading: Reading, index: int, quantity: Quantity, role: Role, metric: Mention | None, previous: Claim | None
    ) -> Change | None:
        direction = None
        basis: ChangeBasis | None = None
        if role.direction is not None:
            token = reading.tokens[role.direction]
            rule = token.item.rule if isinstance(token.item, Term) else None
            if isinstance(rule, ChangeRule):
                direction, basis = rule.direction, rule.basis
        if role.direction is None and previous is not None and previous.change is not None:
            direction = previous.change.direction
        if quantity.value < 0 or quantity.signed == "-":
            direction = "down"
        elif direction is None:
            direction = "up"
        return Change(basis or self._basis(reading, index, metric, previous), direction)

    def _basis(self, reading: Reading, index: int, metric: Mention | None, previous: Claim | None) -> ChangeBasis | None:
        start, end = reading.clause_start(index), reading.clause_end(index)
        found: str | None = None
        order = [*range(index - 1, start - 1, -1), *range(index + 1, min(end, index + 4))]
        for position in order:
            token = reading.tokens[position]
            rule = token.item.rule if isinstance(token.item, Term) else None
            if isinstance(rule, BasisRule):
                found = rule.basis
                break
            if token.code == "P" and (given := getattr(token.item, "basis", None)):
                found = given
                break
        metric_id = metric.id if metric is not None else None
        if found == "period":
            return "mom"
        if found is not None:
            return None if found == "none" else found  # type: ignore[return-value]
        if metric_id in MARKET or metric_id is None and metric is None:
            return "day"
        if previous is not None and previous.change is not None and previous.metric == metric:
            return previous.change.basis
        if metric_id in SET_RATES:
            return "prior"
        if metric_id in REPORTED:
            return "yoy"
        return None

    def _modality(self, reading: Reading, index: int) -> Modality:
        for position in range(index - 1, -1, -1):
            code = reading.codes[position]
            if code == "X":
                return "forecast"
        return "actual"


class _Story:
    """What carries over from sentence to sentence of one document."""

    def __init__(self, document: Document, periods: Periods) -> None:
        self.claims: list[Claim] = []
        self.subjects = SubjectLinker(document.normalized, document.normalized_title)
        self.source: Mention | None = None
        self._periods = periods
        self._context = periods.context(document.published, document.normalized)
        self._last: Period | None = None

    def carries_source(self, reading: Reading) -> bool:
        return True

    def pass_by(self, reading: Reading) -> None:
        """Take note of a sentence without quantities."""
        self.period(reading, len(reading.tokens))

    def after(self, reading: Reading) -> None:
        """Close a sentence."""

    def attribution(self, subject: Mention | None) -> Mention | None:
        """Give the source in force, unless it speaks of itself."""
        if self.source is None or subject is None or self.source.text is None or subject.text is None:
            return self.source
        if subject.text in self.source.text or self.source.text in subject.text:
            return None
        return self.source

    def period(self, reading: Reading, index: int) -> tuple[Period | None, SlotBasis]:
        """Give the period of the quantity at ``index``, and how it was found."""
        for position in range(min(index, len(reading.tokens)) - 1, -1, -1):
            token = reading.tokens[position]
            if token.code == "P":
                expression = token.item
                if getattr(expression, "comparison", False):
                    continue
                resolved = self._periods.resolve(expression, self._context)
                if resolved is not None:
                    self._last = resolved
                    return resolved, "explicit"
        return self._last, "carried"


def clause_text(reading: Reading, index: int) -> str:
    """Give the text of the clause that holds the token at ``index``."""
    start = reading.tokens[reading.clause_start(index)].start
    return reading.text[start : reading.tokens[index].end]
