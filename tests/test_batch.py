"""Tests of whole runs of ``numfacts batch``, as the command that is installed, and of what disturbs them."""

from __future__ import annotations

import io
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from numfacts import cli
from numfacts.batch.progress import BatchProgress
from numfacts.batch.run import Counts
from numfacts.batch.sources import Inputs

COMMAND = [sys.executable, "-m", "numfacts", "batch"]
DOCUMENTS = 300
TEXT = "示例科技2024年实现营收{}亿元，同比增长{}%。"


def documents(count: int = DOCUMENTS) -> list[dict[str, Any]]:
    source = random.Random(1)
    return [
        {
            "id": str(number),
            "text": TEXT.format(source.randint(1, 9999), source.randint(1, 99)),
            "published": "2025-03-21",
        }
        for number in range(count)
    ]


def write(path: str | Path, rows: Iterable[dict[str, Any]]) -> None:
    Path(path).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def run(*arguments: str, status: int = 0, **options: Any) -> str:
    """Runs the command and gives what it says."""
    result = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, check=False, **options)
    assert result.returncode == status, result.stderr
    assert result.stdout == ""
    return result.stderr


def contents(directory: str | Path) -> dict[str, bytes]:
    """Gives the files of an output, without those kept for the next run."""
    return {path.name: path.read_bytes() for path in Path(directory).iterdir() if path.is_file()}


def children(pid: int) -> list[int]:
    """Gives the worker processes of a run."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def parts(directory: str) -> list[Path]:
    return list(Path(directory).glob(".parts/*/*.arrow"))


def until(happened: Callable[[], Any], process: subprocess.Popen[str]) -> None:
    """Waits until something has happened in a run that goes on."""
    while not happened():
        assert process.poll() is None, process.communicate()
        time.sleep(0.002)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The output of a run over ``news.jsonl`` that nothing disturbs."""
    directory = tmp_path_factory.mktemp("undisturbed")
    write(directory / "news.jsonl", documents())
    run("news.jsonl", "-o", "out", cwd=directory)
    return contents(directory / "out")


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("news.jsonl", documents())


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([*COMMAND, *arguments], stderr=subprocess.PIPE, text=True)


def test_the_output_does_not_depend_on_the_number_of_workers(undisturbed: dict[str, bytes]) -> None:
    assert set(undisturbed) == {
        *("facts.jsonl", "documents.jsonl", "dead-letters.jsonl", "duplicates.jsonl", "manifest.jsonl")
    }
    assert undisturbed["facts.jsonl"].count(b"\n") == 2 * DOCUMENTS
    said = run("news.jsonl", "-o", "out", "--workers", "3")
    assert f"out: {2 * DOCUMENTS} facts" in said
    assert f"processed now: {DOCUMENTS}" in said
    assert contents("out") == undisturbed


def test_a_run_is_alone_in_its_directory_and_is_taken_up_when_it_was_killed(undisturbed: dict[str, bytes]) -> None:
    process = start("news.jsonl", "-o", "out")
    until(lambda: len(parts("out")) >= 2, process)
    (worker,) = children(process.pid)
    for stopped in (worker, process.pid):
        os.kill(stopped, signal.SIGSTOP)
    assert "out: cannot be written: another run is at work there" in run("news.jsonl", "-o", "out", status=1)
    process.kill()
    process.communicate()
    while running(worker):
        time.sleep(0.01)
    assert not Path("out/facts.jsonl").exists()
    Path("out/.numfacts-left").write_text("by a run that was killed")
    said = run("news.jsonl", "-o", "out")
    assert "kept from earlier runs: 0" not in said
    assert contents("out") == undisturbed


def test_a_worker_that_is_killed_is_replaced(undisturbed: dict[str, bytes]) -> None:
    process = start("news.jsonl", "-o", "out", "--workers", "2")
    until(lambda: len(parts("out")) >= 1, process)
    for worker in children(process.pid):
        os.kill(worker, signal.SIGKILL)
    process.communicate()
    assert process.returncode == 0
    assert contents("out") == undisturbed


