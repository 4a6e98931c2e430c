"""Tests of rule files to start from and of drafted cases."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from typer.testing import CliRunner

import numfacts
from numfacts.authoring.drafting import draft_case, examples, start
from numfacts.cli import app
from numfacts.document import Document
from numfacts.ruleset.cases import load_cases, read_cases, run_case
from numfacts.ruleset.kinds import KINDS
from numfacts.ruleset.problems import RuleProblem

RULES = "kind: exclusions\nrules:\n  - {id: words, terms: [某某]}\n"

TEXTS = [
    "示例科技2024年营收约12.5亿元，同比增长18.3%；今年营收有望达14亿元至15.5亿元。【点击看详情】",
    "据远山证券报告，示例科技市占率为3.25%。\n免责声明：本文不构成投资建议。",
    "Shares of Example rose 3.2 percent to HK$116.2 - up 'sharply': no surprise.",
    "示例科技說「營收」達5億元，#1: yes",
    "一度如此。",
    "null",
]


def test_every_kind_has_an_example() -> None:
    assert set(examples()) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_started_file_is_the_example_and_names_the_schemas(kind: str, tmp_path: Path) -> None:
    rules, cases, *schemas = start(kind, "mine", tmp_path / "pack")
    assert [path.name for path in (rules, cases, *schemas)] == [
        "mine.yaml",
        "mine.cases.yaml",
        "schema.json",
        "cases.schema.json",
    ]
    head, _, body = rules.read_text(encoding="utf-8").partition("\n")
    assert head == "# yaml-language-server: $schema=schema.json"
    assert body == examples()[kind].rules
    head, _, body = cases.read_text(encoding="utf-8").partition("\n")
    assert head == "# yaml-language-server: $schema=cases.schema.json"
    assert body == examples()[kind].cases


def test_what_cannot_be_started_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    runner = CliRunner()
    for arguments, cause in [
        (["metric", "mine"], "no kind 'metric': known: boilerplate"),
        (["metrics", "Mine"], "bad name 'Mine'"),
        (["metrics", "../mine"], "bad name '../mine'"),
    ]:
        result = runner.invoke(app, ["rules", "new", *arguments, "--in", str(tmp_path)])
        assert result.exit_code == 2
        assert cause in result.output
    assert not list(tmp_path.iterdir())
    assert runner.invoke(app, ["rules", "new", "metrics", "mine", "--in", str(tmp_path)]).exit_code == 0
    (tmp_path / "mine.yaml").write_text("kept", encoding="utf-8")
    result = runner.invoke(app, ["rules", "new", "units", "mine", "--in", str(tmp_path)])
    assert result.exit_code == 2
    assert "is there already" in result.output
    inside = str(tmp_path / "mine.yaml" / "rules")
    result = runner.invoke(app, ["rules", "new", "units", "other", "--in", inside])
    assert result.exit_code == 2
    assert f"{inside}: Not a directory" in result.output.replace("\n", " ")
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("title", "published"), [(None, None), ("示例科技：业绩", dt.date(2025, 3, 21))])
def test_a_drafted_case_holds(text: str, title: str | None, published: dt.date | None, tmp_path: Path) -> None:
    extractor = numfacts.Extractor()
    document = extractor.process(Document("case", text, title, published))
    draft = draft_case(text, document.facts, document.boilerplate_quotes(), title=title, published=published)
    (tmp_path / "words.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "words.cases.yaml").write_text(f"cases:\n{draft}", encoding="utf-8")
    ((_, case),) = load_cases([tmp_path])[0].cases
    assert (case.text, case.title, case.published) == (text, title, published)
    assert run_case(extractor, case).passed
    assert isinstance(case.facts, list)
    assert len(case.facts) == len(document.facts)


def test_the_command_prints_a_case_or_adds_it_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "words.cases.yaml"
    (tmp_path / "words.yaml").write_text(RULES, encoding="utf-8")
    path.write_text("cases:\n  - {text: 某某, facts: []}", encoding="utf-8")
    runner = CliRunner()
    arguments = ["rules", "case", "-", "--published", "2025-03-21"]
    printed = runner.invoke(app, arguments, input="去年营收5亿元。\n")
    assert printed.exit_code == 0
    assert printed.output.startswith(
        "  - text: 去年营收5亿元。\n    published: 2025-03-21\n    facts:\n      - {quote: 5亿元,"
    )
    assert runner.invoke(app, [*arguments, "--append", str(path)], input="去年营收5亿元。").output == ""
    cases = [case.text for _, case in load_cases([tmp_path])[0].cases]
    assert cases == ["某某", "去年营收5亿元。"]
    assert runner.invoke(app, ["rules", "case", " "]).exit_code == 2


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"# mine\r\ncases:\r\n  - {text: x, facts: []}\r\n", b"\xef\xbb\xbfcases:"]
)
def test_a_case_is_added_to_a_file_in_the_way_that_it_is_written(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "new.cases.yaml"
    path.write_bytes(content)
    assert CliRunner().invoke(app, ["rules", "case", "如常。", "--append", str(path)]).exit_code == 0
    written = path.read_bytes()
    assert written.startswith(content.rstrip() or b"cases:\n")
    line_end = b"\r\n" if b"\r" in content else b"\n"
    assert written.endswith("  - text: 如常。\n    facts: []\n".encode().replace(b"\n", line_end))
    problems: list[RuleProblem] = []
    assert read_cases(path, problems)[-1].case.text == "如常。"
    assert problems == []


@pytest.mark.parametrize(
    "content",
    [b"cases: []\n", b"cases:\n- {text: x, facts: []}\n", b"kind: units\nrules:\n  - {id: x}\n", b"notes\n", b"\xff"],
)
def test_a_file_that_takes_no_case_is_left_alone(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_bytes(content)
    result = CliRunner().invoke(app, ["rules", "case", "如常。", "--append", str(path)])
    assert result.exit_code == 2
    assert "a case cannot be added at the end of" in result.output
    assert path.read_bytes() == content


def test_a_text_that_is_none_is_refused() -> None:
    result = CliRunner().invoke(app, ["rules", "case", "-"], input=b"\xff\xfe\xfd")
    assert (result.exit_code, "it cannot be read: broken UTF" in result.output) == (2, True)
