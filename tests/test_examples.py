"""Tests that the queries in ``examples/`` answer what they are for, on the corpus and on articles made for them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from numfacts.batch.kernel import Kernel
from numfacts.batch.manifest import places_of
from numfacts.batch.sinks import make_sink
from numfacts.batch.sinks.part import part_of
from numfacts.batch.source_documents import SourceDocument, to_batch
from numfacts.document import Document
from numfacts.records import Change, Fact, Mention, Period

EXAMPLES = Path(__file__).parents[1] / "examples"
MakeFact = Callable[..., Fact]
Ask = Callable[..., list[dict[str, Any]]]


def year(number: int) -> Period:
    return Period(dt.date(number, 1, 1), dt.date(number, 12, 31))


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Gives a function that asks a question of facts and gives its rows."""

    def ask_facts(question: str, facts: list[Fact]) -> list[dict[str, Any]]:
        def process(document: Document, html: bool) -> Document:
            document.facts = facts
            return document

        given = SourceDocument("a", "text", "a.jsonl", 1)
        outcome = next(Kernel(process)(iter([to_batch([given])])))
        make_sink("duckdb", tmp_path).write([part_of("", outcome, places_of([given]))])
        with duckdb.connect(str(tmp_path / "facts.duckdb"), read_only=True) as database:
            asked = database.execute((EXAMPLES / f"{question}.sql").read_text("utf-8"))
            names = [column[0] for column in asked.description]
            return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]

    return ask_facts


@pytest.fixture
def figure(make_fact: MakeFact) -> Callable[..., Fact]:
    """Gives a function that makes a fact with what all questions ask for."""

    def make(value: str, period: Period, **slots: Any) -> Fact:
        defaults = {"metric": Mention("营收", 0, 2, "revenue"), "subject": Mention("甲", 0, 1), "decimals": 1}
        return make_fact(**{"value": value, "period": period, "quote": value} | defaults | slots)

    return make


def test_growth_is_stated_or_reckoned_with_the_greatest_first(ask: Ask, figure: Callable[..., Fact]) -> None:
    other = {"subject": Mention("乙", 0, 1)}
    percent = {"unit": "percent", "scale": 0}
    facts = [
        figure("200", year(2023)),
        figure("250", year(2024)),
        figure("18.3", year(2024), change=Change("yoy", "up"), **percent, **other),
        figure("100", year(2024), **other),
        figure("50", year(2023), **other),
        figure("99", year(2025), change=Change("yoy", "up"), modality="forecast", **percent),
        figure("5", year(2025), change=Change("yoy", "down"), **percent),
        figure("7", year(2025), change=Change("qoq", "up"), **percent),
    ]
    rows = ask("growth", facts)
    assert [(row["subject"], row["period_end"].year, row["percent"], row["how"], row["evidence"]) for row in rows] == [
        ("甲", 2024, Decimal(25), "reckoned", "200 to 250"),
        ("乙", 2024, Decimal("18.3"), "stated", "18.3"),
        ("甲", 2025, Decimal(-5), "stated", "5"),
    ]


def test_sources_disagree_where_rounding_does_not_explain_it(ask: Ask, figure: Callable[..., Fact]) -> None:
    facts = [
        figure("1250000000", year(2024), doc_id="a"),
        figure("1251230000", year(2024), doc_id="b", scale=0, decimals=0),
        figure("1270000000", year(2024), doc_id="c", attribution=Mention("某行", 0, 2)),
        figure("1300000000", year(2023), doc_id="a"),
        figure("1400000000", year(2024), doc_id="d", comparator="~"),
        figure("1", year(2022), doc_id="a", scale=0),
        figure("2", year(2022), doc_id="a", scale=0),
        figure("3", year(2022), doc_id="b", scale=0),
    ]
    rows = ask("disagreements", facts)
    assert [(row["one_in"], row["other_in"], row["other_cites"], row["difference"]) for row in rows] == [
        ("a", "c", "某行", 20_000_000),
        ("b", "c", "某行", 18_770_000),
    ]


def test_a_history_goes_from_period_to_period_of_the_same_length(ask: Ask, figure: Callable[..., Fact]) -> None:
    quarter = Period(dt.date(2024, 1, 1), dt.date(2024, 3, 31))
    facts = [
        figure("300", year(2024), doc_id="b"),
        figure("300", year(2024), doc_id="a"),
        figure("250", year(2023)),
        figure("60", quarter),
        figure("310", year(2025), value_high="330", modality="forecast"),
        figure("40", year(2024), metric=Mention("毛利率", 0, 3, "gross_margin"), unit="percent"),
    ]
    rows = ask("history", facts)
    assert [(row["period_end"].year, row["lowest"], row["highest"], row["moved"], row["actual"]) for row in rows] == [
        (2024, 60, 60, None, True),
        (2023, 250, 250, None, True),
        (2024, 300, 300, 50, True),
        (2025, 310, 330, None, False),
    ]
    assert rows[2]["documents"] == ["a", "b"]


@pytest.mark.parametrize("question", ["growth", "disagreements", "history"])
def test_the_corpus_gives_answers_whose_evidence_is_in_it(question: str, ask: Ask, corpus_facts: list[Fact]) -> None:
    rows = ask(question, corpus_facts)
    quotes = {(fact.doc_id, fact.quote) for fact in corpus_facts}
    subjects = {fact.subject.text for fact in corpus_facts if fact.subject is not None}
    assert {row["subject"] for row in rows} <= subjects
    if question == "growth":
        assert len(rows) > 10
        assert all((row["doc_id"], row["evidence"].rpartition(" to ")[2]) in quotes for row in rows)
    elif question == "history":
        assert len(rows) > 20
    else:  # its articles tell the same facts, in three languages
        assert all({(row[f"{side}_in"], row[side]) for side in ("one", "other")} <= quotes for row in rows)


def test_every_query_is_in_the_list() -> None:
    shown = re.findall(r"\]\((\w+)\.sql\)", (EXAMPLES / "README.md").read_text("utf-8"))
    assert sorted(shown) == sorted(path.stem for path in EXAMPLES.glob("*.sql"))
