"""Tests of doing something again when files have changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from numfacts.authoring.watching import State, files_of, watch


class Done(Exception):  # noqa: N818
    """Ends a watch."""


def test_it_acts_at_once_and_again_after_each_change_with_the_files_that_changed() -> None:
    a, b, c = Path("a"), Path("b"), Path("c")
    states: list[State] = [{a: (1, 1)}, {a: (1, 1)}, {a: (2, 1), b: (1, 1)}, {a: (2, 1), b: (1, 1)}, {c: (1, 1)}]
    seen: list[object] = []

    def wait() -> None:
        seen.append("wait")

    def act(changed: list[Path]) -> None:
        seen.append(changed)
        if len(seen) == 5:
            raise Done

    with pytest.raises(Done):
        watch(act, iter(states).__next__, wait)
    assert seen == [[], "wait", [a, b], "wait", [a, b, c]]


def test_a_change_while_it_acts_is_not_missed() -> None:
    files: State = {}
    seen: list[list[Path]] = []

    def act(changed: list[Path]) -> None:
        seen.append(changed)
        if len(seen) == 2:
            raise Done
        files[Path("a")] = (1, 1)

    def wait() -> None:
        raise AssertionError("the change was missed")

    with pytest.raises(Done):
        watch(act, files.copy, wait)
    assert seen == [[], [Path("a")]]


def test_rule_and_case_files_are_looked_at(tmp_path: Path) -> None:
    for name in ("a.yaml", "a.cases.yaml", "b.yml", "notes.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    before = files_of([tmp_path, tmp_path / "nowhere"])
    assert sorted(path.name for path in before) == ["a.cases.yaml", "a.yaml", "b.yml"]
    os.utime(tmp_path / "a.yaml", ns=(1, 1))
    (tmp_path / "b.yml").write_text("longer", encoding="utf-8")
    after = files_of([tmp_path])
    assert [path.name for path in sorted(before) if before[path] != after[path]] == ["a.yaml", "b.yml"]
