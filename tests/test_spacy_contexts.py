"""Tests of titles, dates and ids that come with documents of spaCy, and of several processes."""

from __future__ import annotations

import datetime as dt

import pytest
import spacy
from spacy.tokens import Doc

import numfacts
import numfacts.spacy
from numfacts.errors import DocumentError
from support.spacy_pipelines import CHINESE, PIPELINES, PUBLISHED, RELATIVE, TEXTS, pipeline, spans_of


@pytest.mark.parametrize(
    "published", [PUBLISHED, "2025-03-21", "2025-03-21T08:30:00+08:00", dt.datetime(2025, 3, 21, 8)]
)
@pytest.mark.parametrize("n_process", [1, 2])
def test_title_date_and_id_come_as_context(published: object, n_process: int) -> None:
    context = {"id": 7, "title": "示例科技业绩", "published": published, "more": object}
    documents = list(pipeline("zh").pipe([(RELATIVE, context)] * 3, as_tuples=True, n_process=n_process))
    expected = numfacts.extract(RELATIVE, title="示例科技业绩", published=PUBLISHED, id="7")
    assert expected[0].period is not None
    for doc, given_context in documents:
        assert doc._.facts == expected
        assert (doc._.title, doc._.published, doc._.doc_id) == ("示例科技业绩", PUBLISHED, "7")
        assert given_context == context


def test_title_date_and_id_are_set_on_a_document() -> None:
    nlp = pipeline("load")
    doc = nlp.make_doc(RELATIVE)
    assert (doc._.title, doc._.published, doc._.doc_id) == (None, None, None)
    doc._.title, doc._.published, doc._.doc_id = "示例科技业绩", PUBLISHED, "a"
    assert nlp(doc)._.facts == numfacts.extract(RELATIVE, title="示例科技业绩", published=PUBLISHED, id="a")
    doc._.title = doc._.published = doc._.doc_id = None
    assert nlp(doc)._.facts == numfacts.extract(RELATIVE)


@pytest.mark.parametrize("context", [None, "published", 5, ("title", "x"), {}, {"other": 1}, {"published": None}])
def test_any_other_context_is_left_alone(context: object) -> None:
    [(doc, given_context)] = pipeline("zh").pipe([(RELATIVE, context)], as_tuples=True)
    assert doc._.facts == numfacts.extract(RELATIVE)
    assert given_context == context


@pytest.mark.parametrize("context", [{"published": "last year"}, {"published": 2025}, {"title": 5}])
def test_what_is_no_title_or_date_is_an_error_of_that_document(context: dict[str, object]) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("numfacts")
    texts = [(RELATIVE, {}), (RELATIVE, context), (CHINESE, {})]
    with pytest.raises(DocumentError, match="not a"):
        list(nlp.pipe(texts, as_tuples=True))
    failed: list[Doc] = []
    nlp.set_error_handler(lambda name, proc, docs, error: failed.extend(docs))
    assert [doc.text for doc, _ in nlp.pipe(texts, as_tuples=True)] == [RELATIVE, CHINESE]
    assert [doc.text for doc in failed] == [RELATIVE]


@pytest.mark.parametrize("name", PIPELINES)
def test_several_processes_give_the_same(name: str) -> None:
    nlp = pipeline(name)
    texts = list(TEXTS.values()) * 2
    for alone, doc in zip(nlp.pipe(texts), nlp.pipe(texts, n_process=2, batch_size=3), strict=True):
        assert doc._.facts == alone._.facts
        assert spans_of(doc) == spans_of(alone)
