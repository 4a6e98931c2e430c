"""Does something again and again, each time that a rule or case file has changed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

State = dict[Path, tuple[int, int]]
# How often the files are looked at, in seconds.
_PAUSE = 0.3


def watch(action: Callable[[list[Path]], None], look: Callable[[], State], wait: Callable[[], None]) -> NoReturn:
    """Call ``action`` now, with no files, and then with the files that changed, each time that ``look`` tells others.

    It ends with whatever ``action`` or ``wait`` raises. A change while ``action`` is at work is not missed.
    """
    before = look()
    changed: list[Path] = []
    while True:
        action(changed)
        while (now := look()) == before:
            wait()
        changed = sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))
        before = now


def files_of(directories: Iterable[Path]) -> State:
    """Give time of change (in nanoseconds) and size (in bytes) of the YAML files of directories."""
    state: State = {}
    for directory in directories:
        try:
            with os.scandir(directory) as entries:
                found = [entry for entry in entries if entry.name.endswith((".yaml", ".yml"))]
                for entry in found:
                    status = entry.stat()
                    state[Path(entry.path)] = status.st_mtime_ns, status.st_size
        except OSError:  # it may be on its way to be replaced
            continue
    return state


def pause() -> None:
    """Wait until the files are looked at again."""
    time.sleep(_PAUSE)
