"""What a sentence says, beside its times, of when its quantities hold."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.english.times import went_on_then
from numfacts.linking.links import metric_rule
from numfacts.linking.reading import STRONG
from numfacts.numbers.quantity import Quantity
from numfacts.periods import calendar
from numfacts.records import Period
from numfacts.ruleset.kinds import BasisRule
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.reading import Reading
    from numfacts.linking.times.dated import Dating
    from numfacts.linking.times.reader import Time
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

GROWN = re.compile("V[^,:Q]{0,2}Q")  # codes of how much something grew
MONTH = 27  # days, at least
FEW = 4  # days by which months, quarters or years differ less in length
FEW_OF_THEM = 2  # characters of a number of things told of before: 两个
UP_TO_NOW = "至今"
CLAUSE = 24  # characters before a clause in which a mean may be told, which comes about and does not stand
HELD = 4  # characters before a share in which it is said to be held


class Sought(NamedTuple):
    """A quantity whose period is looked for: where it stands, and whether it is of a market's session."""

    reading: Reading
    position: int
    quantity: Quantity
    metric: Mention | None
    session: bool

    @property
    def metric_id(self) -> str | None:
        """The id of the metric; None where there is no metric, or none that the rules know."""
        return self.metric.id if self.metric is not None else None

    @property
    def begin(self) -> int:
        """Where the clause of the quantity begins."""
        return self.reading.clause_start(self.position)


def is_of_other(sought: Sought, time: Time) -> bool:
    """Say whether a time is of another quantity, or told beside what the clause of this one is of."""
    told = time.told and not sought.session and not went_on_then(sought.reading, sought.position, time.expression)
    if told or time.of not in (None, sought.position, _first_joined(sought)):
        return True
    heads = sought.reading.codes[time.position + 1 : time.position + 2] in (",", ":")
    heads = heads and sought.begin == time.position + 2  # 收入5亿元(去年同期:亏损3亿元)
    between = sought.reading.codes[time.position : sought.begin]
    heads |= not sought.reading.english and "Q" not in between and between.endswith("M,")  # 7月销售额，则升6%
    return ((time.aside and not heads) or time.local) and time.position < sought.begin  # 上年度，公司计提3亿元


def _first_joined(sought: Sought) -> int:
    """Give the first quantity of a Chinese list up to one: 高于去年同期的2.7元及3.2元."""
    position = sought.position
    while not sought.reading.english and sought.reading.codes.endswith("Qj", 0, position):
        position -= 2
    return position


def is_aside(reading: Reading, index: int, time: Time) -> bool:
    """Say whether a time stands with a value of its own in a bracket closed before: 3亿元（2020年为2亿元），增长5%."""
    codes, position = reading.codes, time.position
    opened = codes.rfind("(", 0, position)
    closed = codes.find(")", position, index)
    if reading.english or opened < 0 or closed < 0 or ")" in codes[opened:position]:
        return False
    return "Q" in codes[opened:closed]  # not 本周（截至3月5日）


def continues(sought: Sought, shapes: Shapes) -> bool:
    """Say whether a clause tells what someone will go on to do, some time after what was told: 将继续增持3亿元."""
    reading = sought.reading
    if reading.english:
        return False
    start = reading.tokens[sought.begin - 1].end
    later = shapes["in-the-long-run"].match(reading.text, start) is not None  # 今年建50座，未来则建1万座
    return later or shapes["goes-on-to"].search(reading.text, start, sought.quantity.left) is not None


def is_of_reason(sought: Sought, time: Time, shapes: Shapes) -> bool:
    """Say whether a time before the clause of shares, people or things is only of why it is so: 因2020年业绩未达标."""
    reading = sought.reading
    if reading.english or time.position >= sought.begin or sought.quantity.kind not in ("share", "person", "count"):
        return False
    begin = reading.clause_start(time.position)
    while begin and reading.text[reading.tokens[begin - 1].start] == "、":
        begin = reading.clause_start(begin - 1)
    start = reading.tokens[begin - 1].end if begin else reading.start
    return shapes["gives-reason"].match(reading.text, start, reading.tokens[time.position].start) is not None


