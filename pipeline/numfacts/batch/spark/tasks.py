"""What tasks do with documents: the kernel over tables of them, and lines out of what comes of it."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pyarrow as pa

from numfacts.batch.columns import facts_from_batch
from numfacts.batch.kernel import Kernel, whole_process
from numfacts.batch.register import clash
from numfacts.batch.schema import DOCUMENTS, Offsets, outcome_schema
from numfacts.batch.spark.reading import Tables
from numfacts.document import Document
from numfacts.io.outputs import JsonLinesEncoder
from numfacts.pipeline import Extractor

if TYPE_CHECKING:
    from numfacts.normalize import Script
    from numfacts.ruleset import RuleSet

_PLACED: Final = (pa.field("path", pa.string(), nullable=False), pa.field("line", pa.int64()))
LINE: Final = pa.schema([pa.field("value", pa.string(), nullable=False)])
"""A table of lines, which Spark writes as text."""


def placed_outcomes(offsets: tuple[Offsets, ...]) -> pa.Schema:
    """Gives the schema of outcomes with the places of their documents."""
    return pa.schema([*outcome_schema(offsets), *_PLACED])


def extraction(extractor: bytes, offsets: tuple[Offsets, ...]) -> Callable[[Tables], Tables]:
    """Gives a task that makes ``placed_outcomes`` of placed ``DOCUMENTS``; ``extractor`` is that of ``packed``."""

    def extract(batches: Tables) -> Tables:
        kernel = Kernel(_process(extractor), offsets)
        schema = placed_outcomes(offsets)
        for batch in batches:
            (outcomes,) = kernel(iter([batch.select(DOCUMENTS.names)]))
            places = [batch.column(field.name) for field in _PLACED]
            yield pa.RecordBatch.from_arrays([*outcomes.columns, *places], schema=schema)

    return extract


def packed(rules: RuleSet, script: Script, segmenter: str, time_limit: float) -> bytes:
    """Gives what an extractor is made of, to be sent to tasks, which so need no rule files."""
    return pickle.dumps((rules, {"script": script, "segmenter": segmenter, "time_limit": time_limit}))


@lru_cache(1)  # a process of Spark performs many tasks, one after another
def _process(extractor: bytes) -> Callable[[Document, bool], Document]:
    rules, options = pickle.loads(extractor)
    return whole_process(Extractor(rules, **options))


def fact_lines(batches: Tables) -> Tables:
    """Gives facts as the lines of ``facts.jsonl``."""
    encoder = JsonLinesEncoder()
    for batch in batches:
        yield _table(encoder.body(facts_from_batch(batch)).splitlines())


def row_lines(batches: Tables) -> Tables:
    """Gives the rows of any table as lines of JSON."""
    for batch in batches:
        yield _lines(batch.to_pylist())


def clash_lines(batches: Tables) -> Tables:
    """Gives documents with the id of an ``earlier`` one and other content as lines of ``dead-letters.jsonl``."""
    for batch in batches:
        rows = batch.to_pylist()
        yield _lines(
            {"path": row["path"], "line": row["line"], "reason": clash(row["id"], row["earlier"])} for row in rows
        )


def _lines(rows: Iterable[dict[str, Any]]) -> pa.RecordBatch:
    return _table([msgspec.json.encode(row) for row in rows])


def _table(lines: list[bytes]) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array(lines, pa.binary()).cast(pa.string())], schema=LINE)
