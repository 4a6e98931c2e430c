"""Whose a figure is where its sentence names nobody for it: of whom earlier ones or the document speak."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.links import AMONG, COUNTS, source_of
from numfacts.linking.subjects.central_banks import own_policy
from numfacts.linking.subjects.places import ANY_MARKET
from numfacts.linking.subjects.question import NOBODY, Asked, Whose, is_held, is_member
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
PAIR = 2  # characters of nouns that say little of what is meant: 企业, 价格
TRADED = frozenset(["turnover", "trading_volume"])  # metrics whose nouns say how something is traded: 大宗协议
MARKETS = frozenset(["turnover", "company_count"])  # metrics that are a market's where nobody else is named
PROFITS = frozenset(
    ["revenue", "net_profit", "total_profit", "net_profit_attributable", "operating_profit", "net_loss"]
)
NEAR = 8  # characters between a number and those whom it counts
GOVERNMENT = "政府"  # in either script


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
            CarriedRule(self._of_no_index, "default"),
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
            CarriedRule(self._of_owned, "explicit", counted=False),
            CarriedRule(self._of_last, "carried", counted=False),
            CarriedRule(self._of_mentioned, "carried", counted=False),
            CarriedRule(self._of_home, "default", counted=False),
            CarriedRule(self._of_home_told, "carried"),
            CarriedRule(self._of_people, "default"),
            CarriedRule(self._of_treasury, "document", counted=False),
            CarriedRule(self._tellers.announcer, "explicit"),
            CarriedRule(self._counted, "explicit"),
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
        """Give the country for what only countries have: 外汇储备增加5亿元."""
        return _firm(self._places.country()) if asked.metric_id in self._shapes.group("country") else None

    def _of_holder(self, asked: Asked) -> Whose | None:
        """Give who holds the shares that the paragraph speaks of: 甲持有乙5%股份。…，质押3万股."""
        return _firm(self.holding) if is_held(asked, self._shapes) else None

    def _of_market(self, asked: Asked) -> Whose | None:
        """Give the market of what is dealt in there, unless a company is spoken of: 成交5亿元, 25家科创板公司."""
        topic = self._focus.topic
        if asked.metric_id not in MARKETS:
            return None
        about = topic is not None and (topic.company or (topic.firm and asked.metric_id != "turnover"))
        return None if about else _firm(self._market(asked))

    def _of_winner(self, asked: Asked) -> Whose | None:
        """Give who won a tender: 中标人：某公司。中标价5亿元."""
        return _firm(self._winner(asked)) if asked.metric_id == "order_value" else None

    def _of_no_index(self, asked: Asked) -> Whose | None:
        """Give nobody for what an index that is spoken of has not: 午前成交7000亿元, 16只转债涨超2%."""
        held = self._focus.held
        if held is None or self._shapes["index-name"].search((held.text or "").lower()) is None:
            return None
        others = asked.metric_id == "turnover" or self._counts(asked)
        return NOBODY if others and not is_member(asked, self._shapes) else None

    def _of_earner(self, asked: Asked) -> Whose | None:
        """Give whom the last claim was about where else a place would have profits: 央企营收5亿元。实现利润1亿元."""
        focus, last = self._focus, self._focus.last
        placed = self._of_place() or (focus.governed is not None and focus.held is None)
        if asked.metric_id not in PROFITS or not placed or last is None or self._places.is_place(last):
            return None
        return Whose(last, firm=False)

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
        return own_policy(asked, self._of_nation(asked), self._shapes) if self._focus.governed is not None else None

    def _of_office(self, asked: Asked) -> Whose | None:
        """Give the place whose office is named where no noun heads a clause."""
        place = self._places.of_office(asked)
        return _firm(place) if place is not None and self._noun(asked, heads=True) is None else None

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
        word = asked.link is not None and asked.limit < asked.index and asked.reading.codes[asked.limit] == "w"
        return Whose(asked.reading.mention(asked.limit), firm=False) if word else None

    def _of_owned(self, asked: Asked) -> Whose | None:
        """Give the thing right before its metric that is one as well: 地方债发行规模."""
        return _loose(self._owned_by(asked))

    def _of_last(self, _: Asked) -> Whose | None:
        """Give whom the last claim was about."""
        return _loose(self._focus.last)

    def _of_mentioned(self, asked: Asked) -> Whose | None:
        """Give the place that is named before."""
        return _loose(self._places.mentioned(asked))

    def _of_home(self, asked: Asked) -> Whose | None:
        """Give where the source is at home, but for the whole country."""
        home = self._focus.home
        return _loose(home) if asked.link is not None and home is not None and home.text != "中国" else None

    def _of_home_told(self, _: Asked) -> Whose | None:
        """Give the place spoken of where it is the home of the source."""
        place = self._focus.place
        told = place is not None and self._shapes["home"].fullmatch(place.text or "") is not None
        return _loose(place) if told else None

    def _of_people(self, asked: Asked) -> Whose | None:
        """Give Hong Kong, where it is its office that counts its people: 统计处."""
        return Whose(Mention("香港", None, None), firm=False) if self._of_its_people(asked) else None

    def _of_treasury(self, asked: Asked) -> Whose | None:
        """Give the government that the title or the text speaks of, for what only a treasury has: 实际赤字2亿元."""
        link = asked.link
        if link is None or GOVERNMENT not in f"{self._focus.title}\n{asked.reading.text}":
            return None
        fiscal = self._shapes["of-treasury"].search(link.mention.text or "") is not None
        return Whose(Mention(GOVERNMENT, None, None), firm=True) if fiscal else None

    def _counted(self, asked: Asked) -> Whose | None:
        """Give those who are counted themselves, where nobody else is meant: 82名国人失联, 3艘货船相撞."""
        link, end = asked.link, asked.quantity.end
        if (
            link is None
            or link.rule is not None
            or link.event
            or asked.moves
            or asked.reading.english
            or link.mention.start is None
        ):
            return None
        behind = asked.reading.text[end : link.mention.start] if link.mention.start >= end else None
        if (
            behind is None
            or len(behind) > NEAR
            or self._shapes["counted-who"].fullmatch(link.mention.text or "") is None
        ):
            return None
        people = asked.quantity.kind == "person" or asked.quantity.unit_text in self._shapes.words("vessel-units")
        return Whose(link.mention, firm=False, aside=True) if people else None

    def _of_its_people(self, asked: Asked) -> bool:
        """Say whether the source of a sentence counts the people of the place whose office it is: 统计处."""
        source = self._focus.source
        return self._shapes["hong-kong-counts"].search(asked.reading.text, source.start, source.end) is not None

    def _winner(self, asked: Asked) -> Mention | None:
        """Give who a label before names as the winner of a tender: 中标人：某公司."""
        text, start = asked.reading.text, asked.reading.start
        named = [*self._shapes["tender-winner"].finditer(text, max(0, start - LABELS), start)]
        return Mention(named[-1]["name"], *named[-1].span("name")) if named else None

    def _market(self, asked: Asked) -> Mention | None:
        """Give the market that what is counted is called after, or else the last one named: 25家科创板公司."""
        measured = asked.link.mention if asked.link is not None else None
        headed = any(name.heads for name in self._names.read(asked.reading, asked.begin, asked.index))
        if not headed and measured is not None and measured.start is not None and asked.metric_id == "company_count":
            called = self._shapes["of-market"].match(asked.reading.text, measured.start)
            if called is not None:
                return Mention(called["market"], *called.span("market"))
        market = self._places.traded(asked)
        counted = asked.metric_id == "company_count" and market is not None and market.text == ANY_MARKET
        return None if counted else market

    def _owned_by(self, asked: Asked) -> Mention | None:
        """Give the thing right before its own metric that is a word for one as well: 地方债发行规模."""
        reading, at = asked.reading, asked.limit
        if asked.link is None or at == asked.index:
            return None
        for first in (at - 1, at):
            pair = reading.tokens[first : first + 2]
            apart = first < asked.begin or reading.codes[first : first + 2] != "MM" or pair[0].end != pair[1].start
            if not apart and self._shapes["paper-name"].search(reading.mention(first).text or "") is not None:
                return reading.mention(first)
        return None

    def _acts(self, asked: Asked, body: Mention) -> bool:
        """Say whether a clause begins with the body that a sentence before did: 某会通报称……某会查处案件34起."""
        start = asked.reading.tokens[asked.begin].start
        if body.start == start and "R" in asked.reading.codes[asked.begin : asked.index]:
            return False  # 某会公布上月共有案件34起: it only tells
        return self._focus.governed is not None and asked.reading.text.startswith(body.text or " ", start)

    def _of_nation(self, asked: Asked) -> Whose | None:
        """Give the country whose office tells of it, or that office where it acts.

        A kind of thing that the document is about or that heads the clause is meant rather.
        """
        focus = self._focus
        begin, limit = asked.begin, asked.limit
        if asked.link is not None and asked.link.position is not None and asked.link.position < begin:
            limit = asked.link.position
            begin = asked.reading.clause_start(limit)
        names = self._names.read(asked.reading, begin, limit)
        kind = bool(names) and names[0].heads and not names[0].object
        codes = asked.reading.codes
        if codes[limit] == "w" and not codes[begin:limit].strip("P"):
            kind = kind or bool(self._names.read(asked.reading, begin, limit + 1))
        if kind or focus.topic is not None:
            return None
        if focus.opener is not None and focus.acting:
            return Whose(focus.opener, firm=False)
        return Whose(focus.governed, firm=False) if focus.governed is not None else None

    def _is_told(self, asked: Asked) -> bool:
        """Say whether the sentence only says that there are things of a number: 某会表示,市面有25款样本."""
        reading = asked.reading
        cited = self._focus.governed is not None and self._focus.source.end > self._focus.source.start
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
                    and not asked.is_metric(name)
                    and (not heads or name.heads or (limit == asked.limit and asked.owns(name)))
                ):
                    return name
            if begin == 0:
                return None
            limit = begin - 1
            begin = asked.reading.clause_start(limit)

    def _of_kind(self, asked: Asked) -> Whose | None:
        """Give the kind of thing that heads the clause of a move: 雪具销售同比增长5%, whoever the text is about.

        Of a place it is also that of a level which it stands right before: 服务贸易逆差为5亿元.
        """
        names = self._names.read(asked.reading, asked.begin, asked.limit)
        if not names or names[0].kind != "noun" or not names[0].heads or names[0].object:
            return None
        if self._shapes["outward"].match(names[0].mention.text or "") is not None:
            return None
        staffed = asked.metric_id in self._shapes.group("staffed")  # 工厂共有员工50人
        has_own = asked.link is not None and asked.metric_id is None and len(names[0].mention.text or "") >= PAIR
        has_own = has_own and asked.reading.text.startswith("的", names[0].mention.end or 0)  # 云平台的普及率为28%
        placed = self._of_place()
        earns = asked.metric_id in PROFITS and self._shapes["trades"].search(names[0].mention.text or "") is None
        start = asked.link.mention.start or 0 if asked.link is not None else 0
        located = self._shapes["located"].fullmatch(asked.reading.text, names[0].mention.end or 0, start) is not None
        owned = placed and (staffed or has_own or located or asked.owns(names[0]))
        owned = owned or (earns and (placed or self._focus.governed is not None))  # 轻工业实现营业收入: no nation's
        owned = owned or (not self._focus.of_company and asked.owns(names[0]) and self._is_apart(asked, names[0]))
        part = asked.is_part(names[0]) and not self._focus.of_company
        part = part or asked.metric_id == "capital_flow"  # 外资买超5亿元
        if not asked.moves and not asked.parted(names[0]) and not owned and not part:
            return None
        return Whose(names[0].mention, firm=False)

    def _is_apart(self, asked: Asked, noun: Name) -> bool:
        """Say whether a noun is a thing of its own, rather than a part of what the sentence before is about."""
        if asked.metric_id in TRADED or asked.reading.text.startswith(AMONG, asked.reading.start):
            return False
        held = self._focus.held
        if asked.is_another(noun, held):
            return True
        if held is not None and self._shapes["home"].match(held.text or "") is not None:
            return False  # 我国对外投资5亿元。对外承包工程合同额...
        return len(noun.mention.text or "") > PAIR and asked.reading.tokens[noun.last].tag[:1] == "n"

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
