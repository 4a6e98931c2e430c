"""The question whose metric an English sentence answers, and the ways to mention what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.syntax import Phrase, Syntax
from numfacts.linking.links import Link, metric_rule, takes
from numfacts.linking.metrics.linker import MetricLinker
from numfacts.linking.reading import Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes


class MetricQuery:
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
        return self._shapes.fits(name, word)

    def known(self, query: MetricQuery, phrase: Phrase, *, verb: bool = False) -> Link | None:
        """Give the last metric of the lists in a phrase that takes the quantity; a verb names no change."""
        start, end = query.syntax.span(phrase)
        tokens = query.reading.tokens
        for position in reversed(query.reading.overlapping(start, end)):
            rule = metric_rule(tokens[position])
            if _is_tied(query.reading.text, tokens[position].start):
                continue
            if rule is not None and rule.metric == "commodity_price" and self._is_material(query, phrase, position):
                continue
            grows = self.matches("english-growth", query.syntax.word(phrase.end - 1))  # export growth of 4 percent
            if rule is not None and takes(rule, query.quantity, (query.change or grows) and not verb):
                if rule.metric == "order_value" and (traded := self._traded(query, position)) is not None:
                    return traded  # gold contracts
                return self._metrics.phrases.at(query.reading, position, None if query.change else query.quantity)
        return None

    def _is_material(self, query: MetricQuery, phrase: Phrase, position: int) -> bool:
        """Say whether a commodity is only what the noun at the end of a phrase is of: copper pipes, not gold prices."""
        last = phrase.end - 1
        last -= self.matches("english-outlook", query.syntax.word(last)) and last > phrase.begin  # gold price forecast
        token, head = query.reading.tokens[position], query.syntax.words[last]
        return token.end < head.start and not self.matches("english-quoted", query.syntax.word(last))

    def _traded(self, query: MetricQuery, position: int) -> Link | None:
        """Give the commodity that contracts are for: the word right before them, or before futures."""
        tokens = query.reading.tokens
        for place in range(position - 1, max(position - 3, -1), -1):
            rule = metric_rule(tokens[place])
            if rule is not None and rule.metric == "commodity_price":
                return self._metrics.phrases.at(query.reading, place, None if query.change else query.quantity)
        return None

    def acts(self, query: MetricQuery, phrase: Phrase) -> bool:
        """Say whether those whom a phrase tells of can do something themselves: workers have removed 300 trees."""
        return self.matches("english-belonging", query.syntax.word(phrase.end - 1))

    def numbered(self, query: MetricQuery, phrase: Phrase) -> Phrase:
        """Give what a number or an amount is of, else the phrase: the number of visits, the thousands of deaths."""
        syntax, head = query.syntax, query.syntax.word(phrase.end - 1)
        counts = self.matches("english-counting", head) or self.matches("english-tens", head)
        numbers = counts and syntax.word(phrase.end) == "of" and self.known(query, phrase) is None
        return (syntax.phrase_after(phrase.end + 1) if numbers else None) or phrase

    def read(self, query: MetricQuery, phrase: Phrase) -> Link:
        """Give the metric of the lists in a phrase, or take all of it as the metric."""
        return self.known(query, phrase) or self.phrase(query, phrase)

    def phrase(self, query: MetricQuery, phrase: Phrase) -> Link:
        """Take a whole phrase as the metric, without whose it is."""
        begin = query.syntax.codes.rfind("'", phrase.begin, phrase.end) + 1 or phrase.begin
        begin += query.syntax.code(begin) == "Q" and begin + 1 < phrase.end  # the city's eight universities
        begin += self.matches("english-added", query.syntax.word(begin)) and begin + 1 < phrase.end
        return self.words(query, begin, phrase.end)

    def tied(self, query: MetricQuery) -> Link | None:
        """Read the noun that a hyphen ties to a number, which is what it counts: a 13-match streak.

        What someone was so many times is told before their name: two-time champion Ann Berg.
        """
        match = self._shapes["english-played"].match(query.reading.text, query.quantity.right)
        if match is None:
            return None
        if match["noun"] is not None:
            return Link(Mention(match["noun"], *match.span("noun")), None, None, None)
        phrase = query.syntax.phrase_after(query.at + 1)
        end = phrase.end if phrase is not None else 0
        while phrase is not None and end > phrase.begin and query.syntax.codes[end - 1] == "N":
            end -= 1
        return self.words(query, phrase.begin, end) if phrase is not None and end > phrase.begin else None

    def follows(self, name: str, text: str, end: int) -> bool:
        """Say whether words of a shape, given by its id, stand right behind an offset."""
        return self._shapes[name].match(text, end) is not None

    def words(self, query: MetricQuery, begin: int, end: int) -> Link:
        """Take the words between two positions as the metric."""
        start, stop = query.syntax.words[begin].start, query.syntax.words[end - 1].end
        for position in query.reading.overlapping(start, stop):
            token = query.reading.tokens[position]
            if token.end != stop or token.code != "M":
                continue
            rule = metric_rule(token)
            fits = rule is not None and (query.change or takes(rule, query.quantity, False) or rule.ratio is not None)
            if token.start == start and fits and (rule is None or rule.metric != "rank"):
                return self._metrics.phrases.at(query.reading, position, None if query.change else query.quantity)
            if rule is not None and rule.ratio is not None and query.quantity.kind == "ratio" and not query.change:
                mention = Mention(query.reading.text[start:stop], start, stop, rule.ratio)  # 38% of wafer revenue
                return Link(mention, None, None, None)
        return Link(Mention(query.reading.text[start:stop], start, stop, None), None, None, None)


def _is_tied(text: str, start: int) -> bool:
    """Say whether a hyphen ties what starts at an offset to another word: an all-cash deal, no 6.8-magnitude one."""
    return start > 1 and text[start - 1] == "-" and not text[start - 2].isdigit()
