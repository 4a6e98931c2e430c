"""Worker processes: each does one task at a time, and one that dies or hangs is replaced, its task done again."""

from __future__ import annotations

import multiprocessing
import signal
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection, wait
from time import monotonic
from types import TracebackType
from typing import Any, Final

from numfacts.batch.worker import NOWHERE, Beat, Done, Setting, Stopped, Task, work
from numfacts.errors import NumfactsError

_TICK: Final = 0.5  # seconds between looks at what hangs
_STRIKES: Final = 2  # times that a document may bring down a worker; the first may be an accident
_IDLE_FALLS: Final = 3  # workers that may fall, one after another, without a document to blame
_SLOWEST_START: Final = 300.0  # seconds that a worker may take over what is no document: to start, to write a part


class PoolError(NumfactsError):
    """Workers that end again and again, whatever they are given."""


class Pool:
    """``workers`` processes that do tasks; to be used as a context, at whose end they are ended.

    A document on which a worker has been for more than ``patience`` seconds hangs. One that brings down two workers,
    by its hanging or by their death, is given up: it comes out as a failure with the reason.
    """

    def __init__(self, setting: Setting, workers: int, patience: float) -> None:
        self._patience = patience
        # Not a fork: the threads of the libraries this process has loaded do not come along.
        self._context = multiprocessing.get_context("spawn")
        self._setting = setting
        self._count = workers
        self._workers: list[_Worker] = []
        self._waiting: deque[_Try] = deque()
        self._idle_falls = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end()

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Gives what is done as it gets done, in no order, and takes tasks no sooner than one ahead of the workers.

        Raises what a worker cannot go on for (``OutputError``, RulesError), and ``PoolError``.
        """
        coming = map(_Try, tasks)
        while True:
            # With all workers busy a task is read ahead, so that the first to be ready need not wait for it.
            while self._ready(coming) and (worker := self._free()) is not None:
                worker.give(self._waiting.popleft())
            if not any(worker.held for worker in self._workers):
                return
            yield from self._answers()

    def _ready(self, coming: Iterator[_Try]) -> bool:
        """Sees to it that a task waits, and says whether there is one."""
        if not self._waiting:
            self._waiting.extend(islice(coming, 1))
        return bool(self._waiting)

    def _free(self) -> _Worker | None:
        """Gives a worker that has nothing to do, a new one if need be; null where all are busy."""
        for worker in self._workers:
            if worker.held is None:
                return worker
        if len(self._workers) == self._count:
            return None
        self._workers.append(_Worker(self._context, self._setting))
        return self._workers[-1]

    def _answers(self) -> Iterator[Done]:
        """Waits for something to happen, and gives what is done."""
        busy = [worker for worker in self._workers if worker.held is not None]
        wait([worker.connection for worker in busy], timeout=_TICK)
        for worker in busy:
            try:
                answer = worker.answer()
            except (EOFError, OSError):
                self._replace(worker, worker.obituary())
                continue
            if answer is not None:
                self._idle_falls = 0
                yield answer
            else:
                limit = self._patience if worker.at() is not None else _SLOWEST_START
                if worker.waited() > limit:
                    self._replace(worker, f"no end after {limit:g} s")

    def _replace(self, worker: _Worker, reason: str) -> None:
        worker.end()
        self._workers.remove(worker)
        held = worker.held
        if held is None or not held.blame(worker.at(), reason):
            self._idle_falls += 1
            if self._idle_falls > _IDLE_FALLS:
                raise PoolError(f"workers end without a document to blame: {reason}")
        if held is not None:
            self._waiting.appendleft(held)


class _Try:
    """A task, and how often each of its documents has brought down a worker."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self._strikes: Counter[int] = Counter()

    def blame(self, index: int | None, reason: str) -> bool:
        """Notes that a worker fell at a document; says whether there was one."""
        if index is None:
            return False
        self._strikes[index] += 1
        if self._strikes[index] >= _STRIKES:
            failures = {**self.task.failures, index: f"brought down its worker twice: {reason}"}
            self.task = self.task._replace(failures=failures)
        return True


class _Worker:
    """One process, and the task it holds."""

    def __init__(self, context: Any, setting: Setting) -> None:
        self._connection: Connection
        self._connection, theirs = context.Pipe()
        self._beat: Beat = context.RawArray("d", (NOWHERE, 0.0))
        self._process = context.Process(target=work, args=(theirs, self._beat, setting), daemon=True)
        self._process.start()
        theirs.close()
        self.held: _Try | None = None
        self._given = 0.0

    @property
    def connection(self) -> Connection:
        """What can be waited for: there is an answer, or the process is gone."""
        return self._connection

    def give(self, held: _Try) -> None:
        """Hands over a task; that a worker is dead already is found out with its answer."""
        self.held = held
        self._given = monotonic()
        with suppress(OSError):
            self._connection.send(held.task)

    def answer(self) -> Done | None:
        """Gives what is done, null while nothing is.

        Raises EOFError or OSError where the process is gone, and what it cannot go on for.
        """
        if not self._connection.poll():
            return None
        answer: Done | Stopped = self._connection.recv()
        if isinstance(answer, Stopped):
            raise answer.error
        self.held = None
        return answer

    def at(self) -> int | None:
        """Gives the index of the document that the process is at, null where it is at none."""
        index = int(self._beat[0])
        return None if index == NOWHERE else index

    def waited(self) -> float:
        """Gives the seconds that the process has been at what it is at."""
        return monotonic() - max(self._beat[1], self._given)

    def obituary(self) -> str:
        """Says how the process ended."""
        self._process.join(timeout=_TICK)
        code = self._process.exitcode
        if code is not None and code < 0:
            return f"killed by {signal.Signals(-code).name}"
        return f"ended with status {code}"

    def end(self) -> None:
        """Ends the process at once; what it was at is lost, what it has finished is kept."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._connection.close()
