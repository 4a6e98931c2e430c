"""Periods as annotators write them: ``2024``, ``2024-H1``, ``2024-Q3``, ``2024-03``, ``2024-03-05``, and from/to."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from numfacts.records import Period

_WRITTEN = re.compile(r"([0-9]{4})(?:-(?:H([12])|Q([1-4])|([0-9]{2})(?:-([0-9]{2}))?))?")


def read_period(written: str) -> Period:
    """Read a period, or two that are its beginning and its end with a slash between them.

    Raises ValueError, whose message says what is written instead of a period.
    """
    parts = written.split("/")
    try:
        first, last = _one(parts[0]), _one(parts[-1])
    except ValueError:
        raise ValueError(f"{written!r} is not a period such as 2024, 2024-Q3, 2024-03-05 or 2024-01/2024-08") from None
    if len(parts) > 2 or first.start > last.end:
        raise ValueError(f"{written!r} does not begin before it ends")
    return Period(first.start, last.end)


def write_period(period: Period) -> str:
    """Write a period so that ``read_period`` gives it again, as short as can be."""
    start, end = period.start, period.end
    forms = [f"{start:%Y}", f"{start:%Y}-H{(start.month + 5) // 6}", f"{start:%Y}-Q{(start.month + 2) // 3}"]
    forms += [f"{start:%Y-%m}", f"{start}"]
    return next((form for form in forms if _one(form) == period), f"{start}/{end}")


def _one(written: str) -> Period:
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise ValueError(written)
    year, half, quarter, month, day = (int(part) if part else 0 for part in match.groups())
    if day:
        return Period(dt.date(year, month, day), dt.date(year, month, day))
    first, months = 1, 12
    if half:
        first, months = half * 6 - 5, 6
    elif quarter:
        first, months = quarter * 3 - 2, 3
    elif match[4]:
        first, months = month, 1
    start, last = dt.date(year, first, 1), first + months - 1
    return Period(start, dt.date(year, last, calendar.monthrange(year, last)[1]))
