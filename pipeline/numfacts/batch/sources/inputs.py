"""The inputs of a run, one after another: files by what their names end in, and directories of them."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

from numfacts.batch.source_documents import SourceDocument
from numfacts.batch.sources.counted import Counted, unpacked
from numfacts.batch.sources.plain import read_html, read_lines, read_text
from numfacts.batch.sources.readings import InputFile, Origin, Reading
from numfacts.io.folders import READ_ERRORS, SUFFIXES, CutOff, Notice, Rejection, cause, cut_off, shown, walk

Kind = Literal["text", "html", "lines", "parquet", "warc"]

_KINDS: Final[dict[str, Kind]] = {**SUFFIXES, ".parquet": "parquet", ".warc": "warc", ".wet": "warc"}
_PACKED: Final = re.compile(r"\.(gz|zst)\Z", re.IGNORECASE)
_READERS: Final = {"text": read_text, "html": read_html, "lines": read_lines}


def kind_of(name: str) -> Kind | None:
    """What a file's name says it holds, null where it is none of the kinds that are read."""
    kind = _KINDS.get(os.path.splitext(_PACKED.sub("", name.lower()))[1])
    return None if kind == "parquet" and _PACKED.search(name) else kind  # it is read from both ends


class Inputs:
    """Iterates over what files and directories hold, in their order, directories in the order of names.

    What cannot be read comes as a ``Rejection`` with its place and cause, and the others go on; nothing is raised. Each
    file that was read to its end is followed by its ``InputFile``. ``bytes_read`` counts bytes on the disk so far.
    ``published`` is for documents that bring no date; ``columns`` are those of ``read_parquet``.
    """

    def __init__(
        self, paths: Sequence[str], *, published: dt.date | None = None, columns: Mapping[str, str] | None = None
    ) -> None:
        self._paths = paths
        self._published = published
        self._columns = columns or {}
        self.bytes_read = 0
        self.broken = False

    def __iter__(self) -> Iterator[Reading]:
        for file in self.files():
            if isinstance(file, str):
                yield from self._file(file)
            else:
                yield file

    def files(self) -> Iterator[str | Rejection | Notice]:
        """Gives the paths of all files in their order, and what there is to say where there is none."""
        for path in self._paths:
            for entry in self._files(path):
                if isinstance(entry, Path):
                    yield str(entry) if Path(path).is_dir() else path
                else:
                    yield entry

    def total_bytes(self) -> int:
        """Gives the size of all files together, as far as they can be seen now."""
        entries = (entry for path in self._paths for entry in self._files(path))
        return sum(entry.stat().st_size for entry in entries if isinstance(entry, Path) and entry.is_file())

    def _files(self, given: str) -> Iterator[Path | Rejection | Notice]:
        path = Path(given)
        if not given:
            yield Rejection("''", None, "an empty path")
            return
        if not path.is_dir():
            if kind_of(path.name) is None:
                known = " ".join(_KINDS)
                yield Rejection(shown(given), None, f"not a kind of file that is read ({known}, .gz and .zst of these)")
            else:
                yield path
            return
        found = False
        for entry in walk(path, kind_of):
            found = True
            yield entry
        if not found:
            yield Notice(shown(given), None, "no document in this directory")

    def _file(self, path: str) -> Iterator[Reading]:
        name = shown(path)
        stem = os.path.splitext(_PACKED.sub("", os.path.basename(name)))[0]
        origin = Origin(name, stem, self._published)
        documents = 0
        reading: Reading | None = None
        try:
            with Counted(path, self._count) as file:
                for reading in self._readings(file, path, origin):
                    documents += isinstance(reading, SourceDocument)
                    yield reading
                if isinstance(reading, CutOff):
                    self.broken = True
                    return
                digest = file.drain()
                yield InputFile(name, file.size, digest, documents)
        except READ_ERRORS as error:
            self.broken = True
            yield cut_off(name, 0, cause(error))

    def _readings(self, file: Counted, path: str, origin: Origin) -> Iterator[Reading]:
        kind = kind_of(path)
        if kind == "parquet":
            from numfacts.batch.sources.parquet import read_parquet

            yield from read_parquet(path, origin, self._columns)
        elif kind == "warc":
            from numfacts.batch.sources.warc import read_warc

            # The archive's own reader knows gzip's members, each of which is a record.
            yield from read_warc(unpacked(file, path.lower().removesuffix(".gz")), origin)
        elif kind is not None:
            yield from _READERS[kind](unpacked(file, path), origin)

    def _count(self, size: int) -> None:
        self.bytes_read += size
