"""Tests of reading documents; the bad inputs stand first."""

from __future__ import annotations

import builtins
import codecs
import datetime as dt
import gzip
import io
import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from numfacts.document import Document
from numfacts.io import inputs, jsonlines
from numfacts.io.inputs import Notice, Reading, Rejection, read_documents, single_text

TEXT = "星河科技上半年营收为3.2亿元，\r\n同比增长12%，公司预计全年净利润不低于1亿元。\r\n"
TRADITIONAL = "星河科技上半年營收為3.2億元，\n按年增長12%，公司預計全年純利不低於1億元。\n"
HTML = "<html><head><meta charset={}><title>星河科技</title></head><body><p>{}</p></body></html>"


pytestmark = pytest.mark.usefixtures("directory")


def write(name: str, data: bytes | str) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = data if isinstance(data, bytes) else data.encode()
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    return name


def read(*paths: str | Path, **options: Any) -> list[Reading]:
    return list(read_documents(paths, **options))


def lines(*records: dict[str, Any]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def ids(readings: list[Reading]) -> list[str]:
    return [reading.id for reading in readings if isinstance(reading, Document)]


def rejections(readings: list[Reading]) -> list[str]:
    return [str(reading) for reading in readings if isinstance(reading, Rejection)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "bad.{}: empty"),
        (codecs.BOM_UTF8, "bad.{}: empty"),
        (b" \r\n\t\n", "bad.{}: blank: nothing but white space"),
        ("\u3000\n".encode("utf-16"), "bad.{}: blank: nothing but white space"),
        (b"a\nb\0c", "bad.{}:2: binary: a NUL byte (or UTF-16 without a byte-order mark)"),
        (TEXT.encode() + b"\xff", "bad.{}:3: broken UTF-8: invalid start byte at byte 110"),
        (TEXT.encode("utf-16") + b"\x00\xd8", "bad.{}:3: broken UTF-16: unexpected end of data at byte 90"),
        ("a\0b".encode("utf-16"), "bad.{}: a NUL character in the text, at offset 1"),
    ],
)
@pytest.mark.parametrize("suffix", ["txt", "md.gz"])
def test_a_bad_text_is_rejected(data: bytes, reason: str, suffix: str) -> None:
    write("good.txt", TEXT)
    readings = read(write(f"bad.{suffix}", data), "good.txt")
    assert rejections(readings) == [reason.format(suffix)]
    assert ids(readings) == ["good.txt"]


def test_random_bytes_are_binary() -> None:
    (rejection,) = read(write("a.txt", os.urandom(100_000)))
    assert isinstance(rejection, Rejection)
    assert "binary" in rejection.reason


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        (TEXT, "utf-16", "UTF-16"),
        (TEXT, "utf-32", "UTF-32"),
        (TEXT, "gb18030", "GB18030"),
        (TRADITIONAL, "big5", "Big5"),
        (TRADITIONAL, "big5hkscs", "Big5"),
    ],
)
@pytest.mark.parametrize("suffix", ["txt", "txt.gz", "html", "jsonl"])
def test_other_encodings_are_decoded_and_said(text: str, codec: str, label: str, suffix: str) -> None:
    flat = " ".join(text.split())
    content = {"html": HTML.format("utf-8", flat), "jsonl": lines({"text": text})}.get(suffix, text)
    notice, document = read(write(f"a.{suffix}", content.encode(codec)))
    line = 1 if suffix == "jsonl" else None
    assert notice == Notice(f"a.{suffix}", line, f"decoded as {label}")
    assert isinstance(document, Document)
    assert document.text == (flat if suffix == "html" else text)


