"""Tests of where facts go: what is written is read back equal, the same bytes each time, and all or nothing."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
import yaml

import numfacts
from numfacts.batch.columns import facts_from_batch
from numfacts.batch.kernel import Kernel, whole_process
from numfacts.batch.manifest import places_of
from numfacts.batch.sinks import FORMS, Form, Part, make_sink
from numfacts.batch.sinks.part import part_of
from numfacts.batch.source_documents import SourceDocument, to_batch
from numfacts.document import Document
from numfacts.io.files import OutputError
from numfacts.io.outputs import encode_fact
from numfacts.records import Change, Fact, Mention, Period

CORPUS = Path(__file__).parents[1] / "corpus"
LONGEST = "123456789012345678.123456"
YEAR = Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31))


def parts_of(given: list[SourceDocument], process: Callable[[Document, bool], Document], size: int = 3) -> list[Part]:
    chunks = [given[start : start + size] for start in range(0, len(given), size)]
    kernel = Kernel(process)
    return [part_of(chunk[0].id, next(kernel(iter([to_batch(chunk)]))), places_of(chunk)) for chunk in chunks]


@pytest.fixture(scope="module")
def corpus() -> list[Part]:
    """The articles of the corpus and their facts, and one more with a long value."""
    given = []
    for path in sorted(CORPUS.rglob("*.yaml")):
        article = yaml.safe_load(path.read_text(encoding="utf-8"))
        given.append(
            SourceDocument(path.stem, article["text"], path.stem, None, article.get("title"), article.get("published"))
        )
    process = whole_process(numfacts.Extractor())
    given.append(SourceDocument("long", f"营收{LONGEST}元，净利润0.70元", "long.jsonl", 7))
    return parts_of(given, process)


def facts_of(parts: list[Part]) -> list[Fact]:
    return [fact for part in parts for fact in facts_from_batch(part.facts)]


def documents_of(parts: list[Part]) -> list[dict[str, Any]]:
    return [row for part in parts for row in part.documents.to_pylist()]


def by_id(facts: list[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (fact.doc_id, fact.start, fact.id))


def read_facts(directory: Path, form: Form) -> list[Fact]:
    if form == "jsonl":
        lines = (directory / "facts.jsonl").read_bytes().splitlines()
        return [msgspec.json.decode(line, type=Fact) for line in lines]
    if form == "parquet":
        table = ds.dataset(directory / "facts", partitioning="hive").to_table()
    else:
        with duckdb.connect(str(directory / "facts.duckdb"), read_only=True) as database:
            table = database.sql("SELECT * FROM facts").to_arrow_table()
    return [fact for batch in table.to_batches() for fact in facts_from_batch(batch)]


FILES = [form for form in FORMS if form != "postgres"]  # which has tests of its own


@pytest.mark.parametrize("form", FILES)
def test_every_fact_of_the_corpus_is_read_back_equal(tmp_path: Path, corpus: list[Part], form: Form) -> None:
    make_sink(form, tmp_path).write(corpus)
    expected = facts_of(corpus)
    assert {LONGEST, "0.70"} <= {fact.value for fact in expected}
    assert by_id(read_facts(tmp_path, form)) == by_id(expected)


def test_json_lines_are_those_of_extract_in_order(tmp_path: Path, corpus: list[Part]) -> None:
    make_sink("jsonl", tmp_path).write(corpus)
    lines = (tmp_path / "facts.jsonl").read_bytes().splitlines()
    assert lines == [encode_fact(fact) for fact in facts_of(corpus)]
    documents = [json.loads(line) for line in (tmp_path / "documents.jsonl").read_bytes().splitlines()]
    assert [row["id"] for row in documents] == [row["id"] for row in documents_of(corpus)]
    assert documents[-1] == {
        **{"id": "long", "title": None, "published": None, "html": False, "duplicate_of": None, "failure": None},
        **{"sha256": documents[-1]["sha256"], "facts": 2, "path": "long.jsonl", "line": 7},
    }


def test_parquet_is_typed_partitioned_and_the_same_each_time(tmp_path: Path, corpus: list[Part]) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        make_sink("parquet", tmp_path / name).write(corpus)
    first, second = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.parquet")}
        for name in "ab"
    )
    assert first == second
    years = {path.parent.name for path in (tmp_path / "a/facts").rglob("*.parquet")}
    assert {"published_year=2025", "published_year=__HIVE_DEFAULT_PARTITION__"} <= years
    for path in (tmp_path / "a/facts").rglob("*.parquet"):
        assert pq.read_schema(path).field("value").type == pa.decimal128(38, 12)
    documents = pq.read_table(tmp_path / "a/documents")
    assert documents.num_rows == len(documents_of(corpus))
    read = f"read_parquet('{tmp_path}/a/facts/**/*.parquet', hive_partitioning = true)"
    ((facts, dated),) = duckdb.sql(f"SELECT count(*), count(published_year) FROM {read}").fetchall()
    assert facts == len(facts_of(corpus)) > dated > 0


def test_partitions_are_written_bit_by_bit(tmp_path: Path, corpus: list[Part], monkeypatch: pytest.MonkeyPatch) -> None:
    module = "numfacts.batch.sinks.parquet"
    for name, rows in (("_ROWS_A_GROUP", 20), ("_ROWS_A_FILE", 60), ("_ROWS_HELD", 30)):
        monkeypatch.setattr(f"{module}.{name}", rows)
    make_sink("parquet", tmp_path).write(corpus)
    files = sorted((tmp_path / "facts").rglob("*.parquet"))
    assert max(path.name for path in files) > "part-00001.parquet"
    assert max(pq.read_metadata(path).num_rows for path in files) < 120
    assert by_id(read_facts(tmp_path, "parquet")) == by_id(facts_of(corpus))


@pytest.mark.parametrize("form", FILES)
def test_a_run_without_documents_has_an_output_all_the_same(tmp_path: Path, form: Form) -> None:
    sink = make_sink(form, tmp_path)
    assert not sink.stands("")
    sink.write([])
    assert sink.stands("")


@pytest.mark.parametrize("form", FILES)
def test_what_breaks_off_leaves_what_was_there(tmp_path: Path, corpus: list[Part], form: Form) -> None:
    def breaking() -> Iterator[Part]:
        yield from corpus
        raise OSError(28, "No space left on device")

    sink = make_sink(form, tmp_path)
    sink.write(corpus[:1])
    before = sorted(path for path in tmp_path.rglob("*"))
    with pytest.raises((OutputError, OSError), match="No space left on device"):
        sink.write(breaking())
    assert sorted(path for path in tmp_path.rglob("*")) == before
    assert by_id(read_facts(tmp_path, form)) == by_id(facts_of(corpus[:1]))


@pytest.fixture
def database(tmp_path: Path, make_fact: Callable[..., Fact]) -> duckdb.DuckDBPyConnection:
    """Two articles that disagree on a revenue, one that repeats another, and one that failed."""
    tea, revenue = Mention("示例茶业", 0, 4), Mention("营收", 5, 7, "revenue")
    plain = {"subject": tea, "metric": revenue, "period": YEAR}

    def process(document: Document, html: bool) -> Document:
        if document.text == "bad":
            raise ZeroDivisionError
        value = document.text
        change = Change("yoy", "down") if value == "18.3" else None
        unit = "percent" if change else "CNY"
        document.facts = [make_fact(doc_id=document.id, value=value, unit=unit, change=change, scale=0, **plain)]
        return document

    day = dt.date(2025, 3, 21)
    given = [
        *(
            SourceDocument("a", "5", "a", None, "T", day),
            SourceDocument("b", "7", "b"),
            SourceDocument("c", "5", "c", duplicate_of="a"),
        ),
        *(SourceDocument("d", "18.3", "d"), SourceDocument("e", "bad", "e"), SourceDocument("f", "5", "f")),
    ]
    make_sink("duckdb", tmp_path).write(parts_of(given, process))
    return duckdb.connect(str(tmp_path / "facts.duckdb"), read_only=True)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT count(*) FROM facts", [(5,)]),
        ("SELECT id FROM documents WHERE failure IS NOT NULL", [("e",)]),
        ("SELECT subject, metric, value, published, title FROM facts_flat WHERE doc_id = 'a'", [
            ("示例茶业", "revenue", Decimal(5), dt.date(2025, 3, 21), "T")
        ]),
        ("SELECT lowest, highest, times, documents FROM history", [(Decimal(5), Decimal(7), 3, ["a", "b", "f"])]),
        ("SELECT subject, percent, period_end FROM growth", [("示例茶业", Decimal("-18.3"), dt.date(2024, 12, 31))]),
        ("SELECT one_in, other_in, difference FROM disagreements ORDER BY one_in", [
            ("a", "b", Decimal(2)), ("f", "b", Decimal(2))
        ]),
        ("SELECT comment LIKE 'The exact decimal%' FROM duckdb_columns() WHERE column_name = 'value' "
         "AND table_name = 'facts'", [(True,)]),
    ],
)  # fmt: skip
def test_the_database_answers(database: duckdb.DuckDBPyConnection, query: str, expected: list[Any]) -> None:
    assert database.execute(query).fetchall() == expected
    database.close()


def test_a_format_imports_only_what_it_needs() -> None:
    code = (
        "import sys; from pathlib import Path; from numfacts.batch.sinks import make_sink; "
        "make_sink('jsonl', Path('.')); print('duckdb' in sys.modules, 'pyarrow.parquet' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["False", "False"]
