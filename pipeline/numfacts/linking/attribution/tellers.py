"""Who a Chinese sentence says tells something: the name before X表示, X公布, X预计."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from numfacts.in_order import first_found
from numfacts.linking.attribution.countries import is_of_country
from numfacts.linking.attribution.phrases import NounPhrases
from numfacts.linking.links import NOBODY
from numfacts.linking.reading import Reading
from numfacts.records import Mention
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.attribution.citations import Citations
    from numfacts.linking.attribution.heads import ClauseHeads
    from numfacts.linking.attribution.phrases import Phrase
    from numfacts.vocabulary.shapes import Shapes

LATIN_END = re.compile(r"[A-Z][\w&.]*(?:-[A-Z0-9][\w&.]*)*(?: [A-Z][\w&.]*)*$", re.ASCII)
OTHERS = re.compile("[wSC]|P[SC]")  # codes of whom a house predicts something of
LONGEST_PERSON = 10  # characters of a name that a verb of speech alone makes a source
LONGEST_REST = 3  # characters at the end of a name that are taken for other words
LONGEST_BODY = 6  # tokens that the name of a body is composed of
WHEN = ("前", "后")  # what stands behind a word that tells when something is said
MOVES = ("V", "VQ")  # codes of what a forecast is of: 减息25个基点的预期
OF = "的"  # before a forecast that is a noun
BODY = "nt"  # tag of the names of bodies
BRANCH = 6  # characters around the end of a name in which its last words may stand


class Telling(NamedTuple):
    """A verb of telling, its clause, and the names that stand before it in that."""

    reading: Reading
    verb: int  # its token
    start: int  # offset of the verb
    first: int  # token that the clause begins with
    clause: int  # offset of the clause
    predicts: bool
    foretells: bool  # before a comma: 甲预测，
    speech: bool
    head: Mention | None  # the name that the clause opens with
    phrases: list[Phrase]


class Tellers:
    """Finds who tells what the verbs of Chinese sentences pass on."""

    def __init__(self, bodies: Bodies, heads: ClauseHeads, citations: Citations, shapes: Shapes) -> None:
        self._bodies = bodies
        self._heads = heads
        self._citations = citations
        self._shapes = shapes
        self._phrases = NounPhrases(bodies, shapes)
        self._readings = (
            self._noticed,
            self._opening,
            self._body,
            self._cited_head,
            self._passing_on,
            self._foreseeing,
            self._latin,
            self._plain,
        )  # the first that fits, be it that nobody can be cited

    def before(self, reading: Reading, index: int) -> Mention | None:
        """Read who the verb at ``index`` says tells: the first of the readings that fits is the one."""
        if self._tells_nothing(reading, index):
            return None
        titled = self._speaking_while(reading, index)
        if titled is None and self._said_of(reading, index) is None:
            titled = self._heads.titled(reading, index)
        titled = titled or self._heads.officer(reading, self._behind_wire(reading, index), index)
        if titled is not None:
            return titled
        telling = self._telling(reading, index)
        if telling.predicts and self._finds("others", telling.reading.text, telling.clause, telling.start):
            return None
        found = first_found(self._readings, telling)
        if found is None or found is NOBODY:
            found = self._of_world(telling)
        return None if found is None else self._to_verb(telling, found)

    def _speaking_while(self, reading: Reading, index: int) -> Mention | None:
        """Read who stands before a clause that tells only when or where he speaks: 某局局长林海，出席论坛时表示."""
        comma, start = reading.clause_start(index) - 1, reading.tokens[index].start
        if comma < 1 or self._shapes["while"].fullmatch(reading.text, reading.tokens[comma].end, start) is None:
            return None
        first = self._behind_wire(reading, comma)
        house = self._heads.house(reading, comma) if self._said_of(reading, comma) is None else None
        return self._heads.officer(reading, first, comma) or house or self._heads.name(reading, first, comma)

    def _of_world(self, telling: Telling) -> Mention | None:
        """Read who opens a clause and tells of the world's markets, or of a country: 甲公司指出：“未来全球铜需求…"""
        text, start, end = telling.reading.text, telling.clause, telling.start
        name = text[start:end]
        if not telling.phrases or (telling.phrases[0].start, telling.phrases[-1].end) != (start, end):
            return None
        if self._bodies.is_nobody(name) or self._fits("company-pronoun", name, 0):
            return None
        told = (telling.speech or telling.predicts) and self._finds("organisation", text, start, end)
        of_world = told and self._fits("of-the-world", text, telling.reading.tokens[telling.verb].end)
        of_world = of_world or is_of_country(telling.reading, telling.first, telling.verb, self._shapes)
        return Mention(name, start, end) if of_world else None

    def _to_verb(self, telling: Telling, found: Mention) -> Mention:
        """Give a name with its last characters that are words by themselves: 李如|健表示, 外长林西|尔多说."""
        start, end = found.start or 0, found.end or 0
        most = LONGEST_REST if self._shapes["office"].search(found.text or "") else 1
        if not (telling.speech and 0 < telling.start - end <= most):
            return found
        text = telling.reading.text
        if self._shapes["name-rest"].fullmatch(text, end, telling.start) is None:
            return found
        return Mention(text[start : telling.start], start, telling.start)

    def _fits(self, shape: str, text: str, start: int) -> bool:
        return self._shapes[shape].match(text, start) is not None

    def _finds(self, shape: str, text: str, start: int, end: int) -> bool:
        return self._shapes[shape].search(text, start, end) is not None

    def _tells_nothing(self, reading: Reading, index: int) -> bool:
        """Say whether nothing is told yet, or a paper that decides, or one that journalists put together."""
        text, start = reading.text, reading.tokens[index].start
        foreseen = reading.codes[index] == "X"
        noun = foreseen and reading.codes[index - 1 : index + 2] == "MX," and reading.tokens[index - 1].end == start
        noun = noun or (foreseen and text[start - 1] == OF and reading.codes[:index].endswith(MOVES))
        if noun or (foreseen and self._finds("held-to-hopes", text, reading.start, reading.tokens[index].end)):
            return True  # 通胀率预测，分别下调至3%: a forecast of it; 一如市场所料，
        clause = reading.tokens[self._behind_wire(reading, index)].start
        return (
            self._finds("not-told", text, reading.start, start)
            or self._shapes["compiled"].match(text, clause) is not None
            or self._shapes["decree"].match(text, start) is not None
            or (
                self._shapes["puts-out"].match(text, start) is not None and self._finds("about-to", text, clause, start)
            )
            or self._finds("decreed", text, clause, start)
        )

    def _behind_wire(self, reading: Reading, index: int) -> int:
        """Give where the clause of a token begins, behind whose news it is: 某社甲地5月7日电(记者林海)某部表示.

        And behind what is said of who tells: 代表青屿航空公司的某协会表示.
        """
        begin = reading.clause_start(index)
        lead = self._shapes["wire-dateline"].match(reading.text, reading.start) or self._said_of(reading, index)
        return begin if lead is None else min(max(begin, reading.overlapping(lead.end(), reading.end).start), index)

    def _said_of(self, reading: Reading, index: int) -> re.Match[str] | None:
        """Find what the clause of a token opens with that is only said of who tells: 曾任某行行长的林海表示."""
        begin = reading.clause_start(index)
        opening = reading.tokens[begin - 1].end if begin else reading.start
        return self._shapes["said-of"].match(reading.text, opening, reading.tokens[index].start)

    def _telling(self, reading: Reading, index: int) -> Telling:
        """Read the clause before a verb, without whose news it is: 某网5月6日讯某公司披露."""
        start, verb = reading.tokens[index].start, reading.tokens[index].item
        first = self._behind_wire(reading, index)
        phrases = self._phrases.before(reading, first, index)
        predicts = reading.codes[index] == "X"
        foretells = predicts and reading.codes[index + 1 : index + 2] == ","
        head = self._heads.name(reading, first, index) if foretells or not predicts else None
        dateline = self._shapes["dateline"].match(reading.text, reading.start)
        if dateline is not None:
            phrases = [phrase for phrase in phrases if phrase.start >= dateline.end()]
            head = head if head is not None and (head.start or 0) >= dateline.end() else None
        said = isinstance(verb, Term) and verb.source.endswith("/say")
        speech = said and not self._fits("weak-speech", reading.text, start)
        clause = reading.tokens[first].start
        return Telling(reading, index, start, first, clause, predicts, foretells, speech, head, phrases)

    def _noticed(self, telling: Telling) -> Mention | None:
        """Read whose notice tells, which only that of a body is cited for: 甲5日发布公告称."""
        reading, head = telling.reading, telling.head
        noticed = reading.codes[telling.verb - 1] == "R" and reading.text.startswith("公告", telling.start - 2)
        if not (telling.speech and noticed):
            return None
        return head if head is not None and self._bodies.is_source(head.text or "") else NOBODY

    def _opening(self, telling: Telling) -> Mention | None:
        """Read the name at the head of the clause that tells, or that of the sentence a later clause goes on with."""
        head = telling.head
        if head is not None and self._heads.tells(telling.reading, head, telling.start, speech=telling.speech):
            return head
        return self._heads.joined(telling.reading, telling.verb)

    def _body(self, telling: Telling) -> Mention | None:
        """Read the first phrase that names a body or an office holder, unless the clause only is about another."""
        for phrase in telling.phrases:
            if self._is_about(telling, phrase):
                return NOBODY
            found = self._named_body(telling, phrase)
            if found is not None:
                return found
        return None

    def _is_about(self, telling: Telling, phrase: Phrase) -> bool:
        """Say whether a phrase is what is told of: 对某某减持的传言做出回应, 该公司下调了游戏部门的预测."""
        text, (begin, end, _) = telling.reading.text, phrase
        answers = text.rfind("对", telling.clause, begin) >= 0 and "的" in text[end : telling.start]
        return answers or self._finds("own-department", text, telling.clause, end)

    def _named_body(self, telling: Telling, phrase: Phrase) -> Mention | None:
        """Read a phrase that is a known source, or the name of a body, of an office holder or of a house's analyst."""
        reading, (begin, end, known) = telling.reading, phrase
        text, name = reading.text, reading.text[begin:end]
        reckons = telling.predicts or self._fits("reckons", text, telling.start)
        if reckons and self._finds("compared", text, max(begin - 2, reading.start), begin):
            return None
        if known is not None and not self._fits("fund", text, known.end or 0):
            placed = begin < (known.start or 0) and _is_place(reading, begin, known)
            return Mention(text[begin : known.end], begin, known.end) if placed else known  # 中国海关总署
        if self._bodies.is_own(name):
            return None
        if self._fits("briefing", text, end) and not self._fits("holds", text, end):
            return None
        analyst = self._shapes["analyst"].search(name)
        house = analyst.start() if analyst is not None else 0
        if not (
            self._bodies.names_body(name)
            or house > 1
            or self._rates_another(telling, phrase)
            or self._shapes["office"].search(name)
        ):
            return None
        whole = self._whole(reading, begin, begin + house if house > 1 else end)
        if text.startswith("公告", telling.start) and self._shapes["notifies"].search(whole.text or ""):
            return NOBODY
        named = whole.text or ""
        if len(named) < 2 or self._bodies.is_own(named) or self._bodies.is_nobody(named):
            return None
        return self._longer(telling.head, whole)

    def _rates_another(self, telling: Telling, phrase: Phrase) -> bool:
        """Say whether a house predicts of another: 甲银行预计乙国出口增长, 今年全球贸易下跌."""
        text, codes = telling.reading.text, telling.reading.codes
        if not telling.predicts or phrase.end != telling.start:
            return False
        end = telling.reading.tokens[telling.verb].end
        if phrase.start == telling.clause and self._fits("of-the-world", text, end):
            return not self._finds("central-bank", text, phrase.start, phrase.end)
        of_another = OTHERS.match(codes, telling.verb + 1)
        return of_another is not None and self._finds("assessor", text, phrase.start, phrase.end)

    @staticmethod
    def _longer(head: Mention | None, whole: Mention) -> Mention:
        """Give the name at the head of the clause where it ends with what was read of it."""
        return head if head is not None and (head.text or "").endswith(whole.text or "") else whole

    def _cited_head(self, telling: Telling) -> Mention | None:
        """Read the name at the head of the clause whose data are cited, or that of a body."""
        reading, head = telling.reading, telling.head
        if head is None or not (self._heads.collects(reading, head) or self._bodies.names_body(head.text or "")):
            return None
        return head if self._heads.is_name(reading, head) else NOBODY

    def _passing_on(self, telling: Telling) -> Mention | None:
        """Read who passes on the news at the head of a sentence: 某网消息，."""
        reading, head = telling.reading, telling.head
        if head is None or (head.start, head.end) != (reading.start, telling.start):
            return None
        if not reading.text.startswith("消息，", telling.start):
            return None
        return NOBODY if self._citations.is_company(head.text or "") else head

    def _foreseeing(self, telling: Telling) -> Mention | None:
        """Read the body that opens a sentence and predicts, where no word of it is a noun by itself."""
        reading, clause, start = telling.reading, telling.clause, telling.start
        if telling.phrases:
            return None
        name = reading.text[clause:start]
        if not telling.predicts or clause != reading.start or len(name) > LONGEST_PERSON:
            return NOBODY
        cited = self._bodies.is_body(name) and not self._bodies.is_nobody(name)
        return Mention(name, clause, start) if cited else NOBODY

    def _latin(self, telling: Telling) -> Mention | None:
        """Read the name in Latin letters that the last phrase ends with, not the kind of company before it."""
        reading, (begin, end, _) = telling.reading, telling.phrases[-1]
        paper = self._shapes["paper"].search(reading.text[begin:end])
        named = end if paper is None else begin + paper.start()
        latin = LATIN_END.search(reading.text[begin:named])
        if latin is None:
            return None
        if self._bodies.is_own(latin[0]) or self._bodies.is_nobody(latin[0]):
            return NOBODY
        first = begin + latin.start()
        between = reading.codes[reading.overlapping(first, end).stop : telling.verb]
        if (telling.speech and not between.strip("P")) or self._publishes(telling, end):
            return Mention(reading.text[first:named], first, named)
        return NOBODY

    def _publishes(self, telling: Telling, end: int) -> bool:
        """Say whether whose name ends at an offset published data, or predicts."""
        reading = telling.reading
        if telling.predicts:
            return end == telling.start
        told = reading.tokens[telling.verb].end
        published = self._finds("published", reading.text, end, told + 4)
        return published or self._fits("publishes-study", reading.text, telling.start)

    def _plain(self, telling: Telling) -> Mention | None:
        """Read any short name that speaks, foretells, or whose data show something."""
        reading, (begin, end, _) = telling.reading, telling.phrases[-1]
        name, head = reading.text[begin:end], telling.head
        when = reading.text[end : end + 1] in WHEN  # 启程前在机场表示
        if when or self._bodies.is_own(name) or self._bodies.is_nobody(name):
            return None
        group = head is not None and self._shapes["research-group"].search(head.text or "") is not None
        foretells = telling.foretells and (begin == reading.start or group)
        if foretells and head is not None:
            return head
        tells = telling.speech or self._shows(telling, begin, end) or foretells
        if not tells or not 2 <= len(name) <= LONGEST_PERSON:
            return None
        whole = self._whole(reading, begin, end)
        whole = self._longer(head, whole) if head is not None and head.end == end else whole
        return None if self._bodies.is_nobody(whole.text or "") else whole

    def _shows(self, telling: Telling, begin: int, end: int) -> bool:
        """Say whether the data or the paper of a name right before the verb show something."""
        reading, start = telling.reading, telling.start
        if end != start or self._heads.publishes(reading, begin, telling.verb):
            return False
        if self._shapes["vendor"].match(reading.text, start) is not None:
            return True
        return (
            reading.text.startswith("显示", start) and self._shapes["paper"].search(reading.text[begin:end]) is not None
        )

    def _whole(self, reading: Reading, start: int, end: int) -> Mention:
        """Give a name with the words right before it that belong to it, without the paper published."""
        text, tokens = reading.text, reading.tokens
        branch = self._shapes["branch"].search(text, max(end - BRANCH, start), end + BRANCH)
        if branch is not None and branch.start() <= end < branch.end():
            return Mention(text[start : branch.end()], start, branch.end())
        paper = self._shapes["paper"].search(text[start:end])
        if paper is not None and start + paper.start() > start:
            end = start + paper.start()
        place = next((place for place, token in enumerate(tokens) if token.start >= start), 0)
        office = self._shapes["office"].search(text, start, end)
        body = text[start : end if office is None else office.start()].rstrip("副")
        inside = "vMwSC" if self._bodies.is_body(body) else "MwSC"
        for position in range(place - 1, max(place - LONGEST_BODY, -1), -1):
            if tokens[position].end != start:
                break
            attached = reading.codes[:position].endswith(("w", "wv") if "v" in inside else "w")
            if tokens[position].code == "j" and attached:
                before = text[tokens[position - 1].start : tokens[position - 1].end]
                if text[tokens[position].start] not in "和与" or self._bodies.is_body(before):
                    break
            elif tokens[position].code not in inside:
                break
            start = tokens[position].start
        return Mention(text[start:end], start, end)


def _is_place(reading: Reading, begin: int, known: Mention) -> bool:
    """Say whether all that stands from an offset up to a known source is a place, or part of its name: 美国|商务部."""
    return any(
        (token.code == "S" or token.tag == BODY) and token.start == begin and token.end == known.start
        for token in reading.tokens[max(reading.overlapping(begin, begin + 1).start, 0) :][:1]
    )
