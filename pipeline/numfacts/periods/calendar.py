"""Calendar arithmetic over periods: units of time, shifts, feasts.

Periods are closed: both days belong to them. Weeks run from Monday to Sunday.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from numfacts.programs import later
from numfacts.records import Period

MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_ENGLISH = {
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10},
    **{"eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30},
}
_DIGITS = {"零": 0, "〇": 0, "○": 0} | {char: value for value, char in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_KEPT = 1024  # periods of which it is kept what they are
_COUNT = later("(?:([一二三四五六七八九两])?(百))?零?(?:([一二三四五六七八九])?(十|廿))?([一二三四五六七八九两])?")


def count(text: str) -> Decimal | None:
    """Read the small number of a date or a length of time: ``12``, 十五, 半, ``three``; null for 数 and the like."""
    text = text.lower()
    if text == "半":
        return Decimal("0.5")
    if text in _ENGLISH:
        return Decimal(_ENGLISH[text])
    if text.replace(".", "", 1).isascii():
        return Decimal(text) if text.replace(".", "", 1).isdigit() else None
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return Decimal("".join(str(_DIGITS[char]) for char in text))
    found = _COUNT.fullmatch(text)
    if found is None:
        return None
    hundreds, hundred, tens, ten, ones = found.groups()
    value = _DIGITS.get(hundreds or "一", 1) * 100 if hundred else 0
    if ten:
        value += 20 if ten == "廿" else _DIGITS.get(tens or "一", 1) * 10
    return Decimal(value + (_DIGITS[ones] if ones else 0))


def whole(text: str | None) -> int | None:
    """Read a whole small number, or give null."""
    value = None if text is None else count(text)
    return int(value) if value is not None and value == int(value) else None


def month_number(text: str) -> int | None:
    """Give the number of a month written as a number or by its English name, or called the first: 首月."""
    name = "jan" if text == "首" else text[:3].lower()
    return _MONTH_NAMES.index(name) + 1 if name in _MONTH_NAMES else whole(text)


def span(start: dt.date | None, end: dt.date | None) -> Period | None:
    """Make a period of two days; null where one is missing or they are out of order."""
    return Period(start, end) if start is not None and end is not None and start <= end else None


def instant(day: dt.date) -> Period:
    """Make the period of a single day."""
    return Period(day, day)


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """Make a date; null where the calendar has none such."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def add_days(day: dt.date, days: int) -> dt.date:
    """Move a day, staying within what dates can express."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))


def add_months(day: dt.date, months: int) -> dt.date:
    """Move a day by whole months, to the month's last day where it is shorter."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), dt.MAXYEAR * 12 + 11)
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, last_day(year, month + 1)))


def last_day(year: int, month: int) -> int:
    """Give the number of days of a month."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def months(first: dt.date, number: int) -> Period:
    """Make the period of ``number`` months from ``first``, which should be a first of a month."""
    return Period(first, add_days(add_months(first, number), -1))


@lru_cache(_KEPT)
def year(number: int, month: int = 1) -> Period | None:
    """Make the year that begins in ``month``."""
    first = day_of(number, month, 1)
    return months(first, 12) if first else None


def containing(unit: str, day: dt.date) -> Period:
    """Give the calendar unit that a day lies in."""
    if unit in MONTHS:
        size = MONTHS[unit]
        return months(dt.date(day.year, (day.month - 1) // size * size + 1, 1), size)
    if unit == "tenday":
        return tenday(instant(day), min((day.day - 1) // 10 + 1, 3))
    if unit == "week":
        monday = add_days(day, -day.weekday())
        return Period(monday, add_days(monday, 6))
    return instant(day)


def ends_quarter(period: Period) -> bool:
    """Say whether a period is the last day of a quarter."""
    return period.start == period.end == containing("quarter", period.end).end


def tenday(month: Period, number: int) -> Period:
    """Give the first, second or third ten days of the month that ``month`` begins in."""
    first = month.start.replace(day=1 + 10 * (number - 1))
    return Period(first, first.replace(day=10 * number if number < 3 else last_day(first.year, first.month)))


def halfmonth(month: Period, number: int) -> Period:
    """Give the first 15 days or the rest of the month that ``month`` begins in."""
    first = month.start.replace(day=1 + 15 * (number - 1))
    return Period(first, first.replace(day=15 if number == 1 else last_day(first.year, first.month)))


def shifted(unit: str, day: dt.date, number: int) -> Period:
    """Give the calendar unit that lies ``number`` units after the one of a day."""
    if unit in MONTHS:
        return containing(unit, add_months(day.replace(day=1), number * MONTHS[unit]))
    return containing(unit, add_days(day, number * (7 if unit == "week" else 1)))


def moved(period: Period, years: int) -> Period:
    """Move a period by whole years; ends of months stay ends of months."""
    return Period(_moved(period.start, years), _moved(period.end, years))


def _moved(day: dt.date, years: int) -> dt.date:
    target = add_months(day, 12 * years)
    at_end = day.day == last_day(day.year, day.month) and day.month == 2
    return target.replace(day=last_day(target.year, target.month)) if at_end else target


@lru_cache(_KEPT)
def grain(period: Period) -> str | None:
    """Name the unit of time a period is one of, from any month on; null where it is none."""
    days = (period.end - period.start).days + 1
    if days == 1:
        return "day"
    if days == 7 and period.start.weekday() == 0:
        return "week"
    if period.start.day == 1:
        for unit, size in MONTHS.items():
            if period.end == add_days(add_months(period.start, size), -1):
                return unit
    return None


def easter(number: int) -> Period | None:
    """Give Good Friday to Easter Monday of a year, by the Gregorian rule."""
    if not 1583 <= number <= 9999:
        return None
    a, (b, c) = number % 19, divmod(number, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + shift - 7 * ((a + 11 * h + 22 * shift) // 451) + 114, 31)
    sunday = dt.date(number, month, day + 1)
    return Period(add_days(sunday, -2), add_days(sunday, 1))


def part_of_year(base: dt.date, size: int, index: int, number: int = 1) -> Period:
    """Give ``number`` parts of ``size`` months, the first of them the ``index``-th of the year from ``base``."""
    return months(add_months(base, size * (index - 1)), size * number)


def back(end: dt.date, number: int) -> Period | None:
    """Give the months that close with a day."""
    return span(add_months(add_days(end, 1), -number), end)


def stepped(day: dt.date, size: tuple[int, int], sign: int) -> dt.date:
    """Move a day by months and days."""
    return add_days(add_months(day, sign * size[0]), sign * size[1])
