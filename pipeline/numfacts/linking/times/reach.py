"""Which quantities of its sentence a time is for: all, those of its clause, or a single one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from numfacts.in_order import first_found
from numfacts.linking.english.times import is_attribute, is_said
from numfacts.linking.rule_tables import Rule, of_language
from numfacts.linking.times.announcing import announces
from numfacts.linking.times.passing import counted_ago, of_close_compared
from numfacts.periods.asides import is_left

if TYPE_CHECKING:
    from typing import TypeAlias

    from numfacts.linking.times.named import Named
    from numfacts.periods import TimeExpression
    from numfacts.vocabulary.shapes import Shapes

    Pointing: TypeAlias = Callable[[Named], int | None]

BEATEN = 8  # characters before a time in which it may be said that a record is beaten
CONCERNED = 4  # characters before a time in which it may be said that something concerns it


def leads_to(named: Named) -> int | None:
    """Give the quantity that an English time compared with leads to, whose time it is: than the August reading of 3."""
    following = named.following
    if following < 0 or not (named.expression.comparison or of_close_compared(named)):
        return None
    start, shape = named.reading.tokens[following].start, named.shapes["yardstick-of"]
    return following if shape.fullmatch(named.reading.text, named.end, start) else None


def only_for(named: Named) -> int | None:
    """Give the index of the only quantity that a time can be for; null where it can be for more."""
    return first_found(ENGLISH if named.reading.english else CHINESE, named)


def compared_with(named: Named) -> int | None:
    """Point to the figure that something is compared with: 与2021年的612家比较."""
    if not named.follows("beside", 1) or not named.is_followed_by("compares"):
        return None
    return named.following_in_clause


def beside(named: Named) -> int | None:
    """Point to the figure of a time beside that of the sentence: 低过1月的2.2%."""
    apart = named.expression.role == "beside" or is_left(named.expression)
    return named.following_in_clause if apart else None


def last_time(named: Named) -> int | None:
    """Point to what was so the last time, or held until now: 上次8月发行时的1.88厘, 打破了1930年创下的14厘米的纪录."""
    before = is_before(named.reading.text, named.expression, named.shapes)
    return named.following_in_clause if before and named.following_in_clause >= 0 else None


def is_before(text: str, expression: TimeExpression, shapes: Shapes) -> bool:
    """Say whether a time is that of what was so the last time, or of a record that is beaten."""
    start = expression.start
    if shapes["the-last-time"].search(text, max(start - CONCERNED, 0), start) is not None:
        return True
    beaten = shapes["beats-record"].search(text, max(start - BEATEN, 0), start) is not None
    return beaten and shapes["record-set"].match(text, expression.end) is not None


def on_base(named: Named) -> int | None:
    """Point to the figure on whose base something moves: 在2020年10.3%高增长的基础上."""
    return named.following if named.is_followed_by("baseline") else None


def tells_apart(named: Named) -> int | None:
    """Point to what is told of whom a day only tells apart: two suspects in a May 22 murder."""
    return named.following if named.is_day and is_attribute(named.reading.text, named.expression) else None


def in_bracket(named: Named) -> int | None:
    """Point to the figure before the bracket that a time opens, or within it: 剩余5万股（9月20日已解除3万股）."""
    codes, position = named.reading.codes, named.position
    opened = next((place for place in (position - 1, position - 2) if codes[place : place + 1] == "("), 0)
    if not opened or codes[opened - 1] != "Q":
        return None
    within = not named.reading.english and 0 <= named.following < codes.find(")", position)
    return named.following if within else opened - 1


RULES: tuple[Rule[Pointing], ...] = (
    Rule(compared_with),
    Rule(beside, english=False),
    Rule(last_time, english=False),
    Rule(on_base),
    Rule(tells_apart, english=True),
    Rule(counted_ago, english=True),
    Rule(in_bracket),
)
CHINESE, ENGLISH = of_language(RULES, english=False), of_language(RULES, english=True)


def is_of_clause(named: Named) -> bool:
    """Say whether a time is for the quantities of its clause alone."""
    if named.is_followed_by("milestone") or _opens(named):
        return True
    if named.is_day and not named.reading.english and named.follows("concerns", CONCERNED):
        return True  # 3宗涉及3月4日晚的比赛，10宗个案
    told_before = 0 <= named.reading.codes.find("Q") < named.position
    return told_before and named.is_followed_by("of-its-final")


def is_of_paper(named: Named) -> bool:
    """Say whether a time is that of a paper which is published: 披露2021年业绩预告, 印发《2021年名单》."""
    published = named.follows("publishes") or named.is_followed_by("paper-published")
    return named.title >= 0 or (published and named.is_followed_by("titled-paper"))


def is_announcing(named: Named) -> bool:
    """Say whether a time is the day of an announcement, or the year of one of a government: 去年施政报告提出."""
    if not named.is_day:
        return not named.reading.english and named.is_followed_by("policy-told")
    if not named.reading.english:
        return announces(named.reading, named.position, named.expression, named.shapes)
    if is_said(named.reading.text, named.reading.start, named.expression, named.shapes):
        at_once = named.shapes["english-at-once"].search(named.reading.text, named.reading.start, named.reading.end)
        return at_once is None
    return named.before is not None and _is_reported(named)


def _opens(named: Named) -> bool:
    """Say whether a time is of the participle alone that opens an English sentence: Founded in 1978, Oak runs 4."""
    opening, begin = named.shapes["english-opening"], named.reading.start
    return named.reading.english and opening.fullmatch(named.reading.text, begin, named.start) is not None


def _is_reported(named: Named) -> bool:
    """Say whether a day is when the figures of another period were reported: reported May sales of 5 on Monday."""
    syntax = named.reading.syntax
    verb = syntax.verb_before(syntax.at(named.start)) if syntax is not None else None
    if syntax is None or verb is None:
        return False
    return named.shapes["english-report"].fullmatch(syntax.word(verb.end - 1)) is not None
