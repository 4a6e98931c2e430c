"""All terms of the rule files in one automaton, and one scan of a text for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import ahocorasick_rs

if TYPE_CHECKING:
    from numfacts.ruleset.kinds import Rule

T = TypeVar("T")


class Term(NamedTuple):
    """One word of a rule: where it comes from and what the rule says of it."""

    text: str
    kind: str
    source: str
    rule: Rule


class Found(NamedTuple, Generic[T]):
    """A term found at a half-open range of the scanned text."""

    start: int
    end: int
    term: T


def is_word_char(char: str) -> bool:
    """Say whether an ASCII letter or digit: what an English word may not be cut at."""
    return char.isascii() and char.isalnum()


class Lexicon:
    """A set of terms, searched together: leftmost first, the longest at each place, without overlaps.

    Of equal terms the one given first counts. English terms match whole words in any case, or in their own case
    where the term has capitals.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        by_key: dict[str, Term] = {}
        for term in terms:
            by_key.setdefault(term.text.lower(), term)
        self._terms = list(by_key.values())
        self._cased = [any("A" <= char <= "Z" for char in term.text) for term in self._terms]
        self._left = [is_word_char(term.text[0]) for term in self._terms]
        self._right = [is_word_char(term.text[-1]) for term in self._terms]
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(by_key), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
        )

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms)

    def scan(self, text: str) -> list[Found[Term]]:
        """Find the terms of ``text`` in order; offsets are code points of ``text``."""
        lower = lowered(text)
        size = len(text)
        found: list[Found[Term]] = []
        terms, cased, left, right = self._terms, self._cased, self._left, self._right
        for index, start, end in self._automaton.find_matches_as_indexes(lower):
            if left[index] and start and is_word_char(text[start - 1]):
                continue
            if right[index] and end < size and is_word_char(text[end]):
                continue
            if cased[index] and text[start:end] != terms[index].text:
                continue
            found.append(Found(start, end, terms[index]))
        return found


def lowered(text: str) -> str:
    """Lower the case without changing the length, which ``str.lower`` may do (İ)."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
