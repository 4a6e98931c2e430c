"""Ranks in English, which are written as ordinals: ranked third, ranks 12th."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from numfacts.numbers.numeral_words import Vocabulary
from numfacts.numbers.quantity import Quantity
from numfacts.numbers.taken import Taken
from numfacts.programs import compiled
from numfacts.records import Span
from numfacts.ruleset.kinds import MetricRule, NumeralRule
from numfacts.vocabulary.patterns import any_of
from numfacts.vocabulary.tokens import Term, Token

RANK = "rank"
METRIC = "M"  # the code of its words


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
        found = [token for token in terms if token.code == METRIC and _is_rank(token)]
        taken = Taken(blocked if found else ())
        for token in found:
            match = self._pattern.match(lower, token.end)
            if match is None or taken.meets(token.end, match.end()):
                continue
            word = match.lastgroup or ""
            spelled = match["word"] is not None
            value = Decimal(self._values[match["word"]] if spelled else match["number"])
            start, end = match.start(word), match.end()
            yield Quantity(start, end, start, end, value, None, RANK, RANK, None, None, "=", 0, 0, spelled, [])


def _is_rank(token: Token) -> bool:
    """Say whether a term is a word for a rank."""
    item = token.item
    return isinstance(item, Term) and isinstance(item.rule, MetricRule) and item.rule.metric == RANK
