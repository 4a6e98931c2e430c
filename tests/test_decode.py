"""Tests of finding and decoding encodings."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numfacts.io.decode import Damage, Decoded, decode, guess

SIMPLIFIED = "星河科技周三公布，上半年营业收入为3.2亿元，同比增长12%，净利润约4500万元。公司预计全年毛利率不低于31%。"
TRADITIONAL = "星河科技週三公佈，上半年營業收入為3.2億元，按年增長12%，純利約4500萬元。集團預計全年毛利率不低於31%。"
ENGLISH = "Revenue at Galaxy rose 12% – its best in years – to £3.2m, the firm’s chief said on Wednesday."

MARKED = [
    ("utf-8-sig", None),
    ("utf-16", "UTF-16"),
    ("utf-32", "UTF-32"),
]
UNMARKED = [
    (SIMPLIFIED, "gb18030", "GB18030"),
    (TRADITIONAL, "gb18030", "GB18030"),
    (TRADITIONAL, "big5", "Big5"),
    (TRADITIONAL + "啲嘅喺咗", "big5hkscs", "Big5"),
    (TRADITIONAL.replace("元", "€"), "cp950", "Big5"),
    (ENGLISH, "cp1252", "Windows-1252"),
]


@pytest.mark.parametrize(("codec", "label"), MARKED)
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, ENGLISH, "a\r\nb\n", "亿\ufeff元", ""])
def test_a_byte_order_mark_is_heeded_and_no_part_of_the_text(text: str, codec: str, label: str | None) -> None:
    assert decode(text.encode(codec)) == Decoded(text, label)


@pytest.mark.parametrize(
    ("mark", "codec", "label"),
    [
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    ],
)
def test_either_byte_order(mark: bytes, codec: str, label: str) -> None:
    assert decode(mark + SIMPLIFIED.encode(codec)) == Decoded(SIMPLIFIED, label)


@pytest.mark.parametrize(("text", "codec", "label"), UNMARKED)
def test_an_unmarked_encoding_is_found_and_said(text: str, codec: str, label: str) -> None:
    assert decode(text.encode(codec)) == Decoded(text, label)


def test_the_mark_of_gb18030_is_no_part_of_the_text() -> None:
    assert decode(("\ufeff" + SIMPLIFIED).encode("gb18030")) == Decoded(SIMPLIFIED, "GB18030")


@pytest.mark.parametrize("length", [6, 12, 24])
@pytest.mark.parametrize(("text", "codec", "label"), UNMARKED[:3])
def test_a_few_characters_are_enough(text: str, codec: str, label: str, length: int) -> None:
    for start in range(len(text) - length):
        piece = text[start : start + length]
        if not piece.isascii():
            assert decode(piece.encode(codec)) == Decoded(piece, label), piece


@pytest.mark.parametrize(
    "text", ["Ｇａｌａｘｙ　Ｃｏ﹒股价８﹒５１元", "①恒星科技丨钴锂价格上涨", "，" * 5, "（００７００）"]
)
def test_full_width_letters_and_rarer_characters_are_plausible(text: str) -> None:
    assert decode(text.encode("gb18030")) == Decoded(text, "GB18030")


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
def test_one_broken_byte_makes_utf8_no_other_encoding(text: str) -> None:
    data = (text * 2).encode()
    for position in (at for at, byte in enumerate(data) if byte > 127):
        for broken in (data[:position] + data[position + 1 :], data[:position] + b"\xff" + data[position + 1 :]):
            result = decode(broken)
            assert isinstance(result, Damage)
            assert result.reason.startswith("broken UTF-8: ")


def test_damage_names_its_line() -> None:
    text = f"{SIMPLIFIED}\n{SIMPLIFIED}\n".encode() + b"\xe4\xba\n" + SIMPLIFIED.encode()
    assert decode(text) == Damage(
        f"broken UTF-8: invalid continuation byte at byte {text.index(bytes([0xBA, 10])) - 1}", 3
    )
    gb18030 = f"{SIMPLIFIED}\n{SIMPLIFIED}".encode("gb18030") + b"\xb5"
    result = decode(gb18030)
    assert isinstance(result, Damage)
    assert (result.reason.split(":")[0], result.line) == ("broken GB18030", 2)
    utf16 = codecs.BOM_UTF16_LE + "上\n上".encode("utf-16-le") + b"\x00\xd8"  # 上 holds the byte of a line feed
    result = decode(utf16)
    assert isinstance(result, Damage)
    assert (result.reason.split(":")[0], result.line) == ("broken UTF-16", 2)


@pytest.mark.parametrize(
    "data",
    [
        b"a\n\0b",
        bytes(range(256)),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        SIMPLIFIED.encode("utf-16-le"),
        bytes(range(1, 9)) * 10,
        random.Random(1).randbytes(5000).replace(b"\0", b""),
        b"\xed\xa0\x80\xed\xa0\x80",
        "Ｄ".encode() + b"\xff\xfe\xfd" * 20,
    ],
)
def test_binary_is_damage(data: bytes) -> None:
    result = decode(data)
    assert isinstance(result, Damage)
    assert result.reason.startswith(("binary", "broken"))


def test_a_declared_charset_decides_what_is_undecided() -> None:
    text = "数"
    assert decode(text.encode("gbk"), "GB2312") == Decoded(text, "GB18030")
    assert decode(TRADITIONAL.encode("big5"), "big5") == Decoded(TRADITIONAL, "Big5")


@pytest.mark.parametrize("declared", ["gb2312", "big5", "utf-16", "iso-8859-1", "no such charset", "", "rot13", "idna"])
def test_a_wrong_declaration_is_ignored(declared: str) -> None:
    assert decode(SIMPLIFIED.encode(), declared) == Decoded(SIMPLIFIED, None)
    assert decode(SIMPLIFIED.encode("gb18030"), declared if declared != "big5" else None).text == SIMPLIFIED


def test_a_long_stretch_of_ascii_before_the_first_character() -> None:
    text = "x" * 200_000 + SIMPLIFIED
    assert decode(text.encode("gb18030")) == Decoded(text, "GB18030")


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs", "Cc"])))
def test_all_utf8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()) == Decoded(text.removeprefix("\ufeff"), None)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    result = decode(data)
    if isinstance(result, Decoded):
        result.text.encode()
    else:
        assert 1 <= result.line <= data.count(b"\n") + 1
    guess(data)
