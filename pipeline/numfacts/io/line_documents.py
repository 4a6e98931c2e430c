"""Documents out of JSON lines, one a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec

from numfacts.io.decode import Damage
from numfacts.io.folders import READ_ERRORS, Notice, Rejection, cause, cut_off
from numfacts.io.jsonlines import Record, decoded_lines, record
from numfacts.io.validity import day


class LineDocument(msgspec.Struct, gc=False):
    """What one line says of a document, ``line`` counting from 1; ``id`` is empty where it brings none."""

    line: int
    id: str
    text: str
    title: str | None
    published: dt.date | None


def read_line_documents(
    raw: Iterable[bytes | None], path: str, published: dt.date | None = None
) -> Iterator[LineDocument | Rejection | Notice]:
    """Give the document of each line of ``raw_lines``, and what is wrong with the others, in their order.

    ``path`` is the file's, as shown, and ``published`` is for documents that bring no date. Nothing is raised: where
    the file cannot be read on, the last to come is a ``CutOff``.
    """
    number, blank, label = 0, True, None
    try:
        for number, decoded in decoded_lines(raw):
            if isinstance(decoded, Damage):
                blank = False
                yield Rejection(path, number, decoded.reason)
                continue
            if decoded.label and decoded.label != label:
                label = decoded.label
                yield Notice(path, number, f"decoded as {label}")
            found = record(decoded.text)
            if found is not None:
                blank = False
                yield (
                    Rejection(path, number, found)
                    if isinstance(found, str)
                    else _document(found, path, number, published)
                )
    except READ_ERRORS as error:
        yield cut_off(path, number, cause(error))
    else:
        if blank:
            yield Rejection(path, None, "blank: nothing but white space" if number else "empty")


def _document(found: Record, path: str, line: int, published: dt.date | None) -> LineDocument | Rejection:
    if found.published is not None:
        try:
            published = day(found.published)
        except ValueError as error:
            return Rejection(path, line, str(error))
    return LineDocument(line, "" if found.id is None else str(found.id), found.text, found.title, published)
