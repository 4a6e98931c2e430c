"""The scan that stages 4 and 5 share: terms, time expressions and exclusions of a text, each found once."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from numfacts.normalize import canonical
from numfacts.numbers.currency import CurrencyResolver
from numfacts.numbers.fractions import Fractions
from numfacts.numbers.ones import counts_one
from numfacts.numbers.ordinals import Ordinals
from numfacts.numbers.placings import Placings
from numfacts.numbers.taken import Taken
from numfacts.numbers.units import UnitTable
from numfacts.quantities import QuantityScanner
from numfacts.records import Span
from numfacts.ruleset.kinds import (
    BasesFile,
    ChangeRule,
    ChangesFile,
    ComparatorsFile,
    CuesFile,
    CurrenciesFile,
    ExclusionsFile,
    MetricsFile,
    NumeralsFile,
    PlacesFile,
    Rule,
    SourcesFile,
    UnitsFile,
)
from numfacts.vocabulary.exclusions import Exclusions
from numfacts.vocabulary.lexicon import Lexicon, lowered
from numfacts.vocabulary.tokens import Token, term_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numfacts.document import Document
    from numfacts.numbers.numerals import Numerals
    from numfacts.periods import Periods
    from numfacts.ruleset import RuleSet
    from numfacts.vocabulary.shapes import Shapes

ONE = "一"
NAMING = {"S": "no-place", "s": "no-stop"}  # shapes of what is a part of a name, by the codes of terms


def lexicon_of(rules: RuleSet) -> Lexicon:
    """Gather the terms of all rule files; where a word has several meanings the earlier kind counts."""
    return Lexicon(
        term_of(canonical(word), f"{name}/{rule.id}", rule) for name, rule in _rules(rules) for word in _words(rule)
    )


def _rules(rules: RuleSet) -> Iterator[tuple[str, Rule]]:
    for kind in (
        MetricsFile,
        BasesFile,
        ComparatorsFile,
        ChangesFile,
        CuesFile,
        PlacesFile,
        SourcesFile,
        ExclusionsFile,
    ):
        for name, file in rules.of(kind):
            for rule in file.rules:  # type: ignore[attr-defined]
                yield name, rule
                if isinstance(rule, ChangeRule) and rule.ends:
                    yield name, _leading_to_level(rule)


def _leading_to_level(rule: ChangeRule) -> ChangeRule:
    """Make a rule for the level that is reached of one for words of change: 缩短至 beside 缩短."""
    words = [word + end for word in rule.zh if len(word) > 1 for end in rule.ends]
    return msgspec.structs.replace(rule, role="to", zh=words, en=[])


def _words(rule: Rule) -> Iterator[str]:
    for field in ("zh", "en", "before", "terms"):
        yield from getattr(rule, field, ())


class Quantities:
    """Find the quantities of a document, and on the way its terms and time expressions."""

    name = "quantities"
    needs = frozenset({"normalized", "boilerplate"})
    adds = frozenset({"terms", "times", "quantities", "refused"})

    def __init__(self, rules: RuleSet, numerals: Numerals, periods: Periods, shapes: Shapes) -> None:
        self.lexicon = self._lexicon = lexicon_of(rules)
        self._periods = periods
        self._shapes = shapes
        comparators = [(f"{name}/{rule.id}", rule) for name, file in rules.of(ComparatorsFile) for rule in file.rules]
        units = UnitTable(rules.of(UnitsFile), rules.of(CurrenciesFile))
        self.currencies = {word: unit.code for word, unit in units.currency_words() if unit.code}
        fractions = Fractions(numerals.ordinals, numerals.counts, shapes)
        self._scanner = QuantityScanner(numerals, units, comparators, fractions.find, shapes)
        self._ordinals = Ordinals(rules.combined(NumeralsFile).rules)
        self._placings = Placings(numerals, shapes)
        self.currency = CurrencyResolver(rules, shapes, self.currencies)
        self.exclusions = Exclusions(rules.of(ExclusionsFile))

    def __call__(self, document: Document) -> Document:
        """Fill ``terms``, ``times``, ``quantities`` and ``refused``, each in the order of the text."""
        text = document.normalized
        lower = lowered(text)
        document.terms = [
            token
            for token in self._parted(text, self._lexicon.scan(text, lower))
            if token.code not in NAMING or not self._shapes[NAMING[token.code]].match(text, token.start)
        ]
        document.times = self._periods.find(text)
        document.check_time()
        blocked = list(document.boilerplate)
        blocked += self.exclusions.spans(text)
        blocked += [Span(time.start, time.end) for time in document.times if time.kind != "duration"]
        ones = {
            token.start
            for token in document.terms
            if text[token.start] == ONE and counts_one(lower, token.start, token.end, self._shapes)
        }
        blocked += [
            Span(token.start, token.end)
            for token in document.terms
            if token.item.numeric and token.start not in ones  # type: ignore[union-attr]
        ]
        document.check_time()
        document.refused = []
        spans = _disjoint(blocked)
        found = self._scanner.scan(lower, spans, document.terms, document.refused, document.check_time)
        ranks = list(self._ordinals.find(lower, document.terms, spans))
        known = Taken(ranks)
        placed = self._placings.find(text, document.boilerplate)
        ranks += [rank for rank in placed if not known.meets(rank.start, rank.end)]
        if ranks:
            taken = Taken(ranks)
            document.refused = [refusal for refusal in document.refused if not taken.meets(refusal.start, refusal.end)]
            found = [quantity for quantity in found if not taken.meets(quantity.start, quantity.end)] + ranks
        document.quantities = sorted(found, key=attrgetter("start"))
        self.currency.resolve(document)
        return document

    def _parted(self, text: str, terms: list[Token]) -> Iterator[Token]:
        """Part words of change from bounds whose first character would lead to a level: 增长|至少20%."""
        last = 0
        for term in terms:
            bound = self._shapes["bound-behind"].match(text, term.end - 1) if term.code == "T" else None
            if bound is None:
                if term.start >= last:
                    yield term
                continue
            for begin, end in ((term.start, bound.start()), bound.span()):
                for token in self._lexicon.scan(text[begin:end]):
                    yield Token(token.code, begin + token.start, begin + token.end, token.item)
            last = bound.end()


def _disjoint(spans: list[Span]) -> list[Span]:
    spans.sort()
    joined: list[Span] = []
    for span in spans:
        if joined and span.start < joined[-1].end:
            if span.end > joined[-1].end:
                joined[-1] = Span(joined[-1].start, span.end)
        elif span.end > span.start:
            joined.append(span)
    return joined
