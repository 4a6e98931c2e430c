"""Whom the claims before in a sentence are of, where the clauses behind them may go on about the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import AMONG
from numfacts.linking.subjects.question import Asked, Whose, begins_counting, is_held, is_parted

if TYPE_CHECKING:
    from numfacts.linking.subjects.focus import Focus
    from numfacts.linking.subjects.places import SubjectPlaces
    from numfacts.vocabulary.shapes import Shapes


class Antecedents:
    """Keeps the subjects of the claims of a sentence, but for those in brackets closed since."""

    def __init__(self, places: SubjectPlaces, focus: Focus, shapes: Shapes) -> None:
        self._places = places
        self._focus = focus
        self._shapes = shapes
        self._before: list[tuple[int, Whose]] = []  # depth of brackets and subject of the claims before
        self._depth = self._position = 0

    @property
    def bracketed(self) -> bool:
        """Say whether the last quantity asked about stands in a bracket."""
        return self._depth > 0

    def enter(self) -> None:
        """Begin a sentence."""
        self._before.clear()
        self._depth = self._position = 0

    def keep(self, found: Whose) -> None:
        """Take note of whom a claim is of."""
        self._before.append((self._depth, found))

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
        if is_parted(asked) and not self._places.is_place(near.mention):
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
        first = self._before[0][1]
        if self._sums_up(asked, near, first):
            return first
        if near.firm or asked.moves or not is_parted(asked):
            return near
        return first if first.mention != near.mention else None

    def _sums_up(self, asked: Asked, near: Whose, first: Whose) -> bool:
        """Say whether a clause is of the place again of which those before told parts: 乙输入1例,累计5例.

        A semicolon ends them as well: 甲10例，其中乙9例；疑似病例2例.
        """
        if near.mention == first.mention or not self._places.is_place(first.mention):
            return False
        text, begin, link = asked.reading.text, asked.reading.tokens[asked.begin].start, asked.link
        anew = is_parted(asked) and link is not None and (link.mention.start or 0) >= begin
        if anew and text.find(AMONG, asked.reading.start, begin) >= 0:
            return True
        return self._shapes["sums-up"].match(text, begin) is not None
