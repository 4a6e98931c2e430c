"""What a run has read so far, kept on the disk so that memory does not grow with it: ids, and contents."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from numfacts.batch.source_documents import SourceDocument
from numfacts.io.files import OutputError
from numfacts.io.folders import located

_CACHE_KIB = 4_096  # more would be memory that grows with the first million documents


class Repeat(NamedTuple):
    """A document whose id was read before, and where; ``same`` says whether its content was the same, too."""

    place: str
    same: bool


def clash(id: str, place: str) -> str:
    """Gives the reason why a document is none to process that has the id of another one, at a place."""
    return f"repeats the id {id!r} of {place}, with other content"


class Register:
    """Tells documents that were read before; the file at ``path`` serves one run and is removed by ``close``.

    Methods raise ``OutputError`` where the disk does not take it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.unlink(missing_ok=True)
        try:
            self._database = sqlite3.connect(path, isolation_level=None)
            for statement in (
                "PRAGMA journal_mode = OFF",
                "PRAGMA synchronous = OFF",
                f"PRAGMA cache_size = -{_CACHE_KIB}",
                "CREATE TABLE ids (id TEXT PRIMARY KEY, sha256 TEXT, place TEXT) WITHOUT ROWID",
                "CREATE TABLE contents (sha256 TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID",
                "BEGIN",
            ):
                self._database.execute(statement)
        except sqlite3.Error as error:
            raise OutputError(str(path), str(error)) from error

    def enter(self, given: SourceDocument, sha256: str) -> Repeat | None:
        """Notes a document and says if its id was there before; sets its ``duplicate_of``, and its id if need be."""
        place = located(given.path, given.line)
        try:
            earlier = self._of_id(given.id)
            if earlier is not None and given.full_id is not None:
                given.id, given.full_id = given.full_id, None
                earlier = self._of_id(given.id)
            if earlier is not None:
                return Repeat(earlier[1], earlier[0] == sha256)
            self._database.execute("INSERT INTO ids VALUES (?, ?, ?)", (given.id, sha256, place))
            content = self._database.execute("SELECT id FROM contents WHERE sha256 = ?", (sha256,)).fetchone()
            if content is not None:
                given.duplicate_of = content[0]
            else:
                self._database.execute("INSERT INTO contents VALUES (?, ?)", (sha256, given.id))
        except sqlite3.Error as error:
            raise OutputError(str(self._path), str(error)) from error
        return None

    def close(self) -> None:
        """Forgets everything."""
        self._database.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _of_id(self, id: str) -> tuple[str, str] | None:
        found: tuple[str, str] | None = self._database.execute(
            "SELECT sha256, place FROM ids WHERE id = ?", (id,)
        ).fetchone()
        return found
