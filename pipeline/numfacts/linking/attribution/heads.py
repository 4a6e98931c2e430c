"""Who tells what a Chinese sentence says where its clauses open with the name, whatever words that is cut into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.attribution.bodies import LONGEST_AREA, named
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

LONGEST_BODY = 16  # characters of it, at the most
BODY = 4  # characters that the name of an authority has at the least
LEAD = 3  # tokens before the colon behind who speaks
PERSON = 4  # characters of most personal names
NAMED = frozenset("wSC")
SAID_SO = (
    "quoted-body|learnt-from|exchange-filings|body-of-paper|briefing-tells"  # clauses that end in a verb of telling
)


class ClauseHeads:
    """Reads the names that tell from the heads of clauses."""

    def __init__(self, bodies: Bodies, shapes: Shapes) -> None:
        self._bodies = bodies
        self._shapes = shapes

    def leading(self, reading: Reading) -> Mention | None:
        """Read the source, or its officer, that opens a sentence before a colon: 中钢协:, 某局主任林海:..."""
        end = reading.codes.find(":")
        if not 0 < end <= LEAD:
            return None
        start = reading.tokens[0].start
        name = reading.text[start : reading.tokens[end].start].strip()
        cited = NAMED.issuperset(reading.codes[:end]) and self._bodies.cited(Mention(name, start, start + len(name)))
        return cited or self.officer(reading, 0, end)

    def confirming(self, reading: Reading) -> Mention | None:
        """Read the body whose verb, of no telling elsewhere, ends the first clause: X部确认，X局形容:."""
        end = reading.clause_end(0)
        stop = reading.tokens[end].start if end < len(reading.tokens) else reading.end
        if self._shapes["confirms"].search(reading.text, reading.start, stop) is None:
            return None
        head = self.name(reading, 0, end) if end else None
        if head is None or self._shapes["decreed"].search(reading.text, reading.start, stop):
            return None
        name = self._shapes["head-tail"].sub("", self._shapes["confirms"].sub("", head.text or ""))
        start = head.start or 0
        cited = self._bodies.is_body(name) or self._shapes["leader"].search(name) is not None
        return Mention(name, start, start + len(name)) if cited and not self._bodies.is_nobody(name) else None

    def seen(self, reading: Reading) -> Mention | None:
        """Read where a journalist has looked something up: 记者在天眼查看到，云杉保险净利润5亿元."""
        return self._bodies.cited(named(self._shapes["seen-there"].search(reading.text, reading.start, reading.end)))

    def titled(self, reading: Reading, index: int) -> Mention | None:
        """Read who tells what the verb at ``index`` of a Chinese clause passes on, where its form alone says so."""
        return (
            self._title(reading, index)
            or self._drawn_on(reading, index)
            or self.house(reading, index)
            or named(
                self._shapes[SAID_SO].search(
                    reading.text, reading.opening(reading.clause_start(index)), reading.tokens[index].end
                )
            )
        )

    def _title(self, reading: Reading, index: int) -> Mention | None:
        """Read the paper or the yearbook whose title opens a Chinese clause: 《某报》1日消息, 《某白皮书》显示."""
        first = reading.clause_start(index)
        start = reading.text.find("《", reading.start, reading.tokens[index].start)
        if start < 0 or reading.tokens[first].start - start not in (0, 1):
            return None
        return named(self._shapes["titled"].match(reading.text, start))

    def _drawn_on(self, reading: Reading, index: int) -> Mention | None:
        """Read the body whose data or poll a clause draws on: 来自甲局的数据显示, 按甲局统计, 甲的一项民调显示."""
        start, end = reading.opening(reading.clause_start(index)), reading.tokens[index].end
        return self._bodies.cited(named(self._shapes["drawn-on"].fullmatch(reading.text, start, end)))

    def officer(self, reading: Reading, first: int, limit: int) -> Mention | None:
        """Read the body whose officer the clause from token ``first`` opens with: 某部某司司长林海10日表示."""
        start = reading.opening(first)
        while first < limit and reading.codes[first] == "P":
            start, first = reading.tokens[first].end, first + 1
        start += len(reading.text[start : start + 1]) - len(reading.text[start : start + 1].lstrip(" \u3000的"))
        for title in self._shapes["office-title"].finditer(reading.text, start, reading.tokens[limit].start):
            if self._shapes["former"].match(reading.text, start, title.end()):
                start = title.end() + reading.text.startswith(("、", "兼"), title.end())  # 甲局前局长、乙会会长林海
            elif (body := self.body_of(reading.text, start, title.start())) is not None:
                return body
        return None

    def body_of(self, text: str, start: int, title: int) -> Mention | None:
        """Read the body that stands from an offset up to the title of its officer, with what he is in charge of."""
        for end in range(title, max(start + 1, title - LONGEST_AREA - 1), -1):
            if self._shapes["officer-area"].fullmatch(text, end, title) is not None:
                body = self._officers_body(text, start, end)
                if body is not None:
                    return body
        return None

    def _officers_body(self, text: str, start: int, end: int) -> Mention | None:
        """Give what stands between two offsets as an authority, without its department: 某部 of 某部某司."""
        if self._shapes["acting"].match(text, end - 1) is not None:
            return None  # no body ends with its first character: 机管局|署理
        acting = self._shapes["acting"].match(text, start, end) if end - start > BODY else None
        start = start if acting is None else acting.end()
        found = self._shapes["head-name"].fullmatch(text, start, end)
        if found is None or "集团" in found[0] or self._bodies.is_nobody(found[0]):
            return None
        name = found[0]
        if not self._bodies.is_source(name) and self._shapes["central-bank|reserve-bank"].fullmatch(name) is None:
            return None
        ministry = self._shapes["ministry-of"].fullmatch(name)
        body = name if ministry is None else ministry[1]
        return Mention(body, start, start + len(body))

    def house(self, reading: Reading, index: int) -> Mention | None:
        """Read the house for which someone tells what the verb at ``index`` passes on: 云杉宏观经济学家林海表示."""
        first = reading.clause_start(index)
        while first < index and reading.codes[first] == "P":
            first += 1
        start, limit = reading.tokens[first].start, reading.tokens[index].start
        for kind in reversed(list(self._shapes["house-end"].finditer(reading.text, start, limit))):
            if self._shapes["for-house"].match(reading.text, kind.end(), limit) is None:
                continue
            mention = named(self._shapes["house-name"].fullmatch(reading.text, start, kind.end()))
            if mention is not None and not self._bodies.is_nobody(mention.text or ""):
                return mention
        return None

    def name(self, reading: Reading, first: int, limit: int) -> Mention | None:
        """Read the name that the Chinese clause from token ``first`` opens with, whatever words it is cut into.

        It ends before the first time, bracket or verb of telling, ``limit`` at the latest: X本部1日通报, X数据显示.
        """
        start = reading.opening(first)
        while first < limit and reading.codes[first] == "P":
            start, first = reading.tokens[first].end, first + 1
        going_by = self._shapes["going-by"].match(reading.text, start)
        start = going_by.end() if going_by is not None else start
        stop = next((place for place in range(first, limit) if self._stops(reading, place)), limit)
        end = reading.tokens[stop].start
        if self._shapes["briefing"].match(reading.text, end):
            return None
        tail = self._shapes["head-tail"].search(reading.text, start, end)
        end = tail.start() if tail is not None else end
        its = self._shapes["its-paper"].search(reading.text, start, end)
        end = its.start() if its is not None else end
        paper = self._shapes["paper"].search(reading.text[start:end])
        end = start + paper.start() if paper is not None else end
        start = max(start, reading.text.rfind("的", start, end) + 1)
        found = self._shapes["head-name"].match(reading.text, start, end)
        if found is None:
            return None
        if found.end() < end and self._shapes["before-telling"].match(reading.text, found.end()) is None:
            return None
        name = found[0].strip()
        start += found[0].index(name)
        if len(name) < 2 or self._bodies.is_own(name) or self._bodies.is_nobody(name):
            return None
        return Mention(name, start, start + len(name))

    def joined(self, reading: Reading, index: int) -> Mention | None:
        """Read the body that a sentence begins with, where a later clause goes on with what it tells: ...，并预测."""
        begin = reading.clause_start(index)
        start, end = reading.opening(begin), reading.tokens[index].start
        if not begin or self._shapes["joins"].fullmatch(reading.text, start, end) is None:
            return None
        opens = next((token for token in reading.tokens if token.code not in "P,"), reading.tokens[0])
        names = (reading.text[opens.start : opens.start + size] for size in range(BODY, LONGEST_BODY))
        body = next((name for name in names if self._bodies.is_body(name)), None)
        if body is None or self._shapes["head-name"].fullmatch(body) is None:
            return None
        return Mention(body, opens.start, opens.start + len(body))

    def issuing(self, reading: Reading) -> Mention | None:
        """Read the authority that issues something and foresees what follows it: 天文台发出提示，预料…."""
        comma = reading.codes.find(",X")
        first = next((place for place, code in enumerate(reading.codes) if code not in "P,"), 0)
        if comma <= first or "Q" in reading.codes[:comma]:
            return None
        start, stop = reading.tokens[first].start, reading.tokens[comma].start
        issued = self._shapes["issues"].search(reading.text, start, stop)
        ends = (token.end for token in reading.tokens[first:comma] if issued and token.end <= issued.start())
        end = next((end for end in ends if self._shapes["authority"].search(reading.text, start, end)), start)
        return Mention(reading.text[start:end], start, end) if end > start else None

    def tells(self, reading: Reading, head: Mention, told: int, *, speech: bool) -> bool:
        """Say whether the name that a clause opens with tells, whoever follows: 林海周四接受采访时表示.

        So does who published what tells at ``told``: 某部28日公布的人口报告显示.
        """
        end = head.end or 0
        if self._shapes["published-by"].search(reading.text, end, told) is not None:
            return True
        if self._shapes["its-paper"].fullmatch(reading.text, end, told) is not None:
            return True
        return (
            speech and len(head.text or "") <= PERSON and self._shapes["says-when"].match(reading.text, end) is not None
        )

    def _stops(self, reading: Reading, place: int) -> bool:
        """Say whether the name at the head of a clause ends before a token; 统计 of 统计厅 is part of one."""
        code, start = reading.codes[place], reading.tokens[place].start
        return code in "P(" or (code == "R" and self._shapes["branch"].match(reading.text, start) is None)

    def bare(self, reading: Reading, mention: Mention) -> Mention:
        """Give a source without what kind of house or paper it is called, or its project: 物业顾问云杉行."""
        name, start = mention.text or "", mention.start or 0
        kind = self._shapes["kind-of-house"].match(name)
        begin = kind.end() if kind is not None else 0
        end = name.find("》", begin)  # of 《某报》, where the name begins behind the mark that opens it
        project = self._shapes["project-of"].search(name)
        end = project.start() if project is not None else end
        spot = self._shapes["spot"].match(reading.text, start - 1, reading.end)
        end = len(spot[1]) if spot is not None else end
        desk = self._shapes["desk"].search(reading.text, start, reading.end)
        end = desk.start() - start if desk is not None and desk.end() == mention.end else end
        end = end if end > begin else len(name)
        if (part := self._part_told(reading, start + end)) is not None:
            return Mention(reading.text[start + begin : part], start + begin, part)
        return Mention(name[begin:end], start + begin, start + end) if end - begin < len(name) else mention

    def _part_told(self, reading: Reading, end: int) -> int | None:
        """Give where the part of a body ends that is learnt from rather than the body: 从国务院某某专班了解到."""
        part = self._shapes["section-of"].match(reading.text, end, reading.end)
        told = part is not None and self._shapes["learns"].match(reading.text, part.end()) is not None
        return part.end() if told and part is not None else None

    def is_indefinite(self, reading: Reading, mention: Mention) -> bool:
        """Say whether a source is only one of a kind: 某车企负责人, 多家机构的一份调查, 从甲员工处获悉."""
        start = mention.start or 0
        before = self._shapes["indefinite"].search(reading.text, max(reading.start, start - 12), start)
        return before is not None or self._shapes["kind-of-person"].search(mention.text or "") is not None

    def collects(self, reading: Reading, mention: Mention) -> bool:
        """Say whether the data of a source are cited, or its report: X数据显示, X发布的数据显示, X显示."""
        position = reading.overlapping(mention.end or 0, reading.end).start
        told = reading.codes.find("R", position)
        if told < 0:
            return False
        start = reading.tokens[told].start
        if self._shapes["its-paper"].match(reading.text, mention.end or 0, start) is not None:
            return True
        shown = reading.text.startswith("显示", start) and (told == position or reading.codes[told - 1] == ")")
        if shown and self._bodies.is_body(mention.text or ""):
            return True
        return self._shapes["vendor|house-report"].match(reading.text, start) is not None
