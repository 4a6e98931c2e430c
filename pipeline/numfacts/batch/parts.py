"""The finished parts of runs, each a file under the hash of what it was made of."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import pyarrow as pa

from numfacts.io.files import AtomicFile, writing

_SUFFIX: Final = ".arrow"
_DIGEST: Final = hashlib.sha256().digest_size
_OPTIONS: Final = pa.ipc.IpcWriteOptions(compression="zstd")


class Parts:
    """A directory of parts: outcomes of chunks, by the chunks' keys.

    A part is there as a whole or not at all, and one that is damaged is as if it were not there. Since the key says all
    that a part depends on, it does not matter which run made it, and two that make it at once do no harm.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def load(self, key: str) -> pa.RecordBatch | None:
        """Gives the outcomes of a chunk, null where they are not there."""
        try:
            stored = self._path(key).read_bytes()
        except OSError:
            return None
        content = memoryview(stored)[_DIGEST:]
        if hashlib.sha256(content).digest() != stored[:_DIGEST]:
            return None
        with pa.ipc.open_stream(pa.py_buffer(content)) as reader:
            return reader.read_next_batch()

    def digest(self, key: str) -> bytes:
        """Gives the hash of what a part holds; raises ``OutputError`` where it is not there any more."""
        with writing(str(self._path(key))), self._path(key).open("rb") as file:
            return file.read(_DIGEST)

    def save(self, key: str, outcomes: pa.RecordBatch) -> None:
        """Keeps the outcomes of a chunk; raises ``OutputError``."""
        buffer = pa.BufferOutputStream()
        with pa.ipc.new_stream(buffer, outcomes.schema, options=_OPTIONS) as writer:
            writer.write_batch(outcomes)
        content = buffer.getvalue().to_pybytes()
        file = AtomicFile(self._path(key))
        try:
            file.write(hashlib.sha256(content).digest() + content)
            file.commit()
        finally:
            file.discard()

    def keys(self) -> Iterator[str]:
        """Gives the keys of all parts."""
        for path in self._directory.glob(f"*/*{_SUFFIX}"):
            yield path.parent.name + path.name.removesuffix(_SUFFIX)

    def sweep(self, wanted: Container[str]) -> None:
        """Removes the parts that are not wanted; raises ``OutputError``."""
        for key in list(self.keys()):
            if key not in wanted:
                with writing(str(self._path(key))):
                    self._path(key).unlink(missing_ok=True)
        for directory in self._directory.glob("*/"):
            with suppress(OSError):  # not empty
                directory.rmdir()

    def _path(self, key: str) -> Path:
        return self._directory / key[:2] / (key[2:] + _SUFFIX)
