"""Tests of how a case that does not hold is shown, and of the results for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from numfacts.authoring.junit import as_junit
from numfacts.authoring.rendering import render, summary_line, terminal_width
from numfacts.authoring.results import as_json
from numfacts.authoring.testing import Outcome, Run, Summary
from numfacts.records import Fact
from numfacts.ruleset.cases import CaseResult
from numfacts.ruleset.expectations import Case, CasesContent
from numfacts.ruleset.problems import RuleProblem
from numfacts.ruleset.validation import fit

Make = Callable[..., Fact]


def case_of(data: dict[str, Any]) -> Case:
    content, misfits = fit({"cases": [data]}, CasesContent)
    assert content is not None, misfits
    return content.cases[0]


def outcome_of(
    case: dict[str, Any], *facts: Fact, script: str = "", differences: tuple[str, ...] = (), passed: bool = False
) -> Outcome:
    run = Run(Path("rules/x.cases.yaml"), f"7-{script}" if script else "7", 7, script, case_of(case))
    return Outcome(run, CaseResult(passed, differences, facts), 0.25)


def shown(outcome: Outcome, width: int = 100) -> str:
    return "\n".join(line.text for line in render(outcome, width)) + "\n"


def test_expected_and_found_spans_are_marked_and_rules_named(make_fact: Make) -> None:
    case = {"text": "營收5億元，同比升8%。", "facts": [{"quote": "5億元", "unit": "USD"}, {"quote": "升8%"}]}
    facts = [
        make_fact(quote="5億元", start=2, end=5, rules=("units/yuan", "metrics/revenue")),
        make_fact(quote="8%", start=9, end=11, value="8", unit="percent", comparator="~", rules=("units/percent",)),
    ]
    outcome = outcome_of(case, *facts, script="traditional", differences=("quotes differ", "unit differs"))
    assert shown(outcome) == (
        "FAILED rules/x.cases.yaml:7 (traditional)\n"
        "    text      營收5億元，同比升8%。\n"
        "    expected      1----      2---\n"
        "    found         1^^^^        2^\n"
        "    found 1: 5億元 (500,000,000 CNY) by units/yuan, metrics/revenue\n"
        "    found 2: 8% (~8 percent) by units/percent\n"
        "    quotes differ\n"
        "    unit differs\n"
    )
    styles = [line.style for line in render(outcome, 100)]
    assert styles == ["failed", "", "expected", "found", "found", "found", "", ""]


def test_silence_that_was_expected_is_said(make_fact: Make) -> None:
    fact = make_fact(quote="3 units", start=5, end=12, value="3", unit="count", rules=("units/unit",))
    outcome = outcome_of({"text": "Sold 3 units.", "title": "Sales\tup", "facts": []}, fact, differences=("quotes",))
    assert shown(outcome) == (
        "FAILED rules/x.cases.yaml:7\n"
        "    title     Sales\\tup\n"
        "    text      Sold 3 units.\n"
        "    found          1^^^^^^\n"
        "    expected  no facts\n"
        "    found 1: 3 units (3 count) by units/unit\n"
        "    quotes\n"
    )


def test_nothing_found_is_said() -> None:
    outcome = outcome_of({"text": "营收5亿元", "facts": [{"quote": "5亿元"}]}, differences=("quotes",))
    assert shown(outcome) == (
        "FAILED rules/x.cases.yaml:7\n"
        "    text      营收5亿元\n"
        "    expected      1----\n"
        "    found     no facts\n"
        "    quotes\n"
    )


def test_boilerplate_that_differs_is_marked() -> None:
    outcome = outcome_of({"text": "甲。\n广告", "boilerplate": ["广告"]}, differences=("boilerplate",))
    assert shown(outcome) == (
        "FAILED rules/x.cases.yaml:7\n"
        "    text                  甲。\n"
        "                          广告\n"
        "    expected boilerplate  1---\n"
        "    found                 no facts\n"
        "    boilerplate\n"
    )


def test_a_long_text_is_wrapped(make_fact: Make) -> None:
    text = "云杉科技去年的营收为5亿元。"
    outcome = outcome_of({"text": text, "facts": []}, make_fact(start=10, end=13), differences=("quotes",))
    assert shown(outcome, width=36).splitlines()[1:5] == [
        "    text      云杉科技去年的营收为5",
        "    found                         1",
        "              亿元。",
        "    found     ^^^^",
    ]


def test_a_closed_gap_asks_for_its_removal(make_fact: Make) -> None:
    case = {"text": "营收5亿元", "facts": [{"quote": "5亿元"}], "gap": "not read"}
    outcome = outcome_of(case, make_fact(start=2, end=5), differences=("the known gap (not read) is closed",))
    assert outcome.status == "closed"
    assert shown(outcome).splitlines()[:2] == [
        "GAP CLOSED rules/x.cases.yaml:7",
        "    gap closed: remove 'gap' (not read)",
    ]
    assert "the known gap" not in shown(outcome)


@pytest.mark.parametrize(
    ("summary", "line"),
    [
        (Summary(1535, 2571, 0, 0, 117), "1,535 cases, 2,571 runs: 0 failures, 117 known gaps"),
        (Summary(1, 1, 1, 1, 1), "1 case, 1 run: 1 failure, 1 closed gap, 1 known gap"),
        (Summary(2, 4, 2, 2, 0), "2 cases, 4 runs: 2 failures, 2 closed gaps, 0 known gaps"),
    ],
)
def test_the_summary_counts(summary: Summary, line: str) -> None:
    assert summary_line(summary) == line


def test_the_width_is_that_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "77")
    assert terminal_width() == 77


# For other programs


@pytest.fixture
def outcomes(make_fact: Make) -> list[Outcome]:
    """One run of each status."""
    text = {"text": "营收5亿元<\ufeff", "facts": [{"quote": "5亿元", "unit": "CNY"}]}
    fact = make_fact(start=2, end=5, basis={"unit": "default", "metric": "carried"})
    return [
        outcome_of(text, fact, script="simplified", passed=True),
        outcome_of(text, fact, differences=("unit & more",)),
        outcome_of({**text, "gap": "<b>"}, differences=("quotes",), passed=True),
        outcome_of({"text": "x", "boilerplate": [], "gap": "none"}, differences=("the known gap (none) is closed",)),
    ]


PROBLEMS = [
    RuleProblem(Path("rules/y.yaml"), 3, 5, "unknown key 'x'", "  x: 1"),
    RuleProblem(Path("z.yaml"), 1, 1, "?"),
]


def test_json_holds_all_that_came_of_the_cases(outcomes: list[Outcome]) -> None:
    data = json.loads(as_json(outcomes, PROBLEMS))
    assert data["summary"] == {"cases": 1, "runs": 4, "failures": 1, "closed": 1, "gaps": 1}
    assert data["problems"][0] == {
        "path": "rules/y.yaml", "line": 3, "column": 5, "message": "unknown key 'x'", "excerpt": "  x: 1",
    }  # fmt: skip
    assert [run["status"] for run in data["runs"]] == ["passed", "failed", "gap", "closed"]
    first, failed, _, closed = data["runs"]
    assert (first["file"], first["line"], first["name"], first["script"]) == (
        "rules/x.cases.yaml", 7, "7-simplified", "simplified",
    )  # fmt: skip
    assert failed["script"] is None
    assert failed["differences"] == ["unit & more"]
    assert failed["expected"] == [{"quote": "5亿元", "unit": "CNY", "start": 2, "end": 5}]
    assert (failed["found"][0]["quote"], failed["found"][0]["rules"]) == ("5亿元", ["units/yuan"])
    assert (closed["expected"], closed["found"], closed["gap"]) == (None, [], "none")


def test_json_says_where_a_quote_is_not_in_the_text() -> None:
    run = outcome_of({"text": "营收5亿元", "facts": [{"quote": "7亿元"}]}, differences=("x",))
    (expected,) = json.loads(as_json([run]))["runs"][0]["expected"]
    assert (expected["start"], expected["end"]) == (None, None)


def test_junit_has_a_suite_for_each_file_and_a_case_for_each_run(outcomes: list[Outcome]) -> None:
    root = ElementTree.fromstring(as_junit(outcomes, PROBLEMS))
    assert root.tag == "testsuites"
    assert {key: root.get(key) for key in ("tests", "failures", "errors", "skipped", "time")} == {
        "tests": "6", "failures": "2", "errors": "2", "skipped": "1", "time": "1.000",
    }  # fmt: skip
    assert [suite.get("name") for suite in root] == ["x.cases", "y", "z"]
    passed, failed, gap, closed = root[0]
    assert (passed.get("name"), passed.get("line"), passed.get("file")) == ("7-simplified", "7", "rules/x.cases.yaml")
    assert len(passed) == 0
    failure = failed.find("failure")
    assert failure is not None
    assert (failure.get("type"), failure.get("message")) == ("failed", "unit & more")
    assert failure.text is not None
    assert "1^^^^" in failure.text
    skipped = gap.find("skipped")
    assert skipped is not None
    assert skipped.get("message") == "known gap: <b>"
    assert [found.get("type") for found in closed] == ["gap closed"]
    error = root[1][0].find("error")
    assert error is not None
    assert error.text == "rules/y.yaml:3:5: unknown key 'x'\n    x: 1"
