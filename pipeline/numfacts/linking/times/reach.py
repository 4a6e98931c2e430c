"""Which quantities of its sentence a time is for: all, those of its clause, or a single one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from numfacts.in_order import first_found
from numfacts.linking.english.moved_from import time_of_base
from numfacts.linking.english.times import is_attribute, is_said
from numfacts.linking.rule_tables import Rule, of_language
from numfacts.linking.times.passing import counted_ago
from numfacts.periods.asides import is_left

if TYPE_CHECKING:
    from typing import TypeAlias

    from numfacts.linking.reading import Reading
    from numfacts.linking.times.named import Named
    from numfacts.periods import TimeExpression
    from numfacts.vocabulary.shapes import Shapes

    Pointing: TypeAlias = Callable[[Named], int | None]

CLAUSE = re.compile(r"(?:[^,:(]|\([^)]*\)?)*")  # codes of a clause, with what stands in brackets
FROM = re.compile("f[wL]?$")  # codes between from and where a move starts
THEN_TO = re.compile("Q[wL]{0,2}PtL?w?Q")  # and of where it starts and when, and of where it leads to
LAST = 4  # characters before a time in which it may be said that it is the last one


def leads_to(named: Named) -> int | None:
    """Give the quantity that an English time compared with leads to, whose time it is: than the August reading of 3."""
    following = named.following
    if (base := of_base(named)) is not None:
        return base
    if following < 0 or not named.expression.comparison or named.is_followed_by("foreseen-there"):
        return None
    start, shape = named.reading.tokens[following].start, named.shapes["yardstick-of"]
    return following if shape.fullmatch(named.reading.text, named.end, start) else None


def of_base(named: Named) -> int | None:
    """Point to the value that a change is from, before its time: down 27 percent from the 1,270 sold in September."""
    return time_of_base(named.reading, named.position, named.shapes)


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


def contrasted(named: Named) -> int | None:
    """Point to what was, beside what is told, at a time before: 10月升0.2%，9月则持平；按年升2.4%."""
    earlier = named.before is not None and named.period is not None and named.period.end < named.before.start
    return named.following_in_clause if earlier and named.is_followed_by("contrasts") else None


def last_time(named: Named) -> int | None:
    """Point to what was so the last time: 上次8月发行时的1.88厘."""
    before = named.follows("the-last-time", LAST)
    return named.following_in_clause if before and named.following_in_clause >= 0 else None


def on_base(named: Named) -> int | None:
    """Point to the figure on whose base something moves: 在2020年10.3%高增长的基础上."""
    return named.following if named.is_followed_by("baseline") else None


def tells_apart(named: Named) -> int | None:
    """Point to what is told of whom a day only tells apart: two suspects in a May 22 murder."""
    return named.following if named.is_day and is_attribute(named.reading.text, named.expression) else None


def of_start(named: Named) -> int | None:
    """Point to where an English move starts from, right before its time: from 100 at the start of the year to 130."""
    codes, value = named.reading.codes, named.reading.codes.rfind("Q", 0, named.position)
    led = FROM.search(codes, 0, value) if value > 0 else None
    return value if led is not None and THEN_TO.match(codes, value) is not None else None


def in_bracket(named: Named) -> int | None:
    """Point to the figure before the bracket that a time opens, or within it: 剩余5万股（9月20日已解除3万股）."""
    codes, position = named.reading.codes, named.position
    opened = next((place for place in (position - 1, position - 2) if codes[place : place + 1] == "("), 0)
    if not opened or codes[opened - 1] != "Q":
        return None
    return named.following if 0 <= named.following < codes.find(")", position) else opened - 1


RULES: tuple[Rule[Pointing], ...] = (
    Rule(compared_with),
    Rule(beside, english=False),
    Rule(contrasted, english=False),
    Rule(last_time, english=False),
    Rule(on_base),
    Rule(tells_apart, english=True),
    Rule(counted_ago, english=True),
    Rule(of_start, english=True),
    Rule(in_bracket),
)
CHINESE, ENGLISH = of_language(RULES, english=False), of_language(RULES, english=True)


def is_of_clause(named: Named) -> bool:
    """Say whether a time is for the quantities of its clause alone."""
    if named.is_followed_by("milestone") or _opens(named):
        return True
    told_before = 0 <= named.reading.codes.find("Q") < named.position
    return told_before and named.is_followed_by("of-its-final")


def is_of_paper(named: Named) -> bool:
    """Say whether a time is that of a paper which is published: 披露2021年业绩预告, 印发《2021年名单》."""
    return named.title >= 0 or (named.follows("publishes") and named.is_followed_by("titled-paper"))


def is_announcing(named: Named) -> bool:
    """Say whether a time is the day of an announcement, or the year of one of a government: 去年施政报告提出."""
    if not named.is_day:
        return not named.reading.english and named.is_followed_by("policy-told")
    if not named.reading.english:
        return _announces(named.reading, named.position, named.expression, named.shapes)
    reading, shapes = named.reading, named.shapes
    if shapes["english-at-once"].search(reading.text, named.end, reading.end) is not None:
        return False  # announced on Friday a cut with immediate effect
    return is_said(reading.text, reading.start, named.expression, shapes)


def _opens(named: Named) -> bool:
    """Say whether a time is of the participle alone that opens an English sentence: Founded in 1978, Oak runs 4."""
    opening, begin = named.shapes["english-opening"], named.reading.start
    return named.reading.english and opening.fullmatch(named.reading.text, begin, named.start) is not None


def _announces(reading: Reading, position: int, expression: TimeExpression, shapes: Shapes) -> bool:
    """Say whether a day is when something was announced or decided, or that of a wire's story, not of what was."""
    if expression.role == "until":
        return False  # 截至4月底的数据显示
    traded = shapes["market-told"].search(reading.text, expression.end, reading.end) is not None
    if not traded and shapes["wire-before"].fullmatch(reading.text, reading.start, expression.start) is not None:
        return True  # 松溪网8月5日，公司回购3万股
    if not traded and shapes["wire-behind"].match(reading.text, expression.end) is not None:
        return True  # 8月5日讯，公司回购3万股
    dated = reading.codes[position + 1 : position + 2] == ","  # 7月10日，公司公布
    clause = CLAUSE.match(reading.codes, position + 2 if dated else position)
    end = clause.end() if clause is not None else position
    between = reading.codes[position + 1 : end]
    report, quantity = between.find("R"), between.find("Q")
    if report >= 0 and (quantity < 0 or report < quantity):
        return True
    stop = reading.tokens[position + 1 + quantity if quantity >= 0 else end - 1].end
    return shapes["decides"].search(reading.text, reading.tokens[position].end, stop) is not None
