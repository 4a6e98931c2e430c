"""Tests of the hash of all that parts depend on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

import numfacts
from numfacts.batch import fingerprint
from numfacts.batch.worker import Setting
from numfacts.ruleset import load_rules

SETTING = Setting(Path("parts"), (), "")


@pytest.fixture
def hashed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Gives a function that hashes a setting with code of the given modules, each a name and its content."""
    rules = load_rules()

    def hash_of(setting: Setting = SETTING, **modules: str) -> str:
        for name, content in {"emit": "", **modules}.items():
            path = tmp_path / f"{name.replace('__', '/')}.py"
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8")
        monkeypatch.setattr(numfacts, "__file__", str(tmp_path / "__init__.py"))
        return fingerprint.fingerprint_of(setting, rules)

    return hash_of


def test_code_that_facts_can_depend_on_is_part_of_it(hashed: Callable[..., str]) -> None:
    first = hashed()
    assert hashed(emit="changed") != first
    assert hashed() == first
    assert hashed(linking__story="new") != first


def test_code_above_batches_is_not(hashed: Callable[..., str]) -> None:
    first = hashed()
    assert hashed(cli__app="1", exporting__csv="2", pytest_plugin="3", spacy__component="4") == first


def test_what_is_above_batches_cannot_be_imported_by_them() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    layers: list[str] = project["tool"]["importlinter"]["contracts"][0]["layers"]
    above = {name for layer in layers[: layers.index("batch")] for name in re.findall(r"\w+", layer)}
    assert {name.removesuffix(".py") for name in fingerprint._ABOVE} == above


@pytest.mark.parametrize(("change", "same"), [({"script": "t2s"}, False), ({"time_limit": 5.0}, True)])
def test_options_are_part_of_it_where_facts_depend_on_them(
    hashed: Callable[..., str], change: dict[str, object], same: bool
) -> None:
    assert (hashed(msgspec.structs.replace(SETTING, **change)) == hashed()) is same
