"""An object of JSON objects that is written a bit of each at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from typing import IO, Any

import msgspec

from numfacts.io.files import AtomicFile, writing

_IN_MEMORY = 1 << 22


class Sections:
    """A file ``{"section": {"key": ..., ...}, ...}``; what is large waits in temporary files until it is finished."""

    def __init__(self, file: AtomicFile, name: str, sections: Sequence[str]) -> None:
        self._file = file
        self._name = name
        self._parts: dict[str, IO[bytes]] = {}
        for section in sections:
            self._parts[section] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115

    def add(self, section: str, key: str, value: Any) -> None:
        """Puts a value under a key that its section does not have yet; raises ``OutputError``."""
        part = self._parts[section]
        with writing(self._name):
            part.write(b",\n" if part.tell() else b"\n")
            part.write(msgspec.json.encode(key) + b": " + msgspec.json.encode(value))

    def commit(self) -> None:
        """Finishes the file, without the sections that are empty; raises ``OutputError``."""
        before = b"{"
        for section, part in self._parts.items():
            if part.tell():
                self._file.write(before + msgspec.json.encode(section) + b": {")
                part.seek(0)
                with writing(self._name):
                    while block := part.read(_IN_MEMORY):
                        self._file.write(block)
                before = b"},\n"
        self._file.write((b"{" if before == b"{" else b"}") + b"}\n")
        self._file.commit()
        self.close()

    def discard(self) -> None:
        """Leaves what stood under the file's name as it was."""
        self._file.discard()
        self.close()

    def close(self) -> None:
        for part in self._parts.values():
            part.close()
