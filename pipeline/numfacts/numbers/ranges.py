"""Numbers that go together: two of which a range is made, and lists that share the unit of the last."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from numfacts.numbers.quantity import MYRIAD, Quantity
from numfacts.numbers.tails import HUNDRED
from numfacts.programs import later
from numfacts.ruleset.kinds import ChangeRule
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.numbers.scanned_text import ScannedText

RANGE = later(r"[ \t]?(?:至|到|[-–—~～]{1,2}|to)[ \t]?|(?P<pair>[ \t]?(?:和|与|and)[ \t]?)")
PAIRED = later(r"(?:between|介乎|介于|在)[ \t]?$")
AGED = later("(?<![a-z])age[sd](?: between)? $")  # people aged 18 to 35
AGED_REACH = 16  # characters before a number that may say it is an age
WITHIN = later(r"(?:的?区间|之间|范围|不等)")  # behind two ends, whichever is the greater: 1.8%-1.7%区间
REVISED = later(
    r"(?:区间|之间)?(?:上|下|向上|向下)?(?:修正|更正|修订|调整|变更|调|提高|降低)(?:为|至|到)"
)  # 由3亿元至4亿元修正为
BETWEEN = later("between $")
COUNTED = later("(?! (?:to|from|in|on|at|and|or|for|by|of|the|with|votes?|per|percent)(?![a-z])) [a-z]{3}")  # a noun
RANGED = later(r"(?:rang(?:e|es|ed|ing)(?: in [a-z]+)?|anywhere|anything) from $")  # prices ranged from 3 to 5 dollars
RANGED_REACH = 24  # characters before a number in which that stands, and so below
APART = 10  # a share and a level that many times as large are no range of changes
FAR_APART = 50  # what an amount and one that many times as large are no range of: up 1 cent to 69 dollars
MOVED_FROM = later(r"(?:由|从|自|from|(?P<by>by))[ \t]?$")
SPREAD = later(
    "(?:[售票租定标呎房货车菜]价|价格|价钱|[月年日]租|租金|[月年时]薪|底薪|学费|门票|收费|面积|楼面|年[龄纪]|身高|体重|身长|长度|高度|[加升涨增减跌降]幅)"
    "(?:每[^，,。；;0-9]{1,4})?(?:由|从)[ \t]?$"
)  # before the lower of two ends between which things are: 售价由128元至388元
FORESEEN = later("(?:预计|预期|预告)[^。;\n]*$|将.{0,20}$")  # 将增加4900万元至6300万元: a range
FORESEEN_REACH = 80
EXPECTED = later(r"(?:expect|forecast|predict|estimate|(?:will|could|may|might|would) )[^.,;]*$")
EXPECTED_REACH = 80
LOSS = later("亏损?[为约是]?$")
LOSS_REACH = 4  # characters before a number that may say it is a loss, of which the greater end may come first
LIST = later(r"/|[ \t]?(?:、|和|及|与|以及|或|(?:, )?and|or)[ \t]?")
MOVED_TO = later("from [a-z0-9.]+ to ")  # cut its target from four to three percent
FROM = len("from ")
HUNDREDTHS = later("cents?$|pence$|[仙分]$")  # units of money of which a currency has a hundred
SIGNS = ("$", "€", "£", "¥", "₹")
TENTHS = frozenset(["成", "折"])  # units of ten percent


def join_ranges(scan: ScannedText, found: list[Quantity]) -> list[Quantity]:
    """Make one quantity of each two of which a range is made, the first a part of a wider: 3至5亿元."""
    joined: list[Quantity] = []
    for quantity in found:
        if joined and _is_range(scan, joined[-1], quantity):
            between = BETWEEN.search(scan.lower, max(0, joined[-1].left - 8), joined[-1].left)
            left = joined[-1].left if between is None else between.start()
            joined[-1] = _range(joined[-1], quantity, left)
        else:
            joined.append(quantity)
    return joined


def _is_range(scan: ScannedText, low: Quantity, high: Quantity) -> bool:
    """Say whether two numbers that follow each other are the ends of one range."""
    lower = scan.lower
    if low.high is not None or high.high is not None or high.left < low.end or high.left - low.right > 6:
        return False
    if _shares_scale(low, high) and (match := RANGE.fullmatch(lower, low.end, high.left)) is not None:
        return not match["pair"] or PAIRED.search(lower, max(0, low.left - 8), low.left) is not None
    shared_scale = low.kind == "bare" and high.scale >= MYRIAD and not low.scale and low.decimals <= 1  # 450-600万
    bare = (
        high.kind == "bare"
        and lower[low.end : high.left] != " or "
        and not (high.scale and (low.scale or shared_scale))
    )
    counted = bare and _counts(scan, low, high)
    within = counted or WITHIN.match(lower, high.right) is not None or REVISED.match(lower, high.right) is not None
    if "rank" in (low.kind, high.kind) or (
        bare and not within and AGED.search(lower, max(0, low.left - AGED_REACH), low.left) is None
    ):
        return False
    per = low.per == high.per or (low.kind == high.kind == "money" and (low.per is None or high.per is None))
    alike = (low.code, low.kind) == (high.code, high.kind) and per
    if low.kind != "bare" and not alike and not (low.kind == high.kind == "money" and None in (low.code, high.code)):
        return False
    gap = lower[low.end : high.left]
    if gap == "、":
        tenths = high.unit_text in TENTHS
        next_to = (high.value / 10 if tenths else high.value) - low.value == 1 and low.value < APART - 1
        neighbours = low.kind == "bare" and next_to and not high.decimals and lower[low.start : low.end] != "二"
        return neighbours and (high.kind in ("count", "person") or tenths)  # 4、5家, 三、四成
    if gap == " or " and low.kind == "bare" and lower[low.start : low.end].isalpha() and lower[high.start].isalpha():
        return high.value - low.value == 1 and high.value < APART and not high.scale  # two or three plots
    match = RANGE.fullmatch(gap)
    if match is None:
        return False
    before = lower[max(0, low.left - 8) : low.left]
    if match["pair"] and not PAIRED.search(before):
        return False
    ranged = RANGED.search(lower, max(0, low.left - RANGED_REACH), low.left) is not None
    ranged = ranged or (high.value > low.value and SPREAD.search(before) is not None)
    moved_from = MOVED_FROM.search(before) if not ranged else None
    if low.kind == high.kind == "money" and not ranged and high.value > FAR_APART * low.value and "to" in gap:
        return False
    shared = high.kind == "ratio" and (  # by 0.3 to 0.4 percent
        low.kind == "bare" or EXPECTED.search(lower, max(0, low.left - EXPECTED_REACH), low.left) is not None
    )
    near = high.value <= 2 * low.value  # by 8 percent to 10 percent
    if moved_from is not None and "-" not in gap and not within and not (moved_from["by"] and (shared or near)):
        return False
    moved = scan.term_before(low.left) if "-" not in gap and "~" not in gap else None
    if (
        moved is not None
        and isinstance(moved.item, Term)
        and isinstance(moved.item.rule, ChangeRule)
        and moved.item.rule.role != "to"
        and (low.kind not in ("bare", "ratio", "times") or _leads_to(moved.item.rule, low, high))
        and not (high.value < 2 * low.value and FORESEEN.search(lower, max(0, low.left - FORESEEN_REACH), low.left))
    ):
        return False  # 加0.3元至3.3元: by how much, and to what
    value = _low_end(low, high)
    if 0 < high.value < value and within:
        return True
    if 0 < high.value < value and high.kind == "money":
        return LOSS.search(lower, max(0, low.left - LOSS_REACH), low.left) is not None  # 亏损6亿元至5亿元
    return 0 <= value < high.value or (value < 0 and high.value < 0)  # -4.5亿元到-6.5亿元; -3%至2% are two


def _counts(scan: ScannedText, low: Quantity, high: Quantity) -> bool:
    """Say whether a noun stands behind two numbers of things in English: 3,000 to 4,000 jobs, between 5 and 10 flights.

    A number that moved, and the one it moved to, are further apart than the ends of a range.
    """
    if low.kind != "bare" or low.decimals or high.decimals or COUNTED.match(scan.lower, high.right) is None:
        return False
    gap = scan.lower[low.end : high.left]
    paired = gap == " and " and BETWEEN.search(scan.lower, max(0, low.left - RANGED_REACH), low.left) is not None
    moved = scan.term_before(low.left)
    rule = moved.item.rule if moved is not None and isinstance(moved.item, Term) else None
    near = not isinstance(rule, ChangeRule) or high.value <= 2 * low.value
    led = MOVED_FROM.search(scan.lower, max(0, low.left - RANGED_REACH), low.left) is not None
    return paired or (gap == " to " and near and not led)


def _shares_scale(low: Quantity, high: Quantity) -> bool:
    """Say whether an amount behind a sign is in millions or billions because the next is: $3 to $3.5 billion."""
    signed = low.kind == "money" and not low.scale and (low.unit_text or "").endswith(SIGNS) and high.scale > 0
    alike = high.kind == "bare" or (high.code, high.per) == (low.code, low.per)
    return signed and alike and 1 <= low.value <= high.value.scaleb(-high.scale)


def _leads_to(rule: ChangeRule, low: Quantity, high: Quantity) -> bool:
    """Say whether a share is a change and the next the level that it leads to: 减息0.5厘至9厘, 失业率升0.2%至4.1%."""
    return low.kind == "ratio" and low.value > 0 and (rule.metric is not None or high.value > APART * low.value)


def _low_end(low: Quantity, high: Quantity) -> Decimal:
    """Give the value of the low end, in the scale and the unit of the high one where it has none: 3至5亿, 三至五成."""
    factor = Decimal(10) ** high.scale
    if _shares_scale(low, high):
        return low.value * factor
    if low.kind == "bare" and not low.scale and high.scale and low.value * factor <= high.value:
        return low.value * factor
    if low.kind == "bare" and high.unit_text in TENTHS:
        return low.value * 10
    return low.value / HUNDRED if low.kind == "bare" and _is_in_hundredths(high) else low.value


def _is_in_hundredths(quantity: Quantity) -> bool:
    """Say whether an amount is written in cents or pence."""
    return quantity.kind == "money" and HUNDREDTHS.search(quantity.unit_text or "") is not None


def _range(low: Quantity, high: Quantity, left: int) -> Quantity:
    """Make a quantity of the two ends of a range, whose words begin at ``left``."""
    value, top = _low_end(low, high), high.value
    if top < value:
        value, top = top, value
    comparator = low.comparator if low.comparator != "=" else high.comparator
    return Quantity(
        low.start, high.end, left, high.right, value, top, high.code or low.code,
        low.kind if high.kind == "bare" else high.kind, high.unit_text or low.unit_text,
        high.per or low.per, comparator, high.scale, high.decimals, high.spelled, [*low.rules, *high.rules],
    )  # fmt: skip


def share_units(lower: str, found: list[Quantity]) -> list[Quantity]:
    """Give the bare numbers of a list the unit, and the scale, of its last: 3、4和5亿元."""
    for index in range(len(found) - 2, -1, -1):
        item, last = found[index], found[index + 1]
        begun = item.unit_text == "个" and last.kind in ("difference", "pip")  # 0.3个和0.5个百分点
        if (item.kind != "bare" and not begun) or last.kind in ("bare", "rank"):
            continue
        if item.spelled and not last.spelled:
            continue
        lowered = last.kind == "ratio" and MOVED_TO.fullmatch(lower, item.left - FROM, last.left) is not None
        if (lowered or LIST.fullmatch(lower, item.right, last.left)) and (
            last.unit_text is not None or "shared-unit" in last.rules
        ):
            item.kind, item.code, item.per = last.kind, last.code, last.per
            _share_scale(item, last)
            item.rules.append("shared-unit")
    return found


def _share_scale(item: Quantity, last: Quantity) -> None:
    """Read a number in a list in the scale of the last one, or in its cents: 5.67、4.88和2.34万亿元."""
    if _is_in_hundredths(last):
        item.value /= HUNDRED
    shared = item.value.scaleb(last.scale)
    if last.scale and not item.scale and shared <= last.value * HUNDRED:
        item.value, item.scale = shared, last.scale
