"""The output of a run in a database: what is new is copied, what has changed is replaced, what is gone is removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

import psycopg

from numfacts.batch.manifest import hash_of
from numfacts.batch.sinks.part import Part
from numfacts.batch.sinks.postgres.connecting import connected, told
from numfacts.batch.sinks.postgres.loading import Loader
from numfacts.batch.sinks.postgres.migrating import migrate
from numfacts.io.files import AtomicFile, OutputError, writing

_NAME: Final = "PostgreSQL"
_ROWS_HELD: Final = 1 << 15


class PostgresSink:
    """Writes into a database, for the run of a directory, which ``run-id`` in it names.

    A run is one transaction: whoever reads sees the output of the run before until all of this one is there. What other
    directories wrote stays, unless it is a document of the same id. When it is made it brings the schema of the
    database up to date, and so finds out early whether there is one; raises ``OutputError``.
    """

    def __init__(self, database: str, directory: Path) -> None:
        self._database = database
        self._named = directory / "run-id"
        with self._connected() as connection:
            migrate(connection)

    def stands(self, contents: str) -> bool:
        """Says whether the database has what the parts with this hash have made; raises ``OutputError``."""
        if not self._named.exists():
            return False
        with self._connected() as connection:
            row = connection.execute("SELECT contents FROM runs WHERE id = %s", (self._run(),)).fetchone()
        return row == (contents,)

    def write(self, parts: Iterable[Part]) -> None:
        """Brings the database to what the parts hold, all or nothing; raises ``OutputError``."""
        run = self._run()
        with self._connected() as connection, connection.transaction():
            loader = Loader(connection, run)
            stamps: list[str] = []
            documents = facts = 0
            held: list[Part] = []
            rows = 0
            for part in parts:
                stamps.append(part.stamp)
                documents += part.documents.num_rows
                facts += part.facts.num_rows
                if not loader.keep(part.stamp):
                    held.append(part)
                    rows += part.documents.num_rows + part.facts.num_rows
                    if rows >= _ROWS_HELD:
                        loader.load(held)
                        held, rows = [], 0
            loader.load(held)
            loader.finish(hash_of(*stamps), documents, facts)

    def _run(self) -> str:
        """Gives the name of the run, and makes one for a directory that has none."""
        with writing(str(self._named)):
            if self._named.exists():
                return self._named.read_text("utf-8").strip()
        run = uuid4().hex
        file = AtomicFile(self._named)
        file.write(f"{run}\n".encode())
        file.commit()
        return run

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection]:
        try:
            with connected(self._database) as connection:
                yield connection
        except psycopg.Error as error:
            raise OutputError(_NAME, told(error)) from error
