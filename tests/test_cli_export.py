"""Tests of ``numfacts export``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from numfacts.cli import USAGE, app
from numfacts.exporting.forms import FORMS
from numfacts.io.outputs import encode_fact
from numfacts.records import Fact, Mention

MakeFact = Callable[..., Fact]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def facts(make_fact: MakeFact) -> Path:
    path = Path("facts.jsonl")
    named = make_fact(id="b", subject=Mention("甲", 0, 1), metric=Mention("营收", 1, 3, "revenue"))
    path.write_bytes(encode_fact(make_fact(id="a")) + b"\n" + encode_fact(named) + b"\n")
    return path


def export(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["export", *arguments], input=given)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("csv", "2 facts"),
        ("xlsx", "2 facts"),
        ("xbrl-json", "2 facts, 1 without a metric, 2 without a period, 1 without a subject"),
        ("web-annotation", "2 facts, 2 without the text around"),
        ("prov", "2 facts"),
    ],
)
def test_every_format_is_written_and_what_it_lacks_counted(form: str, said: str, facts: Path) -> None:
    assert form in FORMS
    result = export(str(facts), "-o", "new/out", "--format", form)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"new/out: {said}\n")
    assert Path("new/out").stat().st_size > 0
    assert export(str(facts), "-o", "new/out", "--format", form, "--quiet").stderr == ""


def test_the_format_follows_from_the_name_where_that_says_it(facts: Path) -> None:
    for name, start in (("a.csv", b"doc_id,"), ("a.CSV.gz", b"\x1f\x8b"), ("a.xlsx", b"PK")):
        assert export(str(facts), "-o", name).exit_code == 0
        assert Path(name).read_bytes().startswith(start)
    result = export(str(facts), "-o", "a.json")
    assert result.exit_code == USAGE
    assert "csv, xlsx, xbrl-json, web-annotation, prov" in " ".join(result.stderr.split())


def test_broken_lines_are_told_and_the_others_exported(facts: Path) -> None:
    facts.write_bytes(b"{\n" + facts.read_bytes() + b'{"doc_id": "x"}\n')
    result = export(str(facts), "-", "-o", "a.csv", given=facts.read_bytes().splitlines()[1])
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "facts.jsonl:1: broken JSON at column 2: Expecting property name enclosed in double quotes",
        'facts.jsonl:4: lacks "id"',
        "<stdin>:1: repeats the id a of an earlier fact",
        "a.csv: 2 facts",
    ]
    assert len(Path("a.csv").read_text("utf-8").splitlines()) == 3


def test_a_fact_that_the_format_cannot_hold_is_told_with_its_line(facts: Path, make_fact: MakeFact) -> None:
    facts.write_bytes(encode_fact(make_fact(doc_id="\x01")) + b"\n" + facts.read_bytes())
    result = export(str(facts), "-o", "a.json", "--format", "xbrl-json")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == "facts.jsonl:1: XML cannot hold the character U+0001"
    assert len(json.loads(Path("a.json").read_text("utf-8"))["facts"]) == 2


def test_texts_are_around_the_quotes_of_annotations(facts: Path) -> None:
    Path("docs.jsonl").write_text('{"id": "doc", "text": "营收约为5亿元。"}\n', "utf-8")
    arguments = [str(facts), "-o", "a.json", "--format", "web-annotation", "--texts", "docs.jsonl"]
    result = export(*arguments)
    assert (result.exit_code, result.stderr) == (0, "a.json: 2 facts\n")
    assert "营收约为" in Path("a.json").read_text("utf-8")
    result = export(*arguments, "--texts", "none.txt")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, "none.txt: No such file or directory")
    result = export(str(facts), "-o", "a.csv", "--texts", "docs.jsonl")
    assert result.exit_code == USAGE


def test_an_output_that_would_replace_an_input_is_refused(facts: Path) -> None:
    before = facts.read_bytes()
    result = export(str(facts), "-o", f"../{Path.cwd().name}/facts.jsonl", "--format", "csv")
    assert result.exit_code == USAGE
    assert facts.read_bytes() == before


@pytest.mark.parametrize("name", ["facts.jsonl", "part-00000.parquet"])
def test_an_output_that_would_replace_what_a_batch_has_written_is_refused(name: str, facts: Path) -> None:
    Path("batch").mkdir()
    kept = facts.rename(Path("batch", name))
    result = export("batch", "-o", str(kept), "--format", "csv")
    assert (result.exit_code, "would replace an input" in result.stderr) == (USAGE, True)


@pytest.mark.parametrize(("name", "form"), [("-", "csv"), ("report.XSD", "xbrl-json")])
def test_an_output_that_could_not_be_one_is_refused(name: str, form: str, facts: Path) -> None:
    assert export(str(facts), "-o", name, "--format", form).exit_code == USAGE
    assert os.listdir() == ["facts.jsonl"]


@pytest.mark.parametrize("form", FORMS)
def test_nothing_replaces_a_good_output_where_no_fact_could_be_read(form: str) -> None:
    Path("out").write_text("kept", "utf-8")
    result = export("missing.jsonl", "-o", "out", "--format", form)
    assert (result.exit_code, result.stderr) == (1, "missing.jsonl: No such file or directory\n")
    assert (os.listdir(), Path("out").read_text("utf-8")) == (["out"], "kept")


def test_facts_that_are_none_at_all_are_exported_as_such() -> None:
    Path("facts.jsonl").touch()
    assert export("facts.jsonl", "-o", "a.csv").stderr == "a.csv: 0 facts\n"
    assert Path("a.csv").read_text("utf-8").startswith("doc_id,")


@pytest.mark.parametrize("form", FORMS)
def test_an_output_that_cannot_be_written_is_told(form: str, facts: Path) -> None:
    Path("there").mkdir()
    result = export(str(facts), "-o", "there", "--format", form)
    assert (result.exit_code, result.stderr) == (1, "there: cannot be written: Is a directory\n")
    assert sorted(os.listdir()) == ["facts.jsonl", "there"]


def test_a_missing_library_is_named_with_what_installs_it(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "numfacts.exporting.xlsx", raising=False)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    result = export(str(facts), "-o", "a.xlsx")
    assert result.exit_code == USAGE
    assert "pip install 'numfacts[export]'" in " ".join(result.stderr.replace("│", " ").split())
