"""What a move of a market is measured against: the day before, unless its sentence speaks of longer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.reading import STRONG
from numfacts.linking.spans import is_range

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.records import ChangeBasis, Period
    from numfacts.vocabulary.shapes import Shapes

# A month or a past year as a whole, which a market is said to have moved in: against the end of the one before.
WHOLE = re.compile(
    "(?P<month>(?:(?:(?:[今去]|[0-9]{4})年)?[0-9]{1,2}|上个?)月份?)|(?:去|上|[0-9]{4})年(?:度|全年)?|全年"
)
SINCE = "以来"
DAYS = re.compile("(?<!第)[0-9两二三四五六七八九十]+个?交易日")  # longer than one


def traded_basis(reading: Reading, index: int, period: Period | None, shapes: Shapes) -> ChangeBasis | None:
    """Give the basis of a market move: the day, unless the sentence speaks of longer."""
    begin = reading.clause_start(index)
    if shapes["weekly-move"].search(reading.text, reading.tokens[begin].start, reading.tokens[index].start):
        return None  # 平均每104天下跌5%
    if shapes["regulated-price"].search(reading.text, reading.start, reading.tokens[index].start):
        return "prior"  # 92号汽油每升上涨0.18元
    if shapes["single-day"].search(reading.text, reading.tokens[begin].start, reading.tokens[index].start):
        return "day"
    if shapes["fiscal-span"].search(reading.text, reading.start, reading.tokens[index].start):
        return "yoy"  # 第二财季猪肉均价上涨12%
    behind = range(0)
    if reading.english:  # has lost 12 percent this year
        end = reading.codes.find("Q", index + 1)
        behind = range(index + 1, min(end if end >= 0 else len(reading.codes), reading.clause_end(index)))
    first = reading.codes.find("Q")
    since = shapes["since-happened"].search(reading.text, reading.start, reading.tokens[index].start)
    if since is not None and "P" not in reading.codes[reading.overlapping(*since.span()).stop : index]:
        return None  # 某所成立以来，股票平均上涨98.9%
    apart = False
    for position in [*behind, *range(index - 1, -1, -1)]:
        token = reading.tokens[position]
        apart = apart or (token.code == "," and reading.text[token.start] in STRONG)
        if apart and position > first:
            continue  # 甲跌1%，本周涨3%；乙跌2%
        if token.code == "P" and reading.english and "-" in reading.text[token.start : token.end]:
            continue  # the 10-year note
        if token.code == "P" and token.item.kind not in ("streak", "clock", "duration"):
            text = reading.text[token.start : token.end]
            if reading.text.startswith("期", token.end):
                continue  # 10年期国债: the term of a bond
            ever = text.endswith("来") or reading.text.startswith(SINCE, token.end)
            lasts = token.item.kind == "window" or (token.item.role == "since" and ever)
            if lasts and shapes["record"].match(reading.text, token.end):
                continue  # 创逾1星期新低, 录得11月以来最差表现
            if shapes["delivery-month"].match(reading.text, token.end):
                continue  # 8月原油期货收涨1美元
            if shapes["continued"].search(reading.text, max(token.start - 4, reading.start), token.start):
                continue  # 延续上周跌势
            if DAYS.search(reading.text, token.start, token.end) is not None:
                return None  # 最近三个交易日累计下跌9%
            if shapes["session-day"].match(reading.text, token.end) or shapes["session-day"].search(text):
                return "day"
            if shapes["to-date"].search(text):
                return "ytd"
            since = token.item.role == "since" and token.item.kind != "anaphor"
            # 过去一年，收益率下行60个基点
            heads = token.item.atoms[0].rule.op == "past" and "Q" not in reading.codes[position:index]
            ranged = is_range(reading, token)
            heads = heads or (ranged and "Q" not in reading.codes[position:index])  # 1月4日至5日，某板块下跌
            if (since or token.item.kind == "window" or ranged) and (heads or position >= begin):
                return "ytd" if text.endswith("年") and since else None  # 2022年以来
            if (
                (whole := WHOLE.fullmatch(text)) is not None
                and not reading.english
                and not (whole["month"] and (token.item.role == "since" or reading.text.startswith("累", token.end)))
            ):
                return "mom" if whole["month"] else "ytd"
            if shapes["longer-than-a-day"].search(text) and not shapes["day"].search(text):
                return None
    if shapes["over-several-days"].search(reading.text, reading.tokens[begin].start, reading.tokens[index].start):
        return None
    lasting = period is not None and period.start != period.end
    return None if lasting and "P" in reading.codes[begin:index] else "day"
