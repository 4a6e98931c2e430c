"""Whom the claims before in a sentence are of, where the clauses behind them may go on about the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import AMONG
from numfacts.linking.reading import STRONG
from numfacts.linking.subjects.question import Asked, Whose, begins_counting, is_held, is_parted, itself_counted

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.focus import Focus
    from numfacts.linking.subjects.places import SubjectPlaces
    from numfacts.vocabulary.shapes import Shapes

DEED, SOON = 2, 6  # characters of most verbs, and behind a name in which what it does is told


class Antecedents:
    """Keeps the subjects of the claims of a sentence, but for those in brackets closed since."""

    def __init__(self, places: SubjectPlaces, focus: Focus, shapes: Shapes) -> None:
        self._places = places
        self._focus = focus
        self._shapes = shapes
        self._before: list[tuple[int, Whose]] = []  # depth of brackets and subject of the claims before
        self._told: list[tuple[int, Whose]] = []  # the tokens of all of them, and their subjects
        self._depth = self._position = 0

    @property
    def bracketed(self) -> bool:
        """Say whether the last quantity asked about stands in a bracket."""
        return self._depth > 0

    def enter(self) -> None:
        """Begin a sentence."""
        self._before.clear()
        self._told.clear()
        self._depth = self._position = 0

    def keep(self, found: Whose) -> None:
        """Take note of whom a claim is of."""
        self._before.append((self._depth, found))
        self._told.append((self._position, found))

    def near(self, asked: Asked) -> Whose | None:
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

    def resumed(self, asked: Asked, near: Whose) -> Whose:
        """Give whom the claim before is of, or behind a semicolon the company that the text is news of."""
        topic = self._focus.topic
        if topic is None or not topic.company or is_held(asked, self._shapes):
            return near
        measured = asked.link.mention.start if asked.link is not None else None
        if measured is not None and measured < asked.reading.tokens[asked.begin].start and asked.moves:
            return near  # 子公司去年销售额增长一成；今年1月增长两倍
        if is_parted(asked) and not self._places.is_place(near.mention) and not _tells_again(asked, near):
            return Whose(topic.mention, firm=True)
        return near

    def going_on(self, asked: Asked) -> Whose | None:
        """Give whom the claim before is of; behind a semicolon, for a kind of thing, whom the first of the sentence is.

        现有员工320人,其中工程师占55%;专利达210项: only a move is of the same (散装价为20元,降1元;累计降三成).
        """
        near = asked.near
        if near is None:
            return None
        topic = self._focus.topic
        if begins_counting(asked):
            if topic is not None and topic.firm:
                return Whose(topic.mention, firm=True)  # 甲买入5万元,2家机构卖出
            if not near.firm:
                return None  # 38家券商推荐200只，54只个股被看好
        if (whole := self._whole(asked)) is not None:
            return whole
        first = self._before[0][1] if self._before else None
        if first is not None and self._sums_up(asked, near, first):
            return first
        if (head := itself_counted(asked)) is not None:
            return head
        if first is not None and first.firm and self._goes_back(asked, near, first):
            return first
        if near.firm or asked.moves or not is_parted(asked) or _tells_again(asked, near) or _does_again(asked, near):
            return near
        if (near.mention.start or 0) < asked.reading.start:
            return near  # told before the sentence
        return first if first is not None and first.mention != near.mention else None

    def _whole(self, asked: Asked) -> Whose | None:
        """Give whose the whole is, behind a semicolon that ends its parts: 甲10例，其中乙9例；疑似病例2例."""
        link, reading = asked.link, asked.reading
        if link is None or link.position is None or link.position < asked.begin or not is_parted(asked):
            return None
        if set(reading.codes[asked.begin : link.position]) - set("PXBsL") or _opens_parts(reading, asked.begin):
            return None
        parts = reading.clause_start(asked.begin - 1)
        while parts and not _opens_parts(reading, parts):
            if reading.text[reading.tokens[parts - 1].start] in STRONG:
                return None
            parts = reading.clause_start(parts - 1)
        wholes = [whose for index, whose in self._told if index < parts]
        return wholes[-1] if wholes and _opens_parts(reading, parts) else None

    def _goes_back(self, asked: Asked, near: Whose, first: Whose) -> bool:
        """Say whether a clause behind a semicolon goes back from a segment to its company: 海外营收2元；净利润5元."""
        link, reading = asked.link, asked.reading
        if link is None or link.position is None or link.position < asked.begin or not is_parted(asked):
            return False
        if near.mention.text == first.mention.text or self._places.is_place(first.mention):
            return False
        heads = set(reading.codes[asked.begin : link.position]) <= set("PXBs")
        segment = self._shapes["segment-name"].search(near.mention.text or "") is not None
        segment = segment or self._places.is_place(near.mention)
        return heads and segment and link.mention.id in self._shapes.group("company")

    def _sums_up(self, asked: Asked, near: Whose, first: Whose) -> bool:
        """Say whether a clause is of the place again of which those before told parts: 乙输入1例,累计5例."""
        if near.mention == first.mention or not self._places.is_place(first.mention):
            return False
        return self._shapes["sums-up"].match(asked.reading.text, asked.reading.tokens[asked.begin].start) is not None


def _opens_parts(reading: Reading, begin: int) -> bool:
    """Say whether the clause that begins at a token tells parts of what was told: 其中."""
    return reading.text.startswith(AMONG, reading.tokens[begin].start)


def _tells_again(asked: Asked, near: Whose) -> bool:
    """Say whether a clause tells of another time what one before told of who is named there: 甲9月营收；第3季营收."""
    reading, named = asked.reading, near.mention.end
    if named is None or named <= reading.start or asked.link is None or reading.codes[asked.begin] != "P":
        return False
    return reading.text.find(asked.link.mention.text or " ", named, reading.tokens[asked.begin].start) >= 0


def _does_again(asked: Asked, near: Whose) -> bool:
    """Say whether a clause begins with what someone was said to do right behind his name: 居民购买基金；购买理财."""
    text, start = asked.reading.text, asked.reading.tokens[asked.begin].start
    named = near.mention.end
    done = text[start : start + DEED]
    return named is not None and text.find(done, named, min(named + SOON, start)) >= 0
