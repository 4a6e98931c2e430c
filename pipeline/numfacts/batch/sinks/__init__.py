"""Where the facts of a run go, a module a format."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from numfacts.batch.schema import Offsets
from numfacts.batch.sinks.part import Part, Sink

Form = Literal["jsonl", "parquet", "duckdb"]
FORMS: tuple[Form, ...] = get_args(Form)

__all__ = ["FORMS", "Form", "Part", "Sink", "make_sink"]


def make_sink(form: Form, directory: Path, offsets: tuple[Offsets, ...] = ()) -> Sink:
    """Makes the sink of a format, which writes into a directory; a sink's libraries are imported only for it."""
    if form == "parquet":
        from numfacts.batch.sinks.parquet import ParquetSink

        return ParquetSink(directory, offsets)
    if form == "duckdb":
        from numfacts.batch.sinks.duckdb import DuckDBSink

        return DuckDBSink(directory, offsets)
    from numfacts.batch.sinks.jsonl import JsonLinesSink

    return JsonLinesSink(directory)
