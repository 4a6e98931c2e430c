"""Tests of worker processes that die, hang, or cannot write. Their extractor makes a fact of every run of digits."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pyarrow as pa
import pytest

from numfacts.batch import pool as pools
from numfacts.batch.columns import facts_from_batch
from numfacts.batch.parts import Parts
from numfacts.batch.pool import Pool, PoolError
from numfacts.batch.source_documents import SourceDocument
from numfacts.batch.worker import Done, Setting, Task, failures_of
from numfacts.errors import RulesError
from numfacts.io.files import OutputError
from numfacts.ruleset import load_rules

# What the processes run, in a module of its own, since they import it by name. A document that says "once" does what it
# says only until there is a file of its name.
STAND_IN = """
import os, pathlib, re, signal, time
from numfacts.batch import worker
from numfacts.errors import DocumentError
from numfacts.records import Extent, Fact

def process(document, html):
    what, _, once = document.text.partition(" once ")
    if not once or not pathlib.Path(once).exists():
        if once:
            pathlib.Path(once).touch()
        if what == "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        if what == "exit":
            os._exit(3)
        if what == "hang":
            time.sleep(600)
        if what == "fail":
            raise DocumentError("no luck")
    document.facts = [
        Fact(document.id, "f", m[0], m.start(), m.end(), Extent(0, 1), m[0], None, "1", None, 0, 0, "=",
             None, None, None, None, "actual", None, (), "0", {})
        for m in re.finditer("[0-9]+", document.text)
    ]
    return document

def work(connection, beat, setting):
    worker.whole_process = lambda extractor: process
    worker.Setting.extractor = lambda self: None
    worker.work(connection, beat, setting)

def die(connection, beat, setting):
    os._exit(7)

def sleep(connection, beat, setting):
    time.sleep(600)
"""


@pytest.fixture
def setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Setting]:
    (tmp_path / "batch_stand_in.py").write_text(STAND_IN, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(pools, "work", import_module("batch_stand_in").work)
    yield Setting(tmp_path / "parts", (), "")
    del sys.modules["batch_stand_in"]


def task(key: str, *texts: str) -> Task:
    return Task(key, [SourceDocument(str(number), text, "a.jsonl", number) for number, text in enumerate(texts)])


def run(setting: Setting, *tasks: Task, patience: float = 600.0) -> list[Done]:
    with Pool(setting, 1, patience) as pool:
        return list(pool.run(tasks))


def found(setting: Setting, key: str) -> list[object]:
    """Gives what became of each document of a part: the values of its facts, or why there are none."""
    outcomes = Parts(setting.parts).load(key)
    assert outcomes is not None
    lists = outcomes.column("facts")
    tables = [pa.RecordBatch.from_struct_array(lists[row].values) for row in range(len(lists))]
    values = [[fact.value for fact in facts_from_batch(table)] for table in tables]
    return [failure or value for failure, value in zip(failures_of(outcomes), values, strict=True)]


def test_tasks_become_parts_and_are_taken_no_sooner_than_they_are_needed(setting: Setting) -> None:
    taken = []

    def tasks() -> Iterator[Task]:
        for number in range(10):
            taken.append(f"{number:064}")
            yield task(taken[-1], f"{number} and 5", "none")

    with Pool(setting, 2, patience=600) as pool:
        done = []
        for each in pool.run(tasks()):
            done.append(each)
            assert len(taken) <= len(done) + 3  # one that each worker has, and one for the first to be ready
    assert sorted(done) == [Done(key, 2) for key in taken]
    assert [found(setting, key) for key in taken] == [[[str(number), "5"], []] for number in range(10)]


def test_documents_that_bring_down_their_workers_are_given_up(setting: Setting) -> None:
    poisoned = task("a" * 64, "1", "crash", "exit", "hang", "2")
    assert run(setting, poisoned, task("b" * 64, "3"), patience=3.0) == [Done("a" * 64, 5), Done("b" * 64, 1)]
    reasons = ["killed by SIGKILL", "ended with status 3", "no end after 3 s"]
    assert found(setting, "a" * 64) == [["1"], *(f"brought down its worker twice: {each}" for each in reasons), ["2"]]
    assert found(setting, "b" * 64) == [["3"]]


def test_an_accident_costs_nothing(setting: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run(setting, task("a" * 64, "1", "crash once 7"))
    assert found(setting, "a" * 64) == [["1"], ["7"]]


def test_documents_that_failed_are_done_again_alone(
    setting: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run(setting, task("a" * 64, "1", "fail", "fail once 8", "2", "fail"))
    assert found(setting, "a" * 64) == [["1"], "no luck", "no luck", ["2"], "no luck"]
    assert run(setting, Task("a" * 64, None)) == [Done("a" * 64, 3)]
    assert found(setting, "a" * 64) == [["1"], "no luck", ["8"], ["2"], "no luck"]


def test_workers_that_cannot_live_end_the_run(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "work", import_module("batch_stand_in").die)
    with pytest.raises(PoolError, match="without a document to blame: ended with status 7"):
        run(setting, task("a" * 64, "1"))


def test_workers_that_never_get_to_a_document_end_the_run(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "work", import_module("batch_stand_in").sleep)
    monkeypatch.setattr(pools, "_SLOWEST_START", 0.1)
    with pytest.raises(PoolError, match=r"without a document to blame: no end after 0\.1 s"):
        run(setting, task("a" * 64, "1"))


def test_parts_that_cannot_be_written_end_the_run(setting: Setting) -> None:
    setting.parts.write_text("no directory")
    with pytest.raises(OutputError, match=r"cannot be written: (Not a directory|File exists)"):
        run(setting, task("a" * 64, "1"))


def test_rules_that_have_changed_end_the_run(tmp_path: Path) -> None:
    rules = load_rules()
    setting = Setting(tmp_path, rules.directories, "another hash")
    with pytest.raises(RulesError, match="the rules have changed during the run"):
        run(setting, task("a" * 64, "1"))
