"""Tests of the command line; those of its own behaviour use a plain extractor that takes every number for a fact."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner, Result

import numfacts
from numfacts import cli
from numfacts.document import Document
from numfacts.errors import DocumentError, RulesError
from numfacts.io.schema import fact_schema
from numfacts.records import Fact
from numfacts.ruleset import RuleSet, load_rules, shipped_directory

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def run(make_fact: Callable[..., Fact], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in this process with an extractor for which every run of digits is a fact."""

    class PlainExtractor:
        def process(self, document: Document) -> Document:
            if "slow" in document.text:
                raise DocumentError("matching took longer than 10 s")
            if "bug" in document.text:
                raise ZeroDivisionError("oh")
            document.facts = [
                make_fact(doc_id=document.id, quote=match[0], value=match[0], start=match.start(), end=match.end())
                for match in re.finditer("[0-9]+", document.text)
            ]
            return document

    def make(rules: RuleSet, **options: Any) -> PlainExtractor:
        return PlainExtractor()

    monkeypatch.setattr("numfacts.pipeline.Extractor", make)

    def invoke(*arguments: str, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(cli.app, arguments, input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def quotes(path: str) -> list[str]:
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["quote"] for line in lines]


def test_facts_go_to_outputs_by_default(run: Run) -> None:
    write("news/a.txt", "1 and 2")
    write("b.md", "3")
    result = run("extract", "news/a.txt", "b.md")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "outputs/a.facts.jsonl: 2 facts\noutputs/b.facts.jsonl: 1 fact\n"
    assert quotes("outputs/a.facts.jsonl") == ["1", "2"]
    assert quotes("outputs/b.facts.jsonl") == ["3"]


def test_quiet_says_nothing(run: Run) -> None:
    write("a.txt", "1")
    result = run("extract", "a.txt", "--quiet")
    assert (result.stdout, result.stderr) == ("", "")


def test_all_facts_of_several_inputs_can_go_to_one_file(run: Run) -> None:
    write("a.txt", "1")
    Path("b.jsonl.gz").write_bytes(gzip.compress(b'{"id": "x", "text": "2"}\n{"id": "y", "text": "3"}\n'))
    assert run("extract", "a.txt", "b.jsonl.gz", "-o", "all.jsonl").exit_code == 0
    assert quotes("all.jsonl") == ["1", "2", "3"]


def test_standard_input_to_standard_output(run: Run) -> None:
    result = run("extract", "-", "-o", "-", stdin="5亿元")
    assert result.exit_code == 0
    assert [json.loads(line)["quote"] for line in result.stdout.splitlines()] == ["5"]
    assert result.stderr == ""


def test_directories_are_read_whole(run: Run) -> None:
    write("news/a.txt", "1")
    write("news/deep/b.jsonl", '{"id": "b", "text": "2"}\n')
    assert run("extract", "news", "-o", "-").stdout.count('"quote"') == 2


@pytest.mark.parametrize(
    ("locale", "header"), [("en_US.UTF-8", "Quote"), ("zh_CN.UTF-8", "数值"), ("zh_TW.UTF-8", "數值")]
)
def test_the_table_speaks_the_locale(run: Run, monkeypatch: pytest.MonkeyPatch, locale: str, header: str) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    write("a.txt", "1234")
    for arguments in (("--show",), ("--format", "table")):
        result = run("extract", "a.txt", *arguments)
        assert header in result.stdout
        assert "1,234" in result.stdout


def test_a_long_table_says_what_it_leaves_out(run: Run) -> None:
    write("a.jsonl", "".join(json.dumps({"id": f"d{i}", "text": "1 " * 90}) + "\n" for i in range(4)))
    result = run("extract", "a.jsonl", "--show")
    assert "… 160 more facts" in result.stdout
    assert len(quotes("outputs/a.facts.jsonl")) == 360


def test_failures_are_reported_and_the_rest_is_written(run: Run) -> None:
    write(
        "a.jsonl",
        '{"id": "1", "text": "1"}\nbroken\n{"id": "2"}\n{"id": "3", "text": "slow"}\n{"id": "4", "text": "4"}\n',
    )
    write("b.txt", "a bug")
    result = run("extract", "a.jsonl", "missing.txt", "b.txt", "-o", "all.jsonl", "-q")
    assert result.exit_code == 1
    assert quotes("all.jsonl") == ["1", "4"]
    lines = result.stderr.splitlines()
    assert len(lines) == 5
    assert lines[0].startswith("a.jsonl:2: ")
    assert lines[1].startswith("a.jsonl:3: ")
    assert lines[2].startswith("a.jsonl:4: ")
    assert lines[2].endswith("matching took longer than 10 s")
    assert lines[3].startswith("missing.txt: ")
    assert lines[4] == "b.txt: internal error: ZeroDivisionError: oh"


def test_nothing_replaces_a_good_output_when_all_fails(run: Run) -> None:
    write("outputs/a.facts.jsonl", "kept")
    assert run("extract", "a.txt").exit_code == 1
    assert Path("outputs/a.facts.jsonl").read_text(encoding="utf-8") == "kept"
    assert os.listdir("outputs") == ["a.facts.jsonl"]


def test_an_output_that_cannot_be_written_is_reported_and_the_others_are_written(run: Run) -> None:
    write("a.txt", "1")
    write("b.txt", "2")
    Path("out/a.facts.jsonl").mkdir(parents=True)
    result = run("extract", "a.txt", "b.txt", "-o", "out/", "-q")
    assert result.exit_code == 1
    assert result.stderr.startswith("out/a.facts.jsonl: cannot be written: ")
    assert quotes("out/b.facts.jsonl") == ["2"]
    assert sorted(os.listdir("out")) == ["a.facts.jsonl", "b.facts.jsonl"]


def test_texts_are_written_on_request(run: Run) -> None:
    paragraph = "<p>The company said revenue rose to 574 million yuan in the first half of the year, a record.</p>"
    write("a.html", f"<html><body><article>{paragraph * 3}</article></body></html>")
    assert run("extract", "a.html", "--text-out", "a.txt", "-q").exit_code == 0
    text = Path("a.txt").read_bytes().decode()
    facts = [json.loads(line) for line in Path("outputs/a.facts.jsonl").read_text(encoding="utf-8").splitlines()]
    assert facts
    assert all(text[fact["start"] : fact["end"]] == fact["quote"] for fact in facts)


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract",),
        ("extract", "a.txt", "--published", "27.3.2025"),
        ("extract", "a.txt", "--script", "s2t"),
        ("extract", "a.txt", "--segmenter", "none"),
        ("extract", "a.txt", "--format", "xml"),
        ("extract", "a.txt", "--time-limit", "0"),
        ("extract", "a.txt", "--time-limit", "nan"),
        ("extract", "a.txt", "-o", "-", "--show"),
        ("extract", "a.txt", "-o", "a.txt"),
        ("extract", "a.txt", "--text-out", "a.txt"),
        ("extract", "a.txt", "b.txt", "--title", "t"),
        ("extract", "a.jsonl", "--title", "t"),
        ("extract", "a.txt", "--nonsense"),
        ("nonsense",),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    write("a.txt", "1")
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Error" in result.stderr
    assert not Path("outputs").exists()
    assert Path("a.txt").read_text(encoding="utf-8") == "1"


def test_rules_that_cannot_be_used_are_wrong_usage(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(rules: RuleSet, **options: Any) -> None:
        raise RulesError(f"{rules.directories[-1]}/units.yaml:3:1: unknown key")

    monkeypatch.setattr("numfacts.pipeline.Extractor", fail)
    write("a.txt", "1")
    write("mine/units.yaml", "kind: units\nrules: [{id: li, code: li, class: physical, zh: [市里]}]\n")
    write("mine/units.cases.yaml", "cases: [{text: 路长5市里。, facts: []}]\n")
    result = run("extract", "a.txt", "--rules", "mine")
    assert result.exit_code == 2
    assert result.stderr == "mine/units.yaml:3:1: unknown key\n"


@pytest.mark.parametrize(("what", "file"), [("rules", "schema.json"), ("cases", "cases.schema.json")])
def test_the_schemas_that_editors_take_are_printed(run: Run, what: str, file: str) -> None:
    assert run("schema", what).stdout == (shipped_directory() / file).read_text(encoding="utf-8")


def test_version_names_the_rules() -> None:
    result = CliRunner().invoke(cli.app, ["--version"])
    assert result.stdout == f"numfacts {numfacts.__version__} (rules {load_rules().short_hash})\n"
    write_pack("packs/mine")
    write("numfacts.toml", '[rules]\npacks = ["packs/mine"]\noff = ["units/percent"]\n')
    rules = load_rules([Path("packs/mine")], off=["units/percent"])
    result = CliRunner().invoke(cli.app, ["--version"])
    assert result.stdout == f"numfacts {numfacts.__version__} (rules {rules.short_hash}: {rules.provenance})\n"
    assert rules.provenance == f"{load_rules().short_hash} mine@{rules.packs[0].hash[:12]} -units/percent"


# Rules of one's own


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


def test_schema_is_what_facts_validate_against(run: Run) -> None:
    assert json.loads(run("schema").stdout) == json.loads(run("schema", "fact").stdout) == fact_schema()


def command(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs the real command in a process of its own."""
    line = [sys.executable, "-m", "numfacts", *arguments]
    return subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False, **options)


ARTICLE = """示例科技发布2024年年报

示例科技3月20日公布，2024年实现营收12.5亿元，同比增长18.3%；净利润约2.1亿元。
公司预计2025年营收将达到15亿元至16亿元。
"""


def test_real_facts_validate_and_stand_where_they_say() -> None:
    write("a.txt", ARTICLE)
    result = command("extract", "a.txt", "--published", "2025-03-21", "-o", "-")
    assert result.returncode == 0, result.stderr
    facts = [json.loads(line) for line in result.stdout.splitlines()]
    assert [fact["value"] for fact in facts] == ["1250000000", "18.3", "210000000", "1500000000"]
    validator = jsonschema.Draft202012Validator(fact_schema(), format_checker=jsonschema.FormatChecker())
    for fact in facts:
        validator.validate(fact)
        assert ARTICLE[fact["start"] : fact["end"]] == fact["quote"]


def test_two_runs_write_the_same_bytes() -> None:
    write("a.txt", ARTICLE)
    for seed in ("1", "2"):
        environ = os.environ | {"PYTHONHASHSEED": seed}
        for name in ("jsonl", "json", "csv"):
            assert command("extract", "a.txt", "-o", f"{seed}.{name}", env=environ).returncode == 0
    for name in ("jsonl", "json", "csv"):
        assert Path(f"1.{name}").read_bytes() == Path(f"2.{name}").read_bytes()


def test_a_reader_that_leaves_ends_the_run_quietly() -> None:
    write("a.jsonl", "".join(json.dumps({"id": str(i), "text": "营收5亿元。" * 200}) + "\n" for i in range(20)))
    line = [sys.executable, "-m", "numfacts", "extract", "a.jsonl", "-o", "-"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == cli.CLOSED


def test_a_terminated_run_leaves_nothing_half_written() -> None:
    os.mkfifo("endless.txt")
    write("a.txt", ARTICLE)
    line = [sys.executable, "-m", "numfacts", "extract", "a.txt", "endless.txt", "-o", "out/all.jsonl"]
    with subprocess.Popen(line, stderr=subprocess.PIPE) as process:
        while process.poll() is None and not (Path("out").is_dir() and os.listdir("out")):
            time.sleep(0.05)
        process.terminate()
        process.communicate(timeout=30)
    assert process.returncode == cli.TERMINATED
    assert os.listdir("out") == []
