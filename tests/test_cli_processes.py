"""Tests of the real command, in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from numfacts import cli
from numfacts.io.schema import fact_schema
from support.commands import write

pytestmark = pytest.mark.usefixtures("directory", "plain_terminal")


def command(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs the real command in a process of its own."""
    line = [sys.executable, "-m", "numfacts", *arguments]
    return subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False, **options)


ARTICLE = """示例科技发布2024年年报

示例科技3月20日公布，2024年实现营收12.5亿元，同比增长18.3%；净利润约2.1亿元。
公司预计2025年营收将达到15亿元至16亿元。
"""


def test_real_facts_validate_and_stand_where_they_say() -> None:
    write("a.txt", ARTICLE)
    result = command("extract", "a.txt", "--published", "2025-03-21", "-o", "-")
    assert result.returncode == 0, result.stderr
    facts = [json.loads(line) for line in result.stdout.splitlines()]
    assert [fact["value"] for fact in facts] == ["1250000000", "18.3", "210000000", "1500000000"]
    validator = jsonschema.Draft202012Validator(fact_schema(), format_checker=jsonschema.FormatChecker())
    for fact in facts:
        validator.validate(fact)
        assert ARTICLE[fact["start"] : fact["end"]] == fact["quote"]


def test_two_runs_write_the_same_bytes() -> None:
    write("a.txt", ARTICLE)
    for seed in ("1", "2"):
        environ = os.environ | {"PYTHONHASHSEED": seed}
        for name in ("jsonl", "json", "csv"):
            assert command("extract", "a.txt", "-o", f"{seed}.{name}", env=environ).returncode == 0
    for name in ("jsonl", "json", "csv"):
        assert Path(f"1.{name}").read_bytes() == Path(f"2.{name}").read_bytes()


def test_a_reader_that_leaves_ends_the_run_quietly() -> None:
    write("a.jsonl", "".join(json.dumps({"id": str(i), "text": "营收5亿元。" * 200}) + "\n" for i in range(20)))
    line = [sys.executable, "-m", "numfacts", "extract", "a.jsonl", "-o", "-"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == cli.CLOSED


@pytest.mark.parametrize("arguments", [("extract", "a.txt", "-o", "-"), ("explain", "a.txt"), ("--version",)])
def test_an_output_that_takes_nothing_ends_the_run_with_its_cause(arguments: tuple[str, ...]) -> None:
    write("a.txt", ARTICLE)
    line = [sys.executable, "-m", "numfacts", *arguments]
    with open("/dev/full", "wb") as full:
        result = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (result.returncode, result.stderr) == (cli.FAILED, "<stdout>: cannot be written: No space left on device\n")


def test_a_reader_that_leaves_a_table_ends_the_run_as_any_other() -> None:
    write("a.txt", ARTICLE)
    line = [sys.executable, "-m", "numfacts", "rules", "coverage", "a.txt"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == cli.CLOSED


@pytest.mark.parametrize(
    ("redirected", "status", "said"),
    [
        ("extract - <&-", cli.FAILED, "<stdin>: empty\n"),
        ("extract a.txt -o - >&-", cli.FAILED, "<stdout>: cannot be written: Bad file descriptor\n"),
        ("schema >&-", cli.FAILED, "<stdout>: cannot be written: Bad file descriptor\n"),
        ("extract a.txt >&-", 0, "outputs/a.facts.jsonl: 4 facts\n"),
        ("extract a.txt 2>&-", 0, ""),
    ],
)
def test_a_closed_stream_is_no_error_of_the_program(redirected: str, status: int, said: str) -> None:
    write("a.txt", ARTICLE)
    line = f'"{sys.executable}" -m numfacts {redirected}'
    result = subprocess.run(["sh", "-c", line], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (result.returncode, result.stdout, result.stderr) == (status, "", said)


def test_a_working_directory_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    result = command("--version", preexec_fn=lambda: (os.chdir(gone), gone.rmdir()))
    assert (result.returncode, result.stderr) == (cli.USAGE, "the working directory: No such file or directory\n")


def test_characters_that_a_terminal_has_not_are_escaped() -> None:
    write("a.txt", ARTICLE)
    result = command("explain", "a.txt", env=os.environ | {"PYTHONIOENCODING": "iso8859-1"}, errors="replace")
    assert (result.returncode, result.stderr) == (0, "")
    assert "12.5\\u4ebf\\u5143" in result.stdout


def test_a_terminated_run_leaves_nothing_half_written() -> None:
    os.mkfifo("endless.txt")
    write("a.txt", ARTICLE)
    line = [sys.executable, "-m", "numfacts", "extract", "a.txt", "endless.txt", "-o", "out/all.jsonl"]
    with subprocess.Popen(line, stderr=subprocess.PIPE) as process:
        while process.poll() is None and not (Path("out").is_dir() and os.listdir("out")):
            time.sleep(0.05)
        process.terminate()
        process.communicate(timeout=30)
    assert process.returncode == cli.TERMINATED
    assert os.listdir("out") == []
