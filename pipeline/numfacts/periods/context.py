"""What resolving an expression goes by: the context it stands in, and the years of what names none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from numfacts.periods import calendar
from numfacts.periods.calendar import add_days, add_months, instant
from numfacts.periods.expressions import TimeExpression, fold
from numfacts.records import Period

if TYPE_CHECKING:
    from numfacts.ruleset.kinds import PeriodsFile

_SOON = 65  # days ahead within which an undated month is meant rather than the one a year before
_SOON_DAY = 91  # the same for an undated day
_MONTH = 31  # days, beyond which a part of a year is a quarter or a half, of which results are foreseen once it is over
_JUST_PAST = 45  # days back within which a forecast still speaks of what is past
_TOLD_OF = 120  # days back within which the end of what is reported on lies, though results are only foreseen

Within = Callable[[Period], Period | None]


class PeriodContext(msgspec.Struct):
    """What resolving needs to know beside the words.

    ``published`` is the day of publication, ``announced`` a date line where that is unknown. ``previous`` is the
    last period the text gave, ``shifted`` the rule that gave it, ``main`` the first of whole months that names
    its year, ``course`` the last longer than a day, ``named`` the last of each unit of time, ``report`` that of
    the last report it names, ``as_of`` its last 截至 day, ``day`` its last other one, ``anchor`` and
    ``anchor_year`` the day and the year that undated days take theirs from, ``sentence_year`` the year named
    before in the same sentence, ``sentence_part`` the part of a year.
    ``present_year`` and ``past_year`` are what 今年 and 去年 mean where no day of
    publication is known, ``fiscal_start`` the month fiscal years begin in, where known, ``reported_year`` the
    fiscal year that the text is a report of. ``forecast`` lets undated days lie ahead.
    """

    published: dt.date | None = None
    announced: dt.date | None = None
    previous: Period | None = None
    main: Period | None = None
    course: Period | None = None
    named: dict[str, Period] = {}
    report: Period | None = None
    as_of: dt.date | None = None
    day: dt.date | None = None
    shifted: str | None = None
    anchor: dt.date | None = None
    anchor_year: int | None = None
    sentence_year: int | None = None
    sentence_part: Period | None = None
    present_year: int | None = None
    past_year: int | None = None
    fiscal_start: int | None = None
    reported_year: Period | None = None
    forecast: bool = False

    @property
    def today(self) -> dt.date | None:
        """The day relative expressions count from."""
        return self.published or self.announced

    def present(self, years: int) -> int | None:
        """Give the year from which 今年 (0) or 去年 (-1) counts where no day is known."""
        if self.present_year is None and self.past_year is not None and years == -1:
            return self.past_year + 1
        return self.present_year


class Work:
    """One end of an expression while it is resolved: ``base`` is the period of its coarser atoms so far."""

    __slots__ = ("_expression", "base", "context", "rules", "shapes", "text")

    def __init__(
        self, expression: TimeExpression, context: PeriodContext, rules: PeriodsFile, base: Period | None = None
    ) -> None:
        self._expression = expression
        self.text = expression.text
        self.shapes = expression.shapes
        self.context = context
        self.rules = rules
        self.base = base

    def unit(self, written: str) -> str | None:
        """Give the unit of a length of time, the first that is in how it is written; null where none is."""
        written = fold(written)
        return next((unit for unit, words in self.rules.units.items() if any(word in written for word in words)), None)

    def led_by(self, shape: str, reach: int) -> bool:
        """Say whether a shape, given by its id, stands among so many characters before the expression."""
        return self._expression.led_by(shape, reach) is not None

    @property
    def future(self) -> bool:
        """Whether undated days lie ahead."""
        return self.context.forecast or self._expression.future

    @property
    def past(self) -> bool:
        """Whether they lie behind."""
        return self._expression.past

    @property
    def until(self) -> bool:
        """Whether the expression is what something is counted up to."""
        return self._expression.role == "until"

    @property
    def beside(self) -> bool:
        """Whether the expression is only what something is compared with."""
        return self._expression.role in ("than", "beside")

    @property
    def since(self) -> bool:
        """Whether something counts from the expression."""
        return self._expression.role == "since"


def undated(
    work: Work, within: Within, *, ended: bool = False, near: bool = False, part: bool = False
) -> Period | None:
    """Resolve what lies in a year: the one given, or the year that the context makes likely.

    ``within`` gives the period in a year. ``ended`` asks for one that is over, ``near`` for the nearest in either
    direction, ``part`` for one of the year of a part told before it.
    """
    if work.base is not None:
        return within(work.base)
    context, today = work.context, work.context.today
    if context.sentence_year:
        return _in_year(within, context.sentence_year)
    if part and context.sentence_part and (later := _later_part(within, context.sentence_part)) is not None:
        return later
    inside = _in_year(within, context.previous.end.year) if context.previous else None
    if inside and context.previous and _holds(context.previous, inside):
        return inside
    if today is None:
        return _by_anchor(within, context)
    this = _in_year(within, today.year)
    if this is None:
        return None
    if work.future:
        told_of = (work.until and this.end < today) or (this.end - this.start).days > _MONTH
        back = _TOLD_OF if told_of else _JUST_PAST  # 预期截至9月底，中期亏损; in August: 预料上半年亏损
        return this if (today - this.end).days <= back else _in_year(within, today.year + 1)
    if near:
        other = today.year + (1 if this.end < today else -1)
        found = this if abs((this.start - today).days) < 183 else _in_year(within, other)
        if found is not None and (found.start - today).days > _SOON:
            return _in_year(within, found.start.year - 1)  # what is told of a feast was at the last one
        return found
    over = this.end <= add_days(today, 3) if ended else this.start <= today
    before = None if over else _in_year(within, today.year - 1)
    if ended and before:
        return before
    soon = 0 if work.past else _SOON_DAY if this.start == this.end else _SOON
    return this if before is None or (this.start - today).days <= soon else before


def _by_anchor(within: Within, context: PeriodContext) -> Period | None:
    """Resolve without a day of publication: nearest to a day that the text names, or in a year that it names."""
    anchor = context.anchor
    if anchor is None:
        return _in_year(within, context.anchor_year) if context.anchor_year else None
    found = [_in_year(within, anchor.year + offset) for offset in (0, -1, 1)]
    return min((period for period in found if period), key=lambda period: abs((period.end - anchor).days), default=None)


def _later_part(within: Within, named: Period) -> Period | None:
    """Give the quarter or half of a year that is told behind an earlier one of it: 明年首季增长3%，第二季增长4%."""
    found = _in_year(within, named.start.year)
    return found if found is not None and found.start > named.start else None


def _holds(period: Period, other: Period) -> bool:
    """Say whether a part of a year, or the month of a day, holds another period."""
    if period.start == period.end:
        period = calendar.containing("month", period.start)
    return (period.end - period.start).days < 190 and period.start <= other.start and other.end <= period.end


def _in_year(within: Within, number: int) -> Period | None:
    base = calendar.year(number)
    return within(base) if base else None


def edge_of(period: Period, edge: str | None, since: bool = False) -> Period | None:
    """Give the last day, the middle or the beginning of a period; after the middle where something counts from it."""
    unit = calendar.grain(period)
    if edge == "end":
        return instant(period.end)
    if edge == "start":
        return calendar.tenday(period, 1) if unit == "month" else instant(period.start)
    if unit == "month":
        return calendar.tenday(period, 2)
    if unit != "year":
        return None
    half = add_months(period.start, 6)
    return instant(half if since else add_days(half, -1))


def part_of(period: Period, part: str) -> Period | None:
    """Give the early, middle or late part of a month, the middle of a year or all of a day; null if none is sharp."""
    if period.start == period.end:
        return period
    if calendar.grain(period) == "month":
        return calendar.tenday(period, {"early": 1, "middle": 2, "late": 3}[part])
    return edge_of(period, "middle") if part == "middle" else None
