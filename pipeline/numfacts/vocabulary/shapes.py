"""The words and patterns that code asks for by name, and the groups of metrics that are linked alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar, cast

from numfacts.programs import compiled, needed
from numfacts.ruleset.beginnings import guarded
from numfacts.ruleset.kinds import GroupsFile, ShapesFile
from numfacts.ruleset.patterns import either

NEVER = "(?!)"
WORDS = 8192  # of which it is kept what shapes tell of them
OR = "|"  # between the ids of patterns of which any may match
Find = TypeVar("Find", bound=Callable[..., Any])


class Shapes(dict[str, re.Pattern[str]]):
    """The rules of kinds ``shapes`` and ``groups``, and by its id each pattern, compiled when it is asked for.

    Several ids with bars between them stand for a pattern that matches wherever one of theirs does.
    Patterns are for normalized text. Rules of one name in several files count together; a name without a rule, as where
    one is switched off, stands for a pattern that never matches, and for no words or metrics.
    """

    def __init__(
        self,
        shapes: list[tuple[str, ShapesFile]],
        groups: list[tuple[str, GroupsFile]],
    ) -> None:
        super().__init__()
        self._fitting = self.kept(self._fits)
        self._patterns: dict[str, str] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._groups: dict[str, frozenset[str]] = {}
        self._needed: dict[str, list[frozenset[str]]] = {}
        for rule in (rule for _, file in shapes for rule in file.rules):
            if rule.pattern is not None:
                self._patterns[rule.id] = either(self._patterns.get(rule.id), rule.pattern)
            self._words[rule.id] = self._words.get(rule.id, frozenset()).union(rule.terms)
        for group in (rule for _, file in groups for rule in file.rules):
            self._groups[group.id] = self._groups.get(group.id, frozenset()).union(group.metrics)

    def __missing__(self, name: str) -> re.Pattern[str]:
        """Compile a pattern, given by its id, which is from then on at hand."""
        patterns = [self._patterns.get(one, NEVER) for one in name.split(OR)]
        several = "|".join(f"(?:{pattern})" for pattern in patterns)
        if len(patterns) == 1:
            self[name] = found = compiled(patterns[0])
        else:
            self[name] = found = compiled(several, rewritten=lambda: guarded(several))
        return found

    def kept(self, find: Find) -> Find:
        """Have a function that asks shapes of words, again and again of the same ones, keep what it found."""
        return cast("Find", lru_cache(WORDS)(find))

    def found(self, name: str, text: str, chars: frozenset[str]) -> Iterable[re.Match[str]]:
        """Find all matches of a pattern, given by its id, in a text that has no other characters than ``chars``."""
        pattern = self[name]
        if name not in self._needed:
            self._needed[name] = [frozenset(some) for some in needed(self._patterns.get(name, NEVER))]
        return () if any(map(chars.isdisjoint, self._needed[name])) else pattern.finditer(text)

    def first(self, name: str, text: str, chars: frozenset[str]) -> re.Match[str] | None:
        """Find the first match of a pattern, given by its id, in a text that has no other characters than ``chars``."""
        return next(iter(self.found(name, text, chars)), None)

    def fits(self, name: str, word: str) -> bool:
        """Say whether a pattern, given by its id, matches the whole of a word."""
        return self._fitting(name, word)

    def _fits(self, name: str, word: str) -> bool:
        return self[name].fullmatch(word) is not None

    def words(self, name: str) -> frozenset[str]:
        """Give a set of words by its id."""
        return self._words.get(name, frozenset())

    def group(self, name: str) -> frozenset[str]:
        """Give the metric ids of a group."""
        return self._groups.get(name, frozenset())
