"""What a worker process does: it takes a task, runs the kernel over its documents, and keeps the outcomes as a part."""

from __future__ import annotations

import ctypes
import gc
import signal
import sys
from collections.abc import Mapping, Sequence
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from numfacts.batch.kernel import Kernel, whole_process
from numfacts.batch.memory import keep_small
from numfacts.batch.parts import Parts
from numfacts.batch.schema import Offsets
from numfacts.batch.source_documents import SourceDocument, to_batch
from numfacts.document import Document
from numfacts.errors import DocumentError, NumfactsError, RulesError
from numfacts.io.files import OutputError

if TYPE_CHECKING:
    from numfacts.normalize import Script
    from numfacts.pipeline import Extractor

Beat: TypeAlias = "ctypes.Array[ctypes.c_double]"
"""Memory that a worker shares with its parent: the index of the document it is at, and since when (``monotonic``)."""
_PR_SET_PDEATHSIG: Final = 1
NOWHERE: Final = -1
"""What stands for the index where a worker is at no document."""


class Setting(msgspec.Struct, frozen=True):
    """What every worker is told when it starts: where parts are kept, and how facts are extracted.

    ``rules`` are the directories of the rule set and ``ruleset`` its hash, which has to be what it was.
    """

    parts: Path
    rules: tuple[Path, ...]
    ruleset: str
    off: tuple[str, ...] = ()
    script: Script = "auto"
    segmenter: str = "rjieba"
    time_limit: float = 10.0
    offsets: tuple[Offsets, ...] = ()

    def extractor(self) -> Extractor:
        """Gives the extractor; raises RulesError where the rules cannot be used or are others by now."""
        from numfacts.pipeline import Extractor
        from numfacts.ruleset import load_rules

        rules = load_rules(list(self.rules), off=self.off)
        if rules.hash != self.ruleset:
            raise RulesError("the rules have changed during the run: run it again")
        return Extractor(rules, script=self.script, segmenter=self.segmenter, time_limit=self.time_limit)


class Task(NamedTuple):
    """A chunk to process, by its key; without ``documents``, those of the part that failed, once more.

    ``failures`` are the documents, by index, that are known to bring down a worker, and what they are reported with.
    """

    key: str
    documents: Sequence[SourceDocument] | None
    failures: Mapping[int, str] = {}


class Done(NamedTuple):
    """A part that is finished, and how many documents were processed for it."""

    key: str
    documents: int


class Stopped(NamedTuple):
    """Why a worker cannot go on, and so no other can."""

    error: NumfactsError


def work(connection: Connection, beat: Beat, setting: Setting) -> None:
    """Answers each ``Task`` of a connection with ``Done``, until the other end is closed; ends after ``Stopped``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it, too, and ends its workers
    _die_with_parent()
    keep_small()
    try:
        worker = Worker(setting, beat)
        gc.freeze()  # what it keeps all along need not be looked through again and again
        while True:
            connection.send(worker.perform(connection.recv()))
    except (EOFError, ConnectionError):
        return
    except RulesError as error:
        connection.send(Stopped(RulesError(str(error))))  # its subclasses hold more than can be sent
    except OutputError as error:
        connection.send(Stopped(error))


def _die_with_parent() -> None:
    """Has the system end this process with its parent: one that hangs would not see that its connection is closed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class Worker:
    """Performs tasks, and shows by its beat which document it is at."""

    def __init__(self, setting: Setting, beat: Beat) -> None:
        self._parts = Parts(setting.parts)
        self._process = whole_process(setting.extractor())
        self._offsets = setting.offsets
        self._beat = beat

    def perform(self, task: Task) -> Done:
        """Makes the part of a task; raises ``OutputError`` where it cannot be kept."""
        earlier = self._parts.load(task.key) if task.documents is None else None
        documents = failed(earlier) if earlier is not None else task.documents or ()
        following = count()

        def process(document: Document, html: bool) -> Document:
            index = next(following)
            self._beat[:] = [index, monotonic()]
            if index in task.failures:
                raise DocumentError(task.failures[index])
            return self._process(document, html)

        (outcomes,) = Kernel(process, self._offsets)(iter([to_batch(documents)]))
        self._beat[:] = [NOWHERE, monotonic()]
        self._parts.save(task.key, outcomes if earlier is None else spliced(earlier, outcomes))
        return Done(task.key, len(documents))


def failed(outcomes: pa.RecordBatch) -> list[SourceDocument]:
    """Gives the documents of a part that have no facts for a reason, as they were given."""
    rows = outcomes.filter(pc.is_valid(outcomes.column("failure")))
    names = ("id", "title", "published", "html", "duplicate_of")
    return [
        SourceDocument(text=row["source"], path="", **{name: row[name] for name in names})
        for row in rows.select([*names, "source"]).to_pylist()
    ]


def spliced(earlier: pa.RecordBatch, outcomes: pa.RecordBatch) -> pa.RecordBatch:
    """Gives the earlier outcomes with new ones, in their order, in place of those of documents that failed."""
    following = count(earlier.num_rows)
    rows = [next(following) if failure else row for row, failure in enumerate(failures_of(earlier))]
    both = pa.Table.from_batches([earlier, outcomes]).combine_chunks()
    return both.take(pa.array(rows, pa.int64())).combine_chunks().to_batches()[0]


def failures_of(outcomes: pa.RecordBatch) -> list[str | None]:
    """Gives why each document of a part has no facts, null for those that are well."""
    failures: list[str | None] = outcomes.column("failure").to_pylist()
    return failures
