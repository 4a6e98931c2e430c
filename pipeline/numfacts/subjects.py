"""Linking a quantity with whose it is: companies, products, places, indices."""

from __future__ import annotations

import re

from numfacts.lexicon import Term
from numfacts.mentions import Token
from numfacts.metrics import Link, metric_rule
from numfacts.reading import Reading
from numfacts.records import Mention, Span
from numfacts.ruleset.kinds import PlaceRule

CODE = re.compile(
    r"\s?[(（](?:(?:SZ|SH|HK|BJ|NYSE|NASDAQ|sz|sh|hk)[ :：.]?\s?)?(?:[0-9]{4,6}|[A-Z]{1,5}(?=\.))(?:[.-][A-Z]{1,3})?(?:[,，][^()（）]{0,24})?[)）]"
)
WIDGET = re.compile(r"\([0-9.,% -]*\)")
NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9*·&-]{2,16}$")
ANNOUNCED = re.compile(
    r"(?:^|[，,。丨|:：\s])([*A-Za-z\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff·-]{1,11}?)(?:(?:[0-9]{1,2}月)?[0-9]{1,2}日)?(?:日前|近日|今日|今早|昨日|昨晚|晚间|晚)?(?:在[^，。]{1,8})?(?:发布公告|公告|披露|公布|发布|宣布|发盈利|发盈警)"
)
HEADLINE = re.compile(r"^(?:[^:：|丨]{0,6}[|丨]\s?)?([*\u4e00-\u9fffA-Za-z0-9·&-]{2,14})[:：]")
NOT_NAMES = re.compile(r"^(?:公司|本公司|该|其|此|这|那|今|当|据|记者|原标题|快讯|午评|收评|早评|独家|专家|分析|市场|消息|机构|最新|重磅|突发|公告|以下|业绩|关于)")
JUNK = frozenset(
    "公司 今日 当日 其中 此外 同时 数据 报告 消息 市场 记者 全年 最新 另外 方面 目前 当前 截至 本次 此次 其他 较早时 早段 午后 收市 半日 全日 "
    "尾市 较早 部分 情况 期间 当地时间 时间 累计 单日 总计 平均 合计 上述 以上 以下 年度 报告期 期内 业绩 高位 低位 水平 新高 新低 今早 中午 "
    "开市 初段 下午 上午 早市 午市 终值 初值 幅度 分别 人士 统计 个案 成份 盘中 尾盘 早盘 午盘 开盘 收盘 截止 结果 有关 相关 其余 一度 "
    "日均 原标题 测试 财报 年报 半年报 季报 一季报 快报 预告 公告 原因 主要 整体 总体 过去 未来 未经审计 以来 之后 之前 当中 内 上 下 中 前 后 者 日 月 年 总共 合共 额外 对应 生效 时期 结束 累积 公开市场 平均每 中午 全球发售 行业".split()
)  # fmt: skip
COMPANY = frozenset(
    "revenue gross_profit gross_margin operating_profit operating_margin net_profit net_profit_attributable net_margin net_loss "
    "ebitda eps dividend_per_share dividend operating_cash_flow cash total_assets net_assets rd_expense capex market_cap "
    "share_price offer_price target_price share_count stake pledged_share pe_ratio ps_ratio pb_ratio order_value proceeds "
    "funding_amount deal_value oversubscription".split()
)  # what a company has: in news about one, its own unless the text says otherwise
NOTICE = re.compile(r"(?:业绩快报|业绩预告|业绩|公告|年报|半年报|一季报|三季报|季报|快报|预告|发布)$")
DOCUMENT = re.compile(r"(?:快报|公告|预告|年报|季报|报告|议案|通知|方案|文件|预算案|名单)$")
MACRO = frozenset("gdp cpi ppi pmi exports imports trade_balance retail_sales unemployment_rate loans deposits population".split())
OWNED = frozenset(["revenue_share", "cost_share", "oversubscription"])  # of the whole, whatever part the clause names
WIRE = re.compile(r"[^，。\n]{0,10}[丨|]")  # what stands before the bar is the wire's name and date
PREPOSITION = re.compile(r"在|对|向|从|受|因|由|为|以|于|经|把|被|让|使|令|按|通过|随着|随|根据|关于|自|用|给|跟|除|就|将|in |on |at |for |from |by |with |of |to ")
TRADED = frozenset(["exchange_rate", "commodity_price"])  # metrics that are called by what is traded
MADE = frozenset("production sales_volume deliveries orders capacity inventory".split())  # what a company makes or sells
ENGLISH_NAME = re.compile(r"(?:[A-Z][\w&'.-]*|[0-9]+[A-Z]\w*)(?:\s(?:(?:of|and|the|for|de|&)\s(?:the\s)?)?[A-Z][\w&'.-]*)*")
ENGLISH_SKIP = frozenset(
    "The A An It In On At But And Or This That These Those He She They His Her Their President Prime Minister Chief Executive "
    "Financial Secretary Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July "
    "August September October November December Nearly More About Around Over Some Under Up Chairman CEO".split()
)
DEMONYMS = frozenset(
    "American British Chinese European French German Japanese Korean South North Russian Indian Italian Spanish Swiss Dutch "
    "Canadian Australian Asian African Western Eastern Arab Israeli Ukrainian Turkish Thai Polish Elite Safe Shenzhen".split()
) | {"South Korean", "North Korean", "Hong Kongers"}
POSSESSIVE = re.compile(r"'s?$")


