"""The shapes and groups of a rule set, watched: which of them, and which of their entries, anything matched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from numfacts.ruleset import RuleSet
from numfacts.ruleset.kinds import GroupsFile, ShapesFile
from numfacts.vocabulary.shapes import OR, Find, Shapes


class WatchedShapes(Shapes):
    """Shapes that count in ``seen`` how often each of them matched, by its rule as ``file/id``.

    Words and metrics are counted too, as ``file/id: entry``. They stand in for the plain ones in the stages and change
    nothing that those do; they are slower. Rules of one name in several files, which count together, are counted
    together.
    """

    def __init__(self, rules: RuleSet) -> None:
        shapes, groups = rules.of(ShapesFile), rules.of(GroupsFile)
        self.seen: Counter[str] = Counter()
        self._shape_rules = _by_id((name, rule.id) for name, file in shapes for rule in file.rules)
        self._group_rules = _by_id((name, rule.id) for name, file in groups for rule in file.rules)
        self._watched: dict[str, re.Pattern[str]] = {}
        super().__init__(shapes, groups)
        self._watched_words = self._watch(self._words, self._shape_rules)
        self._watched_groups = self._watch(self._groups, self._group_rules)

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """Give a pattern by its id; it counts its matches."""
        found = self._watched.get(name)
        if found is None:
            parts = [self[part] for part in name.split(OR)] if OR in name else []
            pattern = _WatchedPattern(super().__getitem__(name), self.seen, self._shape_rules.get(name, []), parts)
            found = self._watched[name] = cast("re.Pattern[str]", pattern)  # which nothing can inherit from
        return found

    def kept(self, find: Find) -> Find:
        """Have a function ask shapes each time, lest what matched be seen for the first text alone that asks."""
        return find

    def words(self, name: str) -> frozenset[str]:
        """Give a set of words by its id; it counts those found in it."""
        return self._watched_words.get(name, frozenset())

    def group(self, name: str) -> frozenset[str]:
        """Give the metric ids of a group; it counts those found in it."""
        return self._watched_groups.get(name, frozenset())

    def _watch(self, sets: Mapping[str, frozenset[str]], rules: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
        return {name: _WatchedSet.of(members, self.seen, rules[name]) for name, members in sets.items()}


def _by_id(rules: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Give the citations of rules by their ids."""
    found: dict[str, list[str]] = {}
    for name, identity in rules:
        found.setdefault(identity, []).append(f"{name}/{identity}")
    return found


class _WatchedPattern:
    """A compiled pattern, in the methods that the linking uses; ``parts`` are those of which it matches any."""

    def __init__(
        self, pattern: re.Pattern[str], seen: Counter[str], rules: list[str], parts: list[re.Pattern[str]]
    ) -> None:
        self._pattern = pattern
        self._parts = parts
        self._seen = seen
        self._rules = rules

    @property
    def pattern(self) -> str:
        """The expression, to be built into another: counted once for that, as its matches are not seen."""
        self._seen.update(self._rules)
        return self._pattern.pattern

    def match(self, *place: Any) -> re.Match[str] | None:
        for part in self._parts:
            part.match(*place)
        return self._noted(self._pattern.match(*place))

    def search(self, *place: Any) -> re.Match[str] | None:
        for part in self._parts:
            part.search(*place)
        return self._noted(self._pattern.search(*place))

    def fullmatch(self, *place: Any) -> re.Match[str] | None:
        for part in self._parts:
            part.fullmatch(*place)
        return self._noted(self._pattern.fullmatch(*place))

    def finditer(self, *place: Any) -> Iterator[re.Match[str]]:
        for match in self._pattern.finditer(*place):
            self._noted(match)
            yield match

    def sub(self, replacement: str, text: str) -> str:
        self._noted(self._pattern.search(text))
        return self._pattern.sub(replacement, text)

    def split(self, text: str) -> list[str | Any]:
        self._noted(self._pattern.search(text))
        return self._pattern.split(text)

    def _noted(self, match: re.Match[str] | None) -> re.Match[str] | None:
        if match is not None:
            self._seen.update(self._rules)
        return match


class _WatchedSet(frozenset[str]):
    """A set that counts what is found in it, and all that it holds where it is gone through."""

    seen: Counter[str]
    rules: list[str]

    @classmethod
    def of(cls, members: frozenset[str], seen: Counter[str], rules: list[str]) -> _WatchedSet:
        made = cls(members)
        made.seen, made.rules = seen, rules
        return made

    def __contains__(self, member: object) -> bool:
        found = super().__contains__(member)
        if found:
            self._count(member)
        return found

    def __iter__(self) -> Iterator[str]:
        for member in super().__iter__():
            self._count(member)
            yield member

    def _count(self, member: object) -> None:
        for rule in self.rules:
            self.seen[rule] += 1
            self.seen[f"{rule}: {member}"] += 1
