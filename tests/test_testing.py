"""Tests of running cases, and of which cases concern a rule."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from numfacts.authoring.selection import select
from numfacts.authoring.testing import Outcome, Summary, run_suite, runs, summarize
from numfacts.ruleset import load_rules
from numfacts.ruleset.cases import CaseFile, LocatedCase
from numfacts.ruleset.expectations import Case

Write = Callable[..., Path]

UNITS = """\
- {text: 失业率为5%。, facts: [{quote: 5%, unit: percent}]}
- {text: 失业率为5%。, facts: [{quote: 5%, unit: CNY}]}
- {text: 失业率为5%。, gap: not read, facts: [{quote: 5%, unit: CNY}]}
- {text: 失业率为5%。, gap: not read, facts: [{quote: 5%, unit: percent}]}
- {text: Rain of 5 mm., facts: [{quote: 5 mm}]}
- {text: 营收为5亿元。, facts: [{quote: 5亿元, rules: [units/gone]}]}
"""
METRICS = """\
- {text: Margins of 5%., facts: [{quote: 5%}]}
- {text: 净利5亿元。, facts: [{quote: 5亿元}]}
"""


def test_each_case_is_run_in_each_script_and_named_after_its_line() -> None:
    cases = [LocatedCase(3, Case("营业额5亿元", facts=[])), LocatedCase(3, Case("5%", facts=[]))]
    found = list(runs(CaseFile("x", Path("rules/x.cases.yaml"), (*cases, LocatedCase(4, Case("營收", facts=[]))))))
    assert [run.name for run in found] == ["3-simplified", "3-traditional", "3.2", "4-traditional"]
    assert [run.script for run in found] == ["simplified", "traditional", "", "traditional"]
    assert [run.case.text for run in found[:2]] == ["营业额5亿元", "營業額5億元"]


def outcomes(directory: Path, *arguments: str) -> list[Outcome]:
    return [outcome for suite in select(arguments, partial(load_rules, [directory])) for outcome in run_suite(suite)]


def test_a_case_passes_or_fails_and_a_known_gap_is_open_or_closed(write_rules: Write) -> None:
    found = outcomes(write_rules(units=UNITS), "units")
    assert [(outcome.run.line, outcome.status) for outcome in found if outcome.run.script != "traditional"] == [
        (2, "passed"),
        (3, "failed"),
        (4, "gap"),
        (5, "closed"),
        (6, "passed"),
        (7, "failed"),
    ]
    assert summarize(found) == Summary(cases=6, runs=11, failures=4, closed=2, gaps=2)
    assert all(outcome.seconds > 0 for outcome in found)


def test_nothing_to_do_is_what_holds() -> None:
    assert Summary(2, 3, failures=0, closed=0, gaps=1).holds
    assert not Summary(2, 3, failures=1, closed=0, gaps=0).holds
    assert not Summary(2, 3, failures=0, closed=1, gaps=0).holds


@pytest.mark.parametrize(
    ("arguments", "places"),
    [
        # the cases of any file that cite it, and the failing ones beside it
        (["units/percent"], ["metrics:2", *(f"units:{line}" for line in (2, 3, 4, 5, 7))]),
        # a rule that is beside no failing case
        (["metrics/net-profit"], ["metrics:3"]),
        # a rule that nothing cites: all that stands beside it
        (["metrics/gross-margin"], ["metrics:2", "metrics:3"]),
        (["exclusions/words"], ["exclusions:2"]),
        (["metrics/net-profit", "metrics"], ["metrics:2", "metrics:3"]),
    ],
)
def test_a_rule_stands_for_the_cases_that_concern_it(
    write_rules: Write, arguments: list[str], places: list[str]
) -> None:
    found = outcomes(write_rules(units=UNITS, metrics=METRICS), *arguments)
    assert sorted({f"{outcome.run.path.name.partition('.')[0]}:{outcome.run.line}" for outcome in found}) == places


def test_a_rule_that_a_case_expects_concerns_it(write_rules: Write) -> None:
    metrics = "- {text: 净利5亿元。, gap: x, facts: [{quote: 5亿元, rules: [units/basis-point]}]}\n"
    found = outcomes(write_rules(metrics=metrics), "units/basis-point")
    assert [outcome.run.place.rpartition("/")[2] for outcome in found] == ["metrics.cases.yaml:2"] * 2


def test_a_rule_of_a_pack_is_tested_by_its_own_cases(write_pack: Write) -> None:
    pack = write_pack("- {text: 茶款5亿元。, facts: [{quote: 5亿元}]}\n- {text: 茶款很多。, facts: []}\n")
    found = outcomes(pack, "teas/tea")
    assert [(outcome.run.path, outcome.run.line) for outcome in found] == [(pack / "teas.cases.yaml", 2)] * 2
