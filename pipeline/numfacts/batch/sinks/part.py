"""What every sink takes, and what it promises."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

import msgspec
import pyarrow as pa

from numfacts.batch.manifest import Place, hash_of, spread
from numfacts.batch.schema import DOCUMENT_TABLE, Offsets, fact_schema_of


class Part(NamedTuple):
    """Some documents in order, as a table of ``DOCUMENT_TABLE``, and their facts, as one of ``fact_schema_of``.

    ``stamp`` is a hash of both.
    """

    stamp: str
    documents: pa.RecordBatch
    facts: pa.RecordBatch


class Sink(Protocol):
    """An output that is replaced as a whole by what a run found, or stays as it was."""

    def stands(self, contents: str) -> bool:
        """Says whether there is still what ``write`` made of parts whose stamps have this hash (``hash_of``)."""

    def write(self, parts: Iterable[Part]) -> None:
        """Takes all parts of a run in order, holding a bounded number of them; raises ``OutputError``."""


def stamp_of(outcomes: bytes, places: Iterable[Place]) -> str:
    """Gives the stamp of a part, from the hash of its outcomes."""
    return hash_of(outcomes, msgspec.json.encode(list(places)))


def part_of(stamp: str, outcomes: pa.RecordBatch, places: Iterable[Place], offsets: tuple[Offsets, ...] = ()) -> Part:
    """Makes a part of the outcomes of a chunk and the places of its documents."""
    lists = outcomes.column("facts")
    paths, lines = zip(*spread(places), strict=True)
    made = {"facts": lists.value_lengths(), "path": pa.array(paths, pa.string()), "line": pa.array(lines, pa.int64())}
    columns = [made.get(name) if name in made else outcomes.column(name) for name in DOCUMENT_TABLE.names]
    return Part(
        stamp,
        pa.RecordBatch.from_arrays(columns, schema=DOCUMENT_TABLE),
        pa.RecordBatch.from_arrays(lists.flatten().flatten(), schema=fact_schema_of(offsets)),
    )
