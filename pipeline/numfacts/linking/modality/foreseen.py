"""Figures that words beside them call expected, aimed at, demanded or possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.changes import change_rule
from numfacts.linking.links import COUNTS, metric_rule
from numfacts.linking.modality.supposing import is_booked, is_conditional, is_rate_awaited, is_supposed
from numfacts.linking.reading import is_expected
from numfacts.ruleset.kinds import ChangeRule
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.modality.figure import Figure
    from numfacts.records import Modality

VALUE_REACH = 6  # characters before a quantity in which it may be called an expected value
DOING = frozenset("wSPQj")  # codes between so many of something and what they are to do
REVISED = frozenset(["gdp", "cpi", "eps", "net_profit"])  # what houses foretell of others
RAISED = frozenset(["proceeds", "funding_amount"])  # money of which a limit is told only beforehand


def aimed_at(figure: Figure) -> Modality | None:
    """Take what is called an aim behind it as a forecast, but not 论证4个节点的建设方案."""
    aimed = figure.shapes["aimed-at"].match(figure.text, figure.end)
    if aimed is None:
        return None
    if (
        "的" not in aimed[0]
        and figure.shapes["target-met"].search(figure.text, figure.clause, figure.start) is not None
    ):
        return None  # 完成1200万人新增就业目标
    things = figure.quantity.kind == "count" and figure.shapes["plan-of"].match(aimed[0]) is not None
    return None if things else "forecast"


def granted(figure: Figure) -> Modality | None:
    """Take a limit that has been granted as a forecast: 获批合共100亿元债券发行计划, 批准增加6万亿元债务限额."""
    if figure.quantity.kind != "money" or not figure.is_followed_by("limit-granted"):
        return None
    begin = max(figure.clause, figure.start - VALUE_REACH - VALUE_REACH)
    return "forecast" if figure.shapes["grants"].search(figure.text, begin, figure.start) is not None else None


def metric_foreseen(figure: Figure) -> Modality | None:
    """Take a metric that is one of forecasts as such: 目标价25元."""
    return "forecast" if _has_metric_foreseen(figure) else None


def expected_value(figure: Figure) -> Modality | None:
    """Take what is called an expected value, or a chance other than how often something has been, as a forecast.

    A chance may stand behind it, too: 有70%的概率下跌.
    """
    if figure.quantity.kind == "ratio" and figure.is_followed_by("likelihood"):
        return "forecast"
    begin = max(figure.start - VALUE_REACH, figure.reading.start)
    named = "expected-value" if figure.has("often-so") else "expected-value|chance"
    return "forecast" if figure.shapes[named].search(figure.text, begin, figure.start) is not None else None


def expected_figure(figure: Figure) -> Modality | None:
    """Take what was expected of the figure spoken of as a forecast: 低过市场预期的0.3%."""
    return "forecast" if is_expected(figure.reading, figure.index, figure.shapes) else None


def revised(figure: Figure) -> Modality | None:
    """Take what a house raises or cuts of the growth or profits of others as a forecast: 某银行调高经济增长率至5%."""
    reading, shapes = figure.reading, figure.shapes
    if figure.metric_id not in REVISED:
        return None
    revises = shapes["revises-outlook"].search(reading.text, reading.start, reading.end)
    if revises is None or revises.start() > figure.start:
        return None
    opens = reading.start, revises.start()
    house = reading.codes.startswith("C") or shapes["assessor"].search(reading.text, *opens) is not None
    return "forecast" if house and shapes["authority"].search(reading.text, *opens) is None else None


def supposed(figure: Figure) -> Modality | None:
    """Take what a rule demands or allows, or the clause only supposes, as a forecast."""
    return "forecast" if is_supposed(figure.place, figure.shapes) else None


def expected(figure: Figure) -> Modality | None:
    """Take as a forecast what lies ahead or is yet to be decided, by its time, its metric or its word of change."""
    return "forecast" if any(says(figure) for says in EXPECTING) else None


def counted_foreseen(figure: Figure) -> Modality | None:
    """Take so many companies that are to have results as a forecast: 1163家公司预计盈利."""
    counted = figure.quantity.kind == "count" and figure.is_followed_by("counted-foreseen")
    return "forecast" if counted else None


def to_act(figure: Figure) -> Modality | None:
    """Take so many of something that are to do what is told as a forecast: 1009名议员下午将再次投票, 5间工厂会搬走."""
    reading, quantity = figure.reading, figure.quantity
    following = reading.codes.find("X", figure.index + 1, reading.clause_end(figure.index))
    if following <= figure.index + 1 or quantity.kind not in COUNTS | {"share", "ratio"}:
        return None
    will, acts = reading.tokens[following].start, reading.codes[following + 1 : following + 2] in ("v", "V")
    does = acts and quantity.kind in COUNTS and figure.shapes["will-do"].match(figure.text, will) is not None
    if figure.text[will] != "将" and not does:
        return None  # 四成受访者会留港
    between = reading.codes[figure.index + 1 : following]
    between = between.removeprefix("M") if quantity.kind in COUNTS else between  # 员工
    return "forecast" if DOING.issuperset(between) else None


def _is_ahead(figure: Figure) -> bool:
    """Say whether the period is yet to come, and the figure none of what is booked for it."""
    return figure.told.ahead and not is_booked(figure.place, figure.shapes)


def _is_conditional(figure: Figure) -> bool:
    """Say whether the clause opens with what makes it a supposition: 若降至3%."""
    return is_conditional(figure.place, figure.shapes)


def _is_rate_awaited(figure: Figure) -> bool:
    """Say whether a rate is moved only in what markets reckon with: 掉期市场定价3月加息5个基点."""
    return figure.link is not None and is_rate_awaited(figure.place, figure.link.mention, figure.shapes)


def _is_to_be_levied(figure: Figure) -> bool:
    """Say whether what is levied is said to be so only yet."""
    return figure.metric_id in figure.shapes.group("levied") and figure.has("to-be-levied")


def _has_metric_foreseen(figure: Figure) -> bool:
    """Say whether the metric is one of forecasts, or an index that a house has an aim for: 恒指目标价25500点."""
    rule = figure.link.rule if figure.link is not None else None
    if rule is None or rule.forecast or not rule.index:
        return rule is not None and rule.forecast
    between = map(metric_rule, figure.reading.tokens[figure.begin : figure.index])
    return any(named is not None and named.metric == "target_price" for named in between)


def _is_moved_by_forecast(figure: Figure) -> bool:
    """Say whether the word of change is one of forecasts."""
    rule = change_rule(figure.reading, figure.role)
    return rule is not None and rule.forecast


def _is_looked_to(figure: Figure) -> bool:
    """Say whether a quantity is the level that a word of expectation leads to: 上看60亿元."""
    item = figure.reading.tokens[figure.index - 1].item if figure.index else None
    rule = item.rule if isinstance(item, Term) else None
    return isinstance(rule, ChangeRule) and rule.forecast and rule.role == "to"


def _is_offered_at_range(figure: Figure) -> bool:
    """Say whether a price of an offer is a range, and yet to be set."""
    quantity = figure.quantity
    bounded = quantity.high is not None or quantity.comparator == "<="
    return figure.metric_id == "offer_price" and bounded and not figure.changes


def _is_raised_up_to(figure: Figure) -> bool:
    """Say whether money that is raised has a limit: 集资最多5亿元."""
    return figure.metric_id in RAISED and figure.quantity.comparator == "<="


def _is_limit_before(figure: Figure) -> bool:
    """Say whether a limit of what is to be bought back or sold is the one before: 回购金额下限由5000万元增至1亿元."""
    return figure.shapes["limit-before"].search(figure.text, figure.clause, figure.quantity.left) is not None


EXPECTING = (
    _is_ahead,
    _has_metric_foreseen,
    _is_moved_by_forecast,
    _is_looked_to,
    _is_offered_at_range,
    _is_raised_up_to,
    _is_to_be_levied,
    _is_rate_awaited,
    _is_conditional,
    _is_limit_before,
)
