"""Whole runs of the commands that explain, count and compare rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from numfacts.cli import FAILED, USAGE, app
from support.commands import invoke, write

EditRules = Callable[..., Path]

TEXT = "示例科技2024年实现营收12.5亿元，同比增长18.3%；净利润约2.1亿元。编号采用200IU规格。\n"
BEFORE, AFTER = "2.5亿元，同比增长18.3%；净利润约", "。编号采用200IU规格。"  # what stands around the last fact


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    write("a.txt", TEXT)
    write("b.jsonl", "".join(json.dumps({"id": name, "text": TEXT}) + "\n" for name in ("one", "two")))
    return tmp_path


# numfacts explain


def test_a_text_is_explained_in_plain_lines() -> None:
    result = invoke("explain", "a.txt")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "a.txt"
    assert "\x1b" not in result.stdout
    assert (
        "  24:29  18.3%  18.3 percent · revenue · yoy up · 示例科技 · 2024  [units/percent claims/change-verb"
        in result.stdout
    )
    assert "200  refused: a Latin word goes on right before or behind it" in result.stdout


def test_a_terminal_gets_tones() -> None:
    result = CliRunner().invoke(app, ["explain", "a.txt"], color=True)
    assert "\x1b[1m18.3%\x1b[0m" in result.stdout


def test_one_place_is_explained_from_standard_input() -> None:
    result = invoke("explain", "-", "--at", "26", "--published", "2025-03-21", "--title", "示例科技年报", stdin=TEXT)
    assert result.exit_code == 0
    assert "decided     change  <CHANGE> (BASIS|EACH|LEVEL){0,2} QUANTITY  [claims/change-verb]" in result.stdout


def test_a_fact_of_one_document_is_explained_as_json() -> None:
    whole = json.loads(invoke("explain", "b.jsonl", "--doc", "two", "--json").stdout)
    assert whole["doc_id"] == "two"
    fact = whole["facts"][1]
    found = json.loads(invoke("explain", "b.jsonl", "--doc", "two", "--fact", fact["id"], "--json").stdout)
    assert found["fact"] == fact
    assert found["spot"]["outcome"] == "fact"
    assert {step["stage"] for step in found["steps"]} == {"quantities", "claims"}


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["a.txt", "--at", "500"], USAGE, "500 is outside the text"),
        (["a.txt", "--fact", "ffff"], USAGE, "no fact of a.txt has the id"),
        (["a.txt", "--at", "1", "--fact", "ffff"], USAGE, "either an offset or a fact"),
        (["b.jsonl"], USAGE, "several documents, 'one' and 'two' the first"),
        (["b.jsonl", "--doc", "three"], USAGE, "has no document 'three'"),
        (["none.txt"], FAILED, "none.txt: No such file or directory"),
        (["a.txt", "--rules", "none"], USAGE, "no rules directory"),
    ],
)
def test_what_cannot_be_explained_is_refused(arguments: list[str], status: int, message: str) -> None:
    result = invoke("explain", *arguments)
    assert result.exit_code == status
    assert message in result.stderr
    assert result.stdout == ""


def test_a_document_that_takes_too_long_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    from numfacts.errors import DocumentError
    from numfacts.pipeline import Extractor

    def slow(self: Extractor, document: Any) -> Any:
        raise DocumentError("takes longer than the time limit")

    monkeypatch.setattr(Extractor, "process", slow)
    result = invoke("explain", "a.txt")
    assert (result.exit_code, result.stderr) == (FAILED, "a.txt: takes longer than the time limit\n")


# numfacts rules coverage


def test_coverage_lists_rules_by_file_and_unclaimed_numbers() -> None:
    result = invoke("rules", "coverage", "a.txt", "b.jsonl")
    assert result.exit_code == 0
    assert result.stdout.startswith("3 documents, 9 facts, 15 numbers: 9 fact, 3 time, 3 refused\n")
    sources = next(line for line in result.stdout.splitlines() if line.split()[:1] == ["comparators"])
    assert sources.split() == ["comparators", "5", "1", "3", "more-than", "at-least", "less-than", "at-most"]
    assert "Numbers that no rule claims or excludes: 3\n" in result.stdout
    assert "two:44" in result.stdout
    assert "净利润约2.1亿元。编号采用[200]IU规格。" in result.stdout


def test_coverage_as_json() -> None:
    found = json.loads(invoke("rules", "coverage", "a.txt", "--json").stdout)
    assert (found["documents"], found["facts"]) == (1, 3)
    assert found["fired"]["metrics/revenue"] == 2
    assert found["fired"]["comparators/more-than"] == 0
    assert found["numbers"] == {"fact": 3, "time": 1, "refused": 1}
    [number] = found["unclaimed"]
    assert (number["doc_id"], number["text"], number["after"]) == ("a.txt", "200", "IU规格。")
    assert TEXT[number["start"] : number["end"]] == "200"


def test_coverage_reports_documents_that_fail_and_counts_the_others() -> None:
    result = invoke("rules", "coverage", "a.txt", "none.txt")
    assert result.exit_code == FAILED
    assert result.stderr == "none.txt: No such file or directory\n"
    assert result.stdout.startswith("1 document, 3 facts, ")


# packs


@pytest.fixture
def pack() -> str:
    """Makes a pack whose one rule excludes a number of the text."""
    Path("mine").mkdir()
    rule = "{id: growth, first: 0-9, patterns: ['18\\.3%']}"
    write("mine/mine.yaml", f"kind: exclusions\nrules:\n  - {rule}\n")
    write("mine/mine.cases.yaml", "cases:\n  - text: 营收增长18.3%。\n    facts: []\n")
    return "mine"


@pytest.mark.parametrize(("old", "new"), [("shipped", "mine"), ("shipped", "shipped+mine")])
def test_a_pack_is_compared_with_what_it_is_laid_over(old: str, new: str, pack: str) -> None:
    result = invoke("rules", "diff", old, new, "a.txt")
    assert result.exit_code == FAILED
    assert "\nmine/growth (added): 1 vanished\n" in result.stdout


def test_rules_of_packs_are_covered_and_explained_and_rules_switched_off_are_not(pack: str) -> None:
    arguments = ("a.txt", "--rules", pack, "--off", "comparators/at-most", "--off", "shapes/rate", "--json")
    fired = json.loads(invoke("rules", "coverage", *arguments).stdout)["fired"]
    assert fired["mine/growth"] == 1
    assert not {"comparators/at-most", "shapes/rate"} & set(fired)
    found = json.loads(invoke("explain", *arguments, "--at", "25").stdout)
    assert (found["spot"]["outcome"], found["spot"]["rules"]) == ("excluded", ["mine/growth"])


# numfacts rules diff


@pytest.fixture
def new(edited_rules: EditRules) -> str:
    return str(edited_rules("comparators.yaml", "[约合, 约折合, 约, ", "[约合, 约折合, "))


def test_no_change_passes() -> None:
    result = invoke("rules", "diff", "shipped", "shipped", "a.txt", "b.jsonl")
    assert result.exit_code == 0
    assert result.stdout == "3 documents, 9 facts before and 9 after: no fact changed.\n"


def test_changes_fail_and_are_shown_by_rule(new: str) -> None:
    result = invoke("rules", "diff", "shipped", new, "a.txt")
    assert result.exit_code == FAILED
    assert "1 document, 3 facts before and 3 after: 1 changed." in result.stdout
    assert "\ncomparators/about (changed): 1 changed\n" in result.stdout
    line = next(line for line in result.stdout.splitlines() if "a.txt:34" in line)
    assert line.split() == [
        "a.txt:34",
        f"{BEFORE}[2.1亿元]{AFTER}",
        "comparator",
        "~",
        "=",
    ]


@pytest.mark.parametrize(
    ("form", "start", "part"),
    [
        ("markdown", "### Facts: shipped → ", f"| a.txt:34 | {BEFORE}<b>2.1亿元</b>{AFTER} | comparator | \\~ | = |"),
        ("html", "<!DOCTYPE html>", f"<mark>2.1亿元</mark>{AFTER}<td>comparator<td><del>~</del><td><ins>=</ins>"),
        ("json", "{", '"rules": {\n    "comparators/about": "changed"\n  }'),
    ],
)
def test_every_form_tells_the_change(form: str, start: str, part: str, new: str) -> None:
    result = invoke("rules", "diff", "shipped", new, "a.txt", "--format", form)
    assert result.exit_code == FAILED
    assert result.stdout.startswith(start)
    assert part in result.stdout


def test_scores_of_the_annotated_documents_are_compared(new: str) -> None:
    claim = {"start": 34, "end": 39, "value": "210000000", "unit": "CNY", "comparator": "~"}
    claim |= {"metric": "净利润", "metric_id": "net_profit", "subject": ["示例科技"]}
    claim |= {"period": {"start": "2024-01-01", "end": "2024-12-31"}}
    write("gold.json", json.dumps([{"id": "one", "claims": [claim]}, {"id": "elsewhere", "claims": [claim]}]))
    result = invoke("rules", "diff", "shipped", new, "b.jsonl", "--gold", "gold.json", "--format", "json")
    old, after = json.loads(result.stdout)["scores"]
    assert (old["documents"], old["claims"], old["facts"]) == (1, 1, 3)
    assert (old["full"]["recall"], after["full"]["recall"]) == (1.0, 0.0)
    assert (old["slots"]["comparator"], after["slots"]["comparator"]) == (1.0, 0.0)
    shown = invoke("rules", "diff", "shipped", new, "b.jsonl", "--gold", "gold.json").stdout.splitlines()
    assert ["claim", "recall", "1.0000", "0.0000", "-1.0000"] in [line.split() for line in shown]
    assert ["comparator", "1.0000", "0.0000", "-1.0000"] in [line.split() for line in shown]


def test_a_document_that_fails_is_no_pass() -> None:
    result = invoke("rules", "diff", "shipped", "shipped", "a.txt", "none.txt")
    assert result.exit_code == FAILED
    assert result.stderr == "none.txt: No such file or directory\n"
    assert "1 document, 3 facts before and 3 after: no fact changed." in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["shipped", "nowhere", "a.txt"], "'nowhere' is neither a directory"),
        (["shipped", "shipped"], "Missing argument"),
        (["shipped", "shipped", "a.txt", "--format", "xml"], "Invalid value for '--format'"),
        (["shipped", "shipped", "a.txt", "--gold", "none.json"], "none.json: No such file"),
        (["shipped", "shipped", "a.txt", "--gold", "gold.json"], "it annotates none of the documents"),
    ],
)
def test_wrong_usage_has_a_status_of_its_own(arguments: list[str], message: str) -> None:
    write("gold.json", '[{"id": "x", "claims": []}]')
    result = invoke("rules", "diff", *arguments)
    assert result.exit_code == USAGE
    assert message in result.stderr
    assert result.stdout == ""
