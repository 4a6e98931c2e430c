"""Linking a quantity with what it measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.counts.counted_kinds import CountedKinds
from numfacts.linking.counts.counting import Counting
from numfacts.linking.counts.events import Events
from numfacts.linking.links import CAPITAL, DISPERSION, Link, is_market, metric_rule, named, takes
from numfacts.linking.metrics.clause_metrics import SECURITIES, ClauseMetrics, Sought
from numfacts.linking.metrics.metric_phrases import MetricPhrases
from numfacts.linking.metrics.nouns import NounReader
from numfacts.linking.reading import Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention
from numfacts.ruleset.kinds import MetricsFile

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes


class MetricLinker:
    """Finds the metric of a quantity among the tokens of its sentence."""

    def __init__(self, files: list[tuple[str, MetricsFile]], shapes: Shapes) -> None:
        self._shapes = shapes
        kinds = CountedKinds(files)
        counting = Counting(kinds, shapes)
        self.events = Events(shapes)
        self.nouns = NounReader(kinds, shapes)
        self.phrases = MetricPhrases(shapes)
        self._in_clause = ClauseMetrics(kinds, counting, self.events, self.nouns, self.phrases, shapes)

    def link(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> Link | None:
        """Give the metric that the clause of the quantity at ``index`` names for it, or null."""
        return self._in_clause.find(Sought(reading, index, quantity, change))

    def market(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> Link | None:
        """Give the index, rate or market that a point value is of: the last one the sentence names before it.

        港股 stands for its index in a level, while a change is its own.
        """
        for position in range(index - 1, -1, -1):
            token = reading.tokens[position]
            rule = metric_rule(token)
            if rule is not None and rule.id == DISPERSION:
                continue  # 恒指全日波幅200点，收报17311点，跌33点
            if rule is not None and takes(rule, quantity, False):
                return self.phrases.at(reading, position, quantity)
            if quantity.kind == "point" and not change and token.code == "S" and is_market(token):
                found = reading.mention(position)
                return Link(Mention(found.text, found.start, found.end, "index_level"), None, None, position)
        return None

    def up_to(self, reading: Reading, index: int, end: int) -> Link | None:
        """Give the last metric of the clause of a quantity that ends before an offset."""
        for position in range(index - 1, reading.clause_start(index) - 1, -1):
            if reading.codes[position] == "M" and reading.tokens[position].end <= end:
                return self.phrases.at(reading, position)
        return None

    def compared(self, reading: Reading, index: int) -> Link | None:
        """Give what is so many times something else: the first metric of the clause (病例数是公布数据的5倍)."""
        for position in range(reading.clause_start(index), index):
            rule = metric_rule(reading.tokens[position])
            if rule is not None:
                while reading.codes[position + 1] == "M":
                    position += 1
                return self.phrases.at(reading, position)
        level = reading.codes.find("L", reading.clause_start(index), index)
        return named(reading, level - 1) if level > 0 and reading.codes[level - 1] == "w" else None

    def bounded(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Give what may be no more than a share of a total: 授信余额不得超过资本净额的10%, 减持比例不超过总股本2%."""
        bound = reading.codes.rfind("k", reading.clause_start(index), index)
        if bound < 1 or (reading.text[quantity.left - 1] != "的" and not self.of_shares(reading, index)):
            return None
        while reading.codes[bound - 1] in "sXeL":
            bound -= 1
        return self.phrases.at(reading, bound - 1) if reading.codes[bound - 1] == "M" else None

    def of_shares(self, reading: Reading, index: int) -> bool:
        """Say whether all shares of a company stand right before their part: 总股本的2%."""
        rule = metric_rule(reading.tokens[index - 1])
        return rule is not None and rule.id == CAPITAL

    def unclaimed(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> Link | None:
        """Give the nearest fitting metric named behind the last quantity, in a clause before that at ``index``."""
        for position in reversed(reading.before(reading.clause_start(index), 0)):
            if reading.codes[position] == "Q":
                return None
            rule = metric_rule(reading.tokens[position])
            if rule is None or not takes(rule, quantity, change):
                continue
            if self._told_aside(reading, position):
                continue
            if change and rule.id in SECURITIES:
                return None  # 国债期货走高，主力合约涨0.2%
            if self.phrases.is_generic(reading, position) and not self.phrases.is_headed(reading, position):
                continue
            if rule.metric in self._shapes.group("in-passing"):
                continue
            if reading.codes[position - 1 : position] != "Q":
                return self.phrases.at(reading, position, None if change else quantity)
        return None

    def _told_aside(self, reading: Reading, position: int) -> bool:
        """Say whether a metric only tells how or from what something else moves: 受消费带动，增速将为5%."""
        if self._shapes["how-moves"].match(reading.text, reading.tokens[position].end) is not None:
            return True
        opening = reading.opening(reading.clause_start(position))
        if self._shapes["for-reason"].match(reading.text, opening, reading.end) is not None:
            return True
        start = reading.tokens[reading.clause_start(position)].start
        end = reading.tokens[reading.clause_end(position)].start  # of the comma behind it
        return not reading.english and self._shapes["what-moves"].fullmatch(reading.text, start, end) is not None

    def earlier(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> Link | None:
        """Give the nearest fitting metric of the clauses before that of the quantity."""
        for position in reversed(reading.before(reading.clause_start(index), 0)):
            rule = metric_rule(reading.tokens[position])
            if rule is None or not takes(rule, quantity, change) or reading.codes[position - 1 : position] == "Q":
                continue
            if self._told_aside(reading, position):
                continue
            return None if change and rule.id in SECURITIES else self.phrases.at(reading, position, quantity)
        return None
