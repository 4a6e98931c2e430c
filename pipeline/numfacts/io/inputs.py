"""Documents out of files, directories and standard input, one after another.

What cannot be read is returned as a ``Rejection`` with its place and cause and does not stop the others; a ``Notice``
says something about a document that is read all the same. No directory, and no file of JSON lines, is held in memory.
"""

from __future__ import annotations

import datetime as dt
import gzip
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias, cast

from numfacts.document import Document
from numfacts.errors import DocumentError
from numfacts.io.decode import Damage, Decoded, decode
from numfacts.io.folders import READ_ERRORS, SUFFIXES, Kind, Notice, Rejection, cause, kind_of, located, shown, walk
from numfacts.io.jsonlines import MAX_BYTES, TOO_LONG, decoded_lines, is_record, raw_lines
from numfacts.io.line_documents import LineDocument, read_line_documents
from numfacts.io.validity import flaw

STANDARD_INPUT: Final = "-"

_SNIFFED_LINES: Final = 20

Reading: TypeAlias = Document | Rejection | Notice


def read_documents(
    paths: Sequence[str | Path],
    *,
    published: dt.date | None = None,
    title: str | None = None,
    stdin: BinaryIO | None = None,
) -> Reader:
    """Read documents from files, directories (recursively, in order of names) and ``-``, standard input.

    ``published`` and ``title`` are for documents that bring none of their own; a title names one text, so JSON lines do
    not take it. Nothing is opened before the first document is asked for, and nothing is raised.
    """
    return Reader(paths, published=published, title=title, stdin=stdin)


def single_text(paths: Sequence[str | Path]) -> bool:
    """Whether the paths name one text, which a date or a title given with the run could be about."""
    return len(paths) == 1 and kind_of(str(paths[0])) != "lines" and not os.path.isdir(paths[0])


