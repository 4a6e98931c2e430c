"""Facts and documents as rows of plain values, and facts out of such rows, equal to what they were made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import pyarrow as pa

from numfacts.batch.schema import DECIMAL, TEXT, fact_schema_of
from numfacts.records import Fact


def flat_fields(schema: pa.Schema) -> dict[str, pa.Field]:
    """Gives the columns of a table without structs, by name: ``metric_id`` for the ``id`` of ``metric``."""
    fields: dict[str, pa.Field] = {}
    for field in schema:
        if pa.types.is_struct(field.type):
            for inner in field.type:
                fields[f"{field.name}_{inner.name}"] = inner.with_nullable(inner.nullable or field.nullable)
        else:
            fields[field.name] = field
    return fields


def copied_columns(schema: pa.Schema) -> list[str]:
    """Gives the columns that ``rows`` has values for: all but decimals, which the database makes of their texts."""
    return [name for name, field in flat_fields(schema).items() if field.type != DECIMAL]


def rows(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    """Gives the rows of a table, with a value for each of ``copied_columns``; maps are JSON."""
    columns: list[list[Any]] = []
    for column in batch.columns:
        parts = column.flatten() if pa.types.is_struct(column.type) else [column]
        columns += [_values(part) for part in parts if part.type != DECIMAL]
    return zip(*columns, strict=True)


def fact_of(row: Mapping[str, Any]) -> Fact:
    """Gives the fact of a row; raises ``msgspec.ValidationError`` where it is none, KeyError for a column it lacks."""
    slots: dict[str, Any] = {}
    for field in fact_schema_of():
        if pa.types.is_struct(field.type):
            parts = {inner.name: row[f"{field.name}_{inner.name}"] for inner in field.type}
            slots[field.name] = None if all(value is None for value in parts.values()) else parts
        else:
            slots[field.name] = row[field.name + TEXT if field.type == DECIMAL else field.name]
    return msgspec.convert(slots, Fact)


def _values(column: pa.Array) -> list[Any]:
    values: list[Any] = column.to_pylist()
    if pa.types.is_map(column.type):
        return [msgspec.json.encode(dict(value)).decode() for value in values]
    return values
