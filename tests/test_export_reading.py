"""Tests of reading facts to be exported, and of what is no fact."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from numfacts.batch.kernel import Kernel
from numfacts.batch.manifest import places_of
from numfacts.batch.sinks import Form, make_sink
from numfacts.batch.sinks.part import part_of
from numfacts.batch.source_documents import SourceDocument, to_batch
from numfacts.document import Document
from numfacts.exporting.places import Placed, Reading
from numfacts.exporting.reading import read_facts
from numfacts.io.folders import Rejection
from numfacts.io.outputs import encode_fact
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
        ({"id": ""}, '"id" is empty'),
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


def test_an_address_that_is_none_is_rejected() -> None:
    (found,) = read_facts(["postgresql://user:secret@[nowhere"])
    assert str(found) == "PostgreSQL: no database of facts that can be read: Invalid IPv6 URL"


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numfacts.exporting.postgres", None)
    (found,) = read_facts(["postgres://user:secret@nowhere/news"])
    assert isinstance(found, Rejection)
    assert "pip install 'numfacts[postgres]'" in found.reason
    assert "secret" not in f"{found}"


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
    assert (
        rejected["facts.csv"].reason
        == "facts are not read from such a file (.jsonl .ndjson, .gz of these, .parquet .duckdb)"
    )
    assert rejected[tmp_path.name].reason == "no facts of a batch in this directory"
    assert found[-1] == Placed(make_fact(), str(sound), 1)


def whole_batch(form: Form, directory: Path, facts: list[Fact]) -> None:
    """Makes the output of a batch of one document that has these facts."""

    def process(document: Document, html: bool) -> Document:
        document.facts = facts
        return document

    given = SourceDocument("a", "text", "a.jsonl", 1)
    outcome = next(Kernel(process)(iter([to_batch([given])])))
    directory.mkdir(exist_ok=True)
    make_sink(form, directory).write([part_of("", outcome, places_of([given]))])


@pytest.mark.parametrize(("form", "name"), [("jsonl", "facts.jsonl"), ("parquet", "facts"), ("duckdb", "facts.duckdb")])
def test_facts_are_read_from_what_batches_make(
    form: Form, name: str, tmp_path: Path, corpus_facts: list[Fact], odd_facts: list[Fact]
) -> None:
    facts = [*corpus_facts, *odd_facts]
    whole_batch(form, tmp_path / "batch", facts)
    for path in (tmp_path / "batch", tmp_path / "batch" / name):
        found = read(path)
        assert [each.fact for each in found if isinstance(each, Placed)] == facts
        assert [each.line for each in found] == list(range(1, len(facts) + 1))


def test_a_batch_in_two_formats_has_to_be_told_apart(tmp_path: Path, make_fact: MakeFact) -> None:
    for form in ("parquet", "duckdb"):
        whole_batch(form, tmp_path / "batch", [make_fact()])
    [rejection] = read(tmp_path / "batch")
    assert isinstance(rejection, Rejection)
    assert rejection.reason == f"a batch in 2 formats: name one, such as {tmp_path}/batch/facts.duckdb"


def test_tables_that_are_none_of_facts_are_rejected(tmp_path: Path, make_fact: MakeFact) -> None:
    whole_batch("parquet", tmp_path, [make_fact(), make_fact(id="b")])
    [made] = (tmp_path / "facts").rglob("*.parquet")
    table = pq.read_table(made, partitioning=None)
    column = table.schema.get_field_index("decimals")
    broken = table.set_column(column, "decimals", pa.array(["none", "0"]))
    pq.write_table(table.drop_columns(["unit"]), tmp_path / "short.parquet")
    pq.write_table(broken, tmp_path / "wrong.parquet")
    (tmp_path / "no.parquet").write_bytes(b"PAR1")
    with duckdb.connect(str(tmp_path / "other.duckdb")) as database:
        database.execute("CREATE TABLE other (a INTEGER)")
    (tmp_path / "no.duckdb").write_bytes(b"no database" * 999)
    found = read(*(tmp_path / f"{name}.parquet" for name in ("short", "wrong", "no")))
    assert [(each.line, each.reason) for each in found[:3] if isinstance(each, Rejection)] == [
        (None, "no table of facts: it has no column 'unit'"),
        (1, '"decimals" is a string, not an integer'),
        (2, '"decimals" is a string, not an integer'),
    ]
    assert isinstance(found[3], Rejection)
    assert found[3].reason.startswith("not Parquet that can be read: ")
    for rejection in read(tmp_path / "other.duckdb", tmp_path / "no.duckdb"):
        assert isinstance(rejection, Rejection)
        assert rejection.reason.startswith("no database of facts that can be read: ")
