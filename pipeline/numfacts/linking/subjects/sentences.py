"""Whom the sentence of a figure names for it, in its clause or in one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS
from numfacts.linking.reading import STRONG
from numfacts.linking.subjects.own_clause import is_behind_count, is_measured, is_with
from numfacts.linking.subjects.question import Asked, Whose, is_held
from numfacts.linking.subjects.referents import Referents
from numfacts.linking.subjects.settings import is_market
from numfacts.records import Mention
from numfacts.vocabulary.tokens import INTRODUCED

if TYPE_CHECKING:
    from numfacts.linking.names.cast import Cast
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.linking.subjects.focus import Focus
    from numfacts.linking.subjects.names import Name
    from numfacts.linking.subjects.things import Things
    from numfacts.vocabulary.shapes import Shapes


class SentenceSubjects:
    """Finds the subjects that a sentence names."""

    def __init__(self, names: ClauseNames, things: Things, focus: Focus, cast: Cast, shapes: Shapes) -> None:
        self._names = names
        self._things = things
        self._focus = focus
        self._cast = cast
        self._shapes = shapes
        self._referents = Referents(names, focus, cast, shapes)

    def taken_up(self, asked: Asked) -> Whose | None:
        """Give who heads a clause behind the last semicolon since the claim before: 甲占6席；乙则凭借优势，有5处."""
        reading = asked.reading
        begin, found = asked.begin, None
        before = reading.codes.rfind("Q", 0, asked.index)
        while begin - 1 > before:
            end = begin - 1
            if reading.text[reading.tokens[end].start] in STRONG:
                return found
            begin = reading.clause_start(end)
            start = reading.tokens[begin - 1].end if begin else reading.start
            ranked = self._shapes["ranked-is"].fullmatch(reading.text, start, reading.tokens[end].start)
            if ranked is not None and self._cast.is_name(ranked[1]):
                return Whose(Mention(ranked[1], *ranked.span(1)), firm=True)  # 第五是甲，份额一成
            heading = [name for name in self._names.read(reading, begin, end) if name.heads and not name.object]
            won = bool(heading) and self._shapes["wins"].match(reading.text, heading[0].mention.end or 0) is not None
            if won and not heading[0].firm and self._cast.is_name(heading[0].mention.text or ""):
                return Whose(heading[0].mention, firm=True)  # 包1:甲中标，中标价3元；包2:乙中标，中标价2元
            found = (self._referents.meant(asked, heading[0], None) if heading and heading[0].firm else None) or found
            if won and heading[0].firm and heading[0].kind == "name":
                return found
            if found is not None and reading.text.startswith("则", found.mention.end or 0):
                return found  # 甲净利增长两成，乙则成为黑马，增速达五成
            if heading and self._does_next(reading, heading[0]):
                return found  # 接到持股5%以上股东甲的通知，乙近日将股份质押，涉及3万股
        return None

    def _does_next(self, reading: Reading, head: Name) -> bool:
        """Say whether someone introduced heads a clause of what he did, or is to do, at some time: 甲近日办理."""
        named = reading.tokens[head.last].item is INTRODUCED or (head.mention.text or "").isascii()
        return head.firm and named and self._shapes["did-then"].match(reading.text, head.mention.end or 0) is not None

    def owner(self, asked: Asked, since: int = 0) -> Whose | None:
        """Give the noun before the metric where that was named in an earlier clause: 雪具销售额激增，增长7倍.

        That clause does not begin before the token ``since``.
        """
        link = asked.link
        if link is None or link.position is None or not asked.moves or not since <= link.position < asked.begin:
            return None
        if self._focus.of_company:
            return None
        for name in self._names.read(asked.reading, asked.begin, asked.limit)[:1]:
            if name.kind == "noun" and name.heads and not name.object and self._moves(asked, name):
                return Whose(name.mention, firm=False)
        names = self._names.read(asked.reading, asked.reading.clause_start(link.position), link.position)
        if not names or names[-1].last + 1 != link.position:
            return None
        if len(names) == 1 and names[0].kind == "place":
            return Whose(names[0].mention, firm=True)  # 美元下跌，因美国新增职位，较估计少3万个
        if any(name.firm for name in names):
            return None
        return Whose(names[-1].mention, firm=False)

    def before_bracket(self, asked: Asked) -> Whose | None:
        """Give the name right before the bracket that is the clause: 上海(10例)."""
        reading, bracket = asked.reading, asked.begin - 1
        if bracket < 1 or reading.codes[bracket] != "(":
            return None
        if reading.codes[bracket - 1] not in "wSC":
            return self._moved_before(asked, bracket)
        if self._shapes["steps-taken"].search(reading.text, reading.start, reading.tokens[bracket].start) is not None:
            return None  # 采取管控措施(涉及29条公路)
        names = self._names.read(reading, reading.clause_start(bracket), bracket)
        if names and names[-1].last == bracket - 1:
            return Whose(names[-1].mention, names[-1].firm)
        measured = asked.link is not None and asked.link.position is not None and asked.link.position >= asked.begin
        return self._things.kind(reading, bracket - 1) if measured and reading.codes[bracket - 1] == "w" else None

    def _moved_before(self, asked: Asked, bracket: int) -> Whose | None:
        """Give whose metric moved right before a bracket that tells its values: 仅有甲国的就业率下降(去年75%)."""
        reading, link = asked.reading, asked.link
        begin = reading.clause_start(bracket)
        if link is None or link.position is None or not begin <= link.position < bracket:
            return None
        if "Q" in reading.codes[link.position : bracket]:
            return None  # 在甲国投资5亿元(3亿美元)
        names = self._names.read(reading, begin, link.position)
        owner = names[-1] if names and names[-1].last + 1 == link.position else None
        owned = reading.text.startswith("的", reading.tokens[link.position - 1].end)
        if owner is None and owned and reading.codes[link.position - 1] == "S":
            return Whose(reading.mention(link.position - 1), firm=True)
        return Whose(owner.mention, firm=True) if owner is not None and owner.firm else None

    def bracketed(self, asked: Asked) -> Whose | None:
        """Give the name that a bracket with nothing but a quantity follows in a list of such: 甲(5亿元)、乙(3亿元)."""
        reading, begin = asked.reading, asked.begin
        if begin < 1 or reading.codes[begin - 1 : begin + 2] != "(Q)":
            return None
        begun = reading.codes[begin + 2 : begin + 3] == "j"
        if (place := self._place_before(reading, begin - 1)) is not None:
            listed = self._shapes["list-joint"].match(reading.text, (place.start or 0) - 1)
            return None if not begun and listed is None else Whose(place, firm=True)
        listed = self._shapes["bracketed"].search(reading.text, reading.start, reading.tokens[begin - 1].start)
        if listed is None:
            return None
        alone = not begun and reading.text[listed.start() - 1] != "、"
        return None if alone else Whose(Mention(listed[0], *listed.span()), firm=False)

    def _place_before(self, reading: Reading, bracket: int) -> Mention | None:
        """Give the place that stands right before a bracket, whatever governs it: 分布于云南(9例)、上海(8例)."""
        first, tokens = bracket, reading.tokens
        while first and reading.codes[first - 1] in "wS" and tokens[first - 1].end == tokens[first].start:
            first -= 1
        if first == bracket:
            return None
        start, end = tokens[first].start, tokens[bracket - 1].end
        name = reading.text[start:end]
        return Mention(name, start, end) if self._cast.is_place(name) and not is_market(tokens[first]) else None

    def in_sentence(self, asked: Asked) -> Whose | None:
        """Give whom the clauses before are about: the nearest that begins with a name, or else any name."""
        reading = asked.reading
        begin, other, held = asked.begin, None, is_held(asked, self._shapes)
        clause = self._names.read(reading, begin, asked.limit)
        own = clause[0] if clause and clause[0].kind == "noun" and clause[0].heads and not clause[0].object else None
        if own is not None and (self._moves(asked, own) or self._is_charged(asked, own)):
            return Whose(own.mention, firm=False)
        headed = bool(clause) and clause[0].heads
        while begin > 0:
            end = begin - 1
            if headed and reading.text[reading.tokens[end].start] in STRONG:
                break
            begin = reading.clause_start(end)
            if self._shapes["since"].match(reading.text, reading.tokens[begin].start) is not None:
                continue  # 继甲获批以来，已有5家申请
            names = self._names.read(reading, begin, end)
            headed = headed or (bool(names) and names[0].heads)
            related = [
                name
                for name in names
                if name.related
                and (held or (not name.object and name.last + 1 < end))
                and not is_with(reading, names[0], name)
            ]
            if related:
                return Whose(related[-1].mention, firm=True)
            joined = held and names and self._joins_holders(reading, begin, end)
            if joined and names[-1].firm and names[-1].sure:
                return Whose(names[-1].mention, firm=True, aside=True)  # 新增甲为股东，持股20%
            for name in names:
                if self._focus.of_company and self._is_authority(name):
                    continue  # 某县政府同意甲投资建设项目，总投资5亿元
                if self._shapes["aside-role"].match(reading.text, name.mention.end or 0) is not None:
                    continue  # 某证券为其保荐机构，拟募资20亿元
                if asked.quantity.kind not in COUNTS and is_behind_count(reading, name):
                    continue  # 在60家信托公司中排名第3;净利润...
                whose = None if name.object or name.related else self._referents.meant(asked, name, None)
                if whose is not None and name.heads:
                    traded = own is not None and asked.moves and is_market(reading.tokens[name.first])
                    return whose if own is None or not traded else Whose(own.mention, firm=False)
                behind = self._stands_behind(reading, names[0], name)
                other = other or (None if name.joined or behind else whose)
        if other is not None and own is not None:
            return Whose(own.mention, firm=False)
        return other

    def _is_charged(self, asked: Asked, own: Name) -> bool:
        """Say whether a sum is the fee or the price of the noun right before: 当局推行改革，急症室收费加至400元."""
        if asked.link is None or self._focus.of_company or not asked.owns(own):
            return False
        return self._shapes["fee"].search(asked.link.mention.text or "") is not None

    def _moves(self, asked: Asked, head: Name) -> bool:
        """Say whether a clause says of the noun that heads it only how it moved: 材料价格上涨，碳酸锂涨1万元."""
        return asked.moves and not self._focus.of_company and not is_measured(asked, head)

    def _stands_behind(self, reading: Reading, head: Name, name: Name) -> bool:
        """Say whether what only looks like a name stands in what is said of the noun that heads its clause."""
        if name is head or name.sure or not head.heads or head.kind != "noun":
            return False
        return "的" not in reading.text[head.mention.end : name.mention.start]

    def _joins_holders(self, reading: Reading, begin: int, end: int) -> bool:
        """Say whether the clause between two tokens tells who became a shareholder."""
        start, stop = reading.tokens[begin].start, reading.tokens[end].start
        return self._shapes["joins-holders"].search(reading.text, start, stop) is not None

    def _is_authority(self, name: Name) -> bool:
        """Say whether a name is that of a government."""
        return self._shapes["government"].search(name.mention.text or "") is not None
