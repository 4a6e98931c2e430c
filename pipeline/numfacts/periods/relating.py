"""The operations of rules that lead from the day of publication, or from a period the text gave, to another.

Each takes the work so far and its atom, and gives the atom's period, or null where the context does not tell.
"""

from __future__ import annotations

import datetime as dt

from numfacts.periods import calendar
from numfacts.periods.calendar import add_days, add_months, instant, stepped, whole
from numfacts.periods.context import PeriodContext, Work
from numfacts.periods.expressions import LEVELS, Atom
from numfacts.records import Period

FRIDAY, SUNDAY = 4, 6
DECEMBER = 12
SEASONS = ("spring", "summer", "autumn", "winter")
YEAR_BEFORE_LAST = -2  # what 前年同期 counts back

_YEAR_JUST_OVER = 3  # the last month in which 全年 may be the year before
_REPORTED = "报告期"
_COMING = ("next ", "Next ", "coming ")
_LEAD = 12  # characters before a weekday that may say that it has yet to come
NEAR = 14  # days from publication within which a time tells where the weekdays behind it lie
_BEGUN = 2  # days before publication of a weekday from which something is in force: 周二起生效, told on a Wednesday


def shift(work: Work, atom: Atom) -> Period | None:
    """去年, 本月, 昨日, next week: from the day of publication; 本月 without one is the month named last."""
    rule, context = atom.rule, work.context
    value = rule.number(work.text, atom)
    fiscal = _fiscal(work, atom, value)
    if fiscal is not None:
        return fiscal
    if (year := _of_report(work, atom, value)) is not None:
        return year
    if context.today is not None:
        return calendar.shifted(rule.unit, context.today, value)
    if value == -1 and work.beside and rule.unit != "year" and context.previous is not None:
        return calendar.shifted(rule.unit, context.previous.end, value)  # 截至2021年底…，较上季度末的5亿元
    if rule.unit == "month" and value == 0:
        return context.named.get("month")  # 截至4月20日，4月交付3万辆，本月共将交付5万辆
    present = context.present(value)
    return calendar.year(present + value) if rule.unit == "year" and present else None


def pair(work: Work, atom: Atom) -> Period | None:
    """今明两年, 今明两日: a year or a day and the one behind it."""
    today, number = work.context.today, atom.rule.number(work.text, atom)
    if today is None:
        return None
    first, last = (calendar.shifted(atom.rule.unit, today, number + step) for step in (0, 1))
    return Period(first.start, last.end)


def _of_report(work: Work, atom: Atom, value: int) -> Period | None:
    """Give the year that 本年 is in a text of no known day: 预计2021年度净利润…，本年度收入增长."""
    previous, today = work.context.previous, work.context.today
    if atom.rule.unit != "year" or value or previous is None or not work.text.startswith("本年", atom.start):
        return None
    return previous if today is None and calendar.grain(previous) == "year" else None


def shift_fiscal(work: Work, atom: Atom) -> Period | None:
    """last fiscal year: only where it is known when they begin."""
    month = work.context.fiscal_start
    return _year_from(work.context.today, atom.rule.number(work.text, atom), month) if month else None


def shift_academic(work: Work, atom: Atom) -> Period | None:
    """the coming academic year: from September."""
    return _year_from(work.context.today, atom.rule.number(work.text, atom), 9)


def shift_season(work: Work, atom: Atom) -> Period | None:
    """this summer, last winter, the spring of 2024: of three months from March on; winter ends in February."""
    parts, today = atom.rule.parts(work.text, atom.start), work.context.today
    month = 3 * (SEASONS.index(parts["s"].lower()) + 1)
    if "y" in parts:
        return _months(int(parts["y"]), month)
    if today is None:
        return None
    seasons = [_months(today.year + step, month) for step in (-2, -1, 0, 1)]
    if "l" in parts:
        return next(season for season in reversed(seasons) if season.end < today)
    if "x" in parts:
        return next(season for season in seasons if season.start > today)
    return seasons[2] if month < DECEMBER else next(season for season in seasons if season.end >= today)


def _months(year: int, month: int) -> Period:
    """Give three months from one on."""
    start = dt.date(year, month, 1)
    return Period(start, add_days(add_months(start, 3), -1))


