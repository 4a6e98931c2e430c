"""Whole runs of the commands that measure facts and take gold to other tools."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from numfacts.authoring.corpus import read_corpus
from numfacts.cli import FAILED, USAGE
from numfacts.document import Document
from numfacts.errors import DocumentError
from numfacts.pipeline import Extractor
from support.commands import invoke

ARTICLE = """\
language: zh-Hans
published: 2025-03-21
text: |
  云岭茶业2024年营收12.5亿元，同比增长18.3%。
gold:
  - {subject: 云岭茶业, period: 2024, metric: 营收, metric_id: revenue, claims: [
      {quote: 12.5亿元, value: 1250000000, unit: CNY}, {quote: 18.3%, value: VALUE, unit: percent, change: yoy up}]}
"""


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    Path("corpus/results").mkdir(parents=True)
    write("18.3")
    return tmp_path / "corpus"


def write(value: str) -> None:
    Path("corpus/results/tea.yaml").write_text(ARTICLE.replace("VALUE", value), encoding="utf-8")


def test_figures_are_shown_as_tables_and_errors_on_demand() -> None:
    write("19.3")
    result = invoke("evaluate", "corpus")
    assert result.exit_code == 0
    assert result.stdout.startswith("1 document, 2 claims, 2 facts.\n")
    assert "quantity         0.5000   0.5000   0.5000" in result.stdout
    assert "营收12.5亿元，同比增长" not in result.stdout
    shown = invoke("evaluate", "corpus", "--errors", "1").stdout.splitlines()[-2]
    assert "results/tea:22" in shown
    assert "营收12.5亿元，同比增长[18.3%]。" in shown
    assert shown.split()[-4:] == ["19.3", "percent", "18.3", "percent"]


def test_figures_are_written_as_json_and_as_a_page() -> None:
    result = invoke("evaluate", "corpus", "--json", "--html", "page.html")
    assert json.loads(result.stdout)["total"]["full"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert "results/tea" in Path("page.html").read_text(encoding="utf-8")


def test_the_corpus_of_the_checkout_is_the_default() -> None:
    assert json.loads(invoke("evaluate", "--json").stdout)["total"]["documents"] > 1


def test_rules_are_those_in_force() -> None:
    assert (
        json.loads(invoke("evaluate", "corpus", "--json", "--off", "units/percent").stdout)["total"]["full"]["recall"]
        == 0.5
    )


def test_an_article_that_fails_is_named_and_counts_as_one_in_which_nothing_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def process(self: Extractor, document: Document) -> Document:
        if document.id == "results/tea":
            raise DocumentError("takes longer than the time limit")
        return whole(self, document)

    whole = Extractor.process
    Path("corpus/results/more.yaml").write_text(Path("corpus/results/tea.yaml").read_text("utf-8"), "utf-8")
    assert invoke("evaluate", "corpus", "--floors", "floors.toml", "--pin").exit_code == 0
    pinned = Path("floors.toml").read_bytes()
    monkeypatch.setattr(Extractor, "process", process)
    result = invoke("evaluate", "corpus", "--floors", "floors.toml")
    assert result.exit_code == FAILED
    assert result.stdout.startswith("2 documents, 4 claims, 2 facts; 1 document failed.\n")
    assert result.stderr.startswith("results/tea: takes longer than the time limit\nfloors.toml: below the floors\n")
    assert "quantity recall: 0.5000, below 1.0000\n" in result.stderr
    result = invoke("evaluate", "corpus", "--json", "--floors", "floors.toml", "--pin", "--lower")
    assert result.exit_code == FAILED
    assert json.loads(result.stdout)["failures"] == {"results/tea": "takes longer than the time limit"}
    assert Path("floors.toml").read_bytes() == pinned


def test_floors_hold_until_a_figure_falls_or_the_corpus_changes() -> None:
    floors = ("evaluate", "corpus", "--floors", "floors.toml")
    assert invoke(*floors, "--pin").exit_code == 0
    assert invoke(*floors).exit_code == 0
    result = invoke(*floors, "--off", "units/percent")
    assert result.exit_code == FAILED
    assert result.stderr.startswith("floors.toml: below the floors\n")
    assert "\nquantity recall: 0.5000, below 1.0000\n" in result.stderr
    write("19.3")
    result = invoke(*floors)
    assert result.exit_code == FAILED
    assert "the corpus is not the one" in result.stderr
    pinned = Path("floors.toml").read_bytes()
    result = invoke(*floors, "--pin")
    assert result.exit_code == FAILED
    assert "only lowered with --lower" in result.stderr
    assert Path("floors.toml").read_bytes() == pinned
    assert invoke(*floors, "--pin", "--lower").exit_code == 0
    assert invoke(*floors).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("evaluate", "corpus", "--pin"), "say which file"),
        (("evaluate", "corpus", "--floors", "a", "--lower"), "it goes with --pin"),
        (("evaluate", "none.yaml"), "none.yaml: No such file"),
        (("evaluate", "corpus", "--floors", "none.toml"), "none.toml: No such file"),
        (("evaluate", "corpus", "--html", "corpus"), "--html: corpus cannot be written: Is a directory"),
        (("gold", "export", "corpus", "-o", "corpus"), "--output: corpus cannot be written: Is a directory"),
        (("gold", "export", "corpus", "--interface", "corpus"), "--interface: corpus cannot be written"),
        (("gold", "export", "corpus", "--format", "doccano", "--interface", "a"), "only Label Studio takes one"),
        (("gold", "import", "none.json", "-o", "a"), "none.json: No such file"),
    ],
)
def test_wrong_usage_is_told(arguments: tuple[str, ...], message: str) -> None:
    result = invoke(*arguments)
    assert result.exit_code == USAGE
    assert message in result.stderr


@pytest.mark.parametrize("tool", ["labelstudio", "doccano"])
def test_gold_goes_to_a_tool_and_comes_back_as_a_corpus(tool: str, corpus: Path) -> None:
    assert invoke("gold", "export", "corpus", "--format", tool, "-o", "out.json").exit_code == 0
    result = invoke("gold", "import", "out.json", "--format", tool, "-o", "back")
    assert result.exit_code == 0
    assert result.stdout == "back/results/tea.yaml\n"
    assert read_corpus([Path("back")]) == read_corpus([corpus])


def test_an_export_goes_to_standard_output_with_its_interface_in_a_file() -> None:
    result = invoke("gold", "export", "corpus", "--interface", "interface.xml")
    assert json.loads(result.stdout)[0]["data"]["id"] == "results/tea"
    assert Path("interface.xml").read_text(encoding="utf-8").startswith("<View>")


def test_articles_need_a_directory_that_can_be_written() -> None:
    invoke("gold", "export", "corpus", "-o", "out.json")
    result = invoke("gold", "import", "out.json", "-o", "out.json")
    assert result.exit_code == USAGE
    assert "--output: out.json/results/tea.yaml cannot be written: Not a directory" in result.stderr


def test_floors_that_cannot_be_written_are_told() -> None:
    result = invoke("evaluate", "corpus", "--floors", "corpus", "--pin", "--lower")
    assert result.exit_code == FAILED
    assert result.stderr == "corpus: cannot be written: Is a directory\n"
    assert "quantity" in result.stdout


def test_an_incomplete_annotation_is_told_and_nothing_is_written() -> None:
    invoke("gold", "export", "corpus", "--format", "doccano", "-o", "out.jsonl")
    data = json.loads(Path("out.jsonl").read_text(encoding="utf-8"))
    data["label"].append([0, 4, "claim"])
    Path("out.jsonl").write_text(json.dumps(data), encoding="utf-8")
    result = invoke("gold", "import", "out.jsonl", "--format", "doccano", "-o", "back")
    assert result.exit_code == FAILED
    assert result.stderr == "out.jsonl:1: results/tea: '云岭茶业' at 0: no value\n"
    assert not Path("back").exists()
