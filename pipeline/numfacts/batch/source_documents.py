"""A document as a source gives it: before the article is taken out of a page, with the place where it stands."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec
import pyarrow as pa

from numfacts.batch.schema import DOCUMENTS


class SourceDocument(msgspec.Struct):
    """One document; ``text`` is the source of a page where ``html`` is true, and ``line`` counts from 1.

    ``duplicate_of`` is the id of the first document of the run with the same content. ``full_id`` is the id of a
    document that brings none where another file's document has the shorter ``id`` already.
    """

    id: str
    text: str
    path: str
    line: int | None = None
    title: str | None = None
    published: dt.date | None = None
    html: bool = False
    duplicate_of: str | None = None
    full_id: str | None = None

    @property
    def sha256(self) -> str:
        """The document hash: of title, date, kind and text, but not of the id, and in hex."""
        return content_hash(self.text, self.title, self.published, self.html)


def content_hash(text: str, title: str | None, published: dt.date | None, html: bool) -> str:
    """Gives the hash of a document's content."""
    return hashlib.sha256(msgspec.json.encode((title, published, html, text))).hexdigest()


def to_batch(documents: Sequence[SourceDocument]) -> pa.RecordBatch:
    """Gives documents as a table of ``DOCUMENTS``, for the kernel."""
    columns: list[list[Any]] = [[getattr(document, name) for document in documents] for name in DOCUMENTS.names]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, DOCUMENTS, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=DOCUMENTS)
