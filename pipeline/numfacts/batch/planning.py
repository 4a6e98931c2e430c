"""The plan of a run: what there is to read and to do, written down in order, and the tasks still to be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from numfacts.batch.chunks import chunked
from numfacts.batch.manifest import (
    Entry,
    Input,
    ManifestError,
    PartEntry,
    Repeated,
    Run,
    Unread,
    entries,
    line,
    places_of,
)
from numfacts.batch.parts import Parts
from numfacts.batch.register import Register, clash
from numfacts.batch.source_documents import SourceDocument
from numfacts.batch.sources import Inputs
from numfacts.batch.worker import Task
from numfacts.io.files import writing
from numfacts.io.folders import Notice, Rejection

Note: TypeAlias = Callable[[str, int | None, str], None]


class Plan:
    """A file with the entries of a run, in order; ``read`` counts documents, ``kept`` those with a part already.

    The entries are all there once the tasks have been taken to their end.
    """

    def __init__(self, path: Path, parts: Parts) -> None:
        self.path = path
        self._parts = parts
        self.read = 0
        self.kept = 0

    def of_inputs(self, inputs: Inputs, register: Register, basis: str, note: Note) -> Iterator[Task]:
        """Reads inputs as tasks are asked for; gives the chunks of which there is no part yet.

        ``basis`` is what the keys of parts depend on beside the documents. ``note`` is told what is worth knowing about
        documents that are read all the same. Raises ``OutputError`` where the plan cannot be written.
        """
        with writing(str(self.path)), self.path.open("wb") as file:

            def write(entry: Entry) -> None:
                file.write(line(entry))

            for chunk in chunked(self._documents(inputs, register, note, write), basis):
                write(PartEntry(chunk.key, places_of(chunk.documents), len(chunk.documents)))
                if self._parts.load(chunk.key) is None:
                    yield Task(chunk.key, chunk.documents)
                else:
                    self.kept += len(chunk.documents)

    def of_manifest(self, manifest: Path, basis: str) -> Iterator[Task]:
        """Takes the entries of a run before; gives its parts with documents that failed, for these to be done again.

        Raises ``ManifestError`` where there was no such run, or it had other rules, options or code.
        """
        known = entries(manifest)
        first = next(known, None)
        if not isinstance(first, Run) or first.basis != basis:
            raise ManifestError(f"{manifest}: made with other rules, options or code: run the batch again")
        with writing(str(self.path)), self.path.open("wb") as file:
            for entry in known:
                file.write(line(entry))
                if isinstance(entry, PartEntry):
                    self.read += entry.documents
                    outcomes = self._parts.load(entry.key)
                    if outcomes is None:
                        raise ManifestError(f"{manifest}: a part of the run is gone: run the batch again")
                    kept = outcomes.column("failure").null_count
                    self.kept += kept
                    if kept < entry.documents:
                        yield Task(entry.key, None)

    def _documents(
        self, inputs: Inputs, register: Register, note: Note, write: Callable[[Entry], None]
    ) -> Iterator[tuple[SourceDocument, str]]:
        """Gives each document once, with its hash, and writes down everything else."""
        for reading in inputs:
            if isinstance(reading, SourceDocument):
                self.read += 1
                sha256 = reading.sha256
                repeat = register.enter(reading, sha256)
                if repeat is None:
                    yield reading, sha256
                elif repeat.same:
                    write(Repeated(reading.id, reading.path, reading.line, repeat.place))
                else:
                    write(Unread(reading.path, reading.line, clash(reading.id, repeat.place)))
            elif isinstance(reading, Rejection):
                write(Unread(reading.path, reading.line, reading.reason))
            elif isinstance(reading, Notice):
                note(reading.path, reading.line, reading.message)
            else:
                write(Input(reading.path, reading.bytes, reading.sha256, reading.documents))
