"""Tests that every example of ``rules/README.md`` works, and that the page is enough for a task of one's own."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from numfacts.authoring.drafting import examples, guide
from numfacts.cli import app
from numfacts.pipeline import Extractor
from numfacts.ruleset.cases import CaseResult, load_cases, run_case, variants
from numfacts.ruleset.kinds import KINDS
from numfacts.vocabulary.tokens import CODES, CUES

PAGE = guide()
# The files that the page shows under their names: path and content.
FILES = dict(re.findall(r"^`(my-rules/[\w.-]+)`\n```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE))
PACK = {path: text for path, text in FILES.items() if "example" not in path}
COMMANDS = [
    line.partition("#")[0].strip()
    for block in re.findall(r"^```sh\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    for line in block.splitlines()
]
ARTICLE = "示例平台日活跃创作者达12万，集群有1.2万张算力卡，营收5亿元。\n本页抓取于第3节点\n"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _shared_cache: None) -> Path:
    """Works in a directory of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(files: dict[str, str]) -> None:
    for path, text in files.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")


def results(extractor: Extractor, directory: Path) -> list[CaseResult]:
    files = load_cases([directory])
    return [run_case(extractor, variant) for file in files for _, case in file.cases for variant in variants(case)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_kind_holds_and_shows_what_it_adds(kind: str) -> None:
    write({f"pack/my-{kind}.yaml": examples()[kind].rules, f"pack/my-{kind}.cases.yaml": examples()[kind].cases})
    with_it = results(Extractor(Path("pack")), Path("pack"))
    assert [result.differences for result in with_it if not result.passed] == []
    assert not all(result.passed for result in results(Extractor(), Path("pack")))


def test_every_role_of_a_cue_and_every_name_of_a_mention_is_on_the_page() -> None:
    cues = PAGE.partition("### cues\n")[2].partition("```")[0]
    claims = PAGE.partition("### claims\n")[2].partition("```")[0]
    assert [cue for cue in CUES if f"`{cue}`" not in cues] == []
    assert [name for name in CODES if not re.search(rf"\b{name}\b", claims)] == []


def test_the_example_of_cases_holds() -> None:
    write({"pack/example.yaml": "kind: shapes\nrules:\n  - {id: generic, terms: [某某]}\n"})
    write({"pack/example.cases.yaml": FILES["my-rules/example.cases.yaml"]})
    assert [result.differences for result in results(Extractor(), Path("pack")) if not result.passed] == []


def test_a_new_user_adds_a_metric_a_unit_and_a_line_of_boilerplate(elsewhere: Path) -> None:
    """All that the page says, by the commands as they are installed: no Python, under 40 lines of YAML."""
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}

    def run(line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(shlex.split(line), capture_output=True, text=True, env=environment, check=False)

    for kind, name in (("metrics", "creators"), ("units", "cards"), ("boilerplate", "crawler")):
        assert run(f"numfacts rules new {kind} {name} --in my-rules").returncode == 0
    assert sum(len(text.splitlines()) for text in PACK.values()) < 40
    assert {path.name for path in Path("my-rules").glob("*.yaml")} == {Path(path).name for path in PACK}
    write(PACK)
    write({"news/article.txt": ARTICLE, "article.txt": ARTICLE})
    for line in COMMANDS:
        result = run(line)
        # A comparison exits with 1 because facts changed.
        assert result.returncode == (1 if "rules diff" in line else 0), (line, result.stdout, result.stderr)
    changed = run("numfacts rules diff shipped my-rules news/ --format json")
    for part in ("creators/creators", "cards/card", "daily_active_creators", "accelerator_card"):
        assert part in changed.stdout
    written = (elsewhere / "outputs" / "news.facts.jsonl").read_text(encoding="utf-8")
    facts = [json.loads(line) for line in written.splitlines()]
    assert [(fact["quote"], fact["unit"], fact["metric"] and fact["metric"]["id"]) for fact in facts] == [
        ("12万", "count", "daily_active_creators"),
        ("1.2万张算力卡", "accelerator_card", None),
        ("5亿元", "CNY", "revenue"),
    ]


def test_the_settings_shown_are_understood(elsewhere: Path) -> None:
    write(PACK)
    (shown,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    write({"numfacts.toml": shown, "article.txt": "日活跃创作者约12万。"})
    result = CliRunner().invoke(app, ["extract", "article.txt", "-o", "-"])
    assert result.exit_code == 0, result.output
    (fact,) = map(json.loads, result.stdout.splitlines())
    assert (fact["metric"]["id"], fact["comparator"]) == ("daily_active_creators", "=")
    assert "my-rules@" in fact["ruleset"]
