"""The rules by which a time that a sentence names is no period of its quantities, in the order they are tried."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING

from numfacts.linking.english.times import is_told
from numfacts.linking.links import MARKET_KINDS, MOVES
from numfacts.linking.reading import START
from numfacts.linking.rule_tables import Rule, of_language
from numfacts.linking.times.yardsticks import is_held_against, is_yardstick
from numfacts.numbers.quantity import Quantity

if TYPE_CHECKING:
    from typing import TypeAlias

    from numfacts.linking.times.named import Named
    from numfacts.periods import TimeExpression

    Passing: TypeAlias = Callable[[Named], bool]

UNHEARD = frozenset(["clock", "duration"])  # kinds of time that are no period of a quantity
LENGTHS = frozenset(["span", "none"])  # operations of rules for lengths of time
# Shapes of what stands behind a time that is of nothing else.
OF_OTHERS = (
    "data-then|after-then|matures|first-session|made-then|issued-then|wire|occasion|set-then|record-since-then|"
    "moved-then|foretold-then"
)
PARTS = "of-its-year|contract-month"  # shapes of what makes a time only a part of what something is called
# codes between a quantity and how long ago that was: the 300 people who had died, the 600 it sold
SO_LONG_AGO = re.compile("Q[nN']*(?:k|o|d?[nN]+)?[xa]*[ev]?a*")
WITHIN = frozenset(["this-year", "that-year-english"])  # rules of the year that something has no equal within
FIGURE = 40  # characters before a time in which what it is of may stand
RECORD = 64  # characters before a time in which what is a record since then may stand
CONTINUED = 4  # characters before a time in which it may be said that something goes on from it


def is_passed_by(named: Named) -> bool:
    """Say whether a time is no period of what its sentence tells."""
    return any(passes(named) for passes in (ENGLISH if named.reading.english else CHINESE))


def dates_nothing(expression: TimeExpression) -> bool:
    """Say whether an undated time is only a length: 半日, 7天期, 两年平均."""
    return expression.kind == "window" and expression.atoms[0].rule.op in LENGTHS


def unheard(named: Named) -> bool:
    """Pass by what is compared with, an hour, a duration, and a length that nothing dates."""
    expression = named.expression
    if expression.comparison or expression.role == "than" or expression.kind in UNHEARD:
        return True
    return named.period is None and dates_nothing(expression)


def of_others(named: Named) -> bool:
    """Pass by when something else was: 于2030年到期, 2021年发行的债券."""
    return named.is_followed_by(OF_OTHERS)


def only_until(named: Named) -> bool:
    """Pass by a year before which something was so, and that no plan is for: 2021年以前只有7家."""
    if named.operation != "year" or not named.is_followed_by("until-then"):
        return False
    if named.published is not None and named.period is not None and named.period.end >= named.published:
        return False
    reading, position = named.reading, named.position
    return "X" not in reading.codes[reading.clause_start(position) : reading.clause_end(position)]


def of_delivery(named: Named) -> bool:
    """Pass by the month in which what is traded is to be delivered."""
    return named.operation == "month" and named.is_followed_by("delivery-month")


def tells_apart(named: Named) -> bool:
    """Pass by a time that only tells apart a noun, behind one that dates the sentence."""
    return named.before is not None and named.is_followed_by("tells-apart")


def around_feast(named: Named) -> bool:
    """Pass by a feast around which something is: 春节前后, ahead of Easter."""
    return named.operation == "feast" and (named.is_followed_by("around") or named.follows("ahead-of"))


def in_longer_name(named: Named) -> bool:
    """Pass by a time that is a part of a name."""
    return named.expression.named


def of_record(named: Named) -> bool:
    """Pass by what a record, or a first time, is measured from: 创2020年7月以来新高, 今年以来第2次跌穿50."""
    if named.is_followed_by("record-after") or named.follows("last-seen", RECORD):
        return True  # 是2015年后最高, 是去年9月后再度减息, a level last seen in 2012
    if named.expression.role != "since":
        return named.operation == "todate" and named.is_followed_by("time-again")
    text, start = named.reading.text, max(named.start - RECORD, 0)
    return named.is_followed_by("record") or named.shapes["record-since"].search(text, start, named.start) is not None


def counted_down(named: Named) -> bool:
    """Pass by what is yet to come, of which only is told how far off it is: 距离2026年开幕仍有两个多月."""
    return named.follows("far-from", FIGURE) and named.is_followed_by("far-off")


def continued(named: Named) -> bool:
    """Pass by when something was that goes on: 延续上周跌势."""
    return named.follows("continued", CONTINUED)


def part_of_name(named: Named) -> bool:
    """Pass by a time that is only a part of what something is called: the June contract."""
    return named.is_followed_by(PARTS)


def foreseen_then(named: Named) -> bool:
    """Pass by the month in which something was foreseen: its October projection, the 2 percent it forecast in May."""
    if named.expression.atoms[-1].rule.unit != "month" or "year" in named.expression.rules:
        return False
    return named.is_followed_by("foreseen-there") or named.follows("foreseen-in", FIGURE)


def of_figure_compared(named: Named) -> bool:
    """Pass by the time of a figure compared with: triple the figure in 2023, off its 2021 peak."""
    if named.follows("english-figure", FIGURE) or named.is_followed_by("english-comparison"):
        return True
    return named.is_followed_by("english-peak") and named.follows("english-off", FIGURE)


def of_close_compared(named: Named) -> bool:
    """Pass by the day whose close a price is held against: down 3 points from Monday's close, below its last close."""
    return named.is_followed_by("english-its-close") and named.follows("english-from-close", FIGURE)


