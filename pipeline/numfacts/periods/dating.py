"""The operations of rules that name a date or a part of one, each within the period of the coarser atoms.

Each takes the work so far and its atom, and gives the atom's period, or null where nothing dates it.
"""

from __future__ import annotations

import datetime as dt

from numfacts.periods import calendar
from numfacts.periods.calendar import instant, part_of_year, span, whole
from numfacts.periods.context import Work, edge_of, undated
from numfacts.periods.expressions import Atom
from numfacts.programs import later
from numfacts.records import Period

_LAUNCH = 12  # characters before the first months of something in which it is said to be launched
_MONTH = 31  # days
_HALF = 5  # months between the first and the last of half a year
_DAYS = {"day": 1, "week": 7}
_INTERIM = "中期"
_INTERIM_WITHIN = 150  # days after the end of half a year in which its results are told
_REPORTED_WITH = 3  # the quarter that companies report on together with the two before it
_LISTED = later("[、及和,]| and ")
_BETWEEN = ("between ", "Between ")
_UNTIL = "前"  # behind an end that something is to be done by: 月底前
_LAST = "last-part"  # begins the ids of rules for the last months of a year: final three months
_ZODIAC = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
_ZODIAC_START = 2020  # the last year of the rat
_SCHOOLS = ("academic year", "school year")
_SCHOOL_YEAR = 9  # the month school years begin in
_OFF = 14  # days that a feast has at most; in longer seasons, such as 春运, markets trade
_NEW_YEAR = "正月"  # the first lunar month, the first day of which is listed with the feasts
_OLD_YEAR = "廿九"  # the 29th of the last lunar month, listed alike
_AROUND_NEW_YEAR = frozenset((12, day) for day in range(10, 32)) | frozenset((1, day) for day in range(1, 8))
_SATURDAY = 5  # the number of the first weekday without trading
_JUST = 3  # days back within which a day is past, whatever is yet to come (18日起罢工 on the 19th)
_FISCAL = "财年"
_FISCAL_YEAR = 4  # the month of fiscal years that are written as two years (2025/26)


def date(work: Work, atom: Atom) -> Period | None:
    """2025-01-08."""
    parts = atom.rule.parts(work.text, atom.start)
    day = calendar.day_of(int(parts["y"]), int(parts["m"]), int(parts["d"]))
    return instant(day) if day else None


def year(work: Work, atom: Atom) -> Period | None:
    """2025年, 2025/26年度, FY25, 2019-2021年, 25Q2, 1H, 虎年, 民国114年."""
    parts = atom.rule.parts(work.text, atom.start)
    if "z" in parts:
        return calendar.year(
            _zodiac_year(parts["z"], (work.context.today.year if work.context.today else work.context.present(0)))
        )
    size, index = (3, int(parts["q"])) if "q" in parts else (6, int(parts.get("h", 0)))
    if "y" not in parts:
        return undated(work, lambda base: part_of_year(base.start, size, index))
    number, written = _full_year(parts["y"], atom.rule.value), work.text[atom.start : atom.end]
    if number is None:
        return None
    school = "学年" in written or written.endswith(_SCHOOLS)
    paired = _SCHOOL_YEAR if school else work.context.fiscal_start or _FISCAL_YEAR
    if "p" in parts:
        return _year_pair(number, int(parts["p"]) % 100, paired, written)
    if "y2" in parts:
        other = _full_year(parts["y2"])
        one = "/" in written or not written.endswith(("年", parts["y2"]))
        if other == number + 1 and one and (not written.endswith("年") or written.endswith("学年")):
            return calendar.year(number, paired)
        first, last = calendar.year(number), calendar.year(other or 0)
        return span(first.start, last.end) if first and last else None
    reported = work.context.reported_year
    # a text that speaks of 财年, or of one by its end, means them by 年度 too
    so_called = written.endswith("年度") and (reported is not None or _FISCAL in work.text)
    fiscal = so_called or "f" in parts or atom.rule.id.startswith("fiscal")
    if fiscal and reported is not None and not school and not index:
        return calendar.moved(reported, number - reported.end.year)  # 截至2020年3月31日止年度…，2019年度
    base = calendar.year(number, paired if school else (fiscal and work.context.fiscal_start) or 1)
    return part_of_year(base.start, size, index) if base and index else base


def _zodiac_year(animal: str, present: int | None) -> int:
    """Give the year of an animal that is nearest to the present one; where that is unknown, of the latest twelve."""
    year = _ZODIAC_START + _ZODIAC.index(animal)
    return year if present is None else year + 12 * round((present - year) / 12)


