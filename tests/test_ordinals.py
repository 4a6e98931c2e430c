"""Tests of English ranks: which ordinals are found behind which words, and where."""

from __future__ import annotations

from decimal import Decimal

import pytest

from numfacts.numbers.ordinals import Ordinals
from numfacts.records import Span
from numfacts.ruleset.kinds import MetricRule, NumeralRule
from numfacts.vocabulary.lexicon import lowered
from numfacts.vocabulary.tokens import Token, term_of

ORDINALS = Ordinals([NumeralRule(id="ordinal", role="ordinal_word", words={"second": 2, "third": 3})])
RULES = {metric: MetricRule(id=metric, metric=metric, takes=["rank"]) for metric in ("rank", "revenue")}


def find(text: str, metric: str = "rank", blocked: list[Span] | None = None) -> list[tuple[str, Decimal]]:
    start = text.index("ranked")
    term = Token("M", start, start + len("ranked"), term_of("ranked", "metrics/x", RULES[metric]))
    found = ORDINALS.find(lowered(text), [term], blocked or [])
    return [(text[rank.start : rank.end], rank.value) for rank in found]


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("It ranked third.", "third", 3),
        ("It was ranked as the second-largest.", "second", 2),
        ("It ranked Third", "Third", 3),
        ("It ranked 12th in Asia", "12th", 12),
    ],
)
def test_an_ordinal_behind_a_word_for_a_rank_is_one(text: str, quote: str, value: int) -> None:
    assert find(text) == [(quote, value)]


@pytest.mark.parametrize(
    "text", ["It ranked high.", "It ranked seconds later.", "It ranked 12 ships.", "The third ranked."]
)
def test_nothing_else_is(text: str) -> None:
    assert find(text) == []


def test_other_metrics_have_no_rank() -> None:
    assert find("It ranked third.", "revenue") == []


def test_blocked_text_has_none() -> None:
    assert find("It ranked third.", blocked=[Span(10, 15)]) == []
