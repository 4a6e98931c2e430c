"""Who a Chinese sentence says tells something: the name before X表示, X公布, X预计."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from numfacts.in_order import first_found
from numfacts.linking.attribution.phrases import NounPhrases
from numfacts.linking.links import NOBODY
from numfacts.linking.reading import Reading
from numfacts.records import Mention
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.attribution.heads import ClauseHeads
    from numfacts.linking.attribution.phrases import Phrase
    from numfacts.vocabulary.shapes import Shapes

LATIN_END = re.compile(r"[A-Z][\w&.]*(?:-[A-Z0-9][\w&.]*)*(?: [A-Z][\w&.]*)*$", re.ASCII)
WHEN = ("前", "后")  # what stands behind a word that tells when something is said
LONGEST_PERSON = 10  # characters of a name that a verb of speech alone makes a source
LONGEST_REST = 3  # characters at the end of a name that are taken for other words
LONGEST_BODY = 6  # tokens that the name of a body is composed of
BODY = "nt"  # tag of the names of bodies
BRANCH = 6  # characters around the end of a name in which its last words may stand


class Telling(NamedTuple):
    """A verb of telling, its clause, and the names that stand before it in that."""

    reading: Reading
    verb: int  # its token
    start: int  # offset of the verb
    clause: int  # offset of the clause
    predicts: bool
    foretells: bool  # before a comma: 甲预测，
    speech: bool
    head: Mention | None  # the name that the clause opens with
    phrases: list[Phrase]


class Tellers:
    """Finds who tells what the verbs of Chinese sentences pass on."""

    def __init__(self, bodies: Bodies, heads: ClauseHeads, shapes: Shapes) -> None:
        self._bodies = bodies
        self._heads = heads
        self._shapes = shapes
        self._phrases = NounPhrases(bodies, shapes)
        self._readings = (
            self._noticed,
            self._opening,
            self._body,
            self._cited_head,
            self._passing_on,
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
        titled = titled or self._heads.officer(reading, self._first(reading, index), index)
        if titled is not None:
            return titled
        telling = self._telling(reading, index)
        if telling.predicts and self._finds("others", telling.reading.text, telling.clause, telling.start):
            return None
        found = first_found(self._readings, telling)
        return None if found is None or found is NOBODY else self._to_verb(telling, found)

    def _speaking_while(self, reading: Reading, index: int) -> Mention | None:
        """Read who stands before a clause that tells only when or where he speaks: 某局局长林海，出席论坛时表示."""
        comma, start = reading.clause_start(index) - 1, reading.tokens[index].start
        if comma < 1 or self._shapes["while"].fullmatch(reading.text, reading.tokens[comma].end, start) is None:
            return None
        first = self._first(reading, comma)
        return self._heads.officer(reading, first, comma) or self._heads.name(reading, first, comma)

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
        if reading.codes[index - 1 : index + 2] == "MX," and reading.tokens[index - 1].end == start:
            return True  # 通胀率预测，分别下调至3%: a forecast of it
        if reading.codes[index] == "X" and self._finds("held-to-hopes", text, reading.start, reading.tokens[index].end):
            return True  # 一如市场所料，
        clause = reading.tokens[self._first(reading, index)].start
        return (
            self._finds("not-told", text, reading.start, start)
            or self._shapes["compiled"].match(text, clause) is not None
            or self._shapes["decree"].match(text, start) is not None
            or (
                self._shapes["puts-out"].match(text, start) is not None and self._finds("about-to", text, clause, start)
            )
            or self._finds("decreed", text, clause, start)
        )

    def _first(self, reading: Reading, index: int) -> int:
        """Give where the clause of a token begins, behind whose news it is: 某社甲地5月7日电(记者林海)某部表示.

        And behind what is said of who tells: 代表青屿航空公司的某协会表示.
        """
        begin = reading.clause_start(index)
        lead = self._shapes["wire-dateline"].match(reading.text, reading.start) or self._said_of(reading, index)
        return begin if lead is None else min(max(begin, reading.overlapping(lead.end(), reading.end).start), index)

    def _said_of(self, reading: Reading, index: int) -> re.Match[str] | None:
        """Find what the clause of a token opens with that is only said of who tells: 曾任某行行长的林海表示."""
        opening = reading.opening(reading.clause_start(index))
        return self._shapes["said-of"].match(reading.text, opening, reading.tokens[index].start)

    def _telling(self, reading: Reading, index: int) -> Telling:
        """Read the clause before a verb."""
        start, verb = reading.tokens[index].start, reading.tokens[index].item
        first = self._first(reading, index)
        phrases = self._phrases.before(reading, first, index)
        predicts = reading.codes[index] == "X"
        foretells = predicts and reading.codes[index + 1 : index + 2] == ","
        head = self._heads.name(reading, first, index) if foretells or not predicts else None
        said = isinstance(verb, Term) and verb.source.endswith("/say")
        speech = said and not self._fits("weak-speech", reading.text, start)
        clause = reading.tokens[first].start
        return Telling(reading, index, start, clause, predicts, foretells, speech, head, phrases)

    def _noticed(self, telling: Telling) -> Mention | None:
        """Tell that nobody is cited for a notice, which is of one's own: 甲5日发布公告称."""
        reading = telling.reading
        noticed = reading.codes[telling.verb - 1] == "R" and reading.text.startswith("公告", telling.start - 2)
        return NOBODY if telling.speech and noticed else None

    def _opening(self, telling: Telling) -> Mention | None:
        """Read the name at the head of the clause that tells, or that of the sentence a later clause goes on with."""
        head = telling.head
        if head is not None and self._heads.tells(telling.reading, head, telling.start, speech=telling.speech):
            return head
        return self._heads.joined(telling.reading, telling.verb)

    def _body(self, telling: Telling) -> Mention | None:
        """Read the first phrase that names a body or an office holder, unless the clause only is about another."""
        for phrase in telling.phrases:
            answers = telling.reading.text.rfind("对", telling.clause, phrase.start) >= 0
            if answers and "的" in telling.reading.text[phrase.end : telling.start]:
                return NOBODY  # 对某某减持的传言做出回应
            found = self._named_body(telling, phrase)
            if found is not None:
                return found
        return None

    def _named_body(self, telling: Telling, phrase: Phrase) -> Mention | None:
        """Read a phrase that is a known source, or the name of a body, of an office holder or of an analyst's house."""
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
        analyst = self._shapes["analyst"].search(name, 2)
        if analyst is not None:
            end = begin + analyst.start()
        elif not self._bodies.names_body(name) and self._shapes["office"].search(name) is None:
            return None
        whole = self._whole(reading, begin, end)
        named = whole.text or ""
        if text.startswith("公告", telling.start) and self._shapes["notifies"].search(named):
            return NOBODY
        if len(named) < 2 or self._bodies.is_nobody(named):
            return None
        return self._longer(telling.head, whole)

    @staticmethod
    def _longer(head: Mention | None, whole: Mention) -> Mention:
        """Give the name at the head of the clause where it ends with what was read of it."""
        return head if head is not None and (head.text or "").endswith(whole.text or "") else whole

    def _cited_head(self, telling: Telling) -> Mention | None:
        """Read the name at the head of the clause whose data are cited, or that of a body."""
        reading, head = telling.reading, telling.head
        if head is None or not (self._heads.collects(reading, head) or self._bodies.names_body(head.text or "")):
            return None
        return head

    def _passing_on(self, telling: Telling) -> Mention | None:
        """Read who passes on the news at the head of a sentence: 某网消息，."""
        reading, head = telling.reading, telling.head
        if head is None or (head.start, head.end) != (reading.start, telling.start):
            return None
        if not reading.text.startswith("消息，", telling.start):
            return None
        return NOBODY if self._shapes["company-like"].search(head.text or "") else head

    def _latin(self, telling: Telling) -> Mention | None:
        """Read the name in Latin letters that the last phrase ends with, not the kind of company before it.

        No name at all is nobody's.
        """
        if not telling.phrases:
            return NOBODY
        reading, (begin, end, _) = telling.reading, telling.phrases[-1]
        paper = self._shapes["paper"].search(reading.text[begin:end])
        named = end if paper is None else begin + paper.start()
        latin = LATIN_END.search(reading.text[begin:named])
        if latin is None:
            return None
        if self._bodies.is_nobody(latin[0]) or not (telling.speech or self._publishes(telling, end)):
            return NOBODY
        return Mention(latin[0], begin + latin.start(), named)

    def _publishes(self, telling: Telling, end: int) -> bool:
        """Say whether whose name ends at an offset published data, or predicts."""
        reading = telling.reading
        if telling.predicts or self._fits("shows", reading.text, telling.start):
            return end == telling.start  # 交易平台CoinCap显示
        told = reading.tokens[telling.verb].end
        published = self._finds("published", reading.text, end, told + 4)
        return published or self._fits("publishes-study", reading.text, telling.start)

    def _plain(self, telling: Telling) -> Mention | None:
        """Read any short name that speaks, or foretells."""
        reading, (begin, end, _) = telling.reading, telling.phrases[-1]
        name, head = reading.text[begin:end], telling.head
        whole_clause = head is not None and (head.start, head.end) == (reading.start, telling.start)
        foretells = telling.foretells and (begin == reading.start or whole_clause)
        if not (telling.speech or foretells) or not 2 <= len(name) <= LONGEST_PERSON:
            return None
        if self._bodies.is_own(name) or self._bodies.is_nobody(name) or reading.text.startswith(WHEN, end):
            return None  # 启程前在机场表示
        whole = self._longer(head, self._whole(reading, begin, end))
        return None if self._bodies.is_nobody(whole.text or "") else whole

    def _whole(self, reading: Reading, start: int, end: int) -> Mention:
        """Give a name with the words right before it that belong to it, without the paper published."""
        text, tokens = reading.text, reading.tokens
        branch = self._shapes["branch"].search(text, max(end - BRANCH, start), end + BRANCH)
        if branch is not None and branch.start() <= end < branch.end():
            return Mention(text[start : branch.end()], start, branch.end())
        paper = self._shapes["paper"].search(text, start + 1, end)
        end = paper.start() if paper is not None else end
        place = next((place for place, token in enumerate(tokens) if token.start >= start), 0)
        office = self._shapes["office"].search(text, start, end)
        body = text[start : end if office is None else office.start()].rstrip("副")
        inside = "vMwSC" if self._bodies.is_body(body) else "MwSC"
        for position in range(place - 1, max(place - LONGEST_BODY, -1), -1):
            if tokens[position].end != start:
                break
            attached = reading.codes[:position].endswith(("w", "wv") if "v" in inside else "w")
            if tokens[position].code == "j" and attached:
                if text[tokens[position].start] not in "和与":
                    break
            elif tokens[position].code not in inside:
                break
            start = tokens[position].start
        return Mention(text[start:end], start, end)


def _is_place(reading: Reading, begin: int, known: Mention) -> bool:
    """Say whether all that stands from an offset up to a known source is a place, or part of its name: 美国|商务部."""
    token = reading.tokens[reading.overlapping(begin, begin + 1).start]
    return (token.code == "S" or token.tag == BODY) and token.end == known.start
