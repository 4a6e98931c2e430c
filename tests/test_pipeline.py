"""The pipeline: the order of its stages, the time limit, and that documents do not touch each other."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from numfacts.document import Document
from numfacts.errors import DocumentError, PipelineError, RulesError
from numfacts.pipeline import Extractor, check_order
from numfacts.vocabulary import words

TEXTS = [
    "云杉科技2024年营收12.5亿元，同比增长18.3%。",
    "恒生指數升95點，報23578點。",
    "Revenue rose 5 percent to $5 billion.",
    "",
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(time_limit=None)


def test_the_stages_stand_in_an_order_that_gives_each_what_it_needs(extractor: Extractor) -> None:
    check_order(extractor.stages)
    names = [stage.name for stage in extractor.stages]
    assert names == ["normalize", "boilerplate", "segment", "quantities", "mentions", "claims", "emit"]


def test_a_stage_before_what_it_needs_is_refused(extractor: Extractor) -> None:
    stages = [*extractor.stages[1:], extractor.stages[0]]
    with pytest.raises(PipelineError, match=r"stage 'boilerplate' needs .*normalized"):
        check_order(stages)


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (
            "kind: claims\nrules: [{id: a, before: NOBODY, role: level}]\n",
            "own/a: unknown mention 'NOBODY': known: QUANTITY",
        ),
        (
            "kind: claims\nrules: [{id: a, after: '(METRIC', role: level}]\n",
            "own/a: the pattern does not compile: missing",
        ),
        ("kind: units\nrules: [{id: a, code: a, class: count, zh: [甲], factor: x}]\n", "own/a: 'x' is no factor"),
        ("kind: units\nrules: [{id: a, code: a, class: count, zh: [甲], factor: '-1'}]\n", "own/a: '-1' is no factor"),
        ("kind: currencies\nrules: [{id: a, zh: [甲], factor: NaN}]\n", "own/a: 'NaN' is no factor"),
        (
            "kind: numerals\nrules: [{id: a, role: digit, words: {甲乙: 1}}]\n",
            "the role 'digit' takes single characters",
        ),
        (
            "kind: exclusions\nrules: [{id: a, patterns: [甲], first: 'z-a'}]\n",
            "exclusions: first: bad character range",
        ),
    ],
)
def test_rules_that_no_stage_can_use_are_an_error(tmp_path: Path, rules: str, message: str) -> None:
    (tmp_path / "own.yaml").write_text(rules, "utf-8")
    (tmp_path / "own.cases.yaml").write_text("cases: [{text: 甲, facts: []}]\n", "utf-8")
    with pytest.raises(RulesError, match=message):
        Extractor(tmp_path)


def test_a_document_past_the_time_limit_is_refused_and_the_next_is_not() -> None:
    extractor = Extractor(time_limit=None)
    extractor.extract("营收5亿元。")  # loads the dictionary
    extractor.time_limit = 0.2
    with pytest.raises(DocumentError, match="time limit"):
        extractor.extract("营收5亿元，同比增长3%，" * 100_000)
    assert [fact.quote for fact in extractor.extract("营收5亿元。")] == ["5亿元"]


def test_loading_the_dictionary_takes_no_time_from_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(words.Jieba):
        def __init__(self, terms: Iterable[str] = ()) -> None:
            time.sleep(0.6)
            super().__init__(terms)

    monkeypatch.setattr(words, "Jieba", Slow)
    words._load.cache_clear()
    begin = time.monotonic()
    facts = Extractor(segmenter="jieba", time_limit=0.5).extract("营收5亿元。")
    assert time.monotonic() - begin > 0.6
    assert [fact.quote for fact in facts] == ["5亿元"]


def test_a_number_of_a_million_digits_is_no_fact_and_takes_no_time(extractor: Extractor) -> None:
    text = "营收" + "7" * 1_000_000 + "元，利润5亿元。"
    assert [fact.quote for fact in extractor.extract(text)] == ["5亿元"]


def test_a_time_of_publication_is_its_day_and_a_string_is_none(extractor: Extractor) -> None:
    text = "去年营收5亿元。"
    (fact,) = extractor.extract(text, published=dt.datetime(2025, 3, 21, 9, 30))
    assert fact == extractor.extract(text, published=dt.date(2025, 3, 21))[0]
    assert fact.period is not None
    with pytest.raises(TypeError, match=r"published has to be a datetime\.date, and is '2025-03-21'"):
        extractor.extract(text, published="2025-03-21")  # type: ignore[arg-type]


def test_one_rule_can_be_switched_off_by_its_name(extractor: Extractor) -> None:
    for rules in (None, extractor.rules):
        assert Extractor(rules, off="units/percent").rules.off == ("units/percent",)


def test_documents_do_not_touch_each_other(extractor: Extractor) -> None:
    alone = [Extractor().extract(text) for text in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(extractor.extract, TEXTS * 8))
    assert together == alone * 8


def test_the_text_of_a_document_is_never_changed(extractor: Extractor) -> None:
    text = "雲杉科技２０２４年營收１２.５億元。"
    document = extractor.process(Document("a", text))
    assert document.text == text
    assert document.normalized == "云杉科技2024年营收12.5亿元。"
    assert [fact.quote for fact in document.facts] == ["１２.５億元"]


def test_an_index_is_a_subject_without_the_id_that_it_has_as_a_metric(extractor: Extractor) -> None:
    _, level = extractor.extract(TEXTS[1])
    assert level.metric is not None
    assert level.metric.id == "index_level"
    assert level.subject is not None
    assert (level.subject.text, level.subject.id) == ("恒生指數", None)


def test_what_was_read_off_the_sentence_before_is_no_place_in_this_one(extractor: Extractor) -> None:
    text = (
        "截至午间收盘，沪指报3358.21点，涨0.46%；深成指报10842.7点，涨0.91%；创\r\n"
        "\u200b业板指报2219.35点，涨1📈.22%。两市半日成交额8169.2亿元。"
    )
    assert "2219.35点" in [fact.quote for fact in extractor.extract(text)]
