"""The period that an English report is of: told with one of its figures, it is that of those which follow undated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import MOVES
from numfacts.numbers.quantity import Quantity
from numfacts.periods import calendar

if TYPE_CHECKING:
    import datetime as dt

    from numfacts.linking.reading import Reading
    from numfacts.periods import TimeExpression
    from numfacts.records import Mention, Period
    from numfacts.vocabulary.shapes import Shapes

LONGEST = 366  # days of a period that figures are told of: from a month to a year
SHORTEST = 27
QUARTER = 91
MONTH = 31
LEAP = 4  # days by which months, quarters or years differ in length
AGAINST = 40  # characters before a value in which what it is compared by may stand
YEARS_BEFORE = frozenset(["last-year", "previous-year"])  # rules of times that a value is compared with
SELLING = frozenset(["sales", "turnover"])  # what there is of on any day


class ReportedPeriod:
    """Holds the period of the figures of one document: English tells it once, and begins a paragraph a sentence."""

    def __init__(self, published: dt.date | None, shapes: Shapes) -> None:
        self._published = published
        self._shapes = shapes
        self._period: Period | None = None
        self._quarter: Period | None = None  # the last such period that is a quarter
        self._name = ""  # of what the period was told with, where no id says what it is

    @property
    def period(self) -> Period | None:
        """The period that a figure has told last, if any."""
        return self._period

    def keep(self, reading: Reading, index: int, period: Period | None, metric: Mention | None) -> None:
        """Take up the period that a figure was given: of a month up to a year that was over on publication."""
        if not reading.english or period is None or metric is None or is_compared(reading, index, self._shapes):
            return
        days = (period.end - period.start).days
        if not SHORTEST <= days <= LONGEST or (self._published is not None and period.end > self._published):
            return
        before = self._period
        if self.runs_up_to(period):
            return
        alike = before is not None and abs((before.end - before.start).days - days) < LEAP
        if before is not None and (period.end < before.start or (alike and period.end < before.end)):
            return  # what it is only compared with
        if metric.id is None or metric.id in self._shapes.group("of-period") or self._is_monthly(metric):
            self._period, self._name = period, _head(metric)
            self._quarter = period if _is_quarter(period) else self._quarter

    def runs_up_to(self, period: Period) -> bool:
        """Say whether a year only ends with the month that is reported on: the 12 months through May."""
        month = self._period
        if month is None or (month.end - month.start).days >= MONTH:
            return False
        return (period.end - period.start).days >= LONGEST - LEAP and period.start < month.start <= period.end

    def open(self, period: Period, *, foreseen: bool) -> None:
        """Take up the period that a sentence without a figure names first: Oak Foods posted a first-quarter loss.

        A quarter that has yet to end is one of accounts, and over, where it is not ``foreseen``.
        """
        days = (period.end - period.start).days
        if _is_quarter(period) and not foreseen and _is_running(period, self._published):
            period = calendar.shifted("quarter", period.start, -1)
        over = self._published is None or period.end <= self._published
        if self._period is None and SHORTEST <= days <= LONGEST and over:
            self._period = period
            self._quarter = period if _is_quarter(period) else None

    def settled(self, reading: Reading, index: int, expression: TimeExpression, period: Period | None) -> Period | None:
        """Give the period of what is compared with last year: that of its quarter, where the report is of a quarter.

        The quarter, or the full year, is that of the report, whatever it was compared with since.
        """
        base = self._period
        if not reading.english or base is None:
            return period
        again = all(atom.rule.op == "that" for atom in expression.atoms)
        if again and period is None:
            text = reading.text[expression.start : expression.end].lower()
            return self._quarter if text.endswith("quarter") else None
        if again and period is not None:
            running = self._published is not None and period.end > self._published and period.start > base.end
            grain = calendar.grain(period)
            same = grain in (calendar.grain(base), "year")
            apart = running or period.end < base.start
            return calendar.containing(grain, base.end) if grain is not None and same and apart else period
        if period is None or expression.rule not in YEARS_BEFORE:
            return period
        if _is_quarter(period):  # of accounts, where that of this year is not over that was told
            of_accounts = self._quarter is not None and _is_running(calendar.moved(period, 1), self._published)
            return calendar.shifted("quarter", period.start, -1) if of_accounts else period
        before = calendar.moved(base, -1)
        whole = calendar.grain(period) == "year" and before.end.year == period.end.year
        return before if whole and is_compared(reading, index, self._shapes) else period

    def of(self, reading: Reading, index: int, metric: Mention | None) -> Period | None:
        """Give the period of an undated figure of the kind that reports tell; null where the text tells none before.

        What has no id is of it where it grew, is a line of accounts or has the name that the period was told with.
        """
        quantity = reading.tokens[index].item
        if self._period is None and reading.english and metric is not None and metric.start is not None:
            self._period = self._term(reading, metric)
            return self._period
        if self._period is None or metric is None or not reading.english or not isinstance(quantity, Quantity):
            return None
        if metric.id in self._shapes.group("of-period"):
            return self._period
        if self._is_monthly(metric) and _head(metric) == self._name:
            return self._period  # builders lost 4,000 jobs
        moves = reading.codes[reading.clause_start(index) : index + 2].lstrip("wj")
        grew = quantity.kind in MOVES and ("T" in moves or moves.startswith("MV"))  # earnings increased 3 percent
        if not metric.text or (metric.id is not None and not grew):
            return None
        account = self._shapes["english-account-line"].search(metric.text) is not None
        return self._period if grew or account or _head(metric) == self._name else None

    def _is_monthly(self, metric: Mention) -> bool:
        """Say whether a metric is told month by month: jobs, payrolls."""
        return self._shapes["english-monthly"].search(metric.text or "") is not None

    def _term(self, reading: Reading, metric: Mention) -> Period | None:
        """Give the last term before publication that a figure is of: quarterly profit, annual sales."""
        if self._published is None or metric.id not in self._shapes.group("of-period"):
            return None
        start = metric.start or 0
        match = self._shapes["english-term"].search(reading.text, reading.start, start)
        term = match.lastgroup if match is not None else None
        return calendar.shifted(term, self._published, -1) if term is not None else None


def is_compared(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether a quantity is only compared with: up from 3, against 4."""
    start = reading.tokens[index].start
    return shapes["english-against"].search(reading.text, max(start - AGAINST, reading.start), start) is not None


def is_of_bond(reading: Reading, metric: Mention, shapes: Shapes) -> bool:
    """Say whether a yield is that of a bond on the market."""
    if reading.english:
        return shapes["english-bond"].search(reading.text, reading.start, reading.end) is not None
    if metric.start is None or metric.end is None:
        return False
    return shapes["bond-yield"].search(reading.text, max(metric.start - 1, reading.start), metric.end) is not None


def is_day_of_report(reading: Reading, period: Period | None, metric: Mention | None, shapes: Shapes) -> bool:
    """Say whether a day is that of an English report: a fall in profit on Thursday; not that of sales themselves."""
    if not reading.english or metric is None or period is None or period.start != period.end:
        return False
    return metric.id in shapes.group("earnings") and (metric.text or "").lower() not in SELLING


def _is_running(period: Period, day: dt.date | None) -> bool:
    return day is not None and period.start <= day < period.end


def _is_quarter(period: Period) -> bool:
    return abs((period.end - period.start).days - QUARTER) < LEAP


def _head(metric: Mention) -> str:
    """Give the noun that a metric ends with."""
    words = (metric.text or "").lower().split()
    return words[-1] if words else ""
