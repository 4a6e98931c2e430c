"""What annotation tools are given of an article, and what is made of what they give back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from operator import attrgetter
from typing import Any

import msgspec

from numfacts.authoring.articles import Article, Language, Style, change_in_words, find_quote, read_change
from numfacts.authoring.corpus import language_of
from numfacts.authoring.gold import GoldClaim, GoldDocument, GoldError, alternatives
from numfacts.authoring.period_notation import read_period, write_period
from numfacts.records import Extent

# The slots in the order in which they are asked for; several values of one are alternatives.
SLOTS = (
    "value", "value_high", "unit", "comparator", "metric", "metric_id", "change", "subject", "period", "modality",
    "attribution",
)  # fmt: skip
_SEVERAL = frozenset({"unit", "subject", "attribution"})


class _About(msgspec.Struct):
    family: str = "imported"
    language: Language | None = None
    title: str | None = None
    published: dt.date | None = None
    style: Style | None = None
    triple: str | None = None


def article_about(article: Article) -> dict[str, Any]:
    """Give what an article says of itself besides its text."""
    names = ("id", "family", "language", "title", "published", "style", "triple")
    return {name: getattr(article, name) for name in names}


def article_of(name: str, text: str, about: Mapping[str, Any], gold: GoldDocument) -> Article:
    """Make an article of its parts; what ``about`` leaves out is null, and its language that of the text.

    Raises GoldError, whose message has a line for all that cannot be read, and for all that stands where a file of a
    corpus cannot tell of it.
    """
    if misplaced := list(_misplaced(text, gold)):
        raise GoldError("\n".join(f"{name}: {cause}" for cause in misplaced))
    try:
        known = msgspec.convert({key: value for key, value in about.items() if value is not None}, _About)
    except msgspec.ValidationError as error:
        raise GoldError(f"{name}: {error}") from None
    language = known.language or language_of(text)
    return Article(text, gold, known.family, language, known.title, known.published, known.style, known.triple)


def _misplaced(text: str, gold: GoldDocument) -> Iterator[str]:
    """Say which annotations are none of the text, or would be looked for elsewhere: files tell of them by quotes."""
    kinds: tuple[Sequence[GoldClaim | Extent], ...] = (gold.claims, gold.boilerplate)
    for spans in kinds:
        reached = 0
        for span in sorted(spans, key=attrgetter("start", "end")):
            start, end = span.start, span.end
            quote = text[max(0, start) : max(0, end)]
            if not 0 <= start < end <= len(text):
                yield f"{start}–{end} is no place of the text, which has {len(text)} characters"
            elif start < reached:
                yield f"{start}–{end} {quote!r}: overlaps the one before it"
            elif spans is gold.claims and find_quote(text, quote, start) != start:
                yield f"{start}–{end} {quote!r}: part of a longer number"
            elif spans is gold.claims and any(start < other.end and other.start < end for other in gold.boilerplate):
                yield f"{start}–{end} {quote!r}: stands in boilerplate"
            elif spans is gold.boilerplate and text.find(quote, reached) != start:
                yield f"{start}–{end} {quote!r}: the same words stand before it, and would be taken for it"
            reached = max(reached, end)


def slot_values(claim: GoldClaim) -> dict[str, list[str]]:
    """Give the slots of a claim that are filled, each as the texts that may stand there."""
    values: dict[str, list[str]] = {}
    for slot in SLOTS:
        value = getattr(claim, slot)
        if value is None:
            continue
        if slot == "change":
            value = change_in_words(value)
        elif slot == "period":
            value = write_period(value)
        values[slot] = alternatives(value)
    return values


def make_claim(start: int, end: int, quote: str, slots: Mapping[str, Sequence[str]]) -> GoldClaim:
    """Make a claim of the texts of its slots; raises ValueError, whose message says what is missing or wrong."""
    filled = {slot: [text.strip() for text in texts if text.strip()] for slot, texts in slots.items() if slot in SLOTS}
    filled = {slot: texts for slot, texts in filled.items() if texts}
    for slot, texts in filled.items():
        if len(texts) > 1 and slot not in _SEVERAL:
            raise ValueError(f"{len(texts)} texts for {slot}")
    for slot in ("value", "unit"):
        if slot not in filled:
            raise ValueError(f"no {slot}")
    one: dict[str, Any] = {slot: texts if slot in _SEVERAL else texts[0] for slot, texts in filled.items()}
    for slot in ("value", "value_high"):
        try:
            if slot in one and not Decimal(one[slot]).is_finite():
                raise InvalidOperation
        except InvalidOperation:
            raise ValueError(f"{slot} {one[slot]!r} is not a decimal number") from None
    if "change" in one:
        one["change"] = read_change(one["change"])
    if "period" in one:
        one["period"] = read_period(one["period"])
    try:
        return msgspec.convert({"start": start, "end": end, "quote": quote, **one}, GoldClaim)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None
