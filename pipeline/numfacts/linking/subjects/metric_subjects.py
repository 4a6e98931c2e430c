"""Whose figure a metric says it is: of an index, a rate, a commodity, of who is assessed, or of a holder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import metric_rule, prices_goods
from numfacts.linking.subjects.noun_runs.extents import person_end
from numfacts.linking.subjects.question import Asked, Whose
from numfacts.linking.subjects.whole_names import place_before, whole_name
from numfacts.records import Mention
from numfacts.vocabulary.tokens import INTRODUCED, Noun

if TYPE_CHECKING:
    from collections.abc import Callable

    from numfacts.linking.links import Link
    from numfacts.linking.names.cast import Cast
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.linking.subjects.focus import Focus
    from numfacts.linking.subjects.names import Name
    from numfacts.linking.subjects.places import SubjectPlaces
    from numfacts.linking.subjects.securities import Securities
    from numfacts.linking.subjects.sentences import SentenceSubjects
    from numfacts.vocabulary.shapes import Shapes

OFFICES = "局所院署会部厅委"  # what names of who fines end with
PRICES = ("价", "价格", "價", "價格")  # what names of prices end with
RATES = frozenset(["yield", "interest_rate"])  # ids of what money is lent at
FLOWS = frozenset(["turnover", "capital_flow"])  # metrics that may begin with the board or the money they are of
MARKET = "市场"  # expects what a rate will be, and moves none
BANKS = frozenset(["央行", "联储"])  # what central banks are called behind their country
BANK_REACH = 2000  # characters around a move of a rate in which its central bank may be named
COUNTRY = 5  # characters of the longest names of countries before what their central bank is called
TENOR = 16  # characters that end in a yield and hold the bond that it is of
TENOR = 40  # characters of a rate by how long money is lent: 1年期MLF中标利率


class MetricSubjects:
    """Finds the subjects of figures whose metric tells them."""

    def __init__(
        self,
        names: ClauseNames,
        sentence: SentenceSubjects,
        places: SubjectPlaces,
        securities: Securities,
        focus: Focus,
        cast: Cast,
        shapes: Shapes,
        is_cited: Callable[[str], bool],
    ) -> None:
        self._names = names
        self._sentence = sentence
        self._places = places
        self._securities = securities
        self._focus = focus
        self._cast = cast
        self._shapes = shapes
        self._is_cited = is_cited

    def holder(self, asked: Asked) -> Whose | None:
        """Give who is written to hold shares, or whom a share behind which one stands only ranks: 持股5%以上股东甲."""
        reading, following = asked.reading, asked.index + 1
        if asked.metric_id != "stake" and asked.quantity.kind != "share":
            return None
        start = max(reading.codes.rfind("Q", 0, asked.index), asked.begin - 2, 0)
        written = self._shapes["holder-written"].search(reading.text, reading.tokens[start].start, asked.quantity.left)
        if written is not None and self._cast.is_name(written["name"]):
            return Whose(Mention(written["name"], *written.span("name")), firm=True)
        if asked.metric_id != "stake":
            return None
        behind = self._shapes["holder-behind"].match(reading.text, reading.tokens[asked.index].end, reading.end)
        if behind is not None:
            return self._held_by(reading, behind.end())
        if reading.codes[following : following + 1] != "H":
            return None
        if not self._shapes["of-whom"].fullmatch(
            reading.text, reading.tokens[asked.index].end, reading.tokens[following].start
        ):
            return None
        first = last = following + 1
        while (
            reading.codes[last : last + 1] in ("w", "S", "M")
            and reading.tokens[last].start == reading.tokens[last - 1].end
        ):
            last += 1
        start, end = reading.tokens[following].start, reading.tokens[following].end
        if "w" in reading.codes[first:last] and reading.codes[first] != "M":
            start = reading.tokens[first].start
            end = person_end(reading, start, last - 1)
        tail = self._shapes["name-tail"].search(reading.text, start, end)
        end = tail.start() if tail is not None else end
        name = Mention(reading.text[start:end], start, end)
        return Whose(name, firm=True) if self._cast.is_name(name.text or "") else None

    def _held_by(self, reading: Reading, start: int) -> Whose | None:
        """Give who is named at an offset: 持有公司股份3万股(占5%)的股东甲."""
        first = next((place for place, token in enumerate(reading.tokens) if token.start >= start), None)
        if first is None or reading.tokens[first].start > start or reading.codes[first] not in "wSC":
            return None
        last = first
        while (
            reading.codes[last + 1 : last + 2] in ("w", "S")
            and reading.tokens[last + 1].start == reading.tokens[last].end
        ):
            last += 1
        end = person_end(reading, start, last)
        name = Mention(reading.text[start:end], start, end)
        return Whose(name, firm=True) if self._cast.is_name(name.text or "") else None

    def itself(self, asked: Asked, near: Whose | None) -> Whose | None:
        """Give the subject that the metric is called by: an index, a rate, a commodity, a board."""
        reading, link = asked.reading, asked.link
        topic = self._focus.topic
        if topic is not None and topic.company and self._affects(asked):
            return Whose(topic.mention, firm=True)
        if link is None or link.mention.start is None:
            return None
        if (
            self._shapes["moves-rate"].match(reading.text, link.mention.start)
            and (bank := self._bank(asked)) is not None
        ):
            return Whose(bank, firm=True)
        if link.mention.id in self._shapes.group("assessed") and (found := self._assessed(asked)) is not None:
            return found
        if (link.mention.id == "fine" or (link.mention.text or "").endswith("罚金")) and (
            found := self._fined(asked)
        ) is not None:
            return found
        if link.mention.id in RATES and (lent := self._lent(asked, link)) is not None:
            return Whose(lent, firm=True)
        for found in (self._film(asked), self._founded(asked), self._bond(asked, near), self._stocked(asked)):
            if found is not None:
                return found
        if link.mention.id in self._shapes.group("whole") and topic is not None and topic.firm:
            return Whose(topic.mention, firm=True)
        if link.rule is None and link.mention.id == "index_level":
            return Whose(link.mention, firm=True)  # 港股重上23000点
        here = near is None or link.mention.start >= reading.tokens[asked.begin].start
        market = link.mention.id == "interest_rate" and here
        if market and self._shapes["market-rate"].match(reading.text, link.mention.start):
            return Whose(link.mention, firm=False, aside=True)  # 央行下调1年期LPR
        names = self._names.read(reading, asked.begin, asked.index)
        if link.rule is not None and link.rule.index:
            since = (near.mention.start or 0) if near is not None else 0
            if near is not None and reading.start <= link.mention.start < since < asked.quantity.start:
                return near  # 甲股指下跌，乙指数跌1%报8000点: of whom is named since
            place = None
            named = whole_name(reading, link.mention, self._shapes)
            again = near is not None and near.mention.text == named.text
            if link.rule.head and asked.quantity.kind != "point" and not again:  # one of points has a name of its own
                place = next((name.mention for name in names if name.kind == "place"), None)
                place = place or self._securities.index(asked) or self._places.placed(asked)
            return Whose(place or named, firm=True)
        if (priced := self._priced(asked, names, near)) is not None:
            return priced
        if (index := self._index_of(reading, link)) is not None:
            return Whose(index, firm=True, aside=True)
        if link.mention.id in self._shapes.group("called-by") or self._begins_with_goods(reading, link):
            return self._called(asked, names, near)
        if prices_goods(link.mention, asked.quantity, asked.reading.text) and not self._focus.of_company and names:
            goods = names[0]
            if goods.heads and asked.owns(goods) and not asked.is_metric(goods):
                return Whose(goods.mention, firm=goods.firm)  # 市场走势上涨，金属铽价格为1400万元/吨
        flowed = self._shapes["flowed-to"].search(reading.text, link.mention.end or 0, asked.quantity.left)
        if link.mention.id in FLOWS and flowed is not None and flowed.start() == link.mention.end:
            return Whose(Mention(flowed["name"], *flowed.span("name")), firm=True)
        board = self._shapes["board"].search(link.mention.text or "") if link.mention.id in FLOWS else None
        if board is not None and not any(name.firm for name in names):
            start = link.mention.start + board.start()
            return Whose(Mention(board[0], start, start + len(board[0])), firm=True)
        named_tax = link.mention.id == "tax" and self._shapes["named-tax"].search(link.mention.text or "") is not None
        if named_tax and near is None and asked.limit < asked.index and not self._focus.of_company:
            taxed = any(name.firm or asked.owns(name) for name in names)
            return None if taxed else Whose(link.mention, firm=False)  # 离境税由120元加至200元
        return self._places.levied(asked) if link.mention.id in self._shapes.group("levied") else None

    def _lent(self, asked: Asked, link: Link) -> Mention | None:
        """Give what is lent for so long whose rate is told: 2年期收益率, 1年期MLF中标利率, 10年期报2.7%."""
        reading, shapes, end = asked.reading, self._shapes, link.mention.end or 0
        found = shapes["tenor-level"].fullmatch(
            reading.text, reading.tokens[asked.begin].start, reading.tokens[asked.index].start
        ) or shapes["tenor-yields"].search(reading.text, max(0, end - TENOR), end)
        return Mention(found["name"], *found.span("name")) if found is not None else None

    def _index_of(self, reading: Reading, link: Link) -> Mention | None:
        """Give the index that a metric of more than one token begins with: 沪深300指数|市盈率."""
        if link.position is None or (link.mention.start or 0) < reading.start:
            return None
        index = reading.tokens[link.position]
        rule = metric_rule(index)
        named = rule is not None and rule.index and not rule.head and index.end < (link.mention.end or 0)
        return reading.mention(link.position) if named else None

    def _begins_with_goods(self, reading: Reading, link: Link) -> bool:
        """Say whether a metric is a word for a price behind what is called by its price itself: 布伦特原油|价格."""
        if link.position is None or (link.mention.start or 0) < reading.start:
            return False
        goods, price = reading.tokens[link.position], reading.text[reading.tokens[link.position].end : link.mention.end]
        rule = metric_rule(goods)
        return rule is not None and rule.metric in self._shapes.group("called-by") and price in PRICES

    def _affects(self, asked: Asked) -> bool:
        """Say whether a figure is by how much something affects the company: 子公司转让股权，影响归母净利润5万元."""
        reading = asked.reading
        begin, end = reading.tokens[asked.begin].start, reading.tokens[asked.index].start
        affects = self._shapes["affects"].search(reading.text, begin, end)
        if affects is None:
            return False
        names = self._names.read(reading, asked.begin, asked.limit)
        return not any(name.firm and (name.mention.start or 0) > affects.start() for name in names)

    def _bank(self, asked: Asked) -> Mention | None:
        """Give the central bank whose rate is moved, whoever expects it: the last one named, or the first to come.

        A lender or country that its clause names behind that raises a rate of its own.
        """
        text, end = asked.reading.text, asked.quantity.left
        banks = [*self._shapes["central-bank"].finditer(text, max(end - BANK_REACH, 0), end)]
        begin = asked.reading.tokens[asked.begin].start
        if not banks or banks[-1].start() < begin:
            named = self._names.read(asked.reading, asked.begin, asked.limit)
            if any(name.firm and not (name.mention.text or "").endswith(MARKET) for name in named):
                return None
        source, found = text, banks[-1] if banks else None
        if found is None and (found := self._shapes["central-bank"].search(self._focus.title)) is not None:
            source = self._focus.title
        found = found or self._shapes["central-bank"].search(text, end, end + BANK_REACH)
        if found is None:
            return None
        starts = range(max(found.start() - COUNTRY, 0), found.start())
        start = next((at for at in starts if self._cast.is_place(source[at : found.start()])), None)
        if start is None and found[0] in BANKS:
            return None  # of no known country
        start = found.start() if start is None else start
        name = source[start : found.end()]
        return Mention(name, start, found.end()) if source is text else Mention(name, None, None)

    def _assessed(self, asked: Asked) -> Whose | None:
        """Give whom the text is about, or the last name that is not who assesses: 甲证券将乙评级下调，目标价10元."""
        reading, topic, source = asked.reading, self._focus.topic, self._focus.source
        rated = list(self._shapes["rated"].finditer(reading.text, reading.start, asked.quantity.left))
        if rated and self._cast.is_name(rated[-1][1]):
            return Whose(Mention(rated[-1][1], *rated[-1].span(1)), firm=True)
        if topic is not None and topic.firm and not self._assesses(topic.mention.text or ""):
            return Whose(topic.mention, firm=True)
        if topic is not None and not topic.firm and not self._assesses(topic.mention.text or ""):
            return Whose(topic.mention, firm=False)  # 对苹果过于消极
        if topic is not None and self._is_listed(reading, topic.mention):
            return Whose(topic.mention, firm=True)  # a broker whose shares another one assesses
        for position in range(asked.limit - 1, -1, -1):
            token = reading.tokens[position]
            if source.start <= token.start < source.end:
                continue
            if token.code == "w" and isinstance(token.item, Noun):
                name = reading.text[token.start : token.end]
                if self._cast.is_name(name) and not self._assesses(name):
                    return Whose(reading.mention(position), firm=True)
        return None

    def _fined(self, asked: Asked) -> Whose | None:
        """Give who is fined: 对某人处罚款, or the last company that the sentence names before a fine."""
        reading = asked.reading
        punished = list(self._shapes["punished"].finditer(reading.text, reading.start, asked.quantity.left))
        itself = list(self._shapes["punishes-it"].finditer(reading.text, reading.start, asked.quantity.left))
        company = self._focus.company or self._focus.named
        if itself and company is not None and not (punished and punished[-1].end() > itself[-1].end()):
            return Whose(company, firm=True)  # 证监局决定对公司给予警告，并处以3万元罚款
        at = punished[-1].lastindex or 0 if punished else 0
        if punished and self._cast.is_name(punished[-1][at]):
            return Whose(Mention(punished[-1][at], *punished[-1].span(at)), firm=True)
        for position in range(asked.index - 1, -1, -1):
            token, name = reading.tokens[position], reading.mention(position)
            named = token.item is INTRODUCED and reading.text[token.end - 1] not in OFFICES
            if token.code == "w" and (named or (name.text or "").endswith("公司")):
                return Whose(name, firm=True)
        return None

    def _film(self, asked: Asked) -> Whose | None:
        """Give the last film that the sentence names before its takings, in news of a company: 《甲》票房5亿元."""
        link = asked.link
        assert link is not None
        if not self._focus.of_company or self._shapes["takings"].search(link.mention.text or "") is None:
            return None
        films = list(self._shapes["work-title"].finditer(asked.reading.text, asked.reading.start, asked.quantity.left))
        return Whose(Mention(films[-1][1], *films[-1].span(1)), firm=True) if films else None

    def _bond(self, asked: Asked, near: Whose | None) -> Whose | None:
        """Give the bond that a yield is of by how long it runs, where the clause names nobody else whose it is.

        That of a country is named with it: 德国10年期国债.
        """
        link, reading = asked.link, asked.reading
        assert link is not None
        end = link.mention.end or 0
        if not (link.mention.text or "").endswith("收益率") or end <= reading.start:
            return None
        begin = reading.tokens[asked.begin].start
        bonds = [*self._shapes["tenor"].finditer(reading.text, begin, asked.quantity.left)]
        bonds = bonds or [*self._shapes["tenor"].finditer(reading.text, max(reading.start, end - TENOR), end)]
        if not bonds:
            return None
        start, stop = bonds[-1].span()
        country = place_before(reading, start)
        if begin <= country < start:
            return Whose(Mention(reading.text[country:stop], country, stop), firm=True)
        if near is not None or any(name.firm for name in self._names.read(reading, asked.begin, asked.limit)):
            return None
        return Whose(Mention(bonds[-1][0], start, stop), firm=False, aside=True)

    def _founded(self, asked: Asked) -> Whose | None:
        """Give the company that a sentence says is set up, or changes its registration, before its capital.

        甲成立乙有限公司，注册资本2亿元; 乙有限公司发生工商变更，原股东丙退出，注册资本增至3亿元.
        """
        link, reading = asked.link, asked.reading
        assert link is not None
        if self._shapes["registered-capital"].search(link.mention.text or "") is None:
            return None
        if any(name.firm for name in self._names.read(reading, asked.begin, asked.limit)):
            return None
        changed = self._shapes["registration-changes"].search(reading.text, reading.start, asked.quantity.left)
        limit = reading.overlapping(*changed.span()).start if changed is not None else asked.begin
        for position in range(limit - 1, -1, -1):
            token = reading.tokens[position]
            if token.item is INTRODUCED and (
                changed is not None or self._shapes["sets-up"].search(reading.text, reading.start, token.start)
            ):
                return Whose(reading.mention(position), firm=True)
        return None

    def _stocked(self, asked: Asked) -> Whose | None:
        """Give the goods that an exchange or a market stocks, which stand alone before the word: 铜库存减少5吨."""
        link = asked.link
        start = link.mention.start or 0 if link is not None and link.mention.id == "inventory" else 0
        if start <= asked.reading.start:
            return None
        goods = self._shapes["stocked"].search(asked.reading.text, asked.reading.start, start)
        return Whose(Mention(goods["name"], *goods.span("name")), firm=True) if goods is not None else None

    def _is_listed(self, reading: Reading, mention: Mention) -> bool:
        """Say whether a stock code follows a name behind the opening of a sentence."""
        if mention.start is None or mention.end is None or mention.start <= reading.start:
            return False
        return self._shapes["stock-code"].match(reading.text, mention.end) is not None

    def _assesses(self, name: str) -> bool:
        """Say whether a name is that of who gives target prices."""
        return self._is_cited(name) or self._shapes["assessor"].search(name) is not None

    def _priced(self, asked: Asked, names: list[Name], near: Whose | None) -> Whose | None:
        """Give the goods of which a price is that names none, by a clause before that names a price of theirs."""
        link = asked.link
        assert link is not None
        if (
            near is not None
            or names
            or self._focus.of_company
            or not prices_goods(link.mention, asked.quantity, asked.reading.text)
        ):
            return None
        return self._priced_before(asked)

    def _priced_before(self, asked: Asked) -> Whose | None:
        """Give what a clause before names the price of: 碳酸锂价格走高,均价为5万元."""
        reading = asked.reading
        for position in range(asked.begin - 1, 0, -1):
            measured = reading.codes[position] == "M" and (reading.mention(position).text or "").endswith(PRICES)
            if measured and reading.codes[position - 1] in "wS":
                names = self._names.read(reading, reading.clause_start(position), position)
                if names and names[-1].last + 1 == position:
                    return Whose(names[-1].mention, firm=True)
        return None

    def _called(self, asked: Asked, names: list[Name], near: Whose | None) -> Whose | None:
        """Give what is priced: named before its price, or by it (日圓), or before where the price is only a price."""
        link = asked.link
        assert link is not None
        ends = (link.position, asked.index)
        named = [name for name in names if name.firm or asked.reading.behind_bracket(name.last) + 1 in ends]
        named = [name for name in named if self._shapes["traded-on"].fullmatch(name.mention.text or "") is None]
        if named:
            return Whose(named[0].mention, firm=True)
        text = link.mention.text or ""
        itself = Whose(whole_name(asked.reading, link.mention, self._shapes), firm=True)
        if self._shapes["against"].match(text) is not None:  # 兑美元
            return near or self._sentence.in_sentence(asked)
        if link.position is not None and self._shapes["generic-price"].match(text) is None:
            return itself
        topic = self._focus.topic
        before = self._focus.held or (topic.mention if topic is not None and topic.firm else None)
        return near or self._sentence.in_sentence(asked) or (Whose(before, firm=True) if before is not None else itself)
