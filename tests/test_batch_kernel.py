"""Tests of the kernel: documents in, outcomes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pyarrow as pa
import pytest

import numfacts
from numfacts.batch.columns import facts_from_batch
from numfacts.batch.kernel import Kernel, whole_process
from numfacts.batch.schema import outcome_schema
from numfacts.batch.source_documents import SourceDocument, to_batch
from numfacts.document import Document
from numfacts.errors import DocumentError
from numfacts.records import Extent, Fact

TEXT = "示例科技2024年实现营收12.5亿元，同比增长18.3%。"
DAY = dt.date(2025, 3, 21)


@pytest.fixture(scope="module")
def kernel() -> Kernel:
    return Kernel(whole_process(numfacts.Extractor()))


def outcomes(kernel: Kernel, *documents: SourceDocument) -> pa.RecordBatch:
    (batch,) = kernel(iter([to_batch(documents)]))
    batch.validate(full=True)
    return batch


def facts(batch: pa.RecordBatch) -> list[list[Fact]]:
    lists = batch.column("facts")
    return [facts_from_batch(pa.RecordBatch.from_struct_array(lists[row].values)) for row in range(len(lists))]


def test_facts_are_those_of_extract(kernel: Kernel) -> None:
    given = SourceDocument("a", TEXT, "a.txt", title="去年", published=DAY)
    batch = outcomes(kernel, given, SourceDocument("b", "nothing", "b.txt"))
    assert batch.schema == outcome_schema()
    assert facts(batch) == [numfacts.extract(TEXT, title="去年", published=DAY, id="a"), []]
    assert batch.column("failure").to_pylist() == [None, None]
    assert batch.column("source").to_pylist() == [None, None]
    assert batch.column("sha256").to_pylist()[0] == given.sha256


def test_the_article_of_a_page_is_taken_out_first(kernel: Kernel) -> None:
    page = (
        f"<html><head><title>T</title><meta property='og:published_time' content='2025-03-04'></head><p>{TEXT * 5}</p>"
    )
    batch = outcomes(kernel, SourceDocument("a", page, "a.html", title="given", published=DAY, html=True))
    (found,) = facts(batch)
    assert found[0].quote == "12.5亿元"
    assert found[0].start == TEXT.index("12.5")
    assert (batch.column("title")[0].as_py(), batch.column("published")[0].as_py()) == ("T", dt.date(2025, 3, 4))


def test_what_a_page_does_not_state_is_as_given(kernel: Kernel) -> None:
    batch = outcomes(
        kernel, SourceDocument("a", f"<p>{TEXT * 5}</p>", "a.html", title="given", published=DAY, html=True)
    )
    assert (batch.column("title")[0].as_py(), batch.column("published")[0].as_py()) == ("given", DAY)


def test_documents_that_fail_cost_the_others_nothing(make_fact: Callable[..., Fact]) -> None:
    def process(document: Document, html: bool) -> Document:
        if document.text == "slow":
            raise DocumentError("too slow")
        if document.text == "bug":
            document.facts = [make_fact()]  # half done
            raise ZeroDivisionError("\ud800")
        document.facts = [make_fact(doc_id=document.id)]
        return document

    batch = outcomes(Kernel(process), *(SourceDocument(text, text, "") for text in ("good", "slow", "bug", "fine")))
    assert batch.column("failure").to_pylist() == [
        None,
        "too slow",
        "internal error: ZeroDivisionError: \\ud800",
        None,
    ]
    assert batch.column("source").to_pylist() == [None, "slow", "bug", None]
    assert facts(batch) == [[make_fact(doc_id="good")], [], [], [make_fact(doc_id="fine")]]


def test_batches_are_taken_as_they_are_asked_for(kernel: Kernel) -> None:
    taken = []

    def batches() -> object:
        for number in range(3):
            taken.append(number)
            yield to_batch([SourceDocument(str(number), TEXT, "")])

    stream = kernel(batches())  # type: ignore[arg-type]
    assert taken == []
    assert next(stream).column("id").to_pylist() == ["0"]
    assert taken == [0]


def test_an_empty_batch_has_no_outcomes(kernel: Kernel) -> None:
    assert outcomes(kernel).num_rows == 0


def test_offsets_point_into_the_text_of_the_document(make_fact: Callable[..., Fact]) -> None:
    def process(document: Document, html: bool) -> Document:
        document.facts = [make_fact(start=1, end=2, sentence=Extent(0, 2))]
        return document

    (batch,) = Kernel(process, ("utf16", "utf8"))(
        iter([to_batch([SourceDocument("a", "ab", ""), SourceDocument("b", "😀b", "")])])
    )
    rows = batch.column("facts").flatten().to_pylist()
    assert [(row["start_utf16"], row["start_utf8"]) for row in rows] == [(1, 1), (2, 4)]
