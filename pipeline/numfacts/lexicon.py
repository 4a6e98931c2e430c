"""All terms of the rule files in one automaton, and one scan of a text for them."""

from __future__ import annotations

from collections.abc import Iterable

import ahocorasick_rs

from numfacts.tokens import Term, Token


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
        self._checked = [term.text[0].isascii() or term.text[-1].isascii() for term in self._terms]
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(by_key), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
        )

    def scan(self, text: str, lower: str | None = None) -> list[Token]:
        """Find the terms of ``text`` in order, as tokens; ``lower`` is ``lowered(text)`` where that is known."""
        terms, checked = self._terms, self._checked
        matches = self._automaton.find_matches_as_indexes(lowered(text) if lower is None else lower)
        return [
            Token(terms[index].code, start, end, terms[index])
            for index, start, end in matches
            if not checked[index] or self._is_whole(text, start, end, terms[index])
        ]

    def count(self, text: str) -> int:
        """Count the terms of ``text``."""
        return len(self._automaton.find_matches_as_indexes(lowered(text)))

    def _is_whole(self, text: str, start: int, end: int, term: Term) -> bool:
        """Say whether a match with Latin letters at its edges is a word of its own, in the term's own case."""
        if start and is_word_char(text[start]) and is_word_char(text[start - 1]):
            return False
        if end < len(text) and is_word_char(text[end - 1]) and is_word_char(text[end]):
            return False
        return not _has_capital(term.text) or text[start:end] == term.text


def _has_capital(text: str) -> bool:
    return any("A" <= char <= "Z" for char in text)


def lowered(text: str) -> str:
    """Lower the case without changing the length, which ``str.lower`` may do (İ)."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
