"""The rules that give metrics other ids, in the order in which they are tried."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS, PRICES
from numfacts.linking.metrics.refining import bonds, deals, goods, profits, shares
from numfacts.linking.metrics.refining.profits import PROFITS
from numfacts.linking.metrics.refining.rule import Refining, Rule, with_id
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.vocabulary.shapes import Shapes

MONEY, RATIO, SHARE = ("money",), ("ratio",), ("share",)  # kinds of quantities
SALES = ("revenue", "sales_volume")
UNNAMED = Mention(None, None, None, None)

# Each rule sees the id that those before it gave.
RULES = (
    Rule(goods.households),
    Rule(goods.quoted_goods, (None, "share_price"), MONEY),
    Rule(goods.seized_goods, ("market_cap",)),
    Rule(shares.ratio_to_total, ("stake",)),
    Rule(shares.part_held, None, RATIO),
    Rule(shares.part_sold, ("pledged_share",), RATIO),
    Rule(deals.spent_funds, ("funding_amount",)),
    Rule(deals.spent_on_deal, ("investment", None)),
    Rule(deals.paid_for_whole, ("share_price",)),
    Rule(shares.part_of_fund, ("market_share",)),
    Rule(shares.order_price, ("order_value",)),
    Rule(bonds.part_of_debt, ("funding_amount",)),
    Rule(goods.homes_sold, (None,), ("count",)),
    Rule(goods.sales_in_money, ("sales_volume",), MONEY),
    Rule(goods.sales_that_grow, ("sales_volume",), ("ratio", "times")),
    Rule(goods.made_or_sold),
    Rule(profits.before_charges, (*PROFITS, "operating_profit")),
    Rule(profits.attributed, ("net_profit",), MONEY),
    Rule(shares.dealt_in, ("stake",), SHARE),
    Rule(shares.granted, (None,), SHARE),
    Rule(profits.profit_of_share, PROFITS, MONEY),
    Rule(profits.profit_in_millions, ("eps",)),
    Rule(profits.dividend_in_millions, ("dividend_per_share",)),
    Rule(deals.market_turnover, ("revenue",)),
    Rule(deals.ordered_worth, ("orders",), ("money", "ratio")),
    Rule(shares.sold, ("sales_volume",), SHARE),
    Rule(deals.traded_worth, None, MONEY),
    Rule(deals.bought_for, (None,), MONEY),
    Rule(deals.market_trades, ("deal_value",)),
    Rule(bonds.held_bonds, ("funding_amount",), MONEY),
    Rule(profits.earned_by_holders, PROFITS, MONEY),
    Rule(profits.effect_on_profit, PROFITS, MONEY),
    Rule(profits.lost_to_fraud, ("net_loss",), MONEY),
    Rule(shares.number_dealt, ("deal_value",), SHARE),
    Rule(deals.volume_in_money, ("trading_volume",), MONEY),
    Rule(deals.turnover_in_shares, ("turnover",), ("share", "physical")),
    Rule(shares.price_before_name, (None, "share_count"), MONEY),
    Rule(goods.retail_again, SALES, RATIO),
    Rule(shares.count_in_money, ("share_count",), MONEY),
    Rule(deals.paid_at, (None,), MONEY),
    Rule(deals.costs),
    Rule(shares.price_of_share, (None,)),
    Rule(shares.takeover_bid, ("share_price", "deal_value"), MONEY),
    Rule(goods.part_of_consumer_prices, ("commodity_price",), RATIO),
    Rule(goods.english_goods_sold, ("revenue",), RATIO),
    Rule(goods.sales_in_numbers, ("revenue",), COUNTS),
    Rule(goods.price_of_goods, PRICES, MONEY),
    Rule(goods.price_again, ("share_price",)),
)


def refined(place: Place, metric: Mention | None, shapes: Shapes) -> Mention | None:
    """Give a metric the id that the quantity or the claim before it tells: of a ratio to the total, of a price."""
    kind = place.quantity.kind
    if kind == "rank":
        return with_id(metric or UNNAMED, "rank")
    metric = bonds.bond_behind(place, metric, shapes)
    if shares.is_offered_at(place, metric, shapes):
        return Mention(None, None, None, "offer_price")
    if metric is None:
        return goods.unnamed_price(place, shapes)
    return _ruled(place, metric, shapes, 0)


def _ruled(place: Place, metric: Mention, shapes: Shapes, first: int) -> Mention | None:
    """Give a metric the id that the rules from the ``first`` on tell."""
    for number, refine in _rules(place.quantity.kind, metric.id, first):
        found = refine(place, metric, shapes)
        if found is not metric:
            place.deciders["refined"] = refine
            return None if found is None else _ruled(place, found, shapes, number + 1)
    return metric


@cache
def _rules(kind: str, metric_id: str | None, first: int) -> tuple[tuple[int, Refining], ...]:
    """Give the rules from the ``first`` on, with their numbers, that are about metrics of an id by such quantities."""
    rules = enumerate(RULES[first:], first)
    return tuple((number, rule.refine) for number, rule in rules if rule.concerns(kind, metric_id))
