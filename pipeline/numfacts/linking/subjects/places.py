"""The places and markets that figures are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.question import Asked, Whose
from numfacts.linking.subjects.settings import is_market
from numfacts.records import Mention
from numfacts.vocabulary.tokens import INTRODUCED

if TYPE_CHECKING:
    from numfacts.linking.names.cast import Cast
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.linking.subjects.focus import Focus
    from numfacts.vocabulary.shapes import Shapes

ANY_MARKET = "市场"  # in either script no market of its own


def is_branch(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether a place stands right behind the name of a firm, whose branch there is meant: 德勤|中国."""
    before, place = reading.tokens[max(position - 1, 0)], reading.tokens[position]
    if before.end != place.start or not (before.code == "C" or before.item is INTRODUCED):
        return False
    return shapes["authority"].search(reading.text, before.start, before.end) is None


class SubjectPlaces:
    """Finds the places and markets of figures, in a sentence or before it."""

    def __init__(self, names: ClauseNames, focus: Focus, cast: Cast, shapes: Shapes) -> None:
        self._names = names
        self._focus = focus
        self._cast = cast
        self._shapes = shapes

    def is_place(self, mention: Mention) -> bool:
        """Say whether someone is a place."""
        return mention == self._focus.title_place or self._cast.is_place(mention.text or "")

    def first(self, reading: Reading) -> Mention | None:
        """Give the first place that a sentence names, by itself or in the name of an authority."""
        for position, token in enumerate(reading.tokens):
            if token.code not in "Sw" or is_market(token):
                continue
            name = reading.mention(position)
            if token.code == "S" or self._cast.is_place(name.text or ""):
                return name
            if (place := self._cast.place_of(name.text or "")) is not None:
                return Mention(place, token.start, token.start + len(place))
        return None

    def placed(self, asked: Asked) -> Mention | None:
        """Give the place a statistic is of: one of its clause, with that of an office that publishes it, or before."""
        reading = asked.reading
        for position in range(asked.limit):
            token = reading.tokens[position]
            if position and reading.codes[position - 1] in "sv":
                continue
            if token.code == "S" and not (is_market(token) or is_branch(reading, position, self._shapes)):
                return reading.mention(position)
            if token.code == "w" and (place := self._cast.place_of(reading.text[token.start : token.end])):
                return Mention(place, token.start, token.start + len(place))
        return self._focus.held or self._focus.title_place

    def of_office(self, asked: Asked) -> Mention | None:
        """Give the town or county whose office tells of a statistic: 据某市统计局, 从某省商务厅获悉."""
        reading, source = asked.reading, self._focus.source
        spans = [(source.start, source.end)]
        spans += [(token.start, token.end) for token in reading.tokens[: asked.begin] if token.code == "w"]
        for start, end in spans:
            name = reading.text[start:end]
            place = self._cast.place_of(name)
            if place is not None and self._shapes["place-of-office"].match(name) is not None:
                return Mention(place, start, start + len(place))
        return None

    def mentioned(self, asked: Asked) -> Mention | None:
        """Give the last place or market that the sentence mentions before a quantity, be it in passing, or before."""
        place = asked.reading.codes.rfind("S", 0, asked.index)
        found = asked.reading.mention(place) if place >= 0 else self._focus.place or self._focus.market
        return found if found is not None and self._cast.is_name(found.text or "") else None

    def levied(self, asked: Asked) -> Whose | None:
        """Give the nearest place that the sentence has named, whatever governs it: 对中国加征34%关税."""
        place = asked.reading.codes.rfind("S", 0, asked.index)
        return Whose(asked.reading.mention(place), firm=True) if place >= 0 else None

    def in_parts(self, asked: Asked) -> Whose | None:
        """Give the parts of the country that a clause says do something: 各地延长产假30天."""
        reading, first = asked.reading, asked.begin
        while reading.codes[first] == "P":
            first += 1
        start = reading.tokens[first - 1].end if first else reading.start
        found = self._shapes["in-parts"].match(reading.text, start) if "S" not in reading.codes[:first] else None
        if found is None or found.end() > asked.quantity.left:
            return None
        return Whose(Mention(found[0], *found.span()), firm=False)

    def in_country(self, asked: Asked) -> Whose | None:
        """Give the country a macro figure is of: the last place that the clauses before have named."""
        begin = asked.begin
        if asked.metric_id not in self._shapes.group("country"):
            return None
        while begin > 0:
            end = begin - 1
            begin = asked.reading.clause_start(end)
            places = [name for name in self._names.read(asked.reading, begin, end) if name.kind == "place"]
            if places:
                return Whose(places[-1].mention, firm=True)
        source = self._focus.source
        place = self._cast.place_of(asked.reading.text[source.start : source.end]) if source.end else None
        if place is None or self._shapes["home"].match(place) is not None:
            return None
        return Whose(Mention(place, source.start, source.start + len(place)), firm=True)

    def country(self) -> Mention | None:
        """Give the country a macro figure is of, where its sentence names none."""
        focus, place = self._focus, self._focus.place
        if focus.last is not None and focus.last == place:
            return focus.last
        if focus.governed is not None and place is not None and self._is_world(place.text or ""):
            place = focus.governed  # 某部公布统计。全球经济放缓。…失业率为3%
        return focus.title_place or place or focus.home

    def _is_world(self, name: str) -> bool:
        """Say whether a name is that of all the world, or of what lies abroad."""
        home = self._shapes["home"].match(name) is not None
        return not home and self._shapes["whole-place"].fullmatch(name) is not None

    def traded(self, asked: Asked) -> Mention | None:
        """Give the market the sentence or one before has named last."""
        for position in range(asked.index - 1, -1, -1):
            market = asked.reading.mention(position)
            if is_market(asked.reading.tokens[position]) and market.text != ANY_MARKET:
                return market
        return self._focus.market
