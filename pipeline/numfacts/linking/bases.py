"""What a change is measured against: as its sentence says, or as is usual for what moved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.changes import has_room, is_revision
from numfacts.linking.links import MOVES
from numfacts.linking.market_bases import traded_basis
from numfacts.linking.reading import Reading
from numfacts.linking.spans import are_as_long, before_it, last_unit, runs_from_new_year, sequential_basis
from numfacts.linking.told_bases import Against, on_base, parallel_basis, said_basis
from numfacts.records import ChangeBasis, Mention, Period

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim, Place
    from numfacts.vocabulary.shapes import Shapes

GOODS_PRICE = "commodity_price"
QUARTERLY = "季率"
QUOTED = frozenset(["share_price", "index_level", "exchange_rate"])  # what markets set
DISPOSAL = "将把"  # what an object is put before its verb with
ADDED = ("净增", "净增加", "净减少")  # what something added over a period is against nothing
LAST_ISSUE = "上期"
LED = re.compile("f[^,Q]*QT[^,Q]*Q,[^,Q]*$")  # behind a move from one value to another
FROM_LEVEL = re.compile("[tT]QfQ")  # codes of a move from one level to another
YEAR = 366  # days of one, at most
WEEK = 7
YEARS = (364, 365)  # days from the first of a year to the last


def find_basis(
    place: Place,
    metric: Mention | None,
    period: Period | None,
    against: Against,
    shapes: Shapes,
    *,
    moved_itself: bool,
    decided: bool,
) -> ChangeBasis | None:
    """Give what a change is measured against: as said in its clause, else as is usual for the metric.

    ``against`` gives the basis that a comparison with a period is; ``moved_itself`` says that it is a rate of change
    that changed (跌幅收窄0.2个百分点), ``decided`` that someone made the change, which is compared with nothing unsaid.
    """
    reading, index = place.reading, place.index
    if shapes["on-top-of"].search(reading.text, reading.start, reading.tokens[index].start) is not None:
        return None  # 在LPR基础上上浮55个基点
    yearly = place.quantity.kind not in MOVES and shapes["each-year"].search(
        reading.text, reading.tokens[reading.clause_start(index)].start, reading.tokens[index].start
    )
    if yearly and not reading.english:
        return None  # 每年可增加3亿元
    if not reading.english and shapes["one-day"].match(reading.text, reading.tokens[index].end):
        return "day"
    if has_room(place, shapes) is not None:
        return None  # 30%的上涨空间
    if any(shapes[of].search(reading.text, reading.start, place.quantity.left) for of in ("week-move", "than-mean")):
        return None
    said = said_basis(reading, index, against, shapes)
    if said == "yoy" and _is_of_last_issue(reading, index, metric, shapes):
        return "prior"
    if said == "yoy" and place.quantity.kind == "difference" and _is_against_whole(reading, index, period, shapes):
        return "prior"  # 首两月增速较去年全年加快0.5个百分点
    if said in ("period", None) and _is_held_in_stocks(place, metric, said is None, shapes):
        return "day"
    if said == "period":
        return sequential_basis(reading, index, period, shapes)
    if said is not None:
        return None if said == "none" else said  # type: ignore[return-value]
    if not reading.english and (base := on_base(reading, index, against, shapes)) is not None:
        return base
    decided = decided and not _is_revised(reading, index, shapes)
    if decided or (place.quantity.kind != "ratio" and reading.text.endswith(ADDED, 0, place.quantity.left)):
        return None
    begin, end = reading.tokens[reading.clause_start(index)].start, reading.tokens[index].start
    if not reading.english and (
        shapes["than-before"].search(reading.text, begin, end) is not None
        or shapes["from-offer"].search(reading.text, reading.start, place.quantity.left) is not None
    ):
        return "prior"  # 较分段收费前减少12%; 较招股价2元，升0.1元
    metric_id = metric.id if metric is not None else None
    if not reading.english and metric_id != "exchange_rate" and _is_revised(reading, index, shapes):
        return "prior"
    if not reading.english and metric is not None and _is_done(reading, index, metric):
        lasting = metric_id in shapes.group("decided") or _is_set(reading, index, metric, shapes)
        lasting = lasting or shapes["set-by-decision"].search(metric.text or "") is not None
        foreseen = metric.end is not None and shapes["foreseen"].match(reading.text, metric.end)
        return "prior" if lasting or foreseen else None
    if moved_itself:
        return before_it(period)
    name = (metric.text or "").lower() if metric is not None else ""
    if reading.english and FROM_LEVEL.search(reading.codes, 0, index) and shapes["english-decided"].search(name):
        return "prior"  # fares rise to 3 dollars from 2 dollars, an increase of 50 percent
    foreseen_here = reading.english and "X" in reading.codes[reading.clause_start(index) : index]
    if foreseen_here and shapes["english-charge"].search(name) is not None:
        return None  # fares will go up by 5 percent next month
    if reading.english and shapes["english-laid-off"].match(reading.text, place.quantity.right) is not None:
        return None  # will lay off 20 percent of its workforce
    priced = metric is not None and shapes["price-like"].search(metric.text or "") is not None
    if priced and period is not None and runs_from_new_year(period):
        return "ytd"
    if place.quantity.kind in MOVES and _goes_on_yearly(reading, index):
        return "yoy"
    previous = place.previous
    held = place.near is not None or (metric is not None and metric.start is not None)
    if held and previous is not None and previous.change is not None and previous.metric == metric:
        dated = "P" in reading.codes[reading.clause_start(index) : index]
        before = -1 if dated else reading.codes.rfind("Q", 0, index)
        told_before = None if is_revision(place) else previous.change.basis
        if dated and (told_before == "day" or metric_id in shapes.group("traded")):
            told_before = None  # 跌2%，本周累跌3%
        if reading.english and told_before in ("mom", "qoq") and not are_as_long(previous.period, period):
            told_before, before = None, -1  # grew 0.1% in March and will grow 0.2% this year
        if told_before is not None or (before >= 0 and said_basis(reading, before, against, shapes) is not None):
            return told_before
    if not reading.english and shapes["over-years"].search(reading.text, reading.start, end) is not None:
        return None  # 过去50年，贸易额增长800倍
    course = 0 if period is None else (period.end - period.start).days
    if LED.search(reading.codes, 0, index) and not 0 < course <= YEAR:
        return "prior"  # 由18亿元增加至35亿元，增幅97%
    if metric is not None and not reading.english and _is_set(reading, index, metric, shapes):
        return "prior"
    end = metric.end if metric is not None and metric.end is not None else reading.start
    spread = shapes["yield-difference"].search(reading.text, reading.start, end) is not None
    quoted = metric_id is None and shapes["quoted-then"].match(reading.text, place.quantity.right) is not None
    if spread or quoted or metric_id in shapes.group("traded") or metric_id in shapes.group("valued"):
        if shapes["foreseen"].match(reading.text, end):
            return "prior"  # 上调收益率预期35个基点
        found = traded_basis(reading, index, period, shapes)
        alone = found == "day" and "P" not in reading.codes[:index] and not reading.english
        year = alone and len(place.recent) > 2 and all(_is_of_year(claim) for claim in place.recent)
        return "ytd" if year else found  # 2021年沪锡涨94%，原油涨60%…。生猪跌超50%
    if metric is None and place.quantity.kind == "ratio" and period is not None and not reading.english:
        return "yoy" if 80 <= (period.end - period.start).days <= 366 else None  # 青屿2021年增长为7.2%
    if metric is None or _is_caused(reading, index, shapes):
        return None
    if metric_id in shapes.group("decided") or shapes["set-by-decision"].search(metric.text or ""):
        return "prior"
    if metric_id == "gdp" or shapes["growth"].search((metric.text or "").lower()) is not None:
        quarterly = reading.text.find(QUARTERLY, metric.end or 0, reading.tokens[index].start) >= 0
        return "qoq" if quarterly else "yoy"  # GDP季率初值
    if metric.end is not None and shapes["foreseen"].match(reading.text, metric.end):
        return "prior"  # 销量预期下调300万部
    if period is not None and (period.end - period.start).days <= 31 and shapes["stock"].search(metric.text or ""):
        if 0 < (period.end - period.start).days < WEEK and not reading.english:
            return "prior"  # 截至8月9日当周，库存增加7万桶
        return "mom" if period.end != period.start or period.end.day >= 28 else None
    if period is not None and place.quantity.kind == "money" and shapes["stock"].search(metric.text or ""):
        return "ytd" if (period.end - period.start).days in YEARS else before_it(period)  # 年末余额…，全年增加
    if period is None and shapes["stock"].search(metric.text or "") and (unit := last_unit(reading, index)) is not None:
        return unit  # 2月7日余额上升, 1月余额下降
    single = period is None or period.start == period.end
    if single and shapes["told-daily"].search(reading.text, reading.start, reading.tokens[index].start) is not None:
        return "day"
    moved = previous if reading.english else next((told for told in place.recent if told.change is not None), None)
    told = moved.change.basis if moved is not None and moved.change is not None else None
    # Not 跌幅较2月收窄0.6个百分点, but an index beside another: PMI比上月下降0.8个百分点；非制造业PMI上升0.1个百分点.
    beside = moved is not None and moved.metric is not None and moved.metric.id == metric_id != "cpi"
    series = beside and metric_id in shapes.group("series")
    size = moved is not None and (moved.quantity.kind != "difference" or series)
    weekly = period is not None and 0 < (period.end - period.start).days < WEEK
    alike = told in ("mom", "qoq") or (told == "prior" and weekly)
    if moved is not None and size and alike and are_as_long(moved.period, period):
        return told  # 库存按月增加0.2%，销售上升1.2%
    if period is None and place.quantity.kind not in MOVES:
        return parallel_basis(reading, index, against, shapes) or (
            "yoy" if _is_yearly(reading, index, shapes) else None
        )
    if shapes["of-late"].search(reading.text, reading.start, reading.tokens[index].start):
        return None  # 近30日持股量增加5万股
    days = (period.end - period.start).days if period is not None else 0
    monthly = reading.english and 27 <= days <= 31 and metric_id != "cpi"
    if told == "yoy":
        monthly &= "P" in reading.codes[reading.clause_start(index) : reading.clause_end(index)]
    if monthly and shapes["english-monthly"].search(name) is not None:
        return "mom"  # home prices fell 1 percent in August
    earned = metric_id in shapes.group("earned") and place.quantity.kind == "ratio"
    if 27 <= days <= 366 or (earned and not days and not reading.english):
        return "yoy"  # 截至1月10日，51家公司净利润增幅超100%
    if period is None:
        # 消费同比增长5%，其中旅行增长9%
        growing = told == "yoy" and not reading.english and place.quantity.kind == "ratio"
        return "yoy" if growing or metric_id is not None or _is_yearly(reading, index, shapes) else None
    return None


def _is_against_whole(reading: Reading, index: int, period: Period | None, shapes: Shapes) -> bool:
    """Say whether a rate of a part of a year is compared with that of the whole year before."""
    begin = reading.tokens[reading.clause_start(index)].start
    whole = shapes["against-whole-year"].search(reading.text, begin, reading.tokens[index].start)
    return whole is not None and period is not None and (period.end - period.start).days < 364


def _is_done(reading: Reading, index: int, metric: Mention) -> bool:
    """Say whether someone changes the metric, and it does not change by itself: 削减开支7%, 将日产量增加8万桶."""
    begin, start = reading.clause_start(index), metric.start
    if start is None or start < reading.tokens[begin].start or start > reading.tokens[index].start:
        return False
    last = reading.codes.rfind("V", begin, index)
    if last >= 0 and reading.tokens[last].end <= start:
        return reading.codes[last + 1 : index].strip("wSPOM") == ""
    moved = last >= 0 and reading.tokens[last].start >= start and reading.codes[last + 1 : index].strip("LkeB") == ""
    return moved and any(reading.text[place] in DISPOSAL for place in range(reading.tokens[begin].start, start))


def _is_set(reading: Reading, index: int, metric: Mention, shapes: Shapes) -> bool:
    """Say whether someone sets a price by its word of change: 柴油价格每吨提高210元, 纸箱涨价240元."""
    last = reading.codes.rfind("V", reading.clause_start(index), index)
    if last < 0 or reading.codes[last + 1 : index].strip("LkeSPj") or metric.id in QUOTED:
        return False
    word, text = reading.mention(last), metric.text or ""
    priced = text.endswith(("价", "价格")) or text == word.text or (not text and metric.id == GOODS_PRICE)
    return word.text in shapes.words("sets-price") and priced


def _is_revised(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether the word of change tells what someone does to a figure, which was another before: 上调预测5%."""
    last = reading.codes.rfind("V", reading.clause_start(index), index)
    if last < 0 or reading.mention(last).text not in shapes.words("revises"):
        return False
    return not set(reading.codes[last + 1 : index]) & set("fTtN")  # 下调增长预期，从4.1%降至3.6%


