"""Tests of which numerals are found in texts, how long that takes, and what plays a part in it."""

from __future__ import annotations

import re
import time
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numfacts.numbers.numerals import Numerals
from numfacts.ruleset.kinds import NumeralRole, NumeralRule
from support.numerals import EXAMPLES, FILE, NUMERALS, PATTERN


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("20-25%", ["20", "25"]),
        ("5元-6元", ["5", "6"]),
        ("3万-5万", ["3万", "5万"]),
        ("净利润-2.3亿元", ["-2.3亿"]),
        ("同比-5%", ["-5"]),
        ("2025 100", ["2025", "100"]),
        ("从 2 847 到 12 345 678", ["2 847", "12 345 678"]),
        ("400 820 8820", ["400", "820", "8820"]),
        ("三三两两", []),
        ("一一", []),
        ("下午三点五十分", []),
        ("三百零售网点", ["三百"]),
        ("三千万一年", ["三千万"]),
        ("五万三年", []),
        ("三千瓦", ["三"]),
        ("5千瓦时", ["5"]),
        ("三千万千瓦", ["三千万"]),
        ("200兆瓦", ["200"]),
        ("五万兆瓦时", ["五万"]),
        ("2百分点", ["2"]),
        ("30万9千米", ["30万9千"]),
        ("1亿2025年", ["1亿", "2025"]),
        ("1万2025年", ["1万", "2025"]),
        ("首期387亿5g网络", ["387亿", "5"]),
        ("投资3亿5年内", ["3亿", "5"]),
        ("总数十二万", ["十二万"]),
        ("人数十万", ["十万"]),
        ("队伍万人", []),
        ("登陆万科", []),
        ("收拾一下", []),
        ("零件零部件", []),
        ("归零", ["零"]),
        ("十多元化", ["十"]),
        ("100余额", ["100"]),
        ("胜负三场", ["三"]),
        ("one of them, a company and phone", ["one"]),
        ("someone tends to attend", []),
        ("u.s. stocks rose .5% in the 90s", [".5", "90"]),
        ("at 127 1/4 points", ["127 1/4"]),
        ("1.2.3版", ["1.2.3"]),
        ("20，300", ["20", "300"]),
        ("771，500股", ["771，500"]),
        ("2，938万港元", ["2，938万"]),
        ("20，300元", ["20", "300"]),
        ("20，824，351股", ["20，824，351"]),
        ("159，055，011.57元", ["159，055，011.57"]),
        ("1，200，30", ["1", "200", "30"]),
        ("1.77/1.84/2.15元", ["1.77", "1.84", "2.15"]),
        ("236/333亿元", ["236", "333亿"]),
        ("about 1/4 of it", ["1/4"]),
        ("(10.080,0.06,0.60%)", ["10.080", "0.06", "0.60"]),
        ("1,100,5", ["1", "100", "5"]),
        ("1,67,014 units, 12,34,56,789 rupees", ["1,67,014", "12,34,56,789"]),
        ("1,67,14 and 123,45,678", ["1", "67", "14", "123", "45,678"]),
    ],
)
def test_what_is_found_in_text(text: str, found: list[str]) -> None:
    assert [match[0] for match in PATTERN.finditer(text)] == found


@EXAMPLES
@given(text=st.text("0123456789.,' -/零一二两三十百千万亿兆几多余来点分之负壹拾廿年元%abcdefghimnortuvxy", max_size=40))
def test_any_text_is_read_without_error(text: str) -> None:
    NUMERALS.parse(text)
    for match in PATTERN.finditer(text):
        assert match[0]
        number = NUMERALS.parse(match[0])
        assert number is None or number.value.is_finite()


def test_a_number_of_too_many_digits_is_none() -> None:
    assert NUMERALS.parse("9" * 40) is not None
    assert NUMERALS.parse("9" * 41) is None
    assert NUMERALS.parse("0." + "3" * 200) is None
    assert NUMERALS.parse("1" + ",234" * 50) is None
    assert NUMERALS.parse("一" * 41) is None
    long = "1" * 1_000_000
    assert PATTERN.findall(long) == [long]
    assert NUMERALS.parse(long) is None


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "1",
            "1,111",
            ",111",
            "1.1",
            "1 111 ",
            "1'111",
            "1/1",
            "1 ",
            "1-",
            "-",
            ".",
            "一",
            "一点",
            "一百",
            "十",
            "百",
            "万",
            "一亿",
        ),
        *(
            "二三",
            "几",
            "数",
            "百分之",
            "百分之1",
            "一万零",
            "1万2",
            "1亿2千",
            "负",
            "one ",
            "one point ",
            "half a ",
            "a million ",
        ),
        *("twenty-", "hundred and ", "one hundred ", "多", "1多", "零", "壹"),
    ],
)
def test_scanning_takes_linear_time(unit: str) -> None:
    text = (unit * (200_000 // len(unit)))[:200_000]
    start = time.perf_counter()
    for match in PATTERN.finditer(text):
        NUMERALS.parse(match[0])
    assert time.perf_counter() - start < 10  # one second here; quadratic time would be minutes


@pytest.mark.parametrize("role", typing.get_args(NumeralRole))
def test_a_role_without_rules_plays_no_part_in_numbers(role: str) -> None:
    numerals = Numerals([rule for rule in FILE.rules if rule.role != role])
    for text, needed in (
        ("3.25", ""),
        ("六百", "digit place"),
        ("5亿", "group"),
        ("百分之五", "over place digit"),
        ("六点三", "point digit"),
        ("三万五", "tail digit group"),
        ("三十几", "some digit place"),
        ("百亿", "bare place group"),
        ("seven", "unit_word"),
        ("one point five", "point_word unit_word"),
        ("half a dozen", "half_word article dozen_word"),
    ):
        found = re.findall(numerals.pattern, text)
        same = found == [text] and numerals.parse(text) == NUMERALS.parse(text)
        assert same == (role not in needed.split()), (text, found)


def test_further_words_of_a_role_count_as_its_first() -> None:
    more = [("over", {"terms": ["份之"]}), ("point", {"terms": ["點"]}), ("some", {"terms": ["幾"]})]
    more += [("digit", {"words": {"弌": 1}}), ("tail", {"before": ["个"]})]
    added = [NumeralRule(id=f"more-{role}", role=role, **words) for role, words in more]  # type: ignore[arg-type]
    numerals = Numerals([*added, *FILE.rules])
    for text, same in (
        ("百份之五", "百分之五"),
        ("百分之五", "百分之五"),
        ("六點三", "六点三"),
        ("六点三", "六点三"),
        ("三十幾", "三十几"),
        ("三十几", "三十几"),
        ("二十弌", "二十一"),
        ("三万五", "三万五"),
    ):
        assert re.fullmatch(numerals.pattern, text)
        assert numerals.parse(text) == NUMERALS.parse(same)
    assert re.match(numerals.pattern, "三万五个")[0] == "三万五"  # type: ignore[index]
    assert re.match(numerals.pattern, "三万五元")[0] == "三万五"  # type: ignore[index]


def test_the_first_characters_are_those_of_every_number() -> None:
    first = re.compile(f"[{NUMERALS.first}]")
    for text in (
        "5",
        ".5",
        "-5",
        "负5",
        "一",
        "两",
        "壹佰",
        "廿",
        "百",
        "亿",
        "几十",
        "数十",
        "零",
        "six",
        "a million",
        "half a million",
    ):
        assert PATTERN.match(text)
        assert first.match(text)
