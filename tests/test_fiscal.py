"""Quarters and halves of fiscal years that an English text tells by when they ended."""

from __future__ import annotations

import datetime as dt

import pytest

from support.periods import PERIODS

PUBLISHED = dt.date(2025, 11, 6)


def quarters(text: str) -> list[str | None]:
    """Give the first days of the periods of a text, in order."""
    found = PERIODS.find(text)
    resolved = PERIODS.timeline(text, found, PUBLISHED)
    return [str(period.start) if period is not None else None for period in resolved]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("A loss in the third quarter ended June 30.", ["2025-04-01", "2025-04-01"]),
        ("A loss in its second quarter, or three months to September.", ["2025-07-01", "2025-07-01"]),
        ("Third-quarter profit rose. In the three months ended September it lost.", ["2025-07-01", "2025-07-01"]),
        ("First-quarter profit rose. In the three months ended September it lost.", ["2025-07-01", "2025-07-01"]),
        ("The first quarter beat the third quarter ended June 30.", ["2024-10-01", "2025-04-01", "2025-04-01"]),
        ("The third quarter ended June 30. A fourth quarter will", ["2025-04-01", "2025-04-01", "2025-07-01"]),
        ("A loss in the second quarter, or the three months that ended May 31.", ["2025-03-01", "2025-03-01"]),
        ("The first quarter beat the second quarter.", ["2025-01-01", "2025-04-01"]),
        ("A loss in the third quarter of 2024, and in the three months ended June.", ["2024-07-01", "2025-04-01"]),
        ("A loss in the first quarter and in the six months to June 30.", ["2025-01-01", "2025-01-01"]),
        ("A loss in the third quarter ended. In the three months to June 29.", ["2025-07-01", "2025-03-30"]),
        ("A loss in the first half of its year. In the six months to September 30.", ["2025-04-01", "2025-04-01"]),
        ("A first-half loss. Sales in the half year ended December 31, 2024.", ["2024-07-01", "2024-07-01"]),
        ("A loss in the first half. In the three months to September.", ["2025-01-01", "2025-07-01"]),
        ("The first half ended June 30. A second half will", ["2025-01-01", "2025-01-01", "2025-07-01"]),
        ("第三季度亏损。截至6月30日止三个月", ["2025-07-01", "2025-04-01"]),
    ],
)
def test_a_part_of_a_year_is_that_which_the_text_says_ended(text: str, starts: list[str | None]) -> None:
    assert quarters(text) == starts


def test_a_year_earlier_is_that_of_the_fiscal_quarter() -> None:
    assert quarters("A loss in the third quarter ended June 30, against a gain a year earlier.")[-1] == "2024-04-01"
