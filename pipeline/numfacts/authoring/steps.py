"""What each stage saw of the number that became a fact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from numfacts.authoring.accounts import Step
from numfacts.authoring.firing import Firing
from numfacts.authoring.tracing import Tracer, stage_of
from numfacts.claims import Claims
from numfacts.document import Document
from numfacts.io.table import show_period
from numfacts.linking.reading import Reading
from numfacts.ruleset.kinds import (
    ChangeRule,
    ClaimsFile,
    ComparatorsFile,
    CurrenciesFile,
    GroupsFile,
    ShapesFile,
    UnitsFile,
)
from numfacts.vocabulary.lexicon import lowered
from numfacts.vocabulary.shapes import Shapes
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.authoring.indexes import Index
    from numfacts.linking.claim import Claim, Decision
    from numfacts.pipeline import Extractor
    from numfacts.records import Fact, Mention
    from numfacts.vocabulary.roles import Role


class FactSteps:
    """Tells the steps by which facts came about."""

    def __init__(self, extractor: Extractor, tracer: Tracer) -> None:
        rules = extractor.rules
        self._stages = extractor.stages
        self._shapes = Shapes(rules.of(ShapesFile), rules.of(GroupsFile))
        self._tracer = tracer
        self._firing = Firing(extractor, tracer)
        self._roles = stage_of(extractor.stages, Claims).roles
        self._units = {name for kind in (UnitsFile, CurrenciesFile) for name, _ in rules.of(kind)}
        self._comparators = {name for name, _ in rules.of(ComparatorsFile)}
        self._patterns = {
            f"{name}/{rule.id}": " ".join(filter(None, (rule.before, "QUANTITY", rule.after)))
            for name, file in rules.of(ClaimsFile)
            for rule in file.rules
        }

    def of(self, index: Index, claim: Claim) -> list[Step]:
        """Give the steps of one claim, in the order of the stages."""
        fact = index.fact(claim)
        return [*self._quantity(index, claim, fact), *self._claim(index, claim, fact)]

    def _quantity(self, index: Index, claim: Claim, fact: Fact) -> Iterator[Step]:
        quantity, text = claim.quantity, index.document.normalized
        quote = text[quantity.start : quantity.end]
        if quote != fact.quote:
            yield Step("normalize", "text", quote, text=fact.quote)
        value = fact.value if fact.value_high is None else f"{fact.value} to {fact.value_high}"
        yield Step("quantities", "numeral", value, text=quote, rules=tuple(self._firing.numerals(lowered(quote))))
        units = tuple(rule for rule in fact.rules if rule.partition("/")[0] in self._units)
        yield Step("quantities", "unit", fact.unit, fact.basis.get("unit"), fact.unit_text, units)
        words = " … ".join(filter(None, (text[quantity.left : quantity.start], text[quantity.end : quantity.right])))
        comparators = tuple(rule for rule in fact.rules if rule.partition("/")[0] in self._comparators)
        yield Step("quantities", "comparator", fact.comparator, text=words.strip() or None, rules=comparators)

    def _claim(self, index: Index, claim: Claim, fact: Fact) -> Iterator[Step]:
        reading, roles = self._fitting(index.document, claim)
        for role in roles[:1]:
            yield Step("claims", "decided", role.role, text=self._patterns[role.rule], rules=(role.rule,))
        for role in roles[1:]:
            yield Step("claims", "overridden", role.role, text=self._patterns[role.rule], rules=(role.rule,))
        metric = fact.metric
        link = (claim.link.source,) if claim.link is not None and claim.link.source is not None else ()
        measured = Step("claims", "metric", _id(metric), fact.basis.get("metric"), _text(metric), link)
        yield _decided(measured, claim, "refined")
        direction = reading.tokens[roles[0].direction] if roles and roles[0].direction is not None else None
        if fact.change is not None:
            words = reading.text[direction.start : direction.end] if direction is not None else None
            rules = self._tracer.rules_of(direction) if direction is not None else ()
            moved = Step("claims", "change", f"{fact.change.direction}, {fact.change.basis}", text=words, rules=rules)
            yield _decided(moved, claim, "basis")
        yield Step("claims", "subject", _text(fact.subject), fact.basis.get("subject"))
        period = show_period(fact.period) or None
        time = claim.time
        words = reading.text[time.start : time.end] if time is not None else None
        dating = self._tracer.cited(time.rules) if time is not None else ()
        yield Step("claims", "period", period, fact.basis.get("period"), words, dating)
        foreseen = claim.modality == "forecast"
        modality = (
            self._forecast(claim, reading, direction and direction.item)
            if foreseen
            else Step("claims", "modality", claim.modality)
        )
        yield _decided(modality, claim, "modality")
        yield Step("claims", "attribution", _text(fact.attribution))

    def _forecast(self, claim: Claim, reading: Reading, direction: object) -> Step:
        """Give the words and rules that may make a forecast: a metric or a change that is one, else all cues."""
        link = claim.link
        if link is not None and link.rule is not None and link.rule.forecast and link.source is not None:
            return Step("claims", "modality", "forecast", text=link.mention.text, rules=(link.source,))
        if isinstance(direction, Term) and isinstance(direction.rule, ChangeRule) and direction.rule.forecast:
            return Step("claims", "modality", "forecast", text=direction.text, rules=(direction.source,))
        cues = [token for token in reading.tokens if token.code == "X"]
        words = ", ".join(dict.fromkeys(reading.text[token.start : token.end] for token in cues))
        rules = tuple(dict.fromkeys(rule for token in cues for rule in self._tracer.rules_of(token)))
        return Step("claims", "modality", "forecast", text=words or None, rules=rules)

    def _fitting(self, document: Document, claim: Claim) -> tuple[Reading, list[Role]]:
        """Read the sentence of a claim as the rules saw it, and give the roles of all that fit, the decisive first.

        The stages up to the claims run once more: linking settles the units and with them the kinds of quantities.
        """
        early = Document(document.id, document.text, document.title, document.published)
        for stage in self._stages:
            if isinstance(stage, Claims):
                break
            early = stage(early)
        number = next(place for place, found in enumerate(early.sentences) if found.start == claim.sentence.start)
        reading = Reading.of(early.normalized, *claim.sentence, early.mentions[number], self._shapes)
        index, quantity = next(found for found in reading.quantities() if found[1].start == claim.quantity.start)
        return reading, list(self._roles.fitting(reading.codes, index, quantity.kind, bool(quantity.signed)))


def _decided(step: Step, claim: Claim, decision: Decision) -> Step:
    """Add to a step which rule in code decided it, and the first line of what that says of itself."""
    decider = claim.deciders.get(decision)
    if decider is None:
        return step
    name = f"{decider.__module__.rpartition('.')[2]}.{decider.__name__}"
    return msgspec.structs.replace(step, decider=name, why=(decider.__doc__ or "").partition("\n")[0])


def _id(metric: Mention | None) -> str | None:
    return None if metric is None else metric.id or "of no known id"


def _text(mention: Mention | None) -> str | None:
    return mention.text if mention is not None else None