def moved_since(named: Named) -> bool:
    """Pass by the day that a price is said to have moved from: ended up 76 points, or 0.3 percent, from Monday at 2."""
    reading, moved = named.reading, named.reading.codes.rfind("Q", 0, named.position)
    behind = set(reading.codes[moved + 1 : named.position]) <= set(",fL") if moved >= 0 else False
    if not behind or not named.is_day or not named.follows("english-from-close", len("from ")):
        return False
    item = reading.tokens[moved].item
    return isinstance(item, Quantity) and item.kind in MOVES | MARKET_KINDS and is_told(reading, moved)


def awaited(named: Named) -> bool:
    """Pass by when that is which something comes before: ahead of Friday's vote the index fell 3 percent."""
    return named.is_followed_by("english-event") and named.follows("english-awaiting", FIGURE)


def of_coming(named: Named) -> bool:
    """Pass by when that is due which those counted act on: 300 fled ahead of a storm due to hit on Friday."""
    reading = named.reading
    for found in named.shapes["english-coming"].finditer(reading.text, reading.start, named.start):
        first = reading.overlapping(found.start(), found.start() + 1).start
        if "Q" in reading.codes[:first] and "Q" not in reading.codes[first : named.position]:
            return True
    return False


def of_rank(named: Named) -> bool:
    """Pass by the year within which something has no equal: killed in the worst storm of the year."""
    return named.expression.rule in WITHIN and named.follows("english-most", RECORD)


def of_game(named: Named) -> bool:
    """Pass by the quarters of a game: rallied from a third-quarter deficit to beat the Elms 112-101."""
    if not named.reading.text.endswith(("quarter", "quarters"), named.start, named.end):
        return False
    found = named.shapes["english-quarter-played"].search(named.reading.text, named.reading.start, named.reading.end)
    return found is not None


def english_founded(named: Named) -> bool:
    """Pass by when someone began to be: Oak, founded in 1978, runs 4 mills."""
    return named.reading.text.startswith(",", named.end) and named.follows("english-founded")


def up_to_now(named: Named) -> bool:
    """Pass by 至今 behind the time from which something goes on: 2021年起推行至今."""
    before = named.reading.codes[named.reading.clause_start(named.position) : named.position]
    return named.expression.rule == "up-to-now" and "P" in before


def founded(named: Named) -> bool:
    """Pass by when someone began to be: 成立于2012年，注册资本5亿元."""
    return named.follows("founded-before") or named.is_followed_by("founded-after")


def deadline(named: Named) -> bool:
    """Pass by the time until which something is to go on: 续租15年，直至2043年."""
    ahead = named.period is not None and named.published is not None and named.period.end > named.published
    return ahead and named.reading.text.endswith("直至", named.reading.start, named.start)


def baseline(named: Named) -> bool:
    """Pass by a time on whose base something moves, unless the figure of it stands between: 在2020年基础上增长5%."""
    base = named.shapes["baseline"].match(named.reading.text, named.end)
    return base is not None and not 0 <= named.following < bisect_left(named.reading.tokens, base.end(), key=START)


def of_title(named: Named) -> bool:
    """Pass by a time in a name: 2020年第一期, 《2021年规划》, but not in 《2022年项目名单》，共80个."""
    if named.is_followed_by("numbered"):
        return True
    return named.title >= 0 and not named.is_followed_by("titled-list")


def yardstick(named: Named) -> bool:
    """Pass by the time of what a value is a part or a multiple of: 去年全年的1.2倍."""
    return is_yardstick(named.reading, named.position, named.shapes)


def held_against(named: Named) -> bool:
    """Pass by the time of what something is compared with: 相比低迷的2019年."""
    return is_held_against(named.reading, named.position, named.shapes)


def of_other_deed(named: Named) -> bool:
    """Pass by how long ago something else was: the firm, founded 20 years ago, has 300 staff.

    What was so long ago is so counted right before, or led to what follows: a blast 80 years ago, killing 300 people.
    """
    syntax = named.reading.syntax
    if named.operation != "ago" or syntax is None:
        return False
    at = syntax.at(named.start)
    return syntax.codes[at + 1 : at + 3] != ",g" and counted_ago(named) is None


def counted_ago(named: Named) -> int | None:
    """Give the index of the quantity that was so counted so long ago, right before: the 300 people who died in it."""
    syntax = named.reading.syntax
    if named.operation != "ago" or syntax is None:
        return None
    at = syntax.at(named.start)
    counted = syntax.codes.rfind("Q", 0, at)
    told = counted >= 0 and SO_LONG_AGO.fullmatch(syntax.codes, counted, at) is not None
    return named.reading.codes.rfind("Q", 0, named.position) if told else None


RULES: tuple[Rule[Passing], ...] = (
    Rule(unheard),
    Rule(of_others),
    Rule(of_delivery),
    Rule(tells_apart, english=False),
    Rule(around_feast),
    Rule(in_longer_name),
    Rule(of_record),
    Rule(counted_down, english=False),
    Rule(continued),
    Rule(part_of_name, english=True),
    Rule(foreseen_then, english=True),
    Rule(of_figure_compared, english=True),
    Rule(of_close_compared, english=True),
    Rule(moved_since, english=True),
    Rule(awaited, english=True),
    Rule(of_coming, english=True),
    Rule(of_rank, english=True),
    Rule(of_game, english=True),
    Rule(english_founded, english=True),
    Rule(of_other_deed, english=True),
    Rule(up_to_now, english=False),
    Rule(founded, english=False),
    Rule(deadline),
    Rule(baseline),
    Rule(of_title),
    Rule(yardstick),
    Rule(held_against, english=False),
    Rule(only_until, english=False),
)
CHINESE, ENGLISH = of_language(RULES, english=False), of_language(RULES, english=True)
