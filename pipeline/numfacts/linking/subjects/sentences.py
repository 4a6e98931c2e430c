"""Whom the sentence of a figure names for it, in its clause or in one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS
from numfacts.linking.reading import STRONG
from numfacts.linking.subjects.members import before_members
from numfacts.linking.subjects.question import Asked, Whose, is_held
from numfacts.linking.subjects.rank_holders import rank_holder
from numfacts.linking.subjects.referents import Referents
from numfacts.linking.subjects.settings import is_market
from numfacts.numbers.quantity import Quantity
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

    def in_clause(self, asked: Asked, near: Whose | None) -> Whose | None:
        """Give whom the clause itself names."""
        if asked.quantity.kind != "rank" and (kind := self._things.described(asked)) is not None:
            return kind
        if self._is_taken_up(asked):
            if near is not None:
                return near
            if self._focus.last is not None:
                return Whose(self._focus.last, firm=True)
        names = self._names.read(asked.reading, asked.begin, asked.limit)
        if asked.quantity.kind == "rank":  # 在60家基金公司中排名第3
            if (ranked := rank_holder(asked, self._names, self._shapes)) is not None:
                return ranked
            names = [name for name in names if asked.reading.codes[name.first - 1 : name.first] != "Q"]
        names = [name for name in names if not (self._is_counted(asked.reading, name) or asked.is_metric(name))]
        names = before_members(asked, names, self._shapes)
        if not names:
            return self._listed(asked)
        if self._is_told_of_them(asked, names):
            return None
        if (parted := self._stake_of(asked, names[-1])) is not None:
            return parted
        if (listed := self._listed(asked)) is not None:
            return listed
        related = [name for name in names if name.related and not self._is_with(asked.reading, names[0], name)]
        if related:
            return Whose(related[-1].mention, firm=True)
        last = names[-1]
        if self._is_owner(asked, last):
            return Whose(last.mention, firm=True, aside=True)  # 甲中标乙年产10万吨电池项目
        if (
            last.kind != "pronoun"
            and asked.moves
            and (asked.link is None or asked.metric_id in self._shapes.group("quoted"))
        ):
            topic = self._focus.topic
            branch = last.kind == "noun" and self._shapes["own-branch"].search(last.mention.text or "") is not None
            owned = branch and len(names) > 1 and names[-2].firm and names[-2].last + 1 == last.first
            if branch and not owned and topic is not None and topic.company:
                return Whose(topic.mention, firm=True)  # 预计主营业务增长三成
            return Whose((names[-2] if owned else last).mention, last.firm or owned)
        embedded = [name for name in names if self._is_embedded(asked.reading, name)]
        for name in (*embedded[-1:], *(name for name in names if not name.object)):
            whose = self._referents.meant(asked, name, near)
            if whose is not None:
                return whose
        head = names[0]
        if (
            head.heads
            and head.last + 2 <= asked.index
            and not set(asked.reading.codes[head.last + 1 : asked.index - 1]) - set("LP")
            and self._shapes["with"].match(asked.reading.text, asked.reading.tokens[asked.index - 1].start)
        ):
            return Whose(head.mention, firm=True)  # 小米以12%排名第三
        if head.kind == "noun" and head.heads and asked.owns(head) and self._is_share(asked):
            return Whose(head.mention, firm=False)
        if near is None or head.kind != "noun" or not head.heads:
            return None
        if not self._focus.of_company and (asked.is_part(head) or asked.is_another(head, near.mention)):
            return Whose(head.mention, firm=False)
        if asked.parted(head) or not (near.firm and self._measured(asked, head)):
            return Whose(head.mention, firm=False)
        return None

    def _listed(self, asked: Asked) -> Whose | None:
        """Give the next of a list in which one with the quantity before stands: 甲涨1%、乙涨2%, 甲有5%股票、乙..."""
        reading, before = asked.reading, asked.reading.codes.rfind("Q", 0, asked.index)
        if not asked.begin <= before or "j" not in reading.codes[before : asked.index]:
            return None
        names = self._names.read(reading, asked.begin, asked.index)
        peers = any(name.firm and name.first < before for name in names)
        for name in names:
            between = reading.codes[before + 1 : name.first]
            if not name.joined or name.first < before or asked.is_metric(name):
                continue
            if between in ("wj", "Mj") and name.firm:
                return Whose(name.mention, firm=True)
            if not peers and not name.firm and asked.quantity.kind in COUNTS and name.last + 1 == asked.index:
                continue  # 高风险地区1个、中风险地区2个: what is counted
            told = name.firm or ((peers or name.last < asked.limit) and not self._measured(asked, name))
            if between == "j" and told:
                return Whose(name.mention, name.firm)
        return None

    def _is_counted(self, reading: Reading, name: Name) -> bool:
        """Say whether a noun says what the number before it counts or measures: 10万吨白酒项目、8万吨..."""
        listed = name.kind != "name" or reading.codes[name.last + 1 : name.last + 2] in ("j", "(")
        return listed and self._is_behind_count(reading, name)

    def _is_behind_count(self, reading: Reading, name: Name) -> bool:
        """Say whether a name stands right behind a number, but for a rank: 第二名某某电脑."""
        if not name.first or reading.codes[name.first - 1] != "Q":
            return False
        item = reading.tokens[name.first - 1].item
        return not (isinstance(item, Quantity) and item.kind == "rank")

    def _stake_of(self, asked: Asked, name: Name) -> Whose | None:
        """Give the company a share of which changes hands, where it stands before that: 转让乙持有的甲30%股权.

        What the sentence goes on to tell is not of that company.
        """
        if asked.metric_id != "stake" or name.kind != "name" or name.heads or name.last + 1 != asked.index:
            return None
        share = (asked.link.mention.text or "") if asked.link is not None else ""
        if asked.limit < asked.index or self._shapes["part-owned"].search(share) is None:
            return None  # 由甲100%控股
        return Whose(name.mention, firm=True, aside=True)

    def _is_owner(self, asked: Asked, name: Name) -> bool:
        """Say whether a company that a verb governs has what stands right behind it."""
        if name.kind != "name" or not asked.owns(name) or asked.metric_id not in self._shapes.group("own"):
            return False
        return name.object or asked.reading.codes[name.first - 1 : name.first] == "M"

    def _is_told_of_them(self, asked: Asked, names: list[Name]) -> bool:
        """Say whether a number only says how many the names of its clause are: 法国、印度是病例最多的两个国家."""
        reading, end = asked.reading, asked.reading.tokens[names[-1].last].end
        if asked.quantity.kind not in COUNTS or asked.quantity.value != len(names) or reading.text[end] not in "是为":
            return False
        return all(name.joined for name in names[1:]) and "Q" not in reading.codes[asked.begin : asked.index]

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
        if not names or any(name.firm for name in names) or names[-1].last + 1 != link.position:
            return None
        return Whose(names[-1].mention, firm=False)

    def _is_taken_up(self, asked: Asked) -> bool:
        """Say whether the clause takes up the metric spoken of: 某行预计该收益率升至2%."""
        reading = asked.reading
        return asked.limit < asked.index and reading.text[reading.tokens[asked.limit].start - 1] == "该"

    def _is_embedded(self, reading: Reading, name: Name) -> bool:
        """Say whether a name stands behind a verb that says what it does: 甲预计乙, 令公司."""
        position = name.first - 1
        while position >= 0 and reading.codes[position] == "P":
            position -= 1
        if position < 0 or reading.codes[position] in ",(":
            return False
        if reading.codes[position] in "XR":
            return True
        return self._shapes["makes"].match(reading.text, reading.tokens[position].start) is not None

    def _is_share(self, asked: Asked) -> bool:
        """Say whether a figure is the share that a part has of the whole: 其中,软件占比为八成."""
        return asked.link is not None and self._shapes["share-of"].search(asked.link.mention.text or "") is not None

    def _is_with(self, reading: Reading, head: Name, name: Name) -> bool:
        """Say whether someone's company or holder only joins who heads the clause: 公司及子公司甲增持5亿元."""
        between = reading.codes[head.last + 1 : name.first]
        return head.heads and head.kind != "noun" and between[:1] == "j" and "Q" not in between

    def _measured(self, asked: Asked, head: Name) -> bool:
        """Say whether something stands between a noun and the quantity, but what says how it is: 报, 涨."""
        between = {asked.reading.codes[position] for position in asked.reading.before(asked.index, head.last + 1)}
        return bool(between - set("LVTtek()"))

    def before_bracket(self, asked: Asked) -> Whose | None:
        """Give the name right before the bracket that is the clause: 上海(10例)."""
        reading, bracket = asked.reading, asked.begin - 1
        if bracket < 1 or reading.codes[bracket] != "(" or reading.codes[bracket - 1] not in "wS":
            return None
        if self._shapes["steps-taken"].search(reading.text, reading.start, reading.tokens[bracket].start) is not None:
            return None  # 采取管控措施(涉及29条公路)
        names = self._names.read(reading, reading.clause_start(bracket), bracket)
        if names and names[-1].last == bracket - 1:
            return Whose(names[-1].mention, names[-1].firm)
        measured = asked.link is not None and asked.link.position is not None and asked.link.position >= asked.begin
        return self._things.kind(reading, bracket - 1) if measured and reading.codes[bracket - 1] == "w" else None

    def bracketed(self, asked: Asked) -> Whose | None:
        """Give the name that a bracket with nothing but a quantity follows in a list of such: 甲(5亿元)、乙(3亿元)."""
        reading, begin = asked.reading, asked.begin
        if begin < 1 or reading.codes[begin - 1 : begin + 2] != "(Q)":
            return None
        listed = self._shapes["bracketed"].search(reading.text, reading.start, reading.tokens[begin - 1].start)
        if listed is None:
            return None
        alone = reading.codes[begin + 2 : begin + 3] != "j" and reading.text[listed.start() - 1] != "、"
        return None if alone else Whose(Mention(listed[0], *listed.span()), firm=False)

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
                and not self._is_with(reading, names[0], name)
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
                if asked.quantity.kind not in COUNTS and self._is_behind_count(reading, name):
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
        return asked.moves and not self._focus.of_company and not self._measured(asked, head)

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
