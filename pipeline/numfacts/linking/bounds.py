"""Comparators that do not stand right at their number: before the metric or a total, or at the value before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.changes import CROSSED, crosses, in_other_words
from numfacts.linking.claim import Place
from numfacts.numbers.quantity import Quantity
from numfacts.programs import later
from numfacts.ruleset.kinds import ComparatorRule
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.records import Comparator
    from numfacts.vocabulary.shapes import Shapes

TOPPED = 16  # characters before an amount in which it may be said that it is to be topped
BOUNDS = frozenset([">=", "<="])
MOST = "最多"  # before how far something moved at its peak
PEAKED = frozenset(["point", "ratio"])  # kinds of quantities of which that is told
DENIED = "不"  # begins the bounds that reach over the noun they are told by: 不高于每股3元
NOMINAL = frozenset("wMSOHCPs")  # codes of what such a noun is made of
MARKED = frozenset("wMSOHCPsvVX")  # codes of who has set a mark, before it
WHOLE = later("[Lr]?[wMSOHCPBRv]*")  # codes of what a share is of, behind the word that says so


def shares_comparator(place: Place, shapes: Shapes) -> bool:
    """Say whether the comparator of the claim before holds on: in a bracket, 分别突破89美元、86美元."""
    reading, index, near = place.reading, place.index, place.near
    if reading.codes[index - 1] == "(" or in_other_words(place):
        return True
    listed = reading.codes.rfind("Q", 0, index) + 1
    if near is None:
        return False
    passed = near.quantity.comparator in "<>" and near.change is None
    if near.quantity.code == place.quantity.code and (near.quantity.comparator in BOUNDS or passed):
        return reading.codes[listed:index] == "j"  # 不低于12万股、10万股和5万股, 超过40%和17%
    each = "e" in reading.codes[reading.clause_start(index) : index]
    return each and crosses(Place(reading, index, near.quantity, None, None), shapes)


def loose_comparator(place: Place, shapes: Shapes) -> None:
    """Take a comparator that stands before the metric or the total: 约占公司总股本的1.78%, 不得超过净额的10%."""
    quantity = place.quantity
    if quantity.comparator == "=":
        found = (comparator for read in _LOOSE if (comparator := read(place, shapes)) is not None)
        quantity.comparator = next(found, "=")


def _topped(place: Place, shapes: Shapes) -> Comparator | None:
    """Read what an English amount is to be more than: revenue will top $3 billion."""
    if not place.reading.english or place.quantity.kind in ("rank", "duration"):
        return None
    start = place.quantity.left
    return ">" if shapes["english-to-top"].search(place.reading.text, max(0, start - TOPPED), start) else None


def _before_metric(place: Place, shapes: Shapes) -> Comparator | None:
    """Read a comparator at the head of what the value is of: 最高将投入55亿元, 不超过公司总股本比例的2%."""
    reading, index, quantity = place.reading, place.index, place.quantity
    bound = reading.codes.rfind("k", reading.clause_start(index), index)
    if bound < 0 or shapes["highest-penalty"].match(reading.text, reading.tokens[bound].start) is not None:
        return None
    token, between = reading.tokens[bound], reading.codes[bound:index]
    value: Comparator = token.item.rule.value  # type: ignore[union-attr]
    alone = "Q" not in between
    granted = "X" in between or shapes["granted"].match(reading.text, token.end) is not None
    noun = NOMINAL.issuperset(between[1:])
    said = not reading.text.startswith("的", token.end)  # not 销量最多的增长5%
    peak = said and between == "kV" and reading.text.startswith(MOST, token.start)  # 最多升230点
    if (
        (peak and quantity.kind in PEAKED)
        or (value == "<=" and granted and alone)
        or shapes["total"].search(reading.text, token.end, reading.tokens[index].start) is not None
        or _is_part(reading, bound, index, quantity, shapes)
        or (value in BOUNDS and reading.text[token.start] == DENIED and noun)
    ):
        return value
    return None


def _of_penalty_before(place: Place, _: Shapes) -> Comparator | None:
    """Read a term beside a fine: 最高罚款2000元及监禁一年."""
    near = place.near
    listed = place.quantity.kind == "duration" and place.reading.codes[place.index - 3 : place.index] == "QjM"
    return near.quantity.comparator if listed and near is not None else None


def _in_bracket(place: Place, _: Shapes) -> Comparator | None:
    """Read what a bracket says of the value before it: 减持不超过5万股（占总股本的3%）."""
    near = place.near
    opened = _bracketed(place.reading, place.index, near.quantity) if near is not None else ""
    if near is None or not opened:
        return None
    return near.quantity.comparator if "r" in opened and near.quantity.comparator in BOUNDS else "="


def _in_clause(place: Place, shapes: Shapes) -> Comparator | None:
    """Read the nearest comparator before the value, across what it is of: 至少回购价值800亿元, 约占股本5万股的0.8%."""
    reading, index = place.reading, place.index
    of_sum = reading.codes[index - 1] == "Q"
    for position in range(index - 1 - of_sum, max(reading.clause_start(index), index - 6 - of_sum) - 1, -1):
        token = reading.tokens[position]
        if token.code == "k" and isinstance(token.item, Term) and isinstance(token.item.rule, ComparatorRule):
            if shapes["highest-penalty"].match(reading.text, token.start) is not None:
                return None  # 最高资助额为300万元
            if shapes["bound"].match(reading.text, token.start) is not None:
                return token.item.rule.value
            near = token.item.rule.value == "~" and "v" not in reading.codes[position:index]
            return "~" if near else None
        if token.code in "rM" and reading.text[token.start] == "约":
            return "~"
        if token.code not in "LrMwXOPvSV":
            return None
    return None


def _short_of_mark(place: Place, shapes: Shapes) -> Comparator | None:
    """Read on which side of a mark something will be of which no value is told: 通胀将低于央行设定的2%的目标."""
    reading, index, near = place.reading, place.index, place.near
    if reading.english or (near is not None and near.quantity.code == place.quantity.code):
        return None  # 交付9.8万辆，超出原计划的9万辆目标
    bound = reading.codes.rfind("k", reading.clause_start(index), index)
    if "X" not in reading.codes[: max(bound, 0)] or not MARKED.issuperset(reading.codes[bound + 1 : index]):
        return None
    behind = shapes["mark-set"].match(reading.text, place.quantity.right) is not None
    return reading.tokens[bound].item.rule.value if behind else None  # type: ignore[union-attr]


def _passed_mark(place: Place, shapes: Shapes) -> Comparator | None:
    """Give the side of a level that something is on, by what is said behind it: 20000点大关失守, 失而复得."""
    reading, quantity = place.reading, place.quantity
    if reading.english:
        mark = shapes["english-mark-behind"].match(reading.text, quantity.right) is not None
        passed = mark and shapes["english-to-mark"].search(reading.text, reading.start, quantity.left) is not None
        return ">" if passed else None  # over the $3 billion mark
    if quantity.kind not in CROSSED:
        return None
    behind = shapes["mark-passed"].match(reading.text, quantity.right)
    if behind is None:
        return None
    weaker = quantity.kind == "rate"  # 7.3兑1美元关口失守: more of it for a dollar
    return "<" if bool(behind["lost"]) != weaker else ">"


def _is_part(reading: Reading, bound: int, index: int, quantity: Quantity, shapes: Shapes) -> bool:
    """Say whether a share is of what the comparator at ``bound`` leads to: 超过上年净利润的50%, 约为去年同期的三倍."""
    if quantity.kind not in ("ratio", "times") or reading.text[quantity.left - 1] != "的":
        return False
    compares = shapes["held-against"].search(reading.text, reading.tokens[bound].start - 1, reading.tokens[bound].end)
    if compares is not None:
        return False  # 高于去年的9.6%, 好过初值的0.1%
    return WHOLE.fullmatch(reading.codes, bound + 1, index) is not None


def _bracketed(reading: Reading, index: int, near: Quantity) -> str:
    """Give the codes between the bracket that opens behind the quantity before and the one it holds, if it does."""
    opened = reading.codes.rfind("(", 0, index)
    if opened < 1 or reading.tokens[opened - 1].item is not near:
        return ""
    between = reading.codes[opened + 1 : index]
    return "" if set(between) & set(")Q,") else between


# What reads the comparator of a value that has none at itself, in this order.
_LOOSE = (
    _passed_mark,
    _topped,
    _before_metric,
    _of_penalty_before,
    _in_bracket,
    _short_of_mark,
    _in_clause,
)
