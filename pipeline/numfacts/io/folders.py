"""Files to read: which kinds there are, how directories are walked, and how what goes wrong is told."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Literal

import msgspec

READ_ERRORS: Final = (OSError, EOFError, zlib.error)
"""What is raised where a file, packed or not, cannot be opened or read."""

Kind = Literal["text", "html", "lines"]

SUFFIXES: Final[dict[str, Kind]] = {".txt": "text", ".md": "text", ".html": "html", ".htm": "html", ".jsonl": "lines"}

FACTS: Final = ".facts"  # what the stems of files of facts end in where a run names them


class Rejection(msgspec.Struct, frozen=True):
    """A document, or a whole file, that was not read; ``line`` counts from 1."""

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        return f"{located(self.path, self.line)}: {self.reason}"


class CutOff(Rejection, frozen=True):
    """A file that could not be read to its end; ``line`` is the first that is missing, null where nothing was read."""


class Notice(msgspec.Struct, frozen=True):
    """Something worth knowing about a document that was read; no failure."""

    path: str
    line: int | None
    message: str

    def __str__(self) -> str:
        return f"{located(self.path, self.line)}: {self.message}"


def kind_of(name: str) -> Kind | None:
    """What a file's name says it holds, or None where it is none of the kinds that are read."""
    return SUFFIXES.get(os.path.splitext(name.lower().removesuffix(".gz"))[1])


def shown(path: str | Path) -> str:
    """A path as given, with forward slashes; bytes of a name that are no UTF-8 are written as ``\\xNN``."""
    text = path.as_posix() if isinstance(path, Path) else path.replace(os.sep, "/")
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def resolved(path: str | Path) -> Path:
    """Where a path leads, whatever links it goes through; what leads in a circle is for those who open it to tell."""
    return Path(os.path.realpath(path))


def walk(directory: Path, kind: Callable[[str], object | None] = kind_of) -> Iterator[Path | Rejection | Notice]:
    """The files under a directory in order of names.

    Hidden ones, other kinds, and the facts that earlier runs wrote there are passed over in silence.
    """
    pending: list[Iterator[Path]] = [iter([directory])]
    while pending:
        path = next(pending[-1], None)
        if path is None:
            pending.pop()
        elif path is directory or path.is_dir():
            if path is not directory and path.is_symlink():
                yield Notice(shown(path), None, "a link to a directory, not followed")
                continue
            try:
                names = sorted(name for name in os.listdir(path) if not name.startswith(".") and not holds_facts(name))
            except OSError as error:
                yield Rejection(shown(path), None, cause(error))
            else:
                pending.append(map(path.joinpath, names))  # bound now: `path` moves on
        elif kind(path.name) is not None and (path.is_file() or path.is_symlink()):
            yield path  # also a dangling link, to be reported; but no pipe, which could block


def holds_facts(name: str) -> bool:
    """Whether a file has a name that a run gives to facts where it is free to: ``article.facts.jsonl``."""
    return os.path.splitext(name.removesuffix(".gz"))[0].endswith(FACTS)


def located(path: str, line: int | None) -> str:
    """``path`` or ``path:line``."""
    return path if line is None else f"{path}:{line}"


def cause(error: BaseException) -> str:
    """Why a file could not be read, in the system's words."""
    if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error):
        return f"broken gzip: {error}"
    return getattr(error, "strerror", None) or str(error)


def cut_off(path: str, read: int, reason: str) -> CutOff:
    """Says why a file, or what comes after the lines that were ``read`` of it, could not be read."""
    return CutOff(path, read + 1, f"{reason}; the rest of the file is not read") if read else CutOff(path, None, reason)
