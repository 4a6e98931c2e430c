"""The rules that give metrics other ids, in the order in which they are tried."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS, PRICES
from numfacts.linking.metrics.refining import deals, goods, profits, securities
from numfacts.linking.metrics.refining.profits import PROFITS
from numfacts.linking.metrics.refining.rule import Refining, Rule, with_id
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.links import Link
    from numfacts.vocabulary.shapes import Shapes

MONEY, RATIO, SHARE = ("money",), ("ratio",), ("share",)  # kinds of quantities
UNNAMED = Mention(None, None, None, None)
TELLING = frozenset(["commodity_price", "net_profit_attributable"])  # of goods, not of a deal; whose profit it is

# Each rule sees the id that those before it gave.
RULES = (
    Rule(securities.issued, (None,), MONEY),
    Rule(goods.quoted_goods, (None, "share_price"), MONEY),
    Rule(goods.seized_goods, ("market_cap",)),
    Rule(securities.ratio_to_total, ("stake",)),
    Rule(securities.part_held, None, RATIO),
    Rule(securities.part_sold, ("pledged_share",), RATIO),
    Rule(deals.spent_funds, ("funding_amount",)),
    Rule(deals.spent_on_deal, ("investment", None)),
    Rule(deals.paid_for_whole, ("share_price",)),
    Rule(securities.part_of_debt, ("funding_amount",)),
    Rule(goods.homes_sold, (None,), ("count",)),
    Rule(goods.sales_in_money, ("sales_volume",), MONEY),
    Rule(goods.sales_that_grow, ("sales_volume",), ("ratio", "times")),
    Rule(goods.made_or_sold),
    Rule(profits.before_charges, (*PROFITS, "operating_profit")),
    Rule(profits.attributed, ("net_profit",), MONEY),
    Rule(securities.dealt_in, ("stake",), SHARE),
    Rule(profits.cash_paid_out, ("cash",), MONEY),
    Rule(profits.profit_of_share, PROFITS, MONEY),
    Rule(profits.profit_in_millions, ("eps",)),
    Rule(profits.dividend_in_millions, ("dividend_per_share",)),
    Rule(deals.market_turnover, ("revenue",)),
    Rule(deals.ordered_worth, ("orders",), ("money", "ratio")),
    Rule(securities.granted, (None,), SHARE),
    Rule(securities.disposed, ("share_count",), SHARE),
    Rule(securities.sold, ("sales_volume",), SHARE),
    Rule(deals.traded_worth, None, MONEY),
    Rule(securities.held_bonds, ("funding_amount",), MONEY),
    Rule(profits.earned_by_holders, PROFITS, MONEY),
    Rule(profits.effect_on_profit, PROFITS, MONEY),
    Rule(profits.lost_to_fraud, ("net_loss",), MONEY),
    Rule(deals.volume_in_money, ("trading_volume",), MONEY),
    Rule(deals.turnover_moved, ("trading_volume",), RATIO),
    Rule(deals.turnover_in_shares, ("turnover",), ("share", "physical")),
    Rule(securities.price_before_name, (None, "share_count"), MONEY),
    Rule(securities.count_in_money, ("share_count",), MONEY),
    Rule(deals.paid_at, (None,), MONEY),
    Rule(deals.costs),
    Rule(securities.price_of_share, ("order_value", None)),
    Rule(securities.quoted_share, (None,), MONEY),
    Rule(securities.takeover_bid, ("share_price", "deal_value", "cash"), MONEY),
    Rule(goods.part_of_consumer_prices, ("commodity_price",), RATIO),
    Rule(goods.english_goods_sold, ("revenue",), RATIO),
    Rule(goods.retail_sales_again, ("revenue",), ("ratio", "money")),
    Rule(goods.sales_in_numbers, ("revenue",), COUNTS),
    Rule(goods.price_of_goods, PRICES, MONEY),
    Rule(goods.price_again, ("share_price",)),
)


def refined(place: Place, metric: Mention | None, shapes: Shapes) -> Mention | None:
    """Give a metric the id that the quantity or the claim before it tells: of a ratio to the total, of a price."""
    kind = place.quantity.kind
    if kind == "rank":
        return with_id(metric or UNNAMED, "rank")
    if metric is None:
        return goods.unnamed_price(place, shapes)
    return _ruled(place, metric, shapes, 0)


def _ruled(place: Place, metric: Mention, shapes: Shapes, first: int) -> Mention:
    """Give a metric the id that the rules from the ``first`` on tell."""
    for number, refine in _rules(place.quantity.kind, metric.id, first):
        found = refine(place, metric, shapes)
        if found is not metric:
            place.deciders["refined"] = refine
            return _ruled(place, found, shapes, number + 1)
    return metric


@cache
def _rules(kind: str, metric_id: str | None, first: int) -> tuple[tuple[int, Refining], ...]:
    """Give the rules from the ``first`` on, with their numbers, that are about metrics of an id by such quantities."""
    rules = enumerate(RULES[first:], first)
    return tuple((number, rule.refine) for number, rule in rules if rule.concerns(kind, metric_id))


def carried_id(place: Place, link: Link, metric: Mention, change: bool) -> Mention:
    """Give a metric that was carried the id that the value before it told: 合约收于6美元/蒲式耳，上涨5美分."""
    before = place.previous.metric if place.previous is not None else None
    rule = link.rule
    if change and place.quantity.kind == "ratio" and rule is not None and metric.id == rule.ratio is not None:
        return with_id(metric, rule.metric)  # 收入贡献为30%，按年增长8%
    told = metric.id is None or (before is not None and before.id in TELLING)
    if told and before is not None and (before.start, before.end) == (metric.start, metric.end):
        return before
    return metric
