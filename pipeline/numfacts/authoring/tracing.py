"""What became of every number of a text, and by which rule.

A document is traced after it went through the stages: what they found is asked again for the rule behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec

from numfacts.authoring.indexes import Index
from numfacts.boilerplate import Boilerplate
from numfacts.numbers.numerals import Numerals
from numfacts.numbers.quantity import Quantity, Reason
from numfacts.periods import TimeExpression
from numfacts.records import Span
from numfacts.ruleset.kinds import BoilerplateFile, ExclusionRule, NumeralsFile, PeriodsFile
from numfacts.scan import Quantities
from numfacts.vocabulary.lexicon import lowered
from numfacts.vocabulary.tokens import NAMES, Term, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numfacts.boilerplate import Found
    from numfacts.document import Document
    from numfacts.pipeline import Extractor, Stage
    from numfacts.ruleset import RuleSet

S = TypeVar("S")

# ``refused``: the quantity reader found that it counts nothing; ``unlinked``: a quantity that no claim takes.
# ``words`` and ``nothing`` are of places where no number stands.
Outcome = Literal[
    "fact", "boilerplate", "excluded", "time", "term", "refused", "unlinked", "unclaimed", "words", "nothing"
]

REFUSED: dict[Reason, str] = {
    "inexact": "a numeral without an exact value",
    "glued": "a Latin word goes on right before or behind it",
    "score": "part of a score or a formula",
    "ordinal": "stands behind 第 and is no whole number of things",
    "word": "spelled like a number, but counts nothing",
}
UNLINKED = {
    "bare": "a bare number, and no metric is named for it",
    "duration": "a length of time, and no metric is named for it",
    "rank": "a rank without a word for one",
    "money": "分 that no metric is named for: points as well as cents",
    "point": "点 that no metric is named for: hours as well as points",
}
NO_METRIC = "a number, and no metric is named for it"


class Spot(msgspec.Struct, omit_defaults=True):
    """A place in a text and what became of it; offsets are code points of the text as it was given, half-open.

    ``rules`` are those that decided, as ``file/id``; ``pattern`` is the one that matched where a rule has several.
    ``facts`` are the ids of the facts it gave, or gave their period. ``refusal`` is why a numeral is no quantity.
    """

    start: int
    end: int
    text: str
    outcome: Outcome
    reason: str
    rules: tuple[str, ...] = ()
    pattern: str | None = None
    facts: tuple[str, ...] = ()
    refusal: Reason | None = None


class Tracer:
    """Says what became of the numbers of documents that went through the stages of an extractor."""

    def __init__(self, extractor: Extractor) -> None:
        self._boilerplate = stage_of(extractor.stages, Boilerplate)
        self._scan = stage_of(extractor.stages, Quantities)
        rules = [rule for _, file in extractor.rules.of(NumeralsFile) for rule in file.rules]
        self._numeral = re.compile(Numerals(rules).pattern)
        self._boilerplate_rules = citations(extractor.rules, BoilerplateFile)
        self._period_rules = citations(extractor.rules, PeriodsFile)

    def index(self, document: Document) -> Index:
        """Make what the stages found in a document ready to be looked up."""
        pieces = self._boilerplate.find(document.normalized) if document.boilerplate else []
        return Index(document, pieces, self._scan.exclusions.spans(document.normalized))

    def numbers(self, index: Index) -> list[Spot]:
        """Give every numeral of the text, in order, with what became of it; what one fact counts is one number."""
        spots: list[Spot] = []
        for match in self._numeral.finditer(lowered(index.document.normalized)):
            spot = self._number(index, Span(*match.span()))
            if not spots or spot.end > spots[-1].end:
                spots.append(spot)
        return spots

    def spot(self, index: Index, offset: int) -> Spot:
        """Say what stands at an offset of the text as it was given: a number, or else what is there."""
        for number in self.numbers(index):
            if number.start <= offset < number.end:
                return number
        for start in range(len(index.document.normalized)):  # the alignment leads back, not forth
            if index.original(Span(start, start + 1)).end > offset:
                return self._place(index, Span(start, start + 1))
        return Spot(offset, offset, "", "nothing", "nothing stands there")

    def rules_of(self, token: Token) -> tuple[str, ...]:
        """Give the rules behind a token, as ``file/id``."""
        if isinstance(token.item, Term):
            return (token.item.source,)
        if isinstance(token.item, Quantity):
            return tuple(dict.fromkeys(rule for rule in token.item.rules if "/" in rule))
        return self.cited(token.item.rules) if isinstance(token.item, TimeExpression) else ()

    def marked(self, piece: Found) -> str:
        """Give the rule that marks a piece of boilerplate, as ``file/id``."""
        return self._boilerplate_rules[piece.rule]

    def cited(self, period_rules: Sequence[str]) -> tuple[str, ...]:
        """Give the ids of period rules as ``file/id``."""
        return tuple(self._period_rules[rule] for rule in period_rules)

    def _number(self, index: Index, run: Span) -> Spot:
        for quantity in index.quantities.over(run):
            whole = Span(quantity.start, quantity.end)
            claim = index.claims.get(quantity.start)
            if claim is None:
                return _spot(index, whole, "unlinked", _unlinked(index, quantity), self.rules_of(_token(quantity)))
            fact = index.fact(claim)
            return _spot(index, whole, "fact", "a fact", fact.rules, facts=(fact.id,))
        found = self._shielded(index, run)
        if found is not None:
            return found
        for refused in index.refused.over(run):
            return _spot(index, run, "refused", REFUSED[refused.reason], refusal=refused.reason)
        return _spot(index, run, "unclaimed", "no rule claims or excludes it")

    def _shielded(self, index: Index, run: Span) -> Spot | None:
        """Give what keeps a place from being read as a number."""
        text = index.document.normalized
        pieces = list(index.boilerplate.over(run))
        if pieces:
            rules = tuple(dict.fromkeys(map(self.marked, pieces)))
            return _spot(index, run, "boilerplate", "in boilerplate", rules)
        for span in index.excluded.over(run):
            exclusion = self._scan.exclusions.reason(text, span)
            reason = f"excluded as {text[span.start : span.end]!r}"
            return _spot(index, run, "excluded", reason, (exclusion.rule,), pattern=exclusion.pattern)
        for time in index.times.over(run):
            if time.kind != "duration":
                facts = index.dated(time.start)
                reason = f"in the time expression {text[time.start : time.end]!r}"
                return _spot(index, run, "time", reason, self.cited(time.rules), facts=facts)
        for token in index.terms.over(run):
            if isinstance(token.item, Term) and token.item.numeric:
                excluded = isinstance(token.item.rule, ExclusionRule)
                reason = f"in the word {text[token.start : token.end]!r}"
                return _spot(index, run, "excluded" if excluded else "term", reason, (token.item.source,))
        return None

    def _place(self, index: Index, place: Span) -> Spot:
        """Say what a place is part of where no number stands."""
        found = self._shielded(index, place)
        if found is not None:
            return found
        for token in index.tokens.over(place):
            reason = f"no number: read as {NAMES[token.code]}"
            return _spot(index, Span(token.start, token.end), "words", reason, self.rules_of(token))
        for term in index.terms.over(place):
            return _spot(index, Span(term.start, term.end), "words", "no number: a term", self.rules_of(term))
        return _spot(index, place, "nothing", "no number, and nothing that a rule knows")


def stage_of(stages: Sequence[Stage], kind: type[S]) -> S:
    """Give the stage of a kind."""
    return next(stage for stage in stages if isinstance(stage, kind))


def citations(rules: RuleSet, kind: type[BoilerplateFile] | type[PeriodsFile]) -> dict[str, str]:
    """Give the rules of a kind that stages know by their ids alone as they are cited: ``file/id``."""
    return {rule.id: f"{name}/{rule.id}" for name, file in rules.of(kind) for rule in file.rules}


def _spot(
    index: Index,
    place: Span,
    outcome: Outcome,
    reason: str,
    rules: Sequence[str] = (),
    *,
    pattern: str | None = None,
    facts: tuple[str, ...] = (),
    refusal: Reason | None = None,
) -> Spot:
    start, end = index.original(place)
    return Spot(start, end, index.document.text[start:end], outcome, reason, tuple(rules), pattern, facts, refusal)


def _token(quantity: Quantity) -> Token:
    return Token("Q", quantity.left, quantity.right, quantity)


def _unlinked(index: Index, quantity: Quantity) -> str:
    """Say why no claim takes a quantity: it measures nothing, or its sentence is read otherwise there."""
    over = list(index.tokens.over(Span(quantity.start, quantity.end)))
    if any(token.item is quantity for token in over):
        return UNLINKED.get(quantity.kind, NO_METRIC)
    names = ", ".join(f"{index.document.normalized[token.start : token.end]!r} ({NAMES[token.code]})" for token in over)
    return f"read as part of {names}" if names else "stands in no sentence"
