"""What a sentence says, beside its times, of when its quantities hold."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.links import MOVES
from numfacts.linking.reading import STRONG
from numfacts.linking.times.doings import attends, is_deliberated
from numfacts.periods import calendar
from numfacts.records import Period

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.reading import Reading
    from numfacts.linking.times.reader import Time
    from numfacts.numbers.quantity import Quantity
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

WEEK = 7  # days
MONTH = 27  # days, at least
FEW = 4  # days by which months, quarters or years differ less in length
POSITION = attrgetter("position")
COMMAS = frozenset("，,")
THEN = 4  # characters before a time that lead to when what a sentence told was done
FEW_OF_THEM = 2  # characters of a number of things told of before: 两个
UP_TO_NOW = "至今"
HELD = 4  # characters before a share in which it is said to be held
LINE = 12  # characters before a quantity in which the line is named that it is


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


def is_of_other(sought: Sought, time: Time, shapes: Shapes) -> bool:
    """Say whether a time is of another quantity, or told beside what the clause of this one is of."""
    if (time.told and not sought.session and not attends(sought, time, shapes)) or time.of not in (
        None,
        sought.position,
    ):
        return True
    heads = sought.reading.codes[time.position + 1 : time.position + 2] in (",", ":")
    heads = heads and sought.begin == time.position + 2  # 收入5亿元(去年同期:亏损3亿元)
    return ((time.aside and not heads) or time.local) and time.position < sought.begin  # 上年度，公司计提3亿元


def _is_reckoned(sought: Sought, time: Time, shapes: Shapes) -> bool:
    """Say whether only one of a time and a quantity is in a clause that tells what is reckoned with: 按5万人计算."""
    reading = sought.reading
    if reading.english or time.position >= sought.begin:
        return False
    for begin, index in ((sought.begin, sought.position), (reading.clause_start(time.position), time.position)):
        found = shapes["reckoned-with"].match(reading.text, reading.tokens[begin].start)
        if found is not None and "Q" in reading.codes[index : reading.clause_end(index)]:
            return True
    return False


def is_aside(reading: Reading, index: int, time: Time) -> bool:
    """Say whether a time stands with a value of its own in a bracket closed before: 3亿元（2020年为2亿元），增长5%."""
    codes, position = reading.codes, time.position
    opened = codes.rfind("(", 0, position)
    closed = codes.find(")", position, index)
    if reading.english or opened < 0 or closed < 0 or ")" in codes[opened:position]:
        return False
    moved = getattr(reading.tokens[index].item, "kind", None) in MOVES
    up_to = moved and time.expression.role == "until" and codes[opened - 1 : opened] == "P"
    return up_to or "Q" in codes[opened:closed]  # 本周（截至3月5日）


def continues(sought: Sought, shapes: Shapes) -> bool:
    """Say whether a clause tells what someone will go on to do, some time after what was told: 将继续增持3亿元."""
    reading = sought.reading
    start = reading.tokens[sought.begin - 1].end if sought.begin else reading.start
    if reading.english:
        return False
    later = shapes["in-the-long-run"].match(reading.text, start) is not None  # 今年建50座，未来则建1万座
    return later or shapes["goes-on-to"].search(reading.text, start, sought.quantity.left) is not None


def is_of_reason(sought: Sought, time: Time, shapes: Shapes) -> bool:
    """Say whether a time before the clause of shares, people or things is only of why it is so: 因2020年业绩未达标."""
    reading = sought.reading
    if _is_reckoned(sought, time, shapes):
        return True
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
    first = reading.tokens[sought.begin - 1].end if sought.begin else reading.start
    if not reading.english and any(shapes["from-then-on"].match(reading.text, at) for at in (first, start)):
        return True  # 去年10月底检测不合格，此后，公司召回3万件
    return is_past(reading, index, time, shapes)


def takes_effect(reading: Reading, time: Time, shapes: Shapes) -> bool:
    """Say whether something takes effect or is done at a time: 加征25%关税，当地周三生效; 5万股，解除日期为1月4日."""
    if reading.english or time.period is None:
        return False
    start, end = time.expression.start, time.expression.end
    if shapes["takes-effect"].match(reading.text, end) is not None:
        return True
    if shapes["day-is"].search(reading.text, reading.start, start) is not None:
        return True
    done = shapes["and-then"].search(reading.text, max(reading.start, start - THEN), start) is not None
    return done and shapes["completed"].match(reading.text, end) is not None


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
    return found is not None and time.period.start < time.period.end and not (since and found[0] == UP_TO_NOW)


def former(reading: Reading, index: int, period: Period | None, shapes: Shapes) -> Period | None:
    """Give the time before that of a figure, where a quantity is what was told for it: 2月升3%，前值升2%."""
    begin = reading.clause_start(index)
    if period is None or reading.english or "P" in reading.codes[begin:index]:
        return None
    start, stop = reading.tokens[begin].start, reading.tokens[index].start
    if reading.text.startswith("同比", start) and set(reading.codes[begin:index]) == {"B"}:
        return calendar.moved(period, -1)  # 净利润为负2万元，同比3万元
    if shapes["value-before"].search(reading.text, start, stop) is None:
        return None
    unit = calendar.grain(period)
    if unit not in (None, "day"):
        return calendar.shifted(unit, period.start, -1)
    days = (period.end - period.start).days + 1
    before = Period(calendar.add_days(period.start, -days), calendar.add_days(period.end, -days))
    return before if days == WEEK else None


def week_of(reading: Reading, index: int, period: Period | None, shapes: Shapes) -> Period | None:
    """Give the week of a session, where a quantity is what its week came to: 跌0.2%报3011点，周涨1%."""
    if period is None or period.start != period.end or reading.english:
        return None
    begin = reading.clause_start(index)
    start = reading.tokens[begin - 1].start if begin else reading.start
    if shapes["week-moved"].search(reading.text, start, reading.tokens[index].start) is None:
        return None
    return calendar.containing("week", period.start)


def is_over(reading: Reading, index: int, last: Period | None, shapes: Shapes) -> bool:
    """Say whether a quantity is what stands once the last course of time was over: 此次变动后持有3万股."""
    if last is None:
        return False
    if last.start == last.end:
        begin = reading.tokens[reading.clause_start(index)].start
        return reading.text.find("每年", begin, reading.tokens[index].start) >= 0  # 下月1日起加价，每年可增收
    return shapes["thereafter"].search(reading.text, reading.start, reading.tokens[index].start) is not None


def is_added(reading: Reading, index: int, stock: Period | None, course: Period | None, shapes: Shapes) -> bool:
    """Say whether a quantity is what a course of time added, once what it came to was told: 截至年底3万座…新增5千座."""
    if stock is None or stock.start != stock.end or course is None or course.end != stock.end or reading.english:
        return False
    return shapes["added"].search(reading.text, reading.start, reading.tokens[index].start) is not None


def runs(time: Time) -> bool:
    """Say whether a time runs on up to now, over which something moved but does not stand: 今年以来, 本周, 年内."""
    rule = time.expression.atoms[-1].rule
    return time.expression.role == "since" or rule.op == "todate" or (rule.op == "week" and rule.unit == "week")


def is_parted(reading: Reading, index: int, time: Time, *, behind: bool = False) -> bool:
    """Say whether more than a comma stands between a time and a quantity, of which the time may stand ``behind``."""
    token = reading.tokens[index]
    between = (token.end, time.expression.start) if behind else (time.expression.end, token.start)
    return any(mark in reading.text[slice(*between)] for mark in STRONG)


def is_long(period: Period | None) -> bool:
    """Say whether a period is a month or longer."""
    return period is not None and (period.end - period.start).days >= MONTH


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
    few = few and not reading.text[token.start : token.end].isdigit()  # 这10省份
    behind = "english-strong" if reading.english else "holder-behind"
    few = few or is_deliberated(reading, index, shapes)
    among = not reading.english and shapes["among"].search(reading.text, reading.start, token.start) is not None
    among = among and shapes["among-behind"].match(reading.text, token.end) is not None
    return told or few or among or shapes[behind].match(reading.text, token.end) is not None


def is_standing(reading: Reading, index: int, metric: Mention | None, shapes: Shapes) -> bool:
    """Say whether a quantity is a line that something is held against, or a number of reasons: 低于止损线0.8元."""
    if reading.english:
        return False
    if metric is not None and shapes["reasons"].fullmatch(metric.text or "") is not None:
        return True
    start, end = reading.tokens[index].start, reading.tokens[index].end
    before = shapes["reference-line"].search(reading.text, max(reading.start, start - LINE), start)
    return before is not None or shapes["line-behind"].match(reading.text, end) is not None


def is_done(reading: Reading, index: int, time: Time, shapes: Shapes) -> bool:
    """Say whether a clause says behind a quantity when what it is of is done: 3万股股份已于5月6日解除质押."""
    between = reading.codes[index + 1 : time.position]
    while (opened := between.find("(")) >= 0 and (closed := between.find(")", opened)) >= 0:
        between = between[:opened] + between[closed + 1 :]
    if set(between) & set(",:Q()R"):
        return False
    if shapes["predicts"].match(reading.text, reading.tokens[index].end) is not None:
        return False  # 六成预期央行将在1月升息
    clause = reading.tokens[reading.clause_start(index)].start
    if shapes["existing"].search(reading.text, clause, reading.tokens[index].start) is not None:
        return False  # 现有7万吨产能的项目于5月8日投产
    return reading.text.endswith(("于", "将在"), reading.start, time.expression.start)


def dates_all(reading: Reading, time: Time, shapes: Shapes) -> bool:
    """Say whether a time is told at last of what the sentence is about: 解除质押日期为5月6日, 5月6日更新的数字显示."""
    text, start, end = reading.text, time.expression.start, time.expression.end
    behind = [shapes[shape].match(text, end) is not None for shape in ("updated-then", "results-show", "results-then")]
    before = "told-as-results" if behind[2] else "dated-at"
    return any(behind[:2]) or shapes[before].search(text, reading.start, start) is not None


def is_compounded(reading: Reading, time: Time, shapes: Shapes) -> bool:
    """Say whether a time is only that over which growth is reckoned: 2021-2026年CAGR达15%."""
    return shapes["compounded"].match(reading.text, time.expression.end) is not None


def told_now(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether the clause of a quantity tells it of now, or the one before: 目前全港有54间戏院，员工逾700名."""
    begin = reading.clause_start(index)
    if begin > 1 and reading.text[reading.tokens[begin - 1].start] in COMMAS and not reading.english:
        former = reading.clause_start(begin - 1)
        codes = reading.codes[former:index]
        ongoing = reading.text.endswith(UP_TO_NOW, 0, reading.tokens[begin - 1].start)
        begin = former if ongoing or ("Q" in codes and not set("PR") & set(codes)) else begin
    start = reading.tokens[begin - 1].end if begin else reading.start
    return shapes["now"].search(reading.text, start, reading.tokens[index].start) is not None


