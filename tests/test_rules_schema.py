"""The JSON Schemas of rule and case files: current, valid, and in agreement with the loader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from numfacts.ruleset import shipped_directory
from numfacts.ruleset.kinds import KINDS
from numfacts.ruleset.loader import CASES
from numfacts.ruleset.schema import dumped, schemas, write
from numfacts.ruleset.yaml import Source

DIRECTORY = shipped_directory()
RULE_FILES = sorted(path for path in DIRECTORY.glob("*.yaml") if not path.name.endswith(CASES))
CASE_FILES = sorted(DIRECTORY.glob(f"*{CASES}"))


def data_of(path: Path) -> Any:
    source = Source(path, path.read_bytes())
    assert source.sound
    return source.data


@pytest.mark.parametrize("name", ["schema.json", "cases.schema.json"])
def test_the_written_schema_is_current(name: str) -> None:
    written = (DIRECTORY / name).read_text(encoding="utf-8")
    assert written == dumped(schemas()[name]), "stale: run python -m numfacts.ruleset.schema"


@pytest.mark.parametrize("name", ["schema.json", "cases.schema.json"])
def test_the_schema_is_valid(name: str) -> None:
    schema = schemas()[name]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


def test_writing_gives_the_same_bytes(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write(tmp_path)]
    assert [path.read_bytes() for path in write(tmp_path)] == first
    assert [json.loads(content) for content in first] == list(schemas().values())


def test_there_are_files_to_check() -> None:
    assert RULE_FILES
    assert len(RULE_FILES) == len(CASE_FILES)


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.stem)
def test_rule_files_fit_the_schema(path: Path) -> None:
    jsonschema.validate(data_of(path), schemas()["schema.json"], cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("path", CASE_FILES, ids=lambda path: path.name.removesuffix(CASES))
def test_case_files_fit_the_schema(path: Path) -> None:
    jsonschema.validate(data_of(path), schemas()["cases.schema.json"], cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_refuses_unknown_keys(kind: str) -> None:
    validator = jsonschema.Draft202012Validator(schemas()["schema.json"])
    errors = [error.message for error in validator.iter_errors({"kind": kind, "rules": [], "more": 1})]
    assert any("'more'" in error for error in errors), errors


def test_what_the_loader_refuses_the_schema_refuses() -> None:
    validator = jsonschema.Draft202012Validator(schemas()["schema.json"])
    assert validator.is_valid({"kind": "exclusions", "rules": [{"id": "a", "terms": ["b"]}]})
    for data in (
        {"rules": []},
        {"kind": "none", "rules": []},
        {"kind": "exclusions"},
        {"kind": "exclusions", "rules": [{"terms": ["b"]}]},
        {"kind": "exclusions", "rules": [{"id": "a", "term": ["b"]}]},
        {"kind": "exclusions", "rules": [{"id": "a", "terms": [1]}]},
    ):
        assert not validator.is_valid(data), data


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_of_a_pack_can_be_less(kind: str) -> None:
    validator = jsonschema.Draft202012Validator(schemas()["schema.json"])
    assert validator.is_valid({"kind": kind, "without": ["a"]})
    assert validator.is_valid({"kind": kind, "rules": [], "without": ["a"]})
    for data in ({"kind": kind}, {"kind": kind, "without": "a"}, {"kind": kind, "without": [1]}):
        assert not validator.is_valid(data), data


def test_a_case_may_write_numbers_as_numbers() -> None:
    validator = jsonschema.Draft202012Validator(schemas()["cases.schema.json"])
    fact = {"quote": "1.5", "value": 1.5, "value_high": None, "unit": 1}
    assert validator.is_valid({"cases": [{"text": "1.5", "facts": [fact]}]})
    assert not validator.is_valid({"cases": [{"text": "1.5", "facts": [fact | {"valeu": 1}]}]})


@pytest.mark.parametrize("path", [*RULE_FILES, *CASE_FILES], ids=lambda path: path.name)
def test_every_file_names_its_schema_for_editors(path: Path) -> None:
    schema = "cases.schema.json" if path in CASE_FILES else "schema.json"
    assert path.read_text(encoding="utf-8").splitlines()[0] == f"# yaml-language-server: $schema={schema}"
    assert (path.parent / schema).is_file()
