"""Which index, board or tax a figure is of, where its metric is called by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import metric_rule
from numfacts.linking.subjects.question import Whose
from numfacts.linking.subjects.whole_names import whole_name
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.subjects.by_metric.measured import Measured

RANGE = "波幅"  # how far the highest and lowest of a day are apart
PRICED = frozenset(["exchange_rate", "commodity_price"])  # metrics that are called by what they are the price of
FLOWS = frozenset(["turnover", "capital_flow"])  # metrics that may begin with the board or the money they are of


def unknown_index(measured: Measured) -> Whose | None:
    """Give an index that no rule knows: 港股重上23000点."""
    mention = measured.link.mention
    return Whose(mention, firm=True) if measured.link.rule is None and mention.id == "index_level" else None


def index(measured: Measured) -> Whose | None:
    """Give an index by its name, or the place whose index it is: 甲国制造业PMI."""
    rule, asked, near = measured.link.rule, measured.asked, measured.near
    if rule is None or not rule.index:
        return None
    since = (near.mention.start or 0) if near is not None else 0
    if near is not None and measured.reading.start <= measured.start < since < asked.quantity.start:
        return near  # 甲股指下跌，乙指数跌1%报8000点: of whom is named since
    place = None
    named = whole_name(measured.reading, measured.link.mention, measured.known.shapes)
    again = near is not None and near.mention.text == named.text
    if rule.head and asked.quantity.kind != "point" and not again:  # one of points has a name of its own
        place = next((name.mention for name in measured.names if name.kind == "place"), None)
        place = place or measured.known.securities.index(asked) or measured.known.places.placed(asked)
    return Whose(place or named, firm=True)


def swung(measured: Measured) -> Whose | None:
    """Give the index or the price named last in the sentence whose range is told, where the clause names nobody."""
    position = measured.link.position
    if position is None or not measured.text.endswith(RANGE) or any(name.firm for name in measured.names_before):
        return None
    for before in range(position - 1, -1, -1):
        moved = metric_rule(measured.reading.tokens[before])
        if moved is not None and (moved.index or moved.metric in PRICED):
            return Whose(measured.reading.mention(before), firm=True)  # 美元指数从低位回升，波幅达1%
    return None


def board(measured: Measured) -> Whose | None:
    """Give the board or the money that a flow begins with, where nobody is named: 主板成交额."""
    if measured.link.mention.id not in FLOWS:
        return None
    found = measured.known.shapes["board"].search(measured.text)
    if found is None:
        return None
    start = measured.start + found.start()
    return Whose(Mention(found[0], start, start + len(found[0])), firm=True)


def tax(measured: Measured) -> Whose | None:
    """Give a tax that has a name, where nobody is named whose it is: 离境税由120元加至200元."""
    asked = measured.asked
    if measured.link.mention.id != "tax" or not measured.holds("named-tax"):
        return None
    taxed = measured.known.focus.of_company or any(name.firm or asked.owns(name) for name in measured.names)
    alone = measured.near is None and asked.limit < asked.index and not taxed
    return Whose(measured.link.mention, firm=False) if alone else None


def levied(measured: Measured) -> Whose | None:
    """Give the place that levies what is told."""
    return measured.known.places.levied(measured.asked) if measured.is_of("levied") else None
