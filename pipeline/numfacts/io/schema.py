"""The JSON Schema of a fact: the contract of the output, made from the ``Fact`` record."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from numfacts.records import Fact

# Raised with every change of the schema: the first part when a consumer could break, the second when slots are added.
VERSION = "1.1.0"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

DECIMAL_PATTERN = r"^-?[0-9]+(\.[0-9]+)?$"

_DECIMAL = {"pattern": DECIMAL_PATTERN}
_OFFSET = {"minimum": 0}

# What each slot means, by the name of its record and field.
DESCRIPTIONS: dict[str, str] = {
    "Fact.doc_id": "The document the fact stands in.",
    "Fact.id": "A stable id of the fact: the same document, span and value always give the same id.",
    "Fact.quote": "Number, scale and unit as written: the text from start to end, character for character.",
    "Fact.start": "Where the quote begins: Unicode code points into the text as it was given, counted from 0.",
    "Fact.end": "Where the quote ends, exclusive, in the same code points.",
    "Fact.sentence": "The span of the sentence the quote stands in.",
    "Fact.value": "The exact decimal in the unit itself, scale applied; the lower end of a range.",
    "Fact.value_high": "The upper end of a range, else null.",
    "Fact.unit": "ISO 4217 code, UCUM code, a name such as percent, share or rank, or 1 for a bare number.",
    "Fact.unit_text": "The unit as written, null where none is written.",
    "Fact.scale": "The power of ten of the scale as written: 8 for 亿.",
    "Fact.decimals": "The number of decimal places as written.",
    "Fact.comparator": "How the value bounds what is claimed; ~ is about.",
    "Fact.metric": "What is measured; null where the text does not say.",
    "Fact.change": "Null for a level; else what the value changed against and which way.",
    "Fact.subject": "Whose metric it is; null where the text does not say.",
    "Fact.period": "The days the value is for, both inclusive; null where neither stated nor carried over.",
    "Fact.modality": "Whether the text asserts the value or expects it.",
    "Fact.attribution": "The source the text cites for the claim; null where it cites none.",
    "Fact.rules": "The rules that found the fact, each as file name and rule id.",
    "Fact.ruleset": "What the rules were: the hash of the complete rule set, name@hash for each pack laid over it, "
    "-file/id for each rule switched off, parted by spaces.",
    "Fact.basis": "How each inferred slot came about.",
    "Extent.start": "Its first code point, counted from 0.",
    "Extent.end": "The code point after its last one.",
    "Mention.text": "The name as written, null where it is only implied.",
    "Mention.start": "Where the name begins, null where it does not stand in the text itself.",
    "Mention.end": "Where the name ends, exclusive.",
    "Mention.id": "The id of what is named, where it is known.",
    "Change.basis": "What it is compared with: a year, quarter or month before, an earlier value, the start of "
    "the year, the day before; null where the text does not say.",
    "Change.direction": "Which way the value moved.",
    "Period.start": "The first day.",
    "Period.end": "The last day.",
}
_CONSTRAINTS: dict[str, dict[str, Any]] = {
    "Fact.start": _OFFSET,
    "Fact.end": _OFFSET,
    "Fact.value": _DECIMAL,
    "Fact.value_high": _DECIMAL,
    "Fact.decimals": _OFFSET,
    "Fact.ruleset": {"pattern": r"^[0-9a-f]{12}( [^ @]+@[0-9a-f]{12})*( -[a-z0-9_-]+/[a-z0-9_-]+)*$"},
    "Extent.start": _OFFSET,
    "Extent.end": _OFFSET,
    "Mention.start": _OFFSET,
    "Mention.end": _OFFSET,
}


def fact_schema() -> dict[str, Any]:
    """Builds the JSON Schema (2020-12) of one fact.

    Every property is required (slots without an answer are null) and no other is allowed; ``version`` is that of the
    schema, not of the package.
    """
    generated = msgspec.json.schema(Fact)
    definitions = {name: _record(name, schema) for name, schema in generated["$defs"].items()}
    fact = definitions.pop("Fact")
    return {
        "$schema": DIALECT,
        "$id": f"urn:numfacts:fact:{VERSION}",
        "title": "Numeric fact",
        "version": VERSION,
        **{key: value for key, value in fact.items() if key != "title"},
        "$defs": definitions,
    }


def _record(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Completes the schema of one record: descriptions, constraints, nothing optional, nothing unknown."""
    properties = {
        field: {
            "description": DESCRIPTIONS[f"{name}.{field}"],
            **{key: value for key, value in slot.items() if key != "default"},
            **_CONSTRAINTS.get(f"{name}.{field}", {}),
        }
        for field, slot in schema["properties"].items()
    }
    return {
        "title": name,
        "description": re.sub(r"\s+", " ", schema["description"]).replace("``", ""),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
