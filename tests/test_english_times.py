"""How English says when: what of a sentence a time reaches, and what was said on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from numfacts.linking.english.times import (
    begins_part,
    beside,
    is_said,
    is_told,
    is_when,
    last_listed,
    predicate_at,
    so_far,
)
from numfacts.linking.reading import Reading
from numfacts.periods import TimeExpression
from numfacts.records import Period
from numfacts.vocabulary.shapes import Shapes

Read = Callable[[str], Reading]
PARTING = frozenset(["as", "after"])
PUBLISHED = dt.date(2025, 8, 14)
THIS_YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def first(reading: Reading) -> int:
    """Give the index of the first quantity of a sentence."""
    return reading.codes.index("Q")


def time_of(reading: Reading) -> TimeExpression:
    """Give the first time of a sentence."""
    item = next(token.item for token in reading.tokens if token.code in "PB")
    assert isinstance(item, TimeExpression)
    return item


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It sold 5 looms.", True),
        ("It has sold 5 looms.", False),
        ("It was fined $5.", True),
        ("It is paid $5.", False),
        ("It sells 5 looms.", False),
        ("It will sell 5 looms.", False),
        ("A fall of 5 percent.", True),
    ],
)
def test_what_happened_is_told(read_english: Read, text: str, told: bool) -> None:
    reading = read_english(text)
    assert is_told(reading, first(reading)) is told


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Oak in 2024 sold 5 looms.", "sold 5 looms."),
        ("Oak said it had lost $5.", "had lost $5."),
        ("A fall of 5 percent.", "A fall of 5 percent."),
    ],
)
def test_the_verb_that_governs_a_quantity(read_english: Read, text: str, rest: str) -> None:
    reading = read_english(text)
    assert text[predicate_at(reading, first(reading)) :] == rest


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("Oak sold 5 looms, with 3 due in June.", True),
        ("Oak sold 5 looms, taking its total to 9.", True),
        ("Oak sold 5 looms, and bought 3.", False),
        ("Oak sold 5 looms in June.", False),
    ],
)
def test_what_goes_on_beside_a_clause(read_english: Read, text: str, opens: bool) -> None:
    reading = read_english(text)
    found = beside(reading, first(reading))
    assert found == (reading.codes.index(",", first(reading)) if opens else len(reading.tokens))


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("It had sales of $5 million and a loss of $1 million in 2024.", "$1 million"),
        ("It left 5 people dead and 12 people wounded this week.", "12 people"),
        ("It earned $5 million, or 3 cents per share, in 2024.", "3 cents per share"),
        ("It earned $5 million, and 3 mills burned in 2024.", "$5 million"),
        ("It earned $5 million and lost $1 million in 2024.", "$5 million"),
        ("It earned $5 million in 2024.", "$5 million"),
    ],
)
def test_quantities_listed_without_another_verb(read_english: Read, text: str, last: str) -> None:
    reading = read_english(text)
    assert reading.mention(last_listed(reading, first(reading))).text == last


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Oak lost 5 looms, it said on Monday.", True),
        ("Oak on Monday said it lost 5 looms.", True),
        ("Oak lost 5 looms on Monday.", False),
    ],
)
def test_the_day_on_which_something_was_said(read_english: Read, english_shapes: Shapes, text: str, said: bool) -> None:
    assert is_said(text, 0, time_of(read_english(text)), english_shapes) is said


@pytest.mark.parametrize(
    ("text", "published", "period"),
    [
        ("Gold has gained 5 percent this year.", PUBLISHED, Period(THIS_YEAR.start, PUBLISHED)),
        ("Gold gains 5 percent this year.", PUBLISHED, THIS_YEAR),
        ("Gold has gained 5 percent this year.", None, THIS_YEAR),
    ],
)
def test_what_has_been_so_far(
    read_english: Read, english_shapes: Shapes, text: str, published: dt.date | None, period: Period
) -> None:
    reading = read_english(text)
    assert so_far(reading, time_of(reading), THIS_YEAR, published, english_shapes) == period


@pytest.mark.parametrize(
    ("text", "word", "begins"),
    [
        ("It sold 5 looms as prices fell.", "as", True),
        ("It sold 5 looms as of June.", "as", False),
        ("It sold 5 looms after the fire.", "after", True),
        ("It said that 5 looms were sold.", "that", False),
        ("Looms that cost $5 sold.", "that", True),
        ("It sold 5 looms and expects 3 more.", "and", True),
        ("It sold 5 looms and 3 mills.", "and", False),
    ],
)
def test_words_that_begin_another_clause(read_english: Read, text: str, word: str, begins: bool) -> None:
    reading = read_english(text)
    place = next((at for at, token in enumerate(reading.tokens) if text[token.start : token.end].lower() == word), None)
    assert (place is not None and begins_part(reading, place, PARTING)) is begins


def test_when_is_the_time_of_what_follows(read_english: Read) -> None:
    text = "It sold 5 looms when prices fell."
    reading = read_english(text)
    assert [text[token.start : token.end] for at, token in enumerate(reading.tokens) if is_when(reading, at)] == [
        "when"
    ]
