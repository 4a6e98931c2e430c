"""The slots of a fact on one level, by the names of the columns of a CSV, for formats that name what they say."""

from __future__ import annotations

import datetime as dt
from typing import Final

from numfacts.io.outputs import CSV_COLUMNS, csv_row
from numfacts.records import Fact

DECIMALS: Final = frozenset({"value", "value_high"})
DATES: Final = frozenset({"period_start", "period_end"})


def slots_of(fact: Fact) -> dict[str, str | int]:
    """Gives what a fact says, without what is null: whole numbers, and texts of all else as a CSV has them."""
    return {
        name: slot.isoformat() if isinstance(slot, dt.date) else slot  # type: ignore[misc]
        for name, slot in zip(CSV_COLUMNS, csv_row(fact), strict=True)
        if slot is not None
    }
