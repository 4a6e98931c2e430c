"""Tests of what numerals are worth: less common writings, vague ones, and what is no number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from support.numerals import NUMERALS, PATTERN, check


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一万五千亿", 1_500_000_000_000),
        ("二十一万亿", 21_000_000_000_000),
        ("3.5千万", 35_000_000),
        ("廿三", 23),
        ("卅", 30),
        ("壹佰万", 1_000_000),
        ("1兆", 10**12),
        ("三万五", 35_000),
        ("两亿三", 230_000_000),
        ("一百二", 120),
        ("2万1394", 21_394),
        ("5百", 500),
        ("127 1/4", Decimal("127.25")),
        ("-5.20", Decimal("-5.2")),
        ("零下5", -5),
        ("minus two", -2),
        ("two and a half million", 2_500_000),
        ("half a billion", 500_000_000),
        ("three dozen", 36),
        ("2 millions", 2_000_000),
        ("1.5 hundred thousand", 150_000),
        ("twenty-five hundred", 2_500),
    ],
)
def test_more_writings(text: str, value: Decimal | int) -> None:
    check(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("百分之六点七八", "6.78"),
        ("百分之一百二十", "120"),
        ("百分之百", "100"),
        ("百分之12.5", "12.5"),
        ("千分之三", "0.3"),
        ("万分之二点五", "0.025"),
        ("四分之一", "25"),
        ("八分之三", "37.5"),
        ("负百分之二", "-2"),
    ],
)
def test_parts_are_percent(text: str, value: str) -> None:
    number = NUMERALS.parse(text)
    assert number is not None
    assert (number.value, number.fraction) == (Decimal(value), "percent")
    if not text.startswith("负"):
        assert PATTERN.fullmatch(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("三十几万", 300_000, 400_000),
        ("十几", 10, 20),
        ("廿几", 20, 30),
        ("二十几亿", 2_000_000_000, 3_000_000_000),
        ("一百几十", 100, 200),
        ("30几", 30, 40),
        ("20几万", 200_000, 300_000),
        ("三四百", 300, 400),
        ("两三千万", 20_000_000, 30_000_000),
        ("七八", 7, 8),
        ("十七八", 17, 18),
        ("三十四五万", 340_000, 350_000),
        ("一百二三十", 120, 130),
        ("百分之二三十", 20, 30),
    ],
)
def test_vague_numerals_have_bounds_where_they_are_sharp(text: str, low: int, high: int) -> None:
    assert PATTERN.fullmatch(text)
    number = NUMERALS.parse(text)
    assert number is not None
    assert (number.value, number.low, number.high) == (low, low, high)
    assert number.more is ("几" in text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("100多", 100),
        ("7亿多", 700_000_000),
        ("十多万", 100_000),
        ("一千余", 1_000),
        ("9.9亿余", 990_000_000),
        ("2千多万", 20_000_000),
        ("1亿2000多万", 120_000_000),
        ("3000余", 3_000),
        ("二十来", 20),
        ("百余", 100),
        ("百分之三十多", 30),
        ("20-odd", 20),
    ],
)
def test_marks_of_more_stay_in_the_number(text: str, value: int) -> None:
    assert PATTERN.fullmatch(text)
    number = NUMERALS.parse(text)
    assert number is not None
    assert (number.value, number.more, number.high) == (value, True, None)


@pytest.mark.parametrize(
    ("text", "value"), [("百亿", 10**10), ("千", 1000), ("万", 10**4), ("千万", 10**7), ("a million", 10**6)]
)
def test_scales_without_a_digit_are_marked(text: str, value: int) -> None:
    assert PATTERN.fullmatch(text)
    number = NUMERALS.parse(text)
    assert number is not None
    assert (number.value, number.bare) == (value, True)


@pytest.mark.parametrize(
    ("text", "scale", "decimals", "kind"),
    [
        ("5", 0, 0, "arabic"),
        ("1,100.50", 0, 2, "arabic"),
        ("1.10261亿", 8, 5, "mixed"),
        ("3.5千万", 7, 1, "mixed"),
        ("1亿2000万", 4, 0, "mixed"),
        ("30万8千", 3, 0, "mixed"),
        ("57.4 billion", 9, 1, "mixed"),
        ("100多", 0, 0, "arabic"),
        ("一百一十六点二", 0, 1, "chinese"),
        ("两千三百万", 4, 0, "chinese"),
        ("二十万亿", 12, 0, "chinese"),
        ("三万五", 4, 0, "chinese"),
        ("十五", 0, 0, "chinese"),
        ("六千", 3, 0, "chinese"),
        ("six million", 6, 0, "english"),
        ("sixty-six", 0, 0, "english"),
    ],
)
def test_how_a_number_was_written(text: str, scale: int, decimals: int, kind: str) -> None:
    number = NUMERALS.parse(text)
    assert number is not None
    assert (number.scale, number.decimals, number.kind) == (scale, decimals, kind)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "数十亿",
            "几百万",
            "数千",
            "三分之一",
            "百分之几",
            "1.2.3",
            "1.234,5",
            "1.234.567,8",
            "24/7",
            "1/4",
            "1/3",
            "9/11",
            "5 1/3",
            "5 7/4",
        ),
        *(
            "一一",
            "三三",
            "二五",
            "三百万五",
            "两亿三亿",
            "五万六万",
            "三百千",
            "十百",
            "亿万",
            "1亿20000万",
            "1.5亿2000万",
        ),
        *(
            "",
            " ",
            "-",
            "点",
            "负",
            ".",
            "5  x",
            "twenty eleven",
            "three two",
            "hundred",
            "and",
            "a",
            "half",
            "half a",
        ),
        *("one point", "five million six billion", "²", "一百二万", "15几", "几", "多几", "零零点", "零分之五"),
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert NUMERALS.parse(text) is None
