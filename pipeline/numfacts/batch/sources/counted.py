"""Files opened for reading once: their bytes are counted and hashed as they go by."""

from __future__ import annotations

import gzip
import hashlib
import io
from collections.abc import Callable
from typing import BinaryIO, cast

_BLOCK = 1 << 20


class Counted(io.RawIOBase):
    """A file's bytes as they stand on the disk; ``count`` is called with the number of bytes of each read."""

    def __init__(self, path: str, count: Callable[[int], None]) -> None:
        self._file = open(path, "rb", buffering=0)  # noqa: SIM115
        self._count = count
        self._hash = hashlib.sha256()
        self.size = 0

    def readable(self) -> bool:
        """Says that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Reads into a buffer; raises OSError."""
        size = self._file.readinto(buffer)
        self._hash.update(buffer[:size])
        self.size += size
        self._count(size)
        return size

    def drain(self) -> str:
        """Reads what is left and gives the SHA-256 of the whole file in hex."""
        while self.read(_BLOCK):
            pass
        return self._hash.hexdigest()

    def close(self) -> None:
        """Does nothing: what is laid over the file closes it when it is done, before it has been drained."""

    def __exit__(self, *_: object) -> None:
        self._file.close()


def unpacked(file: Counted, name: str) -> BinaryIO:
    """Gives what a file holds, decompressed where its name ends in ``.gz`` or ``.zst``, several members or frames too.

    Reading raises what ``gzip`` does, or OSError for Zstandard, also where the file ends too soon.
    """
    raw = io.BufferedReader(file, _BLOCK)
    if name.lower().endswith(".gz"):
        return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    if name.lower().endswith(".zst"):
        import pyarrow as pa

        stream = pa.CompressedInputStream(pa.PythonFile(raw, mode="r"), "zstd")
        return io.BufferedReader(stream, _BLOCK)
    return raw
