"""Parquet files: a document a row, its columns named by option."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from numfacts.batch.sources.readings import Origin, Reading
from numfacts.io.folders import cause, cut_off
from numfacts.io.jsonlines import MAX_BYTES, TOO_LONG
from numfacts.io.validity import day

FIELDS: Final = ("id", "text", "title", "published")
_ROWS: Final = 256  # read at once


def read_parquet(path: str, origin: Origin, columns: Mapping[str, str]) -> Iterator[Reading]:
    """Gives a document for each row; ``columns`` maps ``FIELDS`` to columns that are not called so.

    Only the text has to be there. Ids are strings or whole numbers, dates are dates, time stamps or ISO strings.
    Nothing is raised: where the file cannot be read on, the last to come is a ``CutOff``.
    """
    names = {field: columns.get(field, field) for field in FIELDS}
    number = 0
    try:
        with pq.ParquetFile(path) as file:
            present = set(file.schema_arrow.names)
            missing = [names[field] for field in FIELDS if names[field] not in present]
            wanted = [name for name in missing if name == names["text"] or name in columns.values()]
            if wanted:
                there = ", ".join(sorted(present))
                yield origin.reject(None, f"no column {wanted[0]!r}; there are: {there}")
                return
            used = {field: name for field, name in names.items() if name in present}
            for batch in file.iter_batches(batch_size=_ROWS, columns=list(used.values())):
                for row in batch.to_pylist():
                    number += 1
                    yield _document({field: row[name] for field, name in used.items()}, number, origin)
            if not number:
                yield origin.reject(None, "empty")
    except (pa.ArrowException, OSError) as error:
        reason = cause(error) if isinstance(error, OSError) else f"broken Parquet: {str(error).splitlines()[0]}"
        yield cut_off(origin.path, number, reason)


def _document(row: Mapping[str, Any], number: int, origin: Origin) -> Reading:
    text, title, published = row["text"], row.get("title"), row.get("published")
    for field, value in (("text", text), ("title", title)):
        if not isinstance(value, str) and (value is not None or field == "text"):
            return origin.reject(number, f'"{field}" is {_named(value)}, not a string')
    if len(text) > MAX_BYTES:
        return origin.reject(number, TOO_LONG)
    try:
        date = _day(published) or origin.published
    except ValueError as error:
        return origin.reject(number, str(error))
    id = row.get("id")
    if not isinstance(id, str | int | None):
        return origin.reject(number, f'"id" is {_named(id)}, not a string or an integer')
    return origin.given("" if id is None else str(id), text, number, title, date)


def _day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, dt.date):
        return value
    return day(str(value))


def _named(value: object) -> str:
    return "null" if value is None else f"of type {type(value).__name__}"
