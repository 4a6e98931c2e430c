"""Parquet: the directories ``facts/``, partitioned by the year of publication, and ``documents/``."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from numfacts.batch.schema import DOCUMENT_TABLE, Offsets, fact_schema_of
from numfacts.batch.sinks.part import Part
from numfacts.io.files import place, writing

PARTITION: Final = "published_year"
UNDATED: Final = "__HIVE_DEFAULT_PARTITION__"
"""The year that readers of partitioned tables take for null."""
_ROWS_A_GROUP: Final = 1 << 16
_ROWS_A_FILE: Final = 1 << 20
_ROWS_HELD: Final = 1 << 17  # before they are written, of all partitions together


class ParquetSink:
    """Writes two partitioned tables into a directory; the same facts give the same bytes."""

    def __init__(self, directory: Path, offsets: tuple[Offsets, ...] = ()) -> None:
        self._directory = directory
        self._schema = fact_schema_of(offsets)
        self._outputs = (directory / "facts", directory / "documents")

    def stands(self, contents: str) -> bool:
        """Says whether the output is there: who changes it by hand is not found out."""
        return all(output.exists() for output in self._outputs)

    def write(self, parts: Iterable[Part]) -> None:
        """Writes all parts beside the tables that are there, then puts them in their place; raises ``OutputError``."""
        new, old = self._directory / ".numfacts-new", self._directory / ".numfacts-old"
        with writing(str(self._directory)):
            for left in (new, old):
                shutil.rmtree(left, ignore_errors=True)
            try:
                with (
                    _table(new / "facts", self._schema) as facts,
                    _table(new / "documents", DOCUMENT_TABLE) as documents,
                ):
                    for part in parts:
                        documents.add("", part.documents)
                        for year, rows in _by_year(part):
                            facts.add(f"{PARTITION}={year}", rows)
                old.mkdir()
                for output in self._outputs:
                    (new / output.name).mkdir(parents=True, exist_ok=True)
                    with suppress(FileNotFoundError):
                        output.rename(old / output.name)
                    place(new / output.name, output)
            finally:
                shutil.rmtree(new, ignore_errors=True)
                shutil.rmtree(old, ignore_errors=True)


class _Table:
    """A directory of Parquet files, by partitions; rows are held until they make a group worth writing."""

    def __init__(self, directory: Path, schema: pa.Schema) -> None:
        self._directory = directory
        self._schema = schema
        self._partitions: dict[str, _Partition] = {}

    def add(self, name: str, rows: pa.RecordBatch) -> None:
        """Takes rows of one partition, by its path in the directory."""
        partition = self._partitions.get(name)
        if partition is None:
            partition = self._partitions[name] = _Partition(self._directory / name, self._schema)
        partition.add(rows)
        if partition.held >= _ROWS_A_GROUP:
            partition.flush()
        elif sum(each.held for each in self._partitions.values()) >= _ROWS_HELD:
            max(self._partitions.values(), key=lambda each: each.held).flush()

    def finish(self) -> None:
        """Writes what is held."""
        for partition in self._partitions.values():
            partition.flush()

    def close(self) -> None:
        """Closes all files."""
        for partition in self._partitions.values():
            partition.close()


@contextmanager
def _table(directory: Path, schema: pa.Schema) -> Iterator[_Table]:
    table = _Table(directory, schema)
    try:
        yield table
        table.finish()
    finally:
        table.close()


class _Partition:
    """The files of one partition, numbered, of at most about ``_ROWS_A_FILE`` rows."""

    def __init__(self, directory: Path, schema: pa.Schema) -> None:
        self._directory = directory
        self._schema = schema
        self._batches: list[pa.RecordBatch] = []
        self._writer: pq.ParquetWriter | None = None
        self._files = self._rows = self.held = 0

    def add(self, rows: pa.RecordBatch) -> None:
        """Holds rows."""
        self._batches.append(rows)
        self.held += rows.num_rows

    def flush(self) -> None:
        """Writes the rows that are held, as one group."""
        if not self.held:
            return
        if self._writer is None:
            self._directory.mkdir(parents=True, exist_ok=True)
            path = self._directory / f"part-{self._files:05}.parquet"
            self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
            self._files += 1
        self._writer.write_table(pa.Table.from_batches(self._batches), row_group_size=self.held)
        self._rows += self.held
        self._batches, self.held = [], 0
        if self._rows >= _ROWS_A_FILE:
            self.close()

    def close(self) -> None:
        """Closes the file that is open."""
        writer, self._writer, self._rows = self._writer, None, 0
        if writer is not None:
            writer.close()


def _by_year(part: Part) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Gives the facts of a part by the year their documents were published in."""
    years = [UNDATED if day is None else str(day.year) for day in part.documents.column("published").to_pylist()]
    counts = part.documents.column("facts").to_pylist()
    found = dict.fromkeys(year for year, count in zip(years, counts, strict=True) if count)
    if len(found) == 1:
        yield next(iter(found)), part.facts
        return
    column = pa.array([year for year, count in zip(years, counts, strict=True) for _ in range(count)], pa.string())
    for year in found:
        yield year, part.facts.filter(pc.equal(column, year))
