"""Tests of ``numfacts rules test``, whole runs."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from numfacts.cli import app

Write = Callable[..., Path]

HOLDS = "- {text: 失业率为5%。, facts: [{quote: 5%, unit: percent, rules: [units/percent]}]}\n"
FAILS = "- {text: 失业率为5%。, facts: [{quote: 5%, unit: CNY}]}\n"
GAP = "- {text: 失业率为5%。, gap: not read, facts: [{quote: 5%, unit: CNY}]}\n"
CLOSED = "- {text: 失业率为5%。, gap: not read, facts: [{quote: 5%}]}\n"


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["rules", "test", *arguments])


def test_cases_that_hold(write_rules: Write) -> None:
    write_rules(units=HOLDS + GAP)
    result = run("rules/units.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "2 cases, 4 runs: 0 failures, 2 known gaps\n"
    assert run("rules/units.yaml", "-q").stdout == ""


def test_a_case_that_fails_is_shown(write_rules: Write) -> None:
    write_rules(units=HOLDS + FAILS)
    result = run("rules")
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "FAILED rules/units.cases.yaml:3 (simplified)\n"
        "    text      失业率为5%。\n"
        "    expected          1-\n"
        "    found             1^\n"
        "    found 1: 5% (5 percent) by units/percent, "
    )
    assert "    fact 1 '5%' unit: expected 'CNY', found 'percent'\n\nFAILED" in result.stdout
    assert result.stdout.splitlines()[-1].endswith("runs: 2 failures, 0 known gaps")
    assert "known gaps" not in run("rules/units.yaml", "--quiet").stdout


def test_a_gap_that_is_closed_fails(write_rules: Write) -> None:
    write_rules(units=CLOSED)
    result = run("rules/units.cases.yaml")
    assert result.exit_code == 1
    assert "GAP CLOSED rules/units.cases.yaml:2 (traditional)\n    gap closed: remove 'gap' (not read)" in result.stdout
    assert "1 case, 2 runs: 0 failures, 2 closed gaps, 0 known gaps\n" in result.stdout


def test_names_are_of_the_rules_in_force(write_rules: Write) -> None:
    write_rules(units=HOLDS)
    assert run("units", "--rules", "rules").stdout == "1 case, 2 runs: 0 failures, 0 known gaps\n"
    assert run("units/percent", "--rules", "rules").stdout == "1 case, 2 runs: 0 failures, 0 known gaps\n"
    shipped = run("units")
    assert shipped.exit_code == 0
    assert int(shipped.stdout.split()[0]) > 50


def test_packs_and_rules_to_do_without_come_from_options_and_settings(write_pack: Write) -> None:
    write_pack("- {text: 茶款5亿元，占5%。, facts: [{quote: 5亿元, metric_id: tea_sales}]}\n")
    assert run("teas").exit_code == 1
    holds = (0, "1 case, 2 runs: 0 failures, 0 known gaps\n")
    for result in (
        run("--rules", "teas", "--off", "units/percent"),
        run("teas", "--rules=teas", "--off=units/percent"),
    ):
        assert (result.exit_code, result.stdout) == holds
    Path("numfacts.toml").write_text('[rules]\npacks = ["teas"]\noff = ["units/percent"]\n', encoding="utf-8")
    for result in (run(), run("teas")):
        assert (result.exit_code, result.stdout) == holds
    Path("numfacts.toml").write_text("[rules\n", encoding="utf-8")
    for result in (run(), run("--watch")):
        assert (result.exit_code, result.stdout) == (2, "")
        assert "numfacts.toml:1: not TOML" in result.stderr


def test_a_rule_file_without_cases_fails(write_rules: Write) -> None:
    (write_rules() / "units.cases.yaml").unlink()
    result = run("rules")
    assert result.exit_code == 1
    assert result.stderr == "rules/units.yaml:1:1: rules without cases: write units.cases.yaml beside it\n"
    assert result.stdout == ""


def test_all_that_is_wrong_with_broken_files_is_shown(write_rules: Write) -> None:
    directory = write_rules(units="- {text: 甲, fact: []}\n- {text: 5, facts: []}\n")
    (directory / "metrics.cases.yaml").unlink()
    result = run("rules", "--junit", "out/results.xml")
    assert (result.exit_code, result.stdout) == (2, "")
    places = [line.split(": ")[0] for line in result.stderr.splitlines() if not line.startswith(" ")]
    assert places == ["rules/metrics.yaml:1:1", "rules/units.cases.yaml:2:13", "rules/units.cases.yaml:3:10"]
    assert ElementTree.parse("out/results.xml").getroot().get("errors") == "3"
    data = json.loads(run("rules", "--json").stdout)
    assert [problem["line"] for problem in data["problems"]] == [1, 2, 3]


def test_a_broken_file_counts_more_than_that_it_has_no_cases(write_rules: Write) -> None:
    directory = write_rules()
    (directory / "units.cases.yaml").unlink()
    with (directory / "units.yaml").open("a", encoding="utf-8") as file:
        file.write("without: 5\n")
    result = run("rules")
    assert result.exit_code == 2
    assert "rules without cases" in result.stderr


def test_results_are_shown_though_their_file_cannot_be_written(write_rules: Write) -> None:
    write_rules()
    result = run("rules", "--junit", ".")
    assert result.exit_code == 2
    assert "--junit: . cannot be written" in result.stderr
    assert re.match(r"[0-9]+ cases, [0-9]+ runs: 0 failures", result.stdout)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "there is no rule file 'nowhere', and no such path"),
        (["nowhere.yaml"], "nowhere.yaml is not there"),
        (["metrics/nothing"], "metrics has no rule 'nothing'"),
        (["--watch", "--json"], "it writes one result"),
        (["--watch", "nowhere.yaml"], "nowhere.yaml is not there"),
    ],
)
def test_wrong_usage(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_rules_that_are_not_there_cannot_be_used() -> None:
    result = run("--rules", "nowhere")
    assert result.exit_code == 2
    assert "nowhere:1:1: no rules directory" in result.stderr


def test_results_for_other_programs(write_rules: Write) -> None:
    write_rules(units=HOLDS + FAILS)
    result = run("rules/units.yaml", "--json", "--junit", "results.xml")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert data["summary"] == {"cases": 2, "runs": 4, "failures": 2, "closed": 0, "gaps": 0}
    assert [found["status"] for found in data["runs"]] == ["passed", "passed", "failed", "failed"]
    assert run("rules/units.yaml", "--json").stdout == result.stdout
    root = ElementTree.parse("results.xml").getroot()
    assert (root.get("tests"), root.get("failures")) == ("4", "2")


def test_a_reader_that_leaves_ends_the_run_quietly() -> None:
    command = f"{sys.executable} -m numfacts rules test metrics --json | head -c 1"
    result = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (141, b"{", b"")


def test_a_terminal_gets_colours(write_rules: Write) -> None:
    pty = pytest.importorskip("pty")
    write_rules(units=FAILS)
    leader, follower = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "NO_COLOR": ""}
    command = [sys.executable, "-m", "numfacts", "rules", "test", "rules/units.yaml", "-q"]
    subprocess.run(command, stdout=follower, stderr=subprocess.PIPE, env=environment, check=False)
    os.close(follower)
    written = os.read(leader, 1 << 16).decode()
    os.close(leader)
    assert "\x1b[1;31mFAILED" in written
    assert "\x1b[32m    expected          1-" in written


def test_watching_runs_again_after_a_change_survives_broken_files_and_ends_when_interrupted(write_rules: Write) -> None:
    cases = write_rules(units=HOLDS) / "units.cases.yaml"
    command = [sys.executable, "-m", "numfacts", "rules", "test", "rules/units.yaml", "--watch"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        bufsize=1,
        # A run in the background ignores interrupts, and would hand that down.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "1 case, 2 runs: 0 failures, 0 known gaps\n"
        cases.write_text("cases: [\n", encoding="utf-8")
        assert [process.stdout.readline() for _ in range(2)] == ["\n", "rules/units.cases.yaml:\n"]
        assert process.stdout.readline().startswith("rules/units.cases.yaml:2:1: not YAML")
        os.replace(write_cases(cases.with_suffix(".new"), FAILS), cases)
        lines = iter(process.stdout.readline, "")
        assert next(line for line in lines if "failures" in line) == "1 case, 2 runs: 2 failures, 0 known gaps\n"
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
        assert process.stdout.read() == ""
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def write_cases(path: Path, cases: str) -> Path:
    path.write_text(f"cases:\n{cases}", encoding="utf-8")
    return path