def test_a_byte_order_mark_is_no_part_of_the_text_and_line_ends_stay() -> None:
    (document,) = read(write("a.txt", TEXT.encode("utf-8-sig")))
    assert isinstance(document, Document)
    assert document.text == TEXT


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "broken JSON at column 2: Expecting property name enclosed in double quotes"),
        ('{"id": "a"}', 'lacks "text"'),
        ('{"text": 5}', '"text" is an integer, not a string'),
        ('{"text": ""}', "the text is empty"),
        ('{"text": " \\n"}', "the text is blank: nothing but white space"),
        ('{"text": "a\\u0000"}', "a NUL character in the text, at offset 1"),
        ('{"text": "a", "id": "b\\u0000"}', "a NUL character in the id, at offset 1"),
        ('{"text": "a", "title": "\\u0000"}', "a NUL character in the title, at offset 0"),
        ('{"text": "\\udfff"}', "broken JSON at column 11: lone surrogate \\udfff"),
        ('{"text": "a", "id": "first"}', "repeats the id 'first' of bad.jsonl:1"),
        ('{"text": "a", "published": "8.1.2025"}', "\"published\" is not a date (YYYY-MM-DD): '8.1.2025'"),
        ('{"text": "a", "published": "2025-02-30"}', "\"published\" is not a date (YYYY-MM-DD): '2025-02-30'"),
        ('{"text": "a", "published": ""}', "\"published\" is not a date (YYYY-MM-DD): ''"),
        ('{"text": "a", "published": "20250108"}', "\"published\" is not a date (YYYY-MM-DD): '20250108'"),
        ('{"text": "a", "id": [1]}', '"id" is an array, not an integer or a string'),
        ("[]", "not a JSON object"),
    ],
)
@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz"])
def test_a_bad_line_is_rejected_with_its_place(line: str, reason: str, suffix: str) -> None:
    write(f"bad.{suffix}", '{"text": "a", "id": "first"}\n' + line + '\n\n{"text": "b", "id": "last"}\n')
    readings = read(f"bad.{suffix}")
    assert rejections(readings) == [f"bad.{suffix}:2: {reason.replace('bad.jsonl', f'bad.{suffix}')}"]
    assert ids(readings) == ["first", "last"]


@pytest.mark.parametrize(("data", "reason"), [("", "empty"), ("\n \n", "blank: nothing but white space")])
def test_a_file_of_no_lines_is_rejected(data: str, reason: str) -> None:
    assert read(write("a.jsonl", data)) == [Rejection("a.jsonl", None, reason)]


def test_what_cannot_be_opened_is_rejected() -> None:
    write("notes.pdf", "x")
    write("broken.txt.gz", TEXT)
    Path("broken.txt.gz").write_bytes(b"no gzip")
    Path("cut.txt.gz").write_bytes(gzip.compress(os.urandom(5000))[:2000])
    reasons = rejections(
        read("missing.txt", "missing", "notes.pdf", "broken.txt.gz", "cut.txt.gz", "", "a\0b.txt", "x" * 300)
    )
    known = "not a kind of file that is read (.txt .md .html .htm .jsonl, and .gz of each)"
    assert reasons == [
        "missing.txt: No such file or directory",
        "missing: No such file or directory",
        f"notes.pdf: {known}",
        "broken.txt.gz: broken gzip: Not a gzipped file (b'no')",
        "cut.txt.gz: broken gzip: Compressed file ended before the end-of-stream marker was reached",
        "'': an empty path",
        "a\0b.txt: embedded null byte",
        f"{'x' * 300}: File name too long",
    ]