def _is_of_last_issue(reading: Reading, index: int, metric: Mention | None, shapes: Shapes) -> bool:
    """Say whether an index or a price is compared with when it was last published: 运价指数较上期下跌2%."""
    last = reading.codes.rfind("B", reading.clause_start(index), index)
    if last < 0 or metric is None or metric.id not in shapes.group("traded"):
        return False
    return reading.text.endswith(LAST_ISSUE, 0, reading.tokens[last].end)


def _is_yearly(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether the last time named before a change is of years, though nothing dates it: 今年, 连续3年."""
    position = reading.codes.rfind("P", 0, index)
    if position < 0:
        return False
    token = reading.tokens[position]
    return shapes["yearly"].search(reading.text, token.start, min(token.end + 1, reading.end)) is not None


def _is_of_year(claim: Claim) -> bool:
    """Say whether a claim is how far a price moved in a year."""
    priced = claim.metric is not None and claim.metric.id == "price_change"
    return priced and claim.change is not None and claim.change.basis == "ytd"


def _goes_on_yearly(reading: Reading, index: int) -> bool:
    """Say whether growth is told of several years in a row: 连续3年增速超过20%."""
    position = reading.codes.rfind("P", reading.clause_start(index), index)
    if position < 0:
        return False
    token = reading.tokens[position]
    if reading.text[token.end - 1] != "年":
        return False
    return token.item.kind == "streak" or reading.text.startswith("平均", token.end)  # type: ignore[union-attr]


def _is_caused(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether the clause tells what something adds or takes, and not how it grew: 令成本增加约8亿美元."""
    begin = reading.tokens[reading.clause_start(index)].start
    return shapes["causes"].search(reading.text, begin, reading.tokens[index].start) is not None


def _is_held_in_stocks(place: Place, metric: Mention | None, counted: bool, shapes: Shapes) -> bool:
    """Say whether what moved is lent on single stocks or held of them, which is told by the day: 8股融资余额增逾5%.

    ``counted`` asks for the number of those stocks, without which what is lent may be a company's own.
    """
    reading, index = place.reading, place.index
    if reading.english or metric is None or "P" in reading.codes[:index]:
        return False
    if counted:
        stocks = any(before.unit_text == "股" for at, before in reading.quantities() if at < index)
        return stocks and shapes["margin-balance"].search(metric.text or "") is not None
    return shapes["held-in-stocks"].search(metric.text or "") is not None
