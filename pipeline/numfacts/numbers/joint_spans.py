"""Lengths of time told in years and months, as terms of prison are: 3年6个月, 四年半, six years and four months."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from numfacts.numbers.quantity import Quantity
from numfacts.programs import later

MONTHS = 12  # of a year
HALF = Decimal("0.5")
YEARS = "年"
DIGITS = "一二三四五六七八九"
AND = " and "
_COUNT = "[0-9]{1,2}|十?[一二两三四五六七八九十]"
REST = later(rf"(?P<half>半)(?![年月天])|[又零]?(?P<months>{_COUNT})个?月(?![0-9])")


def with_joint_spans(lower: str, found: list[Quantity]) -> list[Quantity]:
    """Put such lengths, in months or in years and a half, in the place of the numbers that they are made of."""
    joined: list[Quantity] = []
    for quantity in found:
        if joined and quantity.start < joined[-1].end:
            continue
        if joined and _goes_on(lower, joined[-1], quantity):
            joined[-1] = _with_months(joined[-1], quantity)
            continue
        rest = REST.match(lower, quantity.end) if _is_years(quantity) else None
        joined.append(quantity if rest is None else _with_rest(quantity, rest["months"], rest.end()))
    return joined


def in_one_unit(low: Quantity, high: Quantity) -> tuple[Quantity, Quantity]:
    """Tell two lengths of time in months where only one is in years: 18 months to two years."""
    if low.kind == high.kind == "duration" and {low.code, high.code} == {"year", "month"}:
        return _in_months(low), _in_months(high)
    return low, high


def _in_months(quantity: Quantity) -> Quantity:
    """Give a length of time in months."""
    value = quantity.value * (MONTHS if quantity.code == "year" else 1)
    return msgspec.structs.replace(quantity, value=value, code="month")


def _goes_on(lower: str, years: Quantity, months: Quantity) -> bool:
    """Say whether a number of months is what a number of years goes on with: six years and four months."""
    units = (years.kind, years.code, months.code) == ("duration", "year", "month")
    return units and months.value < MONTHS and lower[years.end : months.left] == AND


def _with_months(years: Quantity, months: Quantity) -> Quantity:
    """Make one quantity of a number of years and the months behind it."""
    value = years.value * MONTHS + months.value
    return msgspec.structs.replace(
        years, end=months.end, right=months.right, value=value, code="month", unit_text=months.unit_text
    )


def _is_years(quantity: Quantity) -> bool:
    """Say whether a quantity is a whole number of years."""
    return quantity.kind == "duration" and quantity.unit_text == YEARS


def _with_rest(quantity: Quantity, months: str | None, end: int) -> Quantity:
    """Add the half or the months behind a number of years to it."""
    quantity.end = quantity.right = end
    if months is None:
        quantity.value += HALF
        return quantity
    quantity.value = quantity.value * MONTHS + _count(months)
    quantity.code, quantity.unit_text = "month", "个月"
    return quantity


def _count(written: str) -> int:
    """Give the value of a small number: 6, 六, 十一."""
    if written.isdecimal():
        return int(written)
    ones = DIGITS.find(written[-1].replace("两", "二")) + 1
    return ones + (10 if written[0] == "十" else 0)
