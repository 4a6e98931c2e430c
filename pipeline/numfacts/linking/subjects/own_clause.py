"""Whom the clause of a figure names for it, by rules that are tried in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from numfacts.in_order import first_found
from numfacts.linking.links import COUNTS, metric_rule
from numfacts.linking.subjects.members import before_members
from numfacts.linking.subjects.question import NOBODY, Asked, Whose
from numfacts.linking.subjects.referents import Referents
from numfacts.linking.subjects.settings import is_market
from numfacts.numbers.quantity import Quantity

if TYPE_CHECKING:
    from numfacts.linking.names.cast import Cast
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.linking.subjects.focus import Focus
    from numfacts.linking.subjects.names import Name
    from numfacts.linking.subjects.things import Things
    from numfacts.vocabulary.shapes import Shapes


class Clause(NamedTuple):
    """The names of a figure's clause in their order."""

    asked: Asked
    names: list[Name]

    @property
    def noun(self) -> Name | None:
        """The noun that heads the clause, where whose the claim before is may be meant rather."""
        head = self.names[0]
        return head if self.asked.near is not None and head.kind == "noun" and head.heads else None


class OwnClauseSubjects:
    """Finds the subjects that the clause of a figure names."""

    def __init__(self, names: ClauseNames, things: Things, focus: Focus, cast: Cast, shapes: Shapes) -> None:
        self._names = names
        self._things = things
        self._focus = focus
        self._cast = cast
        self._shapes = shapes
        self._referents = Referents(names, focus, cast, shapes)
        self._rules = (
            self._told_of_them,
            self._at_market,
            self._parted,
            self._listed,
            self._related,
            self._owner,
            self._moved,
            self._meant,
            self._share,
            self._part,
            self._apart,
        )

    def find(self, asked: Asked) -> Whose | None:
        """Give whom the clause itself names."""
        ranked = asked.quantity.kind == "rank"
        found = self._ranked(asked) if ranked else self._things.described(asked)
        if found is not None:
            return found
        clause = Clause(asked, self._names_of(asked))
        return first_found(self._rules, clause) if clause.names else self._listed(clause)

    def _ranked(self, asked: Asked) -> Whose | None:
        """Give who holds a rank that stands before the name: 第二名甲, 排名第二的是甲."""
        reading, index = asked.reading, asked.index
        named = self._shapes["is-named"].match(reading.text, reading.tokens[index].end) is not None
        at = index + 2 if named and reading.codes[index + 1 : index + 2] == "L" else index + 1
        if reading.codes[at : at + 1] not in ("w", "S"):
            return None
        behind = self._names.read(reading, at, reading.clause_end(at))
        return Whose(behind[0].mention, firm=True) if behind and (named or behind[0].firm) else None

    def _names_of(self, asked: Asked) -> list[Name]:
        """Give the names of the clause but those that are counted or measured: 在60家基金公司中排名第3."""
        codes, ranked = asked.reading.codes, asked.quantity.kind == "rank"
        names = [
            name
            for name in self._names.read(asked.reading, asked.begin, asked.limit)
            if not (
                (ranked and codes[name.first - 1 : name.first] == "Q")
                or self._is_counted(asked.reading, name)
                or asked.is_metric(name)
            )
        ]
        return before_members(asked, names, self._shapes)

    def _told_of_them(self, clause: Clause) -> Whose | None:
        """Give nobody where a number only says how many are named: 甲国、乙国是病例最多的两个国家."""
        asked, names = clause.asked, clause.names
        if asked.quantity.kind not in COUNTS or asked.quantity.value != len(names):
            return None
        return NOBODY if asked.reading.text[asked.reading.tokens[names[-1].last].end] in "是为" else None

    def _at_market(self, clause: Clause) -> Whose | None:
        """Give who stands alone with a time before a clause that begins with a place's market: 甲去年，乙国市场销量."""
        return at_market(self._names, clause.asked.reading, clause.names[0])

    def _parted(self, clause: Clause) -> Whose | None:
        """Give the company a share of which changes hands, where it stands before that: 转让乙持有的甲30%股权.

        What the sentence goes on to tell is not of that company.
        """
        asked, name = clause.asked, clause.names[-1]
        if asked.link is None or asked.metric_id != "stake" or name.kind != "name" or name.last + 1 != asked.index:
            return None
        if self._shapes["part-owned"].search(asked.link.mention.text or "") is None:
            return None  # 由甲100%控股
        return Whose(name.mention, firm=True, aside=True)

    def _listed(self, clause: Clause) -> Whose | None:
        """Give the next of a list in which one with the quantity before stands: 甲涨1%、乙涨2%, 甲有5%股票、乙..."""
        asked, reading = clause.asked, clause.asked.reading
        before = reading.codes.rfind("Q", 0, asked.index)
        if not asked.begin <= before or "j" not in reading.codes[before : asked.index]:
            return None
        names = self._names.read(reading, asked.begin, asked.index)
        for name in names:
            if not name.joined or reading.codes[before + 1 : name.first] != "j" or asked.is_metric(name):
                continue
            if not name.firm and asked.quantity.kind in COUNTS and name.last + 1 == asked.index:
                continue  # 高风险区1个、中风险区2个: what is counted
            if name.firm or any(is_alike(name, other) for other in names if other.first < before):
                return Whose(name.mention, name.firm)
        return None

    def _related(self, clause: Clause) -> Whose | None:
        """Give whose company or holder heads the clause: 子公司甲增持5亿元."""
        reading, names = clause.asked.reading, clause.names
        related = [name for name in names if name.related and not is_with(reading, names[0], name)]
        return Whose(related[-1].mention, firm=True) if related else None

    def _owner(self, clause: Clause) -> Whose | None:
        """Give the company that a verb governs and that has what is measured: 甲中标乙年产10万吨电池项目."""
        asked, last = clause.asked, clause.names[-1]
        if last.kind != "name" or not asked.owns(last) or asked.metric_id not in self._shapes.group("own"):
            return None
        governed = last.object or asked.reading.codes[last.first - 1 : last.first] == "M"
        return Whose(last.mention, firm=True, aside=True) if governed else None

    def _moved(self, clause: Clause) -> Whose | None:
        """Give what moved: 甲股价涨5%."""
        asked, last = clause.asked, clause.names[-1]
        quoted = asked.link is None or asked.metric_id in self._shapes.group("quoted")
        return Whose(last.mention, last.firm) if last.kind != "pronoun" and asked.moves and quoted else None

    def _meant(self, clause: Clause) -> Whose | None:
        """Give whom a name stands for: who is said to do it, 甲预计乙, or else the first that no verb governs."""
        embedded = [name for name in clause.names if self._is_embedded(clause.asked.reading, name)]
        names = (*embedded[-1:], *(name for name in clause.names if not name.object))
        found = (self._referents.meant(clause.asked, name, clause.asked.near) for name in names)
        return next((whose for whose in found if whose is not None), None)

    def _share(self, clause: Clause) -> Whose | None:
        """Give the part whose share of the whole is told: 其中,软件占比为八成, 散户在港股的成交占比."""
        asked, head = clause.asked, clause.names[0]
        if head.kind != "noun" or not head.heads or not self._is_share(asked):
            return None
        reading, limit = asked.reading, min(asked.limit, asked.index)
        start, end = reading.tokens[head.last].end, reading.tokens[limit].start
        own = asked.owns(head) or self._shapes["share-there"].fullmatch(reading.text, start, end) is not None
        return Whose(head.mention, firm=False) if own else None

    def _part(self, clause: Clause) -> Whose | None:
        """Give a part of whom is spoken of, or what is told like it: 全国小麦产量……，棉花产量."""
        asked, head = clause.asked, clause.noun
        if head is None or asked.near is None:
            return None
        like = asked.is_part(head) or asked.is_another(head, asked.near.mention)
        return Whose(head.mention, firm=False) if like else None

    def _apart(self, clause: Clause) -> Whose | None:
        """Give a noun that is no part of whom is spoken of: 小麦3月合约."""
        asked, head = clause.asked, clause.noun
        if head is None or asked.near is None:
            return None
        if asked.near.firm and is_measured(asked, head) and not self._is_priced(asked, head):
            return None
        return Whose(head.mention, firm=False)

    def _is_priced(self, asked: Asked, head: Name) -> bool:
        """Say whether a clause tells how far the price of a kind of thing moved, behind an index: 细单位楼价跌1%."""
        if asked.link is None or not asked.moves or not asked.owns(head):
            return False
        rules = (metric_rule(token) for token in asked.reading.tokens[: asked.begin])
        priced = self._shapes["goods-price"].search(asked.link.mention.text or "") is not None
        return priced and any(rule is not None and rule.metric == "index_level" for rule in rules)

    def _is_counted(self, reading: Reading, name: Name) -> bool:
        """Say whether a noun says what the number before it counts or measures: 10万吨白酒项目、8万吨, 1亿粉丝的..."""
        if reading.text.startswith("的", reading.tokens[name.last].end) and is_behind_count(reading, name):
            return True
        listed = name.kind != "name" or reading.codes[name.last + 1 : name.last + 2] in ("j", "(")
        return listed and is_behind_count(reading, name)

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


