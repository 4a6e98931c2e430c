"""Fixtures that tests share."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import numfacts
from numfacts.document import Document
from numfacts.english_syntax import Syntax
from numfacts.english_words import EnglishWords
from numfacts.records import Extent, Fact
from numfacts.ruleset import shipped_directory
from numfacts.ruleset.kinds import GroupsFile, ShapesFile
from numfacts.shapes import Shapes


@pytest.fixture
def make_fact() -> Callable[..., Fact]:
    """Gives a function that makes a fact, all slots filled with something plain unless given."""

    def make(**slots: Any) -> Fact:
        defaults: dict[str, Any] = {
            "doc_id": "doc",
            "id": "0123456789abcdef",
            "quote": "5亿元",
            "start": 4,
            "end": 7,
            "sentence": Extent(0, 8),
            "value": "500000000",
            "value_high": None,
            "unit": "CNY",
            "unit_text": "元",
            "scale": 8,
            "decimals": 0,
            "comparator": "=",
            "metric": None,
            "change": None,
            "subject": None,
            "period": None,
            "modality": "actual",
            "attribution": None,
            "rules": ("units/yuan",),
            "ruleset": "0123456789ab",
            "basis": {},
        }
        return Fact(**(defaults | slots))

    return make


@pytest.fixture
def edited_rules(tmp_path: Path) -> Callable[..., Path]:
    """Gives a function that copies the rules of the package and puts ``new`` for ``old`` in one file of the copy."""

    def edit(file: str, old: str, new: str, *, name: str = "edited") -> Path:
        directory = tmp_path / name
        if not directory.exists():
            shutil.copytree(shipped_directory(), directory)
        path = directory / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        return directory

    return edit


@pytest.fixture(scope="session")
def rules_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of rules for the tests that write rules, so that they fill nobody's own."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def write_rules(tmp_path: Path, rules_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Gives a function that makes ``tmp_path / "rules"``: the shipped rules, and the cases given by file name.

    The cases are the YAML of a list; a file that is given none has one case that holds.
    """
    monkeypatch.setenv("XDG_CACHE_HOME", str(rules_cache))

    def write(**cases: str) -> Path:
        directory = tmp_path / "rules"
        directory.mkdir(exist_ok=True)
        for path in shipped_directory().glob("*.yaml"):
            if not path.name.endswith(".cases.yaml"):
                shutil.copyfile(path, directory / path.name)
                written = cases.get(path.stem, "- {text: nothing, facts: []}\n")
                (directory / f"{path.stem}.cases.yaml").write_text(f"cases:\n{written}", encoding="utf-8")
        return directory

    return write


@pytest.fixture
def write_pack(tmp_path: Path, rules_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Gives a function that makes the pack ``tmp_path / "teas"``: the metric ``teas/tea``, and the given cases."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(rules_cache))

    def write(cases: str) -> Path:
        directory = tmp_path / "teas"
        directory.mkdir()
        rules = "kind: metrics\nrules: [{id: tea, metric: tea_sales, takes: [money], zh: [茶款]}]\n"
        (directory / "teas.yaml").write_text(rules, encoding="utf-8")
        (directory / "teas.cases.yaml").write_text(f"cases:\n{cases}", encoding="utf-8")
        return directory

    return write


@pytest.fixture(scope="session")
def parse_english() -> Callable[[str], Syntax]:
    """Read an English sentence as phrases, its quantities and times found by the shipped rules."""
    extractor = numfacts.Extractor()
    words = EnglishWords(Shapes(extractor.rules.of(ShapesFile), extractor.rules.of(GroupsFile)))

    def read(text: str) -> Syntax:
        document = extractor.process(Document("", text))
        return words.syntax(text, 0, len(text), document.mentions[0])

    return read