def is_place(token: Token) -> bool:
    """Say whether a token is a place or a market that claims are about."""
    return isinstance(token.item, Term) and isinstance(token.item.rule, PlaceRule)


def _fit(text: str, name: str) -> Mention | None:
    """Cut a name from the title to what the text repeats of it, without the kind of notice it heads."""
    name = NOTICE.sub("", name)
    for size in range(len(name), 1, -1):
        start = text.find(name[:size])
        if start >= 0:
            return Mention(name[:size], start, start + size)
    return Mention(name, None, None) if len(name) > 1 else None


def topic_of(text: str, title: str | None) -> Mention | None:
    """Find the company or product a document is about: before a stock code, in the title, or who announces."""
    head = text[:260]
    for source, inside in ((title or "", False), (head, True)):
        plain = source
        match = CODE.search(plain)
        if match is not None:
            before = WIDGET.sub("", plain[: match.start()])
            name = NAME.search(before)
            if name is not None:
                found = re.split(r"[丨|:：]|讯|日", name[0])[-1]
                if len(found) >= 2 and not NOT_NAMES.match(found):
                    start = text.find(found)
                    return Mention(found, *_range(start, found))
    for pattern, source in ((HEADLINE, title or ""), (ANNOUNCED, head)):
        match = pattern.search(source)
        if match is not None and not NOT_NAMES.match(match[1]) and match[1] not in JUNK and not _speaks(text, match[1]):
            return _fit(text, match[1])
    return None


def _speaks(text: str, name: str) -> bool:
    """Say whether a name at the head of a title is that of a speaker: 某某某:..."""
    return len(name) <= 4 and re.search(name + r".{0,3}(?:表示|认为|指出|称|指|说|相信|强调|透露)", text) is not None


def _range(start: int, name: str) -> tuple[int | None, int | None]:
    return (start, start + len(name)) if start >= 0 else (None, None)


