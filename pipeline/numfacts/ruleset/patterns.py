"""Regular expressions of rule files: named parts put in, and everything compiled once to see that it can be.

A part is written ``{name}`` in a pattern and stands, as a group of its own, for the expression of that name in the
file's ``parts`` or in those of all files (kind ``parts``), or for any of the words that are listed there; parts may use
parts. A quantifier such as ``{2,3}`` is no part, and a backslash before the brace makes it a plain one.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping

# Parts of parts can double with every level; the longest pattern in use has some thousand characters.
LONGEST = 100_000

_PART = re.compile(r"\\.|\{([A-Za-z_][A-Za-z0-9_-]*)\}", re.DOTALL)


Part = str | list[str]  # an expression, or words
Parts = Mapping[str, Part]


class PatternError(ValueError):
    """A pattern that cannot be used; the message says why, and where in the pattern."""


def compose(pattern: str, parts: Parts) -> str:
    """Puts the named parts into a pattern.

    Raises ``PatternError`` for a part that is not defined or that uses itself.
    """
    return _compose(pattern, parts, ()) if "{" in pattern else pattern


def _compose(pattern: str, parts: Parts, within: tuple[str, ...]) -> str:
    def put(match: re.Match[str]) -> str:
        name = match[1]
        if name is None:
            return match[0]
        if name not in parts:
            known = ", ".join(parts) or "none are defined"
            raise PatternError(f"unknown part {{{name}}}: known: {known}; write \\{{ for a plain brace")
        if name in within:
            raise PatternError(f"the part {{{name}}} uses itself: {' > '.join((*within, name))}")
        return f"(?:{_compose(expression(parts[name]), parts, (*within, name))})"

    composed = _PART.sub(put, pattern)
    if len(composed) > LONGEST:
        raise PatternError(f"the pattern with its parts has more than {LONGEST} characters")
    return composed


def expression(part: Part) -> str:
    """Give a part as a regular expression; where it lists words, the longest that stands there is matched first."""
    return part if isinstance(part, str) else _any_of(part)


def _any_of(words: Iterable[str]) -> str:
    """Write what matches any of some words, so that each character is looked at once."""
    endings: dict[str, set[str]] = {}
    for word in words:
        endings.setdefault(word[:1], set()).add(word[1:])
    ways = [re.escape(first) + _any_of(rest) for first, rest in sorted(endings.items()) if first]
    one = ways[0] if len(ways) == 1 and len(ways[0]) == 1 else f"(?:{'|'.join(ways)})" if ways else ""
    return f"{one}?" if ways and "" in endings else one


def either(first: str | None, second: str) -> str:
    """Makes one pattern of two, either of which may match; ``first`` may be missing."""
    return second if first is None else f"(?:{first})|(?:{second})"


def check(pattern: str) -> None:
    """Compiles a composed pattern with ``re``.

    Raises ``PatternError`` for one that does not compile, or only with a warning.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        place = getattr(error, "pos", None)
        near = f", near {pattern[place : place + 12]!r}" if place is not None and place < len(pattern) else ""
        cause = error.msg if isinstance(error, re.error) else str(error)
        raise PatternError(f"the pattern does not compile: {cause}{near}") from None
