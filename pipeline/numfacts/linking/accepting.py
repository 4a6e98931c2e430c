"""Which numbers are claims at all: no duration, rank or bare number that measures nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.ellipsis import is_of_those, stands_for
from numfacts.linking.english.spans import told_span
from numfacts.linking.links import is_age
from numfacts.linking.reading import HAN
from numfacts.numbers.quantity import MYRIAD

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.links import Link
    from numfacts.vocabulary.shapes import Shapes

VALUED_BY = frozenset("LTtVNXe")  # codes of what says that a number is a value
YEARS = (1950, 2050)  # what numbers of four digits after 在 are read as
HOURS = 24  # of a day: as many 点 may be a time


def accepts(place: Place, link: Link | None, inherited: bool, change: bool, shapes: Shapes) -> bool:
    """Refuse numbers that measure nothing: durations and bare numbers without a metric, ranks without a rank word."""
    quantity = place.quantity
    if place.reading.english and shapes["english-polled"].match(place.reading.text, quantity.end) is not None:
        return False  # seven analysts polled by whom
    if quantity.kind == "duration":
        if quantity.scale >= MYRIAD:
            return True  # 3000万小时: no span of time is told so
        if place.reading.syntax is not None and told_span(
            place.reading.syntax, place.reading.syntax.at(quantity.start)
        ):
            return True
        return is_age(quantity) or (link is not None and _is_span(link, shapes))  # not 15分钟生活圈
    if quantity.kind == "bare":
        if place.reading.text.startswith(("%", "‰"), quantity.end):
            return False  # a share, where the rules know no percent
        if _is_year(place, shapes):
            return False
        syntax = place.reading.syntax
        if syntax is not None and not quantity.scale and stands_for(syntax, syntax.at(quantity.start)):
            return False
        part = syntax is not None and is_of_those(syntax, syntax.at(quantity.start))  # six of them
        return (inherited and (part or _follows(place))) or (
            link is not None and (place.reading.english or _is_stated(place, link, shapes))
        )
    if quantity.kind == "rank":
        told = link is not None and link.rule is not None and link.rule.metric == "rank"
        ranked = told or place.reading.english  # where an ordinal is one only by a word
        if not ranked and _goes_on(place):
            return False  # 第三位千亿级基金经理: which one
        return link is not None or quantity.unit_text in ("位", "名")
    if quantity.kind == "money" and quantity.unit_text == "分":
        return change or (link is not None and link.rule is not None)  # not 得到30分
    return change or link is not None or quantity.kind != "point" or quantity.value > HOURS  # 晚上8点


def _goes_on(place: Place) -> bool:
    """Say whether a noun stands right behind a number without a unit, which the number tells from others."""
    tokens, following = place.reading.tokens, place.index + 1
    if following >= len(tokens) or tokens[following].code not in "wM":
        return False
    return tokens[following].start == place.quantity.right


def _is_year(place: Place, shapes: Shapes) -> bool:
    """Say whether a number is written like a year, behind a word that leads to one: 在2020陷入衰退."""
    quantity, text = place.quantity, place.reading.text
    plain = quantity.end - quantity.start == len("2020") and not quantity.decimals
    led = shapes["locative"].match(text, quantity.start - 1) is not None
    return plain and YEARS[0] <= quantity.value < YEARS[1] and led


def _is_span(link: Link, shapes: Shapes) -> bool:
    """Say whether a length of time is a value of what is linked: 工期820天, but not 起飞6分钟后."""
    return link.rule is not None or shapes["span-noun"].search(link.mention.text or "") is not None


def _follows(place: Place) -> bool:
    """Say whether the claim before is of the quantity right before."""
    previous = place.reading.codes.rfind("Q", 0, place.index)
    return place.near is not None and place.reading.tokens[previous].item is place.near.quantity


def _is_stated(place: Place, link: Link, shapes: Shapes) -> bool:
    """Say whether a number without a unit is a value: large, compared, of a known metric, or said to be one.

    病例29, 规则5550 and 50最佳酒吧 only have names with numbers in them.
    """
    quantity, reading = place.quantity, place.reading
    following = HAN.match(reading.text, quantity.right)
    if following and link.rule is None and link.mention.text in shapes.words("unclassified"):
        return True  # 31省份
    if quantity.scale or quantity.comparator != "=" or (link.rule is None and link.mention.id == "exchange_rate"):
        return True  # 支撑位1.3610
    if link.rule is None and shapes["chart-word"].fullmatch(link.mention.text or "") is not None:
        return True  # 压力位3200
    marks = shapes["round-mark"].match(reading.text, quantity.right) is not None
    if not marks and (link.mention.start or 0) < quantity.start and _goes_on(place):
        return False  # 生产4680电池: which kind
    if link.rule is not None and link.mention.id is not None:
        return True
    if link.mention.end == quantity.left and shapes["number-of"].search(link.mention.text or "") is not None:
        return True  # 总次数224681
    return reading.codes[place.index - 1 : place.index] in VALUED_BY
