"""Linking a claim with the source the text cites for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.citations import ENGLISH_BODY, Citations
from numfacts.linking.english.sources import english_sources
from numfacts.linking.heads import NAMED, ClauseHeads
from numfacts.records import Mention
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.bodies import Bodies
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

LATIN_END = re.compile(r"[A-Z][\w&.]*(?: [A-Z][\w&.]*)*$", re.ASCII)
ENGLISH_NAME = re.compile(r"[A-Z][\w'.-]+(?: [A-Z][\w'.-]+)+")
CUES = re.compile("[ARX]")  # codes of tokens that may tell of a source
OWN_BODY = re.compile(r"(?<![A-Za-z])(?i:its|their|his|her) $")
ARTICLE = re.compile(r"[Tt]he |[Aa]n? ")
LONGEST_PERSON = 10  # characters of a name that a verb of speech alone makes a source
LONGEST_BODY = 6  # tokens that the name of a body is composed of
BRANCH = 6  # characters around the end of a name in which its last words may stand
DATELINE = 300  # characters of a text, with a headline, in which whose news it is stands
NOT_TOLD = ("未", "不", "没", "提供")  # before a word of telling that tells nothing: 呼吁市民提供消息
FEW = 3  # characters that may stand behind a source at the end of a Chinese sentence


class Source(NamedTuple):
    """A source that a sentence cites: the index of the token that cites it, and how.

    ``rank`` is 2 for 据X, according to X, 1 for what X published, 0 for what X said; ``closing`` says that it stands
    at the end of the sentence and is for all of it, ``collected`` that its data are cited, which are of others.
    """

    mention: Mention
    position: int
    rank: int
    closing: bool
    collected: bool = False


class SourceLinker:
    """Finds the cited sources of sentences; ``bodies`` tells by their names which can be cited."""

    def __init__(self, bodies: Bodies, shapes: Shapes) -> None:
        self.bodies = bodies
        self._heads = ClauseHeads(bodies, shapes)
        self._citations = Citations(bodies, shapes)
        self._shapes = shapes

    def find(self, reading: Reading) -> list[Source]:
        """Give the sources the sentence cites, in order."""
        lead = self._heads.leading(reading)
        if lead is not None and "A" not in reading.codes:
            return [Source(lead, 0, 1, False)]
        found: list[Source] = []
        for match in CUES.finditer(reading.codes):
            index, code = match.start(), match[0]
            if code == "A":
                mention, rank = self._citations.after_cue(reading, index), 2
            elif index and (code == "R" or self._shapes["predicts"].match(reading.text, reading.tokens[index].start)):
                mention, rank = self._before_report(reading, index), self._rank(reading, index)
            else:
                continue
            if mention is not None and not reading.english:
                mention = self._heads.bare(reading, self._heads.publisher(reading, mention, index))
                mention = None if self._heads.is_indefinite(reading, mention) else mention
            if mention is not None and self._shapes["company-paper"].match(mention.text or "") is not None:
                continue  # 公司业绩快报显示
            if mention is not None and self._is_own_finding(reading, mention):
                continue
            if mention is not None and code != "A" and self._is_own_voice(reading, index, mention):
                continue
            if mention is not None and (not found or found[-1].mention != mention):
                found.append(
                    Source(mention, index, rank, self._closes(reading, index), self._heads.collects(reading, mention))
                )
        if reading.english:
            return self._with_english(reading, found)
        if lead is not None:
            return found or [Source(lead, 0, 1, False)]
        if not found:
            rater = self._heads.rating(reading)
            teller = rater or self._heads.confirming(reading) or self._heads.quoted(reading)
            teller = teller or self._heads.measuring(reading)
            begins = max(reading.overlapping(teller.start or 0, teller.end or 0).start, 0) if teller is not None else 0
            found = [Source(teller, begins, 0 if rater is not None else 1, False)] if teller is not None else found
            tester = self._heads.testing(reading) if teller is None else None
            found = [Source(tester[0], tester[1], 1, False, collected=True)] if tester is not None else found
        return found

    def _is_own_voice(self, reading: Reading, index: int, mention: Mention) -> bool:
        """Say whether a company tells of itself: 甲在互动平台表示, 甲回复关注函称, 甲表示，公司销量…"""
        start, told = mention.start or 0, reading.tokens[index]
        if reading.english:
            return False
        if self._shapes["own-channel"].search(reading.text, start, told.start) is not None:
            return True
        name = mention.text or ""
        if self.bodies.is_known(name) or self.bodies.is_body(name):
            return False
        if self._shapes["for-house"].match(reading.text, mention.end or 0) is not None:
            return False
        return self._shapes["of-itself"].match(reading.text, told.end) is not None

    def _is_own_finding(self, reading: Reading, mention: Mention) -> bool:
        """Say whether a medium tells what it has learnt itself: 某网5月6日消息，……。据某网了解."""
        start, end = mention.start or 0, mention.end or 0
        if reading.english or self._shapes["own-finding"].match(reading.text, end) is None:
            return False
        named = re.finditer(re.escape(mention.text or ""), reading.text[: min(start, DATELINE)])
        return any(self._shapes["own-dateline"].match(reading.text, name.end()) for name in named)

    def examiner(self, reading: Reading) -> Source | None:
        """Give the body that the sentence says examined something: 市监局对9家平台进行抽检."""
        mention = self._heads.examiner(reading)
        return Source(mention, 0, 1, False) if mention is not None else None

    def _with_english(self, reading: Reading, found: list[Source]) -> list[Source]:
        """Add the sources that English cites by what they are; a longer name takes the place of a part of it."""
        for mention, rank in english_sources(reading, self._shapes, self.bodies.is_body):
            start, end = mention.start or 0, mention.end or 0
            position = max(reading.overlapping(start, end).start, 0)
            found = [source for source in found if not start <= (source.mention.start or 0) < end]
            found.append(Source(mention, position, rank, True))
        return sorted(found, key=lambda source: source.position)

    def _rank(self, reading: Reading, index: int) -> int:
        """Say whether the verb at ``index`` is one of speech (0), or of what was published (1)."""
        item = reading.tokens[index].item
        if self._shapes["briefing"].match(reading.text, reading.tokens[index].start) is not None:
            return 0  # who holds a briefing, unless someone tells more
        return 0 if isinstance(item, Term) and item.source.endswith("/say") else 1

    def _closes(self, reading: Reading, index: int) -> bool:
        """Say whether a source stands at the end of a sentence and is for what stands before it."""
        return reading.english or reading.end - reading.tokens[index].end <= FEW

    def _behind_wire(self, reading: Reading, index: int) -> int:
        """Give where the clause of a token begins, behind whose news it is: 某社甲地5月7日电(记者林海)某部表示."""
        begin = reading.clause_start(index)
        wire = None if reading.english else self._shapes["wire-dateline"].match(reading.text, reading.start)
        return begin if wire is None else min(max(begin, reading.overlapping(wire.end(), reading.end).start), index)

    def _before_report(self, reading: Reading, index: int) -> Mention | None:
        """Read X表示, X公布, X said: the first body, office holder or, of a speech verb, any name of the clause."""
        text, start = reading.text, reading.tokens[index].start
        if text.endswith(NOT_TOLD, reading.start, start):
            return None
        if self._shapes["said-itself"].match(text, reading.tokens[index].end) is not None:
            return None
        first = begin = self._behind_wire(reading, index)
        clause = reading.tokens[begin].start
        if self._shapes["compiled"].match(text, clause) or self._shapes["decree"].match(text, start):
            return None
        if self._shapes["puts-out"].match(text, start) and self._shapes["about-to"].search(text, clause, start):
            return None
        if not reading.english and self._shapes["decreed"].search(text, clause, start) is not None:
            return None
        noted = None if reading.english else self._heads.titled(reading, index)
        if noted is not None:
            return noted
        groups = self._groups(reading, begin, index)
        predicts = reading.codes[index] == "X"
        if predicts and self._shapes["others"].search(text, clause, start) is not None:
            return None
        foretells = predicts and reading.codes[index + 1 : index + 2] == ","  # 甲预测，
        named = not reading.english and (foretells or not predicts)
        head = self._heads.name(reading, first, index) if named else None
        dateline = None if reading.english else self._shapes["dateline"].match(text, reading.start)
        if dateline is not None:  # 某网5月6日讯某公司披露
            groups = [group for group in groups if group[0] >= dateline.end()]
            head = head if head is not None and (head.start or 0) >= dateline.end() else None
        verb = reading.tokens[index].item
        speech = (
            isinstance(verb, Term)
            and verb.source.endswith("/say")
            and not self._shapes["weak-speech"].match(text, start)
        )
        if speech and reading.codes[index - 1] == "R" and text.startswith("公告", start - 2):
            body = head is not None and self.bodies.is_source(head.text or "")
            return head if body else None  # 甲5日发布公告称
        if head is not None and self._heads.tells(reading, head, start, speech=speech):
            return head
        joined = None if reading.english else self._heads.joined(reading, index)
        if joined is not None:
            return joined
        for begin, end, known in groups:
            name = text[begin:end]
            if not reading.english and text.rfind("对", clause, begin) >= 0 and "的" in text[end:start]:
                return None  # 对某某减持的传言做出回应
            if reading.english and self._shapes["subordinate"].search(text, max(begin - 10, reading.start), begin):
                return None
            if reading.english and OWN_BODY.search(text, max(begin - 6, 0), begin) is not None:
                return None  # its trade ministry said
            if self._shapes["own-department"].search(text, clause, end) is not None:
                return None  # 该公司下调了游戏部门的预测
            if reading.english and self._shapes["english-officer"].search(name) is not None:
                return None  # CEO Ann Berg said: of her own company
            if predicts and self._shapes["compared"].search(text, max(begin - 2, reading.start), begin):
                continue
            if known is not None and self._shapes["fund"].match(text, known.end or 0) is None:
                placed = not reading.english and begin < (known.start or 0) and self._is_place(reading, begin, known)
                return Mention(text[begin : known.end], begin, known.end) if placed else known  # 中国海关总署
            if self.bodies.is_own(name):
                continue
            if self._shapes["briefing"].match(text, end) and not self._shapes["holds"].match(text, end):
                continue
            analyst = self._shapes["analyst"].search(name)
            house = analyst.start() if analyst is not None else 0
            of_another = predicts and end == start and reading.codes[index + 1 : index + 2] in ("w", "S", "C")
            rates = of_another and self._shapes["assessor"].search(name) is not None  # 甲银行预计乙国出口增长
            if self.bodies.names_body(name) or house > 1 or rates or self._shapes["office"].search(name):
                whole = self._whole(reading, begin, begin + house if house > 1 else end)
                if text.startswith("公告", start) and self._shapes["notifies"].search(whole.text or ""):
                    return None
                if len(whole.text or "") > 1 and not self.bodies.is_nobody(whole.text or ""):
                    return head if head is not None and (head.text or "").endswith(whole.text or "") else whole
        if head is not None and (self._heads.collects(reading, head) or self.bodies.names_body(head.text or "")):
            return head if self._heads.is_name(reading, head) else None
        if head is not None and (head.start, head.end) == (reading.start, start) and text.startswith("消息，", start):
            return None if self._citations.is_company(head.text or "") else head  # what passes on the news
        if not groups:
            office = text[clause:start]
            foresees = predicts and clause == reading.start and len(office) <= LONGEST_PERSON
            cited = foresees and self.bodies.is_body(office) and not self.bodies.is_nobody(office)
            return Mention(office, clause, start) if cited else None
        begin, end, _ = groups[-1]
        name = text[begin:end]
        latin = LATIN_END.search(name) if not reading.english else None
        told = name if latin is None else latin[0]  # not the kind of company that stands before it
        if self.bodies.is_own(told) or self.bodies.is_nobody(told):
            return None
        if reading.english:
            closes = text[begin - 2 : begin] == ", "  # killed 34 people, Kyiv said
            place = closes and any(token.code == "S" and token.end == end == start - 1 for token in reading.tokens)
            return (Mention(name, begin, end) if place else self._person(name, begin)) if speech else None
        if latin is not None:
            first = begin + latin.start()
            said = speech and not reading.codes[reading.overlapping(first, end).stop : index].strip("P")
            return Mention(text[first:end], first, end) if said else self._publisher(reading, first, end, index)
        shows = (end == start and not self._heads.publishes(reading, groups[-1][0], index)) and (
            self._shapes["vendor"].match(text, start) is not None
            or (text.startswith("显示", start) and self._shapes["paper"].search(name) is not None)
        )
        foretells = foretells and begin == reading.start
        if foretells and head is not None:
            return head
        if (speech or shows or foretells) and 2 <= len(name) <= LONGEST_PERSON:
            whole = self._whole(reading, begin, end)
            if head is not None and head.end == end and (head.text or "").endswith(whole.text or ""):
                whole = head
            return None if self.bodies.is_nobody(whole.text or "") else whole
        return None

    def _person(self, name: str, start: int) -> Mention | None:
        """Read the last full name of an English noun phrase that begins at ``start``."""
        titled = self._shapes["english-titled"]
        found = [match for match in ENGLISH_NAME.finditer(name) if titled.match(match[0]) is None]
        return Mention(found[-1][0], start + found[-1].start(), start + found[-1].end()) if found else None

    def _publisher(self, reading: Reading, begin: int, end: int, index: int) -> Mention | None:
        """Read a name in Latin letters in a Chinese sentence, of who published data or predicts."""
        token = reading.tokens[index]
        if token.code == "X":
            told = end == token.start
        else:
            told = (
                self._shapes["published"].search(reading.text, end, token.end + 4) is not None
                or self._shapes["publishes-study"].match(reading.text, token.start) is not None
            )
        if not told:
            return None
        return Mention(reading.text[begin:end], begin, end)

    @staticmethod
    def _is_place(reading: Reading, begin: int, known: Mention) -> bool:
        """Say whether all that stands from an offset up to a known source is one place."""
        return any(token.code == "S" and token.start == begin and token.end == known.start for token in reading.tokens)

    def _whole(self, reading: Reading, start: int, end: int) -> Mention:
        """Give a name with the words right before it that belong to it, without the paper published."""
        if reading.english:
            found = ENGLISH_BODY.match(reading.text, start, reading.end)
            end = max(end, found.end()) if found is not None else end
        branch = self._shapes["branch"].search(reading.text, max(end - BRANCH, start), end + BRANCH)
        if branch is not None and branch.start() <= end < branch.end():
            return Mention(reading.text[start : branch.end()], start, branch.end())
        paper = self._shapes["paper"].search(reading.text[start:end])
        if paper is not None and start + paper.start() > start:
            end = start + paper.start()
        tokens = reading.tokens
        place = next((place for place, token in enumerate(tokens) if token.start >= start), 0)
        office = self._shapes["office"].search(reading.text, start, end)
        body = reading.text[start : end if office is None else office.start()].rstrip("副")
        inside = "vMwSC" if self.bodies.is_body(body) else "MwSC"
        for position in range(place - 1, max(place - LONGEST_BODY, -1), -1):
            if reading.english or tokens[position].end != start:
                break
            attached = reading.codes[:position].endswith(("w", "wv") if "v" in inside else "w")
            if tokens[position].code == "j" and attached:
                before = reading.text[tokens[position - 1].start : tokens[position - 1].end]
                if reading.text[tokens[position].start] not in "和与" or self.bodies.is_body(before):
                    break
            elif tokens[position].code not in inside:
                break
            start = tokens[position].start
        return Mention(reading.text[start:end], start, end)

    def _runs_on(self, reading: Reading, groups: list[tuple[int, int, Mention | None]], position: int) -> bool:
        """Say whether a word that is a metric elsewhere only joins a body's name to a token: 某证券投资基金业协会."""
        joint = reading.tokens[position - 1]
        if not groups or not position or joint.code != "M" or joint.end != reading.tokens[position].start:
            return False
        start, end, _ = groups[-1]
        return joint.start == end and not reading.english and self.bodies.is_body(reading.text[start:end])

    def _groups(self, reading: Reading, begin: int, limit: int) -> list[tuple[int, int, Mention | None]]:
        """Give the noun phrases before a verb of saying, those of one name joined, but for places it is said at."""
        groups: list[tuple[int, int, Mention | None]] = []
        tokens, codes = reading.tokens, reading.codes
        passed = -1
        bar = max(reading.text.rfind(mark, reading.start, tokens[limit].start) for mark in "丨|")  # a wire's name
        for position in reading.before(limit, begin):
            token = tokens[position]
            if token.code not in NAMED or token.start < bar:
                continue
            if token.start == passed:
                passed = token.end
                continue
            known = (
                Mention(reading.text[token.start : token.end], token.start, token.end) if token.code == "C" else None
            )
            gap = reading.text[groups[-1][1] : token.start] if groups else None
            if gap == "任何":  # 主任何某
                groups[-1] = (groups[-1][0], token.end, groups[-1][2])
            elif gap in ("", "的", " ", "》") and position and codes[position - 1] in NAMED:
                groups[-1] = (groups[-1][0], token.end, groups[-1][2] or known)
            elif self._runs_on(reading, groups, position):
                groups[-1] = (groups[-1][0], token.end, groups[-1][2] or known)  # 证券投资基金业协会
            elif (
                position > begin
                and codes[position - 1] in "sLt"
                and self._shapes["said-at"].match(reading.text, tokens[position - 1].start)
            ):
                passed = token.end
            else:
                article = ARTICLE.match(reading.text, token.start)
                groups.append((article.end() if article is not None else token.start, token.end, known))
        return groups
