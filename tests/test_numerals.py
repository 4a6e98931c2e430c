"""Tests of the numeral grammar: every value in every common writing, what is vague, and what is no number."""

from __future__ import annotations

import re
import time
import typing
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from numfacts.normalize import normalize
from numfacts.numbers.numerals import Numerals
from numfacts.ruleset.kinds import NumeralRole, NumeralRule, NumeralsFile

RULES = Path(__file__).parents[1] / "rules" / "numerals.yaml"
FILE = msgspec.convert(yaml.safe_load(RULES.read_text(encoding="utf-8")), NumeralsFile)
NUMERALS = Numerals(FILE.rules)
PATTERN = re.compile(NUMERALS.pattern)
MONEY = re.compile(f"(?P<money>){NUMERALS.pattern_behind('money')}")

EXAMPLES = settings(max_examples=200, deadline=None)  # a loaded machine is no failure

LOWER, FORMAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ONES += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
THOUSANDS = ["", "thousand", "million", "billion", "trillion", "quadrillion"]


def section(value: int, digits: str, places: str, *, short_ten: bool = False, gaps: bool = True) -> str:
    """Writes a number below 10000, with 零 in its gaps unless a last digit alone would be misread without."""
    text, skipped = "", False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if not digit:
            skipped = bool(text)
            continue
        if skipped and (gaps or power == 0):
            text += digits[0]
        skipped = False
        short = short_ten and power == 1 and digit == 1 and not text
        text += ("" if short else digits[digit]) + ("", *places)[power]
    return text


def chinese(
    value: int,
    *,
    digits: str = LOWER,
    places: str = "十百千",
    groups: tuple[tuple[str, int], ...] = (("亿", 8), ("万", 4)),
    gaps: bool = True,
    short_ten: bool = True,
) -> str:
    """Writes a whole number in Chinese, the highest group first: 一万五千亿 rather than 一兆五千亿."""
    if not value:
        return digits[0]
    for name, power in groups:
        high, low = divmod(value, 10**power)
        if not high:
            continue
        style = {"digits": digits, "places": places, "gaps": gaps}
        text = chinese(high, groups=groups, short_ten=short_ten, **style) + name  # type: ignore[arg-type]
        if low:
            lone = low < 10
            text += digits[0] if lone or (gaps and low < 10 ** (power - 1)) else ""
            text += chinese(low, groups=groups, short_ten=False, **style)  # type: ignore[arg-type]
        return text
    return section(value, digits, places, short_ten=short_ten, gaps=gaps)


def with_two(text: str) -> str:
    """Writes 两 where speakers say it: before 百, 千, 万 and 亿, but not behind 十."""
    return re.sub("(?<!十)二(?=[百千万亿兆])", "两", text)


