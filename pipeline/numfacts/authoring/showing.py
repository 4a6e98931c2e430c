"""Facts and their slots in a few words, and the text around a place."""

from __future__ import annotations

from numfacts.io.table import show_period, show_value
from numfacts.records import Change, Fact, Mention

AROUND = 20  # characters of text shown on either side of a number

# The slots of a fact in which two facts can differ for a reader: not its id, its rules and how slots were inferred.
SLOTS = (
    "quote", "value", "value_high", "unit", "comparator", "metric", "change", "subject", "period", "modality",
    "attribution",
)  # fmt: skip


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Give the text of the same line before and behind a range, ``AROUND`` characters of each."""
    before = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    return before, text[end : end + AROUND].partition("\n")[0]


def slot(fact: Fact, name: str) -> str | None:
    """Write one slot of a fact; null where it is empty."""
    if name == "period":
        return show_period(fact.period) or None
    value: str | Mention | Change | None = getattr(fact, name)
    if isinstance(value, Mention):
        return " · ".join(filter(None, (value.text, value.id)))
    if isinstance(value, Change):
        return " ".join(filter(None, (value.basis, value.direction)))
    return value


def summary(fact: Fact) -> str:
    """Write what a fact says on one line, without what it leaves open."""
    metric, subject, source = fact.metric, fact.subject, fact.attribution
    parts = [
        f"{show_value(fact)} {fact.unit}",
        metric and (metric.id or metric.text),
        slot(fact, "change"),
        subject and subject.text,
        slot(fact, "period"),
        fact.modality if fact.modality != "actual" else None,
        source and f"by {source.text}",
    ]
    return " · ".join(part for part in parts if part)


def number_of(count: int, noun: str) -> str:
    """Count things in words: ``1 fact``, ``2,000 facts``."""
    return f"{count:,} {noun}{'s' * (count != 1)}"
