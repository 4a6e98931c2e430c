"""Stage 7: claims as facts, with offsets into the text as it was given."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING

from numfacts.records import Extent, Fact, Mention

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.linking.claim import Claim

ID_DIGITS = 16


class Emit:
    """Turn the claims of a document into facts."""

    name = "emit"
    needs = frozenset({"claims", "alignment", "normalized"})
    adds = frozenset({"facts"})

    def __init__(self, ruleset: str, unlisted: frozenset[str] = frozenset()) -> None:
        """Take what facts say they were extracted with, ``RuleSet.provenance``, and the ids that none carries."""
        self._ruleset = ruleset
        self._unlisted = unlisted

    def __call__(self, document: Document) -> Document:
        """Fill ``facts``, sorted by where they stand."""
        facts = [_fact(document, claim, self._ruleset, self._unlisted) for claim in document.claims]
        facts.sort(key=lambda fact: (fact.start, fact.end))
        document.facts = facts
        return document


def _fact(document: Document, claim: Claim, ruleset: str, unlisted: frozenset[str]) -> Fact:
    alignment = document.alignment
    assert alignment is not None
    quantity = claim.quantity
    start, end = alignment.to_original(quantity.start, quantity.end)
    value = plain(quantity.value)
    unit = quantity.code or "1"
    if quantity.per:
        unit = f"{unit}/{quantity.per}"
    sentence = alignment.to_original(*claim.sentence)
    return Fact(
        doc_id=document.id,
        id=fact_id(document.id, start, end, value),
        quote=document.text[start:end],
        start=start,
        end=end,
        sentence=Extent(*sentence),
        value=value,
        value_high=None if quantity.high is None else plain(quantity.high),
        unit=unit,
        unit_text=quantity.unit_text,
        scale=quantity.scale,
        decimals=quantity.decimals,
        comparator=quantity.comparator,
        metric=_mention(document, _listed(claim.metric, unlisted)),
        change=claim.change,
        subject=_mention(document, _bare(claim.subject)),
        period=claim.period,
        modality=claim.modality,
        attribution=_mention(document, claim.attribution),
        rules=tuple(dict.fromkeys(claim.rules)),
        ruleset=ruleset,
        basis=claim.basis,
    )


def _mention(document: Document, mention: Mention | None) -> Mention | None:
    if mention is None or mention.text is None:
        return mention
    if mention.start is None or mention.end is None:
        return Mention(_in_title(document, mention.text), None, None, mention.id)
    alignment = document.alignment
    assert alignment is not None
    if document.text is document.normalized:
        return mention
    start, end = alignment.to_original(mention.start, mention.end)
    text = document.text[start:end]
    return Mention(text, start, end, mention.id)


def _listed(metric: Mention | None, unlisted: frozenset[str]) -> Mention | None:
    """Give a metric without an id that no fact carries."""
    return metric if metric is None or metric.id not in unlisted else Mention(metric.text, metric.start, metric.end)


def _bare(subject: Mention | None) -> Mention | None:
    """Give a subject without the id of the metric that an index or a price is as well."""
    return subject if subject is None else Mention(subject.text, subject.start, subject.end)


def _in_title(document: Document, name: str) -> str:
    """Give a name that only the title holds as the title writes it."""
    start = (document.normalized_title or "").find(name)
    if start < 0 or document.title is None or document.title_alignment is None:
        return name
    span = document.title_alignment.to_original(start, start + len(name))
    return document.title[span.start : span.end]


def plain(value: Decimal) -> str:
    """Write an exact decimal without an exponent: ``57400000000``, ``0.70``."""
    text = format(value, "f")
    if "." in text and value == value.to_integral_value() and abs(value) >= 10000:
        text = text.split(".")[0]
    return text


def fact_id(doc_id: str, start: int, end: int, value: str) -> str:
    """Give the stable id of a fact: 16 hex digits of the SHA-256 of document id, span and value."""
    return hashlib.sha256(f"{doc_id}\0{start}\0{end}\0{value}".encode()).hexdigest()[:ID_DIGITS]
