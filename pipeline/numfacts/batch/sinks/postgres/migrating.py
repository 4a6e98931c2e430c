"""The schema of a database, brought up to date: migrations by number, each once, then views wherever they differ."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

import psycopg
from psycopg import sql

from numfacts.batch.schema import fact_schema_of
from numfacts.batch.sinks.postgres.connecting import SCHEMA
from numfacts.batch.sinks.postgres.flat import flat_fields

_LOCK: Final = 0x6E756D66  # of nobody else: "numf"
_VIEWS: Final = "views"


class NewerError(psycopg.DatabaseError):
    """A database whose migrations this version does not know."""


def migrate(connection: psycopg.Connection) -> None:
    """Applies what the database has not got, all or nothing; raises ``psycopg.Error``.

    A role without the right to create anything is enough where there is nothing to apply.
    """
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        applied = _applied(connection)
        known = {path.name.removesuffix(".sql"): path.read_text("utf-8") for path in migrations()}
        newer = {name for name in applied if name != _VIEWS} - set(known)
        if newer:
            raise NewerError(f"it was made by a newer version of numfacts: it has {', '.join(sorted(newer))}")
        for name, script in known.items():
            if name not in applied:
                connection.execute(script)
                _note(connection, name, script)
        views = "".join(_views(connection))
        if applied.get(_VIEWS) != _hash(views):
            connection.execute(views)
            _note(connection, _VIEWS, views)


def migrations() -> list[Traversable]:
    """Gives the numbered scripts, in their order."""
    found = files(__package__).joinpath("migrations").iterdir()
    return sorted((path for path in found if path.name.endswith(".sql")), key=lambda path: path.name)


def _applied(connection: psycopg.Connection) -> dict[str, str]:
    """Gives the hashes of what was applied, by name; makes the schema where there is none."""
    if connection.execute("SELECT to_regnamespace(%s) IS NULL", (SCHEMA,)).fetchone() == (True,):
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
    if connection.execute("SELECT to_regclass('migrations') IS NULL").fetchone() == (True,):
        return {}
    return dict(connection.execute("SELECT name, sha256 FROM migrations").fetchall())


def _note(connection: psycopg.Connection, name: str, script: str) -> None:
    connection.execute(
        "INSERT INTO migrations VALUES (%s, %s) "
        "ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256, applied = now()",
        (name, _hash(script)),
    )


def _views(connection: psycopg.Connection) -> Iterator[str]:
    """Gives the scripts that can be run again: the views, and what each column means."""
    yield files(__package__).joinpath("views.sql").read_text("utf-8")
    yield files("numfacts.batch.sinks").joinpath("questions.sql").read_text("utf-8")
    for column, field in flat_fields(fact_schema_of()).items():
        if about := (field.metadata or {}).get(b"description"):
            comment = sql.SQL("COMMENT ON COLUMN facts.{} IS {};\n")
            yield comment.format(sql.Identifier(column), about.decode()).as_string(connection)


def _hash(script: str) -> str:
    return hashlib.sha256(script.encode()).hexdigest()