def at_market(names: ClauseNames, reading: Reading, head: Name) -> Whose | None:
    """Give who stands alone with a time before the clause that a place's market heads: 甲手机去年，乙国市场销量."""
    end = reading.clause_start(head.first) - 1
    if end < 1 or head.first == head.last or not head.heads or not is_market(reading.tokens[head.last]):
        return None
    begin = reading.clause_start(end)
    alone = names.read(reading, begin, end)
    timed = len(alone) == 1 and alone[0].kind != "place" and alone[0].first == begin
    timed = timed and set(reading.codes[alone[0].last + 1 : end].lstrip("wL")) == {"P"}
    return Whose(alone[0].mention, firm=True) if timed else None


def is_alike(name: Name, other: Name) -> bool:
    """Say whether two nouns are of one row, as they end alike: 男性, 女性; 大型单位, 小型单位."""
    return (name.mention.text or "")[-1:] == (other.mention.text or "")[-1:]


def is_behind_count(reading: Reading, name: Name) -> bool:
    """Say whether a name stands right behind a number, but for a rank: 第二名某某电脑."""
    if not name.first or reading.codes[name.first - 1] != "Q":
        return False
    item = reading.tokens[name.first - 1].item
    return not (isinstance(item, Quantity) and item.kind == "rank")


def is_with(reading: Reading, head: Name, name: Name) -> bool:
    """Say whether someone's company or holder only joins who heads the clause: 公司及子公司甲增持5亿元."""
    return reading.codes[head.last + 1 : name.first].startswith("j")


def is_measured(asked: Asked, head: Name) -> bool:
    """Say whether something stands between a noun and the quantity, but what says how it is: 报, 涨."""
    between = {asked.reading.codes[position] for position in asked.reading.before(asked.index, head.last + 1)}
    return bool(between - set("BLVTtek()"))
