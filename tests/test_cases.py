"""Tests of the machinery that loads cases and compares them; the shipped ones are collected from ``rules/``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from numfacts.document import Document
from numfacts.errors import DocumentError
from numfacts.records import Change, Fact, Mention, Period, Span
from numfacts.ruleset import RuleFilesError
from numfacts.ruleset.cases import CaseFile, CaseResult, load_cases, run_case, variants
from numfacts.ruleset.expectations import Case, CasesContent
from numfacts.ruleset.validation import fit

RULES = "kind: exclusions\nrules:\n  - {id: words, terms: [一度]}\n"


# The machinery, with an extractor that knows one kind of fact


class Fake:
    """Finds ``<digits>亿元`` as facts, with the slots given, and ``【...】`` as boilerplate."""

    def __init__(self, make_fact: Callable[..., Fact], **slots: Any) -> None:
        self.make_fact = make_fact
        self.slots = slots

    def process(self, document: Document) -> Document:
        """Fill facts and boilerplate."""
        document.boilerplate = [Span(*match.span()) for match in re.finditer("【.*?】", document.text)]
        document.facts = [
            self.make_fact(
                **{"quote": match[0], "start": match.start(), "end": match.end(), "value": f"{match[1]}00000000"}
                | {name: slot(document.text) if callable(slot) else slot for name, slot in self.slots.items()}
            )
            for match in re.finditer("([0-9]+)[亿億]元", document.text)
        ]
        return document


def case_of(**data: Any) -> Case:
    """A case from plain data, as a file would give it."""
    content, misfits = fit({"cases": [data]}, CasesContent)
    assert content is not None, misfits
    return content.cases[0]


Run = Callable[..., CaseResult]


@pytest.fixture
def run(make_fact: Callable[..., Fact]) -> Run:
    """Gives a function that runs one fact of ``text`` through the fake, whose facts have the slots given."""

    def run(text: str, case: dict[str, Any], **slots: Any) -> CaseResult:
        return run_case(Fake(make_fact, **slots), case_of(text=text, **case))

    return run


def test_a_case_that_holds_passes(run: Run) -> None:
    case = {"facts": [{"quote": "5亿元", "value": 500000000}, {"quote": "7亿元"}], "boilerplate": ["【广告】"]}
    result = run("甲5亿元，乙7亿元。【广告】", case)
    assert result.passed
    assert result.differences == ()
    assert [fact.quote for fact in result.facts] == ["5亿元", "7亿元"]
    assert result.boilerplate == ("【广告】",)


@pytest.mark.parametrize(
    ("text", "case", "difference"),
    [
        ("甲5亿元", {"facts": []}, "quotes: expected [], found ['5亿元']"),
        ("甲乙", {"facts": [{"quote": "甲"}]}, "quotes: expected ['甲'], found []"),
        ("甲5亿元、7亿元", {"facts": [{"quote": "5亿元"}]}, "quotes: expected ['5亿元'], found ['5亿元', '7亿元']"),
        ("甲乙", {"boilerplate": ["甲"]}, "boilerplate: expected ['甲'], found []"),
        ("【甲】乙", {"boilerplate": []}, "boilerplate: expected [], found ['【甲】']"),
        ("甲5亿元", {"facts": [{"quote": "5亿元", "value": 6}]}, "fact 1 '5亿元' value: expected 6, found '500000000'"),
    ],
)
def test_a_case_that_does_not_hold_says_why(run: Run, text: str, case: dict[str, Any], difference: str) -> None:
    result = run(text, case)
    assert not result.passed
    assert result.differences == (difference,)


def test_slots_are_compared_where_quotes_are_missing_too(run: Run) -> None:
    case = {"facts": [{"quote": "甲"}, {"quote": "5亿元", "unit": "USD"}]}
    assert [text.split(":")[0] for text in run("甲5亿元", case).differences] == ["quotes", "fact 2 '5亿元' unit"]


METRIC = Mention(text="营收", start=0, end=2, id="revenue")
PERIOD = Period(dt.date(2025, 1, 1), dt.date(2025, 6, 30))
CHANGE = Change(basis="yoy", direction="up")


@pytest.mark.parametrize(
    ("slots", "right", "wrong"),
    [
        ({"value": "5.50"}, {"value": "5.5"}, {"value": "5.51"}),
        ({"value": "20000000000000"}, {"value": "2e13"}, {"value": 2}),
        ({"value_high": "6"}, {"value_high": 6}, {"value_high": None}),
        ({"value_high": None}, {"value_high": None}, {"value_high": 0}),
        ({"unit": "1"}, {"unit": 1}, {"unit": "11"}),
        ({"comparator": "~"}, {"comparator": "~"}, {"comparator": "="}),
        ({"unit_text": None}, {"unit_text": None}, {"unit_text": "元"}),
        ({"scale": 8}, {"scale": 8}, {"scale": 4}),
        ({"modality": "forecast"}, {"modality": "forecast"}, {"modality": "actual"}),
        ({"metric": METRIC}, {"metric": "营收"}, {"metric": "收"}),
        ({"metric": METRIC}, {"metric": {"id": "revenue"}}, {"metric": {"text": "营收", "id": "cost"}}),
        ({"metric": METRIC}, {"metric_id": "revenue"}, {"metric_id": None}),
        ({"metric": METRIC}, {"metric": {}}, {"metric": None}),
        ({"metric": None}, {"metric": None, "metric_id": None}, {"metric": {}}),
        ({"metric": Mention(None, None, None, "price_change")}, {"metric": None}, {"metric": "涨"}),
        ({"subject": METRIC}, {"subject": "营收"}, {"subject": "公司"}),
        ({"attribution": None}, {"attribution": None}, {"attribution": "营收"}),
        ({"change": CHANGE}, {"change": {"basis": "yoy", "direction": "up"}}, {"change": {"direction": "down"}}),
        ({"change": CHANGE}, {"change": {"direction": "up"}}, {"change": {"basis": None}}),
        ({"change": None}, {"change": None}, {"change": {}}),
        ({"period": PERIOD}, {"period": "2025-01-01/2025-06-30"}, {"period": "2025-01-01"}),
        ({"period": PERIOD}, {"period": {"end": "2025-06-30"}}, {"period": None}),
        ({"period": Period(PERIOD.end, PERIOD.end)}, {"period": "2025-06-30"}, {"period": "2025-06-29/2025-06-30"}),
        ({"rules": ("a/b", "c/d")}, {"rules": ["c/d"]}, {"rules": ["c/d", "c/e"]}),
        ({"basis": {"unit": "default"}}, {"basis": {"unit": "default", "period": None}}, {"basis": {"unit": None}}),
    ],
)
def test_a_listed_slot_is_compared(
    run: Run, slots: dict[str, Any], right: dict[str, Any], wrong: dict[str, Any]
) -> None:
    text = "营收5亿元"
    assert run(text, {"facts": [{"quote": "5亿元", **right}]}, **slots).passed
    result = run(text, {"facts": [{"quote": "5亿元", **wrong}]}, **slots)
    assert not result.passed
    assert len(result.differences) == 1
    assert re.match(r"fact 1 '5亿元' \w+: expected .*, found ", result.differences[0])


def test_quotes_and_mentions_must_stand_where_the_fact_says(run: Run) -> None:
    case = {"facts": [{"quote": "5亿元"}]}
    assert run("营收5亿元", case, start=1).differences == ("'5亿元' does not stand at 1:5",)
    mention = Mention("营收", 1, 3, None)
    assert run("营收5亿元", case, metric=mention).differences == ("'5亿元' metric: '营收' does not stand at 1:3",)
    assert run("营收5亿元", case, metric=Mention("营收", None, None, None)).passed


def test_a_known_gap_must_fail(run: Run) -> None:
    open_gap = run("甲5亿元", {"facts": [], "gap": "甲 is a name"})
    assert open_gap.passed
    assert open_gap.differences
    closed = run("甲乙", {"facts": [], "gap": "甲 is a name"})
    assert not closed.passed
    assert closed.differences == ("the known gap (甲 is a name) is closed: remove 'gap'",)


def test_a_refused_document_fails_its_case() -> None:
    class Refusing:
        def process(self, document: Document) -> Document:
            raise DocumentError("too odd")

    result = run_case(Refusing(), case_of(text="甲", facts=[]))
    assert not result.passed
    assert result.differences == ("DocumentError: too odd",)


def test_title_and_date_reach_the_extractor() -> None:
    seen: list[Document] = []

    class Recording:
        def process(self, document: Document) -> Document:
            seen.append(document)
            return document

    assert run_case(Recording(), case_of(text="甲", title="乙", published="2025-11-23", facts=[])).passed
    assert run_case(Recording(), case_of(text="甲", facts=[])).passed
    assert [(document.title, document.published) for document in seen] == [("乙", dt.date(2025, 11, 23)), (None, None)]


# Scripts


@pytest.mark.parametrize(
    ("case", "scripts"),
    [
        ({"text": "营业额5亿元"}, ["simplified", "traditional"]),
        ({"text": "營業額5億元"}, ["traditional"]),
        ({"text": "营业额5億元"}, ["traditional"]),
        ({"text": "三成"}, ["simplified"]),
        ({"text": "Sales of 5 units"}, [""]),
        ({"text": "Sales of 5 units", "title": "营业额"}, ["simplified", "traditional"]),
        ({"text": "营业额5亿元", "script": "as-is"}, [""]),
    ],
)
def test_a_simplified_case_is_run_in_traditional_too(case: dict[str, Any], scripts: list[str]) -> None:
    assert [variant.script for variant in variants(case_of(facts=[], **case))] == scripts


def test_quotes_and_slots_are_converted_where_they_stand() -> None:
    fact = {"quote": "5亿元", "unit_text": "元", "metric": "发", "subject": {"text": "发展集团", "id": "x"}}
    case = case_of(
        text="头发业务，发展业务5亿元【广告】",
        title="发展集团",
        facts=[fact | {"start": 9, "end": 12, "attribution": None}],
        boilerplate=["【广告】"],
    )
    converted = variants(case)[1].case
    assert converted.text == "頭髮業務，發展業務5億元【廣告】"
    assert converted.boilerplate == ["【廣告】"]
    assert isinstance(converted.facts, list)
    found = converted.facts[0]
    assert (found.quote, found.unit_text, found.metric, found.start) == ("5億元", "元", "髮", 9)
    assert found.subject == type(found.subject)("發展集團", "x")  # type: ignore[call-arg,misc]
    assert found.attribution is None


def test_a_converted_case_is_compared_in_its_own_script(run: Run, make_fact: Callable[..., Fact]) -> None:
    case = case_of(text="甲业务5亿元，乙业务7亿元", facts=[{"quote": "5亿元"}, {"quote": "7亿元", "value": "7e8"}])
    results = [run_case(Fake(make_fact), variant) for variant in variants(case)]
    assert [result.passed for result in results] == [True, True]
    assert [fact.quote for fact in results[1].facts] == ["5億元", "7億元"]


# Case files


def load(tmp_path: Path, cases: str) -> list[CaseFile]:
    (tmp_path / "words.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "words.cases.yaml").write_text(cases, encoding="utf-8")
    return load_cases([tmp_path])


def test_cases_are_loaded_with_their_lines(tmp_path: Path) -> None:
    text = "# how it works\ncases:\n  - text: 一度\n    facts: []\n\n  - {text: 甲, boilerplate: [甲], note: x}\n"
    (file,) = load(tmp_path, text)
    assert file.name == "words"
    assert [line for line, _ in file.cases] == [3, 6]
    assert file.cases[0].case == Case(text="一度", facts=[])


@pytest.mark.parametrize(
    ("cases", "line", "column", "message"),
    [
        ("cases: []\n", 1, 8, "the file has no cases"),
        ("rules: []\n", 1, 1, "unknown key 'rules'"),
        ("cases:\n  - {text: ' ', facts: []}\n", 2, 12, "the text is empty"),
        ("cases:\n  - {text: 甲}\n", 2, 5, "the case asserts nothing"),
        ("cases:\n  - {text: 甲, facts: []}\n  - {text: 甲, facts: []}\n", 3, 5, "the case stands in the file already"),
        ("cases:\n  - {text: 甲, fact: []}\n", 2, 15, "unknown key 'fact': did you mean 'facts'?"),
        ("cases:\n  - {text: 甲, facts: [], gap: ' '}\n", 2, 31, "say what goes wrong"),
        ("cases:\n  - {text: 甲, facts: [{quote: 乙}]}\n", 2, 31, "the quote '乙' is not in the text"),
        ("cases:\n  - {text: 甲, facts: [{quote: ''}]}\n", 2, 31, "the quote '' is not in the text"),
        ("cases:\n  - {text: 甲乙, facts: [{quote: 乙}, {quote: 甲}]}\n", 2, 44, "the quote '甲' is out of order"),
        ("cases:\n  - {text: 甲, boilerplate: [乙]}\n", 2, 29, "the quote '乙' is not in the text"),
        ("cases:\n  - {text: 甲, facts: [{quote: 甲, value: x}]}\n", 2, 41, "'x' is not a decimal number"),
        ("cases:\n  - {text: 甲, facts: [{quote: 甲, value: 'NaN'}]}\n", 2, 41, "'NaN' is not a decimal number"),
        ("cases:\n  - {text: 甲, facts: [{quote: 甲, period: '2025'}]}\n", 2, 42, "'2025' is not YYYY-MM-DD/"),
        ("cases:\n  - {text: 甲, facts: [{quote: 甲, period: 2025-02-30}]}\n", 2, 42, "'2025-02-30' is not"),
        ("cases:\n  - {text: 甲, facts: [{quote: 甲, comparator: ~}]}\n", 2, 46, "~ is null to YAML"),
        ("cases:\n  - {text: 甲, facts: [{quote: 甲, modality: maybe}]}\n", 2, 44, "unknown value 'maybe'"),
        ("cases:\n  - {text: 甲, facts: [{quote: 甲, unit: [oz]}]}\n", 2, 40, "quote text that begins with ["),
        ("cases:\n  - {text: 甲, facts: [{quote: 甲, change: {basis: x}}]}\n", 2, 50, "unknown value 'x'"),
        ("cases:\n  - {text: 甲, facts: [], published: soon}\n", 2, 37, "write YYYY-MM-DD"),
    ],
)
def test_a_bad_case_file_is_reported_with_its_place(
    tmp_path: Path, cases: str, line: int, column: int, message: str
) -> None:
    with pytest.raises(RuleFilesError) as caught:
        load(tmp_path, cases)
    (found,) = caught.value.errors
    assert (found.path.name, found.line, found.column) == ("words.cases.yaml", line, column)
    assert message in found.message


def test_every_bad_case_is_reported(tmp_path: Path) -> None:
    with pytest.raises(RuleFilesError) as caught:
        load(tmp_path, "cases:\n  - {text: 1, facts: [{value: no}]}\n  - {text: 甲, facts: [{quote: 甲, unti: x}]}\n")
    assert [(found.line, found.column) for found in caught.value.errors] == [(2, 12), (2, 23), (2, 31), (3, 34)]


def test_a_rule_file_without_cases_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text(RULES, encoding="utf-8")
    with pytest.raises(RuleFilesError, match=r"rules without cases: write words\.cases\.yaml"):
        load_cases([tmp_path])
    with pytest.raises(RuleFilesError, match="no rules directory"):
        load_cases([tmp_path / "nowhere"])