def test_a_rerun_does_what_is_new_or_changed(undisturbed: dict[str, bytes]) -> None:
    run("news.jsonl", "-o", "out")
    assert "nothing has changed since the run before" in run("news.jsonl", "-o", "out")
    changed = documents(DOCUMENTS + 1)
    changed[DOCUMENTS - 5]["text"] = "净利润8亿元。"
    write("news.jsonl", changed)
    said = run("news.jsonl", "-o", "out")
    processed = int(said.partition("processed now: ")[2].split()[0])
    assert 2 <= processed < DOCUMENTS * 2 / 3
    facts = [json.loads(line) for line in Path("out/facts.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {fact["doc_id"] for fact in facts} == {row["id"] for row in changed}
    assert [fact["quote"] for fact in facts if fact["doc_id"] == changed[DOCUMENTS - 5]["id"]] == ["8亿元"]
    entries = [json.loads(line) for line in Path("out/manifest.jsonl").read_text().splitlines()]
    assert len(parts("out")) == len([entry for entry in entries if entry["type"] == "part"])


def test_documents_that_failed_are_replayed_alone(undisturbed: dict[str, bytes]) -> None:
    said = run("news.jsonl", "-o", "out", "--time-limit", "0.001", status=1)
    letters = [json.loads(line) for line in Path("out/dead-letters.jsonl").read_text(encoding="utf-8").splitlines()]
    assert f"failed: {len(letters)}, in out/dead-letters.jsonl; --replay tries {len(letters)} again" in said
    first = letters[0]
    assert f"news.jsonl:{first['line']}: takes longer than the time limit" in said
    assert first["text"] == documents()[first["line"] - 1]["text"]
    Path("news.jsonl").unlink()
    assert f"processed now: {len(letters)}" in run("--replay", "-o", "out")
    assert contents("out") == undisturbed


def limited() -> None:
    """Makes files of more than two kilobytes impossible, as a full disk would."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))


def test_a_full_disk_ends_the_run_and_loses_nothing(undisturbed: dict[str, bytes]) -> None:
    said = run("news.jsonl", "-o", "out", status=1, preexec_fn=limited)
    assert "cannot be written: " in said
    assert "what was finished is kept: run it again to go on" in said
    assert contents("out") == {}
    run("news.jsonl", "-o", "out")
    assert contents("out") == undisturbed


def test_an_input_that_vanishes_is_said_and_costs_nothing_when_it_is_back() -> None:
    write("news.jsonl", documents(20))
    Path("more.html").write_text("<p>" + "😀净利润8亿元，同比增长5%。" * 9, encoding="utf-8")
    arguments = ("news.jsonl", "more.html", "-o", "out", "--format", "duckdb", "--utf16")
    run(*arguments)
    before = counted()
    assert before == (40, 18)
    shutil.move("more.html", "gone.html")
    said = run(*arguments, status=1)
    assert "more.html: No such file or directory" in said
    assert "failed: 1, in out/dead-letters.jsonl\n" in said
    assert counted() == (40, 0)
    shutil.move("gone.html", "more.html")
    assert "processed now: 0" in run(*arguments)
    assert counted() == before


def counted() -> tuple[int, int]:
    """Gives how many facts are in the database, of the lines and of the page."""
    with duckdb.connect("out/facts.duckdb", read_only=True) as database:
        (row,) = database.execute(
            "SELECT count(*) FILTER (start_utf16 = start), count(*) FILTER (start_utf16 > start) FROM facts"
        ).fetchall()
    return row


def test_what_comes_twice_is_said() -> None:
    one = {"id": "1", "text": "营收5亿元。"}
    write("a.jsonl", [one, {"id": "2", "text": "营收5亿元。"}, one, {"id": "1", "text": "营收6亿元。"}])
    said = run("a.jsonl", "-o", "out", status=1)
    assert "a.jsonl:4: repeats the id '1' of a.jsonl:1, with other content" in said
    assert "with the content of another: 1" in said
    assert "left out as repeated: 1" in said
    lines = [json.loads(line) for line in Path("out/duplicates.jsonl").read_text().splitlines()]
    assert {"id": "1", "path": "a.jsonl", "line": 3, "earlier": "a.jsonl:1"} in lines
    assert {"id": "2", "path": "a.jsonl", "line": 2, "duplicate_of": "1"} in lines
    facts = [json.loads(line) for line in Path("out/facts.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [fact["doc_id"] for fact in facts] == ["1", "2"]


def test_a_file_that_is_renamed_is_in_the_tables_by_its_new_name() -> None:
    write("news.jsonl", documents(3))
    run("news.jsonl", "-o", "out")
    Path("news.jsonl").rename("renamed.jsonl")
    assert "processed now: 0" in run("renamed.jsonl", "-o", "out")
    rows = [json.loads(line) for line in Path("out/documents.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["path"] for row in rows} == {"renamed.jsonl"}


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for module in [name for name in sys.modules if name.startswith("numfacts.batch.sinks.postgres")]:
        monkeypatch.delitem(sys.modules, module)
    result = CliRunner().invoke(cli.app, ["batch", "news.jsonl", "--format", "postgres"], env={"COLUMNS": "300"})
    assert result.exit_code == 2
    assert "it needs psycopg: pip install 'numfacts[postgres]'" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name inputs, or --replay without any"),
        (["--replay", "a.jsonl"], "name inputs, or --replay without any"),
        (["a.jsonl", "--utf16"], "JSON lines have offsets in code points alone"),
        (["a.jsonl", "--database", "postgresql:///news"], "it is for --format postgres"),
        (["a.jsonl", "--time-limit", "inf"], "it has to be a number of seconds"),
        (["a.parquet", "--column", "body"], "'body' is not a field and its column"),
        (["a.parquet", "--column", "author=x"], "'author=x' is not a field and its column"),
        (["news", "-o", "news/out"], "news/out lies in the input news"),
        (["--replay", "-o", "none"], "there was no run that could be replayed"),
        (["a.jsonl", "--rules", "nowhere"], "no rules directory"),
    ],
)
def test_wrong_usage_is_refused(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(cli.app, ["batch", *arguments], env={"COLUMNS": "300"})
    assert result.exit_code == 2
    assert said in result.stderr.replace("\n", " ")


def test_an_output_that_is_a_file_is_told_and_stays() -> None:
    write("news.jsonl", documents(1))
    Path("out").write_text("mine")
    result = CliRunner().invoke(cli.app, ["batch", "news.jsonl", "-o", "out"])
    assert (result.exit_code, result.stderr) == (1, "out: cannot be written: Not a directory\n")
    assert Path("out").read_text() == "mine"


def test_a_replay_under_other_rules_is_refused() -> None:
    Path("out").mkdir()
    Path("out/manifest.jsonl").write_text(
        '{"type":"run","numfacts":"0","ruleset":"","basis":"other","form":"jsonl","contents":""}\n'
    )
    result = CliRunner().invoke(cli.app, ["batch", "--replay", "-o", "out"])
    assert result.exit_code == 2
    assert "made with other rules, options or code: run the batch again" in result.stderr


def test_progress_is_shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    inputs = Inputs(["news.jsonl"])
    with BatchProgress(inputs) as progress:
        next(iter(inputs))
        progress.step(Counts(read=10, kept=4, processed=3))
    assert "7 documents" in terminal.getvalue()
    assert "a second" in terminal.getvalue()


def test_progress_is_quiet_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    with BatchProgress(Inputs(["news.jsonl"])) as progress:
        progress.step(Counts())
    assert capsys.readouterr().err == ""
