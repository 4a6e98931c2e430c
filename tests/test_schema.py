"""Tests of the JSON Schema of a fact."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from numfacts.io.outputs import encode_fact
from numfacts.io.schema import DESCRIPTIONS, VERSION, fact_schema
from numfacts.records import Fact


def test_the_schema_is_valid_and_versioned() -> None:
    schema = fact_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].endswith(f":{VERSION}")
    assert schema["version"] == VERSION


def test_every_property_is_described_and_no_description_is_left_over() -> None:
    schema = fact_schema()
    records = {"Fact": schema, **schema["$defs"]}
    properties = {f"{name}.{field}" for name, record in records.items() for field in record["properties"]}
    assert properties == set(DESCRIPTIONS)


@pytest.mark.parametrize(
    "change",
    [
        {"extra": 1},
        {"value": 5},
        {"value": "1e3"},
        {"value_high": ""},
        {"start": -1},
        {"comparator": "≈"},
        {"sentence": [0, 8]},
        {"sentence": {"start": 0}},
        {"period": {"start": "2025", "end": "2025-12-31"}},
        {"metric": "营收"},
        {"metric": {"text": "营收", "start": 0, "end": 2}},
        {"basis": {"unit": "guessed"}},
        {"unit": None},
    ],
)
def test_what_is_no_fact_does_not_validate(make_fact: Callable[..., Fact], change: dict[str, Any]) -> None:
    record = json.loads(encode_fact(make_fact())) | change
    validator = jsonschema.Draft202012Validator(fact_schema(), format_checker=jsonschema.FormatChecker())
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(record)


@pytest.mark.parametrize("slot", Fact.__struct_fields__)
def test_every_slot_is_required(make_fact: Callable[..., Fact], slot: str) -> None:
    record = json.loads(encode_fact(make_fact()))
    del record[slot]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, fact_schema())
