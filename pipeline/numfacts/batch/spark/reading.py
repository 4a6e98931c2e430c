"""What tasks read: the files of a run, each by one task, as a table of documents and of what could not be read."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

import pyarrow as pa

from numfacts.batch.schema import DOCUMENTS
from numfacts.batch.source_documents import SourceDocument
from numfacts.batch.sources import Inputs
from numfacts.io.folders import Rejection

PLACE: Final = ("file", "number")
"""The columns that say where a document stands in the order of the run."""

FILES: Final = pa.schema(
    [
        pa.field("file", pa.int64(), nullable=False),
        pa.field("path", pa.string(), nullable=False),
        pa.field("line", pa.int64()),
        pa.field("reason", pa.string()),
    ]
)
"""The files of a run in their order, or with a ``reason`` what cannot be read at all."""

READ: Final = pa.schema(
    [
        *FILES,
        pa.field("number", pa.int64(), nullable=False),
        *(field.with_nullable(True) for field in DOCUMENTS if field.name != "duplicate_of"),
        pa.field("full_id", pa.string()),
        pa.field("sha256", pa.string()),
    ]
)
"""What is read, a row a document, or with a ``reason`` what is none; ``full_id`` is that of ``SourceDocument``."""

INDEX: Final = [name for name in READ.names if name not in ("text", "title", "published", "html")]
"""The columns of ``READ`` without the documents themselves."""

_ROWS: Final = 256
_CHARACTERS: Final = 1 << 20

Tables = Iterator[pa.RecordBatch]


def reader(published: dt.date | None, columns: Mapping[str, str]) -> Callable[[Tables], Tables]:
    """Gives a task that reads ``FILES`` as tables of ``READ``; relative paths are from the directory of now."""
    root = os.getcwd()

    def read(batches: Tables) -> Tables:
        with suppress(OSError):  # where another machine has no such directory, all paths have to be absolute
            os.chdir(root)
        for batch in batches:
            for row in batch.to_pylist():
                if row["reason"] is not None:
                    yield pa.RecordBatch.from_pylist([{**row, "number": 0}], READ)
                else:
                    yield from _tables(row["file"], Inputs([row["path"]], published=published, columns=columns))

    return read


def _tables(file: int, inputs: Inputs) -> Tables:
    rows: list[dict[str, Any]] = []
    characters = 0
    for number, reading in enumerate(inputs):
        if not isinstance(reading, SourceDocument | Rejection):
            continue
        row: dict[str, Any] = {"file": file, "number": number, "path": reading.path, "line": reading.line}
        if isinstance(reading, Rejection):
            row["reason"] = reading.reason
        else:
            row |= {name: getattr(reading, name) for name in ("id", "text", "title", "published", "html", "full_id")}
            row["sha256"] = reading.sha256
            characters += len(reading.text)
        rows.append(row)
        if len(rows) == _ROWS or characters >= _CHARACTERS:
            yield pa.RecordBatch.from_pylist(rows, READ)
            rows, characters = [], 0
    if rows:
        yield pa.RecordBatch.from_pylist(rows, READ)
