"""Which rules took part in what was found in a document.

A rule counts once for each

- fact that cites it (claims, metrics, units, currencies, comparators), that is of a price by its unit (元/股), whose
  numeral its words stand in, or whose currency the house style it is a cue of has decided;
- mention, or word that only shields what it covers, in a sentence that gave a fact (changes, bases, cues, places,
  sources, comparators);
- number that it excludes (exclusions, terms with numerals in them);
- time expression that holds a numeral, gives a fact its period, or is what a fact's change is compared with;
- piece of boilerplate that it marks.

Shapes and groups are asked for by name while facts are linked and count whatever they match: see ``watched_shapes``.
Rules that only restrict others, and so have no words and no pattern, cannot be seen at work.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from numfacts.authoring.tracing import Spot, Tracer, stage_of
from numfacts.periods import TimeExpression
from numfacts.records import Span
from numfacts.ruleset.kinds import MetricRule, MetricsFile, NumeralRule, NumeralsFile, UnitsFile
from numfacts.scan import Quantities
from numfacts.vocabulary.lexicon import lowered
from numfacts.vocabulary.patterns import any_of
from numfacts.vocabulary.tokens import NUMERAL, Term, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numfacts.authoring.indexes import Index
    from numfacts.linking.claim import Claim
    from numfacts.pipeline import Extractor


class Firing:
    """Counts which rules took part, document by document."""

    def __init__(self, extractor: Extractor, tracer: Tracer) -> None:
        rules = extractor.rules
        self._tracer = tracer
        self._currency = stage_of(extractor.stages, Quantities).currency
        self._numerals = [
            (f"{name}/{rule.id}", re.compile(_words_of(rule)))
            for name, file in rules.of(NumeralsFile)
            for rule in file.rules
            if rule.words or rule.terms
        ]
        self._units = {
            word: f"{name}/{rule.id}"
            for name, file in reversed(rules.of(UnitsFile))
            for rule in reversed(file.rules)
            for word in (*rule.zh, *rule.en)
        }
        self._denominator = re.compile(rf"(?:[/每]|\b(?:per|an?) ) ?({any_of(self._units)})")
        self._counted = [
            (word, rule.metric, f"{name}/{rule.id}")
            for name, file in rules.of(MetricsFile)
            for rule in file.rules
            for word in rule.counted
        ]

    def count(self, index: Index, numbers: Sequence[Spot]) -> Counter[str]:
        """Count the rules of one document, as ``file/id``; ``numbers`` are those that tracing it gave."""
        fired: Counter[str] = Counter()
        for number in numbers:
            if number.outcome in ("excluded", "term"):
                fired.update(number.rules)
        fired.update(self._tracer.marked(piece) for piece in index.boilerplate)
        for claim in index.document.claims:
            fired.update(self._cited(index, claim))
        fired.update(self._styles(index))
        fired.update(rule for time in self._times(index) for rule in self._tracer.cited(time.rules))
        fired.update(term.source for term in _mentions(index))
        return fired

    def numerals(self, quote: str) -> list[str]:
        """Give the numeral rules whose words stand in a quote, normalized and in lower case."""
        return [source for source, pattern in self._numerals if pattern.search(quote)]

    def _cited(self, index: Index, claim: Claim) -> set[str]:
        """Give the rules that a fact is made by, those that it does not cite among them."""
        quantity = claim.quantity
        quote = lowered(index.document.normalized[quantity.start : quantity.end])
        cited = {rule for rule in claim.rules if "/" in rule}
        cited.update(self.numerals(quote))
        if quantity.per and (denominator := self._denominator.search(quote)) is not None:
            cited.add(self._units[denominator[1]])
        if claim.metric is not None and claim.metric.text and (claim.link is None or claim.link.rule is None):
            counted = (
                source
                for word, metric, source in self._counted
                if metric == claim.metric.id and claim.metric.text.endswith(word)
            )
            cited.update(islice(counted, 1))
        return cited

    def _styles(self, index: Index) -> set[str]:
        """Give the cues of the house style that gave a bare 元 or $ its currency."""
        open_ = {claim.quantity.code for claim in index.document.claims if claim.quantity.unit_basis == "default"}
        return {cue.rule for cue in self._currency.cues(index.document) if cue.currency in open_} if open_ else set()

    def _times(self, index: Index) -> list[TimeExpression]:
        """Give the time expressions that were of use."""
        dating = {claim.time.start for claim in index.document.claims if claim.time is not None}
        compared = {token.start for token in _tokens(index) if token.code == "B"}
        text = index.document.normalized
        return [
            time
            for time in index.document.times
            if time.start in dating or time.start in compared or NUMERAL.search(text, time.start, time.end)
        ]


def _mentions(index: Index) -> list[Term]:
    """Give the terms that were read, or that kept others from being read, in sentences that gave a fact."""
    read = [token for token in _tokens(index) if isinstance(token.item, Term)]
    shields = [token for place in _sentences(index) for token in index.terms.over(place) if not token.code]
    terms = [token.item for token in (*read, *shields) if isinstance(token.item, Term)]
    return [term for term in terms if not term.numeric and not isinstance(term.rule, MetricRule)]


def _tokens(index: Index) -> list[Token]:
    """Give the tokens of the sentences that gave a fact."""
    return [token for place in _sentences(index) for token in index.tokens.over(place)]


def _sentences(index: Index) -> list[Span]:
    return list(dict.fromkeys(claim.sentence for claim in index.document.claims))


def _words_of(rule: NumeralRule) -> str:
    """Write the words of a numeral rule as a pattern; those in Latin letters are whole words."""
    words = [*rule.words, *rule.terms]
    latin = any_of(word for word in words if word.isalpha() and word.isascii())
    others = any_of(word for word in words if not (word.isalpha() and word.isascii()))
    return "|".join(filter(None, (latin and f"(?<![a-z]){latin}s?(?![a-z])", others)))