def _fiscal(work: Work, atom: Atom, value: int) -> Period | None:
    """Give the fiscal year of 本年度 and the like, where it is known when they begin."""
    month = work.context.fiscal_start
    if (
        atom.rule.unit != "year"
        or month is None
        or not work.shapes["of-fiscal-year"].search(work.text, atom.start, atom.end)
    ):
        return None
    return _year_from(work.context.today, value, month)


def _year_from(today: dt.date | None, value: int, month: int) -> Period | None:
    return calendar.year(today.year - (today.month < month) + value, month) if today else None


def week(work: Work, atom: Atom) -> Period | None:
    """上周, 本周五, 下星期一至三, 上周末; on a Sunday the week that ends is the last one."""
    today, parts = work.context.today, atom.rule.parts(work.text, atom.start)
    if today is None:
        return None
    if atom.rule.id == "whole-week" and (told := _week_told(work.context)) is not None:
        return told  # 上周股市先抑后扬，周五收高，全周涨1%
    last = 0 if today.weekday() == SUNDAY else -1
    found = calendar.shifted("week", today, last if "l" in parts else 1 if "x" in parts else 0)
    if "w" in parts:
        return _up_to(parts, add_days(found.start, _weekday(parts["w"])))
    return Period(add_days(found.start, 5), found.end) if "e" in parts else found


def _week_told(context: PeriodContext) -> Period | None:
    """Give the week that the text named last, unless it went on to tell of a day in another."""
    previous, named = context.previous, context.named.get("week")
    if previous is None or previous.start < previous.end:
        return named
    return calendar.containing("week", previous.start)


def weekday(work: Work, atom: Atom) -> Period | None:
    """周一, Friday, 周末: the last one up to publication, or the next one where it lies ahead."""
    today, parts = work.context.today, atom.rule.parts(work.text, atom.start)
    number = _weekday(parts["w"]) if "w" in parts else 7 if "e" in parts else atom.rule.number(work.text, atom) - 1
    if today is None:
        return None
    wanted = 5 if number == 7 else number
    if work.text.endswith(("this ", "This "), 0, atom.start):
        return instant(add_days(calendar.containing("week", today).start, wanted))
    back = (today.weekday() - wanted) % 7 or 7 * work.past
    back = back or -7 * work.text.endswith(_COMING, 0, atom.start)  # next Thursday, told on a Thursday
    begun = 0 < back <= _BEGUN and work.text.startswith("起", atom.end)
    begun = begun and work.shapes["to-begin"].search(work.text, max(atom.start - _LEAD, 0), atom.start) is None
    future = work.future or (not work.text[atom.start].isascii() and _goes_on(work.context.previous, today))
    found = add_days(today, (7 - back) % 7 if future and not begun and back >= 0 else -back)
    return Period(found, add_days(found, 1)) if number == 7 else _up_to(parts, found)


def _up_to(parts: dict[str, str], first: dt.date) -> Period:
    """Give the day that a weekday is, or those from it to the one named behind it in its week: 周一至三, 周六及日."""
    days = _weekday(parts["w2"]) - first.weekday() if "w2" in parts else 0
    return Period(first, add_days(first, max(days, 0)))


def _goes_on(previous: Period | None, today: dt.date) -> bool:
    """Say whether the time told last is one of the next days, as a weekday behind it is too: 明日20度，周末15度."""
    return previous is not None and today <= previous.start and 0 < (previous.end - today).days < NEAR


def todate(work: Work, atom: Atom) -> Period | None:
    """年内, 年初至今, 2022年开年以来: up to the day the text counts to, or to publication."""
    context, previous = work.context, work.context.previous
    latest = context.as_of or context.today
    if latest is None and previous is not None and work.text.startswith("年内", atom.start):
        year = calendar.containing("year", previous.end)
        return year if year == previous else None  # 2023年…，年内基金达5只
    if latest is None and previous is not None and previous.start == previous.end:
        latest = previous.end
    base = work.base or (calendar.containing(atom.rule.unit, latest) if latest else None)
    return calendar.span(base.start, min(base.end, latest)) if base and latest else None


def announced(work: Work, atom: Atom) -> Period | None:
    """本公告日, 截至发稿."""
    day = work.context.announced or work.context.published
    return instant(day) if day else None


