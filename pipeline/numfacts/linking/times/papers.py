"""The period that papers are of whose number is told, which is that of the earnings told out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.times.dated import UNDATED, Dating

if TYPE_CHECKING:
    from numfacts.linking.times.moments import Sought
    from numfacts.linking.times.reader import Time
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
            if time.cited and time.period is not None and time.period.start != time.period.end:
                self._told, self._behind = Dating(time.period, "carried", time.expression), time.expression.end

    def of(self, sought: Sought, found: Dating) -> tuple[Dating, bool]:
        """Give the period of the papers for what is earned by it, and whether it is that: 预计平均盈利5亿元."""
        reading, start = sought.reading, sought.reading.tokens[sought.position].start
        until = found.time is not None and found.time.role == "until"
        if self._told.period is None or reading.english or (found.period is not None and not until):
            return found, False
        begin = reading.tokens[sought.begin].start
        if sought.metric_id not in self._shapes.group("earned") or begin <= self._behind:
            return found, False  # 截至1月20日，90家披露2021年业绩预告
        now = self._shapes["newly-told"].search(reading.text, max(reading.start, self._behind), start)
        return (self._told, True) if now is None else (found, False)
