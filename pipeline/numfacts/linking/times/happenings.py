"""What happened on the day of publication, where a sentence names no day: what is told of now, or at an hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS
from numfacts.linking.times import moments
from numfacts.linking.times.dated import UNDATED, Dating
from numfacts.records import Period

if TYPE_CHECKING:
    import datetime as dt

    from numfacts.linking.times.moments import Sought
    from numfacts.vocabulary.shapes import Shapes


class Happenings:
    """Tells what of one document is of the day of publication, and when those came to harm who are told of."""

    def __init__(self, published: dt.date | None, shapes: Shapes) -> None:
        self._shapes = shapes
        self.today = Dating(Period(published, published), "relative", None) if published is not None else UNDATED
        self._now: int | None = None  # the first quantity of the sentence that is told of now
        self._harm = UNDATED  # the day on which those came to harm who were told of last

    def enter(self) -> None:
        """Begin a sentence."""
        self._now = None

    def is_of_today(self, sought: Sought, *, dated: bool) -> bool:
        """Say whether a quantity is told of now, or counts what happened at an hour; ``dated`` where a day is known."""
        reading, index = sought.reading, sought.position
        if self.today.period is None:
            return False
        if moments.told_now(reading, index, self._shapes):
            so_far = moments.UP_TO_NOW in reading.text[reading.start : reading.tokens[index].start]
            self._now = index if so_far else None
            return True
        if not reading.english and not dated and self._holds_at_once(sought):
            return True
        if reading.english or (sought.quantity.kind not in COUNTS and not self._is_quake(sought)):
            return False
        if self._now is not None:
            return True  # 至今有5人死亡，9人受伤
        if dated:
            return False
        hour = self._shapes["part-of-day"].search(reading.text, reading.start, reading.tokens[index].start)
        if hour is None and sought.quantity.kind == "person":
            return self._shapes["later-that-day"].match(reading.text, sought.quantity.right, reading.end) is not None
        told = hour is not None and any(
            token.code == "R" and token.start >= hour.end() for token in reading.tokens[:index]
        )
        if hour is None or told:
            return False  # 下午举行记者会表示，有5人受伤
        start = reading.tokens[index].start
        return self._shapes["debates"].search(reading.text, hour.end(), start) is None  # 下午讨论兴建7幢住宅

    def _holds_at_once(self, sought: Sought) -> bool:
        """Say whether what a quantity is of holds from now on, by the words behind it: 利率下调至5厘，即时生效."""
        reading = sought.reading
        found = self._shapes["at-once"].search(reading.text, sought.quantity.right, reading.end)
        if found is None:
            return False
        return reading.codes.count("Q", sought.position + 1, reading.overlapping(*found.span()).start) <= 1

    def _is_quake(self, sought: Sought) -> bool:
        """Say whether a quantity is how strong an earthquake was: 早上发生3.5级地震."""
        return self._shapes.fits("quake", sought.metric.text or "") if sought.metric is not None else False

    def with_victims(self, sought: Sought, found: Dating) -> tuple[Dating, bool]:
        """Give people who came to harm the day on which others of the text did, where nothing dates them.

        And say whether that is so.
        """
        reading, quantity = sought.reading, sought.quantity
        if quantity.kind not in COUNTS or reading.english:
            return found, False
        if self._shapes["befell"].match(reading.text, quantity.right) is None:
            return found, False
        if found.period is None and self._harm.period is not None:
            return self._harm, True
        if found.period is not None:
            self._harm = Dating(found.period, "carried", None)
        return found, False
