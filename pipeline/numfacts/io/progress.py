"""Progress on standard error, for runs of more than one document: a bar, what is done, and the time left."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Self

from numfacts.io.folders import kind_of, walk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from rich.progress import Progress, TaskID

_COUNTED_BYTES = 1 << 28  # counting the lines of larger files would hold up the run for seconds
_BLOCK_BYTES = 1 << 20


class TerminalBar:
    """A bar on standard error, from its start to the end of the block, and only where that is a terminal.

    Lines written to standard error meanwhile appear above the bar.
    """

    def __init__(self) -> None:
        self._shown: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown is not None:
            self._shown[0].stop()

    def start(self, total: int | None) -> None:
        """Shows the bar; without a known total only what is said of the run."""
        if not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
        bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
        self._shown = bar, bar.add_task("", total=total)
        bar.start()

    def show(self, completed: int, said: str) -> None:
        """Shows how much of the total is done, and says something of it."""
        if self._shown is not None:
            bar, task = self._shown
            bar.update(task, completed=completed, description=said)


class ProgressBar(TerminalBar):
    """Counts documents; the bar appears with the second one."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__()
        self._paths = paths
        self._count = 0
        self._total: int | None = None

    def step(self) -> None:
        """Notes that one more document has been read."""
        self._count += 1
        if self._count == 2:
            self._total = count_documents(self._paths)
            self.start(self._total)
        self.show(
            self._count, f"{self._count:,} documents" if self._total is None else f"{self._count:,}/{self._total:,}"
        )


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