class Reader(Iterator[Reading]):
    """An iterator over documents, rejections and notices, which remembers where each document stands."""

    def __init__(
        self,
        paths: Sequence[str | Path],
        *,
        published: dt.date | None = None,
        title: str | None = None,
        stdin: BinaryIO | None = None,
    ) -> None:
        self._published = published
        self._title = title
        self._stdin = stdin
        self._places: dict[str, tuple[str, int | None]] = {}
        self._readings = chain.from_iterable(map(self._path, paths))

    def __next__(self) -> Reading:
        return next(self._readings)

    def place(self, document_id: str) -> tuple[str, int | None]:
        """Path and line of a document that was read (line None: the whole file). Raises KeyError."""
        return self._places[document_id]

    def _path(self, path: str | Path) -> Iterator[Reading]:
        name = shown(path)
        if str(path) == STANDARD_INPUT:
            yield from self._standard_input()
            return
        if not str(path):
            yield Rejection("''", None, "an empty path")
            return
        try:
            mode = os.stat(path).st_mode
        except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
            yield Rejection(name, None, cause(error))
            return
        kind = kind_of(name)
        if stat.S_ISDIR(mode):
            yield from self._directory(Path(path))
        elif kind is not None:
            yield from self._file(path, kind)
        elif stat.S_ISREG(mode):
            known = " ".join(SUFFIXES)
            yield Rejection(name, None, f"not a kind of file that is read ({known}, and .gz of each)")
        else:  # a pipe, such as a shell's <(command): like standard input
            try:
                with open(path, "rb") as stream:
                    yield from self._stream(stream, name, name)
            except READ_ERRORS as error:
                yield Rejection(name, None, cause(error))

    def _directory(self, directory: Path) -> Iterator[Reading]:
        found = False
        for entry in walk(directory):
            found = True
            if isinstance(entry, Path):
                yield from self._file(entry, cast(Kind, kind_of(entry.name)))
            else:
                yield entry
        if not found:
            yield Notice(shown(directory), None, "no document in this directory")

    def _file(self, path: str | Path, kind: Kind) -> Iterator[Reading]:
        name = shown(path)
        try:
            zipped = name.lower().endswith(".gz")
            with cast(BinaryIO, gzip.open(path) if zipped else open(path, "rb")) as stream:
                if kind == "lines":
                    stem = os.path.splitext(re.sub(r"(?i)\.gz\Z", "", os.path.basename(name)))[0]
                    yield from self._lines(raw_lines(stream), name, stem)
                else:
                    yield from self._whole(stream.read(MAX_BYTES + 1), kind, name, name)
        except READ_ERRORS as error:
            yield Rejection(name, None, cause(error))

    def _standard_input(self) -> Iterator[Reading]:
        stream = sys.stdin.buffer if self._stdin is None else self._stdin
        try:
            yield from self._stream(stream, "<stdin>", "stdin")
        except READ_ERRORS as error:
            yield Rejection("<stdin>", None, cause(error))

    def _stream(self, stream: BinaryIO, name: str, document_id: str) -> Iterator[Reading]:
        raw = raw_lines(stream)
        kind, head = _sniffed(raw)
        if kind == "lines":
            yield from self._lines(chain(head, raw), name, document_id)
        elif None in head:
            yield Rejection(name, None, TOO_LONG)
        else:
            yield from self._whole(b"".join(filter(None, head)) + stream.read(MAX_BYTES + 1), kind, name, document_id)

    def _whole(self, data: bytes, kind: Kind, name: str, document_id: str) -> Iterator[Reading]:
        """One text or HTML page."""
        if len(data) > MAX_BYTES:
            yield Rejection(name, None, TOO_LONG)
            return
        charset = None
        if kind == "html":
            from numfacts.io.html import declared_charset, extract_text

            charset = declared_charset(data)
        decoded = decode(data, charset)
        if isinstance(decoded, Damage):
            yield Rejection(name, decoded.line, decoded.reason)
            return
        if decoded.label:
            yield Notice(name, None, f"decoded as {decoded.label}")
        document = Document(document_id, decoded.text, self._title, self._published)
        if kind == "html" and decoded.text.strip():
            try:
                page = extract_text(decoded.text)
            except DocumentError as error:
                yield Rejection(name, None, str(error))
                return
            document.text = page.text
            document.title = page.title or self._title
            document.published = page.published or self._published
        yield self._checked(document, name, None)

    def _lines(self, raw: Iterator[bytes | None], name: str, stem: str) -> Iterator[Reading]:
        """The documents of a file of JSON lines."""
        if self._title:
            yield Notice(name, None, "the given title is for a single text, not for JSON lines")
        for found in read_line_documents(raw, name, self._published):
            yield self._given(found, name, stem) if isinstance(found, LineDocument) else found

    def _given(self, found: LineDocument, name: str, stem: str) -> Document | Rejection:
        document_id = found.id or f"{stem}:{found.line}"
        if not found.id and document_id in self._places:  # a file of the same name in another directory
            document_id = f"{name}:{found.line}"
        return self._checked(Document(document_id, found.text, found.title, found.published), name, found.line)

    def _checked(self, document: Document, name: str, line: int | None) -> Document | Rejection:
        """The document, if its strings are sound and its id is new."""
        reason = flaw(document.id, document.text, document.title, whole=line is None)
        if reason is not None:
            return Rejection(name, line, reason)
        if document.id in self._places:
            earlier = located(*self._places[document.id])
            return Rejection(name, line, f"repeats the id {document.id!r} of {earlier}")
        self._places[document.id] = (name, line)
        return document


def _sniffed(raw: Iterator[bytes | None]) -> tuple[Kind, list[bytes | None]]:
    """What a stream without a name holds, and the lines that were read to tell."""
    head: list[bytes | None] = []
    objects = 0
    for _, line in decoded_lines(_kept(raw, head)):
        text = line.text.lstrip("\ufeff \t\r\n\f\v") if isinstance(line, Decoded) else "{"
        if text[:14].lower().startswith(("<!doctype html", "<html")):
            return "html", head
        if text.startswith("{") and is_record(text):
            return "lines", head
        objects += text.startswith("{")  # a broken line may stand before the sound ones
        if text and (objects > _SNIFFED_LINES or not text.startswith(("{", "<?xml", "<!--"))):
            break
    return "text", head


def _kept(raw: Iterator[bytes | None], head: list[bytes | None]) -> Iterator[bytes | None]:
    for line in raw:
        head.append(line)
        yield line
