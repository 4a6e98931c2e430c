"""What characters a regular expression needs, in its match or beside it: a text without them need not be searched."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from typing import Any

MOST = 3  # sets of characters of a pattern, the smallest
LARGEST = 48  # characters of such a set
# Letters that with ``re.IGNORECASE`` match others than their two cases: K, ſ, ı.
_ODD = frozenset("iksIKS")


def needs(parsed: Any, flags: int) -> list[str]:
    """Give sets of characters of each of which a text has one wherever a pattern, as ``re`` parses it, matches."""
    found = dict.fromkeys(chars for chars in _of(parsed, flags) if len(chars) <= LARGEST)
    return ["".join(sorted(chars)) for chars in sorted(found, key=_rarity)[:MOST]]


def _rarity(chars: frozenset[str]) -> tuple[int, list[int]]:
    """Order sets of characters: few come before many, and Chinese ones before letters and marks."""
    return len(chars), sorted(-ord(char) for char in chars)


def _of(items: Iterable[tuple[Any, Any]], flags: int) -> list[frozenset[str]]:
    """Give the sets of a sequence: those of all its items that have to be there."""
    found: list[frozenset[str]] = []
    for code, value in items:
        name = str(code)
        if name == "LITERAL":
            found += _listed([(code, value)], flags)
        elif name == "IN":
            found += _listed(value, flags)
        elif name == "SUBPATTERN":
            _, added, removed, inner = value
            found += _of(inner, (flags | added) & ~removed)
        elif name == "ASSERT":
            found += _of(value[1], flags)
        elif name == "ATOMIC_GROUP":
            found += _of(value, flags)
        elif name == "BRANCH":
            branches = (sorted(_of(branch, flags), key=_rarity) for branch in value[1])
            found += [frozenset().union(*sets) for sets in zip(*branches, strict=False)]
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0]:
            found += _of(value[2], flags)
    return found


def _listed(members: Iterable[tuple[Any, Any]], flags: int) -> list[frozenset[str]]:
    """Give the characters of a class as a set; none where it has others than it lists."""
    chars: set[str] = set()
    for code, value in members:
        name = str(code)
        if name not in ("LITERAL", "RANGE"):
            return []
        first, last = value if name == "RANGE" else (value, value)
        if last - first > LARGEST:
            return []
        chars.update(map(chr, range(first, last + 1)))
    if flags & re.IGNORECASE:
        cased = {char for char in chars if char.lower() != char.upper()}
        if cased & _ODD or not cased <= set(string.ascii_letters):
            return []
        chars |= {char.swapcase() for char in cased}
    return [frozenset(chars)]
