"""Properties of the numeral grammar: every value, in every common writing, is read back."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from numfacts.normalize import normalize
from support.numerals import EXAMPLES, MONEY, NUMERALS, PATTERN, check

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


@EXAMPLES
@given(high=st.integers(1, 999), low=st.integers(1, 9999), fraction=FRACTION)
def test_decimals_behind_a_scale_read_back(high: int, low: int, fraction: str) -> None:
    for name, power, scale in (("兆", 12, "亿"), ("亿", 8, "万")):
        value = Decimal(f"{low}.{fraction[:4]}").scaleb(power - 4) + high * 10**power
        check(f"{high}{name}{low}.{fraction[:4]}{scale}", value)
        check(f"{high}{name}{low:,}.{fraction[:4]}{scale}", value)


@EXAMPLES
@given(value=st.integers(100, 9999), fraction=FRACTION, scale=st.sampled_from(["", "万", "亿"]))
def test_chinese_digits_in_a_row_read_back(value: int, fraction: str, scale: str) -> None:
    string = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))
    power = {"": 0, "万": 4, "亿": 8}[scale]
    check(string + scale, value * 10**power)
    if value > 999:
        check(f"三兆{string}亿", 3 * 10**12 + value * 10**8)
    dotted = "".join("〇一二三四五六七八九"[int(digit)] for digit in fraction)
    check(f"{string}.{dotted}{scale}", Decimal(f"{value}.{fraction}").scaleb(power))


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
    parted = f"{value // 1000},{value % 1000:03}" if value > 999 else grouped
    indian = re.sub(r"(?<=[0-9])(?=(?:[0-9]{2})+,)", ",", parted)
    for text in (f"{value}", grouped, indian, grouped.replace(",", "'"), grouped.replace(",", " ")):
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
