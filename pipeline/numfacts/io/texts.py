"""Writes the texts that the offsets of facts point into: decoded, and for HTML extracted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from numfacts.errors import DocumentError
from numfacts.io.files import AtomicFile

if TYPE_CHECKING:
    from numfacts.document import Document

_LONGEST_NAME = 200  # bytes; file systems allow 255, and .txt and a number still have to fit


class TextOutput:
    """Where texts go: a directory (``<id>.txt`` each), a ``.jsonl`` file (one document a line), or one text file.

    Texts are written in UTF-8 with their line ends as they are, so that the offsets of the facts hold. The lines of a
    ``.jsonl`` file can be read again as documents. ``write`` and ``commit`` raise ``OutputError``.
    """

    def __init__(self, path: Path, *, directory: bool) -> None:
        self._path = path
        self._directory = directory
        self._lines = path.name.removesuffix(".gz").endswith(".jsonl")
        self._file = AtomicFile(path)
        self._names: set[str] = set()

    def write(self, document: Document) -> None:
        """Writes the text of one document; raises ``DocumentError`` for a second one in a single text file."""
        if self._directory:
            file = AtomicFile(self._path / self._name(document.id))
            try:
                file.write(document.text.encode())
                file.commit()
            finally:
                file.discard()
        elif self._lines:
            self._file.write(_line(document))
        elif self._file.opened:
            raise DocumentError(f"{self._path} holds one text already: name a directory or a .jsonl file for more")
        else:
            self._file.write(document.text.encode())

    def commit(self) -> None:
        """Finishes the output."""
        self._file.commit()

    def discard(self) -> None:
        """Gives up what has not been finished."""
        self._file.discard()

    def _name(self, id: str) -> str:
        """Makes a file name of a document's id, another for every document."""
        stem = re.sub(r'[\x00-\x1f/\\:*?"<>|]+', "_", id).lstrip(".") or "document"
        stem = stem.encode()[:_LONGEST_NAME].decode(errors="ignore")
        name, number = stem, 1
        while name.casefold() in self._names:
            number += 1
            name = f"{stem}-{number}"
        self._names.add(name.casefold())
        return f"{name}.txt"


def _line(document: Document) -> bytes:
    fields = {"id": document.id, "text": document.text, "title": document.title, "published": document.published}
    return msgspec.json.encode({key: value for key, value in fields.items() if value is not None}) + b"\n"
