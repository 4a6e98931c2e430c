"""The phrase of a metric in a sentence: what it heads, what stands before it, and its id as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import BONDS, DEALINGS, GOVERNING, Link, metric_rule, source_of, takes
from numfacts.linking.metrics.cut_heads import uncut
from numfacts.linking.reading import Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention
from numfacts.ruleset.kinds import MetricRule
from numfacts.vocabulary.tokens import Noun

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes

KIN = "MwvS"  # codes of what a metric may be composed with
QUOTA = "额度"  # what there may be of something
MUCH = "量"  # ends words for amounts of things: 进口总量
UNTOLD = (frozenset(["bare", "share"]), frozenset(["bare", "share", "money"]))  # units that such words tell nothing by
SELLING, PRICES = "selling", ("价", "价格")  # rule of the verb of selling, and what goods are sold at
OWN_FUNDS = "own-funds"  # rule of what something is paid with
LONGEST_NAME = 6  # characters of a name before its last word


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
        metric_id = rule.metric
        start, first = token.start, position
        heading = open_ = rule.head or self.is_generic(reading, position)
        while first and tokens[first - 1].end == start and tokens[first - 1].code in KIN and rule.id not in GOVERNING:
            before = tokens[first - 1]
            if before.code != "M" and not heading:
                break
            if before.code == "M" and rule.id == SELLING and reading.text.endswith(PRICES, before.start, before.end):
                break  # 以5元的价格|卖出3万股
            if (paid := metric_rule(before)) is not None and paid.id == OWN_FUNDS and metric_id is not None:
                break  # 以自有资金|认缴3000万元
            if before.code == "S" and reading.codes[first - 2 : first - 1] != "M":
                break  # 净流入|A股|金额
            if before.code == "v" and reading.mention(first - 1).text in self._shapes.words("light-verb"):
                break
            if self._corresponds(reading, first - 1):
                break
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
                if metric_id is None and quantity is not None and quantity.kind == "ratio" and not rule.head:
                    metric_id = headed.ratio  # 减持比例
        if (
            rule.head
            and first < position
            and reading.text[start - 1] in self._shapes.words("using")
            and tokens[first - 1].start == start - 1
        ):
            start, first = start - 1, first - 1
        if rule.head and start == token.start and token.end - start == 1:
            start, first = uncut(reading, position, self._shapes)
        told = quantity is not None and self._shapes["told-growth"].match(reading.text, token.end) is not None
        if quantity is not None and quantity.kind == "ratio" and "ratio" not in rule.takes and rule.ratio and not told:
            metric_id = rule.ratio
            if metric_id == "net_margin" and reading.text[quantity.left - 1] == "的":
                rule, metric_id = None, None  # 超过净利润的50%
        if metric_id in self._shapes.group("earnings"):
            per_share = self._shapes["per-share"].search(reading.text, reading.start, start)
            if per_share is not None:
                start, metric_id = per_share.start(), "eps"
        return Link(
            Mention(reading.text[start : token.end], start, token.end, metric_id), rule, source_of(token), first
        )

    def _ends_firm(self, reading: Reading, position: int) -> bool:
        """Say whether a noun ends the name of a firm that is known by its last word: 云杉|科技."""
        end = start = reading.tokens[position].end
        while position >= 0 and reading.codes[position] == "w" and reading.tokens[position].end == start:
            start, position = reading.tokens[position].start, position - 1
        return self._shapes["firm-like"].search(reading.text[start:end]) is not None

    def ends_name(self, reading: Reading, position: int) -> bool:
        """Say whether the metric at a position is the last word of the name of who is dealt with: 转让给云杉|资产."""
        token, before = reading.tokens[position], reading.tokens[position - 1] if position else None
        if before is None or before.code not in "wv" or token.start - before.start > LONGEST_NAME:
            return False
        apart, known = reading.text[before.end : token.start], isinstance(before.item, Noun)
        if (apart and not apart.isalpha()) or not (apart or known or before.end - before.start == 1):
            return False  # 转让给境外资产, but 转让给衍|远|资产
        led = reading.text[before.start - 1] in self._shapes.words("leads-to-partner")
        return led and reading.text[token.start : token.end] in self._shapes.words("firm-end")

    def opens(self, reading: Reading, position: int) -> bool:
        """Say whether the metric at a position only says that something is measured, and nothing before it what."""
        before = range(reading.clause_start(position), position)
        told = any(reading.codes[at] in "wvMS" and not self._corresponds(reading, at) for at in before)
        return self.is_generic(reading, position) and not told

    def _corresponds(self, reading: Reading, position: int) -> bool:
        """Say whether a word says that an amount is one of what was told before in other terms: 增长两成，对应金额."""
        return reading.mention(position).text in self._shapes.words("corresponding")

    def is_generic(self, reading: Reading, position: int) -> bool:
        """Say whether the metric at a position only says that something is measured: 金额, 规模."""
        token = reading.tokens[position]
        return reading.text[token.start : token.end] in self._shapes.words("generic-metric")

    def is_headed(self, reading: Reading, position: int) -> bool:
        """Say whether a noun right before the metric at a position tells of what it is one: 两融余额."""
        return (
            bool(position)
            and reading.codes[position - 1] in "wM"
            and (reading.tokens[position - 1].end == reading.tokens[position].start)
        )

    def compound(self, reading: Reading, position: int, quantity: Quantity) -> int:
        """Give the position of the last metric that words right behind the one at a position add: 股权质押."""
        tokens = reading.tokens
        while position + 1 < len(tokens) and tokens[position + 1].start == tokens[position].end:
            rule = metric_rule(tokens[position + 1])
            if rule is None or not takes(rule, quantity, False):
                break
            bonds = rule.id == BONDS or self._is_amount(reading, position + 1)  # 3亿元担保永续证券
            foreseen = (first := metric_rule(tokens[position])) is not None and first.forecast  # 3亿元的预亏金额
            if quantity.kind != "ratio" and (foreseen or not bonds or quantity.kind != "money"):
                break
            position += 1
        return position

    def _is_amount(self, reading: Reading, position: int) -> bool:
        """Say whether the metric at a position is no verb but an amount of what stands before it: 租金收入."""
        return self._shapes["amount-noun"].search(reading.mention(position).text or "") is not None


def _measures(head: str, rule: MetricRule, headed: MetricRule, quantity: Quantity | None) -> bool:
    """Say whether the ``head`` that a rule knows tells values of what it heads; without a quantity, a change of one."""
    if quantity is not None:
        spent = quantity.kind == "money" and headed.id == DEALINGS  # 回购金额, of money and not of shares
        return takes(headed, quantity, False) and not spent
    told = set(rule.takes) - UNTOLD[head[-1] == MUCH]
    return head != QUOTA and not told.isdisjoint(headed.takes) and headed.id not in GOVERNING