class SubjectLinker:
    """Finds the subject of claims, sentence by sentence, with what earlier ones were about."""

    def __init__(self, text: str, title: str | None, title_tokens: list[Token] | None = None, sentences: list[list[Token]] | None = None) -> None:
        self.topic = topic_of(text, title)
        if self.topic is None and title and title_tokens:
            self.topic = _shared_opening(text, title, title_tokens) or _opening(text, title, title_tokens)
        if self.topic is None and sentences:
            self.topic = _frequent(text, sentences)
        self.last: Mention | None = None
        self.corporate = self.topic is not None and (CODE.search(text[:260]) is not None or "公告" in text[:60])
        self.place: Mention | None = None
        self.source = Span(0, 0)  # where the source of the sentence stands, which is no subject
        self._title_place = _place_of(title, title_tokens)

    def link(self, reading: Reading, index: int, link: Link | None, near: Mention | None, person: bool = False) -> tuple[Mention | None, str]:
        """Give the subject of the quantity at ``index`` and how it was found.

        ``near`` is the subject of the claim before in the same sentence; ``person`` asks for the nearest name.
        """
        found = self._near(reading, index, link, near, person)
        if found is not None:
            self.last = found
            return found, "explicit"
        if self.last is not None:
            return self.last, "carried"
        if self.topic is not None:
            return self.topic, "document"
        return None, "default"

    def names(self, reading: Reading, index: int) -> list[Mention]:
        """Give the names that the clause of the token at ``index`` says something of, in order."""
        return [name for _, name in self._names(reading, reading.clause_start(index), index)]

    def _near(self, reading: Reading, index: int, link: Link | None, near: Mention | None, person: bool) -> Mention | None:
        if link is not None and link.rule is not None and link.rule.index and link.mention.start is not None:
            place = next((name for token, name in self._names(reading, reading.clause_start(index), index) if token.code == "S"), None)
            return place if link.rule.head and place is not None else link.mention
        metric_id = link.mention.id if link is not None else None
        if link is not None and metric_id in TRADED and link.mention.start is not None:
            rates = [name for _, name in self._names(reading, reading.clause_start(index), index)]
            return rates[0] if rates else near or link.mention
        if metric_id == "turnover" and (board := _board(link)) is not None:
            return board
        begin = reading.clause_start(index)
        limit = index
        adjacent = None
        if link is not None and link.position is not None and begin <= link.position < index:
            limit = link.position
            adjacent = self._adjacent(reading, limit, begin)
        names = self._names(reading, begin, limit)
        if person:
            names = self._names(reading, 0, index)
            return names[-1][1] if names else None
        owned = metric_id in COMPANY and self.topic is not None
        if metric_id in OWNED and self.topic is not None:
            return self.topic
        if owned and not any(token.code in "S" for token, _ in names) and adjacent is None:
            return self.topic
        if self.corporate and adjacent is None and names and names[0][0].code == "w" and names[0][0] is not reading.tokens[begin]:
            return self.topic
        if names and (adjacent is None or names[0][0].start < (adjacent.start or 0)):
            return names[0][1]
        if adjacent is not None:
            made = link is not None and link.mention.id in MADE and self.topic is not None and begin > 0
            return self.topic if made else adjacent
        if begin and reading.codes[begin - 1] == "(" and reading.codes[begin - 2 : begin - 1] in ("w", "S"):
            return self._name_at(reading, begin - 2)
        if near is not None:
            return near
        if metric_id in MACRO and (place := self._macro(reading, begin)) is not None:
            return place
        while begin > 0:
            end = begin - 1
            begin = reading.clause_start(end)
            names = self._names(reading, begin, end)
            if names:
                return names[0][1]
        return None

    def _adjacent(self, reading: Reading, limit: int, begin: int) -> Mention | None:
        """Read the noun right before a metric; a period may stand between them (内地2月零售)."""
        position = limit - 1
        while position >= begin and reading.codes[position] in "PN":
            position -= 1
        if position < begin:
            return None
        gap = reading.text[reading.tokens[position].end : reading.tokens[position + 1].start]
        if gap.strip(" 的之“”\"'s") or reading.codes[position] not in "wSOC":
            return None
        return self._name_at(reading, position)

    def _names(self, reading: Reading, begin: int, limit: int) -> list[tuple[Token, Mention]]:
        """Read the names between two tokens, but for objects and sources."""
        found: list[tuple[Token, Mention]] = []
        codes, tokens = reading.codes, reading.tokens
        for position in reading.before(limit, begin):
            token = tokens[position]
            if token.code not in "wSOC":
                continue
            if position > begin:
                before = tokens[position - 1]
                if before.code in "wS" and before.end == token.start and found:
                    continue
                if before.code == "v" and found or before.code == "A" or before.code == "s" and PREPOSITION.match(reading.text, before.start):
                    continue
            if token.code != "O" and self._speaks(reading, position):
                continue
            name = self._name_at(reading, position)
            if name is not None:
                found.append((token, name))
        return found

    def _speaks(self, reading: Reading, position: int) -> bool:
        """Say whether the name at a position is who says something rather than what it is said of."""
        following = reading.codes[position + 1 : position + 3]
        if "R" not in following or "Q" in following:
            return False
        verb = reading.tokens[position + 1 + following.index("R")]
        english = reading.text[verb.start].isascii()
        return not english or isinstance(verb.item, Term) and verb.item.source.endswith("/say")

    def _name_at(self, reading: Reading, position: int) -> Mention | None:
        token = reading.tokens[position]
        text = reading.text
        if token.code == "O":
            if isinstance(token.item, Term) and token.item.source.endswith("place-pronoun"):
                return self._place_before(reading, position)
            return self.topic or self.last
        start, end = token.start, token.end
        if token.code == "w" and text[start].isascii() and text[start:end].isascii():
            return _english_name(text, start, end)
        following = position
        while following + 1 < len(reading.tokens) and reading.codes[following + 1] in "wS" and reading.tokens[following + 1].start == end:
            following += 1
            end = reading.tokens[following].end
        name = text[start:end]
        if WIRE.match(text, end):
            return None
        if name in JUNK or len(name) < 2 or DOCUMENT.search(name) or (start >= self.source.start and end <= self.source.end):
            return None
        return Mention(name, start, end)


    def _place_before(self, reading: Reading, position: int) -> Mention | None:
        """Give the place that 该国 stands for: the last one the text has named."""
        for earlier in range(position - 1, -1, -1):
            if reading.codes[earlier] == "S":
                token = reading.tokens[earlier]
                return Mention(reading.text[token.start : token.end], token.start, token.end)
        return self.place or self.last

    def _macro(self, reading: Reading, begin: int) -> Mention | None:
        """Give the country a macro figure is of, where its clause names none."""
        for position in range(begin - 1, -1, -1):
            token = reading.tokens[position]
            if is_place(token) and not (self.source.start <= token.start < self.source.end):
                return Mention(reading.text[token.start : token.end], token.start, token.end)
        return self.last if self.last is not None and self.last == self.place else self._title_place or self.place

    def pass_by(self, reading: Reading) -> None:
        """Take note of the places of a sentence."""
        position = reading.codes.rfind("S")
        if position >= 0:
            token = reading.tokens[position]
            self.place = Mention(reading.text[token.start : token.end], token.start, token.end)


