"""Tests of runs on Spark, a real one on this machine: what comes out is what a run without it gives."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from pyspark.sql import SparkSession
from typer.testing import CliRunner, Result

from numfacts import cli
from numfacts.batch.columns import facts_from_batch
from numfacts.batch.schema import DOCUMENT_TABLE, fact_schema_of
from numfacts.batch.spark.session import told

pytestmark = pytest.mark.xdist_group("spark")

TEXT = "示例科技2024年实现营收{}亿元，同比增长{}%。"
KINDS = ("facts", "documents", "dead-letters", "duplicates")
OPTIONS = ["--published", "2025-03-21", "--time-limit", "60"]


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """The session of all tests, which the command takes as its own."""
    if shutil.which("java") is None:
        assert "CI" not in os.environ, "Java has to be there"
        pytest.skip("there is no Java, which Spark needs")
    settings = {
        # What makes large runs fast makes small ones slow.
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.adaptive.enabled": "false",
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.memory": "512m",
        "spark.log.level": "OFF",
    }
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[1]").appName("tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def write(path: Path, *rows: dict[str, Any]) -> None:
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with all that can be in an input."""
    directory = tmp_path_factory.mktemp("spark")
    news = directory / "news"
    rows = [{"id": f"n{number}", "text": TEXT.format(number, number % 90), "title": "T"} for number in range(40)]
    write(news / "a/one.jsonl", *rows[:20], {"text": "净利润5亿元。"}, {"text": rows[3]["text"], "title": "T"})
    write(news / "b/one.jsonl", *({"text": f"净利润{number}亿元。"} for number in range(1, 25)))
    write(news / "c.jsonl.gz", *rows[20:], rows[5], {"id": "n6", "text": "other"}, {"id": "n7", "published": "never"})
    (news / "d.html").write_text(f"<title>A page</title><p>{TEXT.format('12.5', 3) * 5}</p>", encoding="utf-8")
    (news / "e.txt").write_bytes(b"\xff\xfe")
    write(news / "f.jsonl", {"id": "hidden", "text": TEXT.format("123456789012345678.123456", "0.70")})
    return directory


def run(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(cli.app, ["batch", *arguments], env={"COLUMNS": "300"})
    assert result.exit_code == status, result.output
    return result


def lines(path: Path) -> list[bytes]:
    """Gives the lines of a file, or of all files of a directory, sorted."""
    files = [path] if path.is_file() else path.glob("part-*")
    return sorted(line for file in files for line in file.read_bytes().splitlines())


@pytest.fixture(scope="session")
def local(news: Path) -> Path:
    """The output of a run without Spark."""
    command = [sys.executable, "-m", "numfacts", "batch", "news", "nowhere.jsonl", "-o", "local", *OPTIONS]
    assert subprocess.run(command, cwd=news, check=False, capture_output=True).returncode == 1
    return news / "local"


def test_lines_are_those_of_a_run_without_it(
    spark: SparkSession, news: Path, local: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(news)
    said = run("news", "nowhere.jsonl", "-o", "lines", "--engine", "spark", *OPTIONS, status=1).stderr
    for kind in KINDS:
        assert lines(news / "lines" / kind) == lines(local / f"{kind}.jsonl")
        assert (news / "lines" / kind / "_SUCCESS").exists()
    letters = lines(local / "dead-letters.jsonl")
    assert any(b"repeats the id 'n6' of news/a/one.jsonl:7" in line for line in letters)
    counts = {"facts": lines(local / "facts.jsonl"), "failed": letters, "with the content of another": [b"1", b"2"]}
    assert f"lines: {len(counts['facts'])} facts" in said
    assert f"failed: {len(letters)}, in lines/dead-letters\n" in said
    assert "left out as repeated: 1, in lines/duplicates" in said
    shutil.rmtree("lines/facts")  # what a run that was killed could have left
    again = run("news", "-o", "lines", "--engine", "spark", status=1).stderr
    assert "lines: cannot be written: a run has finished there: name another directory" in again


def test_tables_have_the_facts_and_the_schema_of_a_run_without_it(
    spark: SparkSession, news: Path, local: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(news)
    run("news/f.jsonl", "-o", "tables", "--engine", "spark", "--format", "parquet", "--utf16", *OPTIONS)
    table = ds.dataset(news / "tables/facts", partitioning="hive").to_table()
    schema = fact_schema_of(("utf16",))
    assert table.drop_columns(["published_year"]).schema.names == schema.names
    found = table.select(schema.names).cast(pa.schema([field.with_nullable(True) for field in schema]))
    facts = [fact for batch in found.to_batches() for fact in facts_from_batch(batch)]
    assert sorted(fact.value for fact in facts) == ["0.70", "12345678901234567812345600"]
    documents = ds.dataset(news / "tables/documents").to_table()
    assert documents.schema.names == DOCUMENT_TABLE.names
    assert documents.column("facts").to_pylist() == [2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--engine", "spark", "--replay"], "spark has neither --replay nor --workers"),
        (["a.jsonl", "--engine", "spark", "--workers", "2"], "spark has neither --replay nor --workers"),
        (["a.jsonl", "--engine", "spark", "--format", "duckdb"], "writes jsonl or parquet"),
        (["a.jsonl", "--master", "local"], "it is for --engine spark"),
    ],
)
def test_wrong_usage_is_refused(arguments: list[str], said: str) -> None:
    assert said in run(*arguments, status=2).stderr


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numfacts.batch.spark.run", None)
    said = run("a.jsonl", "--engine", "spark", status=2).stderr
    assert "pip install 'numfacts[spark]'" in said


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("An exception was thrown:\nTraceback\n  File x\nValueError: no such thing\n", "ValueError: no such thing"),
        ("Path does not exist: a\n more", "Path does not exist: a"),
        ("", "Exception"),
    ],
)
def test_an_error_is_told_in_a_line(text: str, line: str) -> None:
    assert told(Exception(text)) == line
