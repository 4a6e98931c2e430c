"""A connection to a database, in the schema of this project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg

SCHEMA: Final = "numfacts"


@contextmanager
def connected(database: str) -> Iterator[psycopg.Connection]:
    """Connects, each statement its own transaction unless one is begun; raises ``psycopg.Error``.

    ``database`` is a connection string or address as libpq takes it; empty, its environment says it all.
    """
    with psycopg.connect(
        database, autocommit=True, client_encoding="utf8", fallback_application_name="numfacts"
    ) as connection:
        connection.execute(f"SET search_path = {SCHEMA}")
        yield connection


def told(error: Exception) -> str:
    """Gives what an error says, on one line."""
    return " ".join(str(error).split())
