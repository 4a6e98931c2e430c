"""A metric as linking finds it: the mention, and the rule that knows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.programs import later
from numfacts.records import Mention
from numfacts.ruleset.kinds import MetricRule, PlaceRule
from numfacts.vocabulary.tokens import Term, Token

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.vocabulary.shapes import Shapes

NOBODY = Mention("", None, None)  # whom a text leaves unnamed, so that no other reading is tried
MOVES = frozenset(["ratio", "difference", "times"])  # kinds in which a move of anything can come
MARKET_KINDS = frozenset(["point", "pip", "rate"])  # kinds that a market gives, whatever their metric
# Powers of ten from 万 on with which money is written without its unit; a million or a billion are also of things.
MONEY_SCALES = frozenset([4, 5, 7, 8, 10, 11, 12])
COUNTS = frozenset(["count", "person", "bare"])
AGED = "years old"  # the unit of an age that is told without one
AGE = "units/age"  # opens the rules of units of nothing but ages, which only tell who is meant
CAPITAL = "capital"  # rule of all the shares of a company, which a holding is a part of
DEALINGS = "dealings"  # rule of the verbs of who buys or sells shares
DISPERSION = "dispersion"  # rule of how far a day's highest and lowest are apart
HOLDING = "holding"
BASIS_POINT = "basis_point"  # unit of what is a ratio itself
# Of goods, where the price is for something else than a share, and what money is paid by rather than for.
PRICES = frozenset(["share_price", "deal_value", "ppi", None])
HOMES = frozenset(["ping"])  # units by which only homes are priced, which are no goods
TIMES = frozenset(["year", "quarter", "month", "wk", "day", "d", "hour", "h", "min", "s"])
VISITS = "人次"  # unit of how often people come
AMONG = "其中"  # before the parts of what was told
BONDS = "bonds"  # rule of what is lent, and dealt in like shares
TRANSFERS = "transfers"  # of the verbs of who sells what someone holds
VALUED = later("[LXBVTtNekP]*Q")  # a metric before these has a value of its own
GOVERNING = frozenset([DEALINGS, HOLDING])  # rules of verbs whose object is shares


class Link:
    """A metric found for a quantity: the mention, the rule that knows it, and where its tokens begin.

    ``event`` says that a verb was read as the metric: what happened, which later changes are not changes of.
    """

    __slots__ = ("event", "mention", "position", "rule", "source")

    def __init__(
        self,
        mention: Mention,
        rule: MetricRule | None,
        source: str | None,
        position: int | None,
        *,
        event: bool = False,
    ) -> None:
        self.mention = mention
        self.rule = rule
        self.source = source
        self.position = position
        self.event = event

    def within(self, reading: Reading) -> Link:
        """Give the link without the place of its tokens where those are of another sentence."""
        start = self.mention.start
        if self.position is None or start is None or reading.start <= start < reading.end:
            return self
        return Link(self.mention, self.rule, self.source, None, event=self.event)

    def shared(self) -> Link:
        """Give the link for a level in percent of a metric that has none of its own: 净利润为12%."""
        rule, found = self.rule, self.mention
        if rule is None or rule.ratio is None or "ratio" in rule.takes:
            return self
        return Link(Mention(found.text, found.start, found.end, rule.ratio), rule, self.source, self.position)


NOTHING = Link(Mention(None, None, None), None, None, None)  # what a reading gives that knows that nothing is named


def metric_rule(token: Token) -> MetricRule | None:
    """Give the metric rule of a token, or null."""
    rule = token.item.rule if isinstance(token.item, Term) else None
    return rule if isinstance(rule, MetricRule) else None


def is_market(token: Token) -> bool:
    """Say whether a place is a market, such as 港股, which stands for its index."""
    item = token.item
    return isinstance(item, Term) and isinstance(item.rule, PlaceRule) and item.rule.id == "markets"


def source_of(token: Token) -> str | None:
    """Give the citation of the rule behind a token, or null."""
    return token.item.source if isinstance(token.item, Term) else None


def named(reading: Reading, index: int, *, event: bool = False) -> Link:
    """Read the token at ``index``, which no rule knows as a metric, as one."""
    return Link(reading.mention(index), None, None, index, event=event)


def takes(rule: MetricRule, quantity: Quantity, change: bool) -> bool:
    """Say whether values of a metric come in the quantity's unit; a change of it also comes as a share."""
    kind = quantity.kind
    if kind == "money" and quantity.per:
        return "price" in rule.takes or "money" in rule.takes
    if kind == "bare" and quantity.scale in MONEY_SCALES and "money" in rule.takes:
        return True  # 票房突破45亿
    if quantity.code == BASIS_POINT:
        return "ratio" in rule.takes or "rate" in rule.takes
    if kind == "difference":
        return change or "ratio" in rule.takes
    if kind in rule.takes:
        return True
    if kind == "pip" and rule.metric in ("interest_rate", "yield"):
        return True  # 将关键利率下调25点子
    if kind == "pip" or (kind == "point" and "rate" in rule.takes):
        return "rate" in rule.takes
    return change and kind in MOVES


def is_age(quantity: Quantity) -> bool:
    """Say whether a quantity comes in a unit of nothing but ages: 33岁, 33-year-old, 3 months old."""
    return quantity.unit_text == AGED or any(rule.startswith(AGE) for rule in quantity.rules)


def prices_goods(metric: Mention, quantity: Quantity, text: str, shapes: Shapes) -> bool:
    """Say whether a quantity of a text is what so much of some goods costs: 价格为14万元/吨, not 手续费为45元/手."""
    paid = metric.text is not None and shapes["paid-for-each"].search(metric.text) is not None
    return metric.id in PRICES and not paid and is_price_of_goods(quantity, text, shapes)


def is_price_of_goods(quantity: Quantity, text: str, shapes: Shapes) -> bool:
    """Say whether a quantity of a text is an amount for so much of something counted or weighed: 14万元/吨."""
    if quantity.kind != "money" or quantity.per in (None, "", "share") or quantity.per in TIMES | HOMES:
        return False
    return shapes["paper-units"].search(text, quantity.left, quantity.right) is None


def to_mark(shape: str, text: str, begin: int, end: int, shapes: Shapes) -> re.Match[str] | None:
    """Find a shape that leads to a number, past the words that call it a mark: 比特币跌破重要关口3万美元."""
    mark = shapes["mark-before"].search(text, begin, end)
    return shapes[shape].search(text, begin, mark.start() if mark is not None else end)
