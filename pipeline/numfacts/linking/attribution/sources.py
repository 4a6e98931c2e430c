"""Linking a claim with the source the text cites for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.attribution.assessors import Assessors
from numfacts.linking.attribution.citations import Citations
from numfacts.linking.attribution.heads import ClauseHeads
from numfacts.linking.attribution.introductions import Introductions
from numfacts.linking.attribution.tellers import Tellers
from numfacts.linking.english.sources import english_sources
from numfacts.linking.english.tellers import teller as english_teller
from numfacts.records import Mention
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

CUES = re.compile("[ARX]")  # codes of tokens that may tell of a source
CHARGE = 80  # characters before a name in which an office may say what it has charge of
DATELINE = 300  # characters of a text, with a headline, in which whose news it is stands
FEW = 3  # characters that may stand behind a source at the end of a Chinese sentence


class Source(NamedTuple):
    """A source that a sentence cites: the index of the token that cites it, and how.

    ``rank`` is 2 for 据X, X报道，, according to X, 1 for what X published, 0 for what X said; ``closing`` says that it
    stands at the end of the sentence and is for all of it, ``collected`` that its data are cited, which are of others.
    """

    mention: Mention
    position: int
    rank: int
    closing: bool
    collected: bool = False

    @property
    def name(self) -> str:
        """Give the name as the text has it."""
        return self.mention.text or ""

    @property
    def start(self) -> int:
        """Give where the name begins."""
        return self.mention.start or 0

    @property
    def end(self) -> int:
        """Give where the name ends."""
        return self.mention.end or 0


class SourceLinker:
    """Finds the cited sources of sentences; ``bodies`` tells by their names which can be cited."""

    def __init__(self, bodies: Bodies, shapes: Shapes) -> None:
        self.bodies = bodies
        self._heads = ClauseHeads(bodies, shapes)
        self._assessors = Assessors(bodies, shapes)
        self._citations = Citations(bodies, shapes)
        self._tellers = Tellers(bodies, self._heads, shapes)
        self.introductions = Introductions(bodies, self._heads, shapes)
        self._shapes = shapes

    def find(self, reading: Reading) -> list[Source]:
        """Give the sources the sentence cites, in order."""
        lead = self._heads.leading(reading)
        if lead is not None and "A" not in reading.codes:
            return [Source(lead, 0, 1, False)]
        found: list[Source] = []
        for match in CUES.finditer(reading.codes):
            index, code = match.start(), match[0]
            cited = self._cited(reading, index, code)
            if cited is None or (found and found[-1].mention == cited):
                continue
            rank = 2 if code == "A" else self._rank(reading, index)
            closing, collected = self._closes(reading, index), self._heads.collects(reading, cited)
            found.append(Source(cited, index, rank, closing, collected))
        if reading.english:
            return self._with_english(reading, found)
        return found or self._without_cue(reading)

    def _cited(self, reading: Reading, index: int, code: str) -> Mention | None:
        """Give who is cited by the cue at ``index``, or tells by the verb there."""
        if code == "A":
            mention = self._citations.after_cue(reading, index)
        elif index and (code == "R" or self._shapes["predicts"].match(reading.text, reading.tokens[index].start)):
            mention = self._teller(reading, index)
        else:
            return None
        if mention is not None and not reading.english:
            mention = self._heads.bare(reading, mention)
            mention = None if self._heads.is_indefinite(reading, mention) else mention
        if mention is None or self._shapes["company-paper"].match(mention.text or "") is not None:
            return None  # 公司业绩快报显示
        if self._is_own_finding(reading, mention) or self._is_charge(reading, mention):
            return None
        return None if code != "A" and self._is_own_voice(reading, index, mention) else mention

    def _without_cue(self, reading: Reading) -> list[Source]:
        """Give who tells a sentence that no word for telling stands in."""
        rater = self._assessors.rating(reading)
        teller = rater or self._heads.confirming(reading) or self._assessors.quoted(reading)
        teller = teller or self._assessors.measuring(reading) or self._heads.seen(reading)
        teller = teller or (None if reading.english else self._heads.issuing(reading))
        if teller is not None:
            return [Source(teller, self._place(reading, teller), 0 if rater is not None else 1, False)]
        tester = self._assessors.testing(reading)
        return [] if tester is None else [Source(tester[0], tester[1], 1, False, collected=True)]

    def _place(self, reading: Reading, mention: Mention) -> int:
        """Give the index of the token that a name begins with, or of the last, where none stands behind."""
        return max(min(reading.overlapping(mention.start or 0, mention.end or 0).start, len(reading.tokens) - 1), 0)

    def _is_charge(self, reading: Reading, mention: Mention) -> bool:
        """Say whether a name begins in what an official has charge of: the Minister for Arts and Sport Ann Berg."""
        start, name = mention.start or 0, mention.text or ""
        begin = max(reading.start, start - CHARGE)
        if self.bodies.is_known(name) or self.bodies.is_body(name):
            return False  # the director of the Elm Institute
        return reading.english and self._shapes["english-portfolio"].search(reading.text, begin, start) is not None

    def _is_own_voice(self, reading: Reading, index: int, mention: Mention) -> bool:
        """Say whether a company tells of itself: 甲在互动平台表示, 甲表示，公司销量…"""
        name, start, told = mention.text or "", mention.start or 0, reading.tokens[index]
        if reading.english:
            return False
        if self._shapes["own-channel"].search(reading.text, start, told.start) is not None:
            return True
        if self.bodies.is_known(name) or self.bodies.is_body(name):
            return False
        if self._shapes["leader"].search(name) is not None:
            return False
        return self._shapes["of-itself"].match(reading.text, told.end) is not None

    def _is_own_finding(self, reading: Reading, mention: Mention) -> bool:
        """Say whether a medium tells what it has learnt itself: 某网5月6日消息，……。据某网了解."""
        start, end = mention.start or 0, mention.end or 0
        if reading.english or self._shapes["own-finding"].match(reading.text, end) is None:
            return False
        named = re.finditer(re.escape(mention.text or ""), reading.text[: min(start, DATELINE)])
        return any(self._shapes["own-dateline"].match(reading.text, name.end()) for name in named)

    def _with_english(self, reading: Reading, found: list[Source]) -> list[Source]:
        """Add the sources that English cites by what they are; a longer name takes the place of a part of it."""
        for mention, rank, end in english_sources(reading, self._shapes):
            start = mention.start or 0
            parts = [source for source in found if start <= source.start < end]
            found = [source for source in found if source not in parts]
            rank = max(rank, *(source.rank for source in parts)) if parts else rank
            found.append(Source(mention, self._place(reading, mention), rank, True))
        return sorted(found, key=lambda source: source.position)

    def _rank(self, reading: Reading, index: int) -> int:
        """Say whether the verb at ``index`` is one of speech (0), or of what was published (1)."""
        item = reading.tokens[index].item
        if self._shapes["briefing"].match(reading.text, reading.tokens[index].start) is not None:
            return 0  # who holds a briefing, unless someone tells more
        reports = self._shapes["reports"].match(reading.text, reading.tokens[index].start) is not None
        if reports and "A" not in reading.codes[reading.clause_start(index) : index]:
            return 2  # 甲社报道，乙国总统宣布…: as 据甲社报道
        return 0 if isinstance(item, Term) and item.source.endswith("/say") else 1

    def _closes(self, reading: Reading, index: int) -> bool:
        """Say whether a source stands at the end of a sentence, and is for what stands before it."""
        last = index
        while reading.codes[last + 1 : last + 2] == "R" and reading.tokens[last].end == reading.tokens[last + 1].start:
            last += 1  # 发布消息称
        return reading.english or reading.end - reading.tokens[last].end <= FEW

    def _teller(self, reading: Reading, index: int) -> Mention | None:
        """Read X表示, X公布, X said: who the verb at ``index`` says tells."""
        if reading.english:
            return english_teller(reading, index, self.bodies, self._shapes)
        return self._tellers.before(reading, index)
