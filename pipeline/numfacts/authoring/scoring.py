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
from typing import Any

import msgspec

from numfacts.authoring.gold import GoldClaim, GoldDocument, alternatives
from numfacts.authoring.pairing import pairs
from numfacts.records import Extent, Fact, Mention

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
        """Compute the rates; those of nothing are 0."""
        precision = hits / found if found else 0.0
        recall = hits / gold if gold else 0.0
        return cls(precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0)


class Disagreement(msgspec.Struct):
    """A claim without a fact (``missed``), a fact without a claim (``spurious``), or a pair and where it differs."""

    doc_id: str
    kind: str
    claim: GoldClaim | None
    fact: Fact | None


class Score(msgspec.Struct):
    """The figures of one set; ``slots`` gives each slot the share of pairs that agree on it."""

    documents: int
    claims: int
    facts: int
    quantity: Rate
    claim: Rate
    full: Rate
    slots: dict[str, float]
    boilerplate: Rate
    disagreements: list[Disagreement]


def score(gold: Sequence[GoldDocument], found: Mapping[str, Found]) -> Score:
    """Measure what was found, by document id, against a gold set; a document that is not there has no facts."""
    claims = facts = 0
    hits: Counter[str] = Counter()
    slots: Counter[str] = Counter()
    chars: Counter[str] = Counter()
    wrong: list[Disagreement] = []
    for document in gold:
        result = found.get(document.id) or Found(())
        claims += len(document.claims)
        facts += len(result.facts)
        _count_characters(document.boilerplate, result.boilerplate, chars)
        for disagreement in _compare(document, result.facts, hits, slots):
            wrong.append(disagreement)
    agreed = hits["quantity"] or 1
    return Score(
        documents=len(gold),
        claims=claims,
        facts=facts,
        quantity=Rate.of(hits["quantity"], facts, claims),
        claim=Rate.of(hits["claim"], facts, claims),
        full=Rate.of(hits["full"], facts, claims),
        slots={slot: slots[slot] / agreed for slot in AGREE},
        boilerplate=Rate.of(chars["both"], chars["found"], chars["gold"]),
        disagreements=wrong,
    )


def _compare(
    document: GoldDocument, facts: Sequence[Fact], hits: Counter[str], slots: Counter[str]
) -> list[Disagreement]:
    """Count where one document's facts agree, and list where they do not."""
    wrong: list[Disagreement] = []
    facts = sorted(facts, key=attrgetter("start"))
    paired = pairs(document.claims, facts, same_quantity)
    for one, other in paired:
        claim, fact = document.claims[one], facts[other]
        if not same_quantity(claim, fact):
            wrong.append(Disagreement(document.id, "quantity", claim, fact))
            continue
        differing = [slot for slot, agree in AGREE.items() if not agree(claim, fact)]
        slots.update(slot for slot in AGREE if slot not in differing)
        hits["quantity"] += 1
        hits["claim"] += not CLAIM_SLOTS.intersection(differing)
        hits["full"] += not differing
        wrong += [Disagreement(document.id, slot, claim, fact) for slot in differing]
    met, used = {one for one, _ in paired}, {other for _, other in paired}
    missed = [claim for index, claim in enumerate(document.claims) if index not in met]
    spurious = [fact for index, fact in enumerate(facts) if index not in used]
    wrong += [Disagreement(document.id, "missed", claim, None) for claim in missed]
    return wrong + [Disagreement(document.id, "spurious", None, fact) for fact in spurious]


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
