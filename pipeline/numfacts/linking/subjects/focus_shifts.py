"""How the focus shifts from sentence to sentence: with whom each opens, whom and which places and markets it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.links import AMONG
from numfacts.linking.subjects.places import ANY_MARKET
from numfacts.linking.subjects.settings import is_market
from numfacts.linking.subjects.topics import Topic, Topics
from numfacts.records import Mention, Span
from numfacts.vocabulary.tokens import Noun

if TYPE_CHECKING:
    from numfacts.linking.names.cast import Cast
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.focus import Focus
    from numfacts.linking.subjects.places import SubjectPlaces
    from numfacts.linking.subjects.question import Whose
    from numfacts.linking.subjects.things import Things
    from numfacts.vocabulary.shapes import Shapes

LEAST = 2  # characters of a company's name before the word that it ends with
EARLY = 30  # characters of a sentence in which it says what it is about


class FocusShifts:
    """Moves the focus of a document along with its sentences."""

    def __init__(
        self, focus: Focus, topics: Topics, places: SubjectPlaces, things: Things, cast: Cast, shapes: Shapes
    ) -> None:
        self._focus = focus
        self._topics = topics
        self._places = places
        self._things = things
        self._cast = cast
        self._shapes = shapes
        self._begin = 0
        self._first: Mention | None = None  # whom the sentences behind may go on about
        self._opener: Mention | None = None  # the body that the sentence begins with
        self._partial = False  # whether the sentence tells of parts of what the one before is about

    def enter(self, reading: Reading, source: Span, *, anew: bool) -> None:
        """Begin a sentence, whose source stands at ``source``; ``anew`` says that it begins a paragraph."""
        focus = self._focus
        focus.source = source
        works = self._things.works(reading)
        focus.held = works or (None if anew else (None if self._partial else self._first) or focus.held)
        self._first = None
        self._begin = reading.start
        begin = reading.tokens[0].start
        parts = self._shapes["by-part"].match(reading.text, begin) is not None
        self._partial = parts or reading.text.startswith(AMONG, begin)
        focus.company = (None if anew else focus.company) or self._company_of(reading)
        focus.doer = None if anew else focus.doer
        if "Q" not in reading.codes:
            focus.doer = self._doer_of(reading) or focus.doer
        focus.region = None if anew else focus.region
        if focus.region is None:
            focus.region = self._places.first(reading)
        self._opener = self._opener_of(reading)
        self._open(reading)
        focus.nation = self._nation_of(reading) or (None if anew else focus.nation)
        coded = self._topics.english.coded(reading.text, reading.start) if anew and reading.english else None
        if anew and focus.topic is not None and focus.topic.english:
            focus.last = None
            focus.topic = focus.topic if coded is None else msgspec.structs.replace(focus.topic, mention=coded)
        elif coded is not None:
            focus.topic, focus.last = Topic(coded, firm=True, english=True), None

    def keep(self, found: Whose) -> None:
        """Take note of whom a figure of the sentence is of."""
        focus, mention = self._focus, found.mention
        focus.last = mention
        if focus.first is None and found.firm and not self._places.is_place(mention):
            focus.first = mention
        if self._first is None and found.firm and self._holds(mention):
            self._first = mention

    def _holds(self, mention: Mention) -> bool:
        """Say whether the sentences behind may go on about someone: not who comes late where there is a topic."""
        topic = self._focus.topic
        return topic is None or not topic.firm or mention.start is None or mention.start < self._begin + EARLY

    def _open(self, reading: Reading) -> None:
        """Take note of the body that a sentence begins with."""
        if self._opener is not None:
            self._focus.opener = self._opener
            self._focus.acting = "R" not in reading.codes

    def _opener_of(self, reading: Reading) -> Mention | None:
        """Give the body whose name a sentence begins with, behind a time at most."""
        found, _ = self._opening(reading)
        if found is None or self._shapes["discusses"].match(reading.text, found.end or 0) is not None:
            return None
        return found if self._topics.is_body(found.text or "") else None

    def _doer_of(self, reading: Reading) -> Mention | None:
        """Give the company that a sentence begins with and tells of: 某科技收到关注函."""
        found, behind = self._opening(reading)
        name = found.text or "" if found is not None else ""
        if not self._cast.is_name(name) or self._cast.is_place(name) or self._topics.is_body(name):
            return None
        proper = isinstance(reading.tokens[behind - 1].item, Noun)
        proper = proper or self._shapes["organisation"].search(name, LEAST) is not None
        proper = proper or self._shapes["warned-name"].search(name) is not None
        return found if proper and reading.codes[behind : behind + 1] not in ("R", "j", "") else None

    def _opening(self, reading: Reading) -> tuple[Mention | None, int]:
        """Give what a sentence begins with, behind a time at most, and the position of what stands behind it."""
        first = 0
        while reading.codes[first : first + 1] in ("P", ","):
            first += 1
        last = first
        while reading.codes[last : last + 1] in ("w", "S", "C") and (
            last == first or reading.tokens[last].start == reading.tokens[last - 1].end
        ):
            last += 1
        if last == first or (last == first + 1 and reading.codes[first] == "S"):
            return None, last
        start, end = reading.tokens[first].start, reading.tokens[last - 1].end
        tail = self._shapes["name-tail"].search(reading.text, start, end)
        name = reading.text[start : tail.start() if tail is not None else end]
        return Mention(name, start, start + len(name)), last

    def _company_of(self, reading: Reading) -> Mention | None:
        """Give the first company that a sentence names in full."""
        name = next(self._cast.companies(reading.text, reading.start, reading.end), None)
        if name is None:
            return None
        start = reading.text.find(name, reading.start)
        return Mention(name, start, start + len(name))

    def _nation_of(self, reading: Reading) -> Mention | None:
        """Give where a sentence names all provinces together: 31个省(自治区、直辖市)."""
        listed = reading.text.find("31", reading.start, reading.end)
        if listed < 0:
            return None
        found = self._shapes["provinces"].search(reading.text, listed, reading.end)
        return Mention(found[0], *found.span()) if found is not None else None

    def pass_by(self, reading: Reading) -> None:
        """Take note of the places and the markets of a sentence."""
        self._open(reading)
        for position, token in enumerate(reading.tokens):
            if token.code != "S":
                continue
            if is_market(token):
                market = reading.mention(position)
                self._focus.market = market if market.text != ANY_MARKET else self._focus.market or market
            else:
                self._focus.place = reading.mention(position)