def same(work: Work, atom: Atom) -> Period | None:
    """同期, 期内, 去年同期: a period the text has named, or the like of it in another year."""
    previous, as_of = work.context.previous, work.context.as_of
    value = atom.rule.number(work.text, atom)
    if previous is not None and previous.start == previous.end and work.text[atom.start].isascii():
        previous = work.context.course or previous  # a profit for the half year, it said on Wednesday; in the period
    if work.text.startswith(_REPORTED, atom.start) and (main := work.context.report or work.context.main):
        return main
    if work.base is None and value == 0 and (previous is None or previous.start == previous.end):
        share = previous is not None and work.text.endswith("占", 0, atom.start)  # 截至11月末…，占同期存量的一成
        return previous if share else None  # a day has no course
    if previous is None:
        return None
    if value == YEAR_BEFORE_LAST and (today := work.context.today) and previous.end.year == today.year - 1:
        value += 1  # 去年下半年..., 前年同期: the year before last of who writes
    if as_of and calendar.grain(previous) == "year" and previous.start <= as_of < previous.end:
        previous = Period(previous.start, as_of)
    return calendar.moved(previous, work.base.end.year - previous.end.year if work.base else value)


def that(work: Work, atom: Atom) -> Period | None:
    """当月, 全年, the quarter: the unit that the last period lies in."""
    unit, context = atom.rule.unit, work.context
    if work.base is not None:
        return work.base
    if unit == "year" and context.reported_year and context.previous in (None, context.reported_year):
        return context.reported_year  # 全年亏损收窄…，截至3月31日止年度
    today = instant(context.today) if unit == "day" and context.today else None
    itself = atom.rule.number(work.text, atom) == 1  # at that time: of whatever day was named last
    until = context.as_of is not None and context.previous == instant(context.as_of)
    if unit == "day" and context.day is not None and until and not itself:
        return instant(context.day)  # 8月4日公告，截至7月31日…同日
    if context.previous is not None:
        known = calendar.grain(context.previous)
        if known == "day" and unit in context.named and work.text[atom.start].isascii():
            return context.named[unit]  # the second quarter ..., it said on Thursday; in the quarter
        if unit == "year" and context.previous.start.year != context.previous.end.year and known is None:
            return context.previous  # 2022年至2024年，每年分红不低于当年净利润的50%
        if unit == known == "year":
            return context.previous  # 3月31日止年度全年业绩
        finer = known is None or LEVELS[known] <= LEVELS[unit]
        return calendar.containing(unit, context.previous.end) if finer else today
    if unit == "year" and work.future and context.today and context.today.month > _YEAR_JUST_OVER:
        return calendar.containing("year", context.today)  # 预计全年增长5%
    if unit == "year" and context.anchor_year and not context.published:
        return calendar.year(context.anchor_year)
    if unit == "year" and context.today and work.text[atom.start].isascii():
        return calendar.shifted("year", context.today, -work.past)  # full-year profit rose
    if unit == "week" and context.today and work.text[atom.start].isascii():
        return calendar.containing("week", calendar.add_days(context.today, -1))  # on Monday: of the week before
    return today


def before(work: Work, atom: Atom) -> Period | None:
    """前一日, 上年, the previous month, 翌年: from the last period of the text, else from publication."""
    rule, context = atom.rule, work.context
    value, unit = rule.number(work.text, atom), rule.unit
    fiscal = _fiscal(work, atom, value)
    if fiscal is not None:
        return fiscal
    known = calendar.grain(context.previous) if context.previous else None
    if context.shifted == rule.id and known == unit == "year":
        return context.previous  # 上年度…，上年度…
    near = context.previous if known is not None and LEVELS[known] <= LEVELS[unit] else None
    if near is not None and unit == known == "year" and near.start.month > 1:
        return calendar.moved(near, value)  # 截至3月底止年度…，上年度
    start = near.start if near else context.today
    if start is None:
        return None
    found = calendar.shifted(unit, start, value)
    if unit == "day" and found.end.weekday() > 4 and "交易" in work.text[atom.start : atom.end]:
        return instant(add_days(found.end, (4 if value < 0 else 7) - found.end.weekday()))
    return found


def ago(work: Work, atom: Atom) -> Period | None:
    """80 years ago, two decades ago, three days ago: the year, the month or the day so long before publication."""
    parts, today = atom.rule.parts(work.text, atom.start), work.context.today
    number = whole(parts.get("n", "one"))
    if number is None or today is None:
        return None
    return calendar.shifted(atom.rule.unit, today, -number * (10 if {"ten", "one"} & parts.keys() else 1))


