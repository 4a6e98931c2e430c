"""Facts out of a database of PostgreSQL that ``numfacts batch`` writes to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

import msgspec
import psycopg
from psycopg.rows import dict_row

from numfacts.batch.sinks.postgres import connected, told
from numfacts.batch.sinks.postgres.flat import fact_of
from numfacts.exporting.places import Placed, Reading
from numfacts.io.folders import Rejection
from numfacts.io.jsonlines import mismatch

_ROWS: Final = 1 << 13


class PostgresReader:
    """The facts of a database, given by its address, by documents and in the order they stand there."""

    def __init__(self, address: str) -> None:
        self._address = address

    def __iter__(self) -> Iterator[Reading]:
        name = "PostgreSQL"
        try:
            parts = urlsplit(self._address)
            name = f"{parts.scheme}://{parts.hostname or ''}{parts.path}"  # without a password
            with (
                connected(self._address) as connection,
                connection.transaction(),
                connection.cursor("facts", row_factory=dict_row) as cursor,
            ):
                cursor.itersize = _ROWS
                cursor.execute('SELECT * FROM facts ORDER BY doc_id, "start", id')
                for number, row in enumerate(cursor, 1):
                    try:
                        yield Placed(fact_of(row), name, number)
                    except msgspec.ValidationError as error:
                        yield Rejection(name, number, mismatch(str(error)))
        except KeyError as error:
            yield Rejection(name, None, f"no table of facts: it has no column {error}")
        except (psycopg.Error, ValueError) as error:  # ValueError: no address
            yield Rejection(name, None, f"no database of facts that can be read: {told(error)}")
