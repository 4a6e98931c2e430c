"""Facts as Arrow arrays, and Arrow arrays as facts, equal to what they were made of."""

from __future__ import annotations

import typing
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from numfacts.batch.offsets import OffsetConverter
from numfacts.batch.schema import DECIMAL, OFFSETS, TEXT
from numfacts.records import Fact

_LARGEST = Decimal(10) ** (DECIMAL.precision - DECIMAL.scale)


def facts_to_array(facts: Sequence[Fact], kind: pa.StructType, texts: Sequence[OffsetConverter] = ()) -> pa.StructArray:
    """Gives facts as an array of structs, of the type that ``outcome_schema`` has for a fact.

    ``texts`` are those that the facts point into, one a fact; only a type with offsets of other units needs them.
    """
    return _structs(facts, Fact, kind, texts)


def facts_from_batch(batch: pa.RecordBatch) -> list[Fact]:
    """Gives the facts of a table with the columns of ``fact_schema_of``, in any order and beside others."""
    return _records(batch.to_struct_array(), Fact)


def decimals(texts: Sequence[str | None]) -> pa.Array:
    """Gives exact decimals as an array of ``DECIMAL``; null where that type cannot hold one exactly."""
    strings = pa.array(texts, pa.string())
    try:
        return pc.cast(strings, DECIMAL)
    except pa.ArrowInvalid:
        return pc.cast(pa.array([text if text is not None and _fits(text) else None for text in texts]), DECIMAL)


def _fits(text: str) -> bool:
    value = Decimal(text)
    exponent = value.as_tuple().exponent
    return abs(value) < _LARGEST and isinstance(exponent, int) and exponent >= -DECIMAL.scale


def _structs(
    records: Sequence[Any], record: type[msgspec.Struct], kind: pa.StructType, texts: Sequence[OffsetConverter]
) -> pa.StructArray:
    nested = dict(_nested(record))
    children = [_child(records, nested, field, texts) for field in kind]
    missing = [record is None for record in records]
    mask = pa.array(missing) if any(missing) else None
    return pa.StructArray.from_arrays(children, fields=list(kind), mask=mask)


def _child(
    records: Sequence[Any], nested: dict[str, type[Any] | None], field: pa.Field, texts: Sequence[OffsetConverter]
) -> pa.Array:
    """Gives one column: a slot of the records, which are of a class with the fields of ``nested``, or made of one."""
    name, kind = field.name, field.type
    if name not in nested:
        name, _, made = name.rpartition("_")
        slots = _slots(records, name)
        if made in OFFSETS:
            pairs = zip(texts, slots, strict=True)
            slots = [None if slot is None else getattr(text, made)(slot) for text, slot in pairs]
        return pa.array(slots, kind)
    slots = _slots(records, name)
    inner = nested[name]
    if inner is not None:
        return _structs(slots, inner, kind, texts)
    if kind == DECIMAL:
        return decimals(slots)
    if pa.types.is_map(kind):
        return pa.array([sorted(slot.items()) for slot in slots], kind)
    return pa.array(slots, kind)


def _slots(records: Sequence[Any], name: str) -> list[Any]:
    return [None if record is None else getattr(record, name) for record in records]


def _records(array: pa.StructArray, record: type[Any]) -> list[Any]:
    """Gives structs as records, null where there is none."""
    columns = []
    for name, nested in _nested(record):  # type: ignore[arg-type]
        column = array.field(name)
        if column.type == DECIMAL:
            column = array.field(name + TEXT)
        columns.append(_plain(column) if nested is None else _records(column, nested))
    present = array.is_valid().to_pylist()
    rows = zip(present, *columns, strict=True)
    return [record(*slots) if there else None for there, *slots in rows]


def _plain(column: pa.Array) -> list[Any]:
    values: list[Any] = column.to_pylist()
    if pa.types.is_map(column.type):
        return [dict(value or ()) for value in values]
    if pa.types.is_list(column.type):
        return [tuple(value or ()) for value in values]
    return values


@cache
def _nested(record: type[msgspec.Struct]) -> tuple[tuple[str, type[Any] | None], ...]:
    """Gives the fields of a record in their order, each with the record that it holds, if any."""
    found = []
    for field in msgspec.structs.fields(record):
        options = [field.type, *typing.get_args(field.type)]
        nested = [option for option in options if isinstance(option, type) and issubclass(option, msgspec.Struct)]
        found.append((field.name, nested[0] if nested else None))
    return tuple(found)
