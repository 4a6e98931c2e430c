"""Which rules are to answer for a difference between the facts of two rule sets.

Where only one rule differs between the sets, it is that one. Else it is, of the rules that differ, the first found
among: those that keep the number from being one on the side without a fact; those that one of the two facts cites and
the other does not; those that both cite; those of the tokens of the sentence. Where none of these differs it is those
that keep the number from being one, or that one side alone cites; and where there are none either, the ``linking`` as a
whole: what a rule elsewhere in the text has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from numfacts.records import Span

if TYPE_CHECKING:
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


class Blame:
    """Finds the rules that answer for the changes of one document."""

    def __init__(self, differing: Iterable[str], sides: tuple[tuple[Tracer, Index], tuple[Tracer, Index]]) -> None:
        self._differing = frozenset(differing)
        self._sides = sides

    def of(self, old: Fact | None, new: Fact | None) -> tuple[str, ...]:
        """Give the rules, as ``file/id``, that answer for a fact that appeared, vanished or changed."""
        if len(self._differing) == 1:
            return tuple(self._differing)
        silent = self._silent(old, new)
        before = set(_rules(old))
        after = set(_rules(new))
        candidates = [silent, before ^ after, before & after, self._read(old or new)]
        for group in candidates:
            hits = sorted(rule for rule in group if self._differs(rule))
            if hits:
                return tuple(hits)
        return tuple(sorted(silent or before ^ after)) or (LINKING,)

    def _differs(self, rule: str) -> bool:
        return rule in self._differing or rule.partition("/")[0] in self._differing

    def _silent(self, old: Fact | None, new: Fact | None) -> set[str]:
        """Give the rules that keep the number from being one on the side that has no fact of it."""
        for (tracer, index), fact, other in zip(self._sides, (old, new), (new, old), strict=True):
            if fact is None and other is not None:
                return {
                    rule
                    for number in tracer.numbers(index)
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
            for tracer, index in self._sides
            for token in index.tokens
            if _overlaps(index.original(Span(token.start, token.end)), fact)
            for rule in tracer.rules_of(token)
        }


def _overlaps(place: Span, fact: Fact) -> bool:
    return place.start < fact.sentence.end and fact.sentence.start < place.end


def _rules(fact: Fact | None) -> Iterator[str]:
    return (rule for rule in (fact.rules if fact is not None else ()) if "/" in rule)
