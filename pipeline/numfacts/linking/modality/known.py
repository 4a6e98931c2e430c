"""Figures of what is, whatever is foreseen around them, and those that only tell another in other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS, is_age
from numfacts.linking.modality.restating import part_of_whole, restates
from numfacts.linking.modality.supposing import BOUNDS, THINGS
from numfacts.linking.times.doings import is_deliberated

if TYPE_CHECKING:
    import re

    from numfacts.linking.modality.figure import Figure
    from numfacts.linking.reading import Reading
    from numfacts.records import Modality

EXISTING_REACH = 40  # characters before a quantity in which it may be called one that exists
DID_REACH = 4  # characters before it in which that is said to have been done
RECORDS = "录得"  # before what has been so, or will have been by the end of a time
SAME_PERIOD = "同期"  # opens what a forecast grows by


def one_of_those(figure: Figure) -> Modality | None:
    """Take numbers of those that are there for what is, whatever is planned for them: 上述2名, 将在6家公司中领先."""
    return "actual" if _is_given(figure) else None


def laid_out(figure: Figure) -> Modality | None:
    """Take how many measures a plan names for what is: 提出6方面20项举措."""
    if figure.quantity.kind not in COUNTS:
        return None
    named = figure.shapes["measures-behind"].match(figure.text, figure.quantity.right) is not None
    begin = max(figure.reading.start, figure.start - EXISTING_REACH)
    return "actual" if named and figure.shapes["lays-out"].search(figure.text, begin, figure.start) else None


def told_again(figure: Figure) -> Modality | None:
    """Take what converts, explains or goes on with the claim before as that: 10亿泰铢（约合2亿元）."""
    near = figure.near
    again = near is not None and restates(figure.place, near, figure.begin, figure.shapes)
    return near.modality if near is not None and again else None


def part_told_again(figure: Figure) -> Modality | None:
    """Take a share of a whole named in between as the claim before that: 授予3万股, 占总股本90万股的3%."""
    part = part_of_whole(figure.place)
    return part.modality if part is not None else None


def held(figure: Figure) -> Modality | None:
    """Take what someone holds for what is."""
    return "actual" if figure.is_followed_by("held-by") else None


def existing(figure: Figure) -> Modality | None:
    """Take what is called there already for what is: 现有."""
    begin = max(figure.clause, figure.start - EXISTING_REACH)
    shape = "existing" if figure.changes else "existing|of-then"
    return "actual" if figure.shapes[shape].search(figure.text, begin, figure.start) is not None else None


def of_old(figure: Figure) -> Modality | None:
    """Take what has been so far, or is there to be done away with, for what is: 取消每人2500元的津贴."""
    begin = max(figure.clause, figure.start - EXISTING_REACH)
    if figure.shapes["of-old"].search(figure.text, begin, figure.start) is not None:
        return "actual"
    gone = figure.quantity.kind == "money" and figure.is_followed_by("allowance")
    return "actual" if gone and figure.shapes["done-away"].search(figure.text, begin, figure.start) else None


def moved_from(figure: Figure) -> Modality | None:
    """Take the level that a change starts from for what is."""
    return "actual" if figure.begins_change else None


def of_time_before(figure: Figure) -> Modality | None:
    """Take for what is what is told of a time before that of a forecast: 预计亏损5亿元，而2019年溢利3亿元."""
    if not figure.near_foreseen or not figure.told.earlier:
        return None
    if _is_time_foreseen(figure):
        return None
    return None if "X" in figure.reading.codes[figure.begin : figure.index] else "actual"


def told_aside(figure: Figure) -> Modality | None:
    """Take what has a time of its own beside that of the sentence for what is: 而前年…; but not 同期增幅20%."""
    grown = figure.changes and figure.near_foreseen and figure.text.startswith(SAME_PERIOD, figure.clause)
    return "actual" if figure.told.aside and not grown and not _is_time_foreseen(figure) else None


def since_then(figure: Figure) -> Modality | None:
    """Take how something moved since a time for what is, in a bracket of a forecast: (2019年9月以来降45个基点)."""
    reading = figure.reading
    opened = reading.codes.rfind("(", 0, figure.index)
    if not figure.changes or opened < 0 or ")" in reading.codes[opened : figure.index]:
        return None
    within = reading.tokens[opened : figure.index]
    if any(token.code == "X" for token in within):
        return None
    since = any(token.code == "P" and getattr(token.item, "role", None) == "since" for token in within)
    return "actual" if since else None


def price_moved(figure: Figure) -> Modality | None:
    """Take how far a price moved for what is, but not behind another that is foreseen to move."""
    named = figure.link is not None
    priced = figure.metric_id in figure.shapes.group("traded") if named else figure.quantity.kind not in THINGS
    if not (figure.changes and priced):
        return None
    if figure.text.endswith(tuple(figure.shapes.words("sets-price")), figure.clause, figure.quantity.left):
        return None
    return None if _is_foretold_too(figure) else "actual"


def past(figure: Figure) -> Modality | None:
    """Take what a word of the clause says is done for what is, but not 公司预期，上半年录得亏损3亿元."""
    if figure.reading.codes[: figure.begin].endswith("X,") and RECORDS in figure.text[figure.clause : figure.start]:
        return None
    done = says(figure.reading, figure.shapes["past"], figure.begin, figure.index)
    return "actual" if done or figure.shapes["done"].match(figure.text, figure.quantity.right) else None


def says(reading: Reading, pattern: re.Pattern[str], begin: int, end: int) -> bool:
    """Say whether the tokens between two indices hold a pattern, but for times that are only compared with."""
    start = reading.tokens[begin - 1].end if begin else reading.start
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


def mover_told(figure: Figure) -> Modality | None:
    """Take for what is how a share moved that is told of by what is to become of it: 计划发债的云杉跌2%."""
    cue = figure.reading.codes.rfind("X", figure.begin, figure.index)
    if not figure.changes or figure.link is not None or cue < 0:
        return None
    start, end = figure.reading.tokens[cue].end, figure.quantity.left
    return "actual" if figure.shapes["mover-told"].fullmatch(figure.text, start, end) is not None else None


def _is_given(figure: Figure) -> bool:
    """Say whether a number is of those that are there, whatever is planned for them."""
    quantity, shapes, begin = figure.quantity, figure.shapes, figure.reading.start
    text, left, right = figure.text, quantity.left, quantity.right
    if is_age(quantity):
        return shapes["coming-of-age"].search(text, begin, left) is None
    if quantity.kind == "share" and shapes["share-total"].search(text, begin, left):
        return True
    if quantity.kind in COUNTS | {"ratio"} and shapes["planners"].match(text, quantity.end):
        return True
    if quantity.kind not in COUNTS | {"duration"}:
        return False
    if quantity.kind in COUNTS and is_deliberated(figure.reading, figure.index, shapes):
        return True
    if quantity.kind in COUNTS and shapes["did-so-many"].search(text, max(begin, left - DID_REACH), left):
        return True  # 制定了12项任务
    if shapes["those"].search(text, begin, left) or shapes["reasons"].match(text, right):
        return True
    if quantity.kind == "count" and shapes["part-of-paper"].match(text, right):
        return shapes["paper-part"].search(text, begin, left) is not None
    if quantity.kind in COUNTS and _tells_which(figure):
        return True
    if text[left - 1] == "在" and shapes["out-of"].match(text, right):
        return True
    bounds = quantity.kind in ("person", "duration") and quantity.comparator in BOUNDS
    return bounds and shapes["tells-which"].match(text, right) is not None


def _is_time_foreseen(figure: Figure) -> bool:
    """Say whether something was foreseen of the times of the clause: 预料甲去年增长1%，今年增长2%；乙去年增长3%."""
    times = figure.times(figure.begin)
    return bool(times) and times <= figure.times_foreseen


def _tells_which(figure: Figure) -> bool:
    """Say whether a number is of what something has that is there: 将在有5万个座位的球场举行, but not 建设有5万个…."""
    shapes, text, left = figure.shapes, figure.text, figure.quantity.left
    has = shapes["has-so-many"].search(text, figure.clause, left) is not None
    of_which = has and shapes["of-which"].match(text, figure.quantity.right) is not None
    return of_which and shapes["builds"].search(text, figure.clause, left) is None


def _is_foretold_too(figure: Figure) -> bool:
    """Say whether a price moves behind another that is foreseen to move over a time to come: 金价升12%，银价升5%."""
    near = figure.near
    if near is None or near.modality != "forecast" or near.change is None or near.metric is None:
        return False
    dated = "P" in figure.reading.codes[figure.begin : figure.index]
    return near.change.basis != "day" and near.metric.id in figure.shapes.group("traded") and not dated
