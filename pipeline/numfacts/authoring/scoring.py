"""How good facts are, measured against a gold set.

A fact and a claim are paired where their spans overlap, one to one. A pair agrees at three levels, each stricter than
the one before: ``quantity`` (value, value_high, unit), ``claim`` (and comparator, metric, change) and ``full`` (and
period, subject, modality, attribution). Precision is the share of facts that agree, recall that of claims. Slots are
counted over the pairs that agree on the quantity; boilerplate is measured in characters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from operator import attrgetter
from typing import Any, Literal

import msgspec

from numfacts.authoring.gold import GoldClaim, GoldDocument, alternatives
from numfacts.authoring.pairing import pairs
from numfacts.records import Extent, Fact, Mention

Level = Literal["quantity", "claim", "full"]
LEVELS: tuple[Level, ...] = ("quantity", "claim", "full")

# Metrics that are one thing when a value is a move of them.
MOVES = frozenset({"price_change", "index_level", "share_price", "exchange_rate", "commodity_price"})


class Found(msgspec.Struct):
    """What was found in one document: offsets are code points of the text as it was given."""

    facts: Sequence[Fact]
    boilerplate: Sequence[Extent] = ()


class Rate(msgspec.Struct, frozen=True):
    """How much of what was found is right, how much of what is right was found, and the harmonic mean of both."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, hits: int, found: int, gold: int) -> Rate:
        """Compute the rates; a share of nothing is 0, but finding nothing where there is nothing is right."""
        if not found and not gold:
            return cls(1.0, 1.0, 1.0)
        precision = hits / found if found else 0.0
        recall = hits / gold if gold else 0.0
        return cls(precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0)


class Disagreement(msgspec.Struct):
    """A claim without a fact (``missed``), a fact without a claim (``spurious``), or a pair and where it differs."""

    doc_id: str
    kind: str
    claim: GoldClaim | None
    fact: Fact | None


class Match(msgspec.Struct):
    """A claim and the fact that is paired with it, or one of them alone; ``differing`` names what they disagree on.

    Where the quantity differs, nothing else is compared.
    """

    doc_id: str
    claim: GoldClaim | None
    fact: Fact | None
    differing: tuple[str, ...] = ()

    def agrees(self, level: Level) -> bool:
        """Whether the two agree at a level."""
        if self.claim is None or self.fact is None or "quantity" in self.differing:
            return False
        return level == "quantity" or not (CLAIM_SLOTS if level == "claim" else AGREE.keys()) & set(self.differing)

    def disagreements(self) -> list[Disagreement]:
        """Give what is wrong with it, slot by slot."""
        if self.claim is None or self.fact is None:
            return [Disagreement(self.doc_id, "missed" if self.fact is None else "spurious", self.claim, self.fact)]
        return [Disagreement(self.doc_id, slot, self.claim, self.fact) for slot in self.differing]


class Figures(msgspec.Struct, kw_only=True):
    """How good some facts are; ``slots`` gives each slot the share of pairs that agree on it."""

    claims: int
    facts: int
    quantity: Rate
    claim: Rate
    full: Rate
    slots: dict[str, float]


class Score(Figures, kw_only=True):
    """The figures of one set."""

    documents: int
    boilerplate: Rate
    disagreements: list[Disagreement]


def score(gold: Sequence[GoldDocument], found: Mapping[str, Found]) -> Score:
    """Measure what was found, by document id, against a gold set; a document that is not there has no facts."""
    chars: Counter[str] = Counter()
    matched: list[Match] = []
    for document in gold:
        result = found.get(document.id) or Found(())
        _count_characters(document.boilerplate, result.boilerplate, chars)
        matched += matches(document, result.facts)
    return Score(
        **msgspec.structs.asdict(figures(matched)),
        documents=len(gold),
        boilerplate=Rate.of(chars["both"], chars["found"], chars["gold"]),
        disagreements=[wrong for match in matched for wrong in match.disagreements()],
    )


