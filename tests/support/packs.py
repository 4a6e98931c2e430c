"""What tests ask of packs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from numfacts.pipeline import Extractor
from numfacts.records import Fact
from numfacts.ruleset import RuleFilesError, RuleSet, load_rules

CASES = "cases:\n  - {text: 一切如常, facts: []}\n"


def write(directory: Path, *, cases: str = CASES, **files: str) -> Path:
    """A rules directory of the given files, each with cases."""
    directory.mkdir(exist_ok=True)
    for name, text in files.items():
        (directory / f"{name}.yaml").write_text(text, encoding="utf-8")
        (directory / f"{name}.cases.yaml").write_text(cases, encoding="utf-8")
    return directory


def facts(rules: Any, text: str, **options: Any) -> list[Fact]:
    """The facts of a text by some rules."""
    return Extractor(rules, **options).extract(text)


def rule(rules: RuleSet, citation: str) -> Any:
    """The rule that is cited so; it must be there once."""
    name, _, identity = citation.partition("/")
    (found,) = [
        rule
        for file in rules.files
        if file.name == name
        for rule in file.content.rules  # type: ignore[attr-defined]
        if rule.id == identity
    ]
    return found


def ids(rules: RuleSet, kind: type[Any]) -> list[str]:
    """The citations of the rules of a kind, in order."""
    return [f"{name}/{rule.id}" for name, file in rules.of(kind) for rule in file.rules]


def problems(*directories: Path) -> list[tuple[str, int, int, str]]:
    """What loading complains about: file name, line, column, message."""
    with pytest.raises(RuleFilesError) as caught:
        load_rules(directories)
    return [(found.path.name, found.line, found.column, found.message) for found in caught.value.errors]
