"""A regular expression as it is written: its characters, escapes, sets and alternatives, by offset.

The parser of ``re`` gives what an expression means; this says where in its text something stands. Named parts in
braces count as one token. The expression has been compiled before, so it is well formed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<escape> \\(?: u[0-9a-fA-F]{4} | U[0-9a-fA-F]{8} | x[0-9a-fA-F]{2} | N\{[^}]*\} | [0-7]{1,3} | . ) )
      | (?P<flags> \(\?[aiLmsux]+\) | \(\?P=\w+\) | \(\?\#[^)]*\) )
      | (?P<open> \( (?: \?(?: P<\w+> | <[=!] | \((?:\w+)\) | [=!:>] | [aiLmsux]*(?:-[imsx]+)?: ) )? )
      | (?P<close> \) )
      | (?P<bar> \| )
      | (?P<part> \{[A-Za-z_][A-Za-z0-9_-]*\} )
      | (?P<repeat> (?: [*+?] | \{[0-9]*,?[0-9]*\} ) [?+]? )
      | (?P<set> \[ \^? )
      | (?P<char> . )""",
    re.VERBOSE | re.DOTALL,
)
_MEMBER = re.compile(_TOKEN.pattern.split("\n")[0].strip() + r"| (?P<end> \] ) | (?P<char> . )", re.VERBOSE | re.DOTALL)


class Token(NamedTuple):
    """One token: its kind, its half-open range, its text, and in what kind of set it stands (``[``, ``[^`` or none)."""

    kind: str
    start: int
    end: int
    text: str
    within: str = ""


class Alternation(NamedTuple):
    """The alternatives of one group, or of the whole expression, as half-open ranges."""

    opening: str
    alternatives: list[tuple[int, int]]


def tokens(pattern: str) -> Iterator[Token]:
    """Give the tokens of an expression in order; those of a set one by one between its brackets."""
    position = 0
    while position < len(pattern):
        match = _TOKEN.match(pattern, position)
        assert match is not None
        assert match.lastgroup is not None
        yield Token(match.lastgroup, position, match.end(), match[0])
        position = match.end()
        if match.lastgroup == "set":
            first = position
            while position < len(pattern):
                member = _MEMBER.match(pattern, position)
                assert member is not None
                ends = member.lastgroup == "end" and position > first
                kind = "end" if ends else "escape" if member.lastgroup == "escape" else "char"
                yield Token(kind, position, member.end(), member[0], "" if ends else match[0])
                position = member.end()
                if ends:
                    break


def alternations(pattern: str) -> Iterator[Alternation]:
    """Give every group that has more than one alternative, and the whole expression if it has."""
    waiting: list[tuple[str, list[tuple[int, int]], int]] = []
    found: list[tuple[int, int]] = []
    opening, start = "", 0
    for token in tokens(pattern):
        if token.within:
            continue
        if token.kind == "open":
            waiting.append((opening, found, start))
            opening, found, start = token.text, [], token.end
        elif token.kind == "bar":
            found.append((start, token.start))
            start = token.end
        elif token.kind == "close" and waiting:
            if found:
                yield Alternation(opening, [*found, (start, token.start)])
            opening, found, start = waiting.pop()
    if found:
        yield Alternation("", [*found, (start, len(pattern))])


def ranges(pattern: str) -> set[int]:
    """Give the offsets of the characters of sets that are an end of a range (``a-z``)."""
    found: set[int] = set()
    members = [token for token in tokens(pattern) if token.within or token.kind in ("set", "end")]
    for one, dash, other in zip(members, members[1:], members[2:], strict=False):
        if dash.text == "-" and dash.within and one.within and other.within and one.start not in found:
            found |= {one.start, dash.start, other.start}
    return found


def sets(pattern: str) -> Iterator[list[Token]]:
    """Give the tokens of every set, its brackets among them."""
    members: list[Token] = []
    for token in tokens(pattern):
        if token.kind == "set":
            members = [token]
        elif token.within:
            members.append(token)
        elif token.kind == "end":
            yield [*members, token]
