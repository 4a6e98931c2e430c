"""Whom the sentence of a figure names for it, in its clause or in one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS
from numfacts.linking.reading import STRONG
from numfacts.linking.subjects.own_clause import at_market, is_behind_count, is_measured, is_with
from numfacts.linking.subjects.question import Asked, Whose, is_held
from numfacts.linking.subjects.referents import Referents
from numfacts.records import Mention
from numfacts.vocabulary.tokens import INTRODUCED

if TYPE_CHECKING:
    from numfacts.linking.names.cast import Cast
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.linking.subjects.focus import Focus
    from numfacts.linking.subjects.names import Name
    from numfacts.vocabulary.shapes import Shapes


class SentenceSubjects:
    """Finds the subjects that a sentence names."""

    def __init__(self, names: ClauseNames, focus: Focus, cast: Cast, shapes: Shapes) -> None:
        self._names = names
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
            if ranked is not None:
                return Whose(Mention(ranked[1], *ranked.span(1)), firm=True)  # 第五是甲，份额一成
            heading = next((name for name in self._names.read(reading, begin, end) if name.heads), None)
            if heading is None or not heading.firm:
                continue
            found = self._referents.meant(asked, heading, None) or found
            just_did = self._shapes["just-then"].fullmatch(reading.text, start, heading.mention.start or 0) is not None
            if just_did or self._does_next(reading, heading):
                return found  # 接到持股5%以上股东甲的通知，乙近日将股份质押，涉及3万股
        return None

    def _does_next(self, reading: Reading, head: Name) -> bool:
        """Say whether someone introduced heads a clause of what he did, or is to do, at some time: 甲近日办理."""
        named = reading.tokens[head.last].item is INTRODUCED
        return named and self._shapes["did-then"].match(reading.text, head.mention.end or 0) is not None

    def owner(self, asked: Asked, since: int = 0) -> Whose | None:
        """Give the noun before the metric where that was named in an earlier clause: 雪具销售额激增，增长7倍.

        That clause does not begin before the token ``since``.
        """
        link = asked.link
        if link is None or link.position is None or not asked.moves or not since <= link.position < asked.begin:
            return None
        if self._focus.of_company:
            return None
        names = self._names.read(asked.reading, asked.reading.clause_start(link.position), link.position)
        if not names or names[-1].last + 1 != link.position:
            return None
        if any(name.firm for name in names):
            return None
        return Whose(names[-1].mention, firm=False)

    def of_paper(self, asked: Asked) -> Whose | None:
        """Give the company whose own paper tells a figure in a clause before: 某某科技2021年财报显示，营收5亿元."""
        reading, start = asked.reading, asked.reading.tokens[asked.begin].start
        papers = [*self._shapes["own-paper"].finditer(reading.text, max(0, reading.start - 1), start)]
        if not papers or not self._cast.is_name(papers[-1]["name"]):
            return None
        return Whose(Mention(papers[-1]["name"], *papers[-1].span("name")), firm=True)

    def before_bracket(self, asked: Asked) -> Whose | None:
        """Give the name right before the bracket that is the clause: 上海(10例)."""
        reading, bracket = asked.reading, asked.begin - 1
        if bracket < 1 or reading.codes[bracket] != "(":
            return None
        names = self._names.read(reading, reading.clause_start(bracket), bracket)
        return Whose(names[-1].mention, names[-1].firm) if names and names[-1].last == bracket - 1 else None

    def bracketed(self, asked: Asked) -> Whose | None:
        """Give the name that a bracket with nothing but a quantity follows in a list of such: 甲(5亿元)、乙(3亿元)."""
        reading, begin = asked.reading, asked.begin
        if begin < 1 or reading.codes[begin - 1 : begin + 2] != "(Q)":
            return None
        begun = reading.codes[begin + 2 : begin + 3] == "j"
        listed = self._shapes["bracketed"].search(reading.text, reading.start, reading.tokens[begin - 1].start)
        if listed is None:
            return None
        alone = not begun and reading.text[listed.start() - 1] != "、"
        return None if alone else Whose(Mention(listed[0], *listed.span()), firm=False)

    def in_sentence(self, asked: Asked) -> Whose | None:
        """Give whom the clauses before are about: the nearest that begins with a name, or else any name."""
        reading = asked.reading
        begin, other, held = asked.begin, None, is_held(asked, self._shapes)
        clause = self._names.read(reading, begin, asked.limit)
        own = clause[0] if clause and clause[0].kind == "noun" and clause[0].heads else None
        if own is not None and asked.moves and not is_measured(asked, own):
            return Whose(own.mention, firm=False)  # 材料价格上涨，碳酸锂涨1万元
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
                if name.related and not name.object and name.last + 1 < end and not is_with(reading, names[0], name)
            ]
            if related:
                return Whose(related[-1].mention, firm=True)
            if held and names and self._joins_holders(reading, begin, end):
                return Whose(names[-1].mention, firm=True, aside=True)  # 新增甲为股东，持股20%
            for name in names:
                if asked.quantity.kind not in COUNTS and is_behind_count(reading, name):
                    continue  # 在60家信托公司中排名第3;净利润...
                whose = None if name.object or name.related else self._referents.meant(asked, name, None)
                whose = (at_market(self._names, reading, name) or whose) if whose is not None else None
                if whose is not None and name.heads:
                    if own is not None and asked.owns(own) and self._is_authority(whose):
                        return Whose(own.mention, firm=True)
                    return whose
                behind = self._stands_behind(reading, names[0], name)
                other = other or (None if name.joined or behind else whose)
        if other is not None and own is not None:
            return Whose(own.mention, firm=False)
        return other

    def _is_authority(self, whose: Whose) -> bool:
        """Say whether someone is the authority, which tells of others: 当局期望五年后，旅游业的增加值达5亿元."""
        return self._shapes["own-side"].fullmatch(whose.mention.text or "") is not None

    def _stands_behind(self, reading: Reading, head: Name, name: Name) -> bool:
        """Say whether what only looks like a name stands in what is said of the noun that heads its clause."""
        if name is head or name.sure or not head.heads:
            return False
        return "的" not in reading.text[head.mention.end : name.mention.start]

    def _joins_holders(self, reading: Reading, begin: int, end: int) -> bool:
        """Say whether the clause between two tokens tells who became a shareholder."""
        start, stop = reading.tokens[begin].start, reading.tokens[end].start
        return self._shapes["joins-holders"].search(reading.text, start, stop) is not None