def is_gone(sought: Sought, time: Time, shapes: Shapes) -> bool:
    """Say whether a time before the clause of a quantity is over for it."""
    reading, index = sought.reading, sought.position
    if is_transferred(reading, index, time.period, sought.metric_id, shapes):
        return True
    start = reading.tokens[sought.begin].start
    first = reading.tokens[sought.begin - 1].end
    if not reading.english and any(shapes["from-then-on"].match(reading.text, at) for at in (first, start)):
        return True  # 去年10月底检测不合格，此后，公司召回3万件
    return is_past(reading, index, time, shapes)


def takes_effect(reading: Reading, time: Time, shapes: Shapes) -> bool:
    """Say whether something takes effect or is done at a time: 加征25%关税，当地周三生效; 5万股，解除日期为1月4日."""
    if reading.english or time.period is None:
        return False
    if shapes["takes-effect"].match(reading.text, time.expression.end) is not None:
        return True
    return shapes["day-is"].search(reading.text, reading.start, time.expression.start) is not None


def is_reported(dating: Dating) -> bool:
    """Say whether a time is a month or longer, and not only one to compare with."""
    time = dating.time
    return is_long(dating.period) and (time is None or not any(atom.rule.basis for atom in time.atoms))


def tells_growth(reading: Reading, index: int) -> bool:
    """Say whether a clause, or the one behind it, tells by how much something grew: 进出口总额600亿元，增长3%."""
    start, stop = reading.clause_start(index), reading.clause_end(index)
    stop = reading.clause_end(stop + 1) if reading.codes.startswith(",", stop) else stop
    grown = (reading.tokens[found.end() - 1].item for found in GROWN.finditer(reading.codes, start, stop))
    if any(isinstance(item, Quantity) and item.kind in ("ratio", "difference") for item in grown):
        return True
    rules = (token.item.rule for token in reading.tokens[start:stop] if isinstance(token.item, Term))
    return any(isinstance(rule, BasisRule) and rule.basis == "yoy" for rule in rules)


