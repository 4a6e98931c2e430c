"""Who tells what a Chinese sentence says because it measured, rated, tested or thought it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.attribution.bodies import named
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

MEASURED = re.compile(r"(?P<name>[wSC]+)(?:\([wC]\))?P[wSv]*M")  # codes of an association, a time and what it measures


class Assessors:
    """Reads those whose figures or judgements a sentence tells."""

    def __init__(self, bodies: Bodies, shapes: Shapes) -> None:
        self._bodies = bodies
        self._shapes = shapes

    def measuring(self, reading: Reading) -> Mention | None:
        """Read who observed something, or the association that what it measures follows: 采购协会(PIA)3月指数为52."""
        observed = self._shapes["observed"].search(reading.text, reading.start, reading.end)
        if observed is not None:
            return Mention(observed["name"], *observed.span("name"))
        found = MEASURED.match(reading.codes)
        if found is None:
            return None
        tokens = reading.tokens
        start, end = tokens[0].start, tokens[found.end("name") - 1].end
        if self._shapes["association"].search(reading.text, start, end) is None:
            return None
        bracket = reading.codes.find(")", found.end("name"), found.end())
        end = tokens[bracket].end if bracket >= 0 else end
        return Mention(reading.text[start:end], start, end)

    def rating(self, reading: Reading) -> Mention | None:
        """Read the house whose analysts a sentence opens with, or that rates or foretells: X将Y评级由买入下调至持有."""
        rates = self._shapes["rates"].search(reading.text, reading.start, reading.end)
        limit = rates.start() if rates is not None else reading.end
        begins = [reading.start]
        if rates is not None:
            clause = reading.clause_start(max(reading.overlapping(limit, limit + 1).start, 0))
            begins.append(reading.tokens[clause].start)
        raters = (self._rater(reading, begin, limit, rates=rates is not None) for begin in begins)
        return next(filter(None, raters), None)

    def _rater(self, reading: Reading, begin: int, limit: int, *, rates: bool) -> Mention | None:
        """Read the house that opens a clause, as far as where it ``rates``, if it does."""
        house = self._shapes["house"].match(reading.text, begin, limit)
        if house is None:
            return None
        when = self._shapes["when-tail"].search(house["name"])
        name = house["name"][: when.start()] if when is not None else house["name"]
        analyst = self._shapes["analyst"].match(reading.text, house.end()) is not None
        if not (analyst or rates) or self._bodies.is_nobody(name):
            return None
        known = self._bodies.is_known(name.removesuffix("集团")) or self._shapes["assessor"].search(name) is not None
        if not (known or (analyst and rates)):
            return None
        return Mention(name, house.start("name"), house.start("name") + len(name))

    def quoted(self, reading: Reading) -> Mention | None:
        """Read whose words, or what a house thinks or has checked, a sentence begins to tell: 依照青屿政府的说法."""
        mention = named(
            self._shapes["in-words-of|in-eyes-of|after-checks"].match(reading.text, reading.start, reading.end)
        )
        rates = mention is not None and self._shapes["assessor"].search(mention.text or "") is not None
        return mention if rates else self._bodies.cited(mention)

    def testing(self, reading: Reading) -> tuple[Mention, int] | None:
        """Read the body that tests something, and where the sentence tells what it found: 消委会检视30款，发现..."""
        found = self._shapes["tests"].match(reading.text, reading.start, reading.end)
        tester = named(found)
        if found is None or tester is None or not self._bodies.is_body(tester.text or ""):
            return None
        return tester, reading.overlapping(found.end() - 1, found.end()).start
