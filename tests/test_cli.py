"""Tests of the command line with a plain extractor, which takes every number for a fact."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import Result

from numfacts.cli import app
from numfacts.document import Document
from numfacts.errors import DocumentError, RulesError
from numfacts.io.schema import fact_schema
from numfacts.records import Fact
from numfacts.ruleset import RuleSet, shipped_directory
from support.commands import invoke, write

Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("directory", "plain_terminal")


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

    return invoke


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


@pytest.mark.parametrize("option", [("extract", "-o"), ("extract", "--text-out"), ("batch", "-o")])
def test_an_empty_path_for_output_is_no_directory(run: Run, option: tuple[str, str]) -> None:
    write("a.txt", "1")
    result = run(option[0], "a.txt", option[1], "")
    assert result.exit_code == 2
    assert "the path is empty" in result.stderr
    assert os.listdir() == ["a.txt"]


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


def test_links_that_lead_in_a_circle_are_told(run: Run) -> None:
    Path("loop").symlink_to("loop")
    cause = "Too many levels of symbolic links"
    for arguments, said in (
        (("extract", "loop"), f"loop: {cause}"),
        (("extract", "loop", "--rules", "loop"), f"loop:1:1: no rules directory: {cause}"),
        (("rules", "lint", "loop"), f"loop:1:1: error[file]: no rules directory: {cause}"),
        (("export", "loop", "-o", "a.csv"), f"loop: {cause}"),
        (("batch", "loop", "-o", "out"), "loop: not a kind of file that is read"),
    ):
        assert run(*arguments).stderr.startswith(said) or run(*arguments).stdout.startswith(said)


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


def test_a_text_that_has_no_place_is_reported_and_its_facts_are_written_and_counted(run: Run) -> None:
    write("a.jsonl", '{"id": "1", "text": "1"}\n{"id": "2", "text": "2"}\n')
    result = run("extract", "a.jsonl", "--text-out", "a.txt")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "a.jsonl:2: a.txt holds one text already: name a directory or a .jsonl file for more",
        "outputs/a.facts.jsonl: 2 facts from 2 documents",
    ]
    assert quotes("outputs/a.facts.jsonl") == ["1", "2"]
    assert Path("a.txt").read_text(encoding="utf-8") == "1"


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
        ("extract", "a.txt", "-o", "b.json", "--text-out", "b.json"),
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


def test_schema_is_what_facts_validate_against(run: Run) -> None:
    assert json.loads(run("schema").stdout) == json.loads(run("schema", "fact").stdout) == fact_schema()


def commands(group: Any) -> list[Any]:
    if not hasattr(group, "commands"):
        return [group]
    return [command for inner in group.commands.values() for command in commands(inner)]


@pytest.mark.parametrize("command", commands(typer.main.get_command(app)), ids=lambda command: command.name)
def test_help_says_what_can_be_given_more_than_once(command: Any) -> None:
    for parameter in command.params:
        if parameter.nargs == -1:
            assert parameter.metavar.endswith("...")
        elif getattr(parameter, "multiple", False):
            assert "repeatable" in parameter.help
