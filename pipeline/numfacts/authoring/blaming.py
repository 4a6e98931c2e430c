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
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from numfacts.authoring.indexes import Spans
from numfacts.records import Span

if TYPE_CHECKING:
    from numfacts.authoring.firing import Firing
    from numfacts.authoring.tracing import Spot, Tracer
    from numfacts.document import Document
    from numfacts.records import Fact
    from numfacts.ruleset import RuleSet

LINKING = "linking"
Difference = Literal["added", "removed", "changed"]


def differences(old: RuleSet, new: RuleSet) -> dict[str, Difference]:
    """Give what differs between two rule sets: rules as ``file/id``, and files, by name, in all that is no rule.

    That is also the order of the rules, which decides where several fit.
    """
    before, after = dict(_parts(old)), dict(_parts(new))
    found: dict[str, Difference] = {}
    for name in sorted({*before, *after}):
        if name not in before:
            found[name] = "added"
        elif name not in after:
            found[name] = "removed"
        elif before[name] != after[name]:
            found[name] = "changed"
    places = {name: place for place, name in enumerate(after)}
    kept = [name for name in before if name in after]
    for name, following in pairwise(kept):
        file = name.partition("/")[0]
        if following.startswith(f"{file}/") and "/" in name and places[following] < places[name]:
            found[file] = "changed"
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


class _Read(NamedTuple):
    """A token where it stands in the text as it was given, with its rules."""

    start: int
    end: int
    rules: tuple[str, ...]


class Side:
    """A document as one of the rule sets had it, asked for the rules that did something in it."""

    def __init__(self, tracer: Tracer, firing: Firing, document: Document) -> None:
        self._tracer = tracer
        self._firing = firing
        self._index = tracer.index(document)

    def silencing(self, fact: Fact) -> set[str]:
        """Give the rules that keep from being a fact here what is one on the other side."""
        over = self._spots.over(Span(fact.start, fact.end))
        return {rule for number in over if number.outcome != "fact" for rule in number.rules}

    def reading(self, fact: Fact) -> set[str]:
        """Give the rules of the tokens in the sentence of a fact."""
        over = self._tokens.over(Span(fact.sentence.start, fact.sentence.end))
        return {rule for token in over for rule in token.rules}

    @cached_property
    def fired(self) -> frozenset[str]:
        """The rules that take part in the document."""
        return frozenset(self._firing.count(self._index, self._numbers))

    @cached_property
    def _numbers(self) -> list[Spot]:
        return self._tracer.numbers(self._index)

    @cached_property
    def _spots(self) -> Spans[Spot]:
        return Spans(self._numbers)

    @cached_property
    def _tokens(self) -> Spans[_Read]:
        places = ((self._index.original(Span(token.start, token.end)), token) for token in self._index.tokens)
        return Spans(_Read(place.start, place.end, self._tracer.rules_of(token)) for place, token in places)


class Blame:
    """Finds the rules that answer for the changes of one document."""

    def __init__(self, differing: Iterable[str], old: Side, new: Side) -> None:
        self._differing = frozenset(differing)
        self._old = old
        self._new = new

    def of(self, old: Fact | None, new: Fact | None) -> tuple[str, ...]:
        """Give the rules, as ``file/id``, that answer for a fact that appeared, vanished or changed."""
        if len(self._differing) == 1:
            return tuple(self._differing)
        before, after = _cited(old), _cited(new)
        silent: set[str] = set()
        if old is None and new is not None:
            silent = self._old.silencing(new)
        elif new is None and old is not None:
            silent = self._new.silencing(old)
        for group in self._groups(old or new, silent, before ^ after, before & after):
            hits = {answer for rule in group if (answer := self._answer(rule)) is not None}
            if hits:
                return tuple(sorted(hits))
        return tuple(sorted(silent or before ^ after)) or (LINKING,)

    def _answer(self, rule: str) -> str | None:
        """Give what differs of a rule: itself, or its file; null where nothing does."""
        file = rule.partition("/")[0]
        return rule if rule in self._differing else file if file in self._differing else None

    def _groups(self, fact: Fact | None, *near: set[str]) -> Iterator[AbstractSet[str]]:
        """Yield the rules that may answer, the nearest first; what lies farther takes longer to find."""
        yield from near
        if fact is not None:
            yield self._old.reading(fact) | self._new.reading(fact)
        yield self._old.fired ^ self._new.fired


def _cited(fact: Fact | None) -> set[str]:
    return {rule for rule in (fact.rules if fact is not None else ()) if "/" in rule}
