"""Tests of the pytest plugin, in runs of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from numfacts.authoring.selection import select
from numfacts.authoring.testing import run_suite

pytest_plugins = "pytester"

Write = Callable[..., Path]

HOLDS = "- {text: 失业率为5%。, facts: [{quote: 5%, unit: percent}]}\n"
FAILS = "- {text: 失业率为5%。, facts: [{quote: 5%, unit: CNY}]}\n"
GAP = "- {text: 失业率为5%。, gap: not read, facts: [{quote: 5%, unit: CNY}]}\n"
CLOSED = "- {text: 失业率为5%。, gap: not read, facts: [{quote: 5%}]}\n"


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Runs pytest in this process, without Hypothesis, which takes longer to load than all the rest."""
    return pytester.runpytest("-p", "no:hypothesispytest", *arguments)


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """Runs cases, so that no run inside is the first to import a library.

    Those runs forget what they import, and libraries in C do not bear being imported twice.
    """
    (suite,) = select(["exclusions"])
    assert all(outcome.result.passed for outcome in run_suite(suite))


@pytest.fixture
def write_rules(write_rules: Write, pytester: pytest.Pytester) -> Write:
    """Writes the rules to where the runs inside look for tests."""

    def write(**cases: str) -> Path:
        return write_rules(**cases).rename(pytester.path / "rules")

    return write


@pytest.fixture(autouse=True)
def columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


def test_each_case_in_each_script_is_a_test(pytester: pytest.Pytester, write_rules: Write) -> None:
    write_rules(units=HOLDS + "- {text: Up 5%., facts: [{quote: 5%}]}\n" + GAP)
    collected = run(pytester, "--collect-only", "-q", "rules/units.cases.yaml")
    assert collected.outlines[:5] == [
        "rules/units.cases.yaml::2-simplified",
        "rules/units.cases.yaml::2-traditional",
        "rules/units.cases.yaml::3",
        "rules/units.cases.yaml::4-simplified",
        "rules/units.cases.yaml::4-traditional",
    ]
    run(pytester, "rules/units.cases.yaml").assert_outcomes(passed=3, xfailed=2)
    run(pytester, "rules/units.cases.yaml::2-traditional").assert_outcomes(passed=1)


def test_plain_pytest_finds_every_case(pytester: pytest.Pytester, write_rules: Write) -> None:
    directory = write_rules(units=HOLDS)
    others = len(list(directory.glob("*.cases.yaml"))) - 1
    run(pytester).assert_outcomes(passed=2 + others)


def test_a_pack_is_tested_over_the_rules_of_the_package(pytester: pytest.Pytester, write_pack: Write) -> None:
    pack = write_pack("- {text: 茶款5亿元。, facts: [{quote: 5亿元, metric_id: tea_sales, unit: CNY}]}\n")
    pack.rename(pytester.path / "teas")
    run(pytester).assert_outcomes(passed=2)


def test_a_failure_shows_the_text_and_what_was_found(pytester: pytest.Pytester, write_rules: Write) -> None:
    write_rules(units=HOLDS + FAILS)
    result = run(pytester, "rules/units.cases.yaml", "-k", "3-simplified")
    result.assert_outcomes(failed=1, deselected=3)
    result.stdout.fnmatch_lines(
        [
            "FAILED rules/units.cases.yaml:3 (simplified)",
            "    text      失业率为5%。",
            "    expected          1-",
            "    found             1^",
            "    found 1: 5% (5 percent) by units/percent, *",
            "    fact 1 '5%' unit: expected 'CNY', found 'percent'",
        ],
        consecutive=True,
    )
    assert "Traceback" not in result.stdout.str()


def test_a_test_is_located_at_its_case(pytester: pytest.Pytester, write_rules: Write) -> None:
    write_rules(units=HOLDS + FAILS)
    items, _ = pytester.inline_genitems("rules/units.cases.yaml")
    assert [item.location for item in items[1:3]] == [
        ("rules/units.cases.yaml", 1, "case 2-traditional"),
        ("rules/units.cases.yaml", 2, "case 3-simplified"),
    ]


def test_a_gap_is_an_expected_failure_and_fails_once_it_is_closed(
    pytester: pytest.Pytester, write_rules: Write
) -> None:
    write_rules(units=GAP + CLOSED)
    result = run(pytester, "rules/units.cases.yaml", "-rx")
    result.assert_outcomes(xfailed=2, failed=2)
    result.stdout.fnmatch_lines(
        ["    gap closed: remove 'gap' (not read)", "XFAIL rules/units.cases.yaml::2-* not read"]
    )
    run(pytester, "rules/units.cases.yaml", "--runxfail").assert_outcomes(failed=4)


def test_what_is_wrong_with_the_files_is_an_error_of_the_collection_told_once(
    pytester: pytest.Pytester, write_rules: Write
) -> None:
    directory = write_rules(units="- {text: 5, facts: []}\n")
    (directory / "metrics.cases.yaml").unlink()
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            "*/rules/metrics.yaml:1:1: rules without cases: write metrics.cases.yaml beside it",
            "*/rules/units.cases.yaml:2:10: expected str, got int: quote it: '5'",
        ]
    )
    assert result.stdout.str().count("rules without cases") == 1
    assert "Traceback" not in result.stdout.str()


def test_other_files_are_left_alone(pytester: pytest.Pytester) -> None:
    files = {
        "deploy.yaml": "kind: Service\n",
        "metrics.yaml": "kind: metrics\nrules: []\n",
        "alone.cases.yaml": "cases: [\n",
        "deploy.cases.yaml": "cases: [\n",
        "late.yaml": "spec:\n  kind: units\n",
        "late.cases.yaml": "cases: [\n",
        "bytes.cases.yaml": "cases: [\n",
    }
    for name, text in files.items():
        (pytester.path / name).write_text(text, encoding="utf-8")
    (pytester.path / "bytes.yaml").write_bytes(b"\xff\xfekind\n")
    pytester.makepyfile(
        """
        import sys

        def test_nothing_of_the_package_is_imported():
            mine = {name for name in sys.modules if name.partition(".")[0] == "numfacts"}
            assert mine <= {"numfacts", "numfacts.pytest_plugin"}
            assert "msgspec" not in sys.modules
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:hypothesispytest")
    result.assert_outcomes(passed=1)


@pytest.mark.parametrize(
    "kind", ["kind: units", "kind: 'units'", 'kind: "units"  # our own', "rules: []\nkind:   units\r"]
)
def test_a_rule_file_is_known_by_its_kind(pytester: pytest.Pytester, kind: str) -> None:
    (pytester.path / "mine.yaml").write_bytes(f"# mine\n{kind}\n".encode())
    (pytester.path / "mine.cases.yaml").write_text("cases: [\n", encoding="utf-8")
    run(pytester).assert_outcomes(errors=1)


def test_it_can_be_switched_off(pytester: pytest.Pytester, write_rules: Write) -> None:
    write_rules(units=FAILS)
    result = run(pytester, "-p", "no:numfacts")
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_an_error_of_the_code_is_shown_as_one(
    pytester: pytest.Pytester, write_rules: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def process(*_: object) -> None:
        raise RuntimeError("out of order")

    write_rules(units=HOLDS)
    monkeypatch.setattr("numfacts.pipeline.Extractor.process", process)
    result = run(pytester, "rules/units.cases.yaml")
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["*RuntimeError: out of order"])
