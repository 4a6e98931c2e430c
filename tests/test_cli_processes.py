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
