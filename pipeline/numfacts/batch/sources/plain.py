"""Text files, HTML pages and JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from numfacts.batch.source_documents import SourceDocument
from numfacts.batch.sources.readings import Origin, Reading
from numfacts.io.decode import Damage, decode
from numfacts.io.folders import Notice
from numfacts.io.jsonlines import MAX_BYTES, TOO_LONG, raw_lines
from numfacts.io.line_documents import LineDocument, read_line_documents


def read_text(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Gives the one document of a text file."""
    yield from _whole(stream, origin, html=False)


def read_html(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Gives the one page of an HTML file, its article still in it."""
    yield from _whole(stream, origin, html=True)


def read_lines(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Gives a document for each line of a ``.jsonl`` file that holds one."""
    for found in read_line_documents(raw_lines(stream), origin.path, origin.published):
        if isinstance(found, LineDocument):
            yield origin.given(found.id, found.text, found.line, found.title, found.published)
        else:
            yield found


def decoded_page(data: bytes, origin: Origin, line: int | None, charset: str | None = None) -> Iterator[Reading | str]:
    """Gives the source of a page as a string, after a notice of its encoding; or why it cannot be read.

    ``charset`` is for a page that names none itself.
    """
    from numfacts.io.html import declared_charset

    yield from _decoded(data, origin, line, declared_charset(data) or charset)


def _whole(stream: BinaryIO, origin: Origin, *, html: bool) -> Iterator[Reading]:
    data = stream.read(MAX_BYTES + 1)
    for found in decoded_page(data, origin, None) if html else _decoded(data, origin, None, None):
        if isinstance(found, str):
            yield origin.checked(SourceDocument(origin.path, found, origin.path, None, None, origin.published, html))
        else:
            yield found


def _decoded(data: bytes, origin: Origin, line: int | None, charset: str | None) -> Iterator[Reading | str]:
    if len(data) > MAX_BYTES:
        yield origin.reject(line, TOO_LONG)
        return
    decoded = decode(data, charset)
    if isinstance(decoded, Damage):
        yield origin.reject(decoded.line if line is None else line, decoded.reason)
        return
    if decoded.label:
        yield Notice(origin.path, line, f"decoded as {decoded.label}")
    yield decoded.text
