"""Reading whom a cue cites: the name behind 据, according to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.attribution.heads import NAMED
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

ENGLISH_BODY = re.compile(r"[A-Z][\w&.'-]*(?: (?:(?:of|for|and) (?:the )?)?[A-Z][\w&.'-]*)*")
LATIN = re.compile(r"[A-Z][A-Za-z&]{2,}(?: [A-Z][A-Za-z&]+)*")
OBEYED = 4  # characters at the end of a clause that tell what is followed


class Citations:
    """Reads the names behind the cues of sentences; ``bodies`` tells by their names which can be cited."""

    def __init__(self, bodies: Bodies, shapes: Shapes) -> None:
        self.bodies = bodies
        self._shapes = shapes
        self._readings = (
            self._title,
            self._officials,
            self._agent,
            self._account,
            self._latin,
            self._reckoner,
            self._publisher,
            self._body,
            self._nouns,
        )

    def after_cue(self, reading: Reading, index: int) -> Mention | None:
        """Read 据X数据, according to X: the nouns after the cue as far as the verb or comma."""
        if self._cites_nobody(reading, index):
            return None
        found = (mention for read in self._readings if (mention := read(reading, index)) is not None)
        return next(found, None)

    def _cites_nobody(self, reading: Reading, index: int) -> bool:
        """Say whether the cue is none: 编制依据, 将根据市场情况, 大型综合性医院."""
        first, begin = reading.clause_start(index), reading.tokens[index].start
        if self._shapes["compiled"].match(reading.text, reading.tokens[first].start) is not None:
            return True
        if self._shapes["to-go-by"].match(reading.text, max(begin - 1, 0), begin) or self._obeys(reading, index):
            return True
        return reading.text.startswith("综合", begin) and index != first

    def _title(self, reading: Reading, index: int) -> Mention | None:
        title = self._shapes["cited-title"].match(reading.text, reading.tokens[index].end)
        return Mention(title[title.lastindex or 0], *title.span(title.lastindex or 0)) if title is not None else None

    def _officials(self, reading: Reading, index: int) -> Mention | None:
        there = self._shapes["officials-there"].match(reading.text, reading.tokens[index].end)
        return Mention(there[0], *there.span()) if there is not None else None

    def _reckoner(self, reading: Reading, index: int) -> Mention | None:
        reckoned = self._shapes["reckoned-by"].match(reading.text, reading.tokens[index].end)
        if reckoned is None or self.bodies.is_own(reckoned[1]) or self.bodies.is_nobody(reckoned[1]):
            return None
        return Mention(reckoned[1], *reckoned.span(1))

    def _body(self, reading: Reading, index: int) -> Mention | None:
        cited = self._shapes["cited-body"].match(reading.text, reading.tokens[index].end)
        if cited is None or self.bodies.is_nobody(cited[1]) or not self.bodies.is_source(cited[1]):
            return None
        return Mention(cited[1], *cited.span(1))

    def _nouns(self, reading: Reading, index: int) -> Mention | None:
        """Read the nouns behind the cue, where they end in a body, in who speaks for one or before its data."""
        start = end = None
        for token in reading.tokens[index + 1 : index + 8]:
            if token.code == "C":
                end = self._section_end(reading, token.end)
                return Mention(reading.text[token.start : end], token.start, end)
            if token.code in NAMED and (end is None or token.start - end <= 1):
                start = token.start if start is None else start
                end = token.end
            elif token.code in ",:MQR" or start is not None:
                break
        if start is None or end is None:
            return None
        if reading.english:
            found = ENGLISH_BODY.match(reading.text, start, reading.end)
            end = max(end, found.end()) if found is not None else end
        body, whole = self.bodies.is_body(reading.text[start:end]), self._section_end(reading, end)
        spokesman, end = self._spokesman(reading, start, whole)
        name = reading.text[start:end]
        if self._is_unnamed(reading, name, end, whole):
            return None
        body = self.bodies.is_body(name) or (body and end == whole)
        told = body or spokesman or self._shapes["data"].match(reading.text, end) is not None
        return Mention(name, start, end) if told else None

    def _spokesman(self, reading: Reading, start: int, whole: int) -> tuple[bool, int]:
        """Say whether a name ends in who or what speaks for it, and give where it ends without that."""
        spokesman, end = None, whole
        for shape in ("confirms", "paper", "spokesman"):
            spokesman = self._shapes[shape].search(reading.text, start, end)
            end = spokesman.start() if spokesman is not None else end
        # a firm that is called 某某信息 keeps its name
        return spokesman is not None, whole if reading.text.startswith(("公布", "发布"), whole) else end

    def _is_unnamed(self, reading: Reading, name: str, end: int, whole: int) -> bool:
        """Say whether nobody is cited by a name: a briefing, what a company tells, pronouns and nouns of nobody."""
        if self._shapes["briefing"].match(reading.text, end) is not None:
            return True
        if reading.text.startswith(("消息", "的消息"), whole) and self.is_company(name):
            return True
        if reading.english and self._shapes["no-english-source"].match(name) is not None:
            return True
        return len(name) < 2 or self.bodies.is_own(name) or self.bodies.is_nobody(name)

    def _publisher(self, reading: Reading, index: int) -> Mention | None:
        """Read the house whose data are cited behind what kind of house it is: 据航运分析机构某某8日发布的数据."""
        found = self._shapes["house-published"].match(reading.text, reading.tokens[index].end, reading.end)
        if found is None or self.bodies.is_own(found["name"]) or self.bodies.is_nobody(found["name"]):
            return None
        return Mention(found["name"], *found.span("name"))

    def _section_end(self, reading: Reading, end: int) -> int:
        """Give where a body ends with the part of it that is cited, if one stands behind: 国务院春运工作专班."""
        section = self._shapes["section-of"].match(reading.text, end, reading.end)
        return end if section is None else section.end()

    def _obeys(self, reading: Reading, index: int) -> bool:
        """Say whether the cue tells what is followed rather than what is cited: 根据某部有关要求，..."""
        if self._shapes["court-ruled"].match(reading.text, reading.tokens[index].end) is not None:
            return True  # 根据法院裁定预提义务5亿元
        stop = reading.clause_end(index)
        end = reading.tokens[stop].start if stop < len(reading.tokens) else reading.end
        begin = max(reading.tokens[index].end, end - OBEYED)
        return self._shapes["obeyed"].search(reading.text, begin, end) is not None

    def _agent(self, reading: Reading, index: int) -> Mention | None:
        """Read who computed something from what is cited: 路透根据统计局数据测算, but not 海关根据情报采取行动."""
        before = reading.tokens[index - 1] if index else None
        cue = reading.tokens[index]
        drawn = reading.text.endswith("据", cue.start, cue.end)  # 根据, not 引述
        if drawn and self._shapes["computes"].match(reading.text, cue.end, reading.end) is None:
            return None
        if before is None or before.code not in NAMED or before.end != reading.tokens[index].start:
            return None
        name = reading.text[before.start : before.end]
        known = before.code == "C" or (self.bodies.is_body(name) and self._shapes["paper"].fullmatch(name) is None)
        return Mention(name, before.start, before.end) if known else None

    def _account(self, reading: Reading, index: int) -> Mention | None:
        """Read the account or the paper behind the cue, whatever words it is cut into: 据“某某发布”消息."""
        begin = reading.tokens[index].end
        found = self._shapes["cited-account"].match(reading.text, begin, reading.end)
        found = found or self._shapes["briefing-of"].match(reading.text, begin, reading.end)
        name = found.lastindex or 0 if found is not None else 0
        if found is None or self.bodies.is_own(found[name].removesuffix("数据")) or self.bodies.is_nobody(found[name]):
            return None
        return Mention(found[name], *found.span(name)) if not self.is_company(found[name]) else None

    def is_company(self, name: str) -> bool:
        """Say whether a name is that of a company, which tells of itself."""
        return self._shapes["company-like"].search(name) is not None and not self.bodies.is_source(name)

    def _latin(self, reading: Reading, index: int) -> Mention | None:
        """Read a name in Latin letters behind the cue, in a Chinese sentence: 据IDC数据."""
        if reading.english:
            return None
        begin = reading.tokens[index].end
        end = reading.tokens[reading.clause_end(index) - 1].end
        if reading.codes[index + 1 : index + 2] == "C":
            return None  # 据天眼查APP显示
        match = LATIN.search(reading.text, begin, end)
        if match is not None and self._shapes["analyst"].search(reading.text, begin, match.start()) is not None:
            return None  # 根据分析师Ann Berg的报告，甲银行将…
        if match is None or self._shapes["data"].search(reading.text, match.end(), end) is None:
            return None
        return Mention(match[0].strip(), match.start(), match.start() + len(match[0].strip()))
