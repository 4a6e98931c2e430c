"""The day on which a sentence without a value says that something was done, which dates what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.times.dated import UNDATED, Dating

if TYPE_CHECKING:
    from numfacts.linking.times.moments import Sought
    from numfacts.linking.times.reader import TimeReader
    from numfacts.vocabulary.shapes import Shapes


class Deeds:
    """Finds the days of deeds that sentences around those with values tell of."""

    def __init__(self, text: str, reader: TimeReader, shapes: Shapes) -> None:
        self._text = text
        self._reader = reader
        self._shapes = shapes

    def before(self, begin: int, end: int, known: Dating) -> Dating:
        """Give the last day between two offsets on which something was done: 于4月8日由甲、乙成立。设立时注册资本…"""
        return self._day("done-then", begin, end) or known

    def behind(self, sought: Sought) -> Dating:
        """Give the day on which what is told was done, by the next sentence: 本次注销3万股。已于3月5日办理完成上述…"""
        reading, end = sought.reading, sought.reading.end
        this = self._shapes["this-deed"].search(reading.text, reading.start, sought.quantity.left) is not None
        if not this or reading.english:
            return UNDATED
        stop = self._text.find("。", end)
        return self._day("done-behind", end, max(stop, end)) or UNDATED

    def _day(self, shape: str, begin: int, end: int) -> Dating | None:
        """Give the last day between two offsets behind which a shape says what was done."""
        found = None
        for expression, period in self._reader.between(begin, end):
            done = period.start == period.end and self._shapes[shape].match(self._text, expression.end, end)
            found = Dating(period, "carried", expression) if done else found
        return found
