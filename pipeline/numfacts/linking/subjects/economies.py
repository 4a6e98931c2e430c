"""Whose a figure of a country is where only who tells of it is named: a statistics office, a health authority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.question import Asked, Whose
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.names.cast import Cast
    from numfacts.vocabulary.shapes import Shapes

CALLED = {  # by the name of its central bank or authorities, in the script in which China is written
    "fed": {"中国": "美国", "中國": "美國"},
    "ecb": {"中国": "欧元区", "中國": "歐元區"},
    "of-hong-kong": {"中国": "香港", "中國": "香港"},
}


class Economies:
    """Settles figures of economies and of their people: they are of the country, not of the body that tells of it."""

    def __init__(self, cast: Cast, shapes: Shapes, country: str) -> None:
        self._cast = cast
        self._shapes = shapes
        self._country = country

    def settle(self, asked: Asked, found: Whose) -> Whose:
        """Give the country of a figure of it that was found to be of a body which only tells of it."""
        name, shapes = found.mention.text or "", self._shapes
        if self._cast.is_place(name):
            return found
        told = asked.link.mention.text or "" if asked.link is not None else ""
        economic = asked.metric_id in shapes.group("economy") or (
            shapes["economy-metric"].search(told) is not None and shapes["assessor"].search(name) is None
        )
        if economic and shapes["tells-of-economy"].search(name) is not None:
            country = self._of_body(name, found.mention.start)
            return Whose(country or Mention(self._country, None, None), firm=True)
        if shapes["befalls"].search(told) is not None and shapes["tells-of-people"].search(name) is not None:
            place = self._of_body(name, found.mention.start)
            return Whose(place, firm=True) if place is not None else found
        return found

    def _of_body(self, name: str, start: int | None) -> Mention | None:
        """Give the country or the town that a body is of by its name."""
        for shape, countries in CALLED.items():
            if self._shapes[shape].search(name) is not None:
                return Mention(countries.get(self._country, self._country), None, None)
        people = self._shapes["people-of-body"].search(name, 2)
        place = self._cast.place_of(name if people is None else name[: people.start()])  # 甲国央行|官员们
        if place is None:
            return None
        return Mention(place, start, start + len(place) if start is not None else None)
