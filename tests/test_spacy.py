"""Tests of the edge to spaCy: facts, groups of spans, tokens and sentences."""

from __future__ import annotations

import re
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy

import numfacts
import numfacts.spacy
from support.spacy_pipelines import CHINESE, PIPELINES, TEXTS, pipeline

GROUPS = (
    *("quantities", "metrics", "subjects", "periods", "sources", "changes", "levels", "forecasts", "boilerplate"),
)


@pytest.mark.parametrize("name", PIPELINES)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_facts_are_those_of_the_core_whatever_the_tokens(name: str, text: str) -> None:
    doc = pipeline(name)(text)
    assert doc.text == text
    assert doc._.facts == numfacts.extract(text)
    assert all(text[fact.start : fact.end] == fact.quote for fact in doc._.facts)


def test_a_document_without_facts_and_one_that_was_not_processed_have_none() -> None:
    assert pipeline("zh")(TEXTS["no facts"])._.facts == []
    doc = spacy.blank("zh")(CHINESE)
    assert doc._.facts == []
    assert doc[:]._.facts == []
    assert doc._.numfacts is None


def test_every_kind_of_mention_has_a_span_group() -> None:
    doc = pipeline("zh")("据国家统计局数据，示例科技2024年营收为12.5亿元，预计增长18.3%。")
    assert sorted(doc.spans) == sorted(["numfacts", *(f"numfacts/{group}" for group in GROUPS)])
    spans = {group: {(span.text, span.label_) for span in doc.spans[f"numfacts/{group}"]} for group in GROUPS}
    assert spans["quantities"] == {("12.5亿元", "QUANTITY"), ("18.3%", "QUANTITY")}
    assert ("营收", "METRIC") in spans["metrics"]
    assert ("2024年", "PERIOD") in spans["periods"]
    assert ("国家统计局", "SOURCE") in spans["sources"]
    assert ("增长", "CHANGE") in spans["changes"]
    assert ("为", "LEVEL") in spans["levels"]
    assert ("预计", "FORECAST") in spans["forecasts"]
    named = {(fact.subject.text, "SUBJECT") for fact in doc._.facts if fact.subject and fact.subject.start is not None}
    assert spans["subjects"] == named
    assert spans["boilerplate"] == set()
    assert {(span.text, span.label_) for span in doc.spans["numfacts"]} == set().union(*spans.values())


def test_spans_name_the_fact_and_the_metric() -> None:
    doc = pipeline("en")(TEXTS["english"])
    by_id = {span.id_: span for span in doc.spans["numfacts/quantities"] if span.id_}
    assert {fact.id: fact.quote for fact in doc._.facts} == {name: span.text for name, span in by_id.items()}
    assert all(span._.facts[0].id == name for name, span in by_id.items())
    assert ("revenue", "revenue") in {(span.text, span.kb_id_) for span in doc.spans["numfacts/metrics"]}


