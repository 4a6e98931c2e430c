"""Whether a regular expression can match a text in ever more ways, decided on its automaton.

An expression whose repetition can read the same characters along two different paths tries, where the rest does not
match, every combination of them: ``(a+)+``, ``(a|a)*``, ``(a|ab|b)*``. Each repetition is made into an automaton of
its positions (Glushkov), and two readers are sent through it that begin together: if they can part and come together
again on the same characters, the number of ways grows exponentially (Weber and Seidl, 1991). Lookarounds are taken to
hold everywhere; a repetition with a back-reference, an atomic group or a possessive repetition in it is passed over.
Characters are compared by representatives: all that the expression names, and one of each kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

# A bounded repetition counts as unbounded from here on: ten of the hundred ways of each turn are many enough.
_MANY = 10
_FEW = 4  # turns of a repetition that are written out
_LARGE = 100  # what counts as unbounded for repetitions in a row, whose ways only multiply
_POSITIONS = 400  # a repetition with more is not looked at; the longest in use has under 200
_KINDS = "0aA_ \n.,-%一。é٣\U0001f600"
_CATEGORIES = {
    codes.CATEGORY_DIGIT: re.compile(r"\d"),
    codes.CATEGORY_NOT_DIGIT: re.compile(r"\D"),
    codes.CATEGORY_SPACE: re.compile(r"\s"),
    codes.CATEGORY_NOT_SPACE: re.compile(r"\S"),
    codes.CATEGORY_WORD: re.compile(r"\w"),
    codes.CATEGORY_NOT_WORD: re.compile(r"\W"),
}
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)

Chars = frozenset[str]


class Ambiguity(NamedTuple):
    """A way to make an expression slow: whether exponentially, and characters that can be read in several ways."""

    exponential: bool
    example: str


class _Piece(NamedTuple):
    """What a part of an expression contributes: where it can begin and end, and whether it can be nothing."""

    first: frozenset[int]
    last: frozenset[int]
    empty: bool


def ambiguities(pattern: str) -> list[Ambiguity]:
    """Give the ambiguities of an expression, one for each repetition that has one."""
    tree = parser.parse(pattern)
    return list(_walk(tree, _alphabet(tree), bool(tree.state.flags & re.IGNORECASE)))


def _walk(tree: Any, alphabet: Chars, fold: bool) -> Iterator[Ambiguity]:
    before: list[Chars] = []  # unbounded repetitions that only what can be empty separates from here
    for op, argument in tree:
        if op in _REPEATS:
            low, high, body = argument
            if high >= _MANY:
                example = _Automaton(alphabet, fold).ambiguous(body)
                if example is not None:
                    yield Ambiguity(True, example)
            chars = _single(body, alphabet, fold)
            if high >= _LARGE and chars is not None:
                common = next((earlier & chars for earlier in before if earlier & chars), None)
                if common:
                    yield Ambiguity(False, min(common))
                before = [*([] if low else before), chars]
            elif low and not _nullable(body):
                before = []
        elif op not in (codes.AT, codes.ASSERT, codes.ASSERT_NOT) and not _nullable([(op, argument)]):
            before = []
        if op not in (codes.ATOMIC_GROUP, codes.POSSESSIVE_REPEAT):
            for inner, folded in _inside(op, argument, fold):
                yield from _walk(inner, alphabet, folded)


def _inside(op: Any, argument: Any, fold: bool) -> Iterator[tuple[Any, bool]]:
    """Give the trees inside a node, with whether they ignore case."""
    if op in _REPEATS or op is codes.POSSESSIVE_REPEAT:
        yield argument[2], fold
    elif op is codes.SUBPATTERN:
        _, add, drop, body = argument
        yield body, bool((fold or add & re.IGNORECASE) and not drop & re.IGNORECASE)
    elif op is codes.ATOMIC_GROUP:
        yield argument, fold
    elif op is codes.BRANCH:
        yield from ((branch, fold) for branch in argument[1])
    elif op in (codes.ASSERT, codes.ASSERT_NOT):
        yield argument[1], fold
    elif op is codes.GROUPREF_EXISTS:
        yield from ((branch, fold) for branch in argument[1:] if branch)


def _nullable(tree: Iterable[Any]) -> bool:
    """Say whether a tree can match nothing."""
    for op, argument in tree:
        if op in (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN):
            return False
        if op in (*_REPEATS, codes.POSSESSIVE_REPEAT) and argument[0] and not _nullable(argument[2]):
            return False
        if op is codes.SUBPATTERN and not _nullable(argument[3]):
            return False
        if op is codes.ATOMIC_GROUP and not _nullable(argument):
            return False
        if op is codes.BRANCH and not any(map(_nullable, argument[1])):
            return False
    return True


def _single(tree: Any, alphabet: Chars, fold: bool) -> Chars | None:
    """Give the characters of a tree that is one character or a set, through groups."""
    if len(tree) != 1:
        return None
    op, argument = tree[0]
    if op is codes.SUBPATTERN:
        return _single(argument[3], alphabet, fold)
    return members(op, argument, alphabet, fold)


def members(op: Any, argument: Any, alphabet: Chars, fold: bool = False) -> Chars | None:
    """Give the representatives that a node of one character matches; null for any other node."""
    if op is codes.LITERAL:
        return frozenset(_cases(chr(argument))) if fold else frozenset(chr(argument))
    if op is codes.NOT_LITERAL:
        return alphabet - {chr(argument)}
    if op is codes.ANY:
        return alphabet - {"\n"}
    return _set(tuple(argument), alphabet, fold) if op is codes.IN else None


@lru_cache(maxsize=4096)
def _set(items: tuple[Any, ...], alphabet: Chars, fold: bool) -> Chars:
    negated = items[0][0] is codes.NEGATE
    found = frozenset(char for char in alphabet if any(_is_in(item, char, fold) for item in items[negated:]))
    return alphabet - found if negated else found


def _is_in(item: Any, char: str, fold: bool) -> bool:
    op, argument = item
    if op is codes.CATEGORY:
        return _CATEGORIES[argument].match(char) is not None
    low, high = argument if op is codes.RANGE else (argument, argument)
    return any(low <= ord(case) <= high for case in (_cases(char) if fold else (char,)))


def _cases(char: str) -> tuple[str, ...]:
    return tuple(case for case in dict.fromkeys((char, char.lower(), char.upper())) if len(case) == 1)


def _alphabet(tree: Any) -> Chars:
    """Collect the characters a tree names, their neighbours where ranges end, and one of each kind."""
    found = set(_KINDS)

    def collect(nodes: Any) -> None:
        for op, argument in nodes:
            if op in (codes.LITERAL, codes.NOT_LITERAL):
                found.update(_cases(chr(argument)))
            elif op is codes.IN:
                for item, value in argument:
                    if item is codes.LITERAL:
                        found.update(_cases(chr(value)))
                    elif item is codes.RANGE:
                        found.update(map(chr, value))
            for inner, _ in _inside(op, argument, False):
                collect(inner)

    collect(tree)
    return frozenset(found)


def alphabet_of(pattern: str) -> Chars:
    """Give representatives of all characters between which an expression tells."""
    return _alphabet(parser.parse(pattern))


class _Automaton:
    """The positions of one repetition, what each reads, and which may follow which."""

    def __init__(self, alphabet: Chars, fold: bool) -> None:
        self._alphabet = alphabet
        self._fold = fold
        self._reads: list[Chars] = []
        self._follow: list[set[int]] = []
        self._double: set[tuple[int, int]] = set()  # steps that can be taken in two ways
        self._opaque = False  # something in it is not read by characters alone

    def ambiguous(self, body: Any) -> str | None:
        """Give a text that the repetition of ``body`` reads in two ways from a place back to it; null for none."""
        piece = self._sequence(body, self._fold)
        if self._opaque or len(self._reads) > _POSITIONS:
            return None
        self._link(piece.last, piece.first)
        # Every position of a repetition leads to every other, so one beginning will do.
        return self._part_and_meet(min(piece.first)) if piece.first else None

    def _part_and_meet(self, start: int) -> str | None:
        """Send two readers off from one position; give what they read if they part and come back to it."""
        reached: dict[tuple[int, int], str] = {(start, start): ""}
        waiting = [(start, start)]
        parted: dict[tuple[int, int], str] = {}
        while waiting:
            pair = waiting.pop()
            text = parted.get(pair, reached.get(pair, ""))
            for one in self._follow[pair[0]]:
                for other in self._follow[pair[1]]:
                    common = self._reads[one] & self._reads[other]
                    if not common:
                        continue
                    further = text + min(common)
                    now = (min(one, other), max(one, other))
                    parting = one != other or (pair[0] == pair[1] and (pair[0], one) in self._double)
                    if parting or pair in parted:
                        if now == (start, start):
                            return further
                        if now not in parted:
                            parted[now] = further
                            waiting.append(now)
                    elif now not in reached:
                        reached[now] = further
                        waiting.append(now)
        return None

    def _link(self, ends: Iterable[int], starts: Iterable[int]) -> None:
        starts = set(starts)
        for end in ends:
            self._double |= {(end, start) for start in starts & self._follow[end]}
            self._follow[end] |= starts

    def _sequence(self, tree: Any, fold: bool) -> _Piece:
        whole = _Piece(frozenset(), frozenset(), True)
        for op, argument in tree:
            piece = self._node(op, argument, fold)
            self._link(whole.last, piece.first)
            whole = _Piece(
                whole.first | piece.first if whole.empty else whole.first,
                whole.last | piece.last if piece.empty else piece.last,
                whole.empty and piece.empty,
            )
        return whole

    def _repeat(self, low: int, high: int, body: Any, fold: bool) -> _Piece:
        """Write a few turns out one by one, and make a circle of many."""
        if high > _FEW and low != high:
            piece = self._sequence(body, fold)
            self._link(piece.last, piece.first)
            return piece._replace(empty=piece.empty or low == 0)
        turns = [self._sequence(body, fold) for _ in range(min(high, _FEW))]
        for one, other in pairwise(turns):
            self._link(one.last, other.first)
        needed = max(min(low, _FEW), 1)
        last = frozenset().union(*(turn.last for turn in turns[needed - 1 :]))
        return _Piece(turns[0].first if turns else frozenset(), last, low == 0 or not turns or turns[0].empty)

    def _node(self, op: Any, argument: Any, fold: bool) -> _Piece:
        chars = members(op, argument, self._alphabet, fold)
        if chars is not None:
            self._reads.append(chars)
            self._follow.append(set())
            only = frozenset({len(self._reads) - 1})
            return _Piece(only, only, False)
        if op in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
            return _Piece(frozenset(), frozenset(), True)
        if op in _REPEATS:
            low, high, body = argument
            return self._repeat(low, high, body, fold)
        if op is codes.SUBPATTERN:
            (body, folded), *_ = _inside(op, argument, fold)
            return self._sequence(body, folded)
        if op is codes.BRANCH:
            pieces = [self._sequence(branch, fold) for branch in argument[1]]
            return _Piece(
                frozenset().union(*(piece.first for piece in pieces)),
                frozenset().union(*(piece.last for piece in pieces)),
                any(piece.empty for piece in pieces),
            )
        self._opaque = True
        return _Piece(frozenset(), frozenset(), True)
