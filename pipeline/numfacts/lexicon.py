"""All terms of the rule files in one automaton, and one scan of a text for them."""

from __future__ import annotations

import string
from collections.abc import Iterable
from typing import NamedTuple

import ahocorasick_rs

from numfacts.tokens import Term, Token

WORD_CHARS = frozenset(string.ascii_letters + string.digits)


def is_word_char(char: str) -> bool:
    """Say whether an ASCII letter or digit: what an English word may not be cut at."""
    return char in WORD_CHARS


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
        self._edges = [_Edges.of(term.text) for term in self._terms]
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(by_key), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
        )

    def scan(self, text: str, lower: str | None = None) -> list[Token]:
        """Find the terms of ``text`` in order, as tokens; ``lower`` is ``lowered(text)`` where that is known."""
        terms, all_edges, size = self._terms, self._edges, len(text)
        found: list[Token] = []
        for index, start, end in self._automaton.find_matches_as_indexes(lowered(text) if lower is None else lower):
            term, edges = terms[index], all_edges[index]
            if edges is not None:
                if edges.left and start and text[start - 1] in WORD_CHARS:
                    continue
                if edges.right and end < size and text[end] in WORD_CHARS:
                    continue
                if edges.capital and text[start:end] != term.text:
                    continue
            found.append(Token(term.code, start, end, term))
        return found


class _Edges(NamedTuple):
    """What a term with Latin letters or digits at an edge demands: whole words there, and its own capitals."""

    left: bool
    right: bool
    capital: bool

    @classmethod
    def of(cls, text: str) -> _Edges | None:
        capital = any("A" <= char <= "Z" for char in text)
        edges = cls(text[0] in WORD_CHARS, text[-1] in WORD_CHARS, capital)
        return edges if any(edges) else None


def lowered(text: str) -> str:
    """Lower the case without changing the length, which ``str.lower`` may do (İ)."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
