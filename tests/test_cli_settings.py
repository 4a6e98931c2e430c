"""Tests of rules of one's own on the command line: packs, rules to do without, and the settings file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import numfacts
from numfacts import cli
from numfacts.ruleset import load_rules
from support.commands import write

pytestmark = pytest.mark.usefixtures("directory", "plain_terminal")


def write_pack(directory: str, metric: str = "tea_sold") -> None:
    write(
        f"{directory}/teas.yaml", f"kind: metrics\nrules: [{{id: tea, metric: {metric}, takes: [money], zh: [茶款]}}]\n"
    )
    write(f"{directory}/teas.cases.yaml", "cases: [{text: 茶款5亿元。, facts: [{quote: 5亿元}]}]\n")


def extracted(*arguments: str) -> tuple[list[str], str]:
    """The ids of the metrics of a text, and the rules that its facts name."""
    result = CliRunner().invoke(cli.app, ["extract", "-", "-o", "-", *arguments], input="茶款为5亿元，占比达35%。")
    assert result.exit_code == 0, result.stderr
    facts = [json.loads(line) for line in result.stdout.splitlines()]
    (ruleset,) = {fact["ruleset"] for fact in facts}
    return [(fact["metric"] or {}).get("id") for fact in facts], ruleset


def test_version_names_the_rules() -> None:
    result = CliRunner().invoke(cli.app, ["--version"])
    assert result.stdout == f"numfacts {numfacts.__version__} (rules {load_rules().short_hash})\n"
    write_pack("packs/mine")
    write("numfacts.toml", '[rules]\npacks = ["packs/mine"]\noff = ["units/percent"]\n')
    rules = load_rules([Path("packs/mine")], off=["units/percent"])
    result = CliRunner().invoke(cli.app, ["--version"])
    assert result.stdout == f"numfacts {numfacts.__version__} (rules {rules.short_hash}: {rules.provenance})\n"
    assert rules.provenance == f"{load_rules().short_hash} mine@{rules.packs[0].hash[:12]} -units/percent"


def test_packs_and_rules_to_do_without_are_options() -> None:
    base = load_rules().short_hash
    write_pack("one")
    write_pack("two", "tea_paid")
    metrics, ruleset = extracted("--rules", "one", "--rules", "two", "--off", "units/percent")
    assert metrics == ["tea_paid"]
    assert re.fullmatch(f"{base} one@[0-9a-f]{{12}} two@[0-9a-f]{{12}} -units/percent", ruleset)
    assert extracted("--rules", "two", "--rules", "one")[0][0] == "tea_sold"
    assert extracted()[1] == base


@pytest.mark.parametrize("place", [".", "deeply/within"])
def test_a_settings_file_names_packs_and_rules_to_do_without(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    base = load_rules().short_hash
    write_pack("rules/one")
    write_pack("two", "tea_paid")
    write("numfacts.toml", '[rules]\npacks = ["rules/one"]\noff = ["units/percent"]\n')
    two = Path("two").resolve()
    Path(place).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(place)
    metrics, ruleset = extracted()
    assert metrics == ["tea_sold"]
    assert re.fullmatch(f"{base} one@[0-9a-f]{{12}} -units/percent", ruleset)
    metrics, ruleset = extracted("--rules", str(two), "--off", "cues/forecast")
    assert metrics == ["tea_paid"]
    assert re.fullmatch(f"{base} one@[0-9a-f]{{12}} two@[0-9a-f]{{12}} -cues/forecast -units/percent", ruleset)


def test_the_nearest_settings_file_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    write("numfacts.toml", '[rules]\noff = ["units/percent"]\n')
    write("within/numfacts.toml", "")
    monkeypatch.chdir("within")
    assert extracted()[1] == load_rules().short_hash


def test_a_pack_that_is_named_twice_lies_where_the_last_does() -> None:
    write_pack("one")
    write_pack("two", "tea_paid")
    write("numfacts.toml", '[rules]\npacks = ["one", "two"]\n')
    metrics, ruleset = extracted("--rules", "one")
    assert metrics[0] == "tea_sold"
    assert [pack.partition("@")[0] for pack in ruleset.split()[1:]] == ["two", "one"]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("[rules]\npacks = 5\n", ["2: 'packs' is a list of strings: packs = [\"my-rules\"]"]),
        ("[rules]\noff = [5]\n", ["2: 'off' is a list of strings: off = [\"file/id\"]"]),
        ("# rule\n\nrule = 5\n", ["3: unknown key 'rule': known: [rules]"]),
        ("rules = 5\n", ["1: 'rules' is a table: write [rules]"]),
        ("[rules]\npack = []\n", ["2: unknown key 'pack' in [rules]: known: packs, off"]),
        ('[rules]\npacks = [\n  "nowhere",\n]\n', ["3: there is no directory {here}/nowhere"]),
        ("[rules]\npacks = [\n", ["3: not TOML: "]),
        ("[rules\n", ["1: not TOML: "]),
        ('[other]\n[rules]\npacks = ["nowhere"]\n', ["1: unknown key 'other'", "3: there is no directory"]),
        (
            '[rules]\noff = [\n  "units/percent",\n  "units/percnt",\n  "what"]\n',
            [
                "4: no rule 'units/percnt' to switch off: did you mean 'units/percent'?",
                "5: no rule 'what' to switch off",
            ],
        ),
    ],
)
def test_an_unusable_settings_file_is_wrong_usage(directory: Path, text: str, messages: list[str]) -> None:
    write("numfacts.toml", text)
    result = CliRunner().invoke(cli.app, ["extract", "-", "-o", "-"], input="5亿元。")
    assert result.exit_code == 2
    assert not result.stdout
    lines = result.stderr.splitlines()
    assert len(lines) == len(messages)
    for line, message in zip(lines, messages, strict=True):
        assert line.startswith(f"{directory}/numfacts.toml:{message.format(here=directory)}")


def test_a_settings_file_that_is_not_utf8_is_wrong_usage() -> None:
    Path("numfacts.toml").write_bytes("[rules] # 规则".encode("gb18030"))
    result = CliRunner().invoke(cli.app, ["--version"])
    assert result.exit_code == 2
    assert "numfacts.toml:1: not UTF-8" in result.stderr


def test_a_rule_that_is_not_there_cannot_be_left_out() -> None:
    result = CliRunner().invoke(cli.app, ["extract", "-", "--off", "units/percnt"], input="5亿元。")
    assert result.exit_code == 2
    assert result.stderr == "no rule 'units/percnt' to switch off: did you mean 'units/percent'?\n"
