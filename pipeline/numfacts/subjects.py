"""Linking a quantity with whose it is: companies, products, places, indices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.asked import Asked, Whose
from numfacts.english_subjects import EnglishSubjects
from numfacts.focus import Focus
from numfacts.links import COUNTS
from numfacts.names import Name, NameReader
from numfacts.reading import STRONG
from numfacts.records import Mention, SlotBasis, Span
from numfacts.tokens import Noun, Term
from numfacts.topics import Topic, Topics, is_market

if TYPE_CHECKING:
    from collections.abc import Callable

    from numfacts.document import Document
    from numfacts.links import Link
    from numfacts.reading import Reading
    from numfacts.shapes import Shapes


MARKETS = frozenset(["turnover", "company_count"])  # metrics that are a market's where nobody else is named
EARLY = 30  # characters of a sentence in which it says what it is about


class SubjectLinker:
    """Finds the subjects of one document's claims, sentence by sentence, with what earlier ones were about."""

    def __init__(
        self, document: Document, topics: Topics, names: NameReader, shapes: Shapes, is_cited: Callable[[str], bool]
    ) -> None:
        self._shapes = shapes
        self._topics = topics
        self._names = names
        self._is_cited = is_cited
        self.focus = Focus(topics.find(document, is_cited), topics.place_of(document, is_cited))
        self._english = EnglishSubjects(self.focus, shapes)
        self._clauses: dict[tuple[int, int], list[Name]] = {}
        self._before: list[tuple[int, Whose]] = []  # depth of brackets and subject of the claims before in the sentence
        self._depth = self._position = self._begin = 0
        self._latest: Mention | None = None
        self._first: Mention | None = None
        self._known: set[str] = set()  # who has been named; a noun that is said again is one too
        self._holding: Mention | None = None  # who holds what the paragraph speaks of
        self._market = topics.market_of(document)

    @property
    def topic(self) -> Mention | None:
        """Give what the document is about."""
        return self.focus.named

    def names(self, reading: Reading, index: int) -> list[Mention]:
        """Give the names that the clause of the token at ``index`` says something of, in order."""
        if reading.english:
            return []
        return [name.mention for name in self._read(reading, reading.clause_start(index), index)]

    def enter(self, reading: Reading, source: Span, *, anew: bool) -> None:
        """Begin a sentence, whose source stands at ``source``; ``anew`` says that it begins a paragraph."""
        focus = self.focus
        focus.source = source
        focus.held = None if anew else self._first or focus.held
        self._holding = None if anew else self._holding
        self._first = self._latest = None
        self._begin = reading.start
        self._clauses.clear()
        self._before.clear()
        self._depth = self._position = 0
        if focus.topic is None or reading.text.find("(", reading.start, reading.end) < 0:
            return
        name = self._topics.coded(reading.text[reading.start : reading.end])
        if name is not None and name not in (focus.topic.mention.text or ""):
            start = reading.text.find(name, reading.start)
            focus.topic = Topic(Mention(name, start, start + len(name)), firm=True, company=focus.topic.company)

    def pass_by(self, reading: Reading) -> None:
        """Take note of the places and markets of a sentence."""
        for position, token in enumerate(reading.tokens):
            if token.code != "S":
                continue
            if is_market(token):
                self._market = reading.mention(position)
            else:
                self.focus.place = reading.mention(position)

    def link(
        self, reading: Reading, index: int, link: Link | None, near: Mention | None, *, moves: bool, person: bool
    ) -> tuple[Mention | None, SlotBasis]:
        """Give the subject of the quantity at ``index`` and how it was found.

        ``near`` is the subject of the claim before in the same sentence; ``moves`` says that the quantity is a change,
        ``person`` that it is an age.
        """
        if reading.english:
            return self._of_english(reading, index, link, near, person=person)
        if near is not None and near != self._latest:  # a list dealt it out
            self._keep(Whose(near, firm=False))
        begin, limit = reading.clause_start(index), index
        if link is not None and link.position is not None and begin <= link.position < index:
            limit = link.position
        asked = Asked(reading, index, link, moves, begin, limit)
        found, how = self._aged(asked) if person else self._find(asked)
        if found is None:
            return None, "default"
        self._keep(found)
        self.focus.last = found.mention
        if self._is_held(asked):
            self._holding = found.mention
        return found.mention, how

    def _of_english(
        self, reading: Reading, index: int, link: Link | None, near: Mention | None, *, person: bool
    ) -> tuple[Mention | None, SlotBasis]:
        found = self._english.person(reading, index) if person else self._english.find(reading, index, link, near)
        if found is not None:
            self.focus.last = found
            return found, "explicit"
        if self.focus.last is not None:
            return self.focus.last, "carried"
        return (self.topic, "document") if self.topic is not None else (None, "default")

    def _keep(self, found: Whose) -> None:
        self._before.append((self._depth, found))
        self._latest = found.mention
        if found.firm and found.mention.text:
            self._known.add(found.mention.text)
        if self._first is None and found.firm and self._holds(found.mention):
            self._first = found.mention

    def _holds(self, mention: Mention) -> bool:
        """Say whether the sentences behind may go on about someone: not who comes late where there is a topic."""
        topic = self.focus.topic
        return topic is None or not topic.firm or mention.start is None or mention.start < self._begin + EARLY

    def _near(self, asked: Asked) -> Whose | None:
        """Give the subject of the claim before that stands in no bracket closed since."""
        lowest = self._depth
        for position in range(self._position, asked.index):
            code = asked.reading.codes[position]
            if code == "(":
                self._depth += 1
            elif code == ")":
                self._depth = max(0, self._depth - 1)
                lowest = min(lowest, self._depth)
        self._position = max(self._position, asked.index)
        while self._before and self._before[-1][0] > lowest:
            self._before.pop()
        return self._before[-1][1] if self._before else None

    def _read(self, reading: Reading, begin: int, limit: int) -> list[Name]:
        key = (begin, limit)
        if key not in self._clauses:
            names = self._names.read(reading, begin, limit, self.focus.source)
            self._clauses[key] = [
                msgspec.structs.replace(name, kind="name")
                if name.kind == "noun" and name.mention.text in self._known
                else name
                for name in names
            ]
        return self._clauses[key]

    def _find(self, asked: Asked) -> tuple[Whose | None, SlotBasis]:
        """Find the subject: the metric itself, in the clause, of the claim before, in the sentence, or before that."""
        near = self._near(asked)
        if asked.metric_id == "turnover" and near is not None and self._is_index(near):
            market = self._traded(asked)
            near = Whose(market, firm=True) if market is not None else near
        if near is not None:
            near = self._taken_up(asked) or near
        found = (
            self._holder(asked)
            or self._itself(asked, near)
            or self._in_clause(asked, near)
            or self._before_bracket(asked)
            or near
            or self._in_country(asked)
            or self._in_sentence(asked)
        )
        return (found, "explicit") if found is not None else self._beyond(asked)

    def _taken_up(self, asked: Asked) -> Whose | None:
        """Give who heads a clause behind the last semicolon since the claim before: 甲占6席；乙则凭借优势，有5处."""
        reading = asked.reading
        begin, found = asked.begin, None
        before = reading.codes.rfind("Q", 0, asked.index)
        while begin - 1 > before:
            end = begin - 1
            if reading.text[reading.tokens[end].start] in STRONG:
                return found
            begin = reading.clause_start(end)
            heading = [name for name in self._read(reading, begin, end) if name.heads and not name.object]
            found = (self._meant(asked, heading[0], None) if heading and heading[0].firm else None) or found
        return None

    def _holder(self, asked: Asked) -> Whose | None:
        """Give the holder behind a share that only tells of what rank: 持股5%以上股东甲."""
        reading, following = asked.reading, asked.index + 1
        if asked.metric_id != "stake" or reading.codes[following : following + 1] != "H":
            return None
        if not self._shapes["of-whom"].fullmatch(
            reading.text, reading.tokens[asked.index].end, reading.tokens[following].start
        ):
            return None
        named = reading.codes[following + 1 : following + 2] == "w"
        adjacent = named and reading.tokens[following + 1].start == reading.tokens[following].end
        name = reading.mention(following + 1 if adjacent else following)
        return Whose(name, firm=True) if self._names.cast.is_name(name.text or "") else None

    def _itself(self, asked: Asked, near: Whose | None) -> Whose | None:
        """Give the subject that the metric is called by: an index, a rate, a commodity, a board."""
        reading, link = asked.reading, asked.link
        if link is None or link.mention.start is None:
            return None
        if link.mention.id in self._shapes.group("assessed") and (found := self._assessed(asked)) is not None:
            return found
        if link.mention.id in self._shapes.group("whole") and self.focus.topic is not None and self.focus.topic.firm:
            return Whose(self.focus.topic.mention, firm=True)
        names = self._read(reading, asked.begin, asked.index)
        if link.rule is not None and link.rule.index:
            place = None
            again = near is not None and near.mention.text == link.mention.text
            if link.rule.head and asked.quantity.kind != "point" and not again:  # one of points has a name of its own
                place = next((name.mention for name in names if name.kind == "place"), None) or self._placed(asked)
            return Whose(place or link.mention, firm=True)
        if link.mention.id in self._shapes.group("called-by"):
            return self._called(asked, names, near)
        if link.mention.id == "turnover" and (board := self._shapes["board"].search(link.mention.text or "")):
            start = link.mention.start + board.start()
            return Whose(Mention(board[0], start, start + len(board[0])), firm=True)
        return None

    def _assessed(self, asked: Asked) -> Whose | None:
        """Give whom the text is about, or the last name that is not who assesses: 甲证券将乙评级下调，目标价10元."""
        reading, topic = asked.reading, self.focus.topic
        if topic is not None and topic.firm and not self._assesses(topic.mention.text or ""):
            return Whose(topic.mention, firm=True)
        for position in range(asked.limit - 1, -1, -1):
            token = reading.tokens[position]
            if token.code == "w" and isinstance(token.item, Noun):
                name = reading.text[token.start : token.end]
                if self._names.cast.is_name(name) and not self._assesses(name):
                    return Whose(reading.mention(position), firm=True)
        return None

    def _assesses(self, name: str) -> bool:
        """Say whether a name is that of who gives target prices."""
        return self._is_cited(name) or self._shapes["assessor"].search(name) is not None

    def _called(self, asked: Asked, names: list[Name], near: Whose | None) -> Whose | None:
        """Give what is priced: named before its price, or by it (日圓), or before where the price is only a price."""
        link = asked.link
        assert link is not None
        named = [name for name in names if name.firm or name.last + 1 in (link.position, asked.index)]
        if named:
            return Whose(named[0].mention, firm=True)
        text = link.mention.text or ""
        itself = Whose(link.mention, firm=True)
        if self._shapes["against"].match(text) is not None:  # 兑美元
            return near or self._in_sentence(asked)
        if link.position is not None and self._shapes["generic-price"].match(text) is None:
            return itself
        topic = self.focus.topic
        before = self.focus.held or (topic.mention if topic is not None and topic.firm else None)
        return near or self._in_sentence(asked) or (Whose(before, firm=True) if before is not None else itself)

    def _placed(self, asked: Asked) -> Mention | None:
        """Give the place a statistic is of: one of its clause, with that of an office that publishes it, or before."""
        if self.focus.of_company:
            return None
        reading = asked.reading
        for position in range(asked.limit):
            token = reading.tokens[position]
            if position and reading.codes[position - 1] in "sv":
                continue
            if (
                token.code == "S"
                and not is_market(token)
                and "j" not in reading.codes[max(0, position - 1) : position + 2]
            ):
                return reading.mention(position)
            if token.code == "w" and (place := self._names.cast.place_of(reading.text[token.start : token.end])):
                return Mention(place, token.start, token.start + len(place))
        return self.focus.held or self.focus.title_place

    def _in_clause(self, asked: Asked, near: Whose | None) -> Whose | None:
        """Give whom the clause itself names."""
        names = self._read(asked.reading, asked.begin, asked.limit)
        if asked.metric_id in self._shapes.group("levied") and (place := self._levied(asked)) is not None:
            return place
        if not names:
            return None
        related = [name for name in names if name.related]
        if related:
            return Whose(related[-1].mention, firm=True)
        before = asked.reading.codes.rfind("Q", 0, asked.index)
        listed = [name for name in names if name.joined and name.first == before + 2]
        if listed and (listed[0].firm or not self._measured(asked, listed[0])):  # 甲涨1%、乙涨2%
            return Whose(listed[0].mention, listed[0].firm)
        last = names[-1]
        if (
            last.kind != "pronoun"
            and asked.moves
            and (asked.link is None or asked.metric_id in self._shapes.group("quoted"))
        ):
            return Whose(last.mention, last.firm)
        for name in names:
            whose = None if name.object else self._meant(asked, name, near)
            if whose is not None:
                return whose
        head = names[0]
        if near is not None and head.kind == "noun" and head.heads and not (near.firm and self._measured(asked, head)):
            return Whose(head.mention, firm=False)
        return None

    def _measured(self, asked: Asked, head: Name) -> bool:
        """Say whether something stands between a noun and the quantity, but what says how it is: 报, 涨."""
        between = {asked.reading.codes[position] for position in asked.reading.before(asked.index, head.last + 1)}
        return bool(between - set("LVTtek()"))

    def _levied(self, asked: Asked) -> Whose | None:
        """Give the nearest place that the sentence has named, whatever governs it: 对中国加征34%关税."""
        for position in range(asked.index - 1, -1, -1):
            token = asked.reading.tokens[position]
            if token.code == "S" and not is_market(token):
                return Whose(asked.reading.mention(position), firm=True)
        return None

    def _meant(self, asked: Asked, name: Name, near: Whose | None) -> Whose | None:
        """Give whom a name stands for; null for a noun, and for a place where the figure is none of a place's."""
        if name.kind == "pronoun":
            found = self._stands_for(asked.reading, name, near)
            return Whose(found, firm=True) if found is not None else None
        if name.kind == "name":
            sure = name.sure or not self.focus.of_company or name.mention.text in self._known
            sure = sure or (name.heads and self._is_held(asked))
            return Whose(name.mention, firm=True) if sure else None
        return Whose(name.mention, firm=True) if name.kind == "place" and self._of_place(asked, name) else None

    def _is_held(self, asked: Asked) -> bool:
        """Say whether a quantity is of shares that someone holds."""
        return asked.metric_id in self._shapes.group("held") or asked.quantity.kind == "share"

    def _of_place(self, asked: Asked, name: Name) -> bool:
        """Say whether a figure may be a place's: in news of a company only one of a country, or right behind it."""
        if not self.focus.of_company or name.last + 1 == asked.index:
            return True
        return asked.metric_id in self._shapes.group("country")

    def _before_bracket(self, asked: Asked) -> Whose | None:
        """Give the name right before the bracket that is the clause: 上海(10例)."""
        reading, bracket = asked.reading, asked.begin - 1
        if bracket < 1 or reading.codes[bracket] != "(" or reading.codes[bracket - 1] not in "wS":
            return None
        names = self._read(reading, reading.clause_start(bracket), bracket)
        return Whose(names[-1].mention, names[-1].firm) if names and names[-1].last == bracket - 1 else None

    def _in_sentence(self, asked: Asked) -> Whose | None:
        """Give whom the clauses before are about: the nearest that begins with a name, or else any name."""
        reading = asked.reading
        begin, other, held = asked.begin, None, self._is_held(asked)
        headed = self._is_headed(self._read(reading, begin, asked.limit))
        while begin > 0:
            end = begin - 1
            if headed and reading.text[reading.tokens[end].start] in STRONG:
                break
            begin = reading.clause_start(end)
            headed = headed or self._is_headed(self._read(reading, begin, end))
            names = self._read(reading, begin, end)
            related = [name for name in names if name.related and (held or (not name.object and name.last + 1 < end))]
            if related:
                return Whose(related[-1].mention, firm=True)
            for name in names:
                whose = None if name.object or name.related else self._meant(asked, name, None)
                if whose is not None and name.heads:
                    return whose
                other = other or (None if name.joined else whose)
        return other

    def _counts(self, asked: Asked) -> bool:
        """Say whether a quantity counts what stands behind it (67只新基金), which is no part of anyone."""
        return asked.quantity.kind in COUNTS and asked.limit == asked.index

    def _is_headed(self, names: list[Name]) -> bool:
        """Say whether a clause begins with a noun that it is about."""
        return bool(names) and names[0].heads

    def _beyond(self, asked: Asked) -> tuple[Whose | None, SlotBasis]:
        """Give what earlier sentences or the document are about, or else a noun of the sentence."""
        focus, reading = self.focus, asked.reading
        if asked.metric_id in self._shapes.group("country") and (place := self._country()) is not None:
            return Whose(place, firm=True), "carried"
        if self._is_held(asked) and self._holding is not None:
            return Whose(self._holding, firm=True), "carried"
        if asked.metric_id in MARKETS and not focus.of_company and (market := self._traded(asked)) is not None:
            return Whose(market, firm=True), "carried"
        if (kind := self._of_kind(asked)) is not None:
            return kind, "explicit"
        if focus.held is not None:
            return Whose(focus.held, firm=True), "carried"
        if focus.topic is not None and focus.topic.firm:
            return Whose(focus.topic.mention, firm=True), "document"
        if focus.title_place is not None:
            return Whose(focus.title_place, firm=True), "document"
        begin, limit = asked.begin, asked.limit
        counts = self._counts(asked)
        while True:
            nouns = [name for name in self._read(reading, begin, limit) if name.kind != "pronoun"]
            if counts:
                nouns = [name for name in nouns if name.heads]
            if nouns:
                return Whose(nouns[0].mention, nouns[0].firm), "explicit"
            if begin == 0:
                break
            limit = begin - 1
            begin = reading.clause_start(limit)
        if counts:
            return None, "default"
        if focus.topic is not None:
            return Whose(focus.topic.mention, firm=False), "document"
        if (place := self._placed(asked)) is not None:
            return Whose(place, firm=True), "carried"
        if asked.link is not None and asked.limit < asked.index and reading.codes[asked.limit] == "w":
            return Whose(reading.mention(asked.limit), firm=False), "explicit"
        return (Whose(focus.last, firm=False), "carried") if focus.last is not None else (None, "default")

    def _of_kind(self, asked: Asked) -> Whose | None:
        """Give the kind of thing that heads the clause of a move: 雪具销售同比增长5%, whoever the text is about."""
        if not asked.moves:
            return None
        names = self._read(asked.reading, asked.begin, asked.limit)
        if not names or names[0].kind != "noun" or not names[0].heads or names[0].object:
            return None
        return Whose(names[0].mention, firm=False)

    def _aged(self, asked: Asked) -> tuple[Whose | None, SlotBasis]:
        """Give who is of an age: the noun behind it, who is introduced with it, or the nearest name."""
        reading, index = asked.reading, asked.index
        tokens, following = reading.tokens, index + 1
        if reading.codes[following : following + 1] in ("w", "M"):
            token = tokens[following]
            if self._shapes["of-whom"].fullmatch(reading.text, tokens[index].end, token.start):
                name = reading.mention(following)
                return (Whose(name, firm=True) if self._names.cast.is_name(name.text or "") else None), "explicit"
        introduced = list(self._shapes["introduced"].finditer(reading.text, reading.start, tokens[index].start))
        if introduced:
            return Whose(Mention(introduced[-1][1], *introduced[-1].span(1)), firm=True), "explicit"
        names = self._names.read(reading, 0, index, self.focus.source)
        return (Whose(names[-1].mention, firm=True), "explicit") if names else (None, "default")

    def _stands_for(self, reading: Reading, name: Name, near: Whose | None) -> Mention | None:
        """Give whom a pronoun stands for: a place, who was named before, or the company of the document."""
        token = reading.tokens[name.first]
        focus = self.focus
        if isinstance(token.item, Term) and token.item.source.endswith("place-pronoun"):
            earlier = reading.codes.rfind("S", 0, name.first)
            return reading.mention(earlier) if earlier >= 0 else focus.place or focus.last
        heading = self._heading(reading, name.first)
        if self._shapes["backward"].match(reading.text, token.start):
            return (near.mention if near is not None else None) or heading or focus.held or focus.last or focus.named
        topic = focus.topic.mention if focus.topic is not None and focus.topic.firm else None
        return heading or topic or focus.held or focus.named or focus.last

    def _heading(self, reading: Reading, position: int) -> Mention | None:
        """Give the name that heads a clause before a position, the first of its sentence."""
        begin = 0
        while begin < position:
            end = min(reading.clause_end(begin), position)
            for name in self._read(reading, begin, end):
                if name.kind == "name" and name.heads:
                    return name.mention
            begin = end + 1
        return None

    def _in_country(self, asked: Asked) -> Whose | None:
        """Give the country a macro figure is of: the last place that the clauses before have named."""
        begin = asked.begin
        if asked.metric_id not in self._shapes.group("country"):
            return None
        while begin > 0:
            end = begin - 1
            begin = asked.reading.clause_start(end)
            places = [name for name in self._read(asked.reading, begin, end) if name.kind == "place"]
            if places:
                return Whose(places[-1].mention, firm=True)
        return None

    def _country(self) -> Mention | None:
        """Give the country a macro figure is of, where its sentence names none."""
        focus = self.focus
        if focus.last is not None and focus.last == focus.place:
            return focus.last
        return focus.title_place or focus.place

    def _traded(self, asked: Asked) -> Mention | None:
        """Give the market the sentence or one before has named last."""
        for position in range(asked.index - 1, -1, -1):
            if is_market(asked.reading.tokens[position]):
                return asked.reading.mention(position)
        return self._market

    def _is_index(self, whose: Whose) -> bool:
        """Say whether a subject is an index."""
        return self._shapes["index-name"].search((whose.mention.text or "").lower()) is not None
