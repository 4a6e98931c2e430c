"""The words and patterns that linking asks for by name, and the groups of metrics that are linked alike."""

from __future__ import annotations

import re

from numfacts.errors import RulesError
from numfacts.ruleset.kinds import GroupsFile, ShapesFile


class Shapes:
    """The rules of kinds ``shapes`` and ``groups``; a pattern is compiled when it is first asked for.

    Patterns are for normalized text. Raises RulesError for a name no rule has.
    """

    def __init__(self, shapes: list[tuple[str, ShapesFile]], groups: list[tuple[str, GroupsFile]]) -> None:
        self._patterns = {
            rule.id: rule.pattern for _, file in shapes for rule in file.rules if rule.pattern is not None
        }
        self._words = {rule.id: frozenset(rule.terms) for _, file in shapes for rule in file.rules}
        self._groups = {rule.id: frozenset(rule.metrics) for _, file in groups for rule in file.rules}
        self._compiled: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """Give a pattern by its id."""
        found = self._compiled.get(name)
        if found is None:
            if name not in self._patterns:
                raise RulesError(f"shapes: no rule has the pattern {name!r}")
            found = self._compiled[name] = re.compile(self._patterns[name])
        return found

    def words(self, name: str) -> frozenset[str]:
        """Give a set of words by its id."""
        if name not in self._words:
            raise RulesError(f"shapes: no rule has the words {name!r}")
        return self._words[name]

    def group(self, name: str) -> frozenset[str]:
        """Give the metric ids of a group."""
        if name not in self._groups:
            raise RulesError(f"groups: no rule has the id {name!r}")
        return self._groups[name]
