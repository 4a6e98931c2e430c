"""Shapes whose numerals are never quantities: names, codes, addresses, numbered things."""

from __future__ import annotations

import itertools
import re
import string
from functools import cached_property
from typing import NamedTuple

from numfacts.errors import RulesError
from numfacts.programs import compiled
from numfacts.records import Span
from numfacts.ruleset.beginnings import first_of, listed
from numfacts.ruleset.kinds import ExclusionsFile

WORDS = "A-Za-z"  # in what a rule's patterns can begin with: letters that begin a word
NO_WORD = f"(?<![{WORDS}])"
LETTERS = frozenset(string.ascii_letters)
LONGEST = 24  # characters of a run behind which it is looked what stands there


class _Kind(NamedTuple):
    """Characters that patterns begin with, with what goes on with them and what stands behind most runs of that."""

    chars: frozenset[str]
    run: str = ""
    behind: tuple[str, ...] = ()


KINDS = (
    _Kind(frozenset(string.digits), string.digits + ".,", ("%亿年万元点日月倍港美家例)，", " ")),
    _Kind(frozenset("一二两三四五六七八九十")),
    _Kind(LETTERS, string.ascii_letters, (" ",)),
)  # most patterns begin with one


class _Member(NamedTuple):
    """A pattern with the characters that it can begin with; ``word`` says that letters have to begin a word."""

    pattern: str
    begins: frozenset[str]
    word: bool


class Exclusion(NamedTuple):
    """What excludes a span: a rule, as ``file/id``, and the pattern of it that matched."""

    rule: str
    pattern: str


class Exclusions:
    """The patterns of all exclusion rules in one scan; raises RulesError where they do not go together."""

    def __init__(self, files: list[tuple[str, ExclusionsFile]]) -> None:
        self._rules = [(f"{name}/{rule.id}", rule) for name, file in files for rule in file.rules if rule.patterns]
        try:
            compiled(_guard("".join(rule.first for _, rule in self._rules)))
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
    every = [
        _Member(pattern, _among(_among(firsts, f"[{first}]"), first_of(pattern)), WORDS in first)
        for first, pattern in members
    ]
    kinds = (*KINDS, _Kind(firsts.difference(*(kind.chars for kind in KINDS))))
    blocks = (_block(kind._replace(chars=kind.chars & firsts), every) for kind in kinds if kind.chars & firsts)
    return f"{_guard(whole)}(?:{'|'.join(blocks)})"


def _block(kind: _Kind, every: list[_Member]) -> str:
    """Write the choice of patterns at characters of a kind: of few within words, or where most can have no match."""
    there = [member for member in every if member.begins & kind.chars]
    block = _choice(there, kind)
    if kind.behind:
        run = f"[{kind.run}]{{0,{LONGEST}}}+"
        looks = [(member, first_of(member.pattern, kind.run)) for member in there]
        cases = [
            f"(?={run}[{chars}])" + _choice([member for member, look in looks if _among(frozenset(chars), look)], kind)
            for chars in kind.behind
        ]
        block = f"(?:{'|'.join(cases)}|(?!{run}[{''.join(kind.behind)}]){block})"
    if kind.chars <= LETTERS:
        within = _choice([member for member in there if not member.word], kind)
        block = f"(?:{NO_WORD}{block}|(?<=[{WORDS}]){within})"
    return f"(?={_class(kind.chars)}){block}"


def _choice(members: list[_Member], kind: _Kind) -> str:
    """Write a choice of patterns, each behind a look for what it can begin with where that is not all of a kind."""
    choices = []
    for begins, group in itertools.groupby(members, key=lambda member: member.begins & kind.chars):
        look = "" if begins == kind.chars else f"(?={_class(begins)})"
        choices.append(f"{look}(?:{'|'.join(member.pattern for member in group)})")
    return f"(?:{'|'.join(choices) or '(?!)'})"


def _class(chars: frozenset[str]) -> str:
    """Write some characters as a class."""
    return f"[{''.join(map(re.escape, sorted(chars)))}]"


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
