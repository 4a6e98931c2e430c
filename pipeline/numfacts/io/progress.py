"""A progress bar on standard error, for runs of more than one document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from numfacts.io.folders import kind_of, walk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from rich.progress import Progress, TaskID

_COUNTED_BYTES = 1 << 28  # counting the lines of larger files would hold up the run for seconds
_BLOCK_BYTES = 1 << 20


class ProgressBar:
    """Counts documents; a bar appears with the second one, and only on a terminal.

    Lines written to standard error meanwhile appear above the bar. Without a known number of documents in ``paths`` it
    only counts.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
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
        if self._count == 2 and sys.stderr.isatty():
            self._start()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._count)

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn, TimeRemainingColumn

        columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
        self._task = self._bar.add_task("", total=count_documents(self._paths))
        self._bar.start()


def count_documents(paths: Sequence[str]) -> int | None:
    """Counts the documents that inputs hold, about; null where that would take long or cannot be known."""
    total = 0
    for given in paths:
        path = Path(given)
        for file in walk(path) if path.is_dir() else [path]:
            count = _in_file(file) if isinstance(file, Path) else 1
            if count is None:
                return None
            total += count
    return total


def _in_file(path: Path) -> int | None:
    kind = kind_of(path.name)
    if kind != "lines":
        return None if kind is None else 1
    try:
        if path.suffix.lower() == ".gz" or not path.is_file() or path.stat().st_size > _COUNTED_BYTES:
            return None
        lines, last = 0, b"\n"
        with path.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                lines += block.count(b"\n")
                last = block[-1:]
    except OSError:
        return 1  # the run will say why it cannot be read
    return lines + (last != b"\n")
