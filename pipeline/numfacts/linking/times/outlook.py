"""Whether the period that a quantity was given can be that of a forecast, or of what is so already."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from numfacts.linking.links import MOVES
from numfacts.linking.times.dated import Dating, lasts
from numfacts.linking.times.doings import is_ahead
from numfacts.linking.times.moments import is_long
from numfacts.linking.times.reader import YEAR, Time
from numfacts.records import Period

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

DONE = "已"
TOWARDS = ("到", "至")  # before a year that something is to be so by
AIMED = 6  # characters before such a year that tell whether it is one


class Outlook:
    """Tells what the period that a quantity of one document was given last says of what is yet to come."""

    def __init__(self, published: dt.date | None, shapes: Shapes) -> None:
        self._published = published
        self._shapes = shapes
        self._time: Time | None = None  # that the sentence names and that gave the period
        self._before: Dating | None = None  # what carried over, where that gave it
        self._leads = False  # whether the period is to carry over
        self._takes_effect = False  # whether at its time what was told before it takes effect
        self._foretold = False  # whether what carries over was given by a forecast
        self._expected = False  # whether it is that of a forecast

    def open(self, *, foretold: bool) -> None:
        """Take up a period from a sentence that gives no value; ``foretold`` says that it is one to be reached."""
        self._expected, self._foretold = True, foretold

    def take(self, time: Time | None, before: Dating | None, *, leads: bool, takes_effect: bool) -> None:
        """Take up the period of the next quantity: the time that gave it, or what carried over and did."""
        self._time, self._before, self._leads, self._takes_effect = time, before, leads, takes_effect

    @property
    def aside(self) -> bool:
        """Whether the period given last is only one to compare with."""
        return self._time is not None and self._time.aside

    def lies_ahead(self, period: Period | None) -> bool:
        """Say whether a period begins after the day of publication; so does one given last that runs from it."""
        if period is None or self._published is None:
            return False
        runs = self._time is not None and any(atom.rule.op == "future" for atom in self._time.expression.atoms)
        return runs or is_ahead(period, self._published)

    def over(self, dating: Dating) -> int | None:
        """Give where the time stands that tells of what was over by the day of publication, if it is that.

        A day of the month or the week may as well be one to come.
        """
        period, time = dating.period, dating.time
        if period is None or time is None or self._published is None or period.end >= self._published:
            return None
        named = time.kind == "relative" and "weekday" not in time.rules
        sure = named or is_long(period) or time.role == "until" or any(time.edges)
        return time.start if sure else None

    def is_foreseen_year(self, period: Period | None, place: Place, metric: Mention | None) -> bool:
        """Say whether a rate of growth is of a whole year that is not over: nobody knows it yet, 今年经济增长5%."""
        if period is None or self._published is None or period.end <= self._published:
            return False
        year = (period.end - period.start).days in YEAR
        grows = metric is not None and metric.id == "gdp" and place.quantity.code == "percent"
        return year and grows

    def is_foretold(self, quantity: Quantity) -> bool:
        """Say whether the period given last is a year that only a forecast named, in a text of no known day.

        Of it is growth that is told behind it, but nothing else.
        """
        period = self._before.period if self._before is not None else None
        if self._published is not None or not self._foretold or period is None:
            return False
        return quantity.kind in MOVES and (period.end - period.start).days in YEAR

    def is_aim(self, reading: Reading, index: int) -> bool:
        """Say whether the period given last is one by which something is to be so: 到2035年, 规模达3万亿元."""
        named = self._time.expression if self._time is not None else None
        time = self._before.time if self._before is not None else named
        if reading.english or time is None or not (time.dated and time.text.endswith(TOWARDS, 0, time.start)):
            return False
        if self._before is not None and "R" in reading.codes[:index]:
            return False
        period = self._before.period if self._before is not None else (self._time and self._time.period)
        if self._published is not None and period is not None and period.end < self._published:
            return False  # 到2024年底增至900人, in a text of 2026
        led = self._shapes["by-then"].search(time.text, max(time.start - AIMED, 0), time.start)
        start = max(time.end, reading.start)
        past = self._shapes["past"].search(reading.text, start, reading.tokens[index].start)
        behind = reading.text[reading.tokens[index].end : reading.tokens[reading.clause_end(index) - 1].end]
        if self._shapes["reported-against"].search(reading.text, start, reading.end) is not None:
            return False  # 到2021年底有企业300家，较年初增长10%
        return led is not None and past is None and DONE not in behind  # 43家门店已开进

    def until(self, period: Period, forecast: bool) -> Period:
        """Give the whole year for what is yet to come within it: 年内会突破100个."""
        time = self._time
        if not forecast or time is None or time.period != period or period.start.year != period.end.year:
            return period
        this_year = time.expression.rule == "this-year" and period.end == self._published
        if not this_year and not any(atom.rule.op == "todate" for atom in time.expression.atoms):
            return period
        return Period(period.start, dt.date(period.end.year, 12, 31))

    def fits(self, forecast: bool, metric_id: str | None) -> bool:
        """Say whether the period given last can be that of a claim that is, or is no, forecast.

        What is has no period that is yet to begin.
        The day of a decision is not that of what was decided, nor does a period of what is carry over to what will be.
        """
        if self._leads:
            self._expected = forecast
            self._foretold = forecast and metric_id not in self._shapes.group("company")  # 预计2021年净利润
        if self._takes_effect:
            return True  # 令关税提高至50%，当地周三生效
        if not forecast and self._before is not None and self._has_yet_to_be(self._before):
            return False  # 未来6个月内拟减持5万股。已质押3万股
        if not forecast:
            return self._time is None or not is_ahead(self._time.period, self._published)  # 由现时120元加至
        if self._before is not None:
            return self._expected or metric_id in self._shapes.group("declared")
        if self._time is None or self._time.period is None or self._time.period.start != self._time.period.end:
            return True
        expression, day = self._time.expression, self._time.period.end
        return (
            lasts(expression, self._shapes)
            or expression.future
            or (self._published is not None and day > self._published)
        )

    def _has_yet_to_be(self, before: Dating) -> bool:
        """Say whether a period that carries over runs on from the day of publication, or only a forecast named it."""
        time = before.time
        runs = time is not None and any(atom.rule.op in ("future", "span") for atom in time.atoms)
        return runs or (self._foretold and self._published is None)
