"""Whether two numbers that follow each other are the ends of one range, by rules that are tried in order."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from numfacts.in_order import first_found
from numfacts.numbers.quantity import MYRIAD, Quantity
from numfacts.numbers.tails import HUNDRED
from numfacts.programs import later
from numfacts.ruleset.kinds import ChangeRule
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    import re
    from typing import TypeAlias

    from numfacts.numbers.scanned_text import ScannedText

    Joins: TypeAlias = Callable[["Pair"], bool | None]

EITHER = "或"  # between two values of one unit of which the second is one more
ALTERNATIVES = ("、", " or ", EITHER)  # between two numbers that may be one next to the other
GAP = 6  # characters between two ends, and the words that compare them
RANGE = later(r"[ \t]?(?:至|到|[-–—~～]{1,2}|to)[ \t]?|(?P<pair>[ \t]?(?:和|与|and)[ \t]?)")
PAIRED_REACH = 8  # characters before a number in which that, or what moved, stands
AGED_REACH = 16  # characters before a number that may say it is an age
RANGED_REACH = 24  # characters before a number in which that stands, and so below
APART = 10  # a share and a level that many times as large are no range of changes
THOUSAND = 1000  # what is counted in words of a scale is no range that begins with as much in digits
FAR_APART = 50  # what an amount and one that many times as large are no range of: up 1 cent to 69 dollars
FORESEEN_REACH = 80
LOSS_REACH = 4  # characters before a number that may say it is a loss, of which the greater end may come first
HUNDREDTHS = later("cents?$|pence$|[仙分]$")  # units of money of which a currency has a hundred
SIGNS = ("$", "€", "£", "¥", "₹")
TENTHS = frozenset(["成", "折"])  # units of ten percent


class Pair:
    """Two numbers that follow each other, with what stands before, between and behind them."""

    def __init__(self, scan: ScannedText, low: Quantity, high: Quantity) -> None:
        self.scan = scan
        self.low = low
        self.high = high
        self.gap = scan.lower[low.end : high.left]

    def led(self, shape: str, reach: int) -> re.Match[str] | None:
        """Find a shape, given by its id, among the characters before the two."""
        left = self.low.left
        return self.scan.shapes[shape].search(self.scan.lower, max(0, left - reach), left)

    def followed(self, shape: str) -> bool:
        """Say whether a shape, given by its id, stands behind the two."""
        return self.scan.shapes[shape].match(self.scan.lower, self.high.right) is not None

    @cached_property
    def joint(self) -> re.Match[str] | None:
        """What joins the two as ends do: 至, to, and, a dash."""
        return RANGE.fullmatch(self.gap)

    @property
    def joined(self) -> bool:
        """Whether they are joined as ends, and by an and only behind between: between 3 and 5."""
        return self.joint is not None and (
            not self.joint["pair"] or self.led("between-before", PAIRED_REACH) is not None
        )

    @cached_property
    def bare(self) -> bool:
        """Whether the second has no unit, nor a scale for both."""
        low, high = self.low, self.high
        shared_scale = low.kind == "bare" and high.scale >= MYRIAD and not low.scale and low.decimals <= 1  # 450-600万
        return high.kind == "bare" and self.gap != " or " and not (high.scale and (low.scale or shared_scale))

    @cached_property
    def within(self) -> bool:
        """Whether what stands behind tells that something lies between them, whichever is the greater."""
        return (self.bare and _counts(self)) or self.followed("within-ends") or self.followed("revised-behind")

    @cached_property
    def ranged(self) -> bool:
        """Whether what stands before tells that things lie between them: prices ranged from 3 to 5, 售价由3元至5元."""
        if self.led("english-ranged", RANGED_REACH) is not None:
            return True
        return self.high.value > self.low.value and self.led("spread", PAIRED_REACH) is not None

    @cached_property
    def money(self) -> bool:
        """Whether both are amounts of money."""
        return self.low.kind == self.high.kind == "money"


def is_range(scan: ScannedText, low: Quantity, high: Quantity) -> bool:
    """Say whether two numbers that follow each other are the ends of one range, as the first rule says that tells."""
    if low.high is not None or high.high is not None or high.left < low.end or high.left - low.right > GAP:
        return False
    pair = Pair(scan, low, high)
    return (pair.joint is not None or pair.gap in ALTERNATIVES) and bool(first_found(RULES, pair))


def in_scale_of_next(pair: Pair) -> bool | None:
    """Join an amount behind a sign with the one whose scale it shares: $3 to $3.5 billion."""
    return pair.joined if pair.joint is not None and _shares_scale(pair.low, pair.high) else None


def of_nothing(pair: Pair) -> bool | None:
    """Part numbers of nothing, unless they are ages or it is said that something lies between: 3-5, aged 18 to 35."""
    counts_nothing = pair.bare and not pair.within and pair.led("english-aged", AGED_REACH) is None
    return False if counts_nothing else None


def of_other_units(pair: Pair) -> bool | None:
    """Part what is measured in two units: 3元至5吨; but not 3元至5元 of which one tells its currency or what for."""
    low, high = pair.low, pair.high
    per = low.per == high.per or (pair.money and None in (low.per, high.per))
    alike = (low.code, low.kind) == (high.code, high.kind) and per
    currency = pair.money and None in (low.code, high.code)
    return None if low.kind == "bare" or alike or currency else False


def of_neighbours(pair: Pair) -> bool | None:
    """Join what an enumeration comma parts where the one is next to the other: 4、5家, 三、四成."""
    low, high = pair.low, pair.high
    if pair.gap != "、" or pair.led("one-by-one", PAIRED_REACH) is not None:
        return None
    tenths = high.unit_text in TENTHS
    next_to = (high.value / 10 if tenths else high.value) - low.value == 1 and low.value < HUNDRED - 1
    neighbours = low.kind == "bare" and next_to and not high.decimals and pair.scan.lower[low.start : low.end] != "二"
    return neighbours and (high.kind in ("count", "person", "physical") or tenths)


def of_one_more(pair: Pair) -> bool | None:
    """Join so many and one more of the same: 六次或七次, 3或4家."""
    low, high = pair.low, pair.high
    if pair.gap != EITHER or high.kind not in ("count", "person", "duration") or high.scale:
        return None
    return high.value - low.value == 1 and (low.kind == "bare" or low.unit_text == high.unit_text)


def of_either(pair: Pair) -> bool | None:
    """Join what is written in words where the one is next to the other: two or three plots."""
    low, high, lower = pair.low, pair.high, pair.scan.lower
    written = lower[low.start : low.end].isalpha() and lower[high.start].isalpha()
    if pair.gap != " or " or low.kind != "bare" or not written:
        return None
    return high.value - low.value == 1 and high.value < APART and not high.scale


def unjoined(pair: Pair) -> bool | None:
    """Part what nothing joins as ends: 3元和5元."""
    return None if pair.joined else False


def far_apart(pair: Pair) -> bool | None:
    """Part an amount by which something rose from the one it rose to: up 1 cent to 69 dollars."""
    far = pair.high.value > FAR_APART * pair.low.value and "to" in pair.gap
    sized = pair.money or pair.low.value >= THOUSAND  # rose 30,000 to 1.97 million
    return False if sized and far and not pair.ranged else None


def moved_from(pair: Pair) -> bool | None:
    """Part what something moved from, and to: 由3元至5元, from 3 to 5 dollars; not rose by 8 percent to 10 percent."""
    low, high = pair.low, pair.high
    moved = None if pair.ranged or pair.within or "-" in pair.gap else pair.led("moved-from", PAIRED_REACH)
    if moved is None:
        return None
    share = high.kind == "ratio" and low.kind == "bare"
    return None if moved["by"] and (share or high.value <= 2 * low.value) else False


def changed_to(pair: Pair) -> bool | None:
    """Part by how much something changed, and to what: 加0.3元至3.3元; not 加1元至24元不等, 将增4900万元至6300万元."""
    low, high = pair.low, pair.high
    ranged = "-" in pair.gap or "~" in pair.gap or pair.followed("varying")
    rule = None if ranged else _change_before(pair)
    if rule is None or rule.role == "to":
        return None
    foreseen = high.value < 2 * low.value and pair.led("range-foreseen", FORESEEN_REACH) is not None
    led = low.kind not in ("bare", "ratio", "times") or _leads_to(rule, low, high)
    return False if led and not foreseen else None


def falling(pair: Pair) -> bool | None:
    """Join a greater end with a lesser where something lies within, or is lost: 1.8%-1.7%区间, 亏损6亿元至5亿元."""
    if not 0 < pair.high.value < low_end(pair.low, pair.high):
        return None
    return pair.within or (pair.high.kind == "money" and pair.led("loss-before", LOSS_REACH) is not None)


def rising(pair: Pair) -> bool:
    """Join a lesser end with a greater, or two that are below nothing: -4.5亿元到-6.5亿元; -3%至2% are two."""
    value, high = low_end(pair.low, pair.high), pair.high.value
    return 0 <= value < high or (value < 0 and high < 0)


RULES: tuple[Joins, ...] = (
    in_scale_of_next,
    of_nothing,
    of_other_units,
    of_neighbours,
    of_one_more,
    of_either,
    unjoined,
    far_apart,
    moved_from,
    changed_to,
    falling,
    rising,
)


def low_end(low: Quantity, high: Quantity) -> Decimal:
    """Give the value of the low end, in the scale and the unit of the high one where it has none: 3至5亿, 三至五成."""
    factor = Decimal(10) ** high.scale
    if _shares_scale(low, high):
        return low.value * factor
    if low.kind == "bare" and not low.scale and high.scale and low.value * factor <= high.value:
        return low.value * factor
    if low.kind == "bare" and high.unit_text in TENTHS:
        return low.value * 10
    return low.value / HUNDRED if low.kind == "bare" and is_in_hundredths(high) else low.value


def is_in_hundredths(quantity: Quantity) -> bool:
    """Say whether an amount is written in cents or pence."""
    return quantity.kind == "money" and HUNDREDTHS.search(quantity.unit_text or "") is not None


def _counts(pair: Pair) -> bool:
    """Say whether a noun stands behind two numbers of things in English: 3,000 to 4,000 jobs, between 5 and 10 flights.

    A number that moved, and the one it moved to, are further apart than the ends of a range.
    """
    low, high = pair.low, pair.high
    if low.kind != "bare" or low.decimals or high.decimals or not pair.followed("english-counted"):
        return False
    if pair.gap == " and " and pair.led("english-between", RANGED_REACH) is not None:
        return True
    near = _change_before(pair) is None or high.value <= 2 * low.value
    return pair.gap == " to " and near and pair.led("moved-from", RANGED_REACH) is None


def _change_before(pair: Pair) -> ChangeRule | None:
    """Give the rule of the word of change that stands right before the two."""
    term = pair.scan.term_before(pair.low.left)
    rule = term.item.rule if term is not None and isinstance(term.item, Term) else None
    return rule if isinstance(rule, ChangeRule) else None


def _shares_scale(low: Quantity, high: Quantity) -> bool:
    """Say whether an amount behind a sign is in millions or billions because the next is: $3 to $3.5 billion."""
    signed = low.kind == "money" and not low.scale and (low.unit_text or "").endswith(SIGNS) and high.scale > 0
    alike = high.kind == "bare" or (high.code, high.per) == (low.code, low.per)
    return signed and alike and 1 <= low.value <= high.value.scaleb(-high.scale)


def _leads_to(rule: ChangeRule, low: Quantity, high: Quantity) -> bool:
    """Say whether a share is a change and the next the level that it leads to: 减息0.5厘至9厘, 失业率升0.2%至4.1%."""
    far = high.value > (2 if low.unit_text == "厘" else APART) * low.value  # 利率下调0.5厘至2.75厘
    return low.kind == "ratio" and low.value > 0 and (rule.metric is not None or far)
