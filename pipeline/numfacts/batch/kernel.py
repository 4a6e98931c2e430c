"""The kernel: tables of documents in, tables of outcomes out, each a document with its facts or why there are none.

Workers of this machine and tasks of a cluster run the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from numfacts.batch.columns import facts_to_array
from numfacts.batch.offsets import OffsetConverter
from numfacts.batch.schema import DOCUMENTS, Offsets, outcome_schema
from numfacts.batch.source_documents import content_hash
from numfacts.document import Document
from numfacts.errors import NumfactsError, bugs_told

if TYPE_CHECKING:
    from numfacts.pipeline import Extractor


class _Outcome(NamedTuple):
    """What became of one document; ``failure`` is why it has no facts."""

    document: Document
    failure: str | None


class Kernel:
    """Turns batches of ``DOCUMENTS`` into batches of ``outcome_schema``: as many rows, in the same order.

    ``process`` fills the facts of a document, being told whether its text is a page's source, and is called once for
    each row, in order: ``whole_process`` of an extractor, or what stands in for it. A document that cannot be processed
    costs no other its facts, and nothing is raised for it.
    """

    def __init__(self, process: Callable[[Document, bool], Document], offsets: tuple[Offsets, ...] = ()) -> None:
        self._process = process
        self._schema = outcome_schema(offsets)
        self._placed = bool(offsets)

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Gives the outcomes of each batch when they are asked for."""
        return map(self._batch, batches)

    def _batch(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        rows: list[dict[str, Any]] = batch.select(DOCUMENTS.names).to_pylist()
        outcomes = [self._outcome(row) for row in rows]
        columns = {
            **{name: [row[name] for row in rows] for name in ("id", "html", "duplicate_of")},
            "sha256": [content_hash(row["text"], row["title"], row["published"], row["html"]) for row in rows],
            "title": [outcome.document.title for outcome in outcomes],
            "published": [outcome.document.published for outcome in outcomes],
            "failure": [outcome.failure for outcome in outcomes],
            "source": [row["text"] if outcome.failure else None for row, outcome in zip(rows, outcomes, strict=True)],
        }
        arrays = [pa.array(columns[field.name], field.type) for field in self._schema if field.name != "facts"]
        return pa.RecordBatch.from_arrays([*arrays, self._facts(outcomes)], schema=self._schema)

    def _outcome(self, row: dict[str, Any]) -> _Outcome:
        document = Document(row["id"], row["text"], row["title"], row["published"])
        try:
            with bugs_told():
                return _Outcome(self._process(document, row["html"]), None)
        except NumfactsError as error:
            return _Outcome(Document(row["id"], "", row["title"], row["published"]), str(error))

    def _facts(self, outcomes: list[_Outcome]) -> pa.ListArray:
        kind = self._schema.field("facts").type
        facts = [fact for outcome in outcomes for fact in outcome.document.facts]
        texts: list[OffsetConverter] = []
        if self._placed:
            for outcome in outcomes:
                texts += [OffsetConverter(outcome.document.text)] * len(outcome.document.facts)
        ends = accumulate((len(outcome.document.facts) for outcome in outcomes), initial=0)
        return pa.ListArray.from_arrays(
            pa.array(ends, pa.int32()), facts_to_array(facts, kind.value_type, texts), type=kind
        )


def whole_process(extractor: Extractor) -> Callable[[Document, bool], Document]:
    """Gives the processing of a document from what a source gives: the article of a page is taken out first.

    Title and date that a page states come before those that were given with it.
    """

    def process(document: Document, html: bool) -> Document:
        if html:
            from numfacts.io.html import extract_text  # its libraries are slow to import, and many runs have no page

            page = extract_text(document.text)
            document.text = page.text
            document.title = page.title or document.title
            document.published = page.published or document.published
        return extractor.process(document)

    return process
