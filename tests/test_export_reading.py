"""Tests of reading facts to be exported, and of what is no fact."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from numfacts.exporting.reading import Placed, Reading, read_facts
from numfacts.folders import Rejection
from numfacts.outputs import encode_fact
from numfacts.records import Fact

MakeFact = Callable[..., Fact]


def read(*paths: Path) -> list[Reading]:
    return list(read_facts([str(path) for path in paths]))


def lines(path: Path, *written: bytes) -> Path:
    path.write_bytes(b"".join(line + b"\n" for line in written))
    return path


def test_facts_are_read_from_lines_compressed_lines_and_standard_input(
    tmp_path: Path, corpus_facts: list[Fact], odd_facts: list[Fact]
) -> None:
    plain = lines(tmp_path / "a.facts.jsonl", *map(encode_fact, corpus_facts))
    packed = tmp_path / "b.jsonl.GZ"
    packed.write_bytes(gzip.compress(b"\xef\xbb\xbf" + b"\n".join(map(encode_fact, odd_facts))))
    assert [each.fact for each in read(plain, packed) if isinstance(each, Placed)] == [*corpus_facts, *odd_facts]
    given = list(read_facts(["-"], stdin=io.BytesIO(b"\n" + encode_fact(odd_facts[0]) + b"\n")))
    assert given == [Placed(odd_facts[0], "<stdin>", 2)]


@pytest.mark.parametrize(
    ("slots", "reason"),
    [
        ({"doc_id": ""}, '"doc_id" is empty'),
        ({"unit": ""}, '"unit" is empty'),
        ({"value": "1e5"}, "\"value\" is no decimal number: '1e5'"),
        ({"value": "٣"}, "\"value\" is no decimal number: '٣'"),
        ({"value_high": "NaN"}, "\"value_high\" is no decimal number: 'NaN'"),
        ({"value": 5}, '"value" is an integer, not a string'),
        ({"start": 9}, "the quote is no span: from 9 to 7"),
        ({"start": -1}, "the quote is no span: from -1 to 7"),
        ({"sentence": {"start": 2, "end": 1}}, '"sentence" is no span: from 2 to 1'),
        ({"metric": {"text": "a", "start": 1, "end": None}}, '"metric" has a start or an end alone'),
        ({"subject": {"text": "a", "start": 2, "end": 1}}, '"subject" is no span: from 2 to 1'),
        ({"attribution": {"text": "a", "start": 1}}, 'lacks "attribution.end"'),
        ({"period": {"start": "2024-01-02", "end": "2024-01-01"}}, '"period" ends before it starts: from 2024-01-02'),
        ({"period": {"start": "2024-13-01", "end": "2024-01-01"}}, '"period.start": Invalid'),
        ({"decimals": -1}, '"decimals" is below 0'),
        ({"comparator": "?"}, "\"comparator\": Invalid enum value '?'"),
        ({"change": {"basis": "yoy", "direction": None}}, '"change.direction"'),
    ],
)
def test_what_is_no_fact_is_rejected_with_its_place_and_cause(
    slots: dict[str, Any], reason: str, tmp_path: Path, make_fact: MakeFact
) -> None:
    sound = json.loads(encode_fact(make_fact()))
    broken = json.dumps(sound | slots).encode()
    first, second = read(lines(tmp_path / "a.jsonl", broken, encode_fact(make_fact())))
    assert isinstance(first, Rejection)
    assert (first.path, first.line) == (f"{tmp_path}/a.jsonl", 1)
    assert first.reason.startswith(reason)
    assert second == Placed(make_fact(), f"{tmp_path}/a.jsonl", 2)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "broken JSON at column 2"),
        (b"[]", "not a JSON object"),
        (b"{}", 'lacks "doc_id"'),
        (b'{"id": "x", "text": "a document"}', 'lacks "doc_id"'),
        (b'{"doc_id": "\xff"}', "broken UTF-8: invalid start byte at byte 12"),
        (b'{"doc_id": "\\ud800"}', "broken JSON at column 13: lone surrogate \\ud800"),
        (b'{"x": ' + b"[" * 100_000, "broken JSON: nested too deeply"),
    ],
)
def test_a_broken_line_costs_no_other(line: bytes, reason: str, tmp_path: Path, make_fact: MakeFact) -> None:
    found = read(lines(tmp_path / "a.jsonl", b"", line, encode_fact(make_fact())))
    assert isinstance(found[0], Rejection)
    assert found[0].line == 2
    assert found[0].reason.startswith(reason)
    assert [type(each) for each in found] == [Rejection, Placed]


def test_a_slot_that_is_missing_is_named(tmp_path: Path, make_fact: MakeFact) -> None:
    fact = json.loads(encode_fact(make_fact()))
    paths: Sequence[Path] = [
        lines(tmp_path / f"{slot}.jsonl", json.dumps({k: v for k, v in fact.items() if k != slot}).encode())
        for slot in fact
    ]
    assert [each.reason for each in read(*paths) if isinstance(each, Rejection)] == [f'lacks "{slot}"' for slot in fact]


def test_a_second_fact_of_an_id_is_rejected(tmp_path: Path, make_fact: MakeFact) -> None:
    one, two = (lines(tmp_path / name, encode_fact(make_fact())) for name in ("a.jsonl", "b.jsonl"))
    assert read(one, two)[1:] == [
        Rejection(f"{tmp_path}/b.jsonl", 1, "repeats the id 0123456789abcdef of an earlier fact")
    ]


def test_files_that_cannot_be_read_are_rejected_and_the_others_are_read(tmp_path: Path, make_fact: MakeFact) -> None:
    sound = lines(tmp_path / "a.jsonl", encode_fact(make_fact()))
    packed = gzip.compress(encode_fact(make_fact(id="b")) + b"\n" + encode_fact(make_fact(id="c")) * 9999)
    (tmp_path / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "facts.csv").write_text("doc_id")
    found = read(tmp_path / "none.jsonl", tmp_path / "cut.jsonl.gz", tmp_path / "facts.csv", tmp_path, sound)
    rejected = {each.path.rpartition("/")[2]: each for each in found if isinstance(each, Rejection)}
    assert rejected["none.jsonl"].reason == "No such file or directory"
    assert rejected["cut.jsonl.gz"].reason.startswith("broken gzip: ")
    assert rejected["facts.csv"].reason == "facts are read from no such file (only .jsonl .ndjson, and .gz of each)"
    assert rejected[tmp_path.name].reason == "Is a directory"
    assert found[-1] == Placed(make_fact(), str(sound), 1)
