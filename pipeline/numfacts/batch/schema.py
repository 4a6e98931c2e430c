"""The Arrow schemas of facts and documents; that of a fact is made from its JSON Schema.

A decimal, which JSON writes as a string, becomes two columns: ``value`` holds it as ``decimal128(38, 12)``, to reckon
with, and is null where that type cannot hold it exactly, never rounded; ``value_text`` holds it as written, with its
zeros, however long it is. Twelve decimals leave 26 digits before the point: sums of money in any currency fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final, Literal, get_args

import pyarrow as pa

from numfacts.io.schema import DECIMAL_PATTERN, VERSION, fact_schema

Offsets = Literal["utf16", "utf8"]
OFFSETS: Final[tuple[Offsets, ...]] = get_args(Offsets)

DECIMAL: Final = pa.decimal128(38, 12)
TEXT: Final = "_text"
"""What the name of a decimal's column gets, for the column that holds it as written."""

_OFFSET_FIELDS: Final = ("start", "end")
_NAMED: Final = {"string": pa.string(), "integer": pa.int32(), "boolean": pa.bool_()}

DOCUMENTS: Final = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("title", pa.string()),
        pa.field("published", pa.date32()),
        pa.field("html", pa.bool_(), nullable=False),
        pa.field("duplicate_of", pa.string()),
    ]
)
"""What the kernel takes, a row a document; ``text`` is the source of the page where ``html`` is true."""

# What stands for a document before its facts, in a part of a run and in the tables of documents.
_READ: Final = (
    pa.field("id", pa.string(), nullable=False),
    pa.field("sha256", pa.string(), nullable=False),
    pa.field("title", pa.string()),
    pa.field("published", pa.date32()),
    pa.field("html", pa.bool_(), nullable=False),
    pa.field("duplicate_of", pa.string()),
    pa.field("failure", pa.string()),
)

DOCUMENT_TABLE: Final = pa.schema(
    [
        *_READ,
        pa.field("facts", pa.int32(), nullable=False),
        pa.field("path", pa.string(), nullable=False),
        pa.field("line", pa.int64()),
    ]
)
"""The table of documents beside that of facts: ``facts`` is their number, ``path`` and ``line`` where it was read."""


@cache
def fact_schema_of(offsets: tuple[Offsets, ...] = ()) -> pa.Schema:
    """Gives the schema of a table of facts, a column a property.

    ``offsets`` asks for offsets in UTF-16 code units and in bytes of UTF-8 beside those in code points: ``start_utf16``
    and so on after every ``start`` and ``end``.
    """
    schema = fact_schema()
    fields = _fields(schema["properties"], schema["$defs"], offsets, within_null=False)
    return pa.schema(fields, metadata={"numfacts.schema": VERSION})


@cache
def outcome_schema(offsets: tuple[Offsets, ...] = ()) -> pa.Schema:
    """Gives the schema of what the kernel gives, a row a document with a list of its facts.

    ``failure`` is why there are none, and ``source`` then holds the text as it was given, to be tried again.
    """
    fact = pa.field("fact", pa.struct(list(fact_schema_of(offsets))), nullable=False)
    return pa.schema([*_READ, pa.field("source", pa.string()), pa.field("facts", pa.list_(fact), nullable=False)])


def _fields(
    properties: Mapping[str, Any], definitions: Mapping[str, Any], offsets: Sequence[Offsets], *, within_null: bool
) -> list[pa.Field]:
    """Gives the fields of a record; those within one that can be null can be null, too, as tables count it."""
    fields = []
    for name, slot in properties.items():
        kind, nullable = _type(slot, definitions, offsets)
        nullable = nullable or within_null
        about = {"description": slot["description"]}
        if slot.get("pattern") == DECIMAL_PATTERN:
            fields.append(pa.field(name, DECIMAL, metadata=about))
            name += TEXT
        fields.append(pa.field(name, kind, nullable, about))
    for encoding in offsets:
        for name in _OFFSET_FIELDS:
            slot = properties.get(name, {})
            if "minimum" in slot:  # an offset, and no day
                nullable = _type(slot, definitions, offsets)[1] or within_null
                fields.append(pa.field(f"{name}_{encoding}", pa.int32(), nullable))
    return fields


def _type(slot: Mapping[str, Any], definitions: Mapping[str, Any], offsets: Sequence[Offsets]) -> tuple[Any, bool]:
    """Gives the type of a slot, and whether it can be null."""
    if "anyOf" in slot:
        (inner,) = (option for option in slot["anyOf"] if option.get("type") != "null")
        kind, _ = _type(inner, definitions, offsets)
        if pa.types.is_struct(kind):
            kind = _struct(inner, definitions, offsets, within_null=True)
        return kind, True
    if "$ref" in slot:
        return _struct(slot, definitions, offsets, within_null=False), False
    if "enum" in slot:
        return pa.string(), None in slot["enum"]
    if slot["type"] == "array":
        return pa.list_(pa.field("item", _type(slot["items"], definitions, offsets)[0], nullable=False)), False
    if slot["type"] == "object":
        return pa.map_(pa.string(), _type(slot["additionalProperties"], definitions, offsets)[0]), False
    if slot.get("format") == "date":
        return pa.date32(), False
    return _NAMED[slot["type"]], False


def _struct(
    slot: Mapping[str, Any], definitions: Mapping[str, Any], offsets: Sequence[Offsets], *, within_null: bool
) -> pa.StructType:
    definition = definitions[slot["$ref"].rpartition("/")[2]]
    return pa.struct(_fields(definition["properties"], definitions, offsets, within_null=within_null))
