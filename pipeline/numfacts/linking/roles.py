"""What a quantity is in its sentence: a level or a change, and which change of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.changes import (
    adds_to,
    change_of,
    each_time,
    earlier_growth,
    inherited,
    is_price_move,
    moved_rate,
    told_rate,
)
from numfacts.linking.english.often import settle_often
from numfacts.linking.english.roles import comparative, cuts, english_role, extended, settle_age, side_behind
from numfacts.numbers.each import GOODS_CODES
from numfacts.records import Change, Mention
from numfacts.vocabulary.roles import Role

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.vocabulary.roles import RoleRules
    from numfacts.vocabulary.shapes import Shapes

PLANNED_FROM = ("拟由", "拟从")  # words of a plan that hold the one for where a change starts: 拟由5元加至6元
FROM = "claims/from"  # the rule of a level that a change starts from
MOVED_ITSELF = ("/noun-changed", "/noun-revised")  # rules by which a rate of change moved itself
MOVES = frozenset(["ratio", "point", "difference", "times", "money"])  # kinds in which the price of anything moves


def role_of(place: Place, rules: RoleRules, shapes: Shapes) -> tuple[Role, bool]:
    """Give what a quantity is, a level or a change, and whether it is that as the one before it is."""
    reading, quantity = place.reading, place.quantity
    settle_age(reading, quantity, shapes)
    settle_often(reading, place.index, quantity)
    role = rules.decide(reading.codes, place.index, quantity.kind, bool(quantity.signed))
    role = english_role(place, role, shapes)
    if role.role == "level" and not reading.english and reading.text.endswith(PLANNED_FROM, 0, quantity.left):
        return Role("level", FROM, None), False
    if _is_likelihood(place, shapes):
        return Role("level", role.rule, None), False
    if role.rule.endswith("/newly-added") and _is_yearly(place, shapes):
        return Role("level", role.rule, None), False
    if (moves := each_time(place, shapes)) is not None:
        return Role("change", role.rule, moves), True
    if role.role == "same":
        return inherited(role, place, shapes), True
    return role, False


def _is_likelihood(place: Place, shapes: Shapes) -> bool:
    """Say whether a share only tells how likely it is that something moves: 有70%的概率下跌, 减息概率约45%."""
    text, quantity = place.reading.text, place.quantity
    if quantity.kind != "ratio":
        return False
    likely = shapes["likelihood"].match(text, quantity.right)
    if likely is not None and place.reading.codes[place.index - 1] != "V":
        return True
    return shapes["likelihood-before"].search(text, place.reading.start, quantity.left) is not None


def _is_yearly(place: Place, shapes: Shapes) -> bool:
    """Say whether a number of things is only told of each year: 年均新增门店50家."""
    position = place.reading.codes.rfind("B", 0, place.index)
    return position >= 0 and place.reading.mention(position).text in shapes.words("for-each-year")


def change_told(place: Place, role: Role, change: bool, newly: bool, shapes: Shapes) -> Change | None:
    """Give the change that a quantity is, as far as its words tell; ``newly`` says that it is of new cases."""
    reading, quantity = place.reading, place.quantity
    moved = change_of(place, role) if change else None
    if moved is not None and (direction := comparative(reading, quantity, shapes)) is not None:
        moved = Change(moved.basis, direction)
    if moved is not None:
        told = role.direction is not None  # widened its decline to 5 percent
        side = extended(reading, quantity, shapes) if told else side_behind(reading, place.index, quantity, shapes)
        moved = Change(moved.basis, side or moved.direction)
    if moved is not None and (earlier := earlier_growth(place)) is not None:
        moved = earlier
    if moved is not None and newly:
        return Change("day", moved.direction)  # new cases are counted by the day
    if moved is None and (direction := adds_to(place, shapes)) is not None:
        return Change(None, direction)
    if moved is None and cuts(reading, quantity, shapes):
        return Change(None, "down")
    return moved


def rate_told(place: Place, role: Role, metric: Mention | None) -> Mention | None:
    """Give the rate as the metric that moved itself, or lies apart from another: 跌幅收窄0.2个百分点."""
    if role.rule.endswith(MOVED_ITSELF):
        return moved_rate(place.reading, place.index, metric)
    return told_rate(place, metric)


def changed_metric(place: Place, role: Role, metric: Mention | None, shapes: Shapes) -> Mention | None:
    """Give the metric of a change: the rate that moved itself, or what its word names, or a price."""
    metric = rate_told(place, role, metric)
    if metric is None and place.quantity.kind in MOVES and is_price_move(place, role, shapes):
        for_goods = place.quantity.per in GOODS_CODES  # 汽油每升下调0.2元
        metric = Mention(None, None, None, "commodity_price" if for_goods else "price_change")
    return metric