def matches(document: GoldDocument, facts: Sequence[Fact]) -> list[Match]:
    """Match one document's claims and facts: the pairs in the order of the claims, then either's rest."""
    facts = sorted(facts, key=attrgetter("start"))
    paired = pairs(document.claims, facts, same_quantity)
    found = [
        Match(document.id, claim := document.claims[one], fact := facts[other], _differing(claim, fact))
        for one, other in paired
    ]
    met, used = {one for one, _ in paired}, {other for _, other in paired}
    found += [Match(document.id, claim, None) for index, claim in enumerate(document.claims) if index not in met]
    return found + [Match(document.id, None, fact) for index, fact in enumerate(facts) if index not in used]


def figures(matched: Sequence[Match]) -> Figures:
    """Count how many matches agree, at each level and on each slot."""
    claims = sum(match.claim is not None for match in matched)
    facts = sum(match.fact is not None for match in matched)
    agreed = [match for match in matched if match.agrees("quantity")]
    right = {level: sum(match.agrees(level) for match in agreed) for level in LEVELS}
    return Figures(
        claims=claims,
        facts=facts,
        quantity=Rate.of(right["quantity"], facts, claims),
        claim=Rate.of(right["claim"], facts, claims),
        full=Rate.of(right["full"], facts, claims),
        slots={slot: sum(slot not in match.differing for match in agreed) / (len(agreed) or 1) for slot in AGREE},
    )


def _differing(claim: GoldClaim, fact: Fact) -> tuple[str, ...]:
    if not same_quantity(claim, fact):
        return ("quantity",)
    return tuple(slot for slot, agree in AGREE.items() if not agree(claim, fact))


def _count_characters(gold: Sequence[Extent], found: Sequence[Extent], chars: Counter[str]) -> None:
    marked = {place for extent in gold for place in range(extent.start, extent.end)}
    seen = {place for extent in found for place in range(extent.start, extent.end)}
    chars.update(gold=len(marked), found=len(seen), both=len(marked & seen))


def same_quantity(claim: GoldClaim, fact: Fact) -> bool:
    """Whether a fact has the values and the unit of a claim."""
    return (
        _number(claim.value) == _number(fact.value)
        and _number(claim.value_high) == _number(fact.value_high)
        and fact.unit in alternatives(claim.unit)
    )


def _same_metric(claim: GoldClaim, fact: Fact) -> bool:
    found = fact.metric.id if fact.metric is not None else None
    if claim.metric_id and found:
        return claim.metric_id == found or (claim.change is not None and {claim.metric_id, found} <= MOVES)
    return _alike(claim.metric, _name(fact.metric))


def _same_name(slot: str) -> Callable[[GoldClaim, Fact], bool]:
    def same(claim: GoldClaim, fact: Fact) -> bool:
        found = _name(getattr(fact, slot))
        return any(_alike(name, found) for name in alternatives(getattr(claim, slot) or None))

    return same


def _same(slot: str) -> Callable[[GoldClaim, Fact], bool]:
    return lambda claim, fact: bool(getattr(claim, slot) == getattr(fact, slot))


AGREE: dict[str, Callable[[GoldClaim, Fact], bool]] = {
    "comparator": _same("comparator"),
    "metric": _same_metric,
    "change": _same("change"),
    "period": _same("period"),
    "subject": _same_name("subject"),
    "modality": _same("modality"),
    "attribution": _same_name("attribution"),
}
CLAIM_SLOTS = frozenset({"comparator", "metric", "change"})


def _alike(gold: str | None, found: str | None) -> bool:
    """Whether two names are of the same thing: one holds the other, or there is none on either side."""
    if not gold or not found:
        return not gold and not found
    gold, found = _folded(gold), _folded(found)
    return gold in found or found in gold


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _name(mention: Mention | None) -> str | None:
    return mention.text if mention is not None else None


def _number(value: str | None) -> Any:
    try:
        return None if value is None else Decimal(value)
    except InvalidOperation:
        return value
