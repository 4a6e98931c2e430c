"""What a change is measured against: as its sentence says, or as is usual for what moved."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from numfacts.linking.changes import has_room
from numfacts.linking.links import MOVES
from numfacts.linking.reading import STRONG, Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import ChangeBasis, Mention, Period
from numfacts.ruleset.kinds import BasisRule
from numfacts.vocabulary.tokens import Term, Token

if TYPE_CHECKING:
    from numfacts.claims import Claim
    from numfacts.linking.carrying import Place
    from numfacts.periods import TimeExpression
    from numfacts.vocabulary.shapes import Shapes

QUARTERLY = "季率"
QUOTED = frozenset(["share_price", "index_level", "exchange_rate"])  # what markets set
DISPOSAL = "将把"  # what an object is put before its verb with
# A month or a past year as a whole, which a market is said to have moved in: against the end of the one before.
WHOLE = re.compile("(?P<month>(?:[0-9]{1,2}|上个?)月份?)|(?:去|上|[0-9]{4})年(?:度|全年)?|全年")
ADDED = ("净增", "净增加", "净减少")  # what something added over a period is against nothing
DAYS = re.compile("(?<!第)[0-9两二三四五六七八九十]+个?交易日")  # longer than one
YEAR_END = re.compile("(?:去|上)年(?:12月(?:31日|末|底)|末|底|年末)")  # what the year so far is measured from
MONTH = re.compile("([0-9]{1,2})月")
RANGED = re.compile("日?[至到~—-][0-9]")  # from one day to another
LED = re.compile("f[^,Q]*QT[^,Q]*Q,[^,Q]*$")  # behind a move from one value to another
FROM_LEVEL = re.compile("[tT]QfQ")  # codes of a move from one level to another
JOINED_BASES = re.compile("B(?:jB)+")  # codes of what a list of changes is measured against
LISTED = re.compile("Q(?:jQ)+")  # codes of the list
UP_TO = ("截至", "截止", "截至到", "截止到")
YEAR = 366  # days of one, at most
YEARS = (364, 365)  # days from the first of a year to the last
LEAP = 4  # days by which months or quarters differ in length
Against = Callable[["TimeExpression"], ChangeBasis | None]


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
    if not reading.english and shapes["one-day"].match(reading.text, reading.tokens[index].end):
        return "day"
    if has_room(place, shapes) is not None:
        return None  # 30%的上涨空间
    said = _said(reading, index, against, shapes)
    if said == "yoy" and place.quantity.kind == "difference" and _is_against_whole(reading, index, period, shapes):
        return "prior"  # 首两月增速较去年全年加快0.5个百分点
    if said in ("period", None) and _is_held_in_stocks(place, metric, said is None, shapes):
        return "day" if shapes["margin-balance"].search((metric and metric.text) or "") else None
    if said == "period":
        return _sequential(reading, index, period, shapes)
    if said is not None:
        return None if said == "none" else said  # type: ignore[return-value]
    if not reading.english and (base := _on_base(reading, index, against, shapes)) is not None:
        return base
    if decided or (place.quantity.kind != "ratio" and reading.text.endswith(ADDED, 0, place.quantity.left)):
        return None
    begin, end = reading.tokens[reading.clause_start(index)].start, reading.tokens[index].start
    if not reading.english and shapes["than-before"].search(reading.text, begin, end) is not None:
        return "prior"  # 较分段收费前减少12%
    metric_id = metric.id if metric is not None else None
    if not reading.english and metric is not None and _is_done(reading, index, metric):
        lasting = metric_id in shapes.group("decided") or _is_set(reading, index, metric, shapes)
        lasting = lasting or shapes["set-by-decision"].search(metric.text or "") is not None
        foreseen = metric.end is not None and shapes["foreseen"].match(reading.text, metric.end)
        return "prior" if lasting or foreseen else None
    if moved_itself:
        return _before_it(period)
    name = (metric.text or "").lower() if metric is not None else ""
    if reading.english and FROM_LEVEL.search(reading.codes, 0, index) and shapes["english-decided"].search(name):
        return "prior"  # fares rise to 3 dollars from 2 dollars, an increase of 50 percent
    priced = metric is not None and shapes["price-like"].search(metric.text or "") is not None
    if priced and period is not None and _runs_from_new_year(period):
        return "ytd"
    if place.quantity.kind in MOVES and _goes_on_yearly(reading, index):
        return "yoy"
    previous = place.previous
    held = place.near is not None or (metric is not None and metric.start is not None)
    if held and previous is not None and previous.change is not None and previous.metric == metric:
        dated = "P" in reading.codes[reading.clause_start(index) : index]
        before = -1 if dated else reading.codes.rfind("Q", 0, index)
        told_before = previous.change.basis
        if dated and (told_before == "day" or metric_id in shapes.group("traded")):
            told_before = None  # 跌2%，本周累跌3%
        if reading.english and told_before in ("mom", "qoq") and not _are_as_long(previous.period, period):
            told_before, before = None, -1  # grew 0.1% in March and will grow 0.2% this year
        if told_before is not None or (before >= 0 and _said(reading, before, against, shapes) is not None):
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
    if spread or metric_id in shapes.group("traded") or metric_id in shapes.group("valued"):
        if shapes["foreseen"].match(reading.text, end):
            return "prior"  # 上调收益率预期35个基点
        found = _traded(reading, index, period, shapes)
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
        return "mom" if period.end != period.start or period.end.day >= 28 else None
    if period is not None and place.quantity.kind == "money" and shapes["stock"].search(metric.text or ""):
        return "ytd" if (period.end - period.start).days in YEARS else _before_it(period)  # 年末余额…，全年增加
    if (
        period is None
        and shapes["stock"].search(metric.text or "")
        and (unit := _last_unit(reading, index)) is not None
    ):
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
    if moved is not None and size and told in ("mom", "qoq") and _are_as_long(moved.period, period):
        return told  # 库存按月增加0.2%，销售上升1.2%
    if period is None and place.quantity.kind not in MOVES:
        return _parallel(reading, index, against, shapes) or ("yoy" if _is_yearly(reading, index, shapes) else None)
    if shapes["of-late"].search(reading.text, reading.start, reading.tokens[index].start):
        return None  # 近30日持股量增加5万股
    days = (period.end - period.start).days if period is not None else 0
    monthly = reading.english and 27 <= days <= 31 and metric_id != "cpi"
    if told == "yoy":
        monthly &= "P" in reading.codes[reading.clause_start(index) : reading.clause_end(index)]
    if monthly and shapes["english-monthly"].search(name) is not None:
        return "mom"  # home prices fell 1 percent in August
    if 27 <= days <= 366:
        return "yoy"
    if period is None:
        growing = (
            told == "yoy" and not reading.english and place.quantity.kind == "ratio"
        )  # 消费同比增长5%，其中旅行增长9%
        return "yoy" if growing or metric_id is not None or _is_yearly(reading, index, shapes) else None
    return None


def _on_base(reading: Reading, index: int, against: Against, shapes: Shapes) -> ChangeBasis | None:
    """Give the basis that the level named as what a change starts from is: 在2021年基础上退坡30%, 在现有规模基础上."""
    begin, end = reading.tokens[reading.clause_start(index)].start, reading.tokens[index].start
    base = shapes["on-base"].search(reading.text, begin, end)
    if base is None:
        return None
    times = [
        token for token in reading.tokens[:index] if token.code == "P" and base.start() <= token.start < base.end()
    ]
    return against(cast("TimeExpression", times[-1].item)) if times else "prior"


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
    return word.text in shapes.words("sets-price") and (text.endswith(("价", "价格")) or text == word.text)


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


def _last_unit(reading: Reading, index: int) -> ChangeBasis | None:
    """Give the basis of what is counted at the end of a day or a month, by the last time named, whatever its year."""
    position = reading.codes.rfind("P", 0, index)
    if position < 0 or _is_range(reading, reading.tokens[position]):
        return None
    token = reading.tokens[position]
    name = reading.text[token.start : token.end].rstrip("末底")
    return "day" if name.endswith("日") else "mom" if name.endswith("月") else None


def _parallel(reading: Reading, index: int, against: Against, shapes: Shapes) -> ChangeBasis | None:
    """Give the basis said of a change before in the sentence: 确诊较前一日增加9例；死亡增加2例."""
    for position in range(reading.clause_start(index) - 1, -1, -1):
        found = _basis_at(reading, position, against, shapes)
        if found is not None:
            return found if found in ("day", "mom", "qoq", "yoy") else None  # type: ignore[return-value]
    return None


def _is_caused(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether the clause tells what something adds or takes, and not how it grew: 令成本增加约8亿美元."""
    begin = reading.tokens[reading.clause_start(index)].start
    return shapes["causes"].search(reading.text, begin, reading.tokens[index].start) is not None