def _year_pair(number: int, other: int, month: int, written: str) -> Period | None:
    """Resolve 2024-25: a fiscal year, 2021-23年: some years, 2024-05: a month."""
    plain = written.endswith("年") and not written.endswith(("学年", "财年"))
    if other == (number + 1) % 100 and not plain:
        return calendar.year(number, month)
    if other > number % 100:
        last = calendar.year(number - number % 100 + other)
        return span(dt.date(number, 1, 1), last.end) if last else None
    first = calendar.day_of(number, other, 1)
    return calendar.containing("month", first) if first and not plain else None


def half(work: Work, atom: Atom) -> Period | None:
    """上半年, H1; first-half profit rose of the last one that was over."""
    parts = atom.rule.parts(work.text, atom.start)
    index = int(parts["h"]) if "h" in parts else atom.rule.number(work.text, atom)
    return undated(work, lambda base: part_of_year(base.start, 6, index), ended=work.past, part=True)


def report(work: Work, atom: Atom) -> Period | None:
    """半年度报告 of its year; without one, of the last half that is over."""
    size = 12 // atom.rule.number(work.text, atom)
    if work.base is None and work.context.today is None:
        return None
    if work.base is None and work.text.startswith(_INTERIM, atom.start):
        return _interim(work)
    return undated(work, lambda base: part_of_year(base.start, size, 1), ended=True)


def _interim(work: Work) -> Period | None:
    """Give the six months up to the day that a text counts to, or up to the end of the last quarter: 中期多赚5%."""
    today, end = work.context.today, work.context.as_of
    if today is None:
        return None
    if end is None or calendar.containing("month", end).end != end or not 0 <= (today - end).days < _INTERIM_WITHIN:
        end = calendar.add_days(calendar.containing("quarter", today).start, -1)
    return calendar.back(end, 6)


def quarter(work: Work, atom: Atom) -> Period | None:
    """第四季度, Q4, 一至三季度; the report on the third quarter is one on all three: 三季报."""
    parts = atom.rule.parts(work.text, atom.start)
    index = next((whole(part) for name, part in parts.items() if name != "qb"), None)
    index = index or atom.rule.number(work.text, atom)
    number = (whole(parts.get("qb")) or index) - index + 1
    if index == _REPORTED_WITH and number == 1 and _on_all_three(work, atom.end):
        index, number = 1, index
    return undated(work, lambda base: part_of_year(base.start, 3, index, number), part=True) if number > 0 else None


def _on_all_three(work: Work, end: int) -> bool:
    """Say whether what stands behind a third quarter is a report on all three, which the text does not tell apart."""
    report = work.shapes["report-of-quarters"].match(work.text, end)
    return report is not None and work.shapes["quarters-apart"].search(work.text) is None


def first(work: Work, atom: Atom) -> Period | None:
    """前三季度, 首两个月, first nine months, 最后三个月, final three months; 8月头15日, 今年前三周.

    What is launched in a month has its first months from then on: 去年10月推出，首两个月.
    """
    parts = atom.rule.parts(work.text, atom.start)
    number, unit = whole(parts["n"]), work.unit(parts.get("u") or parts.get("ua") or "")
    days = (number or 0) * _DAYS.get(unit or "", 0)
    if days:
        base = work.base
        return span(base.start, min(calendar.add_days(base.start, days - 1), base.end)) if base else None
    size = calendar.MONTHS.get(unit or "")
    if not number or not size or number * size > 12:
        return None
    months = number * size
    if atom.rule.id.startswith(_LAST):
        return undated(work, lambda base: calendar.back(base.end, months), ended=True)
    began = work.context.previous if work.base is None and unit == "month" else None
    if began is not None and (began.end - began.start).days < _MONTH and work.led_by("begun-then", _LAUNCH):
        return calendar.months(began.start, months)
    return undated(work, lambda base: calendar.months(base.start, months), ended=True)


def month(work: Work, atom: Atom) -> Period | None:
    """1月, 1-8月, 1月8日, 1月10日至16日, March, January and February, 3 March, the June quarter."""
    parts = atom.rule.parts(work.text, atom.start)
    one, last = calendar.month_number(parts["m"]), calendar.month_number(parts.get("m2") or parts["m"])
    day = whole(parts.get("d") or parts.get("da"))
    to = whole(parts.get("d2") or parts.get("db")) or day
    listed = "m2" in parts and day is None and _LISTED.search(work.text, atom.start, atom.end)
    if listed and work.text.endswith(_BETWEEN, 0, atom.start):
        listed = None
    if one is None or last is None or (listed and last != one + 1):
        return None

    def within(base: Period) -> Period | None:
        number = base.start.year + (one < base.start.month)
        other = number + (last < one)
        if day is None or to is None:
            end = calendar.day_of(other, last, 1)
            return span(calendar.day_of(number, one, 1), calendar.containing("month", end).end if end else None)
        return span(calendar.day_of(number, one, day), calendar.day_of(other, last, to))

    today = work.context.today
    # Told before its last month is over, or in its first, as half a year or more is not: 1-12月 in January.
    begins = (last,) if last - one > _HALF else (one, last)
    current = today is not None and today.month in begins and one < last
    ranged = "m2" in parts and day is None and not listed  # not 取消2月及3月的航班
    return undated(work, within, ended=ranged and not current)


