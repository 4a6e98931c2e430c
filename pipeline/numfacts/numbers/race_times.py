"""Times that are run or swum, in minutes, seconds and parts of one: 3分51秒99, 9秒83, 2小时5分30秒."""

from __future__ import annotations

from decimal import Decimal

from numfacts.numbers.quantity import Quantity
from numfacts.numbers.taken import Taken
from numfacts.programs import later

MINUTE, HOUR = 60, 3600
RACE_TIME = later(
    r"(?<![0-9.:])(?:(?:(?P<hours>[0-9]{1,2})小时)?(?P<minutes>[0-9]{1,3})分(?P<seconds>[0-9]{1,2}(?:\.[0-9]{1,3})?)秒"
    r"|(?P<only>[0-9]{1,2})秒(?=[0-9]{2}))(?P<rest>[0-9]{1,3})?(?![0-9.])"
)


def with_race_times(lower: str, found: list[Quantity]) -> list[Quantity]:
    """Put such times, in seconds, in the place of the numbers that they are made of."""
    if "秒" not in lower:
        return found
    times = [
        _time(match["hours"], match["minutes"], match["seconds"] or match["only"], match["rest"], *match.span())
        for match in RACE_TIME.finditer(lower)
    ]
    taken = Taken(times)
    kept = [quantity for quantity in found if not taken.meets(quantity.start, quantity.end)]
    return sorted([*kept, *times], key=lambda quantity: quantity.start) if times else found


def _time(hours: str | None, minutes: str | None, seconds: str, rest: str | None, start: int, end: int) -> Quantity:
    part = Decimal(f"{seconds}.{rest}") if rest and "." not in seconds else Decimal(seconds)
    value = HOUR * int(hours or 0) + MINUTE * int(minutes or 0) + part
    return Quantity(
        start, end, start, end, value, None, "s", "duration", "秒", None, "=", 0, 0, False, ["units/second"]
    )
