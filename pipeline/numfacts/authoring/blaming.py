"""Which rules are to answer for a difference between the facts of two rule sets.

Where only one rule differs between the sets, it is that one. Else it is, of the rules that differ, the first found
among: those that keep the number from being one on the side without a fact; those that one of the two facts cites and
the other does not; those that both cite; those of the tokens of the sentence; those that take part in the document on
one side only. A file that differs in more than its rules stands for all of them. Where none differs it is those that
keep the number from being one, or that one side alone cites; and where there are none either, the ``linking`` as a
whole: shapes and groups, which are not followed up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from numfacts.records import Span

if TYPE_CHECKING:
    from numfacts.authoring.firing import Firing
    from numfacts.authoring.indexes import Index
    from numfacts.authoring.tracing import Tracer
    from numfacts.records import Fact
    from numfacts.ruleset import RuleSet

LINKING = "linking"
Difference = Literal["added", "removed", "changed"]


def differences(old: RuleSet, new: RuleSet) -> dict[str, Difference]:
    """Give what differs between two rule sets: rules as ``file/id``, and files, by name, in all that is no rule."""
    before, after = dict(_parts(old)), dict(_parts(new))
    found: dict[str, Difference] = {}
    for name in sorted({*before, *after}):
        if name not in before:
            found[name] = "added"
        elif name not in after:
            found[name] = "removed"
        elif before[name] != after[name]:
            found[name] = "changed"
    return found


def _parts(rules: RuleSet) -> Iterator[tuple[str, Any]]:
    """Yield each rule by its citation, and each file by its name with its other settings."""
    for file in rules.files:
        content: Any = file.content
        settings = {name: getattr(content, name) for name in content.__struct_fields__ if name != "rules"}
        if settings:
            yield file.name, settings
        for rule in content.rules:
            yield f"{file.name}/{rule.id}", rule


class Side(NamedTuple):
    """A document as one of the rule sets had it, and what tells of it."""

    tracer: Tracer
    firing: Firing
    found: Index


class Blame:
    """Finds the rules that answer for the changes of one document."""

    def __init__(self, differing: Iterable[str], old: Side, new: Side) -> None:
        self._differing = frozenset(differing)
        self._sides = (old, new)

    def of(self, old: Fact | None, new: Fact | None) -> tuple[str, ...]:
        """Give the rules, as ``file/id``, that answer for a fact that appeared, vanished or changed."""
        if len(self._differing) == 1:
            return tuple(self._differing)
        silent = self._silent(old, new)
        before = set(_rules(old))
        after = set(_rules(new))
        for group in (silent, before ^ after, before & after, self._read(old or new), self._fired):
            hits = {answer for rule in group if (answer := self._answer(rule)) is not None}
            if hits:
                return tuple(sorted(hits))
        return tuple(sorted(silent or before ^ after)) or (LINKING,)

    def _answer(self, rule: str) -> str | None:
        """Give what differs of a rule: itself, or its file; null where nothing does."""
        file = rule.partition("/")[0]
        return rule if rule in self._differing else file if file in self._differing else None

    def _silent(self, old: Fact | None, new: Fact | None) -> set[str]:
        """Give the rules that keep the number from being one on the side that has no fact of it."""
        for side, fact, other in zip(self._sides, (old, new), (new, old), strict=True):
            if fact is None and other is not None:
                return {
                    rule
                    for number in side.tracer.numbers(side.found)
                    if number.start < other.end and other.start < number.end and number.outcome != "fact"
                    for rule in number.rules
                }
        return set()

    def _read(self, fact: Fact | None) -> set[str]:
        """Give the rules of the tokens that either side reads in the sentence of a fact."""
        if fact is None:
            return set()
        return {
            rule
            for side in self._sides
            for token in side.found.tokens
            if _overlaps(side.found.original(Span(token.start, token.end)), fact)
            for rule in side.tracer.rules_of(token)
        }

    @cached_property
    def _fired(self) -> set[str]:
        """Give the rules that take part in the document on one side only."""
        old, new = (set(side.firing.count(side.found, side.tracer.numbers(side.found))) for side in self._sides)
        return old ^ new


def _overlaps(place: Span, fact: Fact) -> bool:
    return place.start < fact.sentence.end and fact.sentence.start < place.end


def _rules(fact: Fact | None) -> Iterator[str]:
    return (rule for rule in (fact.rules if fact is not None else ()) if "/" in rule)
