"""Tests of time expressions that refer to others of their text, or are dated by them."""

from __future__ import annotations

import datetime as dt

import pytest

from support.period_tables import (
    REFERRING,
    STORIES,
)
from support.periods import PUBLISHED, period, resolve, timeline


@pytest.mark.parametrize(("text", "previous", "days"), REFERRING)
def test_what_refers_to_a_period_of_the_text(text: str, previous: str, days: str | None) -> None:
    assert resolve(text, None, previous=period(previous)) == period(days)


def test_fiscal_years_begin_where_the_text_shows() -> None:
    text = "财政预算案提出，"
    assert resolve(f"{text}下年度", dt.date(2025, 2, 26)) == period("2025-04-01~2026-03-31")
    assert resolve(f"{text}本年度", dt.date(2025, 2, 26)) == period("2024-04-01~2025-03-31")
    assert resolve(f"{text}下个财政年度第三季", dt.date(2025, 2, 26)) == period("2025-10-01~2025-12-31")
    assert resolve(f"{text}未来5个财政年度", dt.date(2025, 2, 26)) == period("2025-04-01~2030-03-31")
    assert resolve("the coming fiscal year, the financial secretary said", PUBLISHED) == period("2026-04-01~2027-03-31")


@pytest.mark.parametrize(("text", "days"), STORIES)
def test_the_dates_of_a_text_date_each_other(text: str, days: list[str | None]) -> None:
    assert [found for _, found in timeline(text)] == [period(one) for one in days]


def test_a_named_month_holds_the_days_after_it() -> None:
    found = dict(timeline("将于今年7月举行，7月26日开赛，7月31日收官。", dt.date(2025, 3, 31)))
    assert found["7月26日"] == period("2025-07-26")
    assert found["7月31日"] == period("2025-07-31")


def test_what_was_said_on_a_day_goes_on_about_the_longer_period() -> None:
    found = dict(timeline("A profit in the first half of 2024, it said on Friday; in the period, that quarter",
                          dt.date(2024, 8, 30)))  # fmt: skip
    assert found["the period"] == period("2024-01-01~2024-06-30")
    found = dict(timeline("A loss in the second quarter of 2024, it said on Friday. Sales in the quarter",
                          dt.date(2024, 8, 30)))  # fmt: skip
    assert found["the quarter"] == period("2024-04-01~2024-06-30")


def test_what_one_sentence_expects_says_nothing_of_the_next() -> None:
    found = dict(timeline("It will open a mill. Fourth-quarter sales rose.", dt.date(2026, 1, 22)))
    assert found["Fourth-quarter"] == period("2025-10-01~2025-12-31")


def test_the_end_of_a_year_that_runs_is_yet_to_come() -> None:
    found = dict(timeline("at the end of this year", dt.date(2025, 9, 18)))
    assert found["this year"] == period("2025-12-31")


def test_another_side_is_not_what_follows_refers_to() -> None:
    found = dict(timeline("3月指数为50.2，低过2月的52.7，连续3个月扩张。", dt.date(2025, 4, 1)))
    assert found["连续3个月"] == period("2025-01-01~2025-03-31")