def is_now(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether the sentence speaks of now before a quantity: 目前公司有3家工厂."""
    begin = reading.codes.rfind("P", 0, index)
    start = reading.tokens[begin].end if begin >= 0 else reading.start
    if shapes["another-time"].match(reading.text, start) is not None:
        return True
    return shapes["nowadays"].search(reading.text, start, reading.tokens[index].start) is not None


def is_past(reading: Reading, index: int, time: Time, shapes: Shapes) -> bool:
    """Say whether what is told of now follows a longer time: 自2021年上半年开始寻找，目前已有三家."""
    if reading.english or time.period is None:
        return False
    if time.expression.role == "until":
        return shapes["until-now"].search(reading.text, time.expression.end, reading.tokens[index].start) is not None
    start, since = reading.tokens[index].start, time.expression.role == "since"
    if time.period.start == time.period.end and not since:
        return reading.text.find(UP_TO_NOW, time.expression.end, start) >= 0  # 昨日发生地震至今，增至5人
    found = shapes["now"].search(reading.text, time.expression.end, start)
    return found is not None and not (since and found[0] == UP_TO_NOW)


def is_over(reading: Reading, index: int, last: Period | None, shapes: Shapes) -> bool:
    """Say whether a quantity is what stands once the last course of time was over: 此次变动后持有3万股."""
    if last is None or last.start == last.end:
        return False
    return shapes["thereafter"].search(reading.text, reading.start, reading.tokens[index].start) is not None


def runs(time: Time) -> bool:
    """Say whether a time runs on up to now, over which something moved but does not stand: 今年以来, 本周, 年内."""
    rule = time.expression.atoms[-1].rule
    return time.expression.role == "since" or rule.op == "todate" or rule.op == "week"


def is_parted(reading: Reading, index: int, time: Time) -> bool:
    """Say whether more than a comma stands between a time and a quantity behind it."""
    return any(mark in reading.text[time.expression.end : reading.tokens[index].start] for mark in STRONG)


def is_long(period: Period | None) -> bool:
    """Say whether a period is a month or longer."""
    return period is not None and (period.end - period.start).days >= MONTH


def is_course(dating: Dating) -> bool:
    """Say whether a time is longer than a day, or one up to which something is told."""
    period, time = dating.period, dating.time
    return period is not None and (period.start != period.end or (time is not None and time.role == "until"))


def is_transferred(reading: Reading, index: int, period: Period | None, metric_id: str | None, shapes: Shapes) -> bool:
    """Say whether a stake only tells what was sold or bought, of no month or year spoken of: 因转让子公司51%股权."""
    if metric_id != "stake" or reading.english or not is_long(period):
        return False
    return shapes["transfers"].search(reading.text, reading.start, reading.tokens[index].start) is not None


def tells_who(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether a number only tells which ones are meant: 持股5%以上的股东, 这两个, a 7-nation bloc."""
    token = reading.tokens[index]
    held = shapes["holds-so-much"].search(reading.text, max(reading.start, token.start - HELD), token.start) is not None
    told = held and shapes["holders"].match(reading.text, token.end) is not None
    few = reading.text.endswith(("这", "该"), 0, token.start) and token.end - token.start <= FEW_OF_THEM
    behind = "english-strong" if reading.english else "holder-behind"
    among = not reading.english and shapes["among"].search(reading.text, reading.start, token.start) is not None
    among = among and shapes["among-behind"].match(reading.text, token.end) is not None
    titled = shapes["english-title-before"].search(reading.text, reading.start, token.start) is not None
    if titled or (reading.english and shapes["english-span-behind"].match(reading.text, token.end) is not None):
        return True  # world number two Ann Berg, a six-month trial period
    return told or few or among or shapes[behind].match(reading.text, token.end) is not None


def is_done(reading: Reading, index: int, time: Time, shapes: Shapes) -> bool:
    """Say whether a clause says behind a quantity when what it is of is done: 3万股股份已于5月6日解除质押."""
    between = reading.codes[index + 1 : time.position]
    while (opened := between.find("(")) >= 0 and (closed := between.find(")", opened)) >= 0:
        between = between[:opened] + between[closed + 1 :]
    if set(between) & set(",:Q()R"):
        return False
    if shapes["predicts"].match(reading.text, reading.tokens[index].end) is not None:
        return False  # 六成预期央行将在1月升息
    return reading.text.endswith(("于", "将在"), reading.start, time.expression.start)


def is_compounded(reading: Reading, time: Time, shapes: Shapes) -> bool:
    """Say whether a time is only that over which growth is reckoned: 2021-2026年CAGR达15%."""
    return shapes["compounded"].match(reading.text, time.expression.end) is not None


def told_now(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether the clause of a quantity tells it of now, or the one before: 目前全港有54间戏院，员工逾700名."""
    begin = reading.clause_start(index)
    if begin > 1 and not reading.english:
        former = reading.clause_start(begin - 1)
        codes = reading.codes[former:index]
        begin = former if "Q" in codes and not set("PR") & set(codes) else begin
    start = reading.tokens[begin - 1].end if begin else reading.start
    return shapes["now"].search(reading.text, start, reading.tokens[index].start) is not None


def is_vintage(reading: Reading, times: list[Time], time: Time) -> bool:
    """Say whether a year only tells which make is priced on a day named before it: 9月28日，2025年松溪酒报价810元."""
    if reading.english or time.period is None or time.period != calendar.year(time.period.start.year):
        return False
    if reading.codes[time.position + 1 : time.position + 2] not in ("w", "M", "S", "C"):
        return False
    before = times[: bisect_left(times, time.position, key=attrgetter("position"))]
    return any(day.period is not None and day.period.start == day.period.end and not day.told for day in before)


def goes_on(reading: Reading, index: int, time: Time) -> bool:
    """Say whether a quantity is of each year from or up to a time: 2012年起拨款，每年约2亿元."""
    if reading.english or (time.expression.tail != "start" and time.expression.role != "until"):
        return False
    if time.expression.role == "since":
        return False  # 2012年起实施至今, 自3月5日开始供气以来
    return reading.text.find("每年", time.expression.end, reading.tokens[index].start) >= 0


def moves_on(reading: Reading, time: Time, last: Period | None) -> bool:
    """Say whether a time opens a clause behind the one that was told of before, to tell of what came next."""
    if time.period is None or last is None or reading.codes[time.position - 1] != ",":
        return False
    alike = abs((time.period.end - time.period.start).days - (last.end - last.start).days) < FEW
    return alike and is_long(last) and time.period.start > last.end


def is_revised(place: Place, shapes: Shapes) -> bool:
    """Say whether a quantity is what a forecast was before it was revised: 将预测由5%下调至3%, 由5%下修至3%."""
    reading, start = place.reading, place.quantity.left
    if shapes["revised-to"].match(reading.text, place.quantity.right) is not None:
        return True
    begin = reading.tokens[reading.clause_start(place.index)].start
    outlook = shapes["revises-outlook"].search(reading.text, reading.start, reading.end)
    if outlook is not None and outlook.start() < start:
        return True
    return shapes["expectation"].search(reading.text, begin, start) is not None


def stock_day(sought: Sought, times: list[Time], shapes: Shapes) -> Time | None:
    """Give the day up to which a sentence tells, for what is there then, though another time was told since.

    截至年底，全年推广5万辆，保有量达12万辆.
    """
    name = sought.metric.text if sought.metric is not None else None
    if sought.reading.english or name is None or shapes["stock-then"].search(name) is None:
        return None
    before = [time for time in times if time.position < sought.position]
    days = [time for time in before if time.expression.role == "until"]
    return days[0] if len(before) > 1 and len(days) == 1 and before[-1].position < sought.begin else None


def former(reading: Reading, index: int, period: Period | None, shapes: Shapes) -> Period | None:
    """Give the time before that of a figure, where a quantity is what was told for it: 2月升3%，前值升2%."""
    begin = reading.clause_start(index)
    if period is None or reading.english or "P" in reading.codes[begin:index]:
        return None
    if shapes["value-before"].search(reading.text, reading.tokens[begin].start, reading.tokens[index].start) is None:
        return None
    unit = calendar.grain(period)
    return calendar.shifted(unit, period.start, -1) if unit not in (None, "day") else None


def before_reported(told: Period, reported: list[Period | None]) -> Period:
    """Give the time of an earlier value: not the one reported on, which 上月 was as that came out, but that before."""
    unit = calendar.grain(told)
    return calendar.shifted(unit, told.start, -1) if told in reported and unit not in (None, "day") else told


def is_of_results(sought: Sought, time: Time, shapes: Shapes) -> bool:
    """Say whether a time is of results told before a move of the day: 去年盈利5亿元，股价午后升3%."""
    reading, begin = sought.reading, sought.begin
    if not sought.session or reading.english or time.position >= begin or not is_long(time.period):
        return False
    if time.expression.tail == "start" or reading.codes[time.position + 1 : time.position + 2] == ",":
        return False  # 下月起电费减7%; 去年，盈利升5%，股价升30%
    rules = (metric_rule(token) for token in reading.tokens[time.position : begin])
    earned = any(rule is not None and rule.metric in shapes.group("earned") for rule in rules)
    if not earned and "Q" not in reading.codes[time.position : begin]:
        return False
    start, stop = time.expression.end, reading.tokens[sought.position].start
    return shapes["of-the-day"].search(reading.text, start, stop) is not None


def went_before(reading: Reading, time: Time, shapes: Shapes) -> bool:
    """Say whether the clause of a day only tells what came before the next: 港股昨日跌逾400点后，恒指报19708点."""
    stop = reading.clause_end(time.position)
    if reading.english or time.period is None or time.period.start != time.period.end or stop == len(reading.codes):
        return False
    end = reading.tokens[stop].start
    return shapes["went-before"].search(reading.text, time.expression.end, end) is not None


def closing_day(place: Place, period: Period | None, metric: Mention | None, shapes: Shapes) -> Period | None:
    """Give the last day of a month, quarter or year for what is held against the end of the year before: 比上年末."""
    reading = place.reading
    if reading.english or period is None or not is_long(period) or metric is None:
        return None
    if shapes["price-like"].search(metric.text or "") is not None or metric.id in shapes.group("earned"):
        return None
    begin = reading.tokens[reading.clause_start(place.index)].start
    if shapes["mean"].search(reading.text, max(begin - CLAUSE, reading.start), place.quantity.left) is not None:
        return None  # 当月日均消耗量突破3亿，较年初增长4倍
    since = shapes["than-year-end"].search(reading.text, begin, place.quantity.left)
    then = since or shapes["then-than-year-end"].match(reading.text, place.quantity.right)
    return calendar.instant(period.end) if then is not None else None
