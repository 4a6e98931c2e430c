"""A progress bar of a batch on a terminal: how much of the input is read, documents a second, and the time left."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from numfacts.batch.run import Counts
    from numfacts.batch.sources import Inputs


class BatchProgress:
    """Shows how far a run has come, on standard error and only where that is a terminal. ``seconds`` is its time."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._started = monotonic()

    @property
    def seconds(self) -> float:
        """The seconds since it was made."""
        return monotonic() - self._started

    def __enter__(self) -> BatchProgress:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

            columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
            self._task = self._bar.add_task("", total=self._inputs.total_bytes() or None)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def step(self, counts: Counts) -> None:
        """Shows how far the run has come."""
        if self._bar is None or self._task is None:
            return
        rate = counts.processed / self.seconds if self.seconds else 0.0
        said = f"{counts.processed + counts.kept:,} documents, {rate:,.0f} a second"
        self._bar.update(self._task, completed=self._inputs.bytes_read, description=said)
