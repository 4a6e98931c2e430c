"""The days and years that a text names in full: what dates the rest where the day of publication is unknown."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable

import msgspec

from numfacts.periods import calendar
from numfacts.periods.addresses import day_of_address
from numfacts.periods.context import PeriodContext
from numfacts.periods.expressions import LEVELS, TimeExpression
from numfacts.periods.resolution import Resolver
from numfacts.programs import later
from numfacts.records import Period

_OTHER = frozenset(("than", "from", "beside", "since", "back"))  # roles of periods beside the one the text speaks of
_LINE_REACH = 300  # characters from the start of a text within which its date line stands
_YEAR = 365  # days
_NEXT = 31  # days ahead in which what a text tells of is near
_LEAP = 2000  # a year that has every day
_PLAGUE = 2019  # the year before the pandemic, with which all those behind it are compared
_OLDEST = 2000  # years before are history in any text that is read
_REPORTING = 5  # the month by which a year was reported on
_FEW = 7  # days that a span may count for a day of the text
_PREVIEWED = 9  # months into a year before what it will bring is foretold in figures
_COUNTED = 14  # characters before a year in which the day up to which it is counted may stand
_WEEKDAYS = "一二三四五六日"
_WEEKDAY_BEFORE = later(r"(?:周|星期)([一二三四五六日])\($")
_WEEKDAY = later(r"\(?(?:周|星期)([一二三四五六日])")
_WEEKDAY_REACH = 4  # characters before a day in which its weekday may stand
_FIGURED = later("[^，,。;\n]{0,24}[0-9]")  # a figure in the clause of a year, which is the one told of
_BOUND = later("[^，。;]{0,24}(?:不低于|不少于|目标)")  # of a year that is still to come
_RECORD = later("(?:以来)?(?:的|新)?[最高低]")
_HIGHEST = later("[盘收]?[中盘]?(?:创[下出造]|触及)[^，。;]{1,16}的(?:历史|上市以来|阶段)?新?[最高低]")
_BASE = later("[^，。;,]{0,12}为(?:基数|基期|基准)")
_BORN = later("[^，。;0-9]{0,6}(?:成立|创立|设立|上市|开业|有记录|有统计)[^，。;0-9]{0,4}以来")
_EARLIER = later("(?:[上前]一?次|上回|最近一次|早在|曾[经于在]?)[^，。;,]{0,16}$")
_EARLIER_REACH = 24  # characters before a time that tell that it is of something done before
_FOUNDED = later("(?:成立|创立|设立|创办|创建|注册|始建|组建|出生)(?:日期|时间)?[于在为是:] ?$")
_DUE = later("[^，。;,0-9]{0,12}(?:建成|投产|完工|竣工|上市|开工|量产|落成|通车|投运|投入使用|运营|完成建设)")
_LINE_END = later(r"[ \t]*(?:\n|$)")


class Anchors:
    """What a text says itself of when it was written, and of the years of the days it names."""

    def __init__(
        self,
        resolver: Resolver,
        expressions: list[TimeExpression],
        context: PeriodContext,
        titled: Iterable[TimeExpression] = (),
    ) -> None:
        self.known: dict[int, Period] = {}
        self._resolver = resolver
        self._days: list[dt.date] = []
        self._years: list[int] = []
        self._day_places: list[int] = []
        self._year_places: list[int] = []
        self._same: list[int] = []  # those whose like span is compared with
        self._months: list[dt.date] = []
        self._month_places: list[int] = []
        self._since: list[dt.date] = []  # the months from which on something is told, in which only their own days are
        self._twins: dict[tuple[int, int], dt.date] = {}
        self._before: list[dt.date] = []  # the last days of dated months that are only compared with
        self._reported: list[dt.date] = []  # the days after the periods that are reported on
        self._present: int | None = None
        self._ahead: set[int] = set()
        self._named: int | None = None  # the only year of the text, which numbers a notice
        self._whole: set[int] = set()  # those named as a whole
        self._titled = self._named_by(titled, context)
        signed: dt.date | None = None
        present: set[int] = set()
        names: set[int] = set()
        spoken: list[int] = []  # years, also those of events
        told: list[int] = []  # those of which figures are told that are no bounds
        for expression in expressions:
            if not expression.dated or (_year_of(expression) or _OLDEST) < _OLDEST:
                continue
            if _FOUNDED.search(expression.text, max(expression.start - _EARLIER_REACH, 0), expression.start):
                continue  # 成立于2012年2月13日 dates nothing else
            ahead = expression.future and expression.tail != "start"
            foreseen = ahead or resolver.cues.foreseen.match(expression.text, expression.end)
            if foreseen and not expression.named and not _is_due(expression):
                self._ahead.update(filter(None, (_year_of(expression),)))
            if not ahead and (month := self._month(expression, context)) is not None:
                (self._months if expression.role != "since" else self._since).append(month.start)
                if expression.role != "since":
                    self._month_places.append(expression.start)
            self._present = self._present or self._counted_year(expression)
            if expression.comparison or _is_record(expression):
                period = resolver.resolve(expression, context)
                if period is not None and calendar.grain(period) in ("day", "month"):
                    self._before.append(period.end)
            if any(atom.rule.op == "same" for atom in expression.atoms):
                self._same.extend(filter(None, (_year_of(expression),)))
            if expression.future or _is_aside(expression) or _is_deadline(expression):
                continue
            period = resolver.resolve(expression, context)
            number = period.end.year if period and period.start.year == period.end.year else _year_of(expression)
            if period and _is_years(period):
                number = None  # 2016年至2019年 is past whenever it is told
            self._present = self._present or self._present_year(expression, period)
            if period and expression.kind in ("date", "range") and expression.tail is None:
                self.known[expression.start] = period
            if number:
                led = resolver.cues.led.search(expression.text, max(expression.start - 1, 0), expression.start)
                if not expression.named:
                    spoken.append(number)
                    if _FIGURED.match(expression.text, expression.end) and not _BOUND.match(
                        expression.text, expression.end
                    ):
                        told.append(number)
                if not expression.named and not _is_of_event(expression):
                    self._years.append(number)
                    self._year_places.append(expression.start)
                if not led and not resolver.cues.elsewhen.match(expression.text, expression.start + 4):
                    (names if expression.named else present).add(number)
                    if expression.rules == ("year",) and not foreseen:
                        self._whole.add(number)
            if period and (period.end - period.start).days <= _FEW:
                self._days.append(period.end)
                self._day_places.append(expression.start)
                self._twins.setdefault((period.end.month, period.end.day), period.end)
                if _is_signature(expression):
                    signed = period.end
            elif period and (after := self._after(expression, period)) is not None:
                self._reported.append(after)
        context.announced = signed or self._announced(expressions, present or self._ahead or names)
        if context.announced is None and expressions:
            context.announced = self._addressed(expressions)
        if not self._years and not self._days and len(names) == 1:
            self._named = min(names)  # 2023年第8号通告：5月9日，…
        if context.announced is None and (day := self._in_week(expressions)) is not None:
            context.announced = day
        if self._same and not (self._present or self._years or self._days) and max(self._same) != _PLAGUE:
            self._present = max(self._same) + 1  # 较2021年同期
        context.present_year = self._present or self._presumed()
        if context.present_year is None and spoken and any(_is_last_year(found) for found in expressions):
            context.past_year = max(told or spoken)  # a text that calls a year 去年 names it so too

    def anchor(self, expression: TimeExpression, context: PeriodContext) -> None:
        """Set what an expression can take its year from: the same day in full, the day before it, a year near it."""
        at = bisect_left(self._day_places, expression.start)
        context.anchor = self._twin(expression) or (self._days[max(at - 1, 0)] if self._days else None)
        if context.anchor is None and self._months and expression.atoms[0].rule.unit == "day":
            context.anchor = self._months[max(bisect_left(self._month_places, expression.start) - 1, 0)]
        if context.anchor is None and self._since:
            day = self._within(expression, self._since[0].year)
            context.anchor = self._since[0] if day and day.start.replace(day=1) == self._since[0] else None
        if self._titled and context.anchor is None:
            context.anchor = self._in_title(expression)
        context.anchor_year = self._present
        if expression.atoms[0].rule.unit != "day" and context.anchor is None and self._present is None and self._years:
            context.anchor_year = self._years[max(bisect_left(self._year_places, expression.start) - 1, 0)]
        if context.anchor is None and context.anchor_year is None:
            context.anchor_year = self._named
        if context.anchor is None and context.anchor_year is None and self._reported:
            context.anchor_year = self._behind(expression)
        if context.anchor is None and context.anchor_year is None and self._before:
            context.anchor_year = self._first_after(expression, max(self._before))
        if context.anchor is None and context.anchor_year is None and self._ahead:
            # What is expected of a year is told in it, or beside the last quarter of the one before.
            part = expression.text.endswith("其中", 0, expression.start)  # of what is expected
            last = "四" in expression.text[expression.start : expression.end] and not part
            context.anchor_year = min(self._ahead) - last

    def _named_by(self, titled: Iterable[TimeExpression], context: PeriodContext) -> list[tuple[dt.date, str]]:
        """Give the months and days that the title names with their years, which the text may name without."""
        found: list[tuple[dt.date, str]] = []
        for expression in titled:
            period = self._resolver.resolve(expression, context) if expression.dated and not expression.named else None
            grain = calendar.grain(period) if period is not None else None
            if period is not None and grain in ("day", "month"):
                found.append((period.start, grain))
        return found

    def _in_title(self, expression: TimeExpression) -> dt.date | None:
        """Give the month or day of the title that an expression names without its year."""
        if expression.dated or expression.atoms[0].rule.op != "month":
            return None
        like = self._resolver.resolve(expression, PeriodContext(sentence_year=_LEAP))
        if like is None:
            return None
        grain = calendar.grain(like)
        found = (day for day, unit in self._titled if unit == grain and day.month == like.start.month)
        return next((day for day in found if grain == "month" or day.day == like.start.day), None)

    def _month(self, expression: TimeExpression, context: PeriodContext) -> Period | None:
        """Give the month, or the ten days, that an expression names with its year, whatever is told of it."""
        if min(atom.rule.low or LEVELS["year"] for atom in expression.atoms) not in (LEVELS["month"], LEVELS["tenday"]):
            return None
        if expression.split or not expression.dated or expression.comparison:
            return None
        if expression.tail != "start" and expression.text.endswith("于", 0, expression.start):
            return None  # 成立于2015年1月
        if expression.role == "since" and not is_record(expression):
            context = msgspec.structs.replace(context, as_of=dt.date.max)  # 2015年1月以来: only its beginning matters
        return self._resolver.resolve(expression, context)

    def _twin(self, expression: TimeExpression) -> dt.date | None:
        """Give the day, named in full elsewhere in the text, that an expression names without its year."""
        if not self._days:
            return None
        period = self._within(expression, _LEAP)
        return self._twins.get((period.end.month, period.end.day)) if period else None

    def _behind(self, expression: TimeExpression) -> int | None:
        """Give the year in which a day is the first of its name behind all that is reported on."""
        latest = max(self._reported)
        for number in (latest.year, latest.year + 1):
            period = self._within(expression, number)
            if period and period.end >= latest:
                return number
        return None

    def _first_after(self, expression: TimeExpression, day: dt.date) -> int | None:
        """Give the year in which a month or a day is the first of its name behind one that it is compared with."""
        if expression.dated or expression.atoms[0].rule.op != "month":
            return None
        period = self._resolver.resolve(expression, PeriodContext(sentence_year=day.year))
        return day.year + (period.end <= day) if period else None

    def _within(self, expression: TimeExpression, number: int) -> Period | None:
        """Give a day that is named without its year as one of a year."""
        rule = expression.atoms[0].rule
        if rule.op != "month" or rule.unit != "day" or expression.dated:
            return None
        return self._resolver.resolve(expression, PeriodContext(sentence_year=number))

    def _after(self, expression: TimeExpression, period: Period) -> dt.date | None:
        """Give the first day on which a period can be reported on: the day after it, where the text reports on it."""
        if min(atom.rule.low or LEVELS["year"] for atom in expression.atoms) < LEVELS["month"]:
            return None
        if self._resolver.cues.preview.match(expression.text, expression.end):
            return calendar.add_months(period.start, _PREVIEWED)
        reported = expression.atoms[-1].rule.op == "report" or self._resolver.cues.report.match(
            expression.text, expression.end
        )
        return calendar.add_days(period.end, 1) if reported else None

    def _announced(self, expressions: list[TimeExpression], present: set[int]) -> dt.date | None:
        """Give the date line its year: the first in which it follows all days and reports named."""
        line = next((found for found in expressions if self._is_date_line(found)), None)
        latest = max(self._days + self._reported + self._months, default=None)
        number = latest.year if latest else min(present) if len(present) == 1 else None
        if line is None or number is None:
            return None
        for candidate in (number, number + 1):
            period = self._resolver.resolve(line, PeriodContext(sentence_year=candidate))
            if period and latest is None and period.end.month < _REPORTING and number in self._whole:
                return None  # 2月9日发布2021年名单: within the year, or after it
            if period and (latest is None or 0 <= (period.end - latest).days < _YEAR):
                return period.end
            if period and latest and self._is_soon(period.end, latest):
                return period.end  # 2月1日，…；2022年2月4日开始交易
        return None

    def _addressed(self, expressions: list[TimeExpression]) -> dt.date | None:
        """Give the date line its year by the day that the address of the source names, or else that day."""
        day = day_of_address(expressions[0].text)
        line = next((found for found in expressions if self._is_date_line(found)), None)
        if day is None or line is None:
            return day
        found = (self._resolver.resolve(line, PeriodContext(sentence_year=day.year + offset)) for offset in (0, -1, 1))
        return min((period.end for period in found if period), key=lambda end: abs((end - day).days), default=day)

    def _is_soon(self, day: dt.date, latest: dt.date) -> bool:
        """Say whether a day that the text names in full lies shortly behind its date line, and closes no quarter."""
        closing = calendar.containing("quarter", latest).end == latest or latest not in self._days
        return not closing and 0 < (latest - day).days <= _NEXT

    def _in_week(self, expressions: list[TimeExpression]) -> dt.date | None:
        """Give the first day that is named with its weekday, which is of the week a text is written in: 周五(1月21日).

        Its year is the last that the text names, or the one behind, in which it falls on that weekday.
        """
        years = [year for expression in expressions if expression.dated and (year := _year_of(expression))]
        for expression in expressions if years else ():
            around = expression.text[max(expression.start - _WEEKDAY_REACH, 0) : expression.start]
            found = _WEEKDAY_BEFORE.search(around) or _WEEKDAY.match(expression.text, expression.core)
            if found is None:
                continue
            for number in (max(years), max(years) + 1):
                period = self._within(expression, number)
                if period and period.start == period.end and period.end.weekday() == _WEEKDAYS.index(found[1]):
                    return period.end
        return None

    def _presumed(self) -> int | None:
        """Give the year a text is likely written in, where it does not say so.

        That is the last year it names where it names a day in it or says what is to come in it, and the one behind
        where it reports on it.
        """
        if not self._years:
            return None
        last = max(self._years)
        current = max(self._days, default=dt.date.min)
        if (current.year == last and current != dt.date(last, 12, 31)) or last in self._ahead:
            return last
        return last + 1 if self._reported and max(self._reported).year == last + 1 else None

    def _is_date_line(self, expression: TimeExpression) -> bool:
        return (
            expression.start < _LINE_REACH
            and expression.atoms[0].rule.id == "month-day"
            and expression.role is None
            and self._resolver.cues.date_line.match(expression.text, expression.end) is not None
        )

    def _counted_year(self, expression: TimeExpression) -> int | None:
        """Give the year that a text counts in: 截至1月21日，2022年票房已..., 2022年以来，截至1月21日...."""
        text, cues = expression.text, self._resolver.cues
        since = expression.role == "since"
        counted = cues.counted.search(text, max(expression.start - _COUNTED, 0), expression.start)
        if counted and (since or cues.so_far.match(text, expression.end)):
            return _year_of(expression)
        return _year_of(expression) if since and cues.counts.match(text, expression.end) else None

    def _present_year(self, expression: TimeExpression, period: Period | None) -> int | None:
        """Give the year the text is written in, where it says so: 进入2022年, 2022年开年以来, 截至2022年1月21日."""
        text, cues = expression.text, self._resolver.cues
        begun = any(atom.rule.op in ("todate", "sessions") for atom in expression.atoms) or cues.begun.match(
            text, expression.end
        )
        if begun or cues.entered.search(text, max(expression.start - 4, 0), expression.start):
            return _year_of(expression)
        if expression.role != "until" or period is None or period.start != period.end:
            return None
        # A day that closes a quarter is one that is reported later, perhaps in another year.
        return None if period.end == calendar.containing("quarter", period.end).end else period.end.year


def _is_aside(expression: TimeExpression) -> bool:
    """Say whether it is only a yardstick of what the text speaks of: 较2019年, 2019年同期, 2021年6月11日高点."""
    like = any(atom.rule.op == "same" for atom in expression.atoms)
    yearly = len(expression.atoms) == 1 and expression.atoms[0].rule.op == "year"
    began = yearly and expression.text.endswith("从", 0, expression.start)  # 从2014年底起
    return (
        like
        or began
        or is_of_beginning(expression)
        or is_base(expression)
        or expression.tail == "record"
        or _EARLIER.search(expression.text, max(expression.start - _EARLIER_REACH, 0), expression.start) is not None
        or expression.role in _OTHER
        or _is_record(expression)
    )


def is_of_beginning(expression: TimeExpression) -> bool:
    """Say whether it is only when something began to be that is told of: 1993年成立以来的最高水平."""
    return _BORN.match(expression.text, expression.end) is not None


def is_record(expression: TimeExpression) -> bool:
    """Say whether a time is that since which something is the highest or the lowest: 创2016年以来新高."""
    return expression.role == "since" and _RECORD.match(expression.text, expression.core) is not None


def is_base(expression: TimeExpression) -> bool:
    """Say whether it is only what an average is reckoned from: 以2019年同期数为基数."""
    return _BASE.match(expression.text, expression.end) is not None


def _is_years(period: Period) -> bool:
    """Say whether a period is of several whole years."""
    first, last = period.start, period.end
    return first.year < last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _is_record(expression: TimeExpression) -> bool:
    """Say whether it is when what a text tells of was highest or lowest: 2021年2月17日创下107元的历史高点."""
    return _HIGHEST.match(expression.text, expression.end) is not None


def _is_last_year(expression: TimeExpression) -> bool:
    """Say whether it counts from the day of publication to the year before: 去年, 去年底, last year."""
    first = expression.atoms[0]
    counts = first.rule.unit == "year" and first.rule.kind == "relative" and first.rule.op != "before"
    return counts and first.rule.number(expression.text, first) == -1


def _is_of_event(expression: TimeExpression) -> bool:
    """Say whether it is only when something began, was done or will be, of which no figure is told: 成立于2015年."""
    return expression.text.endswith("于", 0, expression.start) and not _FIGURED.match(expression.text, expression.end)


def _is_deadline(expression: TimeExpression) -> bool:
    """Say whether a day is only when something is to end: 延期至2020年11月27日."""
    return expression.role != "until" and expression.text.endswith(("至", "到期日为"), 0, expression.start)


def _is_due(expression: TimeExpression) -> bool:
    """Say whether it is only by when something is to be so or done, which may be years ahead: 预计2031年12月投产."""
    if expression.text.endswith(("到", "至"), 0, expression.start):
        return True
    finest = min(atom.rule.low or LEVELS["year"] for atom in expression.atoms)
    return finest < LEVELS["quarter"] or _DUE.match(expression.text, expression.end) is not None


def _is_signature(expression: TimeExpression) -> bool:
    """Say whether a day stands alone in its line, as it does below a notice."""
    text = expression.text
    alone = not text[text.rfind("\n", 0, expression.start) + 1 : expression.start].strip()
    return alone and "\n" in text[: expression.start] and _LINE_END.match(text, expression.end) is not None


def _year_of(expression: TimeExpression) -> int | None:
    return calendar.whole(expression.text[expression.start : expression.start + 4])
