"""The period that a headline names and its text does not: [云杉股份2021年净利增长], 公司公告，净利润增长三成."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.times.dated import UNDATED, Dating
from numfacts.periods.expressions import LEVELS

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.linking.reading import Reading
    from numfacts.periods import Periods
    from numfacts.vocabulary.shapes import Shapes

REPORTED = ("earned", "of-period", "told-by-month")  # groups of what is told of a period


class TitledPeriod:
    """The only year, or part of one, that the title of a text of no known day names, as far as the text names none."""

    def __init__(self, document: Document, periods: Periods, shapes: Shapes) -> None:
        self._shapes = shapes
        self._dating = UNDATED if document.published is not None else _dating(document, periods, shapes)
        self._told = False  # whether the text told something of it

    def of(self, reading: Reading, metric_id: str | None, *, measured: bool) -> Dating:
        """Give the period for results and what grew, and for all that is ``measured`` behind these."""
        if self._dating.period is None or reading.english or "P" in reading.codes:
            return UNDATED
        reported = any(metric_id in self._shapes.group(name) for name in REPORTED)
        self._told = self._told or reported or "B" in reading.codes
        return self._dating if self._told and measured else UNDATED


def _dating(document: Document, periods: Periods, shapes: Shapes) -> Dating:
    """Give the period of the only time of the title, where it tells what that came to and no other year is told of."""
    found = document.title_times
    if len(found) != 1 or not found[0].dated or found[0].named or found[0].role is not None or found[0].future:
        return UNDATED
    if found[0].split or any(found[0].edges) or min(atom.rule.low for atom in found[0].atoms) < LEVELS["month"]:
        return UNDATED
    if shapes["title-tells"].match(found[0].text, found[0].end) is None:
        return UNDATED
    year = found[0].text[found[0].start : found[0].start + 4]
    named = (time for time in document.times if time.dated and not time.comparison)
    if any(time.text[time.start : time.start + 4] != year for time in named):
        return UNDATED
    period = periods.timeline(document.normalized_title or "", found, None)[0]
    return Dating(period, "document", None) if period is not None else UNDATED
