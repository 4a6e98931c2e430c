"""Text files, HTML pages and JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from numfacts.batch.source_documents import SourceDocument
from numfacts.batch.sources.readings import Origin, Reading
from numfacts.io.decode import Damage, decode
from numfacts.io.folders import Notice
from numfacts.io.jsonlines import MAX_BYTES, TOO_LONG, Record, decoded_lines, raw_lines, record
from numfacts.io.validity import day


def read_text(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Gives the one document of a text file."""
    yield from _whole(stream, origin, html=False)


def read_html(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Gives the one page of an HTML file, its article still in it."""
    yield from _whole(stream, origin, html=True)


def read_lines(stream: BinaryIO, origin: Origin) -> Iterator[Reading]:
    """Gives a document for each line of a ``.jsonl`` file that holds one."""
    number, blank, label = 0, True, None
    for number, decoded in decoded_lines(raw_lines(stream)):
        if isinstance(decoded, Damage):
            blank = False
            yield origin.reject(number, decoded.reason)
            continue
        if decoded.label and decoded.label != label:
            label = decoded.label
            yield Notice(origin.path, number, f"decoded as {label}")
        found = record(decoded.text)
        if found is not None:
            blank = False
            yield origin.reject(number, found) if isinstance(found, str) else _document(found, number, origin)
    if blank:
        yield origin.reject(None, "blank: nothing but white space" if number else "empty")


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


def _document(found: Record, line: int, origin: Origin) -> Reading:
    published = origin.published
    if found.published is not None:
        try:
            published = day(found.published)
        except ValueError as error:
            return origin.reject(line, str(error))
    id = "" if found.id is None else str(found.id)
    given = SourceDocument(id, found.text, origin.path, line, found.title, published)
    if not given.id:
        given.id, given.full_id = origin.own_ids(line)
    return origin.checked(given)
