"""Shapes whose numerals are never quantities: names, codes, addresses, numbered things."""

from __future__ import annotations

import itertools
import re
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from numfacts.errors import RulesError
from numfacts.programs import compiled
from numfacts.records import Span
from numfacts.ruleset.kinds import ExclusionsFile


class Exclusion(NamedTuple):
    """What excludes a span: a rule, as ``file/id``, and the pattern of it that matched."""

    rule: str
    pattern: str


class Exclusions:
    """The patterns of all exclusion rules in one scan; raises RulesError where they do not go together."""

    def __init__(self, files: list[tuple[str, ExclusionsFile]]) -> None:
        self._rules = [(f"{name}/{rule.id}", rule) for name, file in files for rule in file.rules if rule.patterns]
        try:
            re.compile(_guard("".join(rule.first for _, rule in self._rules)))
        except re.error as error:
            raise RulesError(f"exclusions: first: {error}") from error

    def spans(self, text: str) -> list[Span]:
        """Give what is excluded of a normalized text, in order, without overlaps."""
        return [Span(*match.span()) for match in self._scan.finditer(text)]

    def reason(self, text: str, span: Span) -> Exclusion:
        """Say which rule excludes a span that ``spans`` gave, and by which of its patterns."""
        for alone, exclusion in self._alone:
            match = alone.match(text, span.start)
            if match is not None and match.end() == span.end:
                return exclusion
        raise ValueError(f"{span.start}:{span.end} is not excluded")

    @cached_property
    def _alone(self) -> list[tuple[re.Pattern[str], Exclusion]]:
        """Each pattern by itself behind its rule's guard, in the order in which the scan tries them."""
        return [
            (re.compile(_guard(rule.first) + f"(?:{pattern})"), Exclusion(source, pattern))
            for source, rule in self._rules
            for pattern in rule.patterns
        ]

    @cached_property
    def _scan(self) -> re.Pattern[str]:
        """All patterns, those of rules that begin alike behind one look at the first character."""
        members = [(rule.first, pattern) for _, rule in self._rules for pattern in rule.patterns]
        blocks = [
            f"{_guard(first)}(?:{'|'.join(pattern for _, pattern in group)})"
            for first, group in itertools.groupby(members, key=itemgetter(0))
        ]
        guard = _guard("".join(first for first, _ in members)) if all(first for first, _ in members) else ""
        try:
            return compiled(f"{guard}(?:{'|'.join(blocks)})" if blocks else "(?!)")
        except re.error as error:
            raise RulesError(f"exclusions: {error}") from error


def _guard(first: str) -> str:
    """Write a look at whether a character of a set stands here; letters have to begin a word."""
    others = first.replace("A-Za-z", "")
    looks = [f"(?=[{others}])"] if others else []
    if others != first:
        looks.append("(?<![A-Za-z])(?=[A-Za-z])")
    return f"(?:{'|'.join(looks)})" if looks else ""