def test_gzip_that_breaks_off_costs_only_the_rest() -> None:
    whole = gzip.compress(lines(*({"text": os.urandom(300).hex()} for _ in range(2000))).encode())
    Path("a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    *documents, last = read("a.jsonl.gz")
    assert len(ids(documents)) == len(documents) > 500
    assert isinstance(last, Rejection)
    assert last.line == len(documents) + 1
    assert last.reason.startswith("broken gzip: ")


def test_a_file_without_permission_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt", TEXT)
    write("b.txt", TEXT)
    original = builtins.open

    def refuse(path: Any, *arguments: Any, **options: Any) -> Any:
        if str(path) == "a.txt":
            raise PermissionError(13, "Permission denied")
        return original(path, *arguments, **options)

    monkeypatch.setattr(builtins, "open", refuse)
    readings = read(".")
    assert rejections(readings) == ["a.txt: Permission denied"]
    assert ids(readings) == ["b.txt"]


def test_a_directory_with_a_mix() -> None:
    write("mix/a.jsonl", lines({"text": "1"}, {"id": 7, "text": "2"}, {"x": 1}))
    write("mix/b.md", "# 标题\n" + TEXT)
    write("mix/c.txt", b"\0")
    write("mix/d.bin", b"\0")
    write("mix/.e.txt", TEXT)
    write("mix/f/g.html", HTML.format("utf-8", TEXT))
    write("mix/f/h.txt.gz", TEXT)
    readings = read("mix")
    assert ids(readings) == ["a:1", "7", "mix/b.md", "mix/f/g.html", "mix/f/h.txt.gz"]
    assert rejections(readings) == [
        'mix/a.jsonl:3: lacks "text"',
        "mix/c.txt:1: binary: a NUL byte (or UTF-16 without a byte-order mark)",
    ]


def test_a_directory_without_documents_is_told() -> None:
    Path("empty").mkdir()
    assert read("empty") == [Notice("empty", None, "no document in this directory")]


@pytest.mark.parametrize("suffix", ["txt", "jsonl", "txt.gz"])
@pytest.mark.parametrize("text", ["营收" + "9" * 1_000_000 + "亿元", "营收3亿元，" * 1_100_000])
def test_long_lines_pass_quickly(text: str, suffix: str) -> None:
    write(f"a.{suffix}", lines({"text": text}) if suffix == "jsonl" else text)
    start = time.perf_counter()
    (document,) = read(f"a.{suffix}")
    assert time.perf_counter() - start < 5
    assert isinstance(document, Document)
    assert document.text == text


@pytest.mark.parametrize("suffix", ["txt", "txt.gz", "html.gz"])
def test_a_flood_of_bytes_is_rejected(monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    monkeypatch.setattr(inputs, "MAX_BYTES", 1000)
    (rejection,) = read(write(f"a.{suffix}", "x" * 1001))
    assert rejection == Rejection(f"a.{suffix}", None, "longer than 100 MB")


def test_a_flood_of_one_line_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonlines, "MAX_BYTES", 1000)
    readings = read(write("a.jsonl.gz", lines({"id": "a", "text": "x" * 1000}, {"id": "b", "text": "y"})))
    assert rejections(readings) == ["a.jsonl.gz:1: longer than 100 MB"]
    assert ids(readings) == ["b"]


def test_fields_of_json_lines() -> None:
    records = lines(
        {"id": "x", "text": TEXT, "title": "标题", "published": "2025-01-08", "other": {"text": 1}},
        {"id": 5, "text": "b", "published": "2025-01-08T23:00:00.5+08:00"},
        {"id": None, "text": "c", "title": None, "published": None},
    )
    assert read(write("news.jsonl", records)) == [
        Document("x", TEXT, "标题", dt.date(2025, 1, 8)),
        Document("5", "b", None, dt.date(2025, 1, 8)),
        Document("news:3", "c"),
    ]


def test_ids_are_unique_over_all_inputs() -> None:
    write("a/news.jsonl", lines({"text": "1"}, {"id": "x", "text": "2"}))
    write("b/news.jsonl.gz", lines({"text": "3"}, {"id": "x", "text": "4"}))
    write("a/c.txt", TEXT)
    readings = read("a", "b", "a/c.txt")
    assert ids(readings) == ["a/c.txt", "news:1", "x", "b/news.jsonl.gz:1"]
    assert rejections(readings) == [
        "b/news.jsonl.gz:2: repeats the id 'x' of a/news.jsonl:2",
        "a/c.txt: repeats the id 'a/c.txt' of a/c.txt",
    ]


def test_an_id_of_a_rejected_document_is_free() -> None:
    assert ids(read(write("a.jsonl", lines({"id": "x", "text": ""}, {"id": "x", "text": "b"})))) == ["x"]


def test_the_place_of_a_document_is_known() -> None:
    write("a.jsonl", "\n" + lines({"id": "x", "text": "1"}))
    write("b.txt", TEXT)
    reader = read_documents(["a.jsonl", "b.txt"])
    assert ids(list(reader)) == ["x", "b.txt"]
    assert reader.place("x") == ("a.jsonl", 2)
    assert reader.place("b.txt") == ("b.txt", None)
    with pytest.raises(KeyError):
        reader.place("y")


def test_a_given_date_and_title_fill_what_is_missing() -> None:
    write("a.txt", TEXT)
    write("b.html", HTML.format("utf-8", TEXT))
    write("c.jsonl", lines({"text": "1"}, {"text": "2", "published": "2024-12-31"}))
    given_date, own = dt.date(2025, 1, 8), dt.date(2024, 12, 31)
    readings = read("a.txt", "b.html", "c.jsonl", published=given_date, title="题")
    found = [(reading.title, reading.published) for reading in readings if isinstance(reading, Document)]
    assert found == [("题", given_date), ("星河科技", given_date), (None, given_date), (None, own)]
    assert Notice("c.jsonl", None, "the given title is for a single text, not for JSON lines") in readings


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "nonsense"])
def test_html_is_extracted(codec: str, declared: str) -> None:
    readings = read(
        write("a.htm", HTML.format(declared, "营收<b>3</b>亿元，公司预计全年净利润不低于1亿元。").encode(codec))
    )
    document = readings[-1]
    assert isinstance(document, Document)
    assert (document.id, document.text) == ("a.htm", "营收3亿元，公司预计全年净利润不低于1亿元。")


