"""Strict YAML: what plain scalars are, and what is refused, with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from numfacts.ruleset import shipped_directory
from numfacts.ruleset.yaml import RefusedError, Source, plain


def read(text: str) -> Any:
    source = Source(Path("x.yaml"), text.encode())
    assert not source.problems
    return source.data


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("0", 0),
        ("-12", -12),
        ("+7", 7),
        ("1.50", "1.50"),
        ("1e5", "1e5"),
        (".5", ".5"),
        ("9" * 200, "9" * 200),
        ("2025-11-23", "2025-11-23"),
        ("营收", "营收"),
        ("none", "none"),
        ("nothing", "nothing"),
        ("yes-man", "yes-man"),
        ("0.1", "0.1"),
        ("=", "="),
        ("-", "-"),
    ],
)
def test_a_plain_scalar_is_what_yaml_1_2_says(text: str, value: object) -> None:
    assert plain(text) == value
    assert type(plain(text)) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        *("", "~", "no", "No", "YES", "on", "Off", "y", "N", "True", "FALSE", "Null"),
        *("0777", "00", "0x1F", "0o17", "0b11", "1_000", "13:45", "1:30:00", "190:20:30.15", ".inf", "-.Inf", ".NaN"),
    ],
)
def test_a_scalar_that_readers_understand_differently_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match=r"quote it|write one"):
        plain(text)


def test_quoted_and_block_scalars_are_always_text() -> None:
    text = "a: 'no'\nb: \"0777\"\nc: |\n  yes\nd: '~'\ne: ''\n"
    assert read(text) == {"a": "no", "b": "0777", "c": "yes\n", "d": "~", "e": ""}


def test_collections_nest_and_keep_their_order() -> None:
    text = "b: [1, [2, {x: 3}], []]\na:\n- k: {}\n- - 4\n  - five\n? q\n: 6\n"
    data = read(text)
    assert data == {"b": [1, [2, {"x": 3}], []], "a": [{"k": {}}, [4, "five"]], "q": 6}
    assert list(data) == ["b", "a", "q"]


def test_deep_nesting_is_an_error_and_no_crash() -> None:
    source = Source(Path("x.yaml"), b"[" * 100_000)
    assert [(found.line, found.column, found.message) for found in source.problems] == [
        (1, 51, "nested more than 50 levels deep")
    ]
    assert not source.sound


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "duplicate key 'a', first in line 1"),
        ("a: {b: 1,\n  b: 2}\n", 2, 3, "duplicate key 'b', first in line 1"),
        ("a: no\n", 1, 4, "no is a boolean to many readers of YAML: quote it: 'no'"),
        ("a: [甲, 乙, off]\n", 1, 11, "off is a boolean"),
        ("on: 1\n", 1, 1, "on is a boolean"),
        ("1: a\n", 1, 1, "a key must be text"),
        ("null: a\n", 1, 1, "a key must be text"),
        ("[a]: b\n", 1, 1, "a key must be text"),
        ("? {a: 1}\n: b\n", 1, 3, "a key must be text"),
        ("a: ~\n", 1, 4, "~ is null"),
        ("a:\nb: 1\n", 1, 3, "no value"),
        ("a: 010\n", 1, 4, "another number"),
        ("a: 13:45\n", 1, 4, "another number"),
        ("a: &x 1\n", 1, 4, "anchors are refused"),
        ("a: &x [1]\n", 1, 4, "anchors are refused"),
        ("a: 1\nb: *x\n", 2, 4, "aliases are refused"),
        ("*x : 1\n", 1, 1, "aliases are refused"),
        ("a: {<<: {b: 1}}\n", 1, 5, "merge keys are refused"),
        ("a: !!str 1\n", 1, 4, "tags are refused"),
        ("a: !x {b: 1}\n", 1, 4, "tags are refused"),
        ("a: 1\n---\nb: 2\n", 2, 1, "a file holds one document"),
        ("", 1, 1, "the file is empty"),
        ("# nothing\n", 1, 1, "the file is empty"),
        ("a: b: c\n", 1, 5, "not YAML: mapping values are not allowed in this context; quote text that holds ': '"),
        ("a: @b\n", 1, 4, "quote text that begins with @"),
        ("a: >=\n", 1, 5, "quote text that begins with > or |"),
        ("a: [1, 2\nb: 3\n", 2, 2, "close the list"),
        ("a: 'b\n", 2, 1, "close the quotation marks"),
        ("a: 1\n\tb: 2\n", 2, 1, "not YAML"),
        ("a: 甲\x00乙\n", 1, 5, "unreadable character"),
    ],
)
def test_what_strict_yaml_refuses_is_reported_with_its_place(text: str, line: int, column: int, message: str) -> None:
    source = Source(Path("x.yaml"), text.encode())
    assert source.problems, "nothing was reported"
    found = source.problems[0]
    assert (found.line, found.column) == (line, column)
    assert message in found.message
    assert found.excerpt == [*text.split("\n"), ""][line - 1]


def test_bytes_that_are_not_utf8_are_reported_with_their_place() -> None:
    source = Source(Path("x.yaml"), "a: 1\nb: 甲".encode() + "乙".encode("gb18030"))
    assert [(found.line, found.column) for found in source.problems] == [(2, 5)]
    assert "UTF-8" in source.problems[0].message


def test_a_byte_order_mark_and_windows_line_ends_are_harmless() -> None:
    source = Source(Path("x.yaml"), b"\xef\xbb\xbfa: 1\r\nb: no\r\n")
    assert source.data == {"a": 1, "b": "no"}
    assert [(found.line, found.column) for found in source.problems] == [(2, 4)]


def test_every_bad_scalar_of_a_file_is_reported_at_once() -> None:
    source = Source(Path("x.yaml"), b"a: no\nb: [yes, 010, ok]\nc: ~\n")
    assert [found.line for found in source.problems] == [1, 2, 2, 3]
    assert source.sound


@pytest.mark.parametrize("path", sorted(shipped_directory().glob("*.yaml")), ids=lambda path: path.stem)
def test_another_reader_sees_the_same_data(path: Path) -> None:
    def text_of(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: text_of(item) for key, item in value.items()}
        if isinstance(value, list):
            return [text_of(item) for item in value]
        return value if isinstance(value, str) else json.dumps(value)

    content = path.read_bytes()
    assert text_of(Source(path, content).data) == yaml.load(content, yaml.BaseLoader)
