"""Who tells what a Chinese sentence says where its clauses open with the name, whatever words that is cut into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.attribution.bodies import LONGEST_AREA
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

LONGEST_BODY = 16  # characters of it, at the most
BODY = 4  # characters that the name of an authority has at the least
LEAD = 5  # tokens before the colon behind who speaks
PERSON = 4  # characters of most personal names
NAMED = frozenset("wSC")


class ClauseHeads:
    """Reads the names that tell from the heads of clauses."""

    def __init__(self, bodies: Bodies, shapes: Shapes) -> None:
        self._bodies = bodies
        self._shapes = shapes

    def leading(self, reading: Reading) -> Mention | None:
        """Read the body that opens a sentence before a colon: 中钢协:..."""
        end = reading.codes.find(":")
        if not 0 < end <= LEAD:
            return None
        start, stop = reading.tokens[0].start, reading.tokens[end].start
        name = reading.text[start:stop].strip()
        speaker = self._shapes["lead-speaker"].search(name)
        if speaker is not None:
            return self.house(reading, end) or self._body(reading, start, start + speaker.start())
        if end > 3:
            return None
        if not set(reading.codes[:end]) <= NAMED or self._bodies.is_own(name):
            return None
        if not (self._bodies.is_body(name) or self._bodies.is_known(name)):
            return None
        if self._bodies.is_nobody(name):
            return None
        return Mention(name, start, start + len(name))

    def _body(self, reading: Reading, start: int, end: int) -> Mention | None:
        """Give what stands between two offsets as the body that it names, if any."""
        name = reading.text[start:end]
        cited = self._bodies.is_body(name) or self._bodies.is_known(name) or self._shapes["leader"].search(name)
        return Mention(name, start, end) if cited and not self._bodies.is_nobody(name) else None

    def publisher(self, reading: Reading, mention: Mention, index: int) -> Mention:
        """Give who published the paper of whose title a mention is only a part: 甲今日发布的《某某报告》显示."""
        start = mention.start or 0
        opened = reading.text.rfind("《", reading.start, start)
        if opened < 0 or reading.text.find("》", opened, start) >= 0 or self.title(reading, index) is not None:
            return mention
        head = self.name(reading, reading.clause_start(index), index)
        if head is None or not self.tells(reading, head, reading.tokens[index].start, speech=False):
            return mention
        return head

    def confirming(self, reading: Reading) -> Mention | None:
        """Read the body whose verb, of no telling elsewhere, ends the first clause: X部确认，X局形容:."""
        led = self._shapes["story-led"].match(reading.text, reading.start, reading.end)
        first = reading.overlapping(led.end(), reading.end).start if led is not None else 0
        end = reading.clause_end(first)
        begin = led.end() if led is not None else reading.start
        stop = reading.tokens[end].start if end < len(reading.tokens) else reading.end
        if self._shapes["confirms"].search(reading.text, begin, stop) is None:
            verb = self._shapes["confirms-that"].search(reading.text, begin, stop)
            end = max(reading.overlapping(verb.start(), verb.end()).start, 0) if verb is not None else 0
        head = self.name(reading, first, end) if end else None
        if head is None or self._shapes["decreed"].search(reading.text, reading.start, reading.tokens[end].start):
            return None
        name = self._shapes["head-tail"].sub("", self._shapes["confirms"].sub("", head.text or ""))
        start = head.start or 0
        return self._body(reading, start, start + len(name)) or self.officer(reading, first, end)

    def on_paper(self, reading: Reading) -> Mention | None:
        """Read on whose paper the figures of a Chinese sentence stand: 云杉咨询的周度报价单上, 在某局公布的分析中."""
        found = self._shapes["on-paper"].search(reading.text, reading.start, reading.end)
        if found is None:
            return None
        start, end = found.span(found.lastindex or 0)
        kind = self._shapes["kind-of-house"].match(reading.text, start, end)
        start = start if kind is None else kind.end()
        name = reading.text[start:end]
        cited = (kind is not None or self._bodies.is_source(name)) and not self._bodies.is_nobody(name)
        return Mention(name, start, end) if cited else None

    def titled(self, reading: Reading, index: int) -> Mention | None:
        """Read who tells what the verb at ``index`` of a Chinese clause passes on, where its form alone says so."""
        return (
            self.title(reading, index)
            or self._drawn_on(reading, index)
            or self.house(reading, index)
            or self.noting(reading, index)
            or self._shaped(reading, index, "quoted-body")
            or self._shaped(reading, index, "learnt-from")
            or self._shaped(reading, index, "exchange-filings")
            or self._shaped(reading, index, "surveys")
            or self._shaped(reading, index, "body-of-paper")
            or self._shaped(reading, index, "briefing-tells")
        )

    def _drawn_on(self, reading: Reading, index: int) -> Mention | None:
        """Read the body whose data or poll a clause draws on: 来自甲局的数据显示, 按甲局统计, 甲的一项民调显示."""
        first = reading.clause_start(index)
        start = reading.tokens[first - 1].end if first else reading.start
        found = self._shapes["drawn-on"].fullmatch(reading.text, start, reading.tokens[index].end)
        name = found.lastindex or 0 if found is not None else 0
        if found is None or not self._bodies.is_source(found[name]) or self._bodies.is_nobody(found[name]):
            return None
        return Mention(found[name], *found.span(name))

    def _shaped(self, reading: Reading, index: int, shape: str) -> Mention | None:
        """Read the name that a shape gives between the head of a clause and the verb of telling at ``index``."""
        first = reading.clause_start(index)
        start = reading.tokens[first - 1].end if first else reading.start
        found = self._shapes[shape].search(reading.text, start, reading.tokens[index].end)
        name = found.lastindex or 0 if found is not None else 0
        return Mention(found[name], *found.span(name)) if found is not None else None

    def officer(self, reading: Reading, first: int, limit: int) -> Mention | None:
        """Read the body whose officer the clause from token ``first`` opens with: 某部某司司长林海10日表示."""
        start = reading.tokens[first - 1].end if first else reading.start
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
        acting = self._shapes["acting"].match(text, start, end) if end - start > BODY else None
        start = start if acting is None else acting.end()
        name = self._shapes["head-name"].fullmatch(text, start, end)
        banks = ("central-bank", "reserve-bank")
        if name is None or not (
            self._bodies.is_source(name[0]) or any(self._shapes[bank].fullmatch(name[0]) for bank in banks)
        ):
            return None
        if "集团" in name[0] or self._bodies.is_own(name[0]) or self._bodies.is_nobody(name[0]):
            return None
        ministry = self._shapes["ministry-of"].fullmatch(name[0])
        body = name[0] if ministry is None else ministry[1]
        return Mention(body, start, start + len(body))

    def title(self, reading: Reading, index: int) -> Mention | None:
        """Read the paper or the yearbook whose title opens a Chinese clause: 《某报》1日消息, 《某白皮书》显示."""
        first = reading.clause_start(index)
        start = reading.text.find("《", reading.start, reading.tokens[index].start)
        if start < 0 or reading.tokens[first].start - start not in (0, 1):
            return None
        found = self._shapes["titled"].match(reading.text, start)
        return Mention(found[found.lastindex or 0], *found.span(found.lastindex or 0)) if found is not None else None

    def noting(self, reading: Reading, index: int) -> Mention | None:
        """Read the house whose note the verb of telling at ``index`` passes on: X发研报指, X1日发布的报告显示."""
        first = reading.clause_start(index)
        start, end = reading.tokens[first].start, reading.tokens[index].end
        note = self._shapes["issues-note"].search(reading.text, start, end)
        if note is None:
            return None
        issued = note.start()
        times = [token for token in reading.tokens[first:index] if token.code == "P" and token.end == issued]
        house = self._shapes["head-name"].fullmatch(reading.text, start, times[0].start if times else issued)
        if house is None or self._bodies.is_own(house[0]) or self._bodies.is_nobody(house[0]):
            return None
        return Mention(house[0], *house.span())

    def house(self, reading: Reading, index: int) -> Mention | None:
        """Read the house for which someone tells what the verb at ``index`` passes on: 云杉宏观经济学家林海表示."""
        first = reading.clause_start(index)
        while first < index and reading.codes[first] == "P":
            first += 1
        start, limit = reading.tokens[first].start, reading.tokens[index].start
        for kind in reversed(list(self._shapes["house-end"].finditer(reading.text, start, limit))):
            tail = self._shapes["for-house"].match(reading.text, kind.end(), limit)
            named = self._shapes["house-name"].fullmatch(reading.text, start, kind.end()) if tail is not None else None
            if named is not None and not self._bodies.is_nobody(named[named.lastindex or 0]):
                return Mention(named[named.lastindex or 0], *named.span(named.lastindex or 0))
        return None

    def name(self, reading: Reading, first: int, limit: int) -> Mention | None:
        """Read the name that the Chinese clause from token ``first`` opens with, whatever words it is cut into.

        It ends before the first time, bracket or verb of telling, ``limit`` at the latest: X本部1日通报, X数据显示.
        """
        start = reading.tokens[first - 1].end if first else reading.start
        while first < limit and reading.codes[first] == "P":
            start, first = reading.tokens[first].end, first + 1
        stop = next((place for place in range(first, limit) if self._stops(reading, place)), limit)
        end = reading.tokens[stop].start
        if self._shapes["briefing"].match(reading.text, end):
            return None
        tail = self._shapes["head-tail"].search(reading.text, start, end)
        end = tail.start() if tail is not None else end
        its = self._shapes["its-paper"].search(reading.text, start, end)
        end = its.start() if its is not None and its.end() == end else end
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
        start = reading.tokens[begin - 1].end if begin else reading.start
        if not begin or self._shapes["joins"].fullmatch(reading.text, start, reading.tokens[index].start) is None:
            return None
        opens = next((token for token in reading.tokens if token.code not in "P,"), reading.tokens[0])
        names = (reading.text[opens.start : opens.start + size] for size in range(BODY, LONGEST_BODY))
        body = next((name for name in names if self._bodies.is_body(name)), None)
        if body is None or self._shapes["head-name"].fullmatch(body) is None or self._bodies.is_nobody(body):
            return None
        return Mention(body, opens.start, opens.start + len(body))

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

    def publishes(self, reading: Reading, start: int, index: int) -> bool:
        """Say whether what stands at ``start`` is only of what data are that someone publishes: 甲披露5月产销数据."""
        verb = next((place for place in range(index - 1, -1, -1) if reading.codes[place] in "R,"), -1)
        if verb < 0 or reading.codes[verb] == "," or reading.tokens[verb].start > start:
            return False
        return (
            self._shapes["puts-out"].fullmatch(reading.text, reading.tokens[verb].start, reading.tokens[verb].end)
            is not None
        )

    def bare(self, reading: Reading, mention: Mention) -> Mention:
        """Give a source without what kind of house or paper it is called, or its project: 物业顾问云杉行."""
        name, start = mention.text or "", mention.start
        if start is None:
            return mention
        kind = self._shapes["kind-of-house"].match(name)
        begin = kind.end() if kind is not None else 0
        end = name.find("》", begin) if "《" not in name else -1
        project = self._shapes["project-of"].search(name)
        end = project.start() if project is not None else end
        spot = self._shapes["spot"].match(reading.text, start - 1, reading.end)
        end = len(spot[1]) if spot is not None else end
        desk = self._shapes["desk"].search(reading.text, start, reading.end)
        end = desk.start() - start if desk is not None and desk.end() == mention.end else end
        end = end if end > begin else len(name)
        return Mention(name[begin:end], start + begin, start + end) if end - begin < len(name) else mention

    def is_name(self, reading: Reading, mention: Mention) -> bool:
        """Say whether a name at the head of a clause is one, and not what data are of: 外送电量结算最新数据显示."""
        within = reading.overlapping(mention.start or 0, mention.end or 0)
        whole = self._bodies.names_body(mention.text or "") or self._bodies.is_known(mention.text or "")
        return whole or "M" not in reading.codes[within.start : within.stop]

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
        papers = ("surveys", "body-of-paper")
        if any(self._shapes[paper].match(reading.text, mention.start or 0, reading.end) for paper in papers):
            return True
        shown = told == position or reading.codes[told - 1] == ")"
        if shown and reading.text.startswith("显示", start) and self._bodies.is_body(mention.text or ""):
            return True
        return self._shapes["vendor|house-report"].match(reading.text, start) is not None
