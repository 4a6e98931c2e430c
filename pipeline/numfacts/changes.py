"""Which way a value moved, and what the change is measured against."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec

from numfacts.quantities import Quantity
from numfacts.reading import Reading
from numfacts.records import Change, ChangeBasis, Direction, Mention, Period
from numfacts.roles import Role
from numfacts.ruleset.kinds import BasisRule, ChangeRule
from numfacts.tokens import Term

if TYPE_CHECKING:
    from numfacts.carrying import Place
    from numfacts.claims import Claim
    from numfacts.periods import TimeExpression
    from numfacts.shapes import Shapes


def change_of(place: Place, role: Role) -> Change:
    """Give the change that a quantity of that role is, with the basis its word has, if any."""
    rule, near = change_rule(place.reading, role), place.near
    given = rule.direction if rule is not None else None
    if role.direction is None and near is not None and near.change is not None and near.quantity.value >= 0:
        given = near.change.direction
    return Change(rule.basis if rule is not None else None, direction_of(place.quantity, given))


def change_rule(reading: Reading, role: Role) -> ChangeRule | None:
    """Give the rule of the word that says the direction of a change."""
    item = reading.tokens[role.direction].item if role.direction is not None else None
    return item.rule if isinstance(item, Term) and isinstance(item.rule, ChangeRule) else None


def metric_of_change(reading: Reading, role: Role) -> Mention | None:
    """Give the metric that a word of change names itself: 加息."""
    rule = change_rule(reading, role)
    if role.direction is None or rule is None or rule.metric is None:
        return None
    return msgspec.structs.replace(reading.mention(role.direction), id=rule.metric)


def moved_rate(reading: Reading, index: int, metric: Mention | None) -> Mention | None:
    """Give the word for a rate of change as the metric, with the id of what changes: 跌幅收窄0.2个百分点."""
    position = reading.codes.rfind("N", 0, index)
    if position < 0:
        return metric
    return msgspec.structs.replace(reading.mention(position), id=metric.id if metric is not None else None)


def inherited(role: Role, place: Place) -> Role:
    """Give a listed quantity the role of the one before it, where both can be changes of the same thing."""
    near = place.near
    if near is None or near.change is None:
        return Role("level", role.rule, None)
    kinds = {near.quantity.kind, place.quantity.kind}
    english = place.reading.syntax is not None  # rose 64 cents, or 0.8 percent
    moved = (
        len(kinds) == 1
        or (english and place.quantity.kind == "ratio")
        or kinds <= {"ratio", "difference", "point", "times", "pip"}
    )
    return Role("change" if moved else "level", role.rule, None)


def direction_of(quantity: Quantity, given: Direction | None) -> Direction:
    """Give the direction of a change: a sign outweighs the word."""
    if quantity.value < 0 or quantity.signed == "-":
        return "down"
    return given or "up"


def find_basis(
    reading: Reading, index: int, metric: Mention | None, near: Claim | None, period: Period | None, shapes: Shapes
) -> ChangeBasis | None:
    """Give what the change at ``index`` is measured against: as said in its clause, else as is usual for the metric."""
    said = _said(reading, index)
    if said == "period":
        return _sequential(reading, index, period, shapes)
    if said is not None:
        return None if said == "none" else said  # type: ignore[return-value]
    metric_id = metric.id if metric is not None else None
    if near is not None and near.change is not None and near.metric == metric and near.change.basis is not None:
        return near.change.basis
    if metric_id in shapes.group("traded"):
        return _traded(reading, index, shapes)
    if metric_id in shapes.group("decided"):
        return "prior"
    if metric is None:
        return None
    if period is not None and 27 <= (period.end - period.start).days <= 366:
        return "yoy"
    if period is None and metric_id is not None:
        return "yoy"
    return None


def _said(reading: Reading, index: int) -> str | None:
    start, end = reading.clause_start(index), reading.clause_end(index)
    follow = index + 1
    while follow < end and reading.codes[follow] != "Q" and follow - index < 6:
        follow += 1
    for position in [*range(index - 1, start - 1, -1), *range(index + 1, follow)]:
        token = reading.tokens[position]
        if isinstance(token.item, Term) and isinstance(token.item.rule, BasisRule):
            return token.item.rule.basis
        if token.code == "B":
            expression = cast("TimeExpression", token.item)
            if expression.basis:
                return expression.basis
    if start and reading.codes[start - 1] == ",":  # 与去年同期相比，增长5%
        for position in range(start - 2, reading.clause_start(start - 1) - 1, -1):
            token = reading.tokens[position]
            if token.code == "Q":
                break
            if isinstance(token.item, Term) and isinstance(token.item.rule, BasisRule):
                return token.item.rule.basis
            if token.code == "B":
                return token.item.basis or None  # type: ignore[union-attr]
    return None


def _sequential(reading: Reading, index: int, period: Period | None, shapes: Shapes) -> ChangeBasis | None:
    """Give the basis of 环比 by the length of the period: a quarter or a month; a week has none."""
    if period is not None:
        days = (period.end - period.start).days
        return "qoq" if 80 <= days <= 100 else "mom" if 27 <= days <= 31 else None
    end = reading.tokens[index].end
    clause = reading.text[reading.tokens[reading.clause_start(index)].start : end]
    text = clause if shapes["month"].search(clause) else reading.text[reading.start : end]
    if shapes["weekly"].search(text):
        return None
    return "qoq" if shapes["quarterly"].search(text) else "mom"


def _traded(reading: Reading, index: int, shapes: Shapes) -> ChangeBasis | None:
    """Give the basis of a market move: the day, unless the sentence speaks of longer."""
    begin = reading.clause_start(index)
    for position in range(index - 1, -1, -1):
        token = reading.tokens[position]
        if token.code == "P" and token.item.kind not in ("streak", "clock"):  # type: ignore[union-attr]
            text = reading.text[token.start : token.end]
            if shapes["to-date"].search(text):
                return "ytd"
            if token.item.kind in ("window", "range") and position >= begin:  # type: ignore[union-attr]
                return None
            if shapes["longer-than-a-day"].search(text) and not shapes["day"].search(text):
                return None
    return "day"
