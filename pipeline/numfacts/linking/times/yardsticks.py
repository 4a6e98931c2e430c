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

DATED = re.compile(r"B\((?P<day>P)\)M?$")  # codes of what is compared with, the day of it and what it is of
GROWN = re.compile("Q[vw]?V+L*Q")  # codes of a value and of how much more there is now: 较2020年底7万只大增1万只
VALUED = re.compile("BL?M$")  # codes of a time that is compared with, and of what was so then
OF = "的"  # between a time and what was so then
TOLD = re.compile("B[wvVXM]{1,3}$")  # codes of a time that a change starts from, and of how its value was told


def value_of(reading: Reading, index: int, shapes: Shapes) -> TimeExpression | None:
    """Give the time a quantity is the value of, though compared with.

    较2019年增速(3%)上升, 由前月的3%升至5%, 由上年同期亏损3万元转为盈利, 较一季报1.75%减持. So is what is joined to it:
    高于去年同期的2.7元及3.2元.
    """
    codes = reading.codes[:index]
    while codes.endswith("Qj"):
        index, codes = index - 2, codes[:-2]
    if codes.endswith("("):
        position = codes.rfind("B", reading.clause_start(index - 1))
    elif (dated := DATED.search(codes)) is not None:
        position = dated.start("day")  # 较上周末(7月25日)的3亿元
    elif codes.endswith("B") and (
        reading.text[reading.tokens[index - 1].end : reading.tokens[index].start] == OF
        or codes.endswith("fB")  # 由2015年约30亿元，升至去年约60亿元
        or shapes["and-moved"].match(reading.text, reading.tokens[index].end) is not None
        or shapes["turned"].match(reading.text, reading.tokens[index].end) is not None
        or GROWN.match(reading.codes, index) is not None
    ):
        position = index - 1
    elif TOLD.search(codes) is not None and _is_told(reading, index, shapes):
        position = codes.rfind("B")  # 由首季预估的2%，加快至3%
    elif codes.endswith("fBV") and not reading.codes.startswith("t", index + 1):
        position = index - 2  # 由上月上涨2%转为下降1%
    elif codes.endswith(("BV", "BN")) and reading.text.startswith(OF, reading.tokens[index - 2].end):
        position = index - 2  # 较上一季的增长3.2%
    elif VALUED.search(codes) is not None:
        position = codes.rfind("B")  # 对比去年同期录得亏损3万元
    else:
        return None
    item = reading.tokens[position].item if position >= 0 else None
    return cast("TimeExpression", item) if item is not None and not isinstance(item, Term) else None


def _is_told(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether what stands between a time and its value only says how that was told: 由11月修订的2%回落."""
    begin, stop = reading.tokens[reading.codes.rfind("B", 0, index)].end, reading.tokens[index].start
    return shapes["as-told"].fullmatch(reading.text, begin, stop) is not None


def is_held_against(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether a time is that of what something is compared with: 相比低迷的2019年, 低于上月0.8个百分点."""
    apart = reading.tokens[position + 1].item if reading.codes.startswith("kPQ", position - 1) else None
    if isinstance(apart, Quantity) and apart.kind == "difference":
        return True
    start = reading.tokens[position].start
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
