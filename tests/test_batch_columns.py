"""Tests of the Arrow schemas, and of facts as Arrow arrays."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numfacts.batch.columns import decimals, facts_from_batch, facts_to_array
from numfacts.batch.memory import keep_small
from numfacts.batch.offsets import OffsetConverter
from numfacts.batch.schema import DECIMAL, OFFSETS, fact_schema_of, outcome_schema
from numfacts.io.schema import VERSION, fact_schema
from numfacts.records import Change, Extent, Fact, Mention, Period

LONGEST = "123456789012345678.123456"

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
offsets = st.integers(0, 2**31 - 1)
values = st.from_regex(r"-?[0-9]{1,45}(\.[0-9]{1,20})?", fullmatch=True)
mentions = st.builds(Mention, st.none() | words, st.none() | offsets, st.none() | offsets, st.none() | words)
days = st.dates()
facts = st.builds(
    Fact,
    doc_id=words,
    id=words,
    quote=words,
    start=offsets,
    end=offsets,
    sentence=st.builds(Extent, offsets, offsets),
    value=values,
    value_high=st.none() | values,
    unit=words,
    unit_text=st.none() | words,
    scale=st.integers(-12, 16),
    decimals=st.integers(0, 20),
    comparator=st.sampled_from(["=", "~", ">", ">=", "<", "<="]),
    metric=st.none() | mentions,
    change=st.none() | st.builds(Change, st.none() | st.just("yoy"), st.sampled_from(["up", "down"])),
    subject=st.none() | mentions,
    period=st.none() | st.builds(Period, days, days),
    modality=st.sampled_from(["actual", "forecast"]),
    attribution=st.none() | mentions,
    rules=st.lists(words, max_size=3).map(tuple),
    ruleset=words,
    basis=st.dictionaries(words, st.sampled_from(["explicit", "carried"]), max_size=3),
)


def table_of(facts: list[Fact]) -> pa.RecordBatch:
    schema = fact_schema_of()
    return pa.RecordBatch.from_struct_array(facts_to_array(facts, pa.struct(list(schema)))).cast(schema)


@settings(max_examples=40, deadline=None)
@given(st.lists(facts, max_size=5))
def test_facts_come_back_from_arrow_and_parquet_as_they_were(given: list[Fact]) -> None:
    batch = table_of(given)
    batch.validate(full=True)
    assert facts_from_batch(batch) == given
    buffer = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_batches([batch]), buffer)
    table = pq.read_table(pa.BufferReader(buffer.getvalue()))
    assert table.schema.equals(fact_schema_of())
    assert [fact for part in table.to_batches() for fact in facts_from_batch(part)] == given


def test_the_schema_has_a_column_for_every_property_and_one_more_for_decimals() -> None:
    schema = fact_schema_of()
    properties = fact_schema()["properties"]
    assert set(schema.names) == {*properties, "value_text", "value_high_text"}
    assert schema.metadata == {b"numfacts.schema": VERSION.encode()}
    described = {field.name: field.metadata[b"description"].decode() for field in schema}
    assert all(described[name] == slot["description"] for name, slot in properties.items())


@pytest.mark.parametrize(
    ("name", "kind", "nullable"),
    [
        ("doc_id", pa.string(), False),
        ("start", pa.int32(), False),
        ("value", DECIMAL, True),
        ("value_text", pa.string(), False),
        ("value_high", DECIMAL, True),
        ("value_high_text", pa.string(), True),
        ("unit_text", pa.string(), True),
        ("period", pa.struct([("start", pa.date32()), ("end", pa.date32())]), True),
        ("change", pa.struct([("basis", pa.string()), ("direction", pa.string())]), True),
        ("basis", pa.map_(pa.string(), pa.string()), False),
    ],
)
def test_columns_are_typed(name: str, kind: pa.DataType, nullable: bool) -> None:
    field = fact_schema_of().field(name)
    assert (field.type, field.nullable) == (kind, nullable)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (LONGEST, Decimal(LONGEST)),
        ("0.70", Decimal("0.7")),
        ("-5", Decimal(-5)),
        ("9" * 26, Decimal("9" * 26)),
        ("1" + "0" * 26, None),
        ("0.000000000001", Decimal("0.000000000001")),
        ("0.0000000000001", None),
        (None, None),
    ],
)
def test_a_decimal_is_exact_or_null(text: str | None, value: Decimal | None) -> None:
    assert decimals([text, "2"]).to_pylist() == [value, Decimal(2)]


@pytest.mark.parametrize("value", [LONGEST, "0.70", "1" + "0" * 40, "0.0000000000001"])
def test_every_value_comes_back_as_it_was_written(make_fact: Callable[..., Fact], value: str) -> None:
    given = [make_fact(value=value, value_high=value)]
    assert facts_from_batch(table_of(given)) == given


def test_memory_can_be_taken_from_the_system() -> None:
    before = pa.default_memory_pool()
    try:
        keep_small()
        assert pa.default_memory_pool().backend_name == "system"
    finally:
        pa.set_memory_pool(before)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.data())
def test_offsets_in_other_units(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    positions = OffsetConverter(text)
    assert positions.utf16(offset) == len(text[:offset].encode("utf-16-le")) // 2
    assert positions.utf8(offset) == len(text[:offset].encode())


def test_facts_have_offsets_in_other_units_where_they_are_asked_for(make_fact: Callable[..., Fact]) -> None:
    text = "😀营收5亿元。"
    fact = make_fact(
        start=3, end=6, sentence=Extent(1, 7), metric=Mention("营收", 1, 3), subject=Mention("x", None, None)
    )
    kind = outcome_schema(OFFSETS).field("facts").type.value_type
    array = facts_to_array([fact], kind, [OffsetConverter(text)])
    array.validate(full=True)
    row: dict[str, Any] = array[0].as_py()
    for extent in (row, row["sentence"], row["metric"]):
        start, end = extent["start"], extent["end"]
        assert text.encode()[extent["start_utf8"] : extent["end_utf8"]].decode() == text[start:end]
        utf16 = text.encode("utf-16-le")[2 * extent["start_utf16"] : 2 * extent["end_utf16"]]
        assert utf16.decode("utf-16-le") == text[start:end]
    assert (row["subject"]["start_utf8"], row["subject"]["end_utf16"]) == (None, None)
    assert [field.name for field in kind.field("period").type] == ["start", "end"]
    assert facts_from_batch(pa.RecordBatch.from_struct_array(array)) == [fact]
