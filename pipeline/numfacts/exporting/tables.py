"""Facts out of the tables that ``numfacts batch`` makes: Parquet and DuckDB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from numfacts.batch.columns import facts_from_batch
from numfacts.exporting.places import Placed, Reading
from numfacts.io.folders import Rejection, cause, shown
from numfacts.io.jsonlines import mismatch
from numfacts.records import Fact

_ROWS = 1 << 14


class ParquetReader:
    """The facts of a file, or of all files under a directory in order of names."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[Reading]:
        files = sorted(self._path.rglob("*.parquet")) if self._path.is_dir() else [self._path]
        for path in files:
            try:
                with pq.ParquetFile(path) as file:
                    yield from _facts(file.iter_batches(_ROWS), shown(path))
            except (OSError, pa.ArrowException) as error:
                yield Rejection(shown(path), None, f"not Parquet that can be read: {cause(error)}")


class DuckDBReader:
    """The facts of the table ``facts`` of a database."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[Reading]:
        name = shown(self._path)
        try:
            with duckdb.connect(str(self._path), read_only=True) as database:
                yield from _facts(database.sql("SELECT * FROM facts").to_arrow_reader(_ROWS), name)
        except duckdb.Error as error:
            yield Rejection(name, None, f"no database of facts that can be read: {str(error).splitlines()[0]}")


def _facts(batches: Iterable[pa.RecordBatch], name: str) -> Iterator[Reading]:
    read = 0
    for batch in batches:
        try:
            facts = facts_from_batch(batch)
        except KeyError as error:
            yield Rejection(name, None, f"no table of facts: it has no column {error}")
            return
        for row, fact in enumerate(facts, read + 1):
            try:
                msgspec.convert(msgspec.to_builtins(fact), Fact)
            except msgspec.ValidationError as error:
                yield Rejection(name, row, mismatch(str(error)))
            else:
                yield Placed(fact, name, row)
        read += len(facts)
