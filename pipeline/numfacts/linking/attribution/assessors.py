"""Who tells what a Chinese sentence says because it measured, rated, tested or thought it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

MEASURED = re.compile(r"(?P<name>[wSC]+)(?:\([wC]\))?P[wSv]*M")  # codes of an association, a time and what it measures
EXAMINER = frozenset("wSCMv")  # codes of the words that the name of a body is composed of


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

    def compiling(self, reading: Reading) -> Mention | None:
        """Read the known source that compiles the index told of: 云杉全球编制的3月指数为52."""
        made = reading.text.find("编制的", reading.start, reading.end)
        if made < 0:
            return None
        names = (token for token in reading.tokens if token.end == made and token.code == "C")
        return next((Mention(reading.text[name.start : name.end], name.start, name.end) for name in names), None)

    def rating(self, reading: Reading) -> Mention | None:
        """Read the house whose analysts a sentence opens with, or that rates or foretells: X将Y评级由买入下调至持有."""
        rates = self._shapes["rates"].search(reading.text, reading.start, reading.end)
        limit = rates.start() if rates is not None else reading.end
        begins = [reading.start]
        if rates is not None:
            clause = reading.clause_start(max(reading.overlapping(limit, limit + 1).start, 0))
            start = reading.tokens[clause].start
            begins.append(start)
        raters = (self._rater(reading, begin, limit, rates=rates is not None) for begin in begins)
        return next(filter(None, raters), None)

    def _rater(self, reading: Reading, begin: int, limit: int, *, rates: bool) -> Mention | None:
        """Read the house that opens a clause, as far as where it ``rates``, if it does."""
        house = self._shapes["house"].match(reading.text, begin, limit)
        if house is None:
            return None
        when = self._shapes["when-tail"].search(house["name"])
        name, end = house["name"][: when.start()] if when is not None else house["name"], house.end()
        analyst = self._shapes["analyst"].match(reading.text, end) is not None
        if not analyst and (not rates or (end < limit and reading.text[end] != ":")):
            return None
        if self._bodies.is_nobody(name):
            return None
        known = self._bodies.is_known(name.removesuffix("集团")) or self._shapes["assessor"].search(name) is not None
        if not (known or self._bodies.is_body(name) or (analyst and rates)):
            return None
        return Mention(name, house.start("name"), house.start("name") + len(name))

    def quoted(self, reading: Reading) -> Mention | None:
        """Read whose words, or what a house thinks or has checked, a sentence begins to tell: 依照青屿政府的说法."""
        for shape in ("in-words-of", "in-eyes-of", "after-checks"):
            found = self._shapes[shape].match(reading.text, reading.start, reading.end)
            name = found.lastindex or 0 if found is not None else 0
            if found is None or self._bodies.is_nobody(found[name]):
                continue
            if shape == "in-words-of" or self._is_house(found[name]):
                return Mention(found[name], *found.span(name))
        return None

    def _is_house(self, name: str) -> bool:
        """Say whether a name is one of a body or a house that tells of others, or in Latin letters."""
        return name[0].isascii() or self._bodies.is_source(name) or self._shapes["assessor"].search(name) is not None

    def examiner(self, reading: Reading) -> Mention | None:
        """Give the body that the sentence says examined something: 市监局对9家平台进行抽检."""
        start = reading.tokens[0].start if reading.tokens else reading.end
        for end, code in enumerate(reading.codes):
            stop = reading.tokens[end].start
            name = reading.text[start:stop]
            if self._shapes["examines"].match(reading.text, stop) is not None and self._bodies.is_body(name):
                return Mention(name, start, stop)
            if code not in EXAMINER:
                break
        return None

    def testing(self, reading: Reading) -> tuple[Mention, int] | None:
        """Read the body that tests something, and where the sentence tells what it found: 消委会检视30款，发现..."""
        found = self._shapes["tests"].match(reading.text, reading.start, reading.end)
        name = found.lastindex or 0 if found is not None else 0
        if found is None or not self._bodies.is_body(found[name]) or self._bodies.is_nobody(found[name]):
            return None
        return Mention(found[name], *found.span(name)), reading.overlapping(found.end() - 1, found.end()).start
