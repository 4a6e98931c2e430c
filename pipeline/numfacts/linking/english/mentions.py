"""The question whose metric an English sentence answers, and the ways to mention what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.place import is_plural
from numfacts.linking.english.syntax import Phrase, Syntax
from numfacts.linking.links import Link, metric_rule, takes
from numfacts.linking.metrics.linker import MetricLinker
from numfacts.linking.reading import Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes

UNITS = "units"  # which are of what is sold, and do not grow themselves
BONDS = ("bonds", "Bonds")  # whose price it is that moves
UNGROWN = ("english-loose", "english-economies")  # shapes of nouns that growth is not of
SHARES = frozenset(["revenue_share", "cost_share"])  # what shares of a total are metrics of their own


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

    def of_change(self) -> MetricQuery:
        """Ask for the same as a change."""
        return MetricQuery(self.reading, self.syntax, self.index, self.at, self.quantity, True)


class EnglishMentions:
    """Reads phrases and words as metrics."""

    def __init__(self, metrics: MetricLinker, shapes: Shapes) -> None:
        self._metrics = metrics
        self._shapes = shapes

    def matches(self, name: str, word: str) -> bool:
        """Say whether a word is one of a shape."""
        return self._shapes.fits(name, word)

    def acts(self, link: Link) -> bool:
        """Say whether a metric counts those who do something themselves: developers."""
        return link.mention.id in self._shapes.group("actors")

    def of_staff(self, link: Link) -> bool:
        """Say whether a metric counts what a company has: its staff, its shops."""
        return link.mention.id in self._shapes.group("staffed")

    def known(self, query: MetricQuery, phrase: Phrase) -> Link | None:
        """Give the last metric of the lists in a phrase that takes the quantity."""
        for position in reversed(query.reading.overlapping(*query.syntax.span(phrase))):
            token, rule = query.reading.tokens[position], metric_rule(query.reading.tokens[position])
            if query.change and query.reading.text.startswith(BONDS, token.start):
                return None  # high-yield bonds gained 5 percent
            if query.change and query.reading.text.startswith(UNITS, token.start):
                continue  # 3,000 units, a rise of 5 percent
            if rule is not None and takes(rule, query.quantity, query.change):
                return self._metrics.phrases.at(query.reading, position, None if query.change else query.quantity)
        return self._growth(query, phrase)

    def _growth(self, query: MetricQuery, phrase: Phrase) -> Link | None:
        """Read growth of which nothing but the place is told as that of its economy: UK growth, not UK sales growth.

        The place may stand behind it: growth in Elmland.
        """
        syntax, last = query.syntax, phrase.end - 1
        if query.quantity.kind not in ("ratio", "difference") or not syntax.fits("english-growing", last):
            return None
        where: Phrase | None = Phrase(phrase.begin, last, "")
        if phrase.begin == last:
            if self._shapes["english-of-economies"].search(query.reading.text) is not None:
                return Link(
                    Mention(syntax.text[slice(*syntax.span(phrase))], *syntax.span(phrase), "gdp"), None, None, None
                )
            where = syntax.phrase_after(phrase.end + 1) if syntax.word(phrase.end) in ("in", "for") else None
        if where is None or not self._is_economy(query, where):
            return None
        word = syntax.words[last]
        return Link(Mention(query.reading.text[word.start : word.end], word.start, word.end, "gdp"), None, None, None)

    def numbered(self, query: MetricQuery, phrase: Phrase) -> Phrase:
        """Give what a number or an amount is of, else the phrase: the number of visits, the thousands of deaths."""
        syntax, head = query.syntax, query.syntax.word(phrase.end - 1)
        counts = self.matches("english-counting", head) or self.matches("english-tens", head)
        numbers = counts and syntax.word(phrase.end) == "of" and self.known(query, phrase) is None
        return (syntax.phrase_after(phrase.end + 1) if numbers else None) or phrase

    def changed(self, query: MetricQuery, phrase: Phrase) -> Phrase | None:
        """Give what growth is told of: the growth in retail sales; not growth in a country, or in May."""
        syntax = query.syntax
        moves = phrase.end - phrase.begin == 1 and syntax.fits("english-growing", phrase.begin)
        found = syntax.phrase_after(phrase.end + 1) if moves and syntax.word(phrase.end) in ("in", "of") else None
        named = found is None or syntax.codes[found.end - 1] == "N" or syntax.code(found.begin) == "T"
        if named or found is None or any(syntax.fits(shape, found.end - 1) for shape in UNGROWN):
            return None
        return found

    def read(self, query: MetricQuery, phrase: Phrase) -> Link:
        """Give the metric of the lists in a phrase, or take all of it as the metric."""
        return self.known(query, phrase) or self.phrase(query, phrase)

    def phrase(self, query: MetricQuery, phrase: Phrase) -> Link:
        """Take a whole phrase as the metric, without whose it is."""
        begin = query.syntax.codes.rfind("'", phrase.begin, phrase.end) + 1 or phrase.begin
        begin += query.syntax.code(begin) == "Q" and begin + 1 < phrase.end  # the city's eight universities
        begin += self.matches("english-added", query.syntax.word(begin)) and begin + 1 < phrase.end
        return self._growth(query, phrase) or self.words(query, begin, phrase.end)

    def tied(self, query: MetricQuery) -> Link | None:
        """Read the noun that a hyphen ties to a number, or what is so long: a 13-member panel, a losing streak.

        What someone was so many times is told before their name: two-time champion Ann Berg.
        """
        match = self._shapes["english-played"].match(query.reading.text, query.quantity.right)
        if match is None:
            return None
        name = "measure" if match["measure"] is not None else "noun"
        if match[name] is not None:
            return Link(Mention(match[name], *match.span(name)), None, None, None)
        phrase = query.syntax.phrase_after(query.at + 1)
        if phrase is None:
            return None
        end = phrase.begin + len(query.syntax.codes[phrase.begin : phrase.end].rstrip("N"))
        return self.words(query, phrase.begin, end) if end > phrase.begin else None

    def extent(self, query: MetricQuery) -> Link | None:
        """Read how something is that has a size: a 150-metre-long pier, 30 metres high."""
        match = self._shapes["english-extent"].match(query.reading.text, query.quantity.right)
        if match is None or (match["tie"] == " " and query.syntax.code(query.at + 2) in "nN"):
            return None
        return Link(Mention(match["how"], *match.span("how")), None, None, None)

    def condition(self, query: MetricQuery) -> Link | None:
        """Read how some of those who were hurt are: with three in critical condition."""
        match = self._shapes["english-condition"].match(query.reading.text, query.quantity.right)
        return Link(Mention(match["state"], *match.span("state")), None, None, None) if match is not None else None

    def words(self, query: MetricQuery, begin: int, end: int) -> Link:
        """Take the words between two positions as the metric; a share of it can be a metric of its own.

        So 38 percent of wafer revenue is a share of revenue.
        """
        start, stop = query.syntax.words[begin].start, query.syntax.words[end - 1].end
        share = None
        for position in query.reading.overlapping(start, stop):
            token, rule = query.reading.tokens[position], metric_rule(query.reading.tokens[position])
            if rule is None or token.end != stop:
                continue
            if token.start == start and (takes(rule, query.quantity, query.change) or rule.ratio is not None):
                return self._metrics.phrases.at(query.reading, position, None if query.change else query.quantity)
            if rule.ratio in SHARES and query.quantity.kind == "ratio" and not query.change:
                share = rule.ratio
        return Link(Mention(query.reading.text[start:stop], start, stop, share), None, None, None)

    def _is_economy(self, query: MetricQuery, phrase: Phrase) -> bool:
        """Say whether a phrase is a place and nothing else, or says that all of an economy is meant."""
        start, end = query.syntax.span(phrase)
        if self._shapes["english-economy"].fullmatch(query.reading.text, start, end) is not None:
            return True
        return self.is_place(query, phrase)

    def is_place(self, query: MetricQuery, phrase: Phrase) -> bool:
        """Say whether a phrase is a place and nothing else."""
        start, end = query.syntax.span(phrase)
        places = query.reading.overlapping(start, end)
        return {query.reading.codes[at] for at in places} == {"S"} and query.reading.tokens[places[-1]].end >= end


def with_both(syntax: Syntax, phrase: Phrase) -> Phrase:
    """Give a phrase with the noun that two kinds of it share: 300 electric and hybrid cars; not 300 men and women."""
    kind = syntax.word(phrase.end - 1)
    alone = phrase.end - phrase.begin == 1 and syntax.codes[phrase.begin] == "n" and not is_plural(kind)
    alone = alone or (syntax.codes[phrase.begin] == "n" and syntax.codes[phrase.end - 1] == "N" and not is_plural(kind))
    both = syntax.phrase_after(phrase.end + 1) if alone and syntax.code(phrase.end) == "c" else None
    if both is None or both.begin != phrase.end + 1 or both.end - both.begin == 1:
        return phrase
    return Phrase(phrase.begin, both.end, "") if is_plural(syntax.word(both.end - 1)) else phrase
