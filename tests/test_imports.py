"""Tests of what imports what, and of how much an import costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = ("babel", "duckdb", "lxml", "openpyxl", "pyarrow", "rich", "spacy", "sqlite3", "trafilatura", "typer", "warcio")


def test_imports_keep_to_their_directions() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    result = subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("action", "allowed"),
    [
        ("import numfacts", set()),
        ("import numfacts; numfacts.extract('营收5亿元。')", set()),
        ("import numfacts.cli", {"typer"}),
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(action: str, allowed: set[str]) -> None:
    code = f"import sys; {action}; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(result.stdout.split()) <= allowed
