"""Tests of which output the facts of which inputs go to."""

from __future__ import annotations

from pathlib import Path

import pytest

from numfacts.io.targets import input_name, plan_targets, text_output

pytestmark = pytest.mark.usefixtures("directory")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("-", "stdin"),
        ("report.txt", "report"),
        ("news/report.html.gz", "report"),
        ("REPORT.TXT", "REPORT"),
        ("v1.2.md", "v1.2"),
        ("a.jsonl.gz", "a"),
        ("notes", "notes"),
        (".txt", "input"),
        ("/", "input"),
    ],
)
def test_input_name(given: str, name: str) -> None:
    assert input_name(given) == name


def test_a_directory_keeps_its_whole_name(directory: Path) -> None:
    (directory / "day.txt").mkdir()
    assert input_name("day.txt") == "day.txt"
    assert input_name(".") == directory.name


@pytest.mark.parametrize(
    ("output", "form", "paths"),
    [
        (None, None, ["outputs/a.facts.jsonl", "outputs/a-2.facts.jsonl", "outputs/b.facts.jsonl"]),
        (None, "csv", ["outputs/a.facts.csv", "outputs/a-2.facts.csv", "outputs/b.facts.csv"]),
        ("out/", "json", ["out/a.facts.json", "out/a-2.facts.json", "out/b.facts.json"]),
        ("there", None, ["there/a.facts.jsonl", "there/a-2.facts.jsonl", "there/b.facts.jsonl"]),
        ("there", "table", ["there/a.facts.txt", "there/a-2.facts.txt", "there/b.facts.txt"]),
        ("all.csv", None, ["all.csv"]),
        ("-", "json", [None]),
        (None, "table", [None]),
    ],
)
def test_plan(directory: Path, output: str | None, form: str | None, paths: list[str | None]) -> None:
    (directory / "there").mkdir()
    targets = plan_targets(["a.txt", "x/a.md", "b.jsonl"], output, form)  # type: ignore[arg-type]
    assert [target.path and str(target.path) for target in targets] == paths
    assert [given for target in targets for given in target.inputs] == ["a.txt", "x/a.md", "b.jsonl"]


@pytest.mark.parametrize(("name", "command"), [("a.XLSX", "export"), ("a.parquet", "batch"), ("a.duckdb.gz", "batch")])
def test_a_format_of_another_command_is_refused(name: str, command: str) -> None:
    with pytest.raises(ValueError, match=f"^{name}: numfacts {command} writes "):
        plan_targets(["a.txt"], name, None)
    assert plan_targets(["a.txt"], name, "jsonl")


def test_an_output_never_replaces_an_input(directory: Path) -> None:
    (directory / "news").mkdir()
    for name in ("news/a.txt", "news/a.facts.jsonl", "b.jsonl"):
        (directory / name).touch()
    for inputs, output in (
        (["b.jsonl"], "./b.jsonl"),
        (["news"], "news/a.txt"),
        (["news/a.txt", "b.jsonl"], "b.jsonl"),
    ):
        with pytest.raises(ValueError, match="would replace an input"):
            plan_targets(inputs, output, None)
        with pytest.raises(ValueError, match="would replace an input"):
            text_output(inputs, output)
    assert plan_targets(["news"], "news/a.facts.jsonl", None)


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("./all.jsonl", "would replace the facts"),
        ("news", "would be among the inputs"),
        ("news/texts/", "would be among the inputs"),
    ],
)
def test_texts_replace_no_facts_and_are_no_inputs(directory: Path, output: str, message: str) -> None:
    (directory / "news").mkdir()
    targets = plan_targets(["news"], "all.jsonl", None)
    with pytest.raises(ValueError, match=message):
        text_output(["news"], output, targets)
    assert text_output(["news"], "texts/", targets)
