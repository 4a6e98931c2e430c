"""Kills runs of a batch at moments of chance, and takes them up: ``python benchmarks/kills.py --format duckdb``.

Each run is killed (``kill -9``), which ends its workers, and run again; what it then has written has to be what a run
has that nothing disturbed. For PostgreSQL, ``--database`` names one to fill; its schema ``numfacts`` is dropped before
each run.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

from batches import SENTENCES, write

HALF_WRITTEN: Final = ".numfacts-*"
TABLES: Final = {  # what of the tables does not depend on when they were filled
    "facts": "SELECT f.*, d.title FROM facts_flat AS f, documents AS d WHERE f.doc_id = d.id ORDER BY doc_id, f.id",
    "documents": "SELECT id, sha256, title, published, html, duplicate_of, failure, facts, path, line FROM documents "
    "ORDER BY id",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and kill; gives the exit status: 1 where an output is another."""
    options = _options(arguments)
    moments = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as directory:
        source = Path(directory, "documents.jsonl")
        write(source, options.documents, SENTENCES, options.seed)
        batch = [sys.executable, "-m", "numfacts", "batch", str(source), "--quiet", "--format", options.format]
        batch += ["--workers", str(options.workers)]
        if options.database:
            batch += ["--database", options.database]
        output = Path(directory, "output")
        begin = monotonic()
        _reset(output, options.database)
        subprocess.run([*batch, "-o", output], check=True)
        whole = monotonic() - begin
        undisturbed = contents(output, options.database)
        parts, ended, other = [], 0, 0
        for _ in range(options.times):
            _reset(output, options.database)
            process = subprocess.Popen([*batch, "-o", output])
            sleep(moments.uniform(0, whole))
            ended += process.poll() is not None
            process.send_signal(signal.SIGKILL)
            process.wait()
            parts.append(len(list(output.glob(".parts/*/*.arrow"))))
            again = subprocess.run([*batch, "-o", output], capture_output=True, text=True)
            same = again.returncode == 0 and contents(output, options.database) == undisturbed
            if not same or list(output.rglob(HALF_WRITTEN)):
                other += 1
                print(f"another output, killed with {parts[-1]} parts: {again.stderr}", file=sys.stderr)
    print(
        f"{options.format}, {options.documents:,} documents, workers: {options.workers}, {whole:.1f} s undisturbed: "
        f"killed {options.times} times, {ended} of them at the end, {sum(map(bool, parts))} with finished parts, "
        f"{max(parts)} at most: {options.times - other} outputs the same, {other} others"
    )
    return 1 if other else 0


def contents(output: Path, database: str | None) -> dict[str, Any]:
    """Give what a run has written: its files by their names, or the rows of its tables."""
    found: dict[str, Any] = {}
    for path in output.rglob("*"):
        if not path.is_file() or ".parts" in path.parts or path.name == "run-id":
            continue
        if path.suffix != ".duckdb":
            found[str(path.relative_to(output))] = path.read_bytes()
            continue
        import duckdb

        with duckdb.connect(str(path), read_only=True) as duck:
            found |= {table: duck.execute(query).fetchall() for table, query in TABLES.items()}
    if database is not None:
        import psycopg

        with psycopg.connect(database, options="-csearch_path=numfacts") as connection:
            found |= {table: connection.execute(query).fetchall() for table, query in TABLES.items()}
    return found


def _reset(output: Path, database: str | None) -> None:
    shutil.rmtree(output, ignore_errors=True)
    if database is not None:
        import psycopg

        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS numfacts CASCADE")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/kills.py", description=__doc__)
    forms = ["jsonl", "parquet", "duckdb", "postgres"]
    parser.add_argument("--format", choices=forms, default="jsonl", help="(%(default)s)")
    parser.add_argument("--database", metavar="DSN", help="of PostgreSQL; it is emptied")
    parser.add_argument("--documents", type=int, default=2_000, metavar="N", help="documents to make (%(default)s)")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="(%(default)s)")
    parser.add_argument("--times", type=int, default=50, metavar="N", help="runs that are killed (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of documents and moments (%(default)s)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
