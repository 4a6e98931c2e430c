"""The benchmarks run and say what they should; how fast things are is no matter of tests."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from importlib import import_module
from pathlib import Path
from types import ModuleType

import opencc
import pytest

from numfacts.ruleset import load_rules

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
STAGES = ["normalize", "boilerplate", "segment", "quantities", "mentions", "claims", "emit"]


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))


@pytest.fixture
def texts() -> ModuleType:
    return import_module("texts")


def run(*arguments: str, script: str = "run.py") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", str(BENCHMARKS / script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")


def test_one_run_measures_everything(tmp_path: Path) -> None:
    chart = tmp_path / "chart.svg"
    small = ["--characters", "2000", "--rounds", "2", "--starts", "1", "--lengths", "100,1000", "--numbers", "5,10"]
    done = run(*small, "--growth", "--rules", "1", "--json", "-", "--chart", str(chart))
    assert done.returncode == 0, done.stderr
    measured = json.loads(done.stdout)
    report = measured["report"]
    assert report["characters"] >= 2000
    assert report["facts"] > 5
    assert list(report["speed"]) == ["numfacts", "jieba.cut", "rjieba.cut", "opencc t2s", "opencc and rjieba"]
    assert report["speed"]["jieba.cut"]["ratio"] == 1
    for speed in report["speed"].values():
        assert speed["characters_per_second"] == pytest.approx(report["characters"] / speed["seconds"])
    assert list(report["stages"]) == STAGES
    assert sum(stage["share"] for stage in report["stages"].values()) == pytest.approx(1)
    assert {"numfacts extract", "numfacts extract, first run", "python -c pass"} <= set(report["start"])
    assert all(start["seconds"] > 0 for start in report["start"].values())
    assert {name: list(growth["microseconds"]) for name, growth in measured["growth"].items()} == {
        "length": ["100", "1000"],
        "number": ["5", "10"],
        "rules": ["1"],
    }
    assert all(growth["ratio"] >= 1 for growth in measured["growth"].values())
    assert all(20 < size < 1000 for size in measured["memory"]["megabytes"].values())
    drawn = "".join(ET.parse(chart).getroot().itertext())
    assert all(name in drawn for name in report["speed"])


def test_the_table_of_given_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("公司上半年营收5亿元，同比增长35%。", "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    report = tmp_path / "report.json"
    done = run(str(tmp_path), "--rounds", "1", "--starts", "0", "--peer-characters", "0", "--json", str(report))
    assert done.returncode == 0, done.stderr
    assert "19 characters and 2 facts in documents: 1" in done.stdout
    assert all(name in done.stdout for name in ["x jieba.cut", *STAGES, "speed, x jieba.cut"])
    assert "empty.txt" in done.stderr
    assert json.loads(report.read_text("utf-8"))["report"]["start"] == {}


def test_nothing_to_measure_on(tmp_path: Path) -> None:
    done = run(str(tmp_path / "missing"))
    assert done.returncode == 2
    assert "no document to measure on" in done.stderr


@pytest.mark.parametrize(("ratio", "status"), [(0.01, 1), (50.0, 0)])
def test_a_missed_floor_fails_the_check(ratio: float, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    command, measures = import_module("run"), import_module("measures")

    def measure(*_: object, **__: object) -> object:
        speed = {"numfacts": measures.Speed(1.0, 100.0, ratio), "jieba.cut": measures.Speed(1.0, 100.0, 1.0)}
        return measures.Report("nothing", 1, 100, 1, 1, 0.1, speed, {}, {}, {})

    monkeypatch.setattr(command, "measure", measure)
    assert command.main(["--characters", "10", "--check"]) == status


def test_made_documents_are_the_same_for_the_same_seed(texts: ModuleType) -> None:
    made = texts.of_size(60_000, seed=3)
    assert made == texts.of_size(60_000, seed=3)
    assert made != texts.of_size(60_000, seed=4)
    assert 60_000 <= sum(len(document.title or "") + len(document.text) for document in made) < 64_000
    assert len({document.id for document in made}) == len(made)
    assert len({document.text for document in made}) > 0.9 * len(made)


def test_made_documents_are_in_both_scripts_and_english(texts: ModuleType) -> None:
    made = [document.text for document in texts.of_size(60_000)]
    english = [text for text in made if text.isascii()]
    traditional = [text for text in made if opencc.OpenCC("t2s").convert(text) != text]
    assert min(len(english), len(traditional), len(made) - len(english) - len(traditional)) >= 10


def test_documents_of_one_length(texts: ModuleType) -> None:
    assert [len(document.text) for document in texts.of_length(700, 5)] == [700] * 5
    assert [len(document.text) for document in texts.of_length(20_000, 1)] == [20_000]


def test_copies_of_the_rules_are_rules(tmp_path: Path) -> None:
    growth = import_module("growth")
    once = load_rules()
    thrice = load_rules(list(growth.copies(tmp_path, 2)), cache=False)
    copied = Counter(re.sub(r"-copy-\d+", "", name) for name in thrice.citations() if "-copy-" in name)
    assert len(thrice.citations()) == len(once.citations()) + copied.total()
    can_be = [
        f"{file.name}/{rule.id}"
        for file in once.files
        if (kind := type(file.content).__struct_config__.tag) not in growth.FIXED
        for rule in file.content.rules
        if kind != growth.ASKED_FOR or rule.terms
    ]
    assert copied == dict.fromkeys(can_be, 2)


def test_batches_of_any_number_of_workers_have_the_same_facts(tmp_path: Path) -> None:
    done = run("--documents", "80", "--workers", "1", "2", "--directory", str(tmp_path), script="batches.py")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("80 documents, ")
    assert [line.split()[0] for line in lines[2:4]] == ["1", "2"]
    assert lines[4].endswith(": the same in all runs")
    assert not list(tmp_path.iterdir())


def test_batches_whose_facts_differ_are_told_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    batches = import_module("batches")
    made = iter(["a", "b"])
    memory = batches.Memory(1.0, 1.0)
    monkeypatch.setattr(
        batches, "run", lambda name, *_: batches.Batch(name, 1.0, memory, memory, found := next(made), found)
    )
    assert batches.main(["--documents", "2", "--workers", "1", "2", "--directory", str(tmp_path)]) == 1


def test_a_run_that_is_killed_is_taken_up_to_the_same_end() -> None:
    done = run("--documents", "80", "--times", "1", "--workers", "1", script="kills.py")
    assert done.returncode == 0, done.stderr
    assert ": 1 outputs the same, 0 others" in done.stdout
