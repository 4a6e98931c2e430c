"""Numbers that go together: two of which a range is made, and lists that share the unit of the last."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from numfacts.numbers.joint_spans import in_one_unit
from numfacts.numbers.pairs import PAIRED_REACH, is_in_hundredths, is_range, low_end
from numfacts.numbers.quantity import Quantity
from numfacts.numbers.tails import HUNDRED
from numfacts.programs import later

if TYPE_CHECKING:
    from numfacts.numbers.scanned_text import ScannedText

FROM_TO = later(" to ")
ALONE = later(r"[.,;)](?![0-9])|$|\n| (?:in|by|last|this|a|per) ")  # behind a number without a noun
LED = frozenset(["physical", "person", "money"])  # kinds of what becomes a bare number
SPREADING = frozenset("~><")  # comparators that are of all numbers behind them in a list
LISTING = ", "  # between all but the last two of an English list
LIST = later(r"/|[ \t]?(?:、|和|及|与|以及|或|(?:, )?and|or)[ \t]?")
MOVED_TO = later("from [a-z0-9.]+ to ")  # cut its target from four to three percent
FROM = len("from ")


def join_ranges(scan: ScannedText, found: list[Quantity]) -> list[Quantity]:
    """Make one quantity of each two of which a range is made, the first a part of a wider: 3至5亿元."""
    joined: list[Quantity] = []
    for quantity in found:
        low, high = in_one_unit(joined[-1], quantity) if joined else (quantity, quantity)
        if joined and is_range(scan, low, high):
            between = scan.shapes["english-between"].search(scan.lower, max(0, low.left - PAIRED_REACH), low.left)
            left = low.left if between is None else between.start()
            joined[-1] = _range(low, high, left)
        else:
            joined.append(quantity)
    return joined


def _range(low: Quantity, high: Quantity, left: int) -> Quantity:
    """Make a quantity of the two ends of a range, whose words begin at ``left``."""
    value, top = low_end(low, high), high.value
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
        shared = "shared-unit" in last.rules
        listed = LIST.fullmatch(lower, item.right, last.left) or (shared and lower[item.right : last.left] == LISTING)
        if (lowered or listed) and (last.unit_text is not None or shared):
            item.kind, item.code, item.per = last.kind, last.code, last.per
            share_scale(item, last)
            item.rules.append("shared-unit")
    for first, item in pairwise(found):
        if item.kind == "bare" and first.kind in LED and _leads(lower, first, item):
            item.kind, item.code, item.per = first.kind, first.code, first.per
            share_scale(item, first)
    return share_comparators(lower, found)


def share_comparators(lower: str, found: list[Quantity]) -> list[Quantity]:
    """Give the numbers of a list that share a unit the comparator before its first: 约12.5、15.9及18.6公顷."""
    for item, following in pairwise(found):
        spreads = item.comparator in SPREADING and following.comparator == "=" and "shared-unit" in item.rules
        if spreads and LIST.fullmatch(lower, item.right, following.left) is not None:
            following.comparator = item.comparator
    return found


def _leads(lower: str, first: Quantity, last: Quantity) -> bool:
    """Say whether a quantity is told to have become a bare number, which has its unit: from 1,738 tonnes to 2,600."""
    led = lower.endswith("from ", 0, first.left) and FROM_TO.fullmatch(lower, first.right, last.left) is not None
    return led and ALONE.match(lower, last.right) is not None


def share_scale(item: Quantity, last: Quantity) -> None:
    """Read a number in a list in the scale of the last one, or in its cents: 5.67、4.88和2.34万亿元."""
    if is_in_hundredths(last):
        item.value /= HUNDRED
    shared = item.value.scaleb(last.scale)
    if last.scale and not item.scale and shared <= last.value * HUNDRED:
        item.value, item.scale = shared, last.scale
