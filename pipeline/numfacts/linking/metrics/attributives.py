"""What a value stands before and qualifies: the metric it is a value of (85%的收入), or what it counts (9家公司)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.counts.said_counts import seized
from numfacts.linking.links import COUNTS, GOVERNING, TRANSFERS, VALUED, Link, metric_rule, takes
from numfacts.linking.metrics.nouns import OF, PAID_WITH
from numfacts.numbers.quantity import Quantity

if TYPE_CHECKING:
    from numfacts.linking.counts.counting import Counting
    from numfacts.linking.metrics.metric_phrases import MetricPhrases
    from numfacts.linking.metrics.nouns import NounReader
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

OF_TERM = OF + "期"  # 7日期逆回购
DEALT = frozenset([TRANSFERS, *GOVERNING])  # rules of verbs of dealing
BRACKET = 6  # tokens of a bracket between an amount and what it is of


class Attributives:
    """Reads the nouns behind values."""

    def __init__(self, counting: Counting, nouns: NounReader, phrases: MetricPhrases, shapes: Shapes) -> None:
        self._counting = counting
        self._nouns = nouns
        self._phrases = phrases
        self._shapes = shapes

    def of(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read the noun after the quantity: the metric it is a value of (85%的收入), or what it counts (9家公司)."""
        tokens, codes, text = reading.tokens, reading.codes, reading.text
        if reading.is_parted(quantity):
            return None
        if quantity.kind == "bare" and reading.text.startswith("的", quantity.right):
            amount = self.amount(reading, index, quantity)  # 1.7亿的预售票房
            if amount is not None:
                return amount
        if quantity.kind in COUNTS:
            return self._counted(reading, index, quantity)
        closed = codes.find(")", index, index + BRACKET) if codes[index + 1 : index + 2] == "(" else -1
        if closed > 0 and (reading.text.startswith("的", tokens[closed].end) or codes[closed + 1 : closed + 2] == "M"):
            return self.amount(reading, closed, quantity)  # 16亿美元（约合103亿元）的资金, 2亿元（含税）罚款
        while codes[index + 1 : index + 3] == "jQ":
            index += 2  # 26%、27%的股权
            quantity = tokens[index].item  # type: ignore[assignment]
        behind = text[quantity.right : tokens[index + 1].start] if codes[index + 1 : index + 2] == "Q" else ""
        if behind in self._shapes.words("joins-bounds"):
            index, quantity = index + 1, tokens[index + 1].item  # type: ignore[assignment] # 不低于2亿元且不超过3亿元的资金
        if index + 1 == len(tokens) or tokens[index + 1].start - quantity.right > 3:
            return None
        said = codes[index + 2 : index + 3] == "M" and not reading.text.startswith("的", tokens[index + 2].end)
        if said and reading.mention(index + 1).text in self._shapes.words("amounts-to"):
            index += 1  # 其中2元属末期息, but not 1700元是铜价的关口
        return self.amount(reading, index, quantity)

    def amount(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read the metric that the noun phrase behind a value ends in: 25%汽车关税, 4亿美元的A轮融资."""
        tokens, codes, text = reading.tokens, reading.codes, reading.text
        end = max(quantity.right, tokens[index + 1].start) if index + 1 < len(tokens) else quantity.right
        those = self._shapes["part-of-those"].match(text, quantity.right) if quantity.kind == "ratio" else None
        for position in range(index + 1, len(tokens)):
            token = tokens[position]
            if those is not None and token.start >= those.end():
                return None  # 四成企业价格倒挂
            joint = token.code == "v" and text[quantity.right] == "的"  # 欧盟复苏资金
            rate = token.code == "Q" and token.item.kind == "ratio"  # type: ignore[union-attr]
            if text[end : token.start].strip(OF_TERM) or not (rate or token.code in "MwSCPO" or joint):
                return None
            if position == index + 2 and self._nouns.is_size(reading, index, quantity):
                return None  # 300mm晶圆产量
            rule = metric_rule(token)
            fits = (
                rule is not None
                and not is_means(reading, position)
                and not (rule.metric == "tariff" and quantity.kind == "money")  # 对值3亿元的商品征收关税
                and (takes(rule, quantity, False) or (quantity.kind == "ratio" and rule.ratio))
            )
            if fits:
                if self._shapes["round-mark"].match(text, token.start) is not None:
                    return None  # 突破5000亿元的门槛
                if VALUED.match(codes, position + 1):
                    return None
                return self._phrases.at(reading, self._phrases.compound(reading, position, quantity), quantity)
            end = token.end
        return None

    def owed(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read what an amount that is paid is of, unless that is a deal: 支付3亿元赔偿金."""
        found = self.amount(reading, index, quantity)
        return None if found is None or found.rule is None or found.rule.id in DEALT else found

    def _counted(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read what a count counts, in English or in Chinese."""
        if quantity.kind == "bare" and quantity.decimals and not quantity.scale:
            return None  # 报149.7水平: what is counted is whole
        while reading.codes[index + 1 : index + 3] == "jQ":
            following = reading.tokens[index + 2].item
            alone = reading.tokens[index + 1].start == quantity.right  # but not 2个大项、6个分项
            if not alone or not isinstance(following, Quantity) or following.unit_text != quantity.unit_text:
                break
            index, quantity = index + 2, following  # 278间及249间企业
        if reading.english:
            return None
        return (
            self._counting.behind_size(reading, index)
            or seized(reading, index, quantity, self._shapes)
            or self._counting.noun(reading, index, quantity)
        )


def is_means(reading: Reading, position: int) -> bool:
    """Say whether cash is what something is paid with: 以现金3亿元收购, 以3亿元的现金收购, 3亿元现金对价."""
    rule = metric_rule(reading.tokens[position])
    if rule is None or rule.metric != "cash":
        return False
    starts = (reading.tokens[position].start, reading.tokens[reading.codes.rfind("Q", 0, position)].start)
    return (
        any(reading.text[start - 1] in PAID_WITH for start in starts)
        or reading.codes[position + 1 : position + 2] == "M"
    )
