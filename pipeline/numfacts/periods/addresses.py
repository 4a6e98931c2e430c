"""The day that the address of a text's source names: https://example.com/2024-05-08/12.pdf."""

from __future__ import annotations

import datetime as dt

from numfacts.periods import calendar
from numfacts.programs import later

_ADDRESS = later(r"https?://[!-~]{8,400}")
_DAY = later(r"(?<![0-9])(20[0-4][0-9])([-/_]?)(0[1-9]|1[0-2])\2(0[1-9]|[12][0-9]|3[01])(?![0-9])")


def day_of_address(text: str) -> dt.date | None:
    """Give the latest day that an address in a text names in full, or null."""
    if "://" not in text:
        return None
    found = (day for address in _ADDRESS.finditer(text) for day in _DAY.finditer(text, *address.span()))
    days = (calendar.day_of(int(day[1]), int(day[3]), int(day[4])) for day in found)
    return max(filter(None, days), default=None)
