"""Tests of the numeral grammar: less common writings, what is vague, and what is no number."""

from __future__ import annotations

import re
import time
import typing
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from numfacts.numbers.numerals import Numerals
from numfacts.ruleset.kinds import NumeralRole, NumeralRule, NumeralsFile

RULES = Path(__file__).parents[1] / "rules" / "numerals.yaml"
FILE = msgspec.convert(yaml.safe_load(RULES.read_text(encoding="utf-8")), NumeralsFile)
NUMERALS = Numerals(FILE.rules)
PATTERN = re.compile(NUMERALS.pattern)
MONEY = re.compile(f"(?P<money>){NUMERALS.pattern_behind('money')}")

EXAMPLES = settings(max_examples=200, deadline=None)  # a loaded machine is no failure


def check(text: str, value: Decimal | int) -> None:
    """The text is one number expression, alone and in a sentence, and has this very value."""
    assert PATTERN.fullmatch(text), text
    number = NUMERALS.parse(text)
    assert number is not None, text
    assert number.value == value, text
    for sentence in (f"规模约{text}。", f"({text})", f"about {text}, it said"):
        found = PATTERN.search(sentence, sentence.index(text))
        assert found is not None
        assert found[0] == text, sentence


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