def test_html_without_an_article_is_rejected() -> None:
    assert read(write("a.html", "<html><body></body></html>")) == [
        Rejection("a.html", None, "no article text found in the HTML")
    ]
    assert read(write("b.html", " ")) == [Rejection("b.html", None, "blank: nothing but white space")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TEXT.encode(), [Document("stdin", TEXT)]),
        (b"{not json}", [Document("stdin", "{not json}")]),
        (b'{"other": 1}\n', [Document("stdin", '{"other": 1}\n')]),
        (b'\n \n{"text": "a"}\n{"text": "b", "id": 2}', [Document("stdin:3", "a"), Document("2", "b")]),
        (
            b'{"text": broken}\n{"text": "b"}\n',
            [Rejection("<stdin>", 1, "broken JSON at column 10: Expecting value"), Document("stdin:2", "b")],
        ),
        (b"", [Rejection("<stdin>", None, "empty")]),
        (b"\0", [Rejection("<stdin>", 1, "binary: a NUL byte (or UTF-16 without a byte-order mark)")]),
        (
            lines({"text": TEXT}).encode("gb18030"),
            [Notice("<stdin>", 1, "decoded as GB18030"), Document("stdin:1", TEXT)],
        ),
        (
            lines({"text": TEXT}, {"text": "上"}).encode("utf-16"),
            [Notice("<stdin>", 1, "decoded as UTF-16"), Document("stdin:1", TEXT), Document("stdin:2", "上")],
        ),
        (HTML.format("utf-8", "营收3亿元").encode(), [Document("stdin", "营收3亿元", "星河科技")]),
        (
            b"<?xml version='1.0'?>\n<!DOCTYPE html>\n" + HTML.format("utf-8", "营收3亿元").encode(),
            [Document("stdin", "营收3亿元", "星河科技")],
        ),
    ],
)
def test_standard_input(data: bytes, expected: list[Reading]) -> None:
    assert read("-", stdin=io.BytesIO(data)) == expected


def test_standard_input_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert read("-") == [Document("stdin", TEXT)]


def test_a_pipe_is_read_like_standard_input() -> None:
    reader, writer = os.pipe()
    with os.fdopen(writer, "wb") as stream:
        stream.write(lines({"id": "x", "text": "a"}).encode())
    assert read(f"/dev/fd/{reader}") == [Document("x", "a")]
    os.close(reader)


def test_nothing_is_opened_before_it_is_asked_for() -> None:
    write("a.jsonl", lines({"text": "1"}, {"text": "2"}))
    reader = read_documents(["a.jsonl", "later.txt"])
    assert ids([next(reader)]) == ["a:1"]
    write("later.txt", TEXT)
    assert ids(list(reader)) == ["a:2", "later.txt"]


@pytest.mark.parametrize(
    ("paths", "single"),
    [
        (["a.txt"], True),
        (["-"], True),
        (["a.html.gz"], True),
        (["a.jsonl"], False),
        (["."], False),
        (["a", "b"], False),
    ],
)
def test_a_single_text(paths: list[str], single: bool) -> None:
    assert single_text(paths) is single


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(["txt", "jsonl", "txt.gz", "jsonl.gz"]))
def test_any_bytes_are_read_or_rejected(data: bytes, suffix: str) -> None:
    Path(f"a.{suffix}").write_bytes(data)
    readings = read(f"a.{suffix}")
    assert readings or suffix == "txt"
    for reading in readings:
        if isinstance(reading, Document):
            reading.text.encode()
        else:
            assert reading.path == f"a.{suffix}"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")).filter(str.strip))
def test_a_text_of_json_lines_is_read_as_it_is(text: str) -> None:
    for ascii_only in (True, False):
        write("a.jsonl", json.dumps({"text": text}, ensure_ascii=ascii_only))
        assert read("a.jsonl") == [Document("a:1", text)]
