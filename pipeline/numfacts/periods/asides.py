"""Which times a text names only beside what it tells of: when something began, was highest, or is due."""

from __future__ import annotations

from numfacts.periods.expressions import LEVELS, TimeExpression
from numfacts.programs import later

_OTHER = frozenset(("than", "from", "beside", "since", "back"))  # roles of periods beside the one the text speaks of
_RECORD = later("(?:以来)?(?:的|新)?[最高低]")
_REACH = 24  # characters before a time that tell what it is of
_FIGURED = later("[^，,。;\n]{0,24}[0-9]")  # a figure in the clause of a year, which is the one told of


def is_aside(expression: TimeExpression) -> bool:
    """Say whether it is only a yardstick of what the text speaks of: 较2019年, 2019年同期."""
    like = any(atom.rule.op == "same" for atom in expression.atoms)
    return (
        like
        or expression.text.endswith("从", 0, expression.start)  # 从2014年底起
        or is_of_beginning(expression)
        or is_base(expression)
        or expression.tail == "record"
        or expression.role in _OTHER
    )


def is_founding(expression: TimeExpression) -> bool:
    """Say whether it is only when someone was born or something founded: 成立于2012年2月13日."""
    return expression.led_by("founded-then", _REACH) is not None


def is_of_beginning(expression: TimeExpression) -> bool:
    """Say whether it is only when something began to be that is told of: 1993年成立以来的最高水平."""
    return expression.followed_by("began-then") is not None


def is_record(expression: TimeExpression) -> bool:
    """Say whether a time is that since which something is the highest or the lowest: 创2016年以来新高."""
    return expression.role == "since" and _RECORD.match(expression.text, expression.core) is not None


def is_base(expression: TimeExpression) -> bool:
    """Say whether it is only what an average is reckoned from: 以2019年同期数为基数."""
    return expression.followed_by("base-then") is not None


def is_of_event(expression: TimeExpression) -> bool:
    """Say whether it is only when something began, was done or will be, of which no figure is told: 成立于2015年."""
    return expression.text.endswith("于", 0, expression.start) and not _FIGURED.match(expression.text, expression.end)


def is_deadline(expression: TimeExpression) -> bool:
    """Say whether it is only when something is to end: 延期至2020年11月27日, 2025年到期的债券."""
    finest = min(atom.rule.low or LEVELS["year"] for atom in expression.atoms)
    if finest > LEVELS["day"] and expression.followed_by("falls-due"):
        return True
    return expression.role != "until" and (
        expression.text.endswith("至", 0, expression.start) or expression.led_by("due-years", _REACH) is not None
    )


def is_due(expression: TimeExpression) -> bool:
    """Say whether it is only by when something is to be so or done, which may be years ahead: 预计2031年12月投产."""
    if expression.text.endswith(("到", "至"), 0, expression.start):
        return True
    finest = min(atom.rule.low or LEVELS["year"] for atom in expression.atoms)
    return finest < LEVELS["quarter"] or expression.followed_by("due-then") is not None


def has_figure(expression: TimeExpression) -> bool:
    """Say whether its clause tells a figure of it."""
    return _FIGURED.match(expression.text, expression.end) is not None


def is_left(expression: TimeExpression) -> bool:
    """Say whether a day is only what something came from: 自上日急跌后回稳."""
    return expression.role == "since" and expression.kind == "anaphor"


def is_within(expression: TimeExpression) -> bool:
    """Say whether a time is only within the year spoken of: 年内."""
    return expression.atoms[0].rule.op == "todate" and expression.text[expression.start : expression.end] == "年内"
