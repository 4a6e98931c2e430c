"""Tests of the formats facts are written in."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import jsonschema
import pytest

from numfacts.io.files import OutputError
from numfacts.io.outputs import CSV_COLUMNS, FactFile, FactSink, FactStream, Format, csv_row, encode_fact
from numfacts.io.schema import fact_schema
from numfacts.records import Change, Fact, Mention, Period

MakeFact = Callable[..., Fact]


@pytest.fixture
def full(make_fact: MakeFact) -> Fact:
    return make_fact(
        quote="20%至25%",
        value="20",
        value_high="25",
        unit="percent",
        comparator="~",
        metric=Mention("营收", 0, 2, "revenue"),
        change=Change("yoy", "up"),
        subject=Mention("某某股份", None, None),
        period=Period(dt.date(2025, 1, 1), dt.date(2025, 6, 30)),
        modality="forecast",
        attribution=Mention("某研究所", 3, 7),
        rules=("units/percent", "claims/level"),
        basis={"subject": "document", "period": "carried"},
    )


def test_json_has_dates_as_iso_spans_as_objects_and_values_as_strings(full: Fact) -> None:
    record = json.loads(encode_fact(full))
    assert record["period"] == {"start": "2025-01-01", "end": "2025-06-30"}
    assert record["sentence"] == {"start": 0, "end": 8}
    assert record["value"] == "20"
    assert record["subject"] == {"text": "某某股份", "start": None, "end": None, "id": None}
    assert list(record["basis"]) == ["period", "subject"]


def test_json_is_the_same_whatever_order_a_basis_was_made_in(make_fact: MakeFact) -> None:
    one = make_fact(basis={"period": "carried", "unit": "default"})
    other = make_fact(basis={"unit": "default", "period": "carried"})
    assert encode_fact(one) == encode_fact(other)


def test_facts_validate_against_the_schema(full: Fact, make_fact: MakeFact) -> None:
    validator = jsonschema.Draft202012Validator(fact_schema(), format_checker=jsonschema.FormatChecker())
    for fact in (full, make_fact(), make_fact(value="-0.50")):
        validator.validate(json.loads(encode_fact(fact)))


@pytest.mark.parametrize("form", get_args(Format))
@pytest.mark.parametrize("counts", [(), (0,), (1,), (2, 0, 3)])
def test_every_format_writes_every_fact(
    tmp_path: Path, make_fact: MakeFact, form: str, counts: tuple[int, ...]
) -> None:
    stream = io.BytesIO()
    sinks: list[FactSink] = [FactFile(tmp_path / "facts", form), FactStream(stream, form)]  # type: ignore[arg-type]
    for sink in sinks:
        for document, count in enumerate(counts):
            sink.write([make_fact(doc_id=f"d{document}") for _ in range(count)])
    assert [sink.commit() for sink in sinks] == [bool(counts), True]
    text = stream.getvalue().decode()
    if counts:
        assert (tmp_path / "facts").read_text(encoding="utf-8") == text
    expected = [f"d{document}" for document, count in enumerate(counts) for _ in range(count)]
    match form:
        case "jsonl":
            found = [json.loads(line)["doc_id"] for line in text.splitlines()]
        case "json":
            found = [record["doc_id"] for record in json.loads(text)]
        case "csv":
            found = [row["doc_id"] for row in csv.DictReader(io.StringIO(text))]
        case _:
            assert text.count("5亿元") == len(expected)
            return
    assert found == expected


def test_csv_flattens_every_slot(full: Fact) -> None:
    row = dict(zip(CSV_COLUMNS, csv_row(full), strict=True))
    assert row["metric"] == "营收"
    assert row["metric_id"] == "revenue"
    assert row["period_end"] == dt.date(2025, 6, 30)
    assert row["change_basis"] == "yoy"
    assert row["attribution_start"] == 3
    assert row["rules"] == "units/percent claims/level"
    assert row["basis"] == '{"period":"carried","subject":"document"}'


def test_csv_keeps_quotes_commas_and_line_ends(make_fact: MakeFact) -> None:
    quote = '1,000 "件"\n'
    stream = io.BytesIO()
    sink = FactStream(stream, "csv")
    sink.write([make_fact(quote=quote)])
    sink.commit()
    (row,) = csv.DictReader(io.StringIO(stream.getvalue().decode(), newline=""))
    assert row["quote"] == quote
    assert row["metric"] == ""


@pytest.mark.parametrize("form", ["jsonl", "json", "csv"])
def test_facts_that_cannot_be_encoded_leave_the_output_as_it_was(
    tmp_path: Path, make_fact: MakeFact, form: str
) -> None:
    sink = FactFile(tmp_path / "facts", form)  # type: ignore[arg-type]
    with pytest.raises(UnicodeEncodeError):
        sink.write([make_fact(), make_fact(doc_id="\ud800", quote="\ud800")])
    sink.write([make_fact(doc_id="whole")])
    sink.commit()
    assert (tmp_path / "facts").read_text(encoding="utf-8").count("5亿元") == 1


def test_no_file_is_made_where_no_document_was_written(tmp_path: Path) -> None:
    sink = FactFile(tmp_path / "new" / "facts.jsonl", "jsonl")
    assert sink.commit() is False
    assert not (tmp_path / "new").exists()


def test_a_stream_that_cannot_be_written_is_an_output_error(make_fact: MakeFact) -> None:
    with open("/dev/full", "wb", buffering=0) as full_disk, pytest.raises(OutputError, match="No space"):
        FactStream(full_disk, "jsonl").write([make_fact()])
