"""The period that papers, or a headline, give to what no sentence dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.times.dated import UNDATED, Dating
from numfacts.periods.expressions import LEVELS

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.linking.reading import Reading
    from numfacts.linking.times.moments import Sought
    from numfacts.linking.times.reader import Time
    from numfacts.periods import Periods
    from numfacts.records import Period
    from numfacts.vocabulary.shapes import Shapes


class Papers:
    """Tells of which period the earnings are that a paragraph tells out of papers: 90家披露业绩预告。盈利5亿元."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._told = UNDATED
        self._behind = 0  # where the time of the papers ends

    def enter(self, times: list[Time], *, anew: bool) -> None:
        """Begin a sentence with the times that it names; a new paragraph is of no papers told before."""
        if anew:
            self._told = UNDATED
        for time in times:
            if time.cited and time.period is not None:
                self._told, self._behind = Dating(time.period, "carried", time.expression), time.expression.end

    def of(self, sought: Sought, found: Dating) -> tuple[Dating, bool]:
        """Give the period of the papers for what is earned by it, and whether it is that: 预计平均盈利5亿元."""
        reading, start = sought.reading, sought.reading.tokens[sought.position].start
        until = found.time is not None and found.time.role == "until"
        if self._told.period is None or (found.period is not None and not until):
            return found, False
        if sought.metric_id not in self._shapes.group("earned"):
            return found, False  # 截至1月20日，90家披露2021年业绩预告
        now = self._shapes["newly-told"].search(reading.text, max(reading.start, self._behind), start)
        return (self._told, True) if now is None else (found, False)


def headline_period(document: Document, periods: Periods) -> Period | None:
    """Give the only time that a headline names, if it is over: Retail sales drop 7 percent in September."""
    found, published = document.title_times, document.published
    if len(found) != 1 or published is None or found[0].comparison:
        return None
    period = periods.timeline(document.normalized_title or "", found, published)[0]
    return period if period is not None and period.end < published else None


class TitledPeriod:
    """The only year, or part of one, that the title of a text of no known day names, where the text names none."""

    def __init__(self, document: Document, periods: Periods, shapes: Shapes) -> None:
        self._dating = UNDATED if document.published is not None else _dating(document, periods, shapes)

    def of(self, reading: Reading) -> Dating:
        """Give the period, for what a Chinese sentence tells that names no time."""
        return UNDATED if reading.english or "P" in reading.codes else self._dating


def _dating(document: Document, periods: Periods, shapes: Shapes) -> Dating:
    """Give the period of the only time of the title, where it tells what that came to."""
    found = document.title_times
    if len(found) != 1 or not found[0].dated or min(atom.rule.low for atom in found[0].atoms) < LEVELS["month"]:
        return UNDATED
    if shapes["title-tells"].match(found[0].text, found[0].end) is None:
        return UNDATED
    period = periods.timeline(document.normalized_title or "", found, None)[0]
    return Dating(period, "document", None) if period is not None else UNDATED
