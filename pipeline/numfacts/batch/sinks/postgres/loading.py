"""Parts copied into staging tables, and these merged into the tables that are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import psycopg
from psycopg import sql

from numfacts.batch.schema import DOCUMENT_TABLE, OFFSETS, fact_schema_of
from numfacts.batch.sinks.part import Part
from numfacts.batch.sinks.postgres.flat import copied_columns, rows

_STAGE: Final = """
CREATE TEMP TABLE staged_documents (LIKE documents) ON COMMIT DROP;
ALTER TABLE staged_documents ALTER key DROP NOT NULL, ALTER part DROP NOT NULL;
CREATE TEMP TABLE staged_facts (LIKE facts) ON COMMIT DROP;
ALTER TABLE staged_facts ALTER document DROP NOT NULL;
CREATE TEMP TABLE merged (key bigint, id text COLLATE "C") ON COMMIT DROP;
"""


class Loader:
    """Brings parts of a run into the database, within one transaction, in which no other run writes."""

    def __init__(self, connection: psycopg.Connection, run: str) -> None:
        self._connection = connection
        self._run = run
        connection.execute("LOCK TABLE runs IN EXCLUSIVE MODE")
        connection.execute("INSERT INTO runs VALUES (%s, '', 0, 0) ON CONFLICT (id) DO NOTHING", (run,))
        connection.execute(_STAGE)
        there = connection.execute("SELECT stamp FROM parts WHERE run = %s", (run,)).fetchall()
        self._gone = {stamp for (stamp,) in there}

    def keep(self, stamp: str) -> bool:
        """Says whether a part is there already; if so, it stays."""
        there = stamp in self._gone
        self._gone.discard(stamp)
        return there

    def load(self, parts: Sequence[Part]) -> None:
        """Copies parts and merges them; facts that their documents had and have no more are removed."""
        if not parts:
            return
        connection = self._connection
        connection.execute("TRUNCATE staged_documents, staged_facts, merged")
        self._copy(parts)
        connection.execute(_merge_documents())
        connection.execute(
            "DELETE FROM facts USING merged WHERE document = key AND NOT EXISTS "
            "(SELECT FROM staged_facts AS s WHERE (s.doc_id, s.id) = (facts.doc_id, facts.id))"
        )
        connection.execute(_merge_facts())

    def finish(self, contents: str, documents: int, facts: int) -> None:
        """Removes the parts that were neither kept nor loaded, with their documents, and notes what the run came to."""
        self._connection.execute("DELETE FROM parts WHERE run = %s AND stamp = ANY(%s)", (self._run, list(self._gone)))
        self._connection.execute(
            "UPDATE runs SET contents = %s, documents = %s, facts = %s, finished = now() WHERE id = %s",
            (contents, documents, facts, self._run),
        )

    def _copy(self, parts: Sequence[Part]) -> None:
        with self._connection.cursor() as cursor:
            keys = []
            for part in parts:
                cursor.execute("INSERT INTO parts (run, stamp) VALUES (%s, %s) RETURNING id", (self._run, part.stamp))
                keys += cursor.fetchall()
            with cursor.copy(_copy_into("staged_documents", ["part", *DOCUMENT_TABLE.names])) as copy:
                for part, key in zip(parts, keys, strict=True):
                    for row in rows(part.documents):
                        copy.write_row((*key, *row))
            with cursor.copy(_copy_into("staged_facts", copied_columns(parts[0].facts.schema))) as copy:
                for part in parts:
                    for row in rows(part.facts):
                        copy.write_row(row)


def _copy_into(table: str, columns: Sequence[str]) -> sql.Composed:
    return sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _names(columns))


def _merge_documents() -> sql.Composed:
    """Gives the statement that replaces documents by those of the same id; ``merged`` then has the key of each."""
    columns = ["part", *DOCUMENT_TABLE.names]
    return sql.SQL(
        "WITH new AS (INSERT INTO documents ({0}) SELECT {0} FROM staged_documents "
        "ON CONFLICT (md5(id)) DO UPDATE SET ({0}) = ROW ({1}) RETURNING key, id) INSERT INTO merged SELECT * FROM new"
    ).format(_names(columns), _names(columns, "excluded"))


def _merge_facts() -> sql.Composed:
    """Gives the statement that adds facts and replaces those that have changed."""
    columns = copied_columns(fact_schema_of(OFFSETS))
    return sql.SQL(
        "INSERT INTO facts (document, {0}) SELECT key, {1} FROM staged_facts AS s JOIN merged ON merged.id = s.doc_id "
        "ON CONFLICT (document, id) DO UPDATE SET ({0}) = ROW ({2}) WHERE ROW ({3}) IS DISTINCT FROM ROW ({2})"
    ).format(_names(columns), _names(columns, "s"), _names(columns, "excluded"), _names(columns, "facts"))


def _names(columns: Sequence[str], table: str | None = None) -> sql.Composed:
    named = (sql.Identifier(column) if table is None else sql.Identifier(table, column) for column in columns)
    return sql.SQL(", ").join(named)
