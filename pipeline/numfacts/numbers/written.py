"""A number as it is written with its unit, and what its own characters say of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from numfacts.numbers.ones import counts_one
from numfacts.numbers.quantity import MYRIAD, Quantity
from numfacts.programs import later

if TYPE_CHECKING:
    import re

    from numfacts.numbers.numerals import Number
    from numfacts.numbers.units import Unit
    from numfacts.vocabulary.shapes import Shapes

GRADE, REACH = "级", 8  # unit of earthquakes, and characters in which they are told
ONE = Decimal(1)
COUNTED = frozenset(["count", "person"])  # kinds of what 一 is an article of
HUNDRED = 100
TEN_THOUSAND = 10000  # from which on a number in words is one without a unit
RANGE_LED = later("(?:至|到|[-–—~～、])(?=[一二两三四五六七八九十百千])")
NUMBERED = "第"
TILDE_BEFORE = later(r"(?:^|[a-z,:;] |\()~$")  # no range, which ends behind a number or its unit
TILDE_REACH = 3
PLUS_BEHIND = later(r"(?<=%)\+(?![0-9a-z$.(])")

MANY = later("(?<=people)|(?<=[a-z]s)(?<!times)|(?: [a-z-]+){0,2} (?:[a-z-]{2,}s|people|men|women|children)(?![a-z])")

PART = later("(?:quarters?|thirds?|fifths?|tenths?|half|lives|out) of $")  # a quarter of a million
PART_REACH = 12  # characters before a number in which it may be said that only a part of it is meant
RANKED = 7  # characters before a number in which words of a rank stand: 排名全球前三


class Written(NamedTuple):
    """A number, its unit and the currency before it, and where they stand in the text.

    ``begin`` and ``end`` are those of the numeral, ``start`` is that of its currency, ``stop`` the end of its unit.
    """

    number: Number
    unit: Unit | None
    before: Unit | None
    begin: int
    start: int
    end: int
    stop: int


def measured(
    number: Number, unit: Unit | None, before: Unit | None, unit_text: str | None, start: int, stop: int
) -> Quantity:
    """Give a number its unit: what stands behind it, and the currency before it."""
    kind, factor = "bare", ONE
    code: str | None = None
    if number.fraction is not None:
        kind, code = "ratio", number.fraction
    elif meaning := unit or before:
        kind, code, factor = meaning.kind, meaning.code, meaning.factor
        if before is not None:
            kind, code = "money", before.code or code
    high = None if number.high is None else number.high * factor
    rules = [meaning.rule for meaning in (unit, before) if meaning is not None]
    return Quantity(
        start, stop, start, stop, number.value * factor, high, code, kind, unit_text, None, "=", number.scale,
        number.decimals, number.kind == "chinese", rules,
    )  # fmt: skip


def is_numbered(lower: str, written: Written) -> bool:
    """Say whether a number only numbers something: 第3."""
    return lower[written.begin - 1 : written.begin] == NUMBERED


def is_among_first(lower: str, written: Written, ranked: re.Pattern[str]) -> bool:
    """Say whether a number bounds a rank, as the words say that stand ``ranked`` before it: 排名前三."""
    return ranked.search(lower, max(0, written.begin - RANKED), written.begin) is not None


def is_ordinal(lower: str, quantity: Quantity, written: Written) -> bool:
    """Say whether a number tells which one, and is no rank: 二层, 第三期; two are 两."""
    if quantity.spelled and quantity.kind == "count" and lower[written.begin : written.end] == "二":
        return True
    ranked = quantity.kind in ("bare", "person") and quantity.value == quantity.value.to_integral_value()
    return is_numbered(lower, written) and not ranked


def is_grade(lower: str, quantity: Quantity, start: int, quake: re.Pattern[str]) -> bool:
    """Say whether a number is a grade, and not that of an earthquake, as ``quake`` tells."""
    if quantity.unit_text != GRADE:
        return False
    return quantity.spelled or quake.search(lower, max(start - REACH, 0), quantity.end + REACH) is None


def bound_upwards(lower: str, quantity: Quantity, written: Written, upwards: re.Pattern[str]) -> None:
    """Read what leads ``upwards`` to a number that is but a scale: 上百亿."""
    vast = written.number.bare and (written.unit is not None or written.number.scale > MYRIAD)
    if vast and quantity.comparator == "=" and upwards.search(lower, max(0, written.start - 2), written.start):
        quantity.comparator, quantity.left = ">", written.start - 1


def read_plus(lower: str, quantity: Quantity, written: Written) -> None:
    """Read a plus sign behind a share: 增长100%+, but not 5%+3%."""
    if PLUS_BEHIND.match(lower, written.stop) is not None:
        quantity.comparator, quantity.right = ">=", quantity.right + 1


def read_tilde(lower: str, quantity: Quantity) -> None:
    """Read the mark of what is only about so much: a fine of ~$547k; not the end of a range, 20~30."""
    if TILDE_BEFORE.search(lower, max(0, quantity.left - TILDE_REACH), quantity.left) is not None:
        quantity.comparator, quantity.left = "~", quantity.left - 1


def begins_led_range(lower: str, quantity: Quantity) -> bool:
    """Say whether a number in words is led on to the high end of its range."""
    return begins_range(quantity) and RANGE_LED.match(lower, quantity.end) is not None


def begins_range(quantity: Quantity) -> bool:
    """Say whether a number in words counts nothing but as the low end of a range that gives it its unit: 三至四成."""
    if quantity.comparator == ">" and quantity.end - quantity.start == 1 and quantity.value >= HUNDRED:
        return False  # 日屠宰量过千
    return quantity.spelled and quantity.kind == "bare" and quantity.high is None and quantity.value < TEN_THOUSAND


def is_plausible(lower: str, quantity: Quantity, number: Number, shapes: Shapes) -> bool:
    """Refuse what is spelled like a number but counts nothing: 一家, 万元, 三点; but a dozen homes are so many."""
    many = number.bare and lower.startswith("a ", quantity.start) and MANY.match(lower, quantity.end) is not None
    if many and PART.search(lower, max(quantity.start - PART_REACH, 0), quantity.start) is None:
        return quantity.kind not in ("times", "ratio")
    if number.bare and quantity.comparator == "=":
        return False
    if not quantity.spelled:
        return True
    if quantity.kind == "bare":
        return quantity.value >= TEN_THOUSAND or (number.bare and quantity.comparator == ">")  # 日屠宰量过千
    if quantity.value == 1 and quantity.comparator == "=":
        return (
            quantity.kind in ("ratio", "times", "difference", "physical", "rank", "duration")
            or (quantity.code is not None and quantity.kind == "money")
            or (quantity.kind in COUNTED and counts_one(lower, quantity.start, quantity.end, shapes))
        )
    if quantity.kind == "point":
        return quantity.value >= 100
    return not (quantity.kind == "money" and quantity.code is None and quantity.unit_text in ("分", "角"))
