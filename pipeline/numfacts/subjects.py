"""Linking a quantity with whose it is: companies, products, places, indices."""

from __future__ import annotations

import re

from numfacts.lexicon import Term
from numfacts.mentions import Token
from numfacts.metrics import metric_rule, tail_of
from numfacts.reading import Reading
from numfacts.records import Mention
from numfacts.ruleset.kinds import PlaceRule

CODE = re.compile(r"\s?[(（](?:(?:SZ|SH|HK|BJ|SZSE|NYSE|NASDAQ|sz|sh|hk)[ :：.]?\s?)?[A-Z0-9]{2,6}(?:[.-][A-Z]{1,3})?(?:[,，][^()（）]{0,24})?[)）]")
NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9*·&.-]{2,16}$")
LEAD = re.compile(r"^(?:原标题[:：]\s?|.{2,8}讯[ ，,]|.{0,12}[0-9]日[丨|,，]?)")
ABBREVIATION = re.compile(r"(?:以下)?简称[:：]?\s?[“”\"「]?([\u4e00-\u9fffA-Za-z0-9·]{2,10})")
ANNOUNCE = re.compile(r"(?:日前|近日|今日|今天|昨日|昨晚|晚间|今早|中午|于|在|自|[0-9]{1,2}[月日]|[，,。：:；;\s(（]|发布|公告|公布|披露|表示|宣布|拟|预计|去年|今年|上半年|收到|称|与|的|将|20[0-9]{2}|首席|第[一二三四]|旗下|已|获|全年|一季度|前三季度|连续)")
TITLE = re.compile(r"^(?:A股异动|港股异动|快讯|异动股|公告精选|早报|午评|收评)?\s?[|丨：:]?\s?([\u4e00-\u9fffA-Za-z0-9*·&-]{2,14}?)(?:\([^)]*\))*[:：]")
JUNK = {
    "公司", "今日", "当日", "其中", "此外", "同时", "数据", "报告", "消息", "市场", "记者", "预计", "全年", "实现", "最新", "另外", "方面",
    "营业", "共有", "目前", "当前", "截至", "本次", "此次", "其他", "较早时", "早段", "午后", "中午收市", "半日", "全日", "尾市", "收市", "较早",
}  # fmt: skip
ENGLISH_NAME = re.compile(r"[A-Z][\w&'.-]*(?:\s(?:of|and|the|for|de|&)\s(?=[A-Z])|\s(?=[A-Z]))?(?:[A-Z][\w&'.-]*(?:\s(?:of|and|the|for|&)\s(?=[A-Z])|\s(?=[A-Z]))?)*")


def is_place(token: Token) -> bool:
    """Say whether a token is a place or a market that claims are about."""
    return isinstance(token.item, Term) and isinstance(token.item.rule, PlaceRule)


def topic_of(text: str, title: str | None) -> Mention | None:
    """Find the company or product a document is about: before a stock code, in the title, or who announces."""
    for source, inside in ((title or "", False), (text, True)):
        line = source[:240]
        match = CODE.search(line)
        if match is not None:
            name = NAME.search(line[: match.start()])
            if name is not None:
                start = name.start() + _strip_lead(name[0])
                found = line[start : match.start()]
                if len(found) >= 2:
                    return Mention(found, start if inside else None, match.start() if inside else None)
    if title:
        match = TITLE.match(title)
        if match is not None and match[1] not in JUNK:
            start = text.find(match[1])
            return Mention(match[1], *((start, start + len(match[1])) if start >= 0 else (None, None)))
    return None


def _strip_lead(name: str) -> int:
    match = LEAD.match(name)
    cut = match.end() if match else 0
    for mark in ("原标题:", "原标题：", "丨", "|"):
        found = name.rfind(mark)
        if found >= 0:
            cut = max(cut, found + len(mark))
    return cut


class SubjectLinker:
    """Finds the subject of claims, sentence by sentence, with what earlier ones were about."""

    def __init__(self, text: str, title: str | None) -> None:
        self.topic = topic_of(text, title)
        self.last: Mention | None = None
        self._title = title

    def link(self, reading: Reading, index: int, metric: Token | None) -> tuple[Mention | None, str]:
        """Give the subject of the quantity at ``index`` and how it was found."""
        found = self._near(reading, index, metric)
        if found is not None:
            self.last = found
            return found, "explicit"
        if self.last is not None:
            return self.last, "carried"
        if self.topic is not None:
            return self.topic, "document"
        return None, "default"

    def _near(self, reading: Reading, index: int, metric: Token | None) -> Mention | None:
        tokens = reading.tokens
        rule = metric_rule(metric) if metric is not None else None
        if metric is not None and rule is not None and rule.index:
            return Mention(reading.text[metric.start : metric.end], metric.start, metric.end)
        limit = index
        if metric is not None:
            limit = min(limit, next((i for i, token in enumerate(tokens) if token.start >= metric.start), index))
        begin = reading.clause_start(index)
        adjacent = self._adjacent(reading, limit, begin)
        if adjacent is not None:
            return adjacent
        for position in range(limit - 1, begin - 1, -1):
            token = tokens[position]
            if token.code == "O" and self.topic is not None:
                return self.topic
            if is_place(token):
                return self._phrase(reading, position)
        clause = self._leading(reading, begin, limit)
        if clause is not None:
            return clause
        for position in range(begin - 1, -1, -1):
            if is_place(tokens[position]) :
                return self._phrase(reading, position)
            if tokens[position].code == "O" and self.topic is not None:
                return self.topic
            token_rule = metric_rule(tokens[position])
            if token_rule is not None and token_rule.index:
                return Mention(reading.text[tokens[position].start : tokens[position].end], tokens[position].start, tokens[position].end)
        if self.topic is not None:
            return self.topic
        return self._leading(reading, 0, limit)

    def _adjacent(self, reading: Reading, limit: int, begin: int) -> Mention | None:
        position = limit - 1
        while position >= begin and reading.codes[position] in "P":
            position -= 1
        if position < begin:
            return None
        token = reading.tokens[position]
        if token.code == "w":
            start = tail_of(reading.text, token.start, token.end)
            name = reading.text[start : token.end]
            if len(name) >= 2 and name not in JUNK and not name.isascii():
                return Mention(name, start, token.end)
        if is_place(token):
            return self._phrase(reading, position)
        return None

    def _phrase(self, reading: Reading, position: int) -> Mention:
        token = reading.tokens[position]
        return Mention(reading.text[token.start : token.end], token.start, token.end)

    def _leading(self, reading: Reading, begin: int, limit: int) -> Mention | None:
        """Read the noun that opens a clause."""
        for position in range(begin, limit):
            token = reading.tokens[position]
            if token.code in "wC":
                text = reading.text[token.start : token.end]
                match = ENGLISH_NAME.search(text)
                if match is not None and text.isascii():
                    return Mention(match[0].strip(), token.start + match.start(), token.start + match.start() + len(match[0].strip()))
                cut = ANNOUNCE.search(text)
                stop = token.start + cut.start() if cut is not None and cut.start() >= 2 else min(token.end, token.start + 16)
                name = reading.text[token.start : stop]
                if len(name) >= 2 and name not in JUNK:
                    return Mention(name, token.start, stop)
            elif token.code == "S":
                return self._phrase(reading, position)
            elif token.code in "MQ":
                return None
        return None
