"""Tests of explanations: what they say of a document, of a fact and of a number that gave none."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from numfacts.authoring.accounts import Step
from numfacts.authoring.explain_text import Line, document_lines, spot_lines
from numfacts.authoring.explaining import Explainer
from numfacts.document import Document
from numfacts.errors import SelectionError
from numfacts.linking.bases.said import as_said
from numfacts.linking.modality.foreseen import expected
from numfacts.linking.modality.plans import nothing_ahead
from numfacts.pipeline import Extractor

TEXT = "示例科技2024年实现营收12.5亿元，同比增长18.3%；净利润约2.1亿元。\n据示例证券预测，明年净利润将达3億元。编号15。"

CHANGED = "<CHANGE> (BASIS|EACH|LEVEL){0,2} QUANTITY"
SAID = Step(
    "claims", "change", "up, yoy", text="增长", rules=("changes/rise",),
    decider="said.as_said", why=(as_said.__doc__ or "").partition("\n")[0],
)  # fmt: skip
PRESENT = Step(
    "claims", "modality", "actual",
    decider="plans.nothing_ahead", why=(nothing_ahead.__doc__ or "").partition("\n")[0],
)  # fmt: skip
AHEAD = Step(
    "claims", "modality", "forecast", text="预测, 将", rules=("cues/forecast",),
    decider="foreseen.expected", why=(expected.__doc__ or "").partition("\n")[0],
)  # fmt: skip


@cache
def explainer() -> Explainer:
    return Explainer(Extractor())


def document(text: str = TEXT) -> Document:
    return Document("demo", text, published=dt.date(2025, 3, 21))


def steps_at(number: str, text: str = TEXT) -> dict[str, Step]:
    account = explainer().at(document(text), text.index(number))
    return {step.what: step for step in account.steps}


def plain(lines: list[Line]) -> str:
    return "\n".join("".join(text for text, _ in line) for line in lines)


@pytest.mark.parametrize(
    ("number", "what", "step"),
    [
        ("12.5", "numeral", Step("quantities", "numeral", "1250000000", text="12.5亿元", rules=("numerals/yi",))),
        ("12.5", "unit", Step("quantities", "unit", "CNY", "default", "元", ("currencies/yuan",))),
        ("12.5", "comparator", Step("quantities", "comparator", "=")),
        ("2.1", "comparator", Step("quantities", "comparator", "~", text="约", rules=("comparators/about",))),
        ("18.3", "decided", Step("claims", "decided", "change", None, CHANGED, ("claims/change-verb",))),
        ("18.3", "overridden", Step("claims", "overridden", "level", text="QUANTITY", rules=("claims/level",))),
        ("18.3", "metric", Step("claims", "metric", "revenue", "carried", "营收", ("metrics/revenue",))),
        ("18.3", "change", SAID),
        ("18.3", "subject", Step("claims", "subject", "示例科技", "explicit")),
        ("18.3", "period", Step("claims", "period", "2024", "explicit", "2024年", ("periods/year",))),
        ("18.3", "modality", PRESENT),
        ("3億", "modality", AHEAD),
        ("3億", "attribution", Step("claims", "attribution", "示例证券")),
        ("3億", "text", Step("normalize", "text", "3亿元", text="3億元")),
    ],
)  # fmt: skip
def test_each_stage_says_what_it_saw_of_a_fact(number: str, what: str, step: Step) -> None:
    assert steps_at(number)[what] == step


@pytest.mark.parametrize(
    ("text", "number", "words", "rule"),
    [
        ("公司有望实现营收5亿元。", "5", "有望", "cues/forecast"),
        ("公司净利润预增50%。", "50", "预增", "changes/forecast-rise"),
    ],
)
def test_a_forecast_says_what_makes_it_one(text: str, number: str, words: str, rule: str) -> None:
    step = steps_at(number, text)["modality"]
    assert (step.value, step.text) == ("forecast", words)
    assert rule in step.rules


@pytest.mark.parametrize(
    ("text", "number", "what", "decider"),
    [
        ("青屿油价昨日跌2%。", "2%", "change", "markets.in_day"),
        ("公司首次授予300万股。", "300", "metric", "securities.granted"),
        ("公司有望实现营收5亿元，营收曾为3亿元。", "5", "modality", "cues.governed"),
    ],
)
def test_a_step_names_the_rule_in_code_that_decided_it(text: str, number: str, what: str, decider: str) -> None:
    account = explainer().at(document(text), text.index(number))
    step = {step.what: step for step in account.steps}[what]
    assert step.decider == decider
    assert f"{decider}: {step.why}" in plain(list(spot_lines(account)))


def test_the_kind_a_rule_decided_by_is_the_one_before_units_are_settled() -> None:
    text = "恒生指数报收25000，升200。"
    account = explainer().at(document(text), text.index("200。"))
    steps = [step for step in account.steps if step.what in ("decided", "overridden")]
    assert account.fact is not None
    assert steps[0].rules[0] in account.fact.rules


def test_a_fact_is_found_by_its_id_and_its_sentence_is_told() -> None:
    facts = explainer().document(document()).facts
    account = explainer().fact(document(), facts[1].id)
    assert account.fact == facts[1]
    assert account.sentence is not None
    assert [token.name for token in account.sentence.tokens][:3] == ["WORDS", "PERIOD", "LEVEL"]
    assert account.sentence.tokens[1].rules == ("periods/year",)
    text = plain(list(spot_lines(account)))
    assert "18.3%  18.3 percent · revenue · yoy up · 示例科技 · 2024" in text
    assert "overridden  level  QUANTITY  [claims/level]" in text


def test_a_number_without_a_fact_says_why() -> None:
    text = "新模型GLM-4.7上线。"
    account = explainer().at(document(text), text.index("4.7"))
    assert account.fact is None
    assert account.steps == []
    lines = plain(list(spot_lines(account)))
    assert lines.startswith("7:10  4.7  excluded: excluded as 'GLM-4.7'  [exclusions/names-with-digits]")
    assert "  pattern " in lines


def test_a_time_expression_lists_the_facts_it_dates() -> None:
    account = explainer().at(document(), TEXT.index("2024"))
    lines = plain(list(spot_lines(account)))
    assert "the period of 3 facts" in lines
    assert all(f"period of the fact {fact_id}" in lines for fact_id in account.spot.facts)


def test_a_document_is_laid_out_sentence_by_sentence() -> None:
    text = TEXT + "\n责任编辑：王小明 13\n没有数字的句子。"
    account = explainer().document(document(text))
    lines = plain(list(document_lines(account))).splitlines()
    assert lines[0] == "demo"
    assert lines[1] == f"0:40  {text[:40]}"
    assert lines[2].startswith("  WORDS=示例科技 PERIOD=2024年")
    assert lines[3] == "  4:8  2024  time: in the time expression '2024年', the period of 3 facts  [periods/year]"
    assert next(line for line in lines if "boilerplate: in boilerplate" in line).startswith(f"{text.index('13')}:")
    assert not any("没有数字的句子" in line for line in lines)
    places = [f"{number.start}:{number.end}  " for number in account.numbers]
    assert all(any(line.lstrip().startswith(place) for line in lines) for place in places)


@pytest.mark.parametrize("offset", [-1, len(TEXT), 500])
def test_an_offset_outside_the_text_is_refused(offset: int) -> None:
    with pytest.raises(SelectionError, match="outside the text"):
        explainer().at(document(), offset)


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(SelectionError, match="no fact of demo has the id 'ffff'"):
        explainer().fact(document(), "ffff")
