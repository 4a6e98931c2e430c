"""Whose a figure is where its sentence names nobody for it: of whom earlier ones or the document speak."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.links import COUNTS, source_of
from numfacts.linking.subjects.places import ANY_MARKET
from numfacts.linking.subjects.question import NOBODY, Asked, Whose, is_held
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.linking.subjects.focus import Focus
    from numfacts.linking.subjects.names import Name
    from numfacts.linking.subjects.places import SubjectPlaces
    from numfacts.linking.subjects.tellers import Tellers
    from numfacts.records import SlotBasis
    from numfacts.vocabulary.shapes import Shapes

LABELS = 300  # characters before a price in which the winner of a tender is named
NATIONS = frozenset(["中国", "台湾", "台灣"])
FIRMS = "企业"  # ends the names of kinds of firms, which have figures of their own
PAIR = 2  # characters of nouns that say little of what is meant: 企业, 价格
MARKETS = frozenset(["turnover", "company_count"])  # metrics that are a market's where nobody else is named
PROFITS = frozenset(
    ["revenue", "net_profit", "total_profit", "net_profit_attributable", "operating_profit", "net_loss"]
)
HAS, FORESEEN = "L", "X"  # codes of a verb that says what there is, and of a cue of what is to be
NEAR = 8  # characters between a number and those whom it counts


class CarriedRule(NamedTuple):
    """What may find a subject, and on what basis; not for what is only ``counted`` where that is false."""

    find: Callable[[Asked], Whose | None]
    basis: SlotBasis
    counted: bool = True


class CarriedSubjects:
    """Finds the subjects that carry over to a sentence; ``holding`` is who holds what the paragraph speaks of."""

    def __init__(
        self, names: ClauseNames, places: SubjectPlaces, tellers: Tellers, focus: Focus, shapes: Shapes
    ) -> None:
        self._names = names
        self._places = places
        self._tellers = tellers
        self._focus = focus
        self._shapes = shapes
        self.holding: Mention | None = None
        self._rules = (
            CarriedRule(self._planned, "explicit"),
            CarriedRule(self._of_country, "carried"),
            CarriedRule(self._of_holder, "carried"),
            CarriedRule(self._of_market, "carried"),
            CarriedRule(self._of_winner, "carried"),
            CarriedRule(self._of_kind, "explicit"),
            CarriedRule(self._of_earner, "carried"),
            CarriedRule(self._of_index_market, "carried"),
            CarriedRule(self._of_paragraph, "carried"),
            CarriedRule(self._of_document, "document"),
            CarriedRule(self._of_hong_kong, "default"),
            CarriedRule(self._of_title_place, "document"),
            CarriedRule(self._of_opener, "carried"),
            CarriedRule(self._of_governed, "document"),
            CarriedRule(self._of_office, "explicit"),
            CarriedRule(self._of_noun, "explicit"),
            CarriedRule(self._of_any_noun, "explicit", counted=False),
            CarriedRule(self._of_kind_told, "document", counted=False),
            CarriedRule(self._of_place_told, "carried", counted=False),
            CarriedRule(self._of_word, "explicit", counted=False),
            CarriedRule(self._of_last, "carried", counted=False),
            CarriedRule(self._of_mentioned, "carried", counted=False),
            CarriedRule(self._of_home, "default", counted=False),
            CarriedRule(self._of_home_told, "carried"),
            CarriedRule(self._of_people, "default"),
            CarriedRule(self._tellers.announcer, "explicit"),
            CarriedRule(self._counted, "explicit"),
            CarriedRule(self._counted_at_home, "default"),
        )

    def find(self, asked: Asked) -> tuple[Whose | None, SlotBasis]:
        """Give what earlier sentences or the document are about, or else a noun of the sentence, and on what basis."""
        counts = self._counts(asked)
        for find, basis, counted in self._rules:
            found = find(asked) if counted or not counts else None
            if found is not None:
                return (None if found is NOBODY else found), basis
        return None, "default"

    def _planned(self, asked: Asked) -> Whose | None:
        """Give who tells in the sentence of what they plan: 某汽车表示，计划回购5亿元."""
        return _firm(self._tellers.planner(asked))

    def _of_country(self, asked: Asked) -> Whose | None:
        """Give the country for what only countries have: 外汇储备增加5亿元, but not 小型企业PMI为50%."""
        if asked.metric_id not in self._shapes.group("country"):
            return None
        kind = self._of_kind(asked)
        named = "" if kind is None else kind.mention.text or ""
        return None if named.endswith(FIRMS) and len(named) > PAIR else _firm(self._places.country())

    def _of_holder(self, asked: Asked) -> Whose | None:
        """Give who holds the shares that the paragraph speaks of: 甲持有乙5%股份。…，质押3万股."""
        return _firm(self.holding) if is_held(asked, self._shapes) else None

    def _of_market(self, asked: Asked) -> Whose | None:
        """Give the market of what is dealt in there, but no companies of a text that is of someone: 成交5亿元."""
        about = self._focus.topic is not None and asked.metric_id != "turnover"
        if about or asked.metric_id not in MARKETS:
            return None
        market = self._places.traded(asked)
        counted = asked.metric_id == "company_count" and market is not None and market.text == ANY_MARKET
        return None if counted else _firm(market)

    def _of_winner(self, asked: Asked) -> Whose | None:
        """Give who won a tender: 中标人：某公司。中标价5亿元."""
        text, start = asked.reading.text, asked.reading.start
        if asked.metric_id != "order_value":
            return None
        named = [*self._shapes["tender-winner"].finditer(text, max(0, start - LABELS), start)]
        return _firm(Mention(named[-1]["name"], *named[-1].span("name"))) if named else None

    def _of_index_market(self, asked: Asked) -> Whose | None:
        """Give the market of an index that is spoken of for what no index has: 沪指跌1%。半日成交7000亿元.

        What else is counted is nobody's there: 16只转债涨超2%.
        """
        held = (self._focus.held.text or "").lower() if self._focus.held is not None else ""
        turnover = asked.metric_id == "turnover"
        if not (turnover or self._counts(asked)) or self._shapes["index-name"].search(held) is None:
            return None
        counted = asked.link.mention.text or "" if asked.link is not None else ""
        if self._shapes["mainland-index"].match(held) and (turnover or self._shapes.fits("stocks", counted)):
            return Whose(Mention("A股", None, None), firm=True, aside=True)
        return NOBODY

    def _of_earner(self, asked: Asked) -> Whose | None:
        """Give whom the last claim was about where else a place would have profits: 央企营收5亿元。实现利润1亿元."""
        focus = self._focus
        placed = self._of_place() or (focus.governed is not None and focus.held is None)
        return _loose(focus.last) if asked.metric_id in PROFITS and placed else None

    def _of_paragraph(self, _: Asked) -> Whose | None:
        """Give whom the paragraph speaks of: 甲业绩向好。营收增长5%."""
        return _firm(self._focus.held)

    def _of_document(self, _: Asked) -> Whose | None:
        """Give whom the document is about, by name."""
        topic = self._focus.topic
        return _firm(topic.mention) if topic is not None and topic.firm else None

    def _of_hong_kong(self, asked: Asked) -> Whose | None:
        """Give Hong Kong for those who come there: 访港旅客5万人次."""
        comes = asked.link is not None and self._shapes["to-hong-kong"].match(asked.link.mention.text or "") is not None
        return Whose(Mention("香港", None, None), firm=False) if comes else None

    def _of_title_place(self, _: Asked) -> Whose | None:
        """Give the place that the title names."""
        return _firm(self._focus.title_place)

    def _of_opener(self, asked: Asked) -> Whose | None:
        """Give the body that a sentence before did something, for what it does and counts: 某会查处案件34起."""
        opener = self._focus.opener
        if opener is None:
            return None
        does = self._acts(asked, opener) or (self._counts(asked) and not self._is_told(asked))
        return _firm(opener) if does else None

    def _of_governed(self, asked: Asked) -> Whose | None:
        """Give the country or the office that governs what the document tells."""
        return self._of_nation(asked) if self._focus.governed is not None else None

    def _of_office(self, asked: Asked) -> Whose | None:
        """Give the place whose office is named."""
        return _firm(self._places.of_office(asked))

    def _of_noun(self, asked: Asked) -> Whose | None:
        """Give the noun that heads the nearest clause with one: 雪具销售火爆，达5亿元."""
        noun = self._noun(asked, heads=True)
        return Whose(noun.mention, noun.firm) if noun is not None else None

    def _of_any_noun(self, asked: Asked) -> Whose | None:
        """Give any noun of the nearest clause with one."""
        noun = self._noun(asked, heads=False)
        return Whose(noun.mention, noun.firm) if noun is not None else None

    def _of_kind_told(self, _: Asked) -> Whose | None:
        """Give the kind of thing that the document is about."""
        topic = self._focus.topic
        return Whose(topic.mention, firm=False) if topic is not None else None

    def _of_place_told(self, asked: Asked) -> Whose | None:
        """Give the place that a sentence is set in."""
        return _firm(self._places.placed(asked))

    def _of_word(self, asked: Asked) -> Whose | None:
        """Give the word that the metric begins with: 冰箱|销量."""
        word = asked.reading.codes[asked.limit] == "w"
        return Whose(asked.reading.mention(asked.limit), firm=False) if word else None

    def _of_last(self, _: Asked) -> Whose | None:
        """Give whom the last claim was about."""
        return _loose(self._focus.last)

    def _of_mentioned(self, asked: Asked) -> Whose | None:
        """Give the place that is named before."""
        return _loose(self._places.mentioned(asked))

    def _of_home(self, _: Asked) -> Whose | None:
        """Give where the source is at home, but for the whole country."""
        home = self._focus.home
        return _loose(home) if home is not None and home.text not in NATIONS else None

    def _of_home_told(self, _: Asked) -> Whose | None:
        """Give the place spoken of where it is the home of the source."""
        place = self._focus.place
        told = place is not None and self._shapes["home"].fullmatch(place.text or "") is not None
        return _loose(place) if told else None

    def _of_people(self, asked: Asked) -> Whose | None:
        """Give Hong Kong, where it is its office that counts its people: 统计处."""
        source = self._focus.source
        counts = self._shapes["hong-kong-counts"].search(asked.reading.text, source.start, source.end) is not None
        return Whose(Mention("香港", None, None), firm=False) if counts else None

    def _counted(self, asked: Asked) -> Whose | None:
        """Give those who are counted themselves, where nobody else is meant: 82名国人失联, 3艘货船相撞."""
        link, end = asked.link, asked.quantity.end
        if link is None or link.rule is not None or not end <= (link.mention.start or 0) <= end + NEAR:
            return None
        if self._shapes["counted-who"].fullmatch(link.mention.text or "") is None:
            return None
        people = asked.quantity.kind == "person" or asked.quantity.unit_text in self._shapes.words("vessel-units")
        return Whose(link.mention, firm=False, aside=True) if people else None

    def _counted_at_home(self, asked: Asked) -> Whose | None:
        """Give Hong Kong, of whose offices the text tells, for a number of things that there are: 全年共有110项盛事."""
        before = asked.reading.codes[asked.begin : asked.index]
        if not self._counts(asked) or FORESEEN in before or (before and HAS not in before):
            return None
        told = self._shapes["hong-kong-office|hong-kong-bureau"].search(asked.reading.text) is not None
        return Whose(Mention("香港", None, None), firm=False, aside=True) if told else None

    def _acts(self, asked: Asked, body: Mention) -> bool:
        """Say whether a clause begins with the body that a sentence before did: 某会通报称……某会查处案件34起."""
        start = asked.reading.tokens[asked.begin].start
        return self._focus.governed is not None and asked.reading.text.startswith(body.text or " ", start)

    def _of_nation(self, asked: Asked) -> Whose | None:
        """Give the country whose office tells of it, or that office where it acts.

        A kind of thing that the document is about or that heads the clause is meant rather.
        """
        focus = self._focus
        begin, limit = asked.begin, asked.limit
        names = self._names.read(asked.reading, begin, limit)
        kind = bool(names) and names[0].heads
        codes = asked.reading.codes
        if codes[limit] == "w" and not codes[begin:limit].strip("P"):
            kind = bool(self._names.read(asked.reading, begin, limit + 1))
        if kind or focus.topic is not None:
            return None
        return _loose(focus.opener if focus.opener is not None and focus.acting else focus.governed)

    def _is_told(self, asked: Asked) -> bool:
        """Say whether the sentence only says that there are things of a number: 某会表示,市面有25款样本."""
        reading = asked.reading
        cited = self._focus.governed is not None
        says = any(
            token.code == "R" and (cited or (source_of(token) or "").endswith("/say")) for token in reading.tokens
        )
        return says and "v" not in reading.codes[asked.begin : asked.index]

    def _noun(self, asked: Asked, *, heads: bool) -> Name | None:
        """Give the first noun of the nearest clause with one, of those that head it or own the metric, or of all."""
        begin, limit = asked.begin, asked.limit
        while True:
            for name in self._names.read(asked.reading, begin, limit):
                if (
                    name.kind != "pronoun"
                    and not (name.object and name.kind == "noun" and not asked.owns(name))
                    and (not heads or name.heads or (limit == asked.limit and asked.owns(name)))
                ):
                    return name
            if begin == 0:
                return None
            limit = begin - 1
            begin = asked.reading.clause_start(limit)

    def _of_kind(self, asked: Asked) -> Whose | None:
        """Give what heads the clause of a move or a share's price: 雪具销售同比增长5%, whoever the text is about.

        Of a place it is also that of a level which it stands right before: 服务贸易逆差为5亿元.
        """
        names = self._names.read(asked.reading, asked.begin, asked.limit)
        if not names or names[0].kind != "noun" or not names[0].heads:
            return None
        noun, placed = names[0], self._of_place()
        apart = len(noun.mention.text or "") > PAIR and asked.reading.tokens[noun.last].tag[:1] == "n"
        apart = apart or asked.is_another(noun, self._focus.held)
        owned = asked.owns(noun) and (placed or (apart and not self._focus.of_company))
        earns = asked.metric_id in PROFITS and (placed or self._focus.governed is not None)  # 轻工业营收: no nation's
        told = asked.moves or asked.parted(noun) or owned or earns
        return Whose(noun.mention, firm=False) if told else None

    def _of_place(self) -> bool:
        """Say whether what the document or the paragraph is about is a place."""
        focus = self._focus
        about = focus.held or (
            focus.topic.mention if focus.topic is not None and focus.topic.firm else focus.title_place
        )
        return about is not None and self._places.is_place(about)

    def _counts(self, asked: Asked) -> bool:
        """Say whether a quantity counts what stands behind it (67只新基金), which is no part of anyone."""
        return asked.quantity.kind in COUNTS and asked.limit == asked.index


def _firm(mention: Mention | None) -> Whose | None:
    """Give someone with a name as a subject."""
    return None if mention is None else Whose(mention, firm=True)


def _loose(mention: Mention | None) -> Whose | None:
    """Give someone as a subject who is only likely meant."""
    return None if mention is None else Whose(mention, firm=False)
