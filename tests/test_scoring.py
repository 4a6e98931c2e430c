"""Tests of scoring facts against a gold set, and of the pairing it rests on."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numfacts.authoring.gold import GoldClaim, GoldDocument, GoldError, read_gold
from numfacts.authoring.pairing import pairs
from numfacts.authoring.scoring import Found, Score, score
from numfacts.records import Change, Extent, Fact, Mention, Period, Span

MakeFact = Callable[..., Fact]

CLAIM: dict[str, Any] = {"start": 4, "end": 7, "value": "500000000", "unit": "CNY"}


def scored(claims: list[GoldClaim], facts: list[Fact]) -> Score:
    return score([GoldDocument("doc", claims)], {"doc": Found(facts)})


def test_facts_that_agree_score_at_every_level(make_fact: MakeFact) -> None:
    result = scored([GoldClaim(**CLAIM)], [make_fact()])
    assert [result.quantity.f1, result.claim.f1, result.full.f1] == [1, 1, 1]
    assert set(result.slots.values()) == {1.0}
    assert result.disagreements == []
    assert (result.documents, result.claims, result.facts) == (1, 1, 1)


@pytest.mark.parametrize(
    ("gold", "slots", "levels"),
    [
        ({"value": "5e8"}, {}, [1, 1, 1]),
        ({"value": "500000001"}, {}, [0, 0, 0]),
        ({"value_high": "600000000"}, {}, [0, 0, 0]),
        ({"unit": ["HKD", "CNY"]}, {}, [1, 1, 1]),
        ({"unit": ["HKD"]}, {}, [0, 0, 0]),
        ({"comparator": "~"}, {}, [1, 0, 0]),
        ({"metric": "营收", "metric_id": "revenue"}, {}, [1, 0, 0]),
        ({"metric": "营收"}, {"metric": Mention("营收", 0, 2, "revenue")}, [1, 1, 1]),
        ({"metric": "总 营收"}, {"metric": Mention("营收", 0, 2)}, [1, 1, 1]),
        ({"metric": "x", "metric_id": "revenue"}, {"metric": Mention("营收", 0, 2, "revenue")}, [1, 1, 1]),
        ({"metric": "营收", "metric_id": "cost"}, {"metric": Mention("营收", 0, 2, "revenue")}, [1, 0, 0]),
        ({"metric_id": "share_price"}, {"metric": Mention("股价", 0, 2, "price_change")}, [1, 0, 0]),
        (
            {"metric_id": "share_price", "change": Change("day", "up")},
            {"metric": Mention("股价", 0, 2, "price_change"), "change": Change("day", "up")},
            [1, 1, 1],
        ),
        ({"change": Change("yoy", "up")}, {"change": Change("yoy", "down")}, [1, 0, 0]),
        ({"subject": ["智谱", "Zhipu AI"]}, {"subject": Mention("ZHIPU", 0, 5)}, [1, 1, 1]),
        ({"subject": []}, {}, [1, 1, 1]),
        ({"subject": ["智谱"]}, {}, [1, 1, 0]),
        ({}, {"subject": Mention("智谱", 0, 2)}, [1, 1, 0]),
        ({"attribution": "外电"}, {"attribution": Mention("外电", 0, 2)}, [1, 1, 1]),
        ({"attribution": ["外电", "路透"]}, {}, [1, 1, 0]),
        ({"modality": "forecast"}, {}, [1, 1, 0]),
        (
            {"period": Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31))},
            {"period": Period(dt.date(2024, 1, 1), dt.date(2024, 6, 30))},
            [1, 1, 0],
        ),
    ],
)
def test_each_level_asks_for_its_slots(
    gold: dict[str, Any], slots: dict[str, Any], levels: list[int], make_fact: MakeFact
) -> None:
    result = scored([GoldClaim(**CLAIM | gold)], [make_fact(**slots)])
    assert [result.quantity.f1, result.claim.f1, result.full.f1] == levels
    assert bool(result.disagreements) == (levels != [1, 1, 1])


def test_what_has_no_partner_is_missed_or_spurious(make_fact: MakeFact) -> None:
    claims = [GoldClaim(**CLAIM), GoldClaim(**CLAIM | {"start": 20, "end": 22})]
    facts = [make_fact(), make_fact(start=10, end=12), make_fact(start=30, end=31)]
    result = scored(claims, facts)
    assert (result.quantity.precision, result.quantity.recall, result.quantity.f1) == (1 / 3, 1 / 2, 0.4)
    assert [found.kind for found in result.disagreements] == ["missed", "spurious", "spurious"]


def test_a_document_without_facts_is_missed_and_others_are_not_counted(make_fact: MakeFact) -> None:
    result = score([GoldDocument("doc", [GoldClaim(**CLAIM)])], {"other": Found([make_fact(doc_id="other")])})
    assert (result.claims, result.facts, result.full.f1) == (1, 0, 0)


def test_slots_are_counted_where_the_quantity_agrees(make_fact: MakeFact) -> None:
    claims = [GoldClaim(**CLAIM | {"comparator": "~"}), GoldClaim(**CLAIM | {"start": 20, "end": 22, "value": "1"})]
    result = scored(claims, [make_fact(), make_fact(start=20, end=22)])
    assert result.slots["comparator"] == 0
    assert result.slots["metric"] == 1
    assert [found.kind for found in result.disagreements] == ["comparator", "quantity"]


def test_boilerplate_is_measured_in_characters() -> None:
    gold = [GoldDocument("doc", [], [Extent(0, 10)])]
    result = score(gold, {"doc": Found([], [Extent(5, 10), Extent(20, 25), Extent(22, 25)])})
    assert (result.boilerplate.precision, result.boilerplate.recall) == (0.5, 0.5)


def test_silence_where_there_is_nothing_to_be_found_is_right() -> None:
    result = score([GoldDocument("doc", [])], {"doc": Found([])})
    assert [result.quantity.f1, result.full.f1, result.boilerplate.f1] == [1, 1, 1]


def test_agreeing_spans_pair_before_larger_overlaps() -> None:
    left, right = [Span(0, 10)], [Span(0, 9), Span(8, 10)]
    assert pairs(left, right, lambda one, other: False) == [(0, 0)]
    assert pairs(left, right, lambda one, other: other == Span(8, 10)) == [(0, 1)]


spans = st.lists(st.builds(lambda start, size: Span(start, start + size), st.integers(0, 30), st.integers(1, 9)))


@given(spans, spans)
def test_pairs_are_those_that_trying_all_would_find(left: list[Span], right: list[Span]) -> None:
    right = sorted(right)
    overlaps = sorted(
        (-shared, one, other)
        for one, first in enumerate(left)
        for other, second in enumerate(right)
        if (shared := min(first.end, second.end) - max(first.start, second.start)) > 0
    )
    expected: dict[int, int] = {}
    for _, one, other in overlaps:
        if one not in expected and other not in expected.values():
            expected[one] = other
    assert pairs(left, right, lambda one, other: True) == sorted(expected.items())


def test_a_gold_file_is_read_with_its_other_keys_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    claim = CLAIM | {
        "period": {"start": "2024-01-01", "end": "2024-12-31"},
        "change": {"basis": None, "direction": "up"},
    }
    path.write_text(json.dumps([{"id": "a", "text": "…", "claims": [claim], "boilerplate": [{"start": 1, "end": 2}]}]))
    [document] = read_gold(path)
    assert document.claims[0].period == Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    assert document.boilerplate == [Extent(1, 2)]


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("{}", ": no gold set"),
        ("[{}]", ": no gold set"),
        ('[{"id": 1, "claims": []}]', ": no gold set"),
        ("[\n{},\n nothing]", ":3: broken JSON at column 2"),
    ],
)
def test_a_file_that_is_no_gold_set_is_refused_by_name(content: str, cause: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(content)
    with pytest.raises(GoldError, match=rf"gold\.json{cause}"):
        read_gold(path)
    with pytest.raises(GoldError, match="No such file"):
        read_gold(tmp_path / "none.json")