def test_boilerplate_has_a_group_of_its_own() -> None:
    text = "示例科技营收12.5亿元。\n免责声明：本文仅供参考，不构成任何投资建议。\n"
    doc = pipeline("load")(text)
    assert [span.label_ for span in doc.spans["numfacts/boilerplate"]] == ["BOILERPLATE"]
    assert "免责声明" in doc.spans["numfacts/boilerplate"][0].text
    assert "BOILERPLATE" not in {span.label_ for span in doc.spans["numfacts"]}
    assert [sentence.text.strip()[:4] for sentence in doc.sents] == ["示例科技", "免责声明"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_where_tokens_cut_a_number_spans_grow_and_offsets_stay(text: str) -> None:
    doc = pipeline("three")(text)
    for key, group in doc.spans.items():
        for span, (start, end) in zip(group, group.attrs["offsets"], strict=True):
            assert 0 <= start - span.start_char < 3, key
            assert 0 <= span.end_char - end < 3, key
    exact = {tuple(offsets) for offsets in doc.spans["numfacts/quantities"].attrs["offsets"]}
    assert {(fact.start, fact.end) for fact in doc._.facts} <= exact


def test_one_token_of_several_numbers_has_all_their_facts() -> None:
    nlp = pipeline("en")
    doc = nlp("营收5亿元，净利润2亿元。")
    assert len(doc) < 5
    assert doc[0:1]._.facts == doc._.facts
    assert [fact.quote for fact in doc._.facts] == ["5亿元", "2亿元"]
    assert doc[len(doc) :]._.facts == []


def test_spans_key_names_the_groups() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("numfacts", config={"spans_key": "sc"})
    doc = nlp(CHINESE)
    assert "QUANTITY" in {span.label_ for span in doc.spans["sc"]}
    assert len(doc.spans["sc/quantities"]) == 2
    assert "QUANTITY" in displacy.render(doc, style="span", jupyter=False)


def test_our_words_and_sentences() -> None:
    doc = pipeline("load")(" 示例科技净利润约12.5亿元，增长3%。Revenue of 1,234.5 tonnes rose. It's 5 to 6.\n\n完")
    assert [token.text for token in doc if not token.is_space] == [
        *("示例", "科技", "净利润", "约", "12.5", "亿元", "，", "增长", "3", "%", "。"),
        *("Revenue", "of", "1,234.5", "tonnes", "rose", ".", "It", "'", "s", "5", "to", "6", ".", "完"),
    ]
    assert [sentence.text.rstrip() for sentence in doc.sents] == [
        " 示例科技净利润约12.5亿元，增长3%。",
        "Revenue of 1,234.5 tonnes rose.",
        "It's 5 to 6.",
        "完",
    ]
    first = next(iter(doc.sents))
    assert [fact.quote for fact in first._.facts] == ["12.5亿元", "3%"]


@settings(deadline=None)
@given(
    st.one_of(
        st.lists(st.sampled_from([*TEXTS.values(), " ", "  ", "\n", "。", ". ", "5", "亿", "\u200b"]), max_size=8),
        st.lists(st.characters(exclude_categories=["Cs"]), max_size=40),
    ).map("".join)
)
def test_our_tokens_keep_the_text_and_our_sentences_are_those_of_the_facts(text: str) -> None:
    doc = pipeline("load")(text)
    assert doc.text == text
    assert all(len(token) for token in doc)
    starts = [sentence.start_char for sentence in doc.sents]
    for fact in doc._.facts:
        start = max(start for start in starts if start <= fact.sentence.start)
        assert not re.sub(r"\W", "", text[start : fact.sentence.start])


@pytest.mark.parametrize("script", ["none", "tw2sp", "hk2s"])
def test_our_tokens_keep_the_text_where_conversion_changes_lengths(script: Any) -> None:
    text = "範例軟體公司的記憶體營收為5億元，滑鼠增長3%。網際網路用戶達20萬人。"
    doc = numfacts.spacy.load(script=script)(text)
    assert doc.text == text
    assert doc._.facts == numfacts.Extractor(script=script).extract(text)


def test_the_reference_segmenter_gives_the_same() -> None:
    fast, slow = pipeline("load")(CHINESE), numfacts.spacy.load(segmenter="jieba")(CHINESE)
    assert [token.text for token in slow] == [token.text for token in fast]
    assert slow._.facts == fast._.facts


@pytest.mark.parametrize("name", PIPELINES)
@pytest.mark.parametrize("key", ["numfacts", "numfacts/quantities"])
def test_displacy_draws_the_groups(name: str, key: str) -> None:
    doc = pipeline(name)(CHINESE)
    doc._.title = "示例业绩"
    picture = displacy.render(doc, style="span", options={"spans_key": key}, page=True, jupyter=False)
    assert "QUANTITY" in picture
    assert "示例业绩" in picture
    assert ("METRIC" in picture) == (key == "numfacts")
