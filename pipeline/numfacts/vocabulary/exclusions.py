"""Shapes whose numerals are never quantities: names, codes, addresses, numbered things."""

from __future__ import annotations

import itertools
import re
import string
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from numfacts.errors import RulesError
from numfacts.programs import compiled
from numfacts.records import Span
from numfacts.ruleset.beginnings import first_of, listed
from numfacts.ruleset.kinds import ExclusionsFile

WORDS = "A-Za-z"  # in what a rule's patterns can begin with: letters that begin a word
NO_WORD = f"(?<![{WORDS}])"
LETTERS = frozenset(string.ascii_letters)
KINDS = (
    frozenset(string.digits),
    frozenset("一二两三四五六七八九十"),
    LETTERS,
)  # of characters, most patterns begin with one


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
        """All patterns in one."""
        members = [(rule.first, pattern) for _, rule in self._rules for pattern in rule.patterns]
        try:
            return (
                compiled(_in_turn(members), rewritten=lambda: _sorted_out(members)) if members else re.compile("(?!)")
            )
        except re.error as error:
            raise RulesError(f"exclusions: {error}") from error


def _in_turn(members: list[tuple[str, str]]) -> str:
    """Write a choice of patterns, each behind a guard for what it can begin with."""
    return "|".join(f"{_guard(first)}(?:{pattern})" for first, pattern in members)


def _sorted_out(members: list[tuple[str, str]]) -> str:
    """Write a choice of patterns, given with what they can begin with, so that few are tried at each character.

    They keep their order among those that can begin with characters of one kind.
    """
    whole = "".join(first for first, _ in members)
    firsts = listed(whole) if all(first for first, _ in members) else None
    if not firsts:
        return _in_turn(members)
    begins = [_among(firsts, first_of(pattern)) for _, pattern in members]
    allowed = [_among(firsts, f"[{first}]") for first, _ in members]
    blocks = []
    for kind in (*KINDS, firsts.difference(*KINDS)):
        there: list[tuple[str, str]] = []
        for (first, pattern), some, most in zip(members, begins, allowed, strict=True):
            if some & most & kind:
                guard = "" if some & kind <= most else _guard(first)
                there.append((NO_WORD if kind is LETTERS and WORDS in first else guard, pattern))
        if there:
            groups = itertools.groupby(there, key=itemgetter(0))
            choice = (f"{guard}(?:{'|'.join(pattern for _, pattern in group)})" for guard, group in groups)
            blocks.append(f"(?=[{''.join(map(re.escape, sorted(kind & firsts)))}])(?:{'|'.join(choice)})")
    return f"{_guard(whole)}(?:{'|'.join(blocks)})"


def _among(chars: frozenset[str], pattern: str) -> frozenset[str]:
    """Give those of some characters that a pattern of one matches, or all for an empty pattern."""
    return frozenset(filter(re.compile(pattern).match, chars))


def _guard(first: str) -> str:
    """Write a look at whether a character of a set stands here; letters have to begin a word."""
    others = first.replace(WORDS, "")
    looks = [f"(?=[{others}])"] if others else []
    if others != first:
        looks.append(f"{NO_WORD}(?=[{WORDS}])")
    return f"(?:{'|'.join(looks)})" if looks else ""
