"""Facts out of files, one after another, each with its place; what is broken is a ``Rejection`` and stops no other."""

from __future__ import annotations

import codecs
import gzip
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, Protocol, TypeAlias

import msgspec

from numfacts.decode import Damage, decode_as
from numfacts.folders import Rejection, cause, shown
from numfacts.jsonlines import TOO_LONG, parsed, raw_lines
from numfacts.records import Extent, Fact, Mention

STANDARD_INPUT: Final = "-"
_LINES: Final = re.compile(r"\.(jsonl|ndjson)(\.gz)?$", re.IGNORECASE)
_DECIMAL: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_FACTS: Final = msgspec.json.Decoder(Fact)


class Placed(NamedTuple):
    """A fact and where it was read; ``line`` counts lines, or rows of a table, from 1."""

    fact: Fact
    path: str
    line: int | None


Reading: TypeAlias = Placed | Rejection


class Reader(Protocol):
    """Gives the facts of one file or table, in its order; nothing is raised."""

    def __iter__(self) -> Iterator[Reading]: ...


def read_facts(paths: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[Reading]:
    """Reads facts from files and ``-``, standard input.

    A fact that says what no fact can (a quote that ends before it starts, a value that is no decimal), and one with the
    id of an earlier one, is rejected. Ids are kept in memory, facts are not.
    """
    return _checked(chain.from_iterable(_reader(path, stdin) for path in paths))


def _reader(path: str, stdin: BinaryIO | None) -> Reader:
    if path == STANDARD_INPUT or _LINES.search(path) is not None or not Path(path).is_file():
        return LinesReader(path, stdin)
    return [Rejection(shown(path), None, "facts are read from no such file (only .jsonl .ndjson, and .gz of each)")]


class LinesReader:
    """Facts a line, as ``numfacts extract`` writes them."""

    def __init__(self, path: str, stdin: BinaryIO | None = None) -> None:
        self._path = path
        self._stdin = stdin

    def __iter__(self) -> Iterator[Reading]:
        name = "<stdin>" if self._path == STANDARD_INPUT else shown(self._path)
        number = 0
        try:
            if self._path == STANDARD_INPUT:
                source = raw_lines(self._stdin or sys.stdin.buffer)
            else:
                source = _opened(Path(self._path))
            for number, line in enumerate(source, 1):
                text = _text(line, first=number == 1)
                found = parsed(text, _FACTS) if isinstance(text, str) else text.reason
                if isinstance(found, str):
                    yield Rejection(name, number, found)
                elif found is not None:
                    yield Placed(found, name, number)
        except (OSError, EOFError, zlib.error, ValueError) as error:
            yield Rejection(name, number + 1 if number else None, cause(error))


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
    for slot, text in (("doc_id", fact.doc_id), ("id", fact.id), ("unit", fact.unit)):
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
