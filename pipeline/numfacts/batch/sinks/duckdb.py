"""DuckDB: one file, ``facts.duckdb``, with the tables ``facts`` and ``documents`` and views."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from numfacts.batch.schema import DOCUMENT_TABLE, Offsets, fact_schema_of
from numfacts.batch.sinks.part import Part
from numfacts.io.files import OutputError, place, writing

_MEMORY: Final = "512MB"
_ROWS_HELD: Final = 1 << 15


class DuckDBSink:
    """Writes a database into a directory."""

    def __init__(self, directory: Path, offsets: tuple[Offsets, ...] = ()) -> None:
        self._schemas = {"facts": fact_schema_of(offsets), "documents": DOCUMENT_TABLE}
        self._path = directory / "facts.duckdb"

    def stands(self, contents: str) -> bool:
        """Says whether the output is there: who changes it by hand is not found out."""
        return self._path.exists()

    def write(self, parts: Iterable[Part]) -> None:
        """Writes a new database and puts it in the place of the one that is there; raises ``OutputError``."""
        new = self._path.with_name(f".numfacts-{self._path.name}")
        _remove(new)
        try:
            with writing(str(self._path)):
                with duckdb.connect(str(new), config={"memory_limit": _MEMORY}) as database:
                    self._fill(database, parts)
                place(new, self._path)
        except duckdb.Error as error:
            raise OutputError(str(self._path), str(error).splitlines()[0]) from error
        finally:
            _remove(new)

    def _fill(self, database: duckdb.DuckDBPyConnection, parts: Iterable[Part]) -> None:
        held: dict[str, list[pa.RecordBatch]] = {}
        for table, schema in self._schemas.items():
            _insert(database, f"CREATE TABLE {table} AS SELECT * FROM given", schema.empty_table())
            for field in schema:
                about = (field.metadata or {}).get(b"description")
                if about is not None:
                    text = about.decode().replace("'", "''")
                    database.execute(f"COMMENT ON COLUMN {table}.\"{field.name}\" IS '{text}'")
            held[table] = []
        for part in parts:
            for table, rows in (("facts", part.facts), ("documents", part.documents)):
                held[table].append(rows)
                if sum(batch.num_rows for batch in held[table]) >= _ROWS_HELD:
                    _append(database, table, held)
        for table in self._schemas:
            _append(database, table, held)
        for views in ("duckdb.sql", "questions.sql"):
            database.execute(files(__package__).joinpath(views).read_text("utf-8"))


def _append(database: duckdb.DuckDBPyConnection, table: str, held: dict[str, list[pa.RecordBatch]]) -> None:
    if held[table]:
        _insert(database, f"INSERT INTO {table} SELECT * FROM given", pa.Table.from_batches(held[table]))
        held[table] = []


def _insert(database: duckdb.DuckDBPyConnection, statement: str, rows: pa.Table) -> None:
    database.register("given", rows)
    database.execute(statement)
    database.unregister("given")


def _remove(path: Path) -> None:
    for left in (path, Path(f"{path}.wal")):
        with suppress(OSError):
            left.unlink()