def season(work: Work, atom: Atom) -> Period | None:
    """春季 of a year: March to May, and so on; winter ends in February."""
    if work.base is None:
        return None
    start = calendar.add_months(work.base.start.replace(month=3, day=1), 3 * (atom.rule.number(work.text, atom) - 1))
    return Period(start, calendar.add_days(calendar.add_months(start, 3), -1))


def tenday(work: Work, atom: Atom) -> Period | None:
    """中旬 of a month; 9月至10月上旬 runs up to the end of it."""
    number = atom.rule.number(work.text, atom)
    base = work.base or (calendar.containing("month", work.context.today) if work.context.today else None)
    found = calendar.tenday(base if base is None else calendar.containing("month", base.end), number) if base else None
    longer = base is not None and base.start.day == 1 and base.start.month != base.end.month
    return span(base.start, found.end) if found and base and longer else found


def halfmonth(work: Work, atom: Atom) -> Period | None:
    """上半月 of a month: its first 15 days."""
    base = work.base or (calendar.containing("month", work.context.today) if work.context.today else None)
    return calendar.halfmonth(base, atom.rule.number(work.text, atom)) if base else None


def day(work: Work, atom: Atom) -> Period | None:
    """8日, 1日至14日: of the month given, of the last one that has come to it, or of the month the text speaks of."""
    parts = atom.rule.parts(work.text, atom.start)
    one = whole(parts["d"]) or 0
    last = whole(parts.get("d2")) or one
    base, today, previous = work.base, work.context.today, work.context.previous
    if base is None and today is not None:
        just = 0 < today.day - last <= _JUST
        offset = (last < today.day) if work.future and not just else -(one > today.day)
        base = calendar.shifted("month", today, offset)
    if base is None and previous is not None and calendar.grain(previous) in ("day", "month"):
        base = calendar.containing("month", previous.end)
    if base is None:
        return None
    number, of = base.start.year, base.start.month
    return span(calendar.day_of(number, of, one), calendar.day_of(number, of, last))


def edge(work: Work, atom: Atom) -> Period | None:
    """年底, 期末, middle of the year."""
    rule, context, base = atom.rule, work.context, work.base
    if base is None and rule.unit == "none":
        base = context.previous
    elif base is None:
        number = rule.number(work.text, atom)
        present = context.present(number) or (None if number else context.sentence_year)  # 年初至2023年4月14日
        today = context.today or (dt.date(present, 12, 31) if present else None)
        today = today or (context.previous.end if context.previous and not number else None)
        ahead = work.future or (rule.unit != "year" and work.text.startswith(_UNTIL, atom.end))
        told = rule.edge == "end" and not number and not ahead
        if told and context.previous and _is_one_before(rule.unit, context.previous, today):
            today = context.previous.end  # 2024年营收…，年末门店…
        base = calendar.shifted(rule.unit, today, number) if today else None
    return edge_of(base, rule.edge, work.since) if base else None


def _is_one_before(unit: str, previous: Period, today: dt.date | None) -> bool:
    """Say whether the last period of a text is of the year before a day's, or one before its quarter or month."""
    if today is None:
        return False
    if unit == "year":
        whole = calendar.grain(previous) in ("year", "half", "quarter", "month")
        whole = whole or (previous == instant(previous.end) and (previous.end.month, previous.end.day) == (12, 31))
        return whole and previous.end.year == today.year - 1
    told = calendar.containing(unit, previous.end)
    return previous in (told, instant(told.end)) and previous.end < today and told != calendar.containing(unit, today)


def decade(work: Work, atom: Atom) -> Period | None:
    """上世纪60年代, 2010s: ten years; without a century, of the last one."""
    parts = atom.rule.parts(work.text, atom.start)
    tens = whole(parts["tens"]) or 0
    century = (int(parts["century"]) - 1) * 100 if "century" in parts else int(parts.get("hundreds", 19)) * 100
    start = calendar.year(century + tens)
    return Period(start.start, dt.date(century + tens + 9, 12, 31)) if start else None


def plan(work: Work, atom: Atom) -> Period | None:
    """十四五: five years."""
    one = atom.rule.number(work.text, atom)
    return Period(dt.date(one, 1, 1), dt.date(one + 4, 12, 31))