def is_at_present(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether the clause of an English quantity tells it of now: now runs 12, up from the current five."""
    begin, start = reading.clause_start(index), reading.tokens[index].start
    return shapes["at-present"].search(reading.text, reading.tokens[begin].start, start) is not None


def is_vintage(reading: Reading, times: list[Time], time: Time) -> bool:
    """Say whether a year only tells which make is priced on a day named before it: 9月28日，2025年松溪酒报价810元."""
    if reading.english or time.period is None or time.period != calendar.year(time.period.start.year):
        return False
    if reading.codes[time.position + 1 : time.position + 2] not in ("w", "M", "S", "C"):
        return False
    before = times[: bisect_left(times, time.position, key=POSITION)]
    return any(day.period is not None and day.period.start == day.period.end and not day.told for day in before)


def goes_on(reading: Reading, index: int, time: Time, shapes: Shapes) -> bool:
    """Say whether a quantity is of each year from or up to a time: 2012年起拨款，每年约2亿元."""
    if reading.english or (time.expression.tail != "start" and time.expression.role != "until"):
        return False
    if time.expression.role == "since":
        return False  # 2012年起实施至今, 自3月5日开始供气以来
    end, start = time.expression.end, reading.tokens[index].start
    since = shapes["ever-since"].search(reading.text, end, start) is not None
    if time.expression.tail == "start" and (
        shapes["ran-on"].match(reading.text, end) or (since and is_long(time.period))
    ):
        return True  # 自2019年起，公司已三次增资，共5亿元; 从去年5月8日开始上涨，最新报3元
    return reading.text.find("每年", end, start) >= 0


def is_of_results(sought: Sought, time: Time, shapes: Shapes) -> bool:
    """Say whether a time is of results told before a move of the day: 去年盈利5亿元，股价午后升3%."""
    reading, begin = sought.reading, sought.begin
    if not sought.session or reading.english or time.position >= begin or not is_long(time.period):
        return False
    if time.expression.tail == "start":
        return False  # 下月起电费减7%
    if reading.codes[time.position + 1 : time.position + 2] == "," or "Q" not in reading.codes[time.position : begin]:
        return False
    result = reading.codes.find("Q", time.position)
    return tells_of_day(reading, result + 1, sought.position, shapes)


def tells_of_day(reading: Reading, first: int, index: int, shapes: Shapes) -> bool:
    """Say whether a sentence tells of the session of a day between two tokens: 午后, 收报."""
    begin = reading.tokens[first].start
    return shapes["of-the-day"].search(reading.text, begin, reading.tokens[index].start) is not None


def is_recalled(reading: Reading, index: int, times: list[Time], time: Time) -> bool:
    """Say whether a time only gave what went before, behind a strong mark: 次季升1%，首季升2%；按年升3%."""
    if time.expression.kind != "date" or time.expression.dated or reading.codes[: time.position][-1:] != ",":
        return False
    return is_parted(reading, index, time) and _is_earlier(times, time)


def _is_earlier(times: list[Time], time: Time) -> bool:
    """Say whether a time is as long as the one before it, and lies before that."""
    before = bisect_left(times, time.position, key=POSITION) - 1
    last = times[before].period if before >= 0 else None
    if last is None or time.period is None or time.period.end >= last.start or not is_long(time.period):
        return False
    return abs((time.period.end - time.period.start).days - (last.end - last.start).days) < FEW


def moves_on(reading: Reading, time: Time, last: Period | None) -> bool:
    """Say whether a time opens a clause behind the one that was told of before, to tell of what came next."""
    if time.period is None or last is None or time.of is not None or time.local or time.told:
        return False
    if time.position and reading.codes[time.position - 1] != ",":
        return False
    alike = abs((time.period.end - time.period.start).days - (last.end - last.start).days) < FEW
    return alike and is_long(last) and time.period.start > last.end


def is_revised(place: Place, shapes: Shapes) -> bool:
    """Say whether a quantity is what a forecast was before it was revised: 将预测由5%下调至3%."""
    reading, start = place.reading, place.quantity.left
    if reading.english:
        return False
    first = reading.clause_start(place.index)
    if reading.codes[max(first - 2, 0) : first + 1] == "Q,f":
        first = reading.clause_start(first - 1)  # 目标下调10%，从20万套降至18万套
    begin = reading.tokens[first].start
    if shapes["existing"].search(reading.text, begin, start) is not None:
        return False  # 目标是将占比从现在的60%提高到80%
    if shapes["expectation"].search(reading.text, begin, start) is not None:
        return True
    following = reading.codes.find("Q", place.index + 1)  # 6月由14万个下修至1万个
    stop = reading.tokens[following].start if following >= 0 else start
    return shapes["restated-to"].search(reading.text, place.quantity.right, stop) is not None


def is_mean(reading: Reading, metric: Mention | None) -> bool:
    """Say whether a metric is a mean, which is of a time even where what it is of is a length: 平均发行期限7年."""
    if metric is None or metric.start is None or reading.english:
        return False
    return reading.text.startswith("平均", metric.start) or reading.text.endswith("平均", 0, metric.start)
