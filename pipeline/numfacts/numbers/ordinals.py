"""Ranks in English, which are written as ordinals: ranked third, ranks 12th."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from numfacts.numbers.numeral_words import Vocabulary
from numfacts.numbers.quantity import Quantity
from numfacts.programs import compiled
from numfacts.records import Span
from numfacts.ruleset.kinds import MetricRule, NumeralRule
from numfacts.vocabulary.patterns import any_of
from numfacts.vocabulary.tokens import Term, Token

RANK = "rank"


class Ordinals:
    """Finds the ordinals behind words for a rank."""

    def __init__(self, rules: Iterable[NumeralRule]) -> None:
        self._values = Vocabulary(rules).values("ordinal_word")
        self._pattern = compiled(
            rf" (?:as |the |among the ){{0,2}}(?:(?P<word>{any_of(self._values)})"
            r"|(?P<number>[0-9]{1,4})(?:st|nd|rd|th))(?![a-z0-9])"
        )

    def find(self, lower: str, terms: Iterable[Token], blocked: Sequence[Span]) -> Iterator[Quantity]:
        """Yield the ranks of a lower-cased text outside ``blocked``, in order; ``terms`` are those of the text."""
        for token in terms:
            item = token.item
            if not isinstance(item, Term) or not isinstance(item.rule, MetricRule) or item.rule.metric != RANK:
                continue
            match = self._pattern.match(lower, token.end)
            if match is None or any(span.start < match.end() and token.end < span.end for span in blocked):
                continue
            word = match.lastgroup or ""
            spelled = match["word"] is not None
            value = Decimal(self._values[match["word"]] if spelled else match["number"])
            start, end = match.start(word), match.end()
            yield Quantity(start, end, start, end, value, None, RANK, RANK, None, None, "=", 0, 0, spelled, [])