def _said(reading: Reading, index: int, against: Against, shapes: Shapes) -> str | None:
    """Give the basis named in the clause of a change, before it or behind it, or in the clause before."""
    start, end = reading.clause_start(index), reading.clause_end(index)
    follow = index + 1
    while follow < end and reading.codes[follow] != "Q" and follow - index < 6:
        follow += 1
    behind, before = range(index + 1, follow), range(index - 1, start - 1, -1)
    if reading.english:  # what stands between is of the quantity before
        before = range(index - 1, max(start, reading.codes.rfind("Q", 0, index) + 1) - 1, -1)
    item = reading.tokens[index].item
    apart = isinstance(item, Quantity) and item.kind == "difference"
    if apart and reading.codes[max(start, index - 2) : index] == "kP":
        return against(cast("TimeExpression", reading.tokens[index - 1].item))  # 高于上月1.3个百分点
    dealt = _dealt(reading, start, index)
    if dealt is not None:
        return _basis_at(reading, dealt, against, shapes)
    if reading.english:
        parting = (place for place in behind if _parts(reading, place, shapes))
        behind = range(index + 1, next(parting, follow))
    for position in [*behind, *before] if reading.english else [*before, *behind]:
        if (found := _basis_at(reading, position, against, shapes)) is not None:
            return found
    if start and reading.codes[start - 1] == ",":  # 与去年同期相比，增长5%
        if reading.english and "Q" in reading.codes[reading.clause_start(start - 1) : start]:
            return None
        alike = reading.text.endswith("相比", 0, reading.tokens[start - 1].start)  # 与去年底的62家相比
        for position in range(start - 2, reading.clause_start(start - 1) - 1, -1):
            if reading.codes[position] == "Q" and not alike:
                return None
            if reading.codes[position] == "P" and alike:
                return against(cast("TimeExpression", reading.tokens[position].item))
            if (found := _basis_at(reading, position, against, shapes)) is not None:
                return found
    return None


