"""The benchmarks run and say what they should; how fast things are is no matter of tests."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import opencc
import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
STAGES = ["normalize", "boilerplate", "segment", "quantities", "mentions", "claims", "emit"]


@pytest.fixture
def articles(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return import_module("articles")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", str(BENCHMARKS / "run.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")


def test_one_run_measures_everything() -> None:
    done = run("--characters", "2000", "--rounds", "2", "--starts", "1", "--json", "-")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["characters"] >= 2000
    assert report["facts"] > 5
    assert list(report["speed"]) == ["numfacts", "jieba.cut", "rjieba.cut", "opencc t2s"]
    assert report["speed"]["jieba.cut"]["ratio"] == 1
    for speed in report["speed"].values():
        assert speed["characters_per_second"] == pytest.approx(report["characters"] / speed["seconds"])
    assert list(report["stages"]) == STAGES
    assert sum(stage["share"] for stage in report["stages"].values()) == pytest.approx(1)
    assert {"numfacts extract", "numfacts extract, first run", "python -c pass"} <= set(report["start"])
    assert all(start["seconds"] > 0 for start in report["start"].values())


def test_the_table_of_given_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("公司上半年营收5亿元，同比增长35%。", "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    done = run(str(tmp_path), "--rounds", "1", "--starts", "0", "--json", str(tmp_path / "report.json"))
    assert done.returncode == 0, done.stderr
    assert "19 characters and 2 facts in documents: 1" in done.stdout
    assert all(name in done.stdout for name in ["x jieba.cut", *STAGES, "not measured"])
    assert "empty.txt" in done.stderr
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["start"] == {}


def test_nothing_to_measure_on(tmp_path: Path) -> None:
    done = run(str(tmp_path / "missing"))
    assert done.returncode == 2
    assert "no document to measure on" in done.stderr


def test_made_up_articles_are_the_same_for_the_same_seed(articles: ModuleType) -> None:
    made = articles.articles(60_000, seed=3)
    assert made == articles.articles(60_000, seed=3)
    assert made != articles.articles(60_000, seed=4)
    assert 60_000 <= sum(len(article.title) + len(article.text) for article in made) < 64_000
    assert len({article.id for article in made}) == len(made)
    assert not any("{" in article.title + article.text for article in made)


def test_made_up_articles_are_in_both_scripts_and_english(articles: ModuleType) -> None:
    titles = [article.title for article in articles.articles(60_000)]
    english = [title for title in titles if title.isascii()]
    traditional = [title for title in titles if opencc.OpenCC("t2s").convert(title) != title]
    assert min(len(english), len(traditional), len(titles) - len(english) - len(traditional)) >= 10
