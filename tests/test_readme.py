"""Tests that what the README shows is what happens."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import numfacts
from numfacts.cli import app
from numfacts.io.outputs import encode_fact
from numfacts.ruleset import shipped_directory
from numfacts.ruleset.cases import load_cases, run_case, variants

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
COMMANDS = [
    line.partition("#")[0].strip()
    for kind, block in BLOCKS
    if kind == "sh"
    for line in block.splitlines()
    if "numfacts " in line
]


def test_the_python_example_prints_what_is_shown_and_gives_the_fact_that_is_shown() -> None:
    code = next(block for kind, block in BLOCKS if kind == "python")
    shown = next(block for kind, block in BLOCKS if not kind)
    printed = io.StringIO()
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), names)
    assert printed.getvalue() == shown
    fact = numfacts.extract(names["text"], published=names["dt"].date(2025, 3, 21), id="demo")[1]
    example = json.loads(next(block for kind, block in BLOCKS if kind == "json"))
    assert re.fullmatch("[0-9a-f]{12}", example["ruleset"])  # another one after every change of the rules
    assert json.loads(encode_fact(fact)) == example | {"ruleset": fact.ruleset}


def test_the_modules_that_contributors_are_sent_to_are_there() -> None:
    root = Path(numfacts.__file__).parent
    page = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = [row.split("|")[2:-1] for row in page.splitlines() if row.startswith("|") and ".py`" in row]
    assert len(rows) == 14
    for cell in (cell for row in rows for cell in row):
        directory = root
        for name in re.findall(r"`([\w/]+(?:\.py|/))`", cell):
            path = root / name if "/" in name else directory / name  # of the directory of the one before
            assert path.exists(), name
            directory = path.parent


def write_pack(directory: Path) -> Path:
    """Writes the pack that is shown."""
    rules, cases = (block for kind, block in BLOCKS if kind == "yaml")
    pack = directory / "my-rules"
    pack.mkdir()
    (pack / "metrics.yaml").write_text(rules, encoding="utf-8")
    (pack / "metrics.cases.yaml").write_text(cases, encoding="utf-8")
    return pack


def test_the_pack_shown_does_what_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = write_pack(tmp_path)
    extractor = numfacts.Extractor([pack], off=["units/percent"])
    for file in load_cases([pack]):
        for _, case in file.cases:
            assert all(run_case(extractor, variant).passed for variant in variants(case))
    shipped, own = numfacts.Extractor().rules, extractor.rules
    assert set(own.citations()) - set(shipped.citations()) == {"metrics/tea-sales"}
    assert set(shipped.citations()) - set(own.citations()) == {"metrics/dividend", "units/percent"}
    monkeypatch.chdir(tmp_path)
    Path("numfacts.toml").write_text(next(block for kind, block in BLOCKS if kind == "toml"), encoding="utf-8")
    assert own.provenance in CliRunner().invoke(app, ["--version"]).stdout


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_shown_run(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("numfacts.authoring.watching.pause", interrupt)
    text = "示例科技2024年实现营收12.5亿元，同比增长18.3%。"
    (tmp_path / "news").mkdir()
    for name in ("article.txt", "news/a.md"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name in ("article.html", "page.html"):
        (tmp_path / name).write_text(f"<html><body><p>{text * 5}</p></body></html>", encoding="utf-8")
    write_pack(tmp_path)
    (tmp_path / "facts").mkdir()
    for name in ("facts.jsonl", "facts/facts.jsonl"):
        (tmp_path / name).write_bytes(b"\n".join(map(encode_fact, numfacts.extract(text))))
    (tmp_path / "more.jsonl").write_text(json.dumps({"id": "1", "text": text}), encoding="utf-8")
    (tmp_path / "rules").symlink_to(shipped_directory())
    line = line.replace("more.jsonl.gz", "more.jsonl").replace("diff main ", "diff shipped ")
    arguments = shlex.split(line.rpartition("numfacts ")[2])
    result = CliRunner().invoke(app, arguments, input=text)
    assert result.exit_code == 0, result.output


def test_a_case_that_fails_is_shown_as_it_says(
    tmp_path: Path, write_rules: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = "- {text: 示例科技营收12.5亿元，同比增长18.3%。, facts: [{quote: 12.5亿元, value: 1250000000}]}\n"
    monkeypatch.chdir(tmp_path)
    write_rules(metrics="\n" * 10 + case).rename("my-rules")
    shown = CliRunner().invoke(app, ["rules", "test", "my-rules/metrics.yaml"]).stdout
    assert shown.split("\n\n")[0] + "\n" in [block for kind, block in BLOCKS if not kind]
