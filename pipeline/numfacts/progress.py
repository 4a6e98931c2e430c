"""A progress bar on standard error, for runs of more than one document."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress, TaskID


class ProgressBar:
    """Counts documents; a bar appears with the second one, and only on a terminal.

    ``total`` is the number of documents where it is known; without it the bar only counts. Lines written to standard
    error meanwhile appear above the bar.
    """

    def __init__(self, total: int | None = None) -> None:
        self._total = total
        self._count = 0
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def step(self) -> None:
        """Notes that one more document has been read."""
        self._count += 1
        if self._bar is None and self._count > 1 and sys.stderr.isatty():
            self._start()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._count)

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn, TimeRemainingColumn

        columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
        self._task = self._bar.add_task("", total=self._total)
        self._bar.start()
