"""Facts out of files, one after another, each with its place; what is broken is a ``Rejection`` and stops no other."""

from __future__ import annotations

import codecs
import gzip
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from numfacts.exporting.places import Placed, Reader, Reading
from numfacts.io.decode import Damage, decode_as
from numfacts.io.folders import READ_ERRORS, Rejection, cause, cut_off, resolved, shown
from numfacts.io.jsonlines import TOO_LONG, parsed, raw_lines
from numfacts.records import Extent, Fact, Mention

STANDARD_INPUT: Final = "-"
_LINES: Final = re.compile(r"\.(jsonl|ndjson)(\.gz)?$", re.IGNORECASE)
_DATABASE: Final = re.compile(r"postgres(ql)?://")
_KNOWN: Final = ".jsonl .ndjson, .gz of these, .parquet .duckdb"
_IN_BATCHES: Final = ("facts.jsonl", "facts.duckdb", "facts")
_DECIMAL: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_FACTS: Final = msgspec.json.Decoder(Fact)


def read_facts(paths: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[Reading]:
    """Reads facts from JSON lines, the tables, directories and databases of batches, and ``-``, standard input.

    A fact that says what no fact can (a quote that ends before it starts, a value that is no decimal), and one with the
    id of an earlier one, is rejected. Ids are kept in memory, facts are not.
    """
    return _checked(chain.from_iterable(_reader(path, stdin) for path in paths))


def read_from(given: str) -> set[Path]:
    """Gives the files that facts are read from where this is given, resolved, as far as they are there."""
    path = resolved(given)
    return {path, *(path / name for name in _IN_BATCHES), *path.rglob("*.parquet")} if path.is_dir() else {path}


def _reader(given: str, stdin: BinaryIO | None) -> Reader:
    if _DATABASE.match(given) is not None:
        try:
            from numfacts.exporting.postgres import PostgresReader
        except ImportError as error:
            return [Rejection("PostgreSQL", None, f"it needs {error.name}: pip install 'numfacts[postgres]'")]
        return PostgresReader(given)
    path = Path(given)
    if given != STANDARD_INPUT and path.is_dir():
        found = [path / name for name in _IN_BATCHES if (path / name).exists()]
        if len(found) > 1:
            return _rejected(path, f"a batch in {len(found)} formats: name one, such as {shown(found[0])}")
        path = found[0] if found else path
    if given == STANDARD_INPUT or _LINES.search(path.name) is not None:
        return LinesReader(path if given != STANDARD_INPUT else None, stdin)
    if path.suffix.lower() == ".duckdb" and path.is_file():
        from numfacts.exporting.tables import DuckDBReader

        return DuckDBReader(path)
    if (path.suffix.lower() == ".parquet" and path.is_file()) or (path.is_dir() and any(path.rglob("*.parquet"))):
        from numfacts.exporting.tables import ParquetReader

        return ParquetReader(path)
    if path.is_dir():
        return _rejected(path, "no facts of a batch in this directory")
    if path.is_file():
        return _rejected(path, f"facts are not read from such a file ({_KNOWN})")
    return LinesReader(path, stdin)  # a pipe, such as a shell's <(command), or nothing, which is told when it is opened


def _rejected(path: Path, reason: str) -> list[Reading]:
    return [Rejection(shown(path), None, reason)]


class LinesReader:
    """Facts a line, as ``numfacts extract`` writes them; of standard input without a path."""

    def __init__(self, path: Path | None, stdin: BinaryIO | None = None) -> None:
        self._path = path
        self._stdin = stdin

    def __iter__(self) -> Iterator[Reading]:
        name = "<stdin>" if self._path is None else shown(self._path)
        number = 0
        try:
            source = raw_lines(self._stdin or sys.stdin.buffer) if self._path is None else _opened(self._path)
            for number, line in enumerate(source, 1):
                text = _text(line, first=number == 1)
                found = parsed(text, _FACTS) if isinstance(text, str) else text.reason
                if isinstance(found, str):
                    yield Rejection(name, number, found)
                elif found is not None:
                    yield Placed(found, name, number)
        except (*READ_ERRORS, ValueError) as error:
            yield cut_off(name, number, cause(error))


def _opened(path: Path) -> Iterator[bytes | None]:
    with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
        yield from raw_lines(stream)  # type: ignore[arg-type]  # gzip's files read lines like others


def _text(line: bytes | None, *, first: bool) -> str | Damage:
    if line is None:
        return Damage(TOO_LONG, 1)
    decoded = decode_as(line.removeprefix(codecs.BOM_UTF8) if first else line, "UTF-8")
    return decoded if isinstance(decoded, Damage) else decoded.text


def _checked(readings: Iterable[Reading]) -> Iterator[Reading]:
    seen: set[str] = set()
    for reading in readings:
        if isinstance(reading, Rejection):
            yield reading
            continue
        fact = reading.fact
        flaw = flaw_of(fact)
        if flaw is None and fact.id in seen:
            flaw = f"repeats the id {fact.id} of an earlier fact"
        if flaw is None:
            seen.add(fact.id)
            yield reading
        else:
            yield Rejection(reading.path, reading.line, flaw)


def flaw_of(fact: Fact) -> str | None:
    """Says what is wrong with a fact whose slots are of the right types, null where nothing is."""
    for slot, text in (("id", fact.id), ("unit", fact.unit)):
        if not text:
            return f'"{slot}" is empty'
    for slot, number in (("value", fact.value), ("value_high", fact.value_high)):
        if number is not None and _DECIMAL.fullmatch(number) is None:
            return f'"{slot}" is no decimal number: {number[:40]!r}'
    spans: list[tuple[str, Fact | Extent | Mention]] = [("the quote", fact), ('"sentence"', fact.sentence)]
    spans += [
        (f'"{slot}"', mention)
        for slot in ("metric", "subject", "attribution")
        if (mention := getattr(fact, slot)) is not None
    ]
    for what, span in spans:
        if (span.start is None) != (span.end is None):
            return f"{what} has a start or an end alone"
        if span.start is not None and span.end is not None and not 0 <= span.start <= span.end:
            return f"{what} is no span: from {span.start} to {span.end}"
    if fact.period is not None and fact.period.start > fact.period.end:
        return f'"period" ends before it starts: from {fact.period.start} to {fact.period.end}'
    return '"decimals" is below 0' if fact.decimals < 0 else None
