"""Which of the times that a sentence names a quantity is not of, in the order in which that is asked of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.english.reporting import is_day_of_report
from numfacts.linking.english.times import BEFALLEN
from numfacts.linking.times import moments
from numfacts.linking.times.doings import comes_later, is_yet_to_come

if TYPE_CHECKING:
    import datetime as dt

    from numfacts.linking.times.dated import Dating
    from numfacts.linking.times.moments import Sought
    from numfacts.linking.times.reader import Time
    from numfacts.vocabulary.shapes import Shapes

HOLIDAYS = 5  # days by which the first session of a year may come later in another country
LEVELS = frozenset(["money", "point", "rate"])  # kinds of quantities that can be the price of something
THINGS = frozenset(["count", "bare"])  # and of those that count things
LEAD = 48  # characters before a number in which it may be said to be of what is known


class Setting(NamedTuple):
    """What is known of a sentence and of its quantity when its ``times`` are gone through.

    ``first`` is the position of its first quantity, and ``last`` what was told last.
    """

    sought: Sought
    times: list[Time]
    first: int
    last: Dating
    published: dt.date | None
    shapes: Shapes

    def leads(self, time: Time) -> bool:
        """Say whether a time stands before the clause of the quantity."""
        return time.position < self.sought.begin


def of_other(setting: Setting, time: Time) -> bool:
    """Pass over what something else is of: another quantity, a reason, what stands in a bracket."""
    sought, shapes = setting.sought, setting.shapes
    return (
        moments.is_of_other(sought, time)
        or is_day_of_report(sought.reading, time.period, sought.metric, shapes)
        or moments.is_of_reason(sought, time, shapes)
        or moments.is_aside(sought.reading, sought.position, time)
    )


def of_the_known(setting: Setting, time: Time) -> bool:
    """Pass over the day on which something is done to things that were there: freed one of the four suspects."""
    sought, period = setting.sought, time.period
    reading, start = sought.reading, sought.quantity.left
    if not reading.english or sought.quantity.kind not in THINGS or period is None or period.start != period.end:
        return False
    tied = reading.text.startswith("-", sought.quantity.right)
    if tied or reading.codes[sought.position - 1 : sought.position] == "P":
        return False  # Sunday's two games, Oak's 52-point win
    if not BEFALLEN.isdisjoint(reading.text[reading.start : reading.end].split()):
        return False  # his two sons were killed on Monday
    return (
        setting.shapes["english-there-already"].search(reading.text, max(start - LEAD, reading.start), start)
        is not None
    )


def runs_before_price(setting: Setting, time: Time) -> bool:
    """Pass over a span before a price that is quoted now, or behind the first figure."""
    sought = setting.sought
    if not setting.leads(time) or not moments.runs(time):
        return False
    standing = sought.quantity.kind in LEVELS and sought.metric_id in setting.shapes.group("standing-price")
    return standing or (sought.session and time.position > setting.first)


def yet_to_come(setting: Setting, time: Time) -> bool:
    """Pass over a time ahead before what is so now."""
    return setting.leads(time) and is_yet_to_come(setting.sought, time, setting.published, setting.shapes)


def gone(setting: Setting, time: Time) -> bool:
    """Pass over a time that is over where the quantity is of what goes on."""
    return setting.leads(time) and moments.is_gone(setting.sought, time, setting.shapes)


def continued(setting: Setting, time: Time) -> bool:
    """Pass over a time before the clause of a quantity that goes on with what was told earlier."""
    return setting.leads(time) and moments.continues(setting.sought, setting.shapes)


def comes_after(setting: Setting, time: Time) -> bool:
    """Pass over a time to come behind what was."""
    return comes_later(setting.sought.reading, setting.sought.position, time, setting.published)


def went_before(setting: Setting, time: Time) -> bool:
    """Pass over the day of what a market did before that which it does now."""
    sought = setting.sought
    return sought.session and setting.leads(time) and moments.went_before(sought.reading, time, setting.shapes)


def of_vintage(setting: Setting, time: Time) -> bool:
    """Pass over the year by which something traded is told from others."""
    return setting.sought.session and moments.is_vintage(setting.sought.reading, setting.times, time)


def of_results(setting: Setting, time: Time) -> bool:
    """Pass over the time of results behind a price."""
    return moments.is_of_results(setting.sought, time, setting.shapes)


def of_papers(setting: Setting, time: Time) -> bool:
    """Pass over the year of papers that are counted up to a day."""
    before = [known.expression for known in setting.times if known.position < time.position]
    last = [setting.last.time] if setting.last.time is not None else []
    return time.cited and any(known.role == "until" for known in (*before, *last))


def of_first_session(setting: Setting, time: Time) -> bool:
    """Pass over the first day of trading of a year, by which a session is told that may be days later elsewhere."""
    opens = time.expression.atoms[-1].rule.op == "sessions" and time.period is not None
    if not setting.sought.session or not opens or time.period is None or setting.published is None:
        return False
    first = (time.period.start.month, time.period.start) == (1, time.period.end)
    return first and 0 < (setting.published - time.period.start).days <= HOLIDAYS


Asking = Callable[[Setting, "Time"], bool]

# Each with whether a price told now is not of any time before either, where it holds.
FIRST: tuple[tuple[Asking, bool], ...] = (
    (of_other, False),
    (of_the_known, True),
    (runs_before_price, True),
    (yet_to_come, True),
    (gone, False),
    (continued, True),
    (went_before, True),
)
THEN: tuple[tuple[Asking, bool], ...] = (
    (comes_after, False),
    (of_vintage, False),
    (of_results, True),
    (of_papers, False),
    (of_first_session, True),
)


def passes_over(asked: tuple[tuple[Asking, bool], ...], setting: Setting, time: Time) -> bool | None:
    """Say whether a quantity is not of a time: null where it may be, true where no earlier one is its own either."""
    return next((passed for asks, passed in asked if asks(setting, time)), None)