def feast(work: Work, atom: Atom) -> Period | None:
    """春节假期, Lunar New Year, Easter: the days off; of feasts of one name, the nearer (Golden Week)."""
    written, feasts, today = work.text[atom.start : atom.end], work.rules.feasts, work.context.today
    table = next((table for name, table in feasts.items() if name.lower() in written.lower()), None)
    tables = [] if table is None else [feasts[table[key]] for key in ("as", "or") if key in table] or [table]

    def within(base: Period) -> Period | None:
        number = base.start.year
        if not tables:
            days = calendar.easter(number) if written.startswith(("复活节", "Easter", "Good Friday")) else None
            ends = {"Good Friday": instant(days.start), "Easter Monday": instant(days.end)} if days is not None else {}
            return ends.get(written, days)
        found = [_holidays(number, days.get(str(number)) or days.get("*")) for days in tables]
        named = [days for days in found if days is not None]
        return min(named, key=lambda days: abs((days.start - (today or days.start)).days), default=None)

    return undated(work, within, near=True)


def lunar(work: Work, atom: Atom) -> Period | None:
    """正月初一至初五, 年初三, 年廿九至年初三, 除夕: days counted from the first of the lunar year, or to its eve."""
    parts, today = atom.rule.parts(work.text, atom.start), work.context.today
    western = "ea" in parts and not work.shapes["lunar-before"].search(work.text, max(atom.start - 3, 0), atom.start)
    if western and today is not None and (today.month, today.day) in _AROUND_NEW_YEAR:
        return instant(dt.date(today.year - (today.month == 1), 12, 31))
    first = 0 if {"e", "ea", "l"} & parts.keys() else whole(parts.get("d") or parts["t"]) or 1
    last = max(first, whole(parts.get("d2") or parts.get("t2", "")) or 0)

    def within(base: Period) -> Period | None:
        year = str(base.start.year)
        named = (work.rules.feasts[name].get(year) for name in (_NEW_YEAR, _OLD_YEAR))
        new_year, late = (_holidays(base.start.year, days) for days in named)
        if new_year is None or ("l" in parts and late is None):
            return None
        days = [calendar.add_days(new_year.start, day - 1) for day in (first, last)]
        if "l" in parts and late is not None:
            days[0] = calendar.add_days(late.start, (whole(parts["l"]) or 9) - 9)
        return span(days[0], days[1] if last else days[0])

    return undated(work, within, near=True)


def day_off(work: Work, atom: Atom) -> Period | None:
    """五一假期首日, 春节假期第三天, 清明假期最后一天."""
    parts, base = atom.rule.parts(work.text, atom.start), work.base
    if base is None:
        return None
    number = whole(parts.get("n", "一")) or 1
    day = base.end if "l" in parts else calendar.add_days(base.start, number - 1)
    return instant(day) if base.start <= day <= base.end else None


def sessions(work: Work, atom: Atom) -> Period | None:
    """2022年前三个交易日, 开年首周, 12月最后一个交易日: days on which markets trade, none of them off."""
    parts = atom.rule.parts(work.text, atom.start)
    number = whole(parts.get("n", "一")) or 0

    def within(base: Period) -> Period | None:
        if "w" in parts and calendar.grain(base) != "year":
            return None
        feasts = (table for name, table in work.rules.feasts.items() if not name.isascii() and len(table) > 1)
        off = [found for table in feasts for found in _days_off(table, base)]
        days = _working(base.end, -1, 1, off) if "l" in parts else _working(base.start, 1, number, off)
        if not days:
            return None
        return calendar.containing("week", days[-1]) if "w" in parts else span(days[0], days[-1])

    return undated(work, within)


def _days_off(table: dict[str, str], base: Period) -> list[Period]:
    """Give the holidays of a feast in the years that a period begins and ends in, and in the next."""
    numbers = range(base.start.year, base.end.year + 2)
    listed = (_holidays(number, table.get(str(number)) or table.get("*")) for number in numbers)
    return [found for found in listed if found is not None and (found.end - found.start).days < _OFF]


def _working(day: dt.date, step: int, number: int, off: list[Period]) -> list[dt.date]:
    """Give the working days from one on, forward or back."""
    found: list[dt.date] = []
    while len(found) < number:
        if day.weekday() < _SATURDAY and not any(holiday.start <= day <= holiday.end for holiday in off):
            found.append(day)
        day = calendar.add_days(day, step)
    return found


def _holidays(number: int, days: str | None) -> Period | None:
    """Read the first and last day off in a year; a first month above the last began the year before."""
    if days is None:
        return None
    one, last = days.split("-")
    start = calendar.day_of(number - (one > last), int(one[:2]), int(one[2:]))
    return span(start, calendar.day_of(number, int(last[:2]), int(last[2:])))


def _full_year(written: str, before: int = 0) -> int | None:
    """Read a year of two or four digits, or in Chinese ones, or one that is counted from so many years ``before``."""
    written = written.strip()
    number = whole(written)
    if before:
        return None if number is None else number + before
    if number is None or len(written) <= 2:
        return None if number is None else 2000 + number
    return number if 1000 <= number <= 2999 else None
