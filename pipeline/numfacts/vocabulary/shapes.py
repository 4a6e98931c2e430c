"""The words and patterns that linking asks for by name, and the groups of metrics that are linked alike."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any, cast

from numfacts.ruleset.kinds import GroupsFile, ShapesFile
from numfacts.ruleset.patterns import either

NEVER = "(?!)"
PATIENCE = 100  # looks for literals that cost about as much as compiling a pattern


class Shapes(dict[str, re.Pattern[str]]):
    """The rules of kinds ``shapes`` and ``groups``, and by its id each pattern, compiled when a text may match it.

    ``literals`` says of patterns what a text has to hold for that: one of these strings. Patterns are for normalized
    text. Rules of one name in several files count together; a name without a rule, as where one is switched off, stands
    for a pattern that never matches, and for no words or metrics.
    """

    def __init__(
        self,
        shapes: list[tuple[str, ShapesFile]],
        groups: list[tuple[str, GroupsFile]],
        literals: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        super().__init__()
        self._literals = literals or {}
        self._patterns: dict[str, str] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._groups: dict[str, frozenset[str]] = {}
        for rule in (rule for _, file in shapes for rule in file.rules):
            if rule.pattern is not None:
                self._patterns[rule.id] = either(self._patterns.get(rule.id), rule.pattern)
            self._words[rule.id] = self._words.get(rule.id, frozenset()).union(rule.terms)
        for group in (rule for _, file in groups for rule in file.rules):
            self._groups[group.id] = self._groups.get(group.id, frozenset()).union(group.metrics)

    def __missing__(self, name: str) -> re.Pattern[str]:
        """Give what stands for a pattern, given by its id, until a text may match it."""
        pattern = self._patterns.get(name, NEVER)
        found = _Awaited(self, name, pattern, self._literals.get(pattern, ()))
        self[name] = given = cast("re.Pattern[str]", found)  # which nothing can inherit from
        return given

    def compiled(self, name: str) -> re.Pattern[str]:
        """Compile a pattern, given by its id, which is from then on at hand."""
        self[name] = found = re.compile(self._patterns.get(name, NEVER))
        return found

    def fits(self, name: str, word: str) -> bool:
        """Say whether a pattern, given by its id, matches the whole of a word."""
        return self[name].fullmatch(word) is not None

    def words(self, name: str) -> frozenset[str]:
        """Give a set of words by its id."""
        return self._words.get(name, frozenset())

    def group(self, name: str) -> frozenset[str]:
        """Give the metric ids of a group."""
        return self._groups.get(name, frozenset())


class _Awaited:
    """Stands for a pattern that is compiled as soon as a text holds one of its literals, at once where it has none."""

    __slots__ = ("_found", "_literals", "_looks", "_name", "_shapes", "pattern")

    def __init__(self, shapes: Shapes, name: str, pattern: str, literals: tuple[str, ...]) -> None:
        self._shapes = shapes
        self._name = name
        self._literals = literals
        self._looks = 0
        self._found: re.Pattern[str] | None = None
        self.pattern = pattern

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        found = self._ready(text, pos, endpos)
        return None if found is None else found.search(text, pos, endpos)

    def match(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        found = self._ready(text, pos, endpos)
        return None if found is None else found.match(text, pos, endpos)

    def fullmatch(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        found = self._ready(text, pos, endpos)
        return None if found is None else found.fullmatch(text, pos, endpos)

    def finditer(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        found = self._ready(text, pos, endpos)
        return iter(()) if found is None else found.finditer(text, pos, endpos)

    def __getattr__(self, name: str) -> Any:
        """Give what else a compiled pattern has."""
        return getattr(self._shapes.compiled(self._name), name)

    def _ready(self, text: str, pos: int, endpos: int) -> re.Pattern[str] | None:
        """Give the compiled pattern; null where it is not needed, as there can be no match."""
        if self._found is None:
            self._looks += 1
            known = self._literals and self._looks <= PATIENCE
            if known and not any(text.find(word, pos, endpos) >= 0 for word in self._literals):
                return None
            self._found = self._shapes.compiled(self._name)
        return self._found
