"""Times that are only compared with, and the values that are told of them all the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from numfacts.numbers.quantity import Quantity
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.periods import TimeExpression
    from numfacts.vocabulary.shapes import Shapes

GROWN = re.compile("Q[vw]?V+L*Q")  # codes of a value and of how much more there is now: 较2020年底7万只大增1万只
TOLD = re.compile("B[wvVXM]{1,3}$")  # codes of a time that a change starts from, and of how its value was told
REPORT = "报"  # what a report is called by behind its period
AGAINST = 3  # characters before a time that say that it is what something is held against


def value_of(reading: Reading, index: int, shapes: Shapes) -> TimeExpression | None:
    """Give the time a quantity is the value of, though compared with.

    较2019年增速(3%)上升, 由前月的3%升至5%, 由上年同期亏损3万元转为盈利, 较一季报1.75%减持.
    """
    codes = reading.codes[:index]
    if codes.endswith("("):
        position = codes.rfind("B", reading.clause_start(index - 1))
    elif codes.endswith("B") and (
        reading.text[reading.tokens[index - 1].end : reading.tokens[index].start] == "的"
        or codes.endswith("fB")  # 由2015年约30亿元，升至去年约60亿元
        or shapes["and-moved"].match(reading.text, reading.tokens[index].end) is not None
        or shapes["turned"].match(reading.text, reading.tokens[index].end) is not None
        or GROWN.match(reading.codes, index) is not None
    ):
        position = index - 1
    elif TOLD.search(codes) is not None and _is_told(reading, index, shapes):
        position = codes.rfind("B")  # 由首季预估的2%，加快至3%
    elif (codes.endswith("BM") and not _tells_more(reading, index, shapes)) or (
        codes.endswith("Bw") and _is_between(reading, index, shapes)
    ):
        position = index - 2
    elif codes.endswith("BLM") and _leads_to(reading, index - 3, shapes):
        position = index - 3  # 对比2018年9月30日止六个月录得亏损5亿元
    else:
        return None
    item = reading.tokens[position].item if position >= 0 else None
    return cast("TimeExpression", item) if item is not None and not isinstance(item, Term) else None


def _leads_to(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether a time is led to as what something is held against: 对比2018年."""
    start = reading.tokens[position].start
    return shapes["than-then"].search(reading.text, max(reading.start, start - AGAINST), start) is not None


def _is_between(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether the word before a quantity only tells what of the time before it the quantity is."""
    start, stop = reading.tokens[index - 2].end, reading.tokens[index].start
    extreme = shapes["extreme-then"].fullmatch(reading.text, start, stop) is not None
    return extreme or reading.mention(index - 1).text == REPORT


def _is_told(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether what stands between a time and its value only says how that was told: 由11月修订的2%回落.

    An estimate is of the time before it only where the sentence is of another like it: 第2季…由首季预估的2%.
    """
    place = reading.codes.rfind("B", 0, index)
    token = reading.tokens[place]
    told = shapes["as-told"].fullmatch(reading.text, token.end, reading.tokens[index].start)
    if told is None or told["foreseen"] is None:
        return told is not None
    last = reading.codes.rfind("P", 0, place)
    return last >= 0 and _unit(reading, last) == _unit(reading, place)


def _unit(reading: Reading, position: int) -> str | None:
    """Give the unit of a time: a quarter, a month."""
    item = reading.tokens[position].item
    return None if item is None or isinstance(item, Term) else cast("TimeExpression", item).atoms[-1].rule.unit


def _tells_more(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether a quantity tells how much more or less there is than what stands before it: 比去年总量高5%."""
    end, start = reading.tokens[index - 1].end, reading.tokens[index].start
    return shapes["more-or-less"].search(reading.text, end, start) is not None


def is_held_against(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether a time is that of what something is compared with: 相比低迷的2019年, 超过2019年全年，达3万台."""
    start = reading.tokens[position].start
    if reading.english:
        return False
    begin = reading.tokens[reading.clause_start(position)].start
    if reading.text.endswith("的", reading.start, start):
        return shapes["compares-with"].search(reading.text, begin, start) is not None
    passed = shapes["passes-then"].search(reading.text, begin, start) is not None
    return passed and shapes["all-of-then"].match(reading.text, reading.tokens[position].end) is not None


def is_yardstick(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether a time is only what a value is a part or a multiple of: 去年全年的1.2倍, 恢复至2019年同期的71%."""
    tokens, last = reading.tokens, position
    while last + 1 < len(tokens) and tokens[last + 1].code in "PB" and tokens[last + 1].start == tokens[last].end:
        last += 1
    place = reading.codes.find("Q", last, reading.clause_end(position))
    following = tokens[place] if place >= 0 else None
    if following is None or not isinstance(following.item, Quantity):
        return False
    if shapes["level-then"].fullmatch(reading.text, tokens[last].end, following.start) is None:
        return False
    while position and tokens[position - 1].code in "PB" and tokens[position - 1].end == tokens[position].start:
        position -= 1
    part = shapes["part-of-then"].search(reading.text, reading.start, tokens[position].start)
    return following.item.kind == "times" or (following.item.kind == "ratio" and part is not None)
