"""Tests of time expressions: what is found and as what, the days it stands for, and what is no time at all."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest

from numfacts.periods import PeriodContext
from support.period_tables import (
    COMPARISONS,
    EXPLICIT,
    NO_COMPARISONS,
    NO_PERIODS,
    NOTHING,
    REFERRING,
    RELATIVE,
    SPANS,
    STORIES,
    UNDATED,
)
from support.periods import FILE, PERIODS, only, period, resolve


@pytest.mark.parametrize(("text", "days"), EXPLICIT)
def test_what_names_its_year_stands_for_the_same_days_always(text: str, days: str | None) -> None:
    assert resolve(text, None) == period(days)
    assert resolve(text) == period(days)


@pytest.mark.parametrize(("text", "days"), RELATIVE)
def test_what_is_relative_counts_from_the_day_of_publication(text: str, days: str | None) -> None:
    assert resolve(text) == period(days)


@pytest.mark.parametrize("text", [text for text, _ in RELATIVE])
def test_what_is_relative_is_null_without_the_day_of_publication(text: str) -> None:
    assert resolve(text, None) is None


@pytest.mark.parametrize(("text", "published", "days"), UNDATED)
def test_an_undated_expression_takes_its_year_from_publication(text: str, published: str, days: str | None) -> None:
    assert resolve(text, dt.date.fromisoformat(published)) == period(days)
    assert resolve(text, None) is None


@pytest.mark.parametrize("marked", SPANS)
def test_the_span_of_an_expression(marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    assert [text[one.start : one.end] for one in PERIODS.find(text)] == re.findall(r"\[(.*?)\]", marked)


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_time_is_passed_by(text: str) -> None:
    assert PERIODS.find(text) == []


@pytest.mark.parametrize(("text", "kind"), NO_PERIODS)
def test_times_that_are_no_periods(text: str, kind: str) -> None:
    assert only(text).kind == kind
    assert resolve(text) is None


@pytest.mark.parametrize(("text", "basis"), COMPARISONS)
def test_the_other_side_of_a_change(text: str, basis: str) -> None:
    found = only(text)
    assert found.comparison
    assert found.basis == basis


@pytest.mark.parametrize("text", NO_COMPARISONS)
def test_what_is_not_the_other_side_of_a_change(text: str) -> None:
    assert not only(text).comparison


@pytest.mark.parametrize(
    ("text", "claim", "basis"),
    [
        ("比三季度上升", "2024-10-01~2024-12-31", "qoq"), ("比三季度上升", "2025-01-01~2025-12-31", "qoq"),
        ("比2019年上升", "2021-01-01~2021-12-31", "prior"), ("比2020年上升", "2021-01-01~2021-12-31", "yoy"),
        ("比2024年2月上升", "2025-02-01~2025-02-28", "yoy"), ("比2025年2月上升", "2025-03-01~2025-03-31", "mom"),
        ("与2021年春节相比", "2022-01-31~2022-02-06", "yoy"), ("较去年同期上升", "2024-01-01~2024-12-31", "yoy"),
    ],
)  # fmt: skip
def test_the_basis_by_the_distance_of_two_periods(text: str, claim: str, basis: str) -> None:
    assert PERIODS.against(only(text), period(claim), PeriodContext(published=dt.date(2025, 1, 20))) == basis


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("期限3年", "3年"), ("锁定期6个月", "6个月"), ("有效期为5年。", "5年"), ("任期三年", "三年"),
        ("发行期限为90天", "90天"), ("锁定期为5个工作日", "5个工作日"), ("平均通话时长约3小时", "3小时"),
        ("实施期限为自董事会审议通过回购方案之日起12个月内", "12个月"),
        ("a lock-up period of six months", "six months"), ("a term of 5 years", "5 years"),
    ],
)  # fmt: skip
def test_a_duration_that_a_metric_names(text: str, number: str) -> None:
    found = only(text)
    assert found.kind == "duration"
    assert text[found.start : found.end] == number


def test_durations_of_one_metric_in_a_row() -> None:
    found = PERIODS.find("期限由3年延长至5年，为期2年。")
    assert [one.kind for one in found] == ["duration", "duration", "window"]


@pytest.mark.parametrize(
    ("text", "stated"),
    [("2024年", "explicit"), ("去年", "relative"), ("未来三年", "relative"), ("同期", "carried"), ("3月", "document")],
)
def test_how_an_expression_states_its_days(text: str, stated: str) -> None:
    assert only(text).stated == stated


# The rules themselves


def test_the_pattern_is_one_expression_without_names() -> None:
    compiled = re.compile(PERIODS.pattern)
    assert not compiled.groupindex
    for text, _ in [*EXPLICIT, *RELATIVE, *NO_PERIODS]:
        assert compiled.search(text), text


def test_every_rule_has_a_test() -> None:
    texts = [one[0] for group in (EXPLICIT, RELATIVE, UNDATED, NO_PERIODS, REFERRING, STORIES) for one in group]
    texts += (
        [one.replace("[", "").replace("]", "") for one in SPANS] + [text for text, _ in COMPARISONS] + NO_COMPARISONS
    )
    used = {rule for text in texts for one in PERIODS.find(text) for rule in one.rules}
    assert sorted({rule.id for rule in FILE.rules} - used) == []


@pytest.mark.parametrize("rule", [rule for rule in FILE.rules if rule.pattern], ids=lambda rule: rule.id)
def test_patterns_have_no_groups_but_named_ones(rule: object) -> None:
    source = rule.pattern  # type: ignore[attr-defined]
    assert re.search(r"(?<!\\)\((?!\?)", source) is None
    assert all(re.search(r"(?<!\\)\((?!\?)", part) is None for part in FILE.parts.values())
    assert rule.first  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "unit",
    ["1月", "2025年", "2025/", "1日、", "比2月", "3年、", "期限为", "year ended ", "of the ", "上", "12:", "一二"],
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    begin = time.process_time()
    PERIODS.timeline(text, PERIODS.find(text), None)
    assert time.process_time() - begin < 10
