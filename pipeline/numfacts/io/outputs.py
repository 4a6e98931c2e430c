"""Writes facts as JSON lines, JSON, CSV or a plain table, to files or to a stream."""

from __future__ import annotations

import csv
import io
import os
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Literal, Protocol, TextIO

import msgspec

from numfacts.io.files import AtomicFile, writing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numfacts.records import Fact, Mention

Format = Literal["jsonl", "json", "csv", "table"]

STANDARD_OUTPUT = "<stdout>"  # its name where it cannot be written

CSV_COLUMNS = (
    *("doc_id", "id", "quote", "start", "end", "sentence_start", "sentence_end"),
    *("value", "value_high", "unit", "unit_text", "scale", "decimals", "comparator"),
    *("metric", "metric_start", "metric_end", "metric_id", "change_basis", "change_direction"),
    *("subject", "subject_start", "subject_end", "subject_id", "period_start", "period_end", "modality"),
    *("attribution", "attribution_start", "attribution_end", "attribution_id", "rules", "ruleset", "basis"),
)

# Sorted keys where a record holds a dictionary: the same facts are always the same bytes.
_json = msgspec.json.Encoder(order="deterministic")


def encode_fact(fact: Fact) -> bytes:
    """Encodes one fact as a line of JSON, without the line's end; raises ``UnicodeEncodeError`` for lone surrogates."""
    return _json.encode(fact)


class Encoder(Protocol):
    """Turns the facts of one document after the other into the bytes of one output."""

    def head(self) -> bytes:
        """Gives what stands before the first fact."""

    def body(self, facts: Sequence[Fact]) -> bytes:
        """Gives the facts of one document."""

    def tail(self) -> bytes:
        """Gives what stands after the last fact."""


class JsonLinesEncoder:
    """One JSON object a line."""

    def head(self) -> bytes:
        return b""

    def body(self, facts: Sequence[Fact]) -> bytes:
        return _json.encode_lines(facts)

    def tail(self) -> bytes:
        return b""


class JsonEncoder:
    """One JSON array of all facts, an object a line."""

    def __init__(self) -> None:
        self._separator = b"\n"

    def head(self) -> bytes:
        return b"["

    def body(self, facts: Sequence[Fact]) -> bytes:
        if not facts:
            return b""
        body = self._separator + b",\n".join(map(_json.encode, facts))
        self._separator = b",\n"
        return body

    def tail(self) -> bytes:
        return b"\n]\n"


class CsvEncoder:
    """One row a fact under ``CSV_COLUMNS``; null is empty, rules are separated by spaces, basis is JSON."""

    def head(self) -> bytes:
        return self._rows([CSV_COLUMNS])

    def body(self, facts: Sequence[Fact]) -> bytes:
        return self._rows([csv_row(fact) for fact in facts])

    def tail(self) -> bytes:
        return b""

    @staticmethod
    def _rows(rows: Sequence[Sequence[object]]) -> bytes:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        return text.getvalue().encode()


class TableEncoder:
    """One plain table a document, as wide as it needs to be."""

    def head(self) -> bytes:
        return b""

    def body(self, facts: Sequence[Fact]) -> bytes:
        from numfacts.io import table

        return table.plain_table(facts, table.language()).encode() if facts else b""

    def tail(self) -> bytes:
        return b""


def encoder(form: Format) -> Encoder:
    """Makes a fresh encoder; one encoder serves one output."""
    encoders: dict[Format, type[Encoder]] = {
        "jsonl": JsonLinesEncoder,
        "json": JsonEncoder,
        "csv": CsvEncoder,
        "table": TableEncoder,
    }
    return encoders[form]()


def csv_row(fact: Fact) -> tuple[object, ...]:
    """Flattens one fact into a value for each of ``CSV_COLUMNS``."""

    def mention(name: Mention | None) -> tuple[object, ...]:
        return (name.text, name.start, name.end, name.id) if name else (None,) * 4

    change, period = fact.change, fact.period
    return (
        *(fact.doc_id, fact.id, fact.quote, fact.start, fact.end, fact.sentence.start, fact.sentence.end),
        *(fact.value, fact.value_high, fact.unit, fact.unit_text, fact.scale, fact.decimals, fact.comparator),
        *mention(fact.metric),
        *((change.basis, change.direction) if change else (None, None)),
        *mention(fact.subject),
        *((period.start, period.end) if period else (None, None)),
        fact.modality,
        *mention(fact.attribution),
        " ".join(fact.rules),
        fact.ruleset,
        _json.encode(fact.basis).decode(),
    )


def silence(stream: IO[Any]) -> None:
    """Drops what a stream still holds, which would fail once more where the stream is flushed at the end."""
    with suppress(OSError):  # what is no file fails nowhere else
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class FactSink(Protocol):
    """Where facts go. ``write`` and ``commit`` raise ``OutputError``, or ``BrokenPipeError`` when nobody reads on."""

    def write(self, facts: Sequence[Fact], /) -> None:
        """Takes the facts of one document, all of them or, when one cannot be encoded, none."""

    def commit(self) -> bool:
        """Finishes the output and says whether there is one."""

    def discard(self) -> None:
        """Gives up what is not finished."""


class FactFile:
    """One file of facts in one format; none is made where no document was written."""

    def __init__(self, path: Path, form: Format) -> None:
        self._file = AtomicFile(path)
        self._encoder = encoder(form)

    def write(self, facts: Sequence[Fact], /) -> None:
        """Appends the facts of one document."""
        body = self._encoder.body(facts)
        self._file.write(body if self._file.opened else self._encoder.head() + body)

    def commit(self) -> bool:
        """Finishes the file and gives it its name."""
        if not self._file.opened:
            return False
        self._file.write(self._encoder.tail())
        self._file.commit()
        return True

    def discard(self) -> None:
        """Leaves what stood under the file's name as it was."""
        self._file.discard()


class FactStream:
    """Facts in one format on a stream of bytes; complete even where no document was written."""

    def __init__(self, stream: IO[bytes], form: Format) -> None:
        self._stream = stream
        self._encoder = encoder(form)
        self._head = self._encoder.head()

    def write(self, facts: Sequence[Fact], /) -> None:
        """Writes the facts of one document."""
        self._send(self._head + self._encoder.body(facts))
        self._head = b""

    def commit(self) -> bool:
        """Ends the output."""
        self._send(self._head + self._encoder.tail())
        return True

    def discard(self) -> None:
        """Lets go of what could not be written; what was written is out."""
        silence(self._stream)

    def _send(self, data: bytes) -> None:
        with writing(STANDARD_OUTPUT):
            self._stream.write(data)
            self._stream.flush()


class TerminalTables:
    """Facts on a terminal: a table a document, folded to its width."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal

    def write(self, facts: Sequence[Fact], /) -> None:
        """Shows the facts of one document."""
        from numfacts.io import table

        if facts:
            table.show([table.facts_table(facts, table.language(), title=facts[0].doc_id)], self._terminal)

    def commit(self) -> bool:
        """Does nothing: what was written is out."""
        return True

    def discard(self) -> None:
        """Does nothing: what was written is out."""
