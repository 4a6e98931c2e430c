"""What a match of a regular expression can begin with, written before it as a look at one character.

Where a pattern begins with several words, with a choice that may be left out or with a look behind, ``re`` tries all of
it at every character of a text. One look at that character turns most of them down at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = frozenset([codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT])
_EMPTY = frozenset([codes.ASSERT, codes.ASSERT_NOT, codes.AT])
_CLASSES = {codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_SPACE: r"\s", codes.CATEGORY_WORD: r"\w"}
_CASELESS = re.compile(r"\(\?[a-z]*i")
_WIDE = 10_000  # characters
# Letters that ``re`` takes for another case of these: İ and ı, K, ſ.
_ODD = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}
Beginning = tuple[frozenset[str] | None, bool]  # members of a character class, null for all; whether there may be none
ANYTHING: Beginning = (None, False)


def guarded(pattern: str) -> str:
    """Put a look at the first character before a sound pattern; it matches what it did.

    A pattern stays as it is where anything can come first or nothing at all, or any Chinese character, which most are;
    where it begins with one character or class, for which ``re`` looks by itself; and where it has flags for the whole
    of it.
    """
    parsed = parser.parse(pattern)
    if parsed.state.flags != re.UNICODE.value or _is_plain(parsed):
        return pattern
    chars, empty = _beginning(parsed)
    if empty or not chars or any(_is_wide(member) for member in chars):
        return pattern
    return f"(?={_look(chars, pattern)})(?:{pattern})"


def first_of(pattern: str, passed: str = "") -> str:
    """Write a pattern of one character for what a match of a sound pattern can begin with.

    It is empty where anything can come first, or nothing at all. Of characters that are ``passed`` over, as many as
    there are, it is what can stand behind them.
    """
    chars, empty = _beginning(parser.parse(pattern), passed)
    return "" if empty or not chars else _look(chars, pattern)


def listed(chars: str) -> frozenset[str] | None:
    """Give the characters that the inside of a character class lists; null where it tells them in another way."""
    code, value = parser.parse(f"[{chars}]")[0]
    ends = [(of, of) if one is codes.LITERAL else of for one, of in (value if code is codes.IN else [(code, value)])]
    if not all(isinstance(pair, tuple) for pair in ends):
        return None
    return frozenset(chr(point) for first, last in ends for point in range(first, last + 1))


def _look(chars: frozenset[str], pattern: str) -> str:
    """Write members of a character class as one, with both cases of all letters where any part of the pattern is."""
    members = "".join(sorted(chars))
    if _CASELESS.search(pattern) is None:
        return f"[{members}]"
    points = listed(members)
    if points is None or not all(char.isascii() or char.lower() == char.upper() for char in points):
        return f"(?i:[{members}])"
    cased = {case for char in points for case in (char.lower(), char.upper(), _ODD.get(char.lower(), char))}
    return f"[{''.join(map(re.escape, sorted(cased)))}]"


def _is_plain(items: Any) -> bool:
    """Say whether a sequence begins with a character, a class or a choice of characters."""
    if not items:
        return False
    code, value = items[0]
    if code is codes.SUBPATTERN:
        return not value[1] and _is_plain(value[3])
    if code is codes.BRANCH:
        return all(branch and branch[0][0] is codes.LITERAL for branch in value[1])
    return code in (codes.LITERAL, codes.IN)


def _beginning(items: Iterable[tuple[Any, Any]], passed: str = "") -> Beginning:
    """Give what a match of a sequence can begin with, and whether it can have none but characters passed over."""
    found: frozenset[str] = frozenset()
    for code, value in items:
        chars, empty = _of_item(code, value, passed)
        if chars is None:
            return ANYTHING
        found |= chars
        if not empty:
            return found, False
    return found, True


def _of_item(code: Any, value: Any, passed: str) -> Beginning:
    if code is codes.ASSERT and value[0] > 0:
        chars, empty = _beginning(value[1], passed)
        return (frozenset(), True) if chars is None or empty else (chars, False)
    if code in _EMPTY:
        return frozenset(), True
    if code is codes.LITERAL:
        return frozenset([_member(code, value)]), chr(value) in passed
    if code is codes.IN and all(one in (codes.LITERAL, codes.RANGE) or of in _CLASSES for one, of in value):
        chars = frozenset(_member(one, of) for one, of in value)
        return chars, bool(passed) and re.search(f"[{''.join(chars)}]", passed) is not None
    if code is codes.SUBPATTERN:
        return _beginning(value[3], passed)
    if code is codes.BRANCH:
        parts = [_beginning(branch, passed) for branch in value[1]]
        if any(chars is None for chars, _ in parts):
            return ANYTHING
        return frozenset().union(*(chars for chars, _ in parts if chars)), any(empty for _, empty in parts)
    if code in _REPEATS:
        chars, empty = _beginning(value[2], passed)
        return chars, empty or not value[0]
    return ANYTHING


def _is_wide(member: str) -> bool:
    """Say whether a member of a class is a range of most Chinese characters, which takes a millisecond to compile."""
    return len(member) == len("一-鿿") and member[1] == "-" and ord(member[2]) - ord(member[0]) > _WIDE


def _member(code: Any, value: Any) -> str:
    """Write a member of a character class."""
    if code is codes.RANGE:
        return "-".join(re.escape(chr(end)) for end in value)
    return re.escape(chr(value)) if code is codes.LITERAL else _CLASSES[value]
