"""What a text has to hold for a pattern to match: the cheap question before a pattern is compiled at all.

Compiling all patterns of the rules takes longer than reading an article, in which most of them find nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from numfacts.ruleset.files import RuleFile
from numfacts.ruleset.kinds import ExclusionsFile, PeriodsFile, ShapesFile

Literals = tuple[str, ...]  # one of which every match holds; none where that is not known

_WIDEST = 16  # characters of a range, which are told one by one
_REPEATS = frozenset([codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT])
_ASCII_COMMON = 3.0  # Latin letters and digits stand in most texts
_RARER = 16.0  # how much rarer a string is with each character more


def literals_of(files: Iterable[RuleFile], known: Mapping[str, Literals]) -> dict[str, Literals]:
    """Give the literals of the patterns that texts are searched for, by pattern; ``known`` holds those of some."""
    return {pattern: known[pattern] if pattern in known else literals(pattern) for pattern in _patterns(files)}


def _patterns(files: Iterable[RuleFile]) -> Iterator[str]:
    for content in (file.content for file in files):
        if isinstance(content, ShapesFile | PeriodsFile):
            yield from (rule.pattern for rule in content.rules if rule.pattern is not None)
        elif isinstance(content, ExclusionsFile):
            yield from (pattern for rule in content.rules for pattern in rule.patterns)


def literals(pattern: str) -> Literals:
    """Give strings of which any text holds one, within the bounds of the search, where a sound pattern matches."""
    parsed = parser.parse(pattern)
    return () if parsed.state.flags & re.IGNORECASE else tuple(sorted(_of_sequence(parsed) or ()))


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """Give the rarest set of those of which a match of a sequence holds a member each; null where there is none."""
    return min((found for found in _sets(items) if found), key=_commonness, default=None)


def _sets(items: Iterable[tuple[Any, Any]]) -> Iterator[frozenset[str] | None]:
    run = ""
    for code, value in items:
        if code is codes.LITERAL:
            run += chr(value)
            continue
        if run:
            yield frozenset([run])
            run = ""
        yield _of_item(code, value)
    if run:
        yield frozenset([run])


def _of_item(code: Any, value: Any) -> frozenset[str] | None:
    if code is codes.IN:
        return _members(value)
    if code is codes.SUBPATTERN:
        return None if value[1] & re.IGNORECASE else _of_sequence(value[3])
    if code is codes.ATOMIC_GROUP:
        return _of_sequence(value)
    if code is codes.BRANCH:
        branches = [_of_sequence(branch) for branch in value[1]]
        return None if None in branches else frozenset().union(*(found for found in branches if found))
    if code in _REPEATS and value[0]:
        return _of_sequence(value[2])
    return None  # a look around, an end, a reference, or what may be left out


def _members(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """Give the characters of a class; null where it has many, or says what it has not."""
    found: set[str] = set()
    for code, value in items:
        if code is codes.LITERAL:
            found.add(chr(value))
        elif code is codes.RANGE and value[1] - value[0] < _WIDEST:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(found)


def _commonness(found: frozenset[str]) -> float:
    """Guess how likely a text is to hold one of some strings: the longer they are, the less."""
    return sum((_ASCII_COMMON if word.isascii() else 1.0) / _RARER ** len(word) for word in found)
