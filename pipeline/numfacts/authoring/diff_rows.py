"""What the forms of a comparison have in common: its headings, its rows, its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from numfacts.authoring.blaming import Difference
from numfacts.authoring.comparing import Comparison, FactChange
from numfacts.authoring.scoring import Rate, Score
from numfacts.authoring.showing import number_of, summary

LEVELS = ("quantity", "claim", "full", "boilerplate")
NONE = "none"


class Row(NamedTuple):
    """One slot of a change; of a fact that appeared or vanished, the one row that sums it up."""

    change: FactChange
    slot: str
    old: str
    new: str


class Figure(NamedTuple):
    """A figure before and after."""

    name: str
    old: float
    new: float


def rows(changes: Sequence[FactChange]) -> Iterator[Row]:
    """Give the rows of some changes, in their order."""
    for change in changes:
        if change.kind != "changed":
            old = summary(change.old) if change.old is not None else ""
            yield Row(change, change.kind, old, summary(change.new) if change.new is not None else "")
        for slot in change.slots:
            yield Row(change, slot.slot, slot.old or NONE, slot.new or NONE)


def heading(rules: Sequence[str], differing: dict[str, Difference]) -> str:
    """Name the rules of a group, each with how it differs where it does: ``metrics/revenue (changed)``."""
    return ", ".join(f"{rule} ({differing[rule]})" if rule in differing else rule for rule in rules)


def counted(changes: Sequence[FactChange]) -> str:
    """Count changes by their kind: ``2 appeared, 1 changed``."""
    counts = Counter(change.kind for change in changes)
    kinds = (f"{counts[kind]:,} {kind}" for kind in ("appeared", "vanished", "changed") if counts[kind])
    return ", ".join(kinds) or "no fact changed"


def total(comparison: Comparison) -> str:
    """Sum a comparison up in one sentence."""
    return (
        f"{number_of(comparison.documents, 'document')}, {number_of(comparison.old_facts, 'fact')} before and "
        f"{comparison.new_facts:,} after: {counted(comparison.changes)}."
    )


def figures(scores: tuple[Score, Score]) -> Iterator[Figure]:
    """Give precision, recall and F1 at each level, and the share of pairs that agree on each slot that changed."""
    old, new = scores
    for level in LEVELS:
        before: Rate = getattr(old, level)
        after: Rate = getattr(new, level)
        for rate in ("precision", "recall", "f1"):
            yield Figure(f"{level} {rate}", getattr(before, rate), getattr(after, rate))
    for slot, share in old.slots.items():
        if share != new.slots[slot]:
            yield Figure(slot, share, new.slots[slot])
