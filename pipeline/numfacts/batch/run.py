"""A run: what is new is processed and kept as parts, and of all parts, in order, the output is made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

import numfacts
from numfacts.batch.dead_letters import DeadLetters
from numfacts.batch.fingerprint import fingerprint_of
from numfacts.batch.folder import Folder
from numfacts.batch.manifest import (
    Entry,
    ManifestError,
    PartEntry,
    Repeated,
    Run,
    Unread,
    entries,
    hash_of,
    header,
    line,
)
from numfacts.batch.parts import Parts
from numfacts.batch.planning import Note, Plan
from numfacts.batch.pool import Pool
from numfacts.batch.register import Register
from numfacts.batch.sinks import Form, Part, make_sink
from numfacts.batch.sinks.part import part_of, stamp_of
from numfacts.batch.sources import Inputs
from numfacts.batch.worker import Setting, Task
from numfacts.io.files import AtomicFile
from numfacts.ruleset import RuleSet

# Seconds that taking the article out of a page can take, within the bounds of ``numfacts.io.html``.
_SLOWEST_PAGE = 20.0


class Counts(msgspec.Struct):
    """What a run came to: documents read, kept from earlier runs and processed now, and what became of them.

    ``failed`` are those of the ``dead`` that were read, and so can be replayed. ``unchanged`` says that the output of
    the run before stands, since it was made of the same parts.
    """

    read: int = 0
    kept: int = 0
    processed: int = 0
    facts: int = 0
    dead: int = 0
    failed: int = 0
    repeated: int = 0
    duplicates: int = 0
    unchanged: bool = False


class Reports(NamedTuple):
    """Who is told what: ``fail`` and ``note`` take path, line and cause; ``step`` the counts so far, now and then."""

    fail: Note
    note: Note
    step: Callable[[Counts], None]


class Batch:
    """Runs over many documents, into one directory. Made with the rules in force, and used for one run.

    ``run`` and ``replay`` raise ``OutputError`` where something cannot be written, ``PoolError`` where no worker
    lives, and RulesError; ``replay`` raises ``ManifestError``, too. Whatever ends a run, the output of the one before
    stands, and the parts that were finished are kept for the next.
    """

    def __init__(
        self,
        folder: Folder,
        setting: Setting,
        rules: RuleSet,
        form: Form,
        workers: int,
        reports: Reports,
        database: str | None = None,
    ) -> None:
        self._folder = folder
        self._setting = setting
        self._rules = rules
        self._form = form
        self._workers = workers
        self._reports = reports
        self._parts = Parts(setting.parts)
        self._plan = Plan(folder.plan, self._parts)
        self._sink = make_sink(form, folder.path, setting.offsets, database or "")
        self._basis = fingerprint_of(setting, rules)
        self._counts = Counts()

    def run(self, inputs: Inputs) -> Counts:
        """Reads inputs, processes what is new or changed, and writes the output."""
        with self._folder.locked():
            register = Register(self._folder.register)
            try:
                self._process(self._plan.of_inputs(inputs, register, self._basis, self._reports.note))
            finally:
                register.close()
            self._assemble()
            if not inputs.broken:  # what has vanished may come back, and need not be done again then
                self._parts.sweep({entry.key for entry in entries(self._folder.plan) if isinstance(entry, PartEntry)})
        return self._counts

    def replay(self) -> Counts:
        """Processes once more the documents that failed before, without reading inputs, and writes the output."""
        if not self._folder.manifest.exists():
            raise ManifestError(f"{self._folder.manifest}: there was no run that could be replayed")
        with self._folder.locked():
            self._process(self._plan.of_manifest(self._folder.manifest, self._basis))
            self._assemble()
        return self._counts

    def _process(self, tasks: Iterable[Task]) -> None:
        patience = 2 * self._setting.time_limit + _SLOWEST_PAGE
        with Pool(self._setting, self._workers, patience) as pool:
            for done in pool.run(self._watched(tasks)):
                self._counts.processed += done.documents
                self._step()
        self._step()

    def _watched(self, tasks: Iterable[Task]) -> Iterator[Task]:
        for task in tasks:
            self._step()
            yield task

    def _step(self) -> None:
        self._counts.read, self._counts.kept = self._plan.read, self._plan.kept
        self._reports.step(self._counts)

    def _assemble(self) -> None:
        """Makes the output of the parts of the plan, unless what is there was made of the same."""
        contents = hash_of(
            *(self._stamp(entry) for entry in entries(self._folder.plan) if isinstance(entry, PartEntry))
        )
        earlier = header(self._folder.manifest)
        self._counts.unchanged = (
            earlier is not None
            and (earlier.contents, earlier.basis, earlier.form) == (contents, self._basis, self._form)
            and self._sink.stands(contents)
        )
        manifest = AtomicFile(self._folder.manifest)
        letters = DeadLetters(self._folder.path)
        try:
            run = Run(numfacts.__version__, self._rules.provenance, self._basis, self._form, contents)
            manifest.write(line(run))
            parts = self._assembled(letters, manifest)
            if self._counts.unchanged:
                for _ in parts:
                    pass
            else:
                self._sink.write(parts)
            letters.commit()
            manifest.commit()
        finally:
            letters.discard()
            manifest.discard()
        self._counts.dead, self._counts.repeated = letters.dead, letters.repeated
        self._counts.duplicates = letters.duplicates

    def _stamp(self, entry: PartEntry) -> str:
        return stamp_of(self._parts.digest(entry.key), entry.places)

    def _assembled(self, letters: DeadLetters, manifest: AtomicFile) -> Iterator[Part]:
        """Gives the parts in order, and writes down on the way what else there is to know."""
        for entry in entries(self._folder.plan):
            written: Entry = entry
            if isinstance(entry, PartEntry):
                outcomes = self._parts.load(entry.key)
                if outcomes is None:
                    raise ManifestError(f"{self._folder.path}: a part is gone that was there: run the batch again")
                part = part_of(self._stamp(entry), outcomes, entry.places, self._setting.offsets)
                failures = letters.part(entry, outcomes)
                self._counts.failed += len(failures)
                for failure in failures:
                    self._reports.fail(*failure)
                self._counts.facts += part.facts.num_rows
                written = msgspec.structs.replace(entry, facts=part.facts.num_rows, failures=len(failures))
                yield part
            elif isinstance(entry, Unread):
                letters.unread(entry)
                self._reports.fail(entry.path, entry.line, entry.reason)
            elif isinstance(entry, Repeated):
                letters.repeat(entry)
            manifest.write(line(written))
