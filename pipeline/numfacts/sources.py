"""Linking a claim with the source the text cites for it."""

from __future__ import annotations

import re

from numfacts.lexicon import Term
from numfacts.reading import Reading
from numfacts.records import Mention
from numfacts.ruleset.kinds import SourcesFile

ENGLISH_NAME = re.compile(r"[A-Z][\w'.-]+(?: [A-Z][\w'.-]+)+")
LATIN = re.compile(r"[A-Z][A-Za-z&]{2,}(?: [A-Z][A-Za-z&]+)*")
PREDICTS = re.compile(r"预测|预计|预期|预料|预估|料")
UNNAMED = re.compile(r"^(?:市场|分析|消息|结果|统计|信息|官方|有关|业内|专家|记者|数据|投资者|网友|警告|同比)|一家|一项|某|多家|人士$|消息$|结果$|官方微")
SPEAKER = re.compile(r"(?:总监|主席|总裁|行政总裁|董事长|发言人|首席|经理|总经理|董事|秘书|代表|负责人|总干事|司长|局长|处长|部长|主任|副主任|院长|所长|会长|秘书长|署长|司司长|特首|长官|总理|总统|分析师|研究员|经济师|教授)")
NAMED = frozenset("wSC")
OWN = re.compile(r"公告|公司|数据|记者|报告期|年报|财报|募集说明书|上述|有关|规定")


FIRMS = ("证券", "银行", "平台", "资本", "国际", "数据", "网", "报告", "交易所", "新闻")  # companies are news themselves
DATA = re.compile(r"的?(?:最新)?(?:数据|统计|测算|监测|报告|报道|消息|调查|研报)")


class SourceLinker:
    """Finds the cited source of a sentence."""

    def __init__(self, files: list[tuple[str, SourcesFile]]) -> None:
        self._suffixes = tuple(word for _, file in files for rule in file.rules if rule.role == "suffix" for word in rule.zh)
        self._names = {word.lower() for _, file in files for rule in file.rules if rule.role == "name" for word in (*rule.zh, *rule.en)}
        self._english = {word for _, file in files for rule in file.rules if rule.role == "suffix" for word in rule.en}

    def find(self, reading: Reading) -> Mention | None:
        """Give the source the sentence cites, or null."""
        lead = self._lead(reading)
        if lead is not None:
            return lead
        for index, code in enumerate(reading.codes):
            if code == "A":
                found = self._after_cue(reading, index)
            elif index and (code == "R" or code == "X" and PREDICTS.match(reading.text, reading.tokens[index].start)):
                found = self._before_report(reading, index)
            else:
                continue
            if found is not None:
                return found
        return None

    def _lead(self, reading: Reading) -> Mention | None:
        """Read the body that opens a sentence before a colon: 中钢协:..."""
        end = reading.codes.find(":")
        if not 0 < end <= 3:
            return None
        start, stop = reading.tokens[0].start, reading.tokens[end].start
        name = reading.text[start:stop].strip()
        if not set(reading.codes[:end]) <= NAMED or OWN.search(name) or not self.is_body(name):
            return None
        return Mention(name, start, start + len(name))

    def _after_cue(self, reading: Reading, index: int) -> Mention | None:
        """Read 据X数据, according to X: the nouns after the cue as far as the verb or comma."""
        latin = self._latin(reading, index)
        if latin is not None:
            return latin
        start = end = None
        for token in reading.tokens[index + 1 : index + 8]:
            if token.code == "C" and not reading.text.startswith(("、", "和", "与"), token.end):
                return Mention(reading.text[token.start : token.end], token.start, token.end)
            if token.code in NAMED and (end is None or token.start - end <= 1):
                start = token.start if start is None else start
                end = token.end
            elif token.code in ",:MQR" or start is not None:
                break
        if start is None or end is None:
            return None
        name = reading.text[start:end]
        if OWN.match(name) or UNNAMED.search(name) or not (self.is_body(name) or DATA.match(reading.text, end)):
            return None
        return Mention(name, start, end)

    def _latin(self, reading: Reading, index: int) -> Mention | None:
        """Read a name in Latin letters behind the cue, in a Chinese sentence: 据IDC数据."""
        if reading.english:
            return None
        begin = reading.tokens[index].end
        end = reading.tokens[reading.clause_end(index) - 1].end
        match = LATIN.search(reading.text, begin, end)
        if match is None or DATA.search(reading.text, match.end(), end) is None:
            return None
        return Mention(match[0].strip(), match.start(), match.start() + len(match[0].strip()))

    def _before_report(self, reading: Reading, index: int) -> Mention | None:
        """Read X表示, X公布, X said: the first body, office holder or, of a speech verb, any name of the clause."""
        begin = reading.clause_start(index)
        groups = self._groups(reading, begin, index)
        for start, end, known in groups:
            name = reading.text[start:end]
            if known is not None:
                return known
            if not OWN.search(name) and not UNNAMED.search(name) and (self.is_body(name) or SPEAKER.search(name)):
                return Mention(name, start, end)
        verb = reading.tokens[index].item
        speech = isinstance(verb, Term) and verb.source.endswith("/say") and reading.text[reading.tokens[index].start] not in "料建分指"
        if speech and groups:
            start, end, _ = groups[-1]
            name = reading.text[start:end]
            if name.isascii():
                person = list(ENGLISH_NAME.finditer(name))
                if person and " " in person[-1][0]:
                    return Mention(person[-1][0], start + person[-1].start(), start + person[-1].end())
            if not OWN.search(name) and not UNNAMED.search(name) and not name.isascii() and 2 <= len(name) <= 10:
                return Mention(name, start, end)
        return None

    def _groups(self, reading: Reading, begin: int, limit: int) -> list[tuple[int, int, Mention | None]]:
        """Give the noun phrases before a verb of saying, those of one name joined, but for places it is said at."""
        groups: list[tuple[int, int, Mention | None]] = []
        tokens, codes = reading.tokens, reading.codes
        passed = -1
        for position in reading.before(limit, begin):
            token = tokens[position]
            if token.code not in NAMED:
                continue
            if token.start == passed:
                passed = token.end
                continue
            known = Mention(reading.text[token.start : token.end], token.start, token.end) if token.code == "C" else None
            gap = reading.text[groups[-1][1] : token.start] if groups else None
            if gap in ("", "的", " ") and position and codes[position - 1] in NAMED:
                groups[-1] = (groups[-1][0], token.end, groups[-1][2] or known)
            elif position > begin and codes[position - 1] in "sLt" and reading.text[tokens[position - 1].start] in "在于通由向对":
                passed = token.end
            else:
                groups.append((token.start, token.end, known))
        return groups

    def is_source(self, name: str) -> bool:
        """Say whether a name is one that news cites rather than reports on: an office, an institute, a known source."""
        return name.lower() in self._names or self.is_body(name) and not name.endswith(FIRMS)

    def is_body(self, name: str) -> bool:
        """Say whether a name is one of a body that can be cited: an office, an institute, a broker, a medium."""
        if name.isascii():
            return any(word.strip("'").capitalize() in self._english for word in name.split())
        return name.endswith(self._suffixes)


def speaks_of_itself(source: Mention, subject: Mention | None) -> bool:
    """Say whether a source is the subject of the claim, or someone who speaks for it."""
    if subject is None or not subject.text or not source.text:
        return False
    if source.text == subject.text or source.text in subject.text:
        return True
    rest = source.text.removeprefix(subject.text)
    return rest != source.text and bool(SPEAKER.match(rest.lstrip("的副首席执行")) or not rest)
