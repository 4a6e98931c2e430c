"""Tests of the table of facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from numfacts.io.table import COLUMNS, WORDS, language, plain_table, printable, show_period, show_value
from numfacts.records import Change, Fact, Mention, Period

MakeFact = Callable[..., Fact]


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh"}, "zh-Hans"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-Hant"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_HK.UTF-8"}, "zh-Hant"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh-Hans"),
        ({"LANG": "zha_CN"}, "en"),
    ],
)
def test_language(environ: dict[str, str], expected: str) -> None:
    assert language(environ) == expected


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ({"value": "57400000000"}, "57,400,000,000"),
        ({"value": "-1234.5600"}, "-1,234.5600"),
        ({"value": "999"}, "999"),
        ({"value": "0.0012", "comparator": ">"}, ">0.0012"),
        ({"value": "20", "value_high": "1000", "comparator": "~"}, "~20–1,000"),
    ],
)
def test_show_value(make_fact: MakeFact, slots: dict[str, str], expected: str) -> None:
    assert show_value(make_fact(**slots)) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2025-01-01", "2025-12-31", "2025"),
        ("2023-01-01", "2025-12-31", "2023–2025"),
        ("2025-01-01", "2025-06-30", "2025 H1"),
        ("2025-07-01", "2025-12-31", "2025 H2"),
        ("2025-04-01", "2025-06-30", "2025 Q2"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2025-03-27", "2025-03-27", "2025-03-27"),
        ("2025-02-01", "2025-04-30", "2025-02-01 – 2025-04-30"),
        ("2024-04-01", "2025-03-31", "2024-04-01 – 2025-03-31"),
    ],
)
def test_show_period(start: str, end: str, expected: str) -> None:
    assert show_period(Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))) == expected


def test_columns_that_no_fact_fills_are_left_out(make_fact: MakeFact) -> None:
    bare = plain_table([make_fact()], "en")
    assert "Quote" in bare
    assert "Change" not in bare
    assert "Change" in plain_table([make_fact(change=Change("yoy", "up"))], "en")


def test_headers_follow_the_language(make_fact: MakeFact) -> None:
    fact = make_fact(change=Change("yoy", "down"), modality="forecast")
    assert all(word in plain_table([fact], "zh-Hans") for word in ("原文", "数值", "同比 ↓", "预测"))
    assert all(word in plain_table([fact], "zh-Hant") for word in ("數值", "變動", "預測"))


def test_every_language_has_every_word() -> None:
    assert len({frozenset(words) for words in WORDS.values()}) == 1
    assert set(COLUMNS) < set(WORDS["en"])


def test_brackets_are_no_markup(make_fact: MakeFact) -> None:
    assert "[bbl_us]" in plain_table([make_fact(unit="[bbl_us]")], "en")
    assert "[red]x" in plain_table([make_fact(subject=Mention("[red]x", 0, 6))], "en")


def test_nothing_of_a_text_can_steer_the_terminal(make_fact: MakeFact) -> None:
    assert "\x1b" not in plain_table([make_fact(doc_id="\x1b[2J", subject=Mention("a\x1b]0;b\x07", 0, 1))], "en")
    assert printable("a\x1b\n中\u3000\ud800é") == "a\\x1b\\n中\u3000\\ud800é"


def test_a_plain_table_is_not_cut(make_fact: MakeFact) -> None:
    long = "甲" * 300
    assert long in plain_table([make_fact(subject=Mention(long, 0, 300))], "en")
