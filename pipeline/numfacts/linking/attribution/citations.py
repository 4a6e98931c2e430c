"""Reading whom a cue cites: the name behind 据, according to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.attribution.bodies import named
from numfacts.linking.attribution.heads import NAMED
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

LATIN = re.compile(r"[A-Z][A-Za-z&]{2,}(?: [A-Z][A-Za-z&]+)*")
OBEYED = 4  # characters at the end of a clause that tell what is followed


class Citations:
    """Reads the names behind the cues of sentences; ``bodies`` tells by their names which can be cited."""

    def __init__(self, bodies: Bodies, shapes: Shapes) -> None:
        self._bodies = bodies
        self._shapes = shapes
        self._readings = (
            self._titled,
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
        return self._without_time(next(found, None))

    def _without_time(self, mention: Mention | None) -> Mention | None:
        """Leave out when someone told: 根据某协会今天|统计; nobody where that leaves nobody's name."""
        name = mention.text or "" if mention is not None else ""
        when = self._shapes["when-tail"].search(name)
        if mention is None or mention.start is None or when is None:
            return mention
        name = name[: when.start()]
        return None if self._bodies.is_nobody(name) else Mention(name, mention.start, mention.start + len(name))

    def _cites_nobody(self, reading: Reading, index: int) -> bool:
        """Say whether the cue is none: 编制依据, 将根据市场情况, 大型综合性医院."""
        first, begin = reading.clause_start(index), reading.tokens[index].start
        if self._shapes["compiled"].match(reading.text, reading.tokens[first].start) is not None:
            return True
        if self._shapes["court-ruled"].match(reading.text, reading.tokens[index].end) is not None:
            return True  # 根据法院裁定预提义务5亿元
        if self._shapes["to-go-by"].match(reading.text, max(begin - 1, 0), begin) or self._obeys(reading, index):
            return True
        return reading.text.startswith("综合", begin) and index != first

    def _behind(self, reading: Reading, index: int, shape: str) -> Mention | None:
        """Read the name that a pattern finds right behind the cue."""
        return named(self._shapes[shape].match(reading.text, reading.tokens[index].end, reading.end))

    def _titled(self, reading: Reading, index: int) -> Mention | None:
        return self._behind(reading, index, "cited-title|officials-there")

    def _account(self, reading: Reading, index: int) -> Mention | None:
        """Read the account or the paper behind the cue, whatever words it is cut into: 据“某某发布”消息."""
        return self._behind(reading, index, "cited-account")

    def _reckoner(self, reading: Reading, index: int) -> Mention | None:
        mention = self._behind(reading, index, "reckoned-by")
        name = "" if mention is None else mention.text or ""
        return None if self._bodies.is_own(name) or self._bodies.is_nobody(name) else mention

    def _publisher(self, reading: Reading, index: int) -> Mention | None:
        """Read the house whose data are cited behind what kind of house it is: 据航运分析机构某某8日发布的数据."""
        return self._behind(reading, index, "house-published")

    def _body(self, reading: Reading, index: int) -> Mention | None:
        return self._bodies.cited(self._behind(reading, index, "cited-body"))

    def _nouns(self, reading: Reading, index: int) -> Mention | None:
        """Read the nouns behind the cue, where they end in a body, in who speaks for one or before its data."""
        start = end = -1
        for token in reading.tokens[index + 1 : index + 8]:
            if token.code == "C":
                end = self._section_end(reading, token.end)
                return Mention(reading.text[token.start : end], token.start, end)
            if token.code in NAMED and (end < 0 or token.start - end <= 1):
                start, end = token.start if start < 0 else start, token.end
            elif token.code in ",:MQR" or start >= 0:
                break
        if start < 0:
            return None
        body, whole = self._bodies.is_body(reading.text[start:end]), self._section_end(reading, end)
        end = self._without_spokesman(reading, start, whole)
        name = reading.text[start:end]
        if len(name) < 2 or self._bodies.is_own(name) or self._bodies.is_nobody(name):
            return None
        if self._shapes["briefing"].match(reading.text, end) is not None:
            return None
        told = body or self._bodies.is_body(name) or self._shapes["data"].match(reading.text, end) is not None
        return Mention(name, start, end) if told else None

    def _without_spokesman(self, reading: Reading, start: int, whole: int) -> int:
        """Give where a name ends without who or what speaks for it."""
        end = whole
        for shape in ("confirms", "paper", "spokesman"):
            spokesman = self._shapes[shape].search(reading.text, start, end)
            end = spokesman.start() if spokesman is not None else end
        # a firm that is called 某某信息 keeps its name
        return whole if reading.text.startswith(("公布", "发布"), whole) else end

    def _section_end(self, reading: Reading, end: int) -> int:
        """Give where a body ends with the part of it that is cited, if one stands behind: 国务院春运工作专班."""
        section = self._shapes["section-of"].match(reading.text, end, reading.end)
        return end if section is None else section.end()

    def _obeys(self, reading: Reading, index: int) -> bool:
        """Say whether the cue tells what is followed rather than what is cited: 根据某部有关要求，..."""
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
        if before is None or before.code not in NAMED or before.end != cue.start:
            return None
        name = reading.text[before.start : before.end]
        known = before.code == "C" or (self._bodies.is_body(name) and self._shapes["paper"].fullmatch(name) is None)
        return Mention(name, before.start, before.end) if known else None

    def _latin(self, reading: Reading, index: int) -> Mention | None:
        """Read a name in Latin letters behind the cue, in a Chinese sentence: 据IDC数据."""
        begin = reading.tokens[index].end
        end = reading.tokens[reading.clause_end(index) - 1].end
        if reading.codes[index + 1 : index + 2] == "C":
            return None  # 据天眼查APP显示
        match = LATIN.search(reading.text, begin, end)
        if match is None or self._shapes["data"].search(reading.text, match.end(), end) is None:
            return None
        if self._shapes["analyst"].search(reading.text, begin, match.start()) is not None:
            return None  # 根据分析师Ann Berg的报告，甲银行将…
        return Mention(match[0].strip(), match.start(), match.start() + len(match[0].strip()))
