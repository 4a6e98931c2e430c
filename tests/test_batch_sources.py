"""Tests of the sources of a batch."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from numfacts.batch.source_documents import SourceDocument
from numfacts.batch.sources import InputFile, Inputs
from numfacts.batch.sources.inputs import kind_of
from numfacts.io.folders import Notice, Rejection

DAY = dt.date(2025, 3, 21)
LINE = json.dumps({"id": "1", "text": "营收5亿元。", "title": "t", "published": "2025-03-21"}, ensure_ascii=False)


pytestmark = pytest.mark.usefixtures("directory")


def write(name: str, content: bytes | str) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def zstd(*frames: bytes) -> bytes:
    return b"".join(pa.compress(frame, codec="zstd", asbytes=True) for frame in frames)


def read(*paths: str, **options: Any) -> list[Any]:
    return list(Inputs(paths, **options))


def given(readings: Sequence[Any]) -> list[SourceDocument]:
    return [reading for reading in readings if isinstance(reading, SourceDocument)]


def said(readings: Sequence[Any]) -> list[str]:
    return [str(reading) for reading in readings if isinstance(reading, Rejection | Notice)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", "text"),
        ("a.HTML.gz", "html"),
        ("a.jsonl.zst", "lines"),
        ("a.parquet", "parquet"),
        ("a.parquet.gz", None),
        ("a.warc.gz", "warc"),
        ("a.pdf", None),
        ("a", None),
    ],
)
def test_names_say_what_files_hold(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_a_tree_is_read_in_the_order_of_names() -> None:
    write("news/b.txt", "营收5亿元。")
    write("news/a/z.html.gz", gzip.compress("<p>营收".encode()))
    write("news/c.jsonl", LINE + "\n")
    write("news/.hidden.txt", "x")
    write("news/d.pdf", "x")
    readings = read("news", published=DAY)
    assert given(readings) == [
        SourceDocument("news/a/z.html.gz", "<p>营收", "news/a/z.html.gz", None, None, DAY, True),
        SourceDocument("news/b.txt", "营收5亿元。", "news/b.txt", None, None, DAY),
        SourceDocument("1", "营收5亿元。", "news/c.jsonl", 1, "t", DAY),
    ]
    assert [reading.path for reading in readings if isinstance(reading, InputFile)] == [
        *("news/a/z.html.gz", "news/b.txt", "news/c.jsonl")
    ]


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_json_lines_are_read_packed_or_not(suffix: str) -> None:
    half = (LINE + "\n").encode()
    content = {"": half * 2, ".gz": gzip.compress(half) * 2, ".zst": zstd(half, half)}[suffix]
    inputs = Inputs([write(f"a.jsonl{suffix}", content)])
    readings = list(inputs)
    assert [(document.text, document.line) for document in given(readings)] == [("营收5亿元。", 1), ("营收5亿元。", 2)]
    assert readings[-1] == InputFile(f"a.jsonl{suffix}", len(content), hashlib.sha256(content).hexdigest(), 2)
    assert (inputs.bytes_read, inputs.total_bytes(), inputs.broken) == (len(content), len(content), False)


def test_an_empty_path_is_not_the_working_directory() -> None:
    write("a.txt", "营收5亿元。")
    assert [str(reading) for reading in read("")] == ["'': an empty path"]


def test_an_id_can_be_any_whole_number() -> None:
    written = "".join(json.dumps({"text": "x", "id": number}) + "\n" for number in (0, -1, 10**30))
    assert [document.id for document in given(read(write("a.jsonl", written)))] == ["0", "-1", str(10**30)]


def test_documents_without_ids_are_named_by_their_lines() -> None:
    (document,) = given(read(write("news/a.jsonl", '\n{"text": "x", "id": ""}\n')))
    assert (document.id, document.full_id) == ("a:2", "news/a.jsonl:2")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", b"", "a.txt: empty"),
        ("a.txt", b" \n", "a.txt: blank: nothing but white space"),
        ("a.txt", b"ok\na\0b", "a.txt:2: binary: a NUL byte (or UTF-16 without a byte-order mark)"),
        ("a.txt", "营收5亿元，净利润增长，公司表示".encode("gb18030"), "a.txt: decoded as GB18030"),
        ("a.html", b"<p>\xff\xff\xff", "a.html:1: binary or in an unknown encoding"),
        ("a.jsonl", b"{", "a.jsonl:1: broken JSON at column 2"),
        ("a.jsonl", b'{"text": 5}', 'a.jsonl:1: "text" is an integer, not a string'),
        ("a.jsonl", b'{"text": " "}', "a.jsonl:1: the text is blank: nothing but white space"),
        ("a.jsonl", b'{"text": "x", "published": "soon"}', 'a.jsonl:1: "published" is not a date'),
        ("a.jsonl", b"", "a.jsonl: empty"),
        ("a.jsonl.gz", b"{}", "a.jsonl.gz: broken gzip: Not a gzipped file"),
        (
            "a.jsonl.gz",
            gzip.compress(LINE.encode() + b"\n", mtime=0)[:-3],
            "a.jsonl.gz:2: broken gzip: Compressed file ended",
        ),
        ("a.jsonl.zst", zstd(LINE.encode())[:-3], "a.jsonl.zst: Truncated compressed stream"),
        ("a.jsonl.zst", b"none", "a.jsonl.zst: ZSTD decompress failed"),
        ("a.parquet", b"PAR1 no PAR1", "a.parquet: broken Parquet: "),
        ("a.warc", b"no archive", "a.warc:1: broken WARC: "),
        ("a.warc", b"", "a.warc: empty"),
        ("a.pdf", b"", "a.pdf: not a kind of file that is read"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(name: str, content: bytes, expected: str) -> None:
    (line,) = said(read(write(name, content)))
    assert line.startswith(expected)


def test_lines_after_a_broken_one_are_read() -> None:
    readings = read(write("a.jsonl", f"{LINE}\n{{\n{LINE}"))
    assert [document.line for document in given(readings)] == [1, 3]
    assert len(said(readings)) == 1


def test_a_file_that_vanished_leaves_the_others() -> None:
    inputs = Inputs(["gone.txt", write("a.txt", "x"), "nowhere/"])
    readings = list(inputs)
    assert len(given(readings)) == 1
    assert said(readings)[0] == "gone.txt: No such file or directory"
    assert inputs.broken


def table(**columns: Any) -> str:
    pq.write_table(pa.table(columns), "a.parquet")
    return "a.parquet"


def test_parquet_rows_are_documents() -> None:
    path = table(
        id=["x", None], text=["营收5亿元。", "b"], title=["t", None], published=pa.array([DAY, None]), other=[1, 2]
    )
    first, second, file = read(path)
    assert first == SourceDocument("x", "营收5亿元。", path, 1, "t", DAY)
    assert second == SourceDocument("a:2", "b", path, 2, full_id="a.parquet:2")
    content = Path(path).read_bytes()
    assert file == InputFile(path, len(content), hashlib.sha256(content).hexdigest(), 2)


@pytest.mark.parametrize(
    "published", [[dt.datetime(2025, 3, 21, 10)], ["2025-03-21"], ["2025-03-21T10:00:00Z"], pa.array([DAY])]
)
def test_parquet_columns_are_named_by_option(published: Any) -> None:
    path = table(url=[7], body=["b"], day=published)
    (document,) = given(read(path, columns={"id": "url", "text": "body", "published": "day"}))
    assert document == SourceDocument("7", "b", path, 1, None, DAY)


@pytest.mark.parametrize(
    ("columns", "options", "expected"),
    [
        ({"body": ["b"]}, {}, "a.parquet: no column 'text'; there are: body"),
        ({"text": ["b"]}, {"title": "head"}, "a.parquet: no column 'head'; there are: text"),
        ({"text": [5]}, {}, 'a.parquet:1: "text" is of type int, not a string'),
        ({"text": pa.array([None], pa.string())}, {}, 'a.parquet:1: "text" is null, not a string'),
        ({"text": ["b"], "id": [1.5]}, {}, 'a.parquet:1: "id" is of type float, not a string or an integer'),
        ({"text": ["b"], "published": ["soon"]}, {}, "a.parquet:1: \"published\" is not a date (YYYY-MM-DD): 'soon'"),
        ({"text": [""]}, {}, "a.parquet:1: the text is empty"),
        ({"text": pa.array([], pa.string())}, {}, "a.parquet: empty"),
    ],
)
def test_parquet_that_does_not_fit(columns: dict[str, Any], options: dict[str, str], expected: str) -> None:
    assert said(read(table(**columns), columns=options)) == [expected]


def archive(*records: tuple[str, str, str, bytes, str], packed: bool = True) -> str:
    """Writes an archive of records: type, address, content type, body, and status."""
    content = b""
    for kind, address, content_type, body, status in records:
        block = body
        if kind == "response":
            block = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n".encode() + body
            content_type = "application/http; msgtype=response"
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-03-21T04:05:06Z\r\n"
            f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        record = head.encode() + block + b"\r\n\r\n"
        content += gzip.compress(record) if packed else record
    return write("a.warc.gz" if packed else "a.warc", content)


@pytest.mark.parametrize("packed", [True, False])
def test_archives_give_their_pages_and_texts(packed: bool) -> None:
    path = archive(
        ("response", "https://a.example/1", "text/html; charset=utf-8", "<p>营收".encode(), "200 OK"),
        ("response", "https://a.example/2", "text/html", b"<p>gone", "404 Not Found"),
        ("response", "https://a.example/3", "image/png", b"png", "200 OK"),
        ("conversion", "https://a.example/4", "text/plain", "营收".encode(), ""),
        ("metadata", "https://a.example/5", "text/plain", b"m", ""),
        ("response", "https://a.example/6", "text/html; charset=gbk", "<p>营收5亿元".encode("gbk"), "200 OK"),
        packed=packed,
    )
    readings = read(path)
    assert [(document.id, document.text, document.line, document.html) for document in given(readings)] == [
        ("20250321040506/https://a.example/1", "<p>营收", 1, True),
        ("20250321040506/https://a.example/4", "营收", 4, False),
        ("20250321040506/https://a.example/6", "<p>营收5亿元", 6, True),
    ]
    assert said(readings) == [f"{path}:6: decoded as GB18030"]
    content = Path(path).read_bytes()
    assert readings[-1] == InputFile(path, len(content), hashlib.sha256(content).hexdigest(), 3)


def test_an_archive_that_breaks_off_gives_what_comes_before() -> None:
    record = ("response", "https://a.example/1", "text/html", b"<p>a", "200 OK")
    path = archive(record, record)
    Path(path).write_bytes(Path(path).read_bytes() + b"no gzip")
    readings = read(path)
    assert len(given(readings)) == 2
    assert said(readings)[0].startswith("a.warc.gz:3: broken WARC: ")


def test_what_is_no_archive_is_not_quoted_at_length() -> None:
    Path("a.warc").write_bytes(b"x" * 10_000)
    assert said(read("a.warc")) == [
        "a.warc:1: broken WARC: Unknown archive format, first line: [...]; the rest of the file is not read"
    ]