def after(work: Work, atom: Atom) -> Period | None:
    """第二个交易日: the session after a day that the text named; null where that was none."""
    day = work.context.previous
    if day is None or day.start != day.end or day.end.weekday() > FRIDAY:
        return None
    return instant(add_days(day.end, 3 if day.end.weekday() == FRIDAY else 1))


def past(work: Work, atom: Atom) -> Period | None:
    """过去两星期, the past ten days: up to the day before publication; 近30日 up to that of publication."""
    today, size = work.context.published, _length(work, atom)
    if today is None or size is None:
        return None
    if work.unit(atom.rule.parts(work.text, atom.start).get("u", "")) == "year" and _is_of_each(work, atom):
        ended = _year_from(today, -1, 1)
        return calendar.span(stepped(add_days(ended.end, 1), size, -1), ended.end) if ended else None  # 过去两年每年
    end = add_days(today, 0 if work.text.startswith("近", atom.start) else -1)
    return calendar.span(stepped(add_days(end, 1), size, -1), end)


def _is_of_each(work: Work, atom: Atom) -> bool:
    """Say whether so much is told of each of the units of a length of time: 过去两年每年."""
    return work.shapes["of-each-year"].match(work.text, atom.end) is not None


def future(work: Work, atom: Atom) -> Period | None:
    """未来三年, the next 30 days: from the day of publication; 未来5个财政年度 from the next fiscal year."""
    today, size, month = work.context.published, _length(work, atom), work.context.fiscal_start
    if today is None or size is None:
        return None
    if month and "财" in work.text[atom.start : atom.end]:
        first = _year_from(today, 1, month)
        return calendar.months(first.start, size[0]) if first else None
    return calendar.span(today, add_days(stepped(today, size, 1), -1))


def span(work: Work, atom: Atom) -> Period | None:
    """五年内 of something that lies ahead; any other length of time is no period."""
    within = work.text.startswith(("内", "之内", "以内"), atom.end)
    ahead = within and (work.future or work.shapes["will-within"].match(work.text, atom.end) is not None)
    return future(work, atom) if ahead else None


def streak(work: Work, atom: Atom) -> Period | None:
    """连续3年: so many units up to the last period of the text."""
    parts, previous = atom.rule.parts(work.text, atom.start), work.context.previous
    number, unit = whole(parts.get("n")), work.unit(parts.get("u", ""))
    if number is None or previous is None or unit not in calendar.MONTHS:
        return None
    if LEVELS[calendar.grain(previous) or "day"] > LEVELS[unit]:
        return None
    last = calendar.containing(unit, previous.end)
    return calendar.span(add_months(last.start, -calendar.MONTHS[unit] * (number - 1)), last.end)


def none(work: Work, atom: Atom) -> Period | None:
    """13:45, 90年代, 双11: never a period."""
    return None


def closing(work: Work, atom: Atom, end: dt.date) -> Period | None:
    """Give the span of a length in whole months that a day closes: three months ended June 30."""
    parts = atom.rule.parts(work.text, atom.start)
    number, unit = whole(parts.get("n")), work.unit(parts.get("u", ""))
    return calendar.back(end, number * calendar.MONTHS[unit]) if number and unit in calendar.MONTHS else None


def _weekday(char: str) -> int:
    return "一二三四五六日".find(char.replace("天", "日"))


def _length(work: Work, atom: Atom) -> tuple[int, int] | None:
    """Give a length of time as months and days; null where it is vague, or counted in hours or trading days."""
    parts = atom.rule.parts(work.text, atom.start)
    number = calendar.count(parts.get("n", "one"))  # the past year
    if (
        atom.rule.op == "future"
        and work.text.find(parts.get("n", "") + parts.get("more", "-"), atom.start, atom.end) > 0
    ):
        number = calendar.count(parts.pop("more"))  # 未来一两日: two at most
    written = next((parts[name] for name in ("u", "ua", "ub") if name in parts), "")
    unit = work.unit(written)
    if number is None or "more" in parts or unit in (None, "none"):
        return None
    tenths = int(number * 10) + (5 if "半" in written or "half" in parts else 0)
    tenths *= 10 if "decade" in written.lower() else 1
    if unit in calendar.MONTHS:
        months, rest = divmod(tenths * calendar.MONTHS[unit], 10)
        return months, rest * 3
    return 0, tenths * (7 if unit == "week" else 1) // 10
