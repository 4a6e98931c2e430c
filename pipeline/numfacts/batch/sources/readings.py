"""What a source is told about its file, and what comes out of it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple, TypeAlias

import msgspec

from numfacts.batch.source_documents import SourceDocument
from numfacts.io.folders import Notice, Rejection
from numfacts.io.validity import flaw


class InputFile(msgspec.Struct, frozen=True):
    """A file that was read to its end: its size, the SHA-256 of its bytes in hex, and how many documents it gave."""

    path: str
    bytes: int
    sha256: str
    documents: int


Reading: TypeAlias = SourceDocument | Rejection | Notice | InputFile


class Origin(NamedTuple):
    """The file that a source reads: its path as shown, its name without endings, the date for documents without one."""

    path: str
    stem: str
    published: dt.date | None

    def given(self, id: str, text: str, number: int, title: str | None, published: dt.date | None) -> Reading:
        """Gives a line or row as a document, or why it is unfit; without an id it gets one of the file's name."""
        document = SourceDocument(id, text, self.path, number, title, published)
        if not id:
            document.id, document.full_id = f"{self.stem}:{number}", f"{self.path}:{number}"
        return self.checked(document)

    def reject(self, line: int | None, reason: str) -> Rejection:
        """Says why a document, or with ``line`` null the whole file, cannot be read."""
        return Rejection(self.path, line, reason)

    def checked(self, given: SourceDocument) -> SourceDocument | Rejection:
        """Gives the document, or why it is unfit."""
        reason = flaw(given.id, given.text, given.title, whole=given.line is None)
        return given if reason is None else self.reject(given.line, reason)
