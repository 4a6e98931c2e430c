"""The JSON Schemas of rule files and of case files, for editors that complete and check them.

``python -m numfacts.ruleset.schema`` writes them beside the rules of the checkout; ``numfacts schema`` prints them for
those who write packs. A pack's file needs less than one that stands on its own, and can switch rules off: what the
place of a file demands only the loader knows.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Union

import msgspec

from numfacts.ruleset.expectations import CasesContent
from numfacts.ruleset.kinds import KINDS
from numfacts.ruleset.loader import shipped_directory

DIALECT = "https://json-schema.org/draft/2020-12/schema"
RULES, CASES = "schema.json", "cases.schema.json"


def schemas() -> dict[str, dict[str, Any]]:
    """The schemas by the names of their files."""
    rules = msgspec.json.schema(Union[tuple(KINDS.values())])  # noqa: UP007
    for kind in KINDS.values():
        _allow_packs(rules["$defs"][kind.__name__])
    cases = msgspec.json.schema(CasesContent)
    # A number may be written as one in YAML: the loader keeps it as the text it is.
    for slot in ("value", "value_high"):
        for choice in cases["$defs"]["ExpectedFact"]["properties"][slot]["anyOf"]:
            if choice.get("type") == "integer":
                choice["type"] = "number"
    return {
        RULES: {"$schema": DIALECT, "title": "A rule file of numfacts", **rules},
        CASES: {"$schema": DIALECT, "title": "A case file of numfacts", **cases},
    }


def _allow_packs(file: dict[str, Any]) -> None:
    """Let the schema of a file take those of packs too."""
    file["properties"]["without"] = {
        "description": "In a pack: the ids of rules of the earlier file of this name to do without.",
        "type": "array",
        "items": {"type": "string"},
    }
    held = "parts" if "parts" in file["required"] else "rules"
    file["required"] = ["kind"]
    file["anyOf"] = [{"required": [held]}, {"required": ["without"]}]


def write(directory: Path) -> list[Path]:
    """Writes the schemas into a directory; the same structs always give the same bytes."""
    paths = []
    for name, schema in schemas().items():
        paths.append(directory / name)
        paths[-1].write_text(dumped(schema), encoding="utf-8")
    return paths


def dumped(schema: dict[str, Any]) -> str:
    """The text of a schema file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    write(shipped_directory())
