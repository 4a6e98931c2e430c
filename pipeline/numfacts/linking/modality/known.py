"""Figures of what is, whatever is foreseen around them, and those that only tell another in other words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.english.comparing import is_awaited, is_outlook
from numfacts.linking.english.plans import is_there
from numfacts.linking.links import COUNTS, is_age
from numfacts.linking.modality.restating import restates
from numfacts.linking.modality.supposing import BOUNDS, THINGS

if TYPE_CHECKING:
    from numfacts.linking.modality.figure import Figure
    from numfacts.linking.reading import Reading
    from numfacts.records import Modality

EXISTING_REACH = 40  # characters before a quantity in which it may be called one that exists
RECORDS = "录得"  # before what has been so, or will have been by the end of a time
FORESEEN = re.compile(
    "X(?:,?v?P[wP]{0,3})?,$"
)  # codes of what is foreseen, maybe of a time, before the clause that tells it
LEFT_BEHIND = re.compile("[tT]Qf$")  # codes before the level that a move comes from: to 3 dollars from 2 dollars
LED_BY = re.compile("Q[VN]?t$")  # codes before a level that a move leads to: a forecast 7 percent rise to 3 dollars
LEADS_ON = "wP"  # codes behind a level that has a time of its own: from 9 percent in 2024
ADDING = frozenset("VNLikBj")  # codes of an English clause that has no verb of its own: , an increase of
OPENING = ("with ", "at a ", "including ")  # what such a clause begins with that only adds to the one before
DID_REACH = 4  # characters before it in which that is said to have been done


def one_of_those(figure: Figure) -> Modality | None:
    """Take numbers of those that are there for what is, whatever is planned for them: 上述2名, 将在6家公司中领先."""
    return "actual" if _is_given(figure) else None


def laid_out(figure: Figure) -> Modality | None:
    """Take how many measures a plan names for what is: 提出6方面20项举措; but not 将出台6项措施."""
    if figure.quantity.kind not in COUNTS:
        return None
    named = figure.shapes["measures-behind"].match(figure.text, figure.quantity.right) is not None
    begin = max(figure.reading.start, figure.start - EXISTING_REACH)
    laid = figure.shapes["lays-out"].search(figure.text, begin, figure.start)
    if not named or laid is None:
        return None
    return None if _is_to_be_laid_out(figure, laid.start()) else "actual"


def told_again(figure: Figure) -> Modality | None:
    """Take what converts, explains or goes on with the claim before as that: 10亿泰铢（约合2亿元）."""
    near = figure.near
    again = near is not None and restates(figure.place, near, figure.begin, figure.shapes)
    return near.modality if near is not None and again else None


def held(figure: Figure) -> Modality | None:
    """Take what someone holds for what is."""
    return "actual" if figure.is_followed_by("held-by") else None


def existing(figure: Figure) -> Modality | None:
    """Take what is called there already for what is: 现有."""
    begin = max(figure.clause, figure.start - EXISTING_REACH)
    if figure.changes and figure.shapes["than-now"].search(figure.text, begin, figure.quantity.left) is not None:
        return None  # 较目前水平高10%
    shape = "existing" if figure.changes else "existing|of-then"
    return "actual" if figure.shapes[shape].search(figure.text, begin, figure.start) is not None else None


def existing_in_english(figure: Figure) -> Modality | None:
    """Take what is there, or was before a move, for what is, unless it was foretold: its 2,000 branches."""
    reading, index, shapes = figure.reading, figure.index, figure.shapes
    begin = max(figure.clause, figure.start - EXISTING_REACH)
    exists = shapes["existing-english"].search(figure.text, begin, figure.start) is not None
    exists = exists or is_there(reading, index, shapes)
    if not exists and LEFT_BEHIND.search(reading.codes, 0, index) is None:
        return None
    return "forecast" if is_outlook(reading, index, shapes) or is_awaited(reading, index, shapes) else "actual"


def moved_from_in_english(figure: Figure) -> Modality | None:
    """Take the level that a change starts from for what is: to 12 percent by 2027 from 9 percent in 2024."""
    dated = figure.reading.codes.startswith(LEADS_ON, figure.index + 1)
    own = dated and figure.role.rule.endswith("/from")
    return "actual" if own or figure.begins_change else None


def adds_to_forecast(figure: Figure) -> Modality | None:
    """Take what only adds to an English forecast as one: , an increase of 5 percent, with 5 set aside."""
    codes = figure.reading.codes[figure.begin : figure.index]
    adds = figure.text.startswith(OPENING, figure.clause) or (codes and ADDING.issuperset(codes))
    adds = adds or LED_BY.search(figure.reading.codes, 0, figure.index) is not None
    return "forecast" if figure.near_foreseen and adds else None


def of_old(figure: Figure) -> Modality | None:
    """Take what has been so far, or is there to be done away with, for what is: 一向为75%, 计划取消500元的津贴."""
    begin = max(figure.clause, figure.start - EXISTING_REACH)
    gone = figure.quantity.kind in ("money", "ratio") and figure.is_followed_by("allowance")
    shape = "of-old|done-away" if gone else "of-old"
    return "actual" if figure.shapes[shape].search(figure.text, begin, figure.start) is not None else None


def moved_from(figure: Figure) -> Modality | None:
    """Take the level that a change starts from for what is."""
    return "actual" if figure.begins_change else None


def of_base(figure: Figure) -> Modality | None:
    """Take for what is what was when a foreseen move begins: 预期由10月的52，跌至51; but no forecast revised."""
    based = figure.reading.codes.endswith("fB", 0, figure.index)
    return "actual" if based and not figure.told.ahead and not figure.is_followed_by("revises-it") else None


def of_time_before(figure: Figure) -> Modality | None:
    """Take for what is what is told of a time before that of a forecast: 预计亏损5亿元，而2019年溢利3亿元."""
    if not figure.near_foreseen or not figure.told.earlier:
        return None
    return None if "X" in figure.reading.codes[figure.begin : figure.index] else "actual"


def told_aside(figure: Figure) -> Modality | None:
    """Take what has a time of its own beside that of the sentence for what is: 而前年…."""
    return "actual" if figure.told.aside else None


def price_moved(figure: Figure) -> Modality | None:
    """Take how far a price moved, and where it closed, for what is: 将于今日挂牌，暗盘收报5元."""
    named = figure.link is not None
    priced = figure.metric_id in figure.shapes.group("traded") if named else figure.quantity.kind not in THINGS
    closed = named and figure.shapes["of-the-day"].search(figure.text, figure.clause, figure.start) is not None
    return "actual" if (figure.changes or closed) and priced else None


def past(figure: Figure) -> Modality | None:
    """Take what a word of the clause says is done for what is, but not 公司预期，上半年录得亏损3亿元."""
    if FORESEEN.search(figure.reading.codes[: figure.begin]) and RECORDS in figure.text[figure.clause : figure.start]:
        return None
    return "actual" if says(figure.reading, figure.shapes["past"], figure.begin, figure.index) else None


def says(reading: Reading, pattern: re.Pattern[str], begin: int, end: int) -> bool:
    """Say whether the tokens between two indices hold a pattern, but for times that are only compared with."""
    start = reading.opening(begin)
    for position in range(begin, end + 1):
        token = reading.tokens[position]
        if token.code == "B" or position == end:
            if pattern.search(reading.text, start, token.start):
                return True
            start = token.end
    return False


def sentenced(figure: Figure) -> Modality | None:
    """Take what a court has sentenced someone to for what is: 计划周密，判处监禁27个月; not what one may face."""
    if figure.quantity.kind not in ("duration", "money"):
        return None
    return "actual" if figure.shapes["sentence-passed"].match(figure.text, figure.clause, figure.start) else None


def _is_to_be_laid_out(figure: Figure, start: int) -> bool:
    """Say whether what a verb at an offset lays out is only planned: 将出台6项措施."""
    lays = figure.shapes["lays-out"].match(figure.text, start, figure.quantity.left) is not None
    return lays and figure.shapes["to-lay-out"].search(figure.text, figure.clause, start) is not None


def _is_given(figure: Figure) -> bool:
    """Say whether a number is of those that are there, whatever is planned for them."""
    quantity, shapes, begin = figure.quantity, figure.shapes, figure.reading.start
    text, left, right = figure.text, quantity.left, quantity.right
    if is_age(quantity):
        return shapes["coming-of-age"].search(text, begin, left) is None
    if quantity.kind in COUNTS | {"ratio"} and shapes["planners"].match(text, quantity.end):
        return True
    if quantity.kind not in COUNTS | {"duration"}:
        return False
    if quantity.kind in COUNTS and shapes["did-so-many"].search(text, max(begin, left - DID_REACH), left):
        return True  # 制定了12项任务
    if shapes["those"].search(text, begin, left) or shapes["reasons"].match(text, right):
        return True
    if quantity.kind == "count" and shapes["part-of-paper"].match(text, right):
        named = shapes["paper-part"].search(text, begin, left)
        return named is not None and not _is_to_be_laid_out(figure, named.start())
    if quantity.kind in COUNTS and shapes["has-so-many"].search(text, figure.clause, left) is not None:
        return shapes["of-which"].match(text, right) is not None  # 将在有5万个座位的球场举行
    bounds = quantity.kind in ("person", "duration") and quantity.comparator in BOUNDS
    return bounds and shapes["tells-which"].match(text, right) is not None
