"""The question whose metric an English sentence answers, and the ways to mention what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.syntax import Phrase, Syntax
from numfacts.linking.links import Link, metric_rule, takes
from numfacts.linking.metrics import MetricLinker
from numfacts.linking.reading import Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes


class Ask:
    """A quantity whose metric is asked for: where its token and its word stand, and whether it is a change."""

    __slots__ = ("at", "change", "index", "quantity", "reading", "syntax")

    def __init__(self, reading: Reading, syntax: Syntax, index: int, at: int, quantity: Quantity, change: bool) -> None:
        self.reading = reading
        self.syntax = syntax
        self.index = index
        self.at = at
        self.quantity = quantity
        self.change = change


class EnglishMentions:
    """Reads phrases and words as metrics."""

    def __init__(self, metrics: MetricLinker, shapes: Shapes) -> None:
        self._metrics = metrics
        self._shapes = shapes

    def matches(self, name: str, word: str) -> bool:
        """Say whether a word is one of a shape."""
        return self._shapes[name].fullmatch(word) is not None

    def known(self, ask: Ask, phrase: Phrase, *, verb: bool = False) -> Link | None:
        """Give the last metric of the lists in a phrase that takes the quantity; a verb names no change."""
        start, end = ask.syntax.span(phrase)
        tokens = ask.reading.tokens
        for position in reversed(ask.reading.overlapping(start, end)):
            rule = metric_rule(tokens[position])
            if rule is not None and takes(rule, ask.quantity, ask.change and not verb):
                if rule.metric == "order_value" and (traded := self._traded(ask, position)) is not None:
                    return traded  # gold contracts
                return self._metrics.at(ask.reading, position, None if ask.change else ask.quantity)
        return None

    def _traded(self, ask: Ask, position: int) -> Link | None:
        """Give the commodity that contracts are for: the word right before them, or before futures."""
        tokens = ask.reading.tokens
        for place in range(position - 1, max(position - 3, -1), -1):
            rule = metric_rule(tokens[place])
            if rule is not None and rule.metric == "commodity_price":
                return self._metrics.at(ask.reading, place, None if ask.change else ask.quantity)
        return None

    def phrase(self, ask: Ask, phrase: Phrase) -> Link:
        """Take a whole phrase as the metric, without whose it is."""
        begin = ask.syntax.codes.rfind("'", phrase.begin, phrase.end) + 1 or phrase.begin
        begin += self.matches("english-added", ask.syntax.word(begin)) and begin + 1 < phrase.end
        return self.words(ask, begin, phrase.end)

    def words(self, ask: Ask, begin: int, end: int) -> Link:
        """Take the words between two positions as the metric."""
        start, stop = ask.syntax.words[begin].start, ask.syntax.words[end - 1].end
        for position in ask.reading.overlapping(start, stop):
            token = ask.reading.tokens[position]
            if token.end != stop or token.code != "M":
                continue
            rule = metric_rule(token)
            fits = rule is not None and (ask.change or takes(rule, ask.quantity, False) or rule.ratio is not None)
            if token.start == start and fits and (rule is None or rule.metric != "rank"):
                return self._metrics.at(ask.reading, position, None if ask.change else ask.quantity)
            if rule is not None and rule.ratio is not None and ask.quantity.kind == "ratio" and not ask.change:
                mention = Mention(ask.reading.text[start:stop], start, stop, rule.ratio)  # 38% of wafer revenue
                return Link(mention, None, None, None)
        return Link(Mention(ask.reading.text[start:stop], start, stop, None), None, None, None)