def english(value: int, *, joint: str = " and ", dash: str = "-") -> str:
    """Writes a whole number in English words."""
    if not value:
        return ONES[0]
    parts = []
    for power, name in reversed(list(enumerate(THOUSANDS))):
        group = value // 1000**power % 1000
        if group:
            hundreds, rest = divmod(group, 100)
            small = ONES[rest] if rest < 20 else TENS[rest // 10 - 1] + (dash + ONES[rest % 10] if rest % 10 else "")
            text = f"{ONES[hundreds]} hundred" + (joint + small if rest else "") if hundreds else small
            parts.append(f"{text} {name}".strip())
    return " ".join(parts)


def plain(value: Decimal) -> str:
    return f"{value:f}"


def fraction_words(text: str) -> str:
    return " ".join(ONES[int(digit)] for digit in text)


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


WHOLE = st.one_of(
    st.integers(0, 10**16),
    st.integers(0, 16).flatmap(lambda power: st.integers(0, 10**power)),
    st.builds(lambda digit, power: digit * 10**power, st.integers(1, 9), st.integers(0, 15)),
    st.builds(
        lambda first, high, second, low: first * 10**high + second * 10**low,
        st.integers(1, 999),
        st.integers(3, 13),
        st.integers(1, 99),
        st.integers(0, 6),
    ),
)
FRACTION = st.text("0123456789", min_size=1, max_size=6)

CHINESE_STYLES: dict[str, Callable[[int], str]] = {
    "plain": chinese,
    "two": lambda value: with_two(chinese(value)),
    "circle": lambda value: chinese(value, digits="〇" + LOWER[1:]),
    "full-ten": lambda value: chinese(value, short_ten=False),
    "without-zeros": lambda value: chinese(value, gaps=False),
    "without-zeros-two": lambda value: with_two(chinese(value, gaps=False)),
    "zhao": lambda value: chinese(value, groups=(("兆", 12), ("亿", 8), ("万", 4))),
    "wan-yi": lambda value: chinese(value, groups=(("万亿", 12), ("亿", 8), ("万", 4))),
    "formal": lambda value: chinese(value, digits=FORMAL, places="拾佰仟", short_ten=False),
}


@pytest.mark.parametrize("style", CHINESE_STYLES)
@EXAMPLES
@given(value=WHOLE)
@example(value=10**16)
@example(value=10005)
@example(value=100_000_010)
def test_whole_numbers_in_chinese_read_back(style: str, value: int) -> None:
    assume(style != "formal" or value > 9)
    check(CHINESE_STYLES[style](value), value)


@EXAMPLES
@given(
    value=st.integers(0, 10**8),
    fraction=FRACTION,
    scale=st.sampled_from(["", "万", "亿", "万亿", "兆", "千万", "百亿"]),
)
def test_decimals_in_chinese_read_back(value: int, fraction: str, scale: str) -> None:
    powers = {"": 0, "万": 4, "亿": 8, "万亿": 12, "兆": 12, "千万": 7, "百亿": 10}
    text = with_two(chinese(value)) + "点" + "".join(LOWER[int(digit)] for digit in fraction) + scale
    check(text, Decimal(f"{value}.{fraction}").scaleb(powers[scale]))
    number = NUMERALS.parse(text)
    assert number is not None
    assert (number.decimals, number.scale) == (len(fraction), powers[scale])


@pytest.mark.parametrize("config", ["auto", "t2s"])
@EXAMPLES
@given(value=WHOLE)
def test_traditional_numerals_read_back(config: str, value: int) -> None:
    for text in (
        with_two(chinese(value)).translate(str.maketrans("万亿两", "萬億兩")),
        chinese(value, digits="零壹貳叁肆伍陸柒捌玖", places="拾佰仟", short_ten=False)
        .replace("万", "萬")
        .replace("亿", "億"),
    ):
        if value > 9:
            check(normalize(text, config)[0], value)  # type: ignore[arg-type]


@EXAMPLES
@given(value=st.integers(10, 10**16), zero=st.sampled_from("零〇"))
def test_strings_of_chinese_digits_read_back(value: int, zero: str) -> None:
    assume(value >= 100 or value % 10 == 0)
    check("".join(zero if digit == "0" else LOWER[int(digit)] for digit in str(value)), value)


@EXAMPLES
@given(high=st.integers(1, 99), last=st.integers(1, 9), power=st.sampled_from([2, 3, 4, 8]), arabic=st.booleans())
def test_a_last_digit_counts_tenths_of_its_scale(high: int, last: int, power: int, arabic: bool) -> None:
    assume(power > 3 or high < 10)
    text = f"{high}" if arabic else with_two(chinese(high) + "百")[:-1]
    check(
        text + {2: "百", 3: "千", 4: "万", 8: "亿"}[power] + (str(last) if arabic else LOWER[last]),
        high * 10**power + last * 10 ** (power - 1),
    )


@EXAMPLES
@given(value=WHOLE, fraction=st.one_of(st.just(""), FRACTION))
def test_arabic_numbers_read_back(value: int, fraction: str) -> None:
    tail = f".{fraction}" if fraction else ""
    exact = Decimal(f"{value}{tail}")
    grouped = f"{value:,}"
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    narrow = str.maketrans("０１２３４５６７８９．", "0123456789.")
    for text in (f"{value}", grouped, grouped.replace(",", "'"), grouped.replace(",", " ")):
        check(text + tail, exact)
        check(f"-{text}{tail}", -exact)
        check(f"负{text}{tail}", -exact)
        check((text + tail).translate(wide).translate(narrow), exact)
    assert normalize(f"{value}{tail}".translate(wide))[0] == f"{value}{tail}"


@EXAMPLES
@given(
    value=WHOLE,
    scale=st.sampled_from(["万", "亿", "万亿", "兆", "千万", "百万", "百亿", "千亿", " 万", " 亿", "千", "百"]),
)
@example(value=110_261_000, scale="亿")
def test_mixed_numbers_read_back(value: int, scale: str) -> None:
    powers = {"万": 4, "亿": 8, "兆": 12, "千": 3, "百": 2}
    power = sum(powers[char] for char in scale.strip())
    head = Decimal(value).scaleb(-power)
    for text in (plain(head), f"{head:,f}"):
        check(text + scale, value)
        number = NUMERALS.parse(text + scale)
        assert number is not None
        assert number.scale == power


@EXAMPLES
@given(high=st.integers(1, 9999), low=st.integers(1, 9999), rest=st.integers(0, 9999), zero=st.booleans())
def test_compounds_read_back(high: int, low: int, rest: int, zero: bool) -> None:
    gap = "零" if zero and low < 1000 else ""
    check(f"{high}亿{gap}{low}万", high * 10**8 + low * 10**4)
    check(f"{high} 亿 {low} 万", high * 10**8 + low * 10**4)
    if low > 9:
        check(f"{high}万{low}亿", high * 10**12 + low * 10**8)
    check(f"{high}亿{chinese(low)}万", high * 10**8 + low * 10**4) if low < 10 else None
    check(f"{high}万{low % 9 + 1}千", high * 10**4 + (low % 9 + 1) * 1000)
    if rest >= 1000:
        check(f"{high}亿{low}万{rest}", high * 10**8 + low * 10**4 + rest)
    elif rest:
        check(f"{high}亿{low}万零{rest}", high * 10**8 + low * 10**4 + rest)
    if high < 10:
        check(
            f"{high}亿{low % 9 + 1}千{rest % 9 + 1}百万", high * 10**8 + (low % 9 + 1) * 10**7 + (rest % 9 + 1) * 10**6
        )


@EXAMPLES
@given(value=WHOLE, joint=st.sampled_from([" and ", " "]), dash=st.sampled_from(["-", " "]))
def test_english_words_read_back(value: int, joint: str, dash: str) -> None:
    check(english(value, joint=joint, dash=dash), value)


@EXAMPLES
@given(value=st.integers(0, 10**6), fraction=FRACTION, scale=st.integers(0, 4))
def test_english_decimals_read_back(value: int, fraction: str, scale: int) -> None:
    text = f"{english(value)} point {fraction_words(fraction)}"
    check(f"{text} {THOUSANDS[scale]}".strip(), Decimal(f"{value}.{fraction}").scaleb(3 * scale))


@EXAMPLES
@given(value=WHOLE, joint=st.sampled_from([" ", "-", ""]))
def test_english_mixed_numbers_read_back(value: int, joint: str) -> None:
    for power, word in (
        (3, "thousand"),
        (6, "million"),
        (9, "billion"),
        (12, "trillion"),
        (6, "mn"),
        (9, "bn"),
        (12, "tn"),
    ):
        head = Decimal(value).scaleb(-power)
        between = joint if len(word) > 2 else joint.replace("-", "")
        check(f"{head:f}{between}{word}", value)
        check(f"{head:,f}{between}{word}", value)


@EXAMPLES
@given(value=WHOLE, letter=st.sampled_from("kmbt"))
def test_single_letters_are_scales_in_money_only(value: int, letter: str) -> None:
    head = plain(Decimal(value).scaleb(-{"k": 3, "m": 6, "b": 9, "t": 12}[letter]))
    number = NUMERALS.parse(head + letter)
    assert number is not None
    assert number.value == value
    assert MONEY.fullmatch(head + letter)
    assert not PATTERN.fullmatch(head + letter)


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
