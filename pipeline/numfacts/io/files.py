"""Files that are written whole or not at all, and the one error of everything that cannot be written."""

from __future__ import annotations

import gzip
import os
import sys
import tempfile
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, cast

from numfacts.errors import NumfactsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class OutputError(NumfactsError):
    """An output that cannot be written; ``name`` is its path or the name of its stream."""

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(name, cause)  # as they were given, so that it can be sent between processes
        self.name = name
        self.cause = cause

    def __str__(self) -> str:
        return f"cannot be written: {self.cause}"


@contextmanager
def writing(name: str) -> Iterator[None]:
    """Turns errors of the system into ``OutputError``; ``BrokenPipeError`` passes, since nobody reads on."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(name, error.strerror or str(error)) from error


def write_file(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all; raises ``OutputError``."""
    file = AtomicFile(path)
    try:
        file.write(content)
        file.commit()
    finally:
        file.discard()


def place(new: Path | str, path: Path | str) -> None:
    """Gives a complete file or directory its name, in whose place nothing or a file may stand; raises OSError.

    All of it is on the disk before it has the name, so that what a power cut leaves under it is whole, too.
    """
    for directory, _, names in os.walk(new):
        for name in (*names, "."):
            _sync(os.path.join(directory, name))
    if os.path.isfile(new):
        _sync(new)
    os.replace(new, path)
    _sync(os.path.dirname(path) or ".")


def _sync(path: Path | str) -> None:
    if sys.platform == "win32":
        return  # it syncs neither directories nor files that are open for reading
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class AtomicFile:
    """A file that gets its name on ``commit``; until then what stood there stays, also when the power fails.

    It is opened, and its directory made, by the first ``write``. A link stays a link and its target is replaced; what
    is no regular file (a device, a pipe) is written to directly. ``.gz`` names are compressed, without a time stamp.
    ``write`` and ``commit`` raise ``OutputError``.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._temporary: str | None = None
        self._raw: IO[bytes] | None = None
        self._file: IO[bytes] | None = None

    @property
    def opened(self) -> bool:
        """Whether anything has been written."""
        return self._file is not None

    def write(self, data: bytes) -> None:
        """Appends bytes."""
        with writing(str(self._path)):
            if self._file is None:
                self._file = self._open()
            self._file.write(data)

    def commit(self) -> None:
        """Finishes the file and gives it its name; does nothing where nothing was written."""
        if self._file is None:
            return
        with writing(str(self._path)):
            self._close()
            if self._temporary is not None:
                place(self._temporary, os.path.realpath(self._path))
                self._temporary = None
        self._file = None

    def discard(self) -> None:
        """Gives up what has not been committed."""
        with suppress(OSError):
            self._close()
        if self._temporary is not None:
            with suppress(OSError):
                os.unlink(self._temporary)
        self._file = self._temporary = None

    def _open(self) -> IO[bytes]:
        target = os.path.realpath(self._path)
        if os.path.isdir(target):
            raise IsADirectoryError(None, "Is a directory")
        if os.path.exists(target) and not os.path.isfile(target):
            self._raw = open(target, "wb")  # noqa: SIM115
        else:
            try:
                os.makedirs(os.path.dirname(target), exist_ok=True)
            except FileExistsError:
                raise NotADirectoryError(None, "Not a directory") from None
            os.stat(os.path.dirname(target))
            if len(os.fsencode(os.path.basename(target))) > os.pathconf(os.path.dirname(target), "PC_NAME_MAX"):
                raise OSError(None, "File name too long")
            descriptor, self._temporary = tempfile.mkstemp(prefix=".numfacts-", dir=os.path.dirname(target))
            self._raw = open(descriptor, "wb")  # noqa: SIM115
            umask = os.umask(0)  # mkstemp is stricter than what the system gives other files
            os.umask(umask)
            os.chmod(self._temporary, 0o666 & ~umask)
        if self._path.name.endswith(".gz"):
            return cast("IO[bytes]", gzip.GzipFile(filename="", mode="wb", fileobj=self._raw, mtime=0))
        return self._raw

    def _close(self) -> None:
        file, raw, self._raw = self._file, self._raw, None
        try:
            if file is not None:
                file.close()
        finally:
            if raw is not None:
                raw.close()
