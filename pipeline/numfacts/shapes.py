"""The words and patterns that linking asks for by name, and the groups of metrics that are linked alike."""

from __future__ import annotations

import re

from numfacts.ruleset.kinds import GroupsFile, ShapesFile


class Shapes:
    """The rules of kinds ``shapes`` and ``groups``; a pattern is compiled when it is first asked for.

    Patterns are for normalized text. Of rules with one name the first counts; a name without a rule, as where one is
    switched off, stands for a pattern that never matches, and for no words or metrics.
    """

    def __init__(self, shapes: list[tuple[str, ShapesFile]], groups: list[tuple[str, GroupsFile]]) -> None:
        rules = [rule for _, file in reversed(shapes) for rule in reversed(file.rules)]
        self._patterns = {rule.id: rule.pattern for rule in rules if rule.pattern is not None}
        self._words = {rule.id: frozenset(rule.terms) for rule in rules}
        grouping = [rule for _, file in reversed(groups) for rule in reversed(file.rules)]
        self._groups = {rule.id: frozenset(rule.metrics) for rule in grouping}
        self._compiled: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """Give a pattern by its id."""
        found = self._compiled.get(name)
        if found is None:
            found = self._compiled[name] = re.compile(self._patterns.get(name, "(?!)"))
        return found

    def words(self, name: str) -> frozenset[str]:
        """Give a set of words by its id."""
        return self._words.get(name, frozenset())

    def group(self, name: str) -> frozenset[str]:
        """Give the metric ids of a group."""
        return self._groups.get(name, frozenset())