def _dealt(reading: Reading, start: int, index: int) -> int | None:
    """Give the basis at the place in a list that a quantity has in one: 比上月和上年同期高0.3个和0.5个百分点."""
    bases = JOINED_BASES.search(reading.codes, start, index)
    if bases is None:
        return None
    first = reading.codes.find("Q", bases.end())
    values = LISTED.match(reading.codes, first)
    if values is None or not first <= index < values.end() or values[0].count("Q") != bases[0].count("B"):
        return None
    places = [place for place in range(*bases.span()) if reading.codes[place] == "B"]
    return places[reading.codes.count("Q", first, index)]


def _parts(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether an English token begins another clause: fell 2 percent after it cut its annual forecast."""
    token = reading.tokens[position]
    return token.code == "s" and reading.text[token.start : token.end].lower() in shapes.words("parting")


def _basis_at(reading: Reading, position: int, against: Against, shapes: Shapes) -> str | None:
    token = reading.tokens[position]
    if token.code != "B" or reading.codes[position + 1 : position + 3] == "XQ":  # 由首季预估的1.6%加快
        return None
    if isinstance(token.item, Term):
        return token.item.rule.basis if isinstance(token.item.rule, BasisRule) else None
    if shapes["close"].match(reading.text, token.end) is not None and shapes["day"].search(
        reading.text, token.start, token.end
    ):
        return "day"  # 较上星期五收市价
    before = reading.tokens[position - 1].item if reading.codes[position - 1 : position] == "B" else None
    if isinstance(before, Term) and isinstance(before.rule, BasisRule) and before.rule.basis == "yoy":
        return None  # 同比2019年同期: as the word before it says
    if shapes["week-before"].fullmatch(reading.text, token.start, token.end) is not None:
        return "none"
    if YEAR_END.fullmatch(reading.text, token.start, token.end) is not None:
        return "ytd"
    found = against(cast("TimeExpression", token.item))
    return "prior" if found == "mom" and _is_months_ago(reading, position) else found


def _is_months_ago(reading: Reading, position: int) -> bool:
    """Say whether a month that is compared with lies months before the one spoken of: 12月26日，复工率较9月提高."""
    then = MONTH.search(reading.text, reading.tokens[position].start, reading.tokens[position].end)
    first = reading.codes.find("P", 0, position)
    now = MONTH.match(reading.text, reading.tokens[first].start, reading.tokens[first].end) if first >= 0 else None
    return then is not None and now is not None and int(now[1]) - int(then[1]) not in (0, 1, -11)


def _are_as_long(one: Period | None, other: Period | None) -> bool:
    """Say whether two periods are as long as each other, months and quarters apart."""
    if one is None or other is None:
        return one is other
    return abs((one.end - one.start).days - (other.end - other.start).days) < LEAP


def _runs_from_new_year(period: Period) -> bool:
    """Say whether a period runs from the beginning of a year to a day that ends no month."""
    began = (period.start.month, period.start.day) == (1, 1)
    return began and period.end != period.start and (period.end + dt.timedelta(days=1)).day != 1


def _before_it(period: Period | None) -> ChangeBasis | None:
    """Give the basis of what is compared with the period before: a month, a quarter, a year."""
    if period is None:
        return None
    days = (period.end - period.start).days
    return "mom" if 27 <= days <= 31 else "qoq" if 80 <= days <= 100 else "yoy" if days >= 364 else None


def _sequential(reading: Reading, index: int, period: Period | None, shapes: Shapes) -> ChangeBasis | None:
    """Give the basis of 环比 by the length of the period: a quarter or a month; a week has none."""
    if period is not None:
        days = (period.end - period.start).days
        monthly = 27 <= days <= 31 or (not days and _last_unit(reading, index) == "mom")  # 截至11月底，环比减少
        daily = not days and not monthly and _is_daily(reading, index)
        return "qoq" if 80 <= days <= 100 else "mom" if monthly else "day" if daily else None
    if _is_daily(reading, index):
        return "day"  # 1月10日融资余额环比增加
    end = reading.tokens[index].end
    clause = reading.text[reading.tokens[reading.clause_start(index)].start : end]
    text = clause if shapes["month"].search(clause) else reading.text[reading.start : end]
    if shapes["weekly"].search(text) or _is_short(reading, index):
        return None
    return "qoq" if shapes["quarterly"].search(text) else "mom"


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


def _is_daily(reading: Reading, index: int) -> bool:
    """Say whether the last time named before a change is a day, and not the end of what is counted: 截至1月10日."""
    position = reading.codes.rfind("P", 0, index)
    start = reading.tokens[position].start
    return _last_unit(reading, index) == "day" and not reading.text.endswith(UP_TO, 0, start)


def _is_short(reading: Reading, index: int) -> bool:
    """Say whether the last period named before a change is a range of days: 从1月24日到1月30日."""
    for position in range(index - 1, -1, -1):
        token = reading.tokens[position]
        if token.code == "P":
            return _is_range(reading, token) and reading.text[token.end - 1] == "日"
    return False


def _is_range(reading: Reading, token: Token) -> bool:
    """Say whether a time runs from one day to another, whatever year they are of: 1月20日至1月26日."""
    return token.item.kind == "range" or RANGED.search(reading.text, token.start, token.end) is not None  # type: ignore[union-attr]


def _traded(reading: Reading, index: int, period: Period | None, shapes: Shapes) -> ChangeBasis | None:
    """Give the basis of a market move: the day, unless the sentence speaks of longer."""
    begin = reading.clause_start(index)
    if shapes["weekly-move"].search(reading.text, reading.tokens[begin].start, reading.tokens[index].start):
        return None  # 平均每104天下跌5%
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
            if token.item.kind == "window" and shapes["record"].match(reading.text, token.end):
                continue  # 创逾1星期新低
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
            ranged = _is_range(reading, token)
            heads = heads or (ranged and "Q" not in reading.codes[position:index])  # 1月4日至5日，某板块下跌
            if (since or token.item.kind == "window" or ranged) and (heads or position >= begin):
                return "ytd" if text.endswith("年") and since else None  # 2022年以来
            if (
                (whole := WHOLE.fullmatch(text)) is not None
                and not reading.english
                and not (whole["month"] and reading.text.startswith("累", token.end))
            ):
                return "mom" if whole["month"] else "ytd"
            if shapes["longer-than-a-day"].search(text) and not shapes["day"].search(text):
                return None
    if shapes["over-several-days"].search(reading.text, reading.tokens[begin].start, reading.tokens[index].start):
        return None
    lasting = period is not None and period.start != period.end
    return None if lasting and "P" in reading.codes[begin:index] else "day"
