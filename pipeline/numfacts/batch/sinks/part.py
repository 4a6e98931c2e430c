"""What every sink takes, and what it promises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import pyarrow as pa

from numfacts.batch.manifest import Place, spread
from numfacts.batch.schema import DOCUMENT_TABLE, Offsets, fact_schema_of


class Part(NamedTuple):
    """Some documents in order, as a table of ``DOCUMENT_TABLE``, and their facts, as one of ``fact_schema_of``."""

    documents: pa.RecordBatch
    facts: pa.RecordBatch


class Sink(Protocol):
    """An output that is replaced as a whole by what a run found, or stays as it was."""

    @property
    def outputs(self) -> Sequence[Path]:
        """The files or directories that it makes."""

    def write(self, parts: Iterable[Part]) -> None:
        """Takes all parts of a run in order, holding a bounded number of them; raises ``OutputError``."""


def part_of(outcomes: pa.RecordBatch, places: Iterable[Place], offsets: tuple[Offsets, ...] = ()) -> Part:
    """Makes a part of the outcomes of a chunk and the places of its documents."""
    lists = outcomes.column("facts")
    paths, lines = zip(*spread(places), strict=True)
    made = {"facts": lists.value_lengths(), "path": pa.array(paths, pa.string()), "line": pa.array(lines, pa.int64())}
    columns = [made.get(name) if name in made else outcomes.column(name) for name in DOCUMENT_TABLE.names]
    return Part(
        pa.RecordBatch.from_arrays(columns, schema=DOCUMENT_TABLE),
        pa.RecordBatch.from_arrays(lists.flatten().flatten(), schema=fact_schema_of(offsets)),
    )
