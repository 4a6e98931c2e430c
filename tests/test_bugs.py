"""Tests of what every command does with a bug that one document shows: it is told, and costs nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from numfacts.cli import FAILED, USAGE
from numfacts.document import Document
from numfacts.errors import DocumentError, RulesError, bugs_told
from numfacts.pipeline import Extractor
from support.commands import invoke, write

SOUND, ODD = "示例科技营收5亿元。", "示例科技营收6亿元。"
BUG = "internal error: ValueError: \\ud800"
CASES = "- {text: 失业率为5%。, facts: [{quote: 5%}]}\n- {text: 失业率为6亿元。, facts: []}\n"
ARTICLE = """\
language: zh-Hans
published: 2025-03-21
text: TEXT
gold:
  - {subject: 示例科技, metric: 营收, metric_id: revenue, claims: [{quote: AMOUNT, value: VALUE, unit: CNY}]}
"""

pytestmark = pytest.mark.usefixtures("directory", "plain_terminal")


@pytest.fixture(autouse=True)
def odd_documents(directory: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two documents in a file, at the second of which the pipeline fails; the error is one that commands know, too."""

    def process(self: Extractor, document: Document) -> Document:
        if "6" in document.text:
            raise ValueError("\ud800")
        return whole(self, document)

    whole = Extractor.process
    monkeypatch.setattr(Extractor, "process", process)
    write("news.jsonl", "".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in (("a", SOUND), ("b", ODD))))


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract", "news.jsonl", "-o", "-"),
        ("rules", "coverage", "news.jsonl", "--json"),
        ("rules", "diff", "shipped", "shipped", "news.jsonl", "--format", "json"),
        ("explain", "news.jsonl", "--doc", "b"),
        ("explain", "news.jsonl", "--doc", "b", "--at", "6"),
        ("explain", "news.jsonl", "--doc", "b", "--fact", "f"),
    ],
)
def test_it_is_told_with_its_place(arguments: tuple[str, ...]) -> None:
    result = invoke(*arguments)
    assert (result.exit_code, result.stderr) == (FAILED, f"news.jsonl:2: {BUG}\n")
    if arguments[0] == "extract":
        assert json.loads(result.stdout)["quote"] == "5亿元"
    elif arguments[0] == "rules":
        assert json.loads(result.stdout)["documents"] == 1


def test_it_is_told_of_a_text_on_the_command_line() -> None:
    for arguments, name in (((ODD,), "TEXT"), (("-",), "<stdin>")):
        result = invoke("rules", "case", *arguments, stdin=ODD)
        assert (result.exit_code, result.stdout, result.stderr) == (FAILED, "", f"{name}: {BUG}\n")


def test_it_is_told_of_an_article_and_the_figures_are_shown() -> None:
    for name, text in (("a", SOUND), ("b", ODD)):
        filled = ARTICLE.replace("TEXT", text).replace("AMOUNT", text[6:9])
        write(f"corpus/{name}.yaml", filled.replace("VALUE", f"{text[6]}00000000"))
    result = invoke("evaluate", "corpus")
    assert (result.exit_code, result.stderr) == (FAILED, f"corpus/b: {BUG}\n")
    assert result.stdout.startswith("2 documents, 2 claims, 1 fact; 1 document failed.\n")


def test_it_fails_its_case_and_is_no_wrong_usage(write_rules: Callable[..., Path]) -> None:
    write_rules(units=CASES)
    result = invoke("rules", "test", "rules/units.yaml")
    assert (result.exit_code, result.stderr) == (FAILED, "")
    assert "FAILED rules/units.cases.yaml:3 (simplified)\n" in result.stdout
    assert f"    DocumentError: {BUG}\n" in result.stdout
    assert result.stdout.endswith("2 cases, 4 runs: 2 failures, 0 known gaps\n")
    assert invoke("rules", "test", "nosuch").exit_code == USAGE


def test_what_is_no_bug_passes() -> None:
    for error in (RulesError("rules"), DocumentError("document"), BrokenPipeError(), KeyboardInterrupt()):
        with pytest.raises(type(error)) as caught, bugs_told():
            raise error
        assert caught.value is error
