"""Linking a quantity with whose it is: companies, products, places, indices."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.english.subjects import EnglishSubjects
from numfacts.linking.links import AMONG, COUNTS
from numfacts.linking.subjects.antecedents import Antecedents
from numfacts.linking.subjects.by_metric.measured import Known
from numfacts.linking.subjects.by_metric.order import by_metric
from numfacts.linking.subjects.by_metric.people import holder, whose_age
from numfacts.linking.subjects.carried import CarriedSubjects
from numfacts.linking.subjects.clauses import ClauseNames
from numfacts.linking.subjects.crime import of_crime
from numfacts.linking.subjects.economies import Economies
from numfacts.linking.subjects.focus import Focus
from numfacts.linking.subjects.focus_shifts import FocusShifts
from numfacts.linking.subjects.naming import Naming
from numfacts.linking.subjects.net_buyers import net_buyer
from numfacts.linking.subjects.own_clause import OwnClauseSubjects
from numfacts.linking.subjects.places import ANY_MARKET, SubjectPlaces
from numfacts.linking.subjects.preceding_clause import PrecedingClauseSubjects
from numfacts.linking.subjects.pronouns import body_of
from numfacts.linking.subjects.question import Asked, Whose, is_held
from numfacts.linking.subjects.quoted import of_quoted
from numfacts.linking.subjects.securities import Securities
from numfacts.linking.subjects.sentences import SentenceSubjects
from numfacts.linking.subjects.sets import CountedSets
from numfacts.linking.subjects.settings import Settings
from numfacts.linking.subjects.tellers import Tellers
from numfacts.linking.subjects.things import Things
from numfacts.linking.subjects.told_apart import ToldApart
from numfacts.linking.subjects.topics import Topics
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention, SlotBasis, Span
from numfacts.vocabulary.regions import home_country

if TYPE_CHECKING:
    from collections.abc import Callable

    from numfacts.document import Document
    from numfacts.linking.english.tagging import EnglishTagger
    from numfacts.linking.links import Link
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.names import NameReader
    from numfacts.vocabulary.shapes import Shapes

WIDE = ("A股", ANY_MARKET)  # of exchanges whose indices have a turnover of their own


class SubjectLinker:
    """Finds the subjects of one document's claims, sentence by sentence, with what earlier ones were about."""

    def __init__(
        self,
        document: Document,
        topics: Topics,
        names: NameReader,
        tagger: EnglishTagger,
        shapes: Shapes,
        is_cited: Callable[[str], bool],
    ) -> None:
        self._shapes = shapes
        self._cast = names.cast
        self._country = home_country(document, shapes)
        self._reader = names
        settings = Settings(names.cast, shapes)
        place = settings.place_of(document, is_cited)
        self.focus = focus = Focus(
            settings.narrowed(topics.find(document, is_cited), place),
            document.normalized_title or "",
            place,
            settings.market_of(document),
            settings.home_of(document),
            settings.nation_of(document),
        )
        self._english = EnglishSubjects(focus, tagger, shapes, settings.opening_place)
        self._names = ClauseNames(names, focus)
        self._places = SubjectPlaces(self._names, focus, names.cast, shapes)
        self._things = Things(self._names, names.cast, shapes)
        self._sentence = SentenceSubjects(self._names, focus, names.cast, shapes)
        self._own_clause = OwnClauseSubjects(self._names, self._things, focus, names.cast, shapes)
        self.shifts = FocusShifts(focus, topics, self._places, self._things, names.cast, shapes)
        self._antecedents = Antecedents(self._places, focus, shapes)
        self._told_apart = ToldApart(self._names, shapes)
        self._preceding_clause = PrecedingClauseSubjects(self._names, focus, shapes)
        self._securities = Securities(shapes)
        self._known = Known(self._names, self._places, self._securities, focus, names.cast, shapes)
        self._naming = Naming(focus, names.cast, shapes)
        self._economies = Economies(names.cast, shapes, self._country)
        self._tellers = Tellers(self._names, focus, shapes)
        self._carried = CarriedSubjects(self._names, self._places, self._tellers, focus, shapes)
        self._sets = CountedSets(shapes)
        self._named_there = False  # whether a claim before is of whom the sentence names behind its source
        self._reading: Reading | None = None
        self._finders = self._in_order()

    def _in_order(self) -> tuple[Callable[[Asked], Whose | None], ...]:
        """Give what finds a subject, in the order in which it is asked."""
        return (
            self._sets.again,
            self._things.that_thing,
            self._securities.moved,
            partial(of_crime, shapes=self._shapes),
            partial(of_quoted, shapes=self._shapes),
            partial(net_buyer, shapes=self._shapes),
            partial(holder, known=self._known),
            partial(by_metric, known=self._known),
            self._things.of_size,
            self._things.having,
            self._things.aboard,
            self._told_apart.singled_out,
            self._told_apart.field,
            self._told_apart.counted_part,
            self._told_apart.together,
            self._told_apart.compared,
            self._told_apart.yardstick,
            self._told_apart.instrument,
            self._told_apart.item,
            self._teller,
            self._places.in_parts,
            self._own_clause.find,
            self._in_points,
            self._things.counted_of,
            self._sentence.bracketed,
            self._sentence.before_bracket,
            self._preceding_clause.find,
            self._since_figure,
            self._antecedents.going_on,
            self._preceding_clause.of_counted,
            self._places.in_country,
            self._sentence.of_paper,
            self._sentence.owner,
            self._sentence.in_sentence,
        )

    def _teller(self, asked: Asked) -> Whose | None:
        """Give who tells of a figure, where no claim before is of whom the sentence names behind its source."""
        return None if self._named_there else self._tellers.teller(asked)

    def _in_points(self, asked: Asked) -> Whose | None:
        """Give the market that moved by points, of which no share does: 云杉电领涨，带动台股上攻，终场涨160点."""
        told = asked.link is not None and asked.link.mention.text is not None
        if asked.quantity.kind != "point" or told or not asked.moves:
            return None
        market = self._places.traded(asked)
        return Whose(market, firm=True) if market is not None else None

    def _since_figure(self, asked: Asked) -> Whose | None:
        """Give who owns the metric by a clause that stands behind the figure before."""
        return self._sentence.owner(asked, asked.reading.codes.rfind("Q", 0, asked.begin) + 1)

    @property
    def topic(self) -> Mention | None:
        """Give what the document is about."""
        return self.focus.named

    def is_place(self, mention: Mention) -> bool:
        """Say whether someone is a place."""
        return self._places.is_place(mention)

    @property
    def set_abroad(self) -> bool:
        """Say whether the document is set in a country abroad, by the place in its title."""
        place = self.focus.title_place
        return place is not None and self._cast.is_abroad(place.text or "")

    def names(self, reading: Reading, index: int) -> list[Mention]:
        """Give the names that the clause of the token at ``index``, or else that before, says something of."""
        if reading.english:
            return []
        return [name.mention for name in self._names.read(reading, reading.clause_start(index), index)]

    def enter(self, reading: Reading, source: Span, *, anew: bool) -> None:
        """Begin a sentence, whose source stands at ``source``; ``anew`` says that it begins a paragraph."""
        self.shifts.enter(reading, source, anew=anew)
        self._antecedents.enter()
        self._names.enter()
        self._preceding_clause.previous = None if anew else self._reading
        self._reading = reading
        self._named_there = False
        if anew:
            self._carried.holding = None
            self._english.enter()

    def link(
        self, reading: Reading, index: int, link: Link | None, near: Mention | None, *, moves: bool, person: bool
    ) -> tuple[Mention | None, SlotBasis]:
        """Give the subject of the quantity at ``index`` and how it was found.

        ``near`` is the subject of the claim before in the same sentence; ``moves`` says that the quantity is a change,
        ``person`` that it is an age.
        """
        if reading.english:
            return self._of_english(reading, index, link, near, person=person)
        begin, limit = reading.clause_start(index), index
        link = link.within(reading) if link is not None else None
        if link is not None and link.position is not None and begin <= link.position < index:
            limit = link.position
            measured = link.mention.start or 0
            while limit > begin and reading.text[measured - 1] == "的" and reading.tokens[limit - 1].start >= measured:
                limit -= 1  # 车险的赔付率
        quantity = reading.tokens[index].item
        assert isinstance(quantity, Quantity)
        asked = Asked(reading, index, quantity, link, moves, begin, limit)
        if person:
            found, how = whose_age(asked, self._reader, self.focus.source, self._shapes)
        else:
            found, how = self._find(asked)
        if found is None:
            return None, "default"
        if not person and self._speaks(reading, found.mention):
            found = found._replace(mention=body_of(found.mention, self._shapes))
        self._named_there = self._named_there or self.focus.source.end <= (found.mention.start or 0)
        found = self._naming.beyond_reason(asked, self._naming.settle(found, reading.text))
        found = self._economies.settle(asked, found)
        self._sets.keep(asked, found)
        if found.aside:
            return found.mention, how
        self._antecedents.keep(found)
        self.shifts.keep(found)
        if found.firm:
            self._names.know(found.mention)
        if is_held(asked, self._shapes):
            self._carried.holding = found.mention
        return (None, "default") if _is_only_counted(asked, found) else (found.mention, how)

    def _of_english(
        self, reading: Reading, index: int, link: Link | None, near: Mention | None, *, person: bool
    ) -> tuple[Mention | None, SlotBasis]:
        found = self._english.person(reading, index) if person else self._english.find(reading, index, link, near)
        if found is not None:
            self._english.keep(reading, found)
            return found, "explicit"
        last = self.focus.last
        if last is not None and not self._english.is_past(reading, last, link):
            return last, "carried"
        if self.topic is not None:
            return self.topic, "document"
        self.focus.last = found = self._english.fallback(reading)
        return found, "explicit" if found is not None else "default"

    def _near(self, asked: Asked) -> Whose | None:
        """Give whose the claim before is, or whom the sentence takes up; of an index, the market that it is of."""
        near = self._antecedents.near(asked)
        if near is None:
            return None
        if self._is_index(near) and (asked.metric_id == "turnover" or asked.quantity.kind in COUNTS):
            market = self._places.traded(asked)
            if asked.quantity.kind in COUNTS and market is None:
                return self._counted_stocks(asked, near)
            if market is not None and (asked.metric_id != "turnover" or market.text not in WIDE):
                near = Whose(market, firm=True)  # 沪指跌2%,有30只个股涨停
        return self._sentence.taken_up(asked) or self._antecedents.resumed(asked, near)

    def _counted_stocks(self, asked: Asked, index: Whose) -> Whose | None:
        """Give the market of a mainland index that shares are counted on beside it: 沪指跌3%，共有300只个股下跌."""
        counted = asked.link.mention.text or "" if asked.link is not None else ""
        stocks = self._shapes.fits("stocks", counted)
        mainland = self._shapes["mainland-index"].match(index.mention.text or "") is not None
        return Whose(Mention(WIDE[0], None, None), firm=True) if stocks and mainland else None

    def _is_polled(self, asked: Asked) -> bool:
        """Say whether a count is of those who are asked, who are nobody's: 接受调查的30位分析师."""
        text, end = asked.reading.text, asked.reading.tokens[asked.index].end
        return asked.quantity.kind in COUNTS and self._shapes["polled"].match(text, end) is not None

    def _find(self, asked: Asked) -> tuple[Whose | None, SlotBasis]:
        """Find the subject: the metric itself, in the clause, of the claim before, in the sentence, or before that."""
        if self._is_polled(asked):
            return None, "default"
        near = self._near(asked)
        if (whole := self._nationwide(asked)) is not None:
            return whole, "explicit"
        asked = msgspec.structs.replace(asked, near=near)
        found, how = self._in_sentence(asked) or self._carried.find(asked)
        if found is None or not self._is_somebody(found.mention) or self._counts_itself(asked, found):
            return None, "default"
        return found, how

    def _in_sentence(self, asked: Asked) -> tuple[Whose, SlotBasis] | None:
        """Give who is found in the sentence of the figure."""
        for find in self._finders:
            found = find(asked)
            if found is not None and self._is_somebody(found.mention):
                return found, "explicit"
        return None

    def _counts_itself(self, asked: Asked, whose: Whose) -> bool:
        """Say whether a kind of thing named before is only what a number counts: 上市券商先后预告，利润翻番的多达11家.

        Those of whom so many are a part, or on a market, are somebody: 20家券商中，已有12家; A股公司.
        """
        if asked.link is None:
            return False
        text, counted = asked.reading.text, asked.link.mention
        if asked.quantity.unit_text not in self._shapes.words("set-units"):
            return False
        if counted.text != whose.mention.text or text.startswith("中", counted.end or 0):
            return False
        if text.startswith(AMONG, asked.reading.start):
            return False  # 已有9家煤炭公司预告。其中，7家预增
        told = (whose.mention.start or 0) < asked.reading.tokens[asked.begin].start
        return told and self._shapes["of-market"].match(counted.text or "") is None

    def _speaks(self, reading: Reading, mention: Mention) -> bool:
        """Say whether someone only tells of a figure: who heads the title, or says it in the sentence."""
        topic = self.topic
        if topic is not None and mention.text == topic.text and self.focus.title.startswith(f"{mention.text}:"):
            return True
        spoken = mention.end is not None and reading.start <= mention.end < reading.end
        return spoken and self._shapes["speaks"].match(reading.text, mention.end or 0, reading.end) is not None

    def _is_somebody(self, mention: Mention) -> bool:
        """Say whether a mention can be a subject at all: a name, a market, or people of some kind, but no victims."""
        name = mention.text or ""
        if name in self._shapes.words("never-whose"):
            return False
        if self._shapes["in-parts"].fullmatch(name) is not None:
            return True
        if len(name) < 2 or self._shapes["victims|part-of-day"].search(name) is not None:
            return self._shapes["metal"].fullmatch(name) is not None
        return self._cast.is_name(name) or self.is_place(mention) or self._shapes["people-end"].search(name) is not None

    def _nationwide(self, asked: Asked) -> Whose | None:
        """Give China where all its provinces report and no other place is named: 31个省(自治区、直辖市)报告新增44例."""
        nation = self.focus.nation
        if nation is None or self._antecedents.bracketed:
            return None
        there = range(nation.start or 0, nation.end or 0)
        names = self._names.read(asked.reading, asked.begin, asked.limit)
        others = any(name.firm and name.mention.start not in there for name in names)
        return None if others else Whose(Mention(self._country, None, None), firm=True)

    def _is_index(self, whose: Whose) -> bool:
        """Say whether a subject is an index."""
        return self._shapes["index-name"].search((whose.mention.text or "").lower()) is not None


def _is_only_counted(asked: Asked, whose: Whose) -> bool:
    """Say whether the word for whose a number is only says what is done to so many of it: 培育企业300家."""
    if asked.link is None or asked.quantity.kind not in ("count", "person") or asked.moves:
        return False
    reading, counted, mention = asked.reading, asked.link.mention, whose.mention
    if (counted.start, counted.end) != (mention.start, mention.end) or mention.end != asked.quantity.left:
        return False
    first = reading.overlapping(mention.start or 0, mention.end).start
    return reading.codes[first - 1 : first] in ("v", "X") and reading.tokens[first - 1].end == mention.start
