"""Tests of JSON lines."""

from __future__ import annotations

import io
import json
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numfacts.io import jsonlines
from numfacts.io.decode import Damage, Decoded
from numfacts.io.jsonlines import Record, decoded_lines, is_record, raw_lines, record

TEXT = "星河科技上半年营收为3.2亿元，同比增长12%，公司预计全年净利润不低于1亿元。"


def lines(data: bytes) -> list[tuple[int, Decoded | Damage]]:
    return list(decoded_lines(raw_lines(io.BytesIO(data))))


def texts(data: bytes) -> list[str | None]:
    return [line.text if isinstance(line, Decoded) else None for _, line in lines(data)]


def test_a_record_takes_its_keys_and_ignores_others() -> None:
    assert record('{"text": "a", "id": 7, "title": null, "published": "2025-01-08", "z": [1, {"text": 2}]}') == Record(
        "a", 7, None, "2025-01-08"
    )


@pytest.mark.parametrize("line", ["", " \t\r\n"])
def test_a_blank_line_is_no_record(line: str) -> None:
    assert record(line) is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "数", bad}', "broken JSON at column 15: Expecting property name enclosed in double quotes"),
        ('{"text": "a"', "broken JSON at column 13: Expecting ',' delimiter"),
        ('{"text": "a"} {"text": "b"}', "broken JSON at column 15: Extra data"),
        ('{"text": "a\tb"}', "broken JSON at column 12: Invalid control character at"),
        ('{"text": "a\0b"}', "broken JSON at column 12: Invalid control character at"),
        ("broken", "broken JSON at column 1: Expecting value"),
        ('{"text": "a\\ud800"}', "broken JSON at column 12: lone surrogate \\ud800"),
        ('{"text": "a\\udc00b"}', "broken JSON at column 12: lone surrogate \\udc00"),
        (
            '{"text": "a", "other": "\\\\ud83d\\ud83d\\ude00\\uD83D"}',
            "broken JSON at column 44: lone surrogate \\uD83D",
        ),
        ('{"text": "a", "z": ' + "[" * 100_000, "broken JSON: nested too deeply"),
        ('{"id": 1}', 'lacks "text"'),
        ('["text"]', "not a JSON object"),
        ('"text"', "not a JSON object"),
        ('{"text": 1}', '"text" is an integer, not a string'),
        ('{"text": null}', '"text" is null, not a string'),
        ('{"text": ["a"]}', '"text" is an array, not a string'),
        ('{"text": "a", "id": 1.5}', '"id" is a number, not an integer or a string'),
        ('{"text": "a", "id": true}', '"id" is a boolean, not an integer or a string'),
        ('{"text": "a", "id": ' + "9" * 1_000_000 + "}", '"id": Integer value out of range'),
        ('{"text": "a", "title": {}}', '"title" is an object, not a string'),
        ('{"text": "a", "published": 20250108}', '"published" is an integer, not a string'),
    ],
)
def test_what_is_no_record_says_why(line: str, reason: str) -> None:
    assert record(line) == reason


def test_a_million_digits_under_another_key_are_ignored() -> None:
    assert record('{"text": "a", "z": ' + "9" * 1_000_000 + "}") == Record("a")


@given(st.text())
def test_any_line_is_a_record_or_a_reason(line: str) -> None:
    result = record(line)
    assert result is None or isinstance(result, Record | str)
    is_record(line)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_lines_end_at_line_feeds_only(end: str, last: bool) -> None:
    given_lines = [f"a\u2028b\x85c\x0b{TEXT}", "", "d\re"]
    data = end.join(given_lines) + (end if last else "")
    assert [text and text.rstrip("\r\n") for text in texts(data.encode())] == given_lines


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_lines_of_every_encoding(codec: str) -> None:
    given_lines = [TEXT, "ascii", "", "上上上", f"{TEXT}上"]
    found = texts("\n".join(given_lines).encode(codec))
    assert [text and text.rstrip("\n") for text in found] == given_lines


def test_the_encoding_of_the_lines_is_said_with_them() -> None:
    labels = [
        line.label for _, line in lines(f"{{}}\n{TEXT}\n{{}}\n{TEXT}".encode("gb18030")) if isinstance(line, Decoded)
    ]
    assert labels == [None, "GB18030", None, "GB18030"]


def test_a_broken_line_costs_only_itself() -> None:
    data = b"\n".join([TEXT.encode(), b"\xff\xfe\xfd", TEXT.encode(), TEXT.encode()[:-1], TEXT.encode()])
    assert [text is not None for text in texts(data)] == [True, False, True, False, True]


def test_a_broken_first_line_does_not_hide_the_encoding() -> None:
    data = b"\n".join([b"\xb9\xff\xfe", *[TEXT.encode("gb18030")] * 3])
    assert [text and text.strip() for text in texts(data)] == [None, TEXT, TEXT, TEXT]


def test_utf8_lines_among_others_are_still_read_as_utf8() -> None:
    data = b"\n".join([TEXT.encode("gb18030"), TEXT.encode()])
    assert [text and text.strip() for text in texts(data)] == [TEXT, TEXT]


def test_broken_utf16_ends_the_file() -> None:
    data = "a\nb\n".encode("utf-16") + b"\x00\xd8c\0\n\0"
    *sound, (number, broken) = lines(data)
    assert [line.text for _, line in sound if isinstance(line, Decoded)] == ["a", "b"]
    assert number == 3
    assert isinstance(broken, Damage)
    assert "the rest of the file is not read" in broken.reason


def test_a_binary_file_is_told_once() -> None:
    ((number, damage),) = lines(b"\x7fELF\0\0\n\0\n\0\n")
    assert number == 1
    assert isinstance(damage, Damage)
    assert damage.reason.startswith("binary")


def test_a_line_with_a_nul_byte_costs_only_itself() -> None:
    found = texts(b'{"text": "\0"}\n{"text": "b"}')
    assert [isinstance(record(text or ""), Record) for text in found] == [False, True]


def test_a_line_too_long_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonlines, "MAX_BYTES", 10)
    data = b"a\n" + b"x" * 95 + b"\nb\n" + b"y" * 11
    assert list(raw_lines(io.BytesIO(data))) == [b"a\n", None, b"b\n", None]
    assert texts(data) == ["a\n", None, "b\n", None]


def test_lines_are_read_one_by_one() -> None:
    def endless() -> chain[bytes]:
        return chain.from_iterable([TEXT.encode() + b"\n"] for _ in iter(int, 1))

    source = decoded_lines(endless())
    assert [next(source)[0] for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "gb18030"])
def test_long_lines_are_quick(codec: str) -> None:
    text = "上" * 1_000_000 + TEXT  # in UTF-16, every 上 holds the byte of a line feed
    (found,) = texts(json.dumps({"text": text}, ensure_ascii=False).encode(codec))
    assert found is not None
    assert record(found) == Record(text)


def test_many_broken_lines_are_quick() -> None:
    found = lines(b"\xff\xfe\xfd\xfc\n" * 100_000)
    assert len(found) == 1 or all(isinstance(line, Damage) for _, line in found)
    assert len(lines(b"\xfd\xff\n" * 100_000)) == 100_000
