"""What a run could not make facts of, and what it met twice, as files to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from numfacts.batch.manifest import PartEntry, Repeated, Unread, spread
from numfacts.io.files import AtomicFile


class DeadLetters:
    """``dead-letters.jsonl`` and ``duplicates.jsonl``: a line for each document, written in the order of the run.

    A dead letter has ``path``, ``line`` and ``reason``, and for a document that was read but not processed also the
    document, so that it can be given to ``numfacts extract``. A duplicate says which document it is like: ``earlier``
    is the place of one with the same id, whose facts stand for both, ``duplicate_of`` the id of one with its content.
    """

    def __init__(self, directory: Path) -> None:
        self._dead = AtomicFile(directory / "dead-letters.jsonl")
        self._duplicates = AtomicFile(directory / "duplicates.jsonl")
        for file in (self._dead, self._duplicates):
            file.write(b"")
        self.dead = self.repeated = self.duplicates = 0

    def unread(self, entry: Unread) -> None:
        """Takes what could not be read."""
        self.dead += 1
        self._dead.write(_line(path=entry.path, line=entry.line, reason=entry.reason))

    def repeat(self, entry: Repeated) -> None:
        """Takes a document that was left out."""
        self.repeated += 1
        self._duplicates.write(_line(id=entry.id, path=entry.path, line=entry.line, earlier=entry.earlier))

    def part(self, entry: PartEntry, outcomes: pa.RecordBatch) -> list[tuple[str, int | None, str]]:
        """Takes the documents of a part, and gives path, line and reason of those that failed."""
        unusual = pc.or_(pc.is_valid(outcomes.column("failure")), pc.is_valid(outcomes.column("duplicate_of")))
        failures = []
        places = list(spread(entry.places)) if pc.any(unusual).as_py() else []
        for (path, line), row in zip(places, _rows(outcomes), strict=True) if places else ():
            if row["duplicate_of"] is not None:
                self.duplicates += 1
                self._duplicates.write(_line(id=row["id"], path=path, line=line, duplicate_of=row["duplicate_of"]))
            if row["failure"] is not None:
                self.dead += 1
                failures.append((path, line, row["failure"]))
                given = {name: row[name] for name in ("id", "title", "published", "html")}
                self._dead.write(_line(path=path, line=line, reason=row["failure"], **given, text=row["source"]))
        return failures

    def commit(self) -> None:
        """Finishes both files."""
        self._dead.commit()
        self._duplicates.commit()

    def discard(self) -> None:
        """Leaves what stood there as it was."""
        self._dead.discard()
        self._duplicates.discard()


def _rows(outcomes: pa.RecordBatch) -> list[dict[str, Any]]:
    names = ("id", "title", "published", "html", "duplicate_of", "failure", "source")
    rows: list[dict[str, Any]] = outcomes.select(names).to_pylist()
    return rows


def _line(**fields: object) -> bytes:
    return msgspec.json.encode(fields) + b"\n"
