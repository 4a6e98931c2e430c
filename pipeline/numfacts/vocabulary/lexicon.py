"""All terms of the rule files in one automaton, and one scan of a text for them."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from typing import NamedTuple

import ahocorasick_rs

from numfacts.ruleset.kinds import ChangeRule, CueRule, MetricRule
from numfacts.vocabulary.tokens import Term, Token

WORD_CHARS = frozenset(string.ascii_letters + string.digits)
MULTIPLE = re.compile("[0-9]+(?:[.][0-9]+)?(?:[-~—至到][0-9]+(?:[.][0-9]+)?)?[倍xX]")
MULTIPLIED = re.compile("[0-9][xX]$")  # ends a number before what is so many times
HAN = re.compile("[\u3400-\u9fff]")
HIDDEN = 16  # characters looked at for a term behind one that does not fit


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
        terms, all_edges = self._terms, self._edges
        lower = lowered(text) if lower is None else lower
        found: list[Token] = []
        last = 0
        for index, start, end in self._automaton.find_matches_as_indexes(lower):
            term, edges = terms[index], all_edges[index]
            if start < last:
                continue
            if edges is None or edges.fit(text, start, end, term):
                found.append(Token(term.code, start, end, term))
            elif edges.mixed:
                found += self._hidden(text, lower, start, end)
                last = found[-1].end if found else 0
        return found

    def _hidden(self, text: str, lower: str, start: int, end: int) -> list[Token]:
        """Find the first term that begins within one that does not fit: 股价 in Meta股价, topping in is topping."""
        for index, begin, stop in self._automaton.find_matches_as_indexes(lower[start + 1 : end + HIDDEN]):
            begin, stop = start + 1 + begin, start + 1 + stop
            term, edges = self._terms[index], self._edges[index]
            if begin >= end:
                break
            if edges is None or edges.fit(text, begin, stop, term):
                return [Token(term.code, begin, stop, term)]
        return []


class _Edges(NamedTuple):
    """What a term with Latin letters or digits at an edge demands: whole words there, and its own capitals."""

    left: bool
    right: bool
    capital: bool
    mixed: bool  # with Han characters behind, or a word that others begin with

    @classmethod
    def of(cls, text: str) -> _Edges | None:
        left, right = text[0] in WORD_CHARS, text[-1] in WORD_CHARS
        capital = text != text.lower() and any("A" <= char <= "Z" for char in text)
        mixed = not text[-1].isascii() or text.endswith(" to")
        return cls(left, right, capital, mixed) if left or right or capital else None

    def fit(self, text: str, start: int, end: int, term: Term) -> bool:
        """Say whether ``text[start:end]`` meets the demands of a term."""
        if self.left and start and text[start - 1] in WORD_CHARS:
            return _is_measure(term) and MULTIPLIED.search(text, max(0, start - 2), start) is not None  # 15xPE
        if self.right and end < len(text) and text[end] in WORD_CHARS:
            return _is_measure(term) and _is_acronym(text, start, end)
        if self.capital:
            return text[start:end] == term.text
        return not (isinstance(term.rule, ChangeRule | CueRule) and _is_name_in_chinese(text, start, end))


def _is_measure(term: Term) -> bool:
    """Say whether a term names what is measured, and no index."""
    return isinstance(term.rule, MetricRule) and not term.rule.index


def _is_acronym(text: str, start: int, end: int) -> bool:
    """Say whether ``text[start:end]`` is an acronym with a figure written right behind it: GDP3.2万亿元, PE25.3倍.

    Two letters are one only of so many times: PE100级 is a grade.
    """
    written = text[start:end]
    if not (written.isalpha() and written.isupper() and text[end].isdigit()):
        return False
    return end - start > 2 or MULTIPLE.match(text, end) is not None


def _is_name_in_chinese(text: str, start: int, end: int) -> bool:
    """Say whether a word has a capital and stands beside a Han character, as names do: 零售商Target公布."""
    if not "A" <= text[start] <= "Z":
        return False
    return HAN.match(text, max(start - 1, 0)) is not None or HAN.match(text, end) is not None


def lowered(text: str) -> str:
    """Lower the case without changing the length, which ``str.lower`` may do (İ)."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
