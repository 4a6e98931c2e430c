"""Where the facts of a run go, a module a format."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from numfacts.batch.schema import Offsets
from numfacts.batch.sinks.part import Part, Sink

Form = Literal["jsonl", "parquet", "duckdb", "postgres"]
FORMS: tuple[Form, ...] = get_args(Form)

__all__ = ["FORMS", "Form", "Part", "Sink", "make_sink"]


def make_sink(form: Form, directory: Path, offsets: tuple[Offsets, ...] = (), database: str = "") -> Sink:
    """Makes the sink of a format; a sink's libraries are imported only for it.

    It writes into a directory, or for that directory into ``database``, a connection string of PostgreSQL, which alone
    can raise ``ImportError`` for a missing library, and ``OutputError`` where there is no such database.
    """
    if form == "parquet":
        from numfacts.batch.sinks.parquet import ParquetSink

        return ParquetSink(directory, offsets)
    if form == "duckdb":
        from numfacts.batch.sinks.duckdb import DuckDBSink

        return DuckDBSink(directory, offsets)
    if form == "postgres":
        from numfacts.batch.sinks.postgres import PostgresSink

        return PostgresSink(database, directory)
    from numfacts.batch.sinks.jsonl import JsonLinesSink

    return JsonLinesSink(directory)