def _english_name(text: str, start: int, end: int) -> Mention | None:
    """Read the name in a run of English words: the last one, as titles and kinds go before (carmaker BYD)."""
    found = None
    for match in ENGLISH_NAME.finditer(text, start, end):
        words = match[0].split()
        offset = match.start()
        while words and words[0] in ENGLISH_SKIP:
            offset += len(words.pop(0)) + 1
        name = POSSESSIVE.sub("", " ".join(words))
        if name and name not in DEMONYMS:
            found = Mention(name, offset, offset + len(name))
            if match.end() < end and text[match.end() : match.end() + 1] in "'’":
                break
    return found


def _frequent(text: str, sentences: list[list[Token]]) -> Mention | None:
    """Find the name that opens clauses most often, three times at least."""
    best: Mention | None = None
    most = 2
    for tokens in sentences[:40]:
        for position, token in enumerate(tokens):
            if token.code != "w" or position and tokens[position - 1].code not in ",P":
                continue
            name = text[token.start : token.end]
            if not 2 <= len(name) <= 10 or name in JUNK or DOCUMENT.search(name) or NOT_NAMES.match(name):
                continue
            count = text.count(name)
            if count > most:
                best, most = Mention(name, token.start, token.end), count
    return best


def _board(link: Link | None) -> Mention | None:
    """Give the board a turnover is of: 主板成交额."""
    if link is None or not link.mention.text or link.mention.start is None:
        return None
    place = link.mention.text.find("主板")
    return Mention("主板", link.mention.start + place, link.mention.start + place + 2) if place >= 0 else None


def _place_of(title: str | None, tokens: list[Token] | None) -> Mention | None:
    for token in tokens or ():
        if is_place(token) and title:
            return Mention(title[token.start : token.end], None, None)
    return None


def _shared_opening(text: str, title: str, tokens: list[Token]) -> Mention | None:
    """Read what title and text both begin with, as far as a period, a metric or a verb: 特步去年盈利."""
    size = 0
    for ours, theirs in zip(title, text, strict=False):
        if ours != theirs:
            break
        size += 1
    stop = next((token.start for token in tokens if token.code in "PMVLvXQRTN,:(" ), len(title))
    name = text[: min(size, stop)].strip()
    if 2 <= len(name) <= 14 and name not in JUNK and not name.isascii() and not NOT_NAMES.match(name):
        return Mention(name, 0, len(name))
    return None


def _opening(text: str, title: str, tokens: list[Token]) -> Mention | None:
    """Read the noun that opens the title, as far as the text repeats it."""
    for token in tokens:
        if token.code in "wC":
            name = title[token.start : token.end]
            for size in range(len(name), 1, -1):
                start = text.find(name[:size])
                if start >= 0 and name[:size] not in JUNK:
                    return Mention(name[:size], start, start + size)
            return None
        if token.code in "MQ":
            rule = metric_rule(token)
            if rule is None or not rule.index:
                return None
    return None
