"""Quantities: that a number with its unit is found whole and exact wherever it stands."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numfacts.numbers.quantity import Quantity
from support.quantities import quantities

UNITS = {
    "元": (1, "CNY"), "万元": (10_000, "CNY"), "亿元": (100_000_000, "CNY"), "亿港元": (100_000_000, "HKD"),
    "%": (1, "percent"), "个百分点": (1, "percentage_point"), "倍": (1, "times"), "万辆": (10_000, "count"),
    " million dollars": (1_000_000, "USD"), " percent": (1, "percent"), " barrels": (1, "[bbl_us]"),
}  # fmt: skip
PREFIXES = {"HK$": "HKD", "US$": "USD", "€": "EUR", "人民币": "CNY", "RMB ": "CNY"}


def only(text: str) -> Quantity:
    (quantity,) = quantities(text)
    return quantity


values = st.decimals(min_value=2, max_value=9999, places=2).map(lambda value: value.normalize())


@settings(deadline=None)
@given(values, st.sampled_from(sorted(UNITS)), st.booleans())
def test_value_and_unit_are_exact(value: Decimal, unit: str, separators: bool) -> None:
    written = f"{value:,f}" if separators else f"{value:f}"
    text = f"录得 {written}{unit}，如前所述"
    quantity = only(text)
    factor, code = UNITS[unit]
    assert (quantity.value, quantity.code) == (value * factor, code)
    assert text[quantity.start : quantity.end] == f"{written}{unit}"


@settings(deadline=None)
@given(values, st.sampled_from(sorted(PREFIXES)))
def test_a_currency_before_the_number_is_part_of_it(value: Decimal, prefix: str) -> None:
    text = f"录得{prefix}{value:f}，如前所述"
    quantity = only(text)
    assert (quantity.value, quantity.code) == (value, PREFIXES[prefix])
    assert text[quantity.start : quantity.end] == f"{prefix}{value:f}"


@settings(deadline=None)
@given(st.integers(2, 400), st.integers(1, 400), st.sampled_from(["至", "到", "-", "~", " to "]))
def test_a_range_is_one_quantity(low: int, more: int, mark: str) -> None:
    quantity = only(f"预计录得{low}{mark}{low + more}亿元，如前所述")
    assert (quantity.value, quantity.high) == (low * 10**8, (low + more) * 10**8)


@pytest.mark.parametrize(
    "text", ["由3亿元至5亿元", "5亿元至3亿元", "增3亿元至5亿元", "rose by 20 cents to $12.5", "rose by 1.1% to 4.3%"]
)
def test_where_something_moves_there_is_no_range(text: str) -> None:
    assert [quantity.high for quantity in quantities(text)] == [None, None]


@pytest.mark.parametrize("text", ["fell by 8 percent to 10 percent", "cut costs by $60 million to $70 million"])
def test_an_amount_of_change_may_be_a_range(text: str) -> None:
    assert only(text).high is not None


@pytest.mark.parametrize("word", ["earlier", "ago", "before"])
def test_a_year_that_is_compared_with_is_no_denominator(word: str) -> None:
    assert only(f"compared with $54.7 million a year {word}").per is None


def test_numbers_of_a_list_share_the_unit_at_its_end() -> None:
    found = quantities("分别新增15、35及50个项目")
    assert [(quantity.value, quantity.code) for quantity in found] == [(15, "count"), (35, "count"), (50, "count")]


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("逾5亿元", ">"),
        ("5亿元以上", ">="),
        ("约5亿元", "~"),
        ("不超过5亿元", "<="),
        ("近5亿元", "~"),
        ("5亿多元", ">"),
    ],
)
def test_the_words_of_a_comparator_are_no_part_of_the_quote(text: str, comparator: str) -> None:
    quantity = only(f"录得{text}。")
    assert quantity.comparator == comparator
    assert quantity.value == 500_000_000


@pytest.mark.parametrize(
    "text", ["C919客机", "比分2:1", "第3章", "图5", "5G网络", "2024年3月5日", "13800138000", "a.b@c5.com"]
)
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    assert quantities(f"关于{text}的消息") == []
