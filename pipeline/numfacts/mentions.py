"""Stage 5: what else a sentence mentions, as the sequence that the claim rules read.

Metrics, words of change, levels, comparisons, periods, places, pronouns, sources and cues of forecast become
tokens with a one-letter code; so do the quantities, the punctuation and runs of other words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from numfacts.lexicon import Found, Term
from numfacts.ruleset.kinds import BasisRule, ChangeRule, ComparatorRule, CueRule, MetricRule, PlaceRule, SourceRule

if TYPE_CHECKING:
    from numfacts.periods import TimeExpression
    from numfacts.quantities import Quantity

CODES = {
    "QUANTITY": "Q", "METRIC": "M", "CHANGE": "V", "NOUN": "N", "MOVED_TO": "T", "LEVEL": "L", "TO": "t", "FROM": "f",
    "BASIS": "B", "FORECAST": "X", "PERIOD": "P", "PLACE": "S", "PRONOUN": "O", "CITE": "A", "REPORT": "R",
    "JOIN": "j", "RATIO": "r", "EACH": "e", "BY": "b", "STOP": "s", "BREAK": ",", "OPEN": "(", "CLOSE": ")",
    "WORDS": "w", "SOURCE": "C", "COMPARATOR": "k",
}  # fmt: skip
CHANGE_ROLES = {"verb": "V", "noun": "N", "to": "T"}
CUES = {
    "level": "L", "to": "t", "from": "f", "forecast": "X", "pronoun": "O", "cite": "A", "report": "R", "join": "j",
    "ratio": "r", "each": "e", "by": "b", "stop": "s", "actual": "",
}  # fmt: skip
PUNCTUATION = {"，": ",", ",": ",", ";": ",", "；": ",", ":": ",", "：": ",", "、": "j", "(": "(", "（": "(", ")": ")", "）": ")"}
PIECE = re.compile(r"[，,;；:：、()（）]|[^\s，,;；:：、()（）“”\"'‘’《》【】\[\]。！？!?|·/*—-][^，,;；:：、()（）“”\"《》【】\[\]。！？!?|—]*")


class Token(NamedTuple):
    """One mention, quantity, mark or run of words; offsets are code points of the normalized text, half-open."""

    code: str
    start: int
    end: int
    item: Term | TimeExpression | Quantity | None


def code_of(term: Term) -> str:
    """Give the code of a term's kind, or nothing where it is only a particle or a shield."""
    rule = term.rule
    if isinstance(rule, MetricRule):
        return "M"
    if isinstance(rule, ChangeRule):
        return CHANGE_ROLES[rule.role]
    if isinstance(rule, BasisRule):
        return "B"
    if isinstance(rule, PlaceRule):
        return "S"
    if isinstance(rule, ComparatorRule):
        return "k"
    if isinstance(rule, SourceRule):
        return "C" if rule.role == "name" else "w"
    if isinstance(rule, CueRule):
        return CUES.get(rule.cue, "i" if rule.cue == "particle" else "w")
    return "w"


class SentenceReader:
    """Reads sentences of one document as token sequences."""

    def __init__(
        self, text: str, terms: list[Found[Term]], periods: list[TimeExpression], quantities: list[Quantity]
    ) -> None:
        self._text = text
        taken: list[Token] = [Token("Q", quantity.left, quantity.right, quantity) for quantity in quantities]
        taken += [Token("P", period.start, period.end, period) for period in periods]
        taken.sort(key=lambda token: token.start)
        self._tokens: list[Token] = []
        index = 0
        for term in terms:
            while index < len(taken) and taken[index].end <= term.start:
                index += 1
            if index < len(taken) and taken[index].start < term.end:
                continue
            code = code_of(term.term)
            if code:
                taken_token = Token(code, term.start, term.end, term.term)
                self._tokens.append(taken_token)
        self._tokens += taken
        self._tokens.sort(key=lambda token: token.start)
        self._starts = [token.start for token in self._tokens]

    def read(self, start: int, end: int) -> list[Token]:
        """Give the tokens between two offsets in order, with punctuation and runs of other words between them."""
        first = bisect_left(self._starts, start)
        tokens: list[Token] = []
        position = start
        for index in range(first, len(self._tokens)):
            token = self._tokens[index]
            if token.start >= end:
                break
            if token.start > position:
                self._pieces(position, token.start, tokens)
            if token.code == "w" and tokens and tokens[-1].code == "w" and tokens[-1].end == token.start:
                tokens[-1] = Token("w", tokens[-1].start, token.end, None)
            elif token.code != "i":
                tokens.append(token)
            position = max(position, token.end)
        if position < end:
            self._pieces(position, end, tokens)
        return tokens

    def _pieces(self, start: int, end: int, tokens: list[Token]) -> None:
        for match in PIECE.finditer(self._text, start, end):
            code = PUNCTUATION.get(match[0], "w")
            if code == "w" and tokens and tokens[-1].code == "w" and tokens[-1].end == match.start():
                tokens[-1] = Token("w", tokens[-1].start, match.end(), None)
            else:
                tokens.append(Token(code, match.start(), match.end(), None))
