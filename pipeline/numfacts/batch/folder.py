"""The directory of a run: the names in it, the lock on it, and what a run that was killed has left."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from numfacts.io.files import OutputError, writing

LEFTOVERS = ".numfacts-*"
"""What every half-written file and directory of ours is called."""


class Folder:
    """Names what a run keeps in its directory beside the output."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.parts = path / ".parts"
        self.plan = self.parts / "plan.jsonl"
        self.register = self.parts / "register.sqlite"
        self.manifest = path / "manifest.jsonl"
        self.dead_letters = path / "dead-letters.jsonl"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Makes the directory, keeps other runs out of it, and removes what runs that were killed have left.

        Raises ``OutputError`` where another run is at work there, or nothing can be written.
        """
        with writing(str(self.path)):
            self.parts.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.parts / "lock", os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _take(lock, self.path)
            for directory in (self.path, self.parts, *self.parts.glob("*/")):
                for left in directory.glob(LEFTOVERS):
                    _remove(left)
            yield
        finally:
            os.close(lock)  # which releases it, as does the end of the process


def _take(lock: int, path: Path) -> None:
    if sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise OutputError(str(path), "another run is at work there") from None


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
