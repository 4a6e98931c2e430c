"""Whose a figure is where its sentence names nobody for it: of whom earlier ones or the document speak."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.attribution.own_acts import foresees_own_act, is_own_act
from numfacts.linking.links import AMONG, COUNTS, source_of
from numfacts.linking.subjects.places import ANY_MARKET
from numfacts.linking.subjects.question import Asked, Whose, is_held
from numfacts.records import Mention
from numfacts.vocabulary.tokens import INTRODUCED

if TYPE_CHECKING:
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.linking.subjects.focus import Focus
    from numfacts.linking.subjects.names import Name
    from numfacts.linking.subjects.places import SubjectPlaces
    from numfacts.records import SlotBasis
    from numfacts.vocabulary.shapes import Shapes

OFFICE = 12  # characters before a name that hold the office of who has it
LABELS = 300  # characters before a price in which the winner of a tender is named
PAIR = 2  # characters of nouns that say little of what is meant: 企业, 价格
HOME = ("我国", "中国", "全国")  # what names of branches of a country's own economy begin with
TRADED = frozenset(["turnover", "trading_volume"])  # metrics whose nouns say how something is traded: 大宗协议
MARKETS = frozenset(["turnover", "company_count"])  # metrics that are a market's where nobody else is named
PROFITS = frozenset(["revenue", "net_profit", "net_profit_attributable", "operating_profit", "net_loss"])
BUREAU = "办公室"
NEAR = 8  # characters between a number and those whom it counts
VESSELS = frozenset(["架", "架次", "艘", "艘次"])  # units of what flies and sails
TELLERS = ("assessor", "authority", "document", "medium", "official")  # who tell of others
SPEAKER = re.compile("(?:P[wR],)?[P,]*(?P<name>[wSC]+)P*R,?")  # codes of a sentence that begins with who speaks


class CarriedSubjects:
    """Finds the subjects that carry over to a sentence; ``holding`` is who holds what the paragraph speaks of."""

    def __init__(self, names: ClauseNames, places: SubjectPlaces, focus: Focus, shapes: Shapes) -> None:
        self._names = names
        self._places = places
        self._focus = focus
        self._shapes = shapes
        self.holding: Mention | None = None

    def find(self, asked: Asked) -> tuple[Whose | None, SlotBasis]:
        """Give what earlier sentences or the document are about, or else a noun of the sentence."""
        focus, reading = self._focus, asked.reading
        if (planner := self._planner(asked)) is not None:
            return Whose(planner, firm=True), "explicit"
        if asked.metric_id in self._shapes.group("country") and (place := self._places.country()) is not None:
            return Whose(place, firm=True), "carried"
        if is_held(asked, self._shapes) and self.holding is not None:
            return Whose(self.holding, firm=True), "carried"
        about = focus.topic is not None and (
            focus.topic.company or (focus.topic.firm and asked.metric_id != "turnover")
        )
        if asked.metric_id in MARKETS and not about and (market := self._market(asked)) is not None:
            return Whose(market, firm=True), "carried"
        if asked.metric_id == "order_value" and (winner := self._winner(asked)) is not None:
            return Whose(winner, firm=True), "carried"
        if (kind := self._of_kind(asked)) is not None:
            return kind, "explicit"
        if focus.held is not None:
            indexed = self._shapes["index-name"].search((focus.held.text or "").lower()) is not None
            if indexed and (asked.metric_id == "turnover" or self._counts(asked)) and not self._is_member(asked):
                return None, "default"  # 午前成交7000亿元, 16只转债涨超2%: of no index
            return Whose(focus.held, firm=True), "carried"
        if focus.topic is not None and focus.topic.firm:
            return Whose(focus.topic.mention, firm=True), "document"
        if asked.link is not None and self._shapes["to-hong-kong"].match(asked.link.mention.text or "") is not None:
            return Whose(Mention("香港", None, None), firm=False), "default"
        if focus.title_place is not None:
            return Whose(focus.title_place, firm=True), "document"
        counts = self._counts(asked)
        if focus.opener is not None and (self._acts(asked, focus.opener) or (counts and not self._is_told(asked))):
            return Whose(focus.opener, firm=True), "carried"
        if focus.governed is not None and (found := self._of_nation(asked)) is not None:
            return found, "document"
        noun, place = self._noun(asked, heads=True), self._places.of_office(asked)
        if noun is None and place is not None:
            return Whose(place, firm=True), "explicit"
        noun = noun or (None if counts else self._noun(asked, heads=False))
        if noun is not None:
            return Whose(noun.mention, noun.firm), "explicit"
        if not counts:
            if focus.topic is not None:
                return Whose(focus.topic.mention, firm=False), "document"
            if (place := self._places.placed(asked)) is not None:
                return Whose(place, firm=True), "carried"
            if asked.link is not None and asked.limit < asked.index and reading.codes[asked.limit] == "w":
                return Whose(reading.mention(asked.limit), firm=False), "explicit"
            if (owner := self._owned_by(asked)) is not None:
                return Whose(owner, firm=False), "explicit"
            if focus.last is not None:
                return Whose(focus.last, firm=False), "carried"
            if (named := self._places.mentioned(asked)) is not None:
                return Whose(named, firm=False), "carried"
            if asked.link is not None and focus.home is not None and focus.home.text != "中国":
                return Whose(focus.home, firm=False), "default"
        if focus.place is not None and self._shapes["home"].fullmatch(focus.place.text or "") is not None:
            return Whose(focus.place, firm=False), "carried"
        if focus.home is not None and self._of_its_people(asked):
            return Whose(focus.home, firm=False), "default"
        if (announcer := self._announcer(asked)) is not None:
            return announcer, "explicit"
        counted = self._counted(asked)
        return (counted, "explicit") if counted is not None else (None, "default")

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
        people = asked.quantity.kind == "person" or asked.quantity.unit_text in VESSELS
        return Whose(link.mention, firm=False, aside=True) if people else None

    def _announcer(self, asked: Asked) -> Whose | None:
        """Give the house that announces in a sentence what names nobody else: 某银行宣布裁员5%."""
        text, source = asked.reading.text, self._focus.source
        name = text[source.start : source.end]
        tells = self._shapes["tells-of-itself"].match(text, source.end)
        if tells is None or self._is_officer(text, name, source.start):
            return None
        if tells["accounts"] is not None and asked.metric_id not in self._shapes.group("company"):
            return None  # 某地产公布，上月录得12宗成交
        if any(self._shapes[shape].search(name) for shape in ("document", "medium", "authority")):
            return None
        return Whose(Mention(name, source.start, source.end), firm=True)

    def teller(self, asked: Asked) -> Whose | None:
        """Give who tells in a sentence what they do themselves: 某部表示，将发行债券; of an officer his authority.

        Whoever heads a clause behind them does it rather: 某部表示，新计划接获申请5宗.
        """
        text, source = asked.reading.text, self._focus.source
        name = text[source.start : source.end]
        if not name:
            return None
        foresees = asked.reading.overlapping(source.end, asked.reading.end).start
        if foresees_own_act(asked.reading, foresees, asked.index, self._shapes):
            return Whose(Mention(name, source.start, source.end), firm=True)
        if source.end > asked.reading.tokens[asked.begin].start:
            return None
        if self._is_headed(asked, source.end) or self._is_officer(text, name, source.start):
            return None
        if any(self._shapes[shape].search(name) for shape in ("document", "medium")):
            return None
        if not is_own_act(asked.reading, asked.index, self._shapes):
            return None
        office = self._shapes["office"].search(name)
        body = name if office is None else name[: office.start()].rstrip("副")
        held = office is not None or self._shapes["office"].match(text, source.end) is not None
        if held and self._shapes["authority"].search(body) is None:
            return None
        return Whose(Mention(body, source.start, source.start + len(body)), firm=True)

    def _is_headed(self, asked: Asked, start: int) -> bool:
        """Say whether someone is named as who does something in the clause of a figure, or before it behind an offset.

        A noun right before a figure is what is done (搜查26处工场), whatever the dictionary takes it for.
        """
        begin, end = asked.begin, asked.limit
        while True:
            for name in self._names.read(asked.reading, begin, end):
                done = name.kind == "noun" and name.last + 1 == asked.index
                if (name.firm or name.heads) and not (name.object or done):
                    return True
            end = begin - 1
            if end < 1 or asked.reading.tokens[end - 1].start < start:
                return False
            begin = asked.reading.clause_start(end)

    def _is_officer(self, text: str, name: str, end: int) -> bool:
        """Say whether a text has introduced a name before an offset as that of someone in an office: 局长林海."""
        start = text.find(name, 0, end)
        near = max(start - OFFICE, 0)
        return start >= 0 and any(
            held.end() >= start - 1 for held in self._shapes["office"].finditer(text, near, start)
        )

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

    def _planner(self, asked: Asked) -> Mention | None:
        """Give the company that tells in a sentence of what it plans: 某汽车表示，计划回购5亿元."""
        reading, begin = asked.reading, asked.begin
        spoken = SPEAKER.match(reading.codes[: asked.index])
        if spoken is None:
            return None
        first, last = spoken.span("name")
        introduced = reading.tokens[last - 1].item is INTRODUCED
        start, end = reading.tokens[last - 1 if introduced else first].start, reading.tokens[last - 1].end
        name = reading.text[start:end]
        if name.endswith(BUREAU) or not (introduced or self._shapes["organisation"].search(name)):
            return None
        if any(self._shapes[shape].search(name) for shape in TELLERS):
            return None
        while (first := max(begin, spoken.end())) < asked.index:
            while reading.codes[first] == "P":
                first += 1
            if self._shapes["own-plan"].match(reading.text, reading.tokens[first].start) is not None:
                return Mention(name, start, end)
            if begin <= spoken.end():
                return None
            begin = reading.clause_start(begin - 1)
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
        if focus.last is not None and asked.metric_id in PROFITS and not self._places.is_place(focus.last):
            return Whose(focus.last, firm=False)  # 央企营收5亿元。实现利润1亿元: no nation has profits
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
        staffed = asked.metric_id in self._shapes.group("staffed")  # 工厂共有员工50人
        owned = self._of_place() and (staffed or asked.owns(names[0]))
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
        if held is not None and (held.text or "").startswith(HOME):
            return False  # 我国对外投资5亿元。对外承包工程合同额...
        return len(noun.mention.text or "") > PAIR and asked.reading.tokens[noun.last].tag[:1] == "n"

    def _of_place(self) -> bool:
        """Say whether what the document or the paragraph is about is a place."""
        focus = self._focus
        about = focus.held or (
            focus.topic.mention if focus.topic is not None and focus.topic.firm else focus.title_place
        )
        return about is not None and self._places.is_place(about)

    def _is_member(self, asked: Asked) -> bool:
        """Say whether what is counted belongs to an index: 35只成分股."""
        return self._shapes["constituent"].match(asked.reading.text, asked.quantity.end) is not None

    def _counts(self, asked: Asked) -> bool:
        """Say whether a quantity counts what stands behind it (67只新基金), which is no part of anyone."""
        return asked.quantity.kind in COUNTS and asked.limit == asked.index
