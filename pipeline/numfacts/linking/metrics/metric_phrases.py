"""The phrase of a metric in a sentence: what it heads, what stands before it, and its id as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import BONDS, DEALINGS, GOVERNING, Link, metric_rule, source_of, takes
from numfacts.linking.reading import Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention
from numfacts.ruleset.kinds import MetricRule
from numfacts.vocabulary.tokens import Noun

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes

KIN = "MwvS"  # codes of what a metric may be composed with
VERBS = ("R", "L", "V")  # codes of verbs of which a head of one character makes a noun: 发现|率, 增加|数
COUNTED = "数"  # ends what is counted: 次数, 家数
QUOTA = "额度"  # what there may be of something
UNTOLD = frozenset(["bare", "share"])  # units that a head tells nothing by
SELLING, PRICES = "selling", ("价", "价格")  # rule of the verb of selling, and what goods are sold at


class MetricPhrases:
    """Reads a metric at a position with the words that belong to it."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes

    def at(self, reading: Reading, position: int, quantity: Quantity | None = None) -> Link:
        """Read the metric at a position, with the metric it heads (研发费用率) and its noun (接入流量)."""
        tokens = reading.tokens
        token = tokens[position]
        rule = metric_rule(token)
        assert rule is not None
        if (named := self._named_twice(reading, position)) is not None:
            return self.at(reading, named, quantity)
        metric_id = rule.metric
        start, first = token.start, position
        heading = open_ = rule.head or self.is_generic(reading, position)
        while first and tokens[first - 1].end == start and tokens[first - 1].code in KIN and rule.id not in GOVERNING:
            before = tokens[first - 1]
            if before.code != "M" and not heading:
                break
            if rule.id == SELLING and reading.text.endswith(PRICES, before.start, before.end):
                break  # 以5元的价格|卖出3万股
            if metric_id is not None and self._shapes["own-funds"].search(reading.text, before.start, before.end):
                break  # 以自有资金|认缴3000万元
            if before.code == "S" and reading.codes[first - 2 : first - 1] != "M":
                break  # 净流入|A股|金额
            if reading.mention(first - 1).text in self._shapes.words("light-verb"):
                break  # 派|特别股息
            if before.code == "w" and isinstance(before.item, Noun) and reading.codes[first] == "v":
                break  # 某公司认缴出资额
            if before.code == "w" and self._ends_firm(reading, first - 1):
                break  # 某科技|分红|金额
            if before.code == "w" and self._shapes["place-name"].match(reading.text, before.start, before.end):
                break  # 某市|空置率
            start, first = before.start, first - 1
            headed = metric_rule(before)
            if metric_id is None and open_ and headed is not None:
                open_ = False  # what it heads, and not what that heads in turn
                if _measures(reading.text[token.start : token.end], rule, headed, quantity):
                    metric_id = headed.metric  # 货币资金余额
                elif quantity is not None and quantity.kind == "ratio" and not rule.head:
                    metric_id = headed.ratio  # 减持比例
        before = tokens[position - 1]
        one = rule.head and token.end - start == 1 and before.code in VERBS
        counts = first == position and before.code == "V" and reading.text.endswith(COUNTED, start, token.end)
        if (one or counts) and before.end == start:
            start, first = before.start, position - 1  # 加息|次数
        using = reading.mention(first - 1).text in self._shapes.words("using")
        if rule.head and using and tokens[first - 1].end == start:
            start, first = tokens[first - 1].start, first - 1  # 用|钢|量
        if quantity is not None and quantity.kind == "ratio" and "ratio" not in rule.takes and rule.ratio:
            metric_id = rule.ratio
            if metric_id == "net_margin" and reading.text[quantity.left - 1] == "的":
                rule, metric_id = None, None  # 超过净利润的50%
        if metric_id in self._shapes.group("earnings"):
            per_share = self._shapes["per-share"].search(reading.text, reading.start, start)
            if per_share is not None:
                start, metric_id = per_share.start(), "eps"
        rest = self._shapes["term-rest"].match(reading.text, token.end, reading.end)  # 特许经营期|限
        end = token.end if rest is None else rest.end()
        return Link(Mention(reading.text[start:end], start, end, metric_id), rule, source_of(token), first)

    def _named_twice(self, reading: Reading, position: int) -> int | None:
        """Give the metric that stands before its letters in brackets and a word that only says it: 外资(FDI)|金额."""
        opened = reading.codes.rfind("(", 0, position)
        tokens = reading.tokens
        if opened <= 0 or reading.codes[opened - 1] != "M" or not self.is_generic(reading, position):
            return None
        letters = reading.text[tokens[opened].end : tokens[position].start - 1]
        closed = reading.codes[position - 1] == ")" and tokens[position - 1].end == tokens[position].start
        return opened - 1 if closed and letters.isascii() and letters.isalpha() else None

    def _ends_firm(self, reading: Reading, position: int) -> bool:
        """Say whether a noun ends the name of a firm that is known by its last word: 云杉|科技."""
        end = start = reading.tokens[position].end
        while reading.codes[position] == "w" and reading.tokens[position].end == start:
            start, position = reading.tokens[position].start, position - 1
        return self._shapes["firm-like"].search(reading.text[start:end]) is not None

    def opens(self, reading: Reading, position: int) -> bool:
        """Say whether the metric at a position only says that something is measured, and nothing before it what."""
        told = set(reading.codes[reading.clause_start(position) : position]) & set("wvMS")
        return self.is_generic(reading, position) and not told

    def is_generic(self, reading: Reading, position: int) -> bool:
        """Say whether the metric at a position only says that something is measured: 金额, 规模."""
        token = reading.tokens[position]
        return reading.text[token.start : token.end] in self._shapes.words("generic-metric")

    def is_headed(self, reading: Reading, position: int) -> bool:
        """Say whether a noun right before the metric at a position tells of what it is one: 两融余额."""
        return position > 0 and reading.codes[position - 1] in "wM"

    def compound(self, reading: Reading, position: int, quantity: Quantity) -> int:
        """Give the position of the last metric that words right behind the one at a position add: 股权质押."""
        tokens = reading.tokens
        while position + 1 < len(tokens) and tokens[position + 1].start == tokens[position].end:
            rule = metric_rule(tokens[position + 1])
            if rule is None or not takes(rule, quantity, False):
                break
            # 3亿元担保永续证券, 3亿元的租金收入
            amount = rule.id == BONDS or self._shapes["amount-noun"].search(reading.mention(position + 1).text or "")
            if quantity.kind != "ratio" and not amount:
                break
            position += 1
        return position


def _measures(head: str, rule: MetricRule, headed: MetricRule, quantity: Quantity | None) -> bool:
    """Say whether the ``head`` that a rule knows tells values of what it heads; without a quantity, a change of one."""
    if quantity is not None:
        spent = quantity.kind == "money" and headed.id == DEALINGS  # 回购金额, of money and not of shares
        return takes(headed, quantity, False) and not spent
    told = not (set(rule.takes) - UNTOLD).isdisjoint(headed.takes)
    return head != QUOTA and headed.id not in GOVERNING and told
