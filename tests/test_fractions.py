"""Fractions in English: that they have the value their words say, and none where it has no end."""

from __future__ import annotations

from decimal import Decimal

import pytest

from support.quantities import quantities


@pytest.mark.parametrize(
    ("text", "quote", "value", "code"),
    [
        ("Sales fell by a fifth.", "a fifth", "20", "percent"),
        ("Two fifths of users left", "Two fifths", "40", "percent"),
        ("Rates rose a quarter of a percentage point", "a quarter of a percentage point", "0.25", "percentage_point"),
        ("Rates rose half a percentage point", "half a percentage point", "0.5", "percentage_point"),
    ],
)
def test_a_fraction_has_the_value_of_its_words(text: str, quote: str, value: str, code: str) -> None:
    (quantity,) = quantities(text)
    assert text[quantity.start : quantity.end] == quote
    assert (quantity.value, quantity.code) == (Decimal(value), code)


@pytest.mark.parametrize("text", ["Sales fell by a third.", "A sixth of users left"])
def test_what_has_no_decimal_value_is_none(text: str) -> None:
    assert quantities(text) == []


def test_a_comparator_before_a_fraction_is_read() -> None:
    (quantity,) = quantities("Sales fell by at least a tenth.")
    assert quantity.comparator == ">="
