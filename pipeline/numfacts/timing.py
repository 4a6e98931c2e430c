"""Which period a quantity is of: named in its clause, at the head of the sentence, before it, or of a session."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, cast

from numfacts.english_times import beside, is_told, last_listed
from numfacts.quantities import Quantity
from numfacts.records import Period, SlotBasis
from numfacts.ruleset.kinds import PlaceRule
from numfacts.tokens import Term

if TYPE_CHECKING:
    from numfacts.claims import Claim
    from numfacts.document import Document
    from numfacts.periods import Periods, TimeExpression
    from numfacts.reading import Reading
    from numfacts.records import Mention, Span
    from numfacts.shapes import Shapes

WESTERN = frozenset(["united-states", "european-union", "united-kingdom", "germany", "france"])
MARKET_KINDS = frozenset(["point", "pip", "rate"])  # kinds of quantities that a market gives, whatever their metric
UNHEARD = frozenset(["clock", "duration"])  # kinds of time that are no period of a quantity
FRIDAY = 4
LEAP = 4  # days by which months, quarters or years differ less in length
LENGTHS = frozenset(["span", "none"])  # operations of rules for lengths of time
TOLD_REACH = 48  # characters before a day in which what was said on it may stand
TITLE_REACH = 40  # characters of the title of a paper that are looked at before a time in it
POSITION = attrgetter("position")
JOINING = frozenset("tLTfk(")  # codes between a change and the level it leads to
LISTED = frozenset(["、", "和", "及", "与", "以及", " and ", ", "])  # what may stand between the periods of a list


class Dating(NamedTuple):
    """The period of a quantity, how it was found, and the expression that gave it, if one did."""

    period: Period | None
    how: SlotBasis
    time: TimeExpression | None


UNDATED = Dating(None, "default", None)


class Time(NamedTuple):
    """A time of a sentence that can be the period of its quantities; ``period`` is null where nothing dates it.

    ``told`` says that it is the day of an announcement, ``aside`` that it is a yardstick beside the time before it;
    ``of`` is the index of the only quantity it can be for, if any.
    """

    position: int
    expression: TimeExpression
    period: Period | None
    told: bool
    aside: bool
    of: int | None


class Timing:
    """Gives the quantities of one document their periods, sentence by sentence."""

    def __init__(self, document: Document, periods: Periods, shapes: Shapes) -> None:
        self._shapes = shapes
        self._published = document.published
        self._title = document.normalized_title or ""
        counted = list(_outside(document.times, document.boilerplate))
        resolved = periods.timeline(document.normalized, counted, document.published)
        self._resolved = {time.start: period for time, period in zip(counted, resolved, strict=True)}
        self._parting = shapes.words("parting")
        self._last = UNDATED
        self._following = UNDATED  # what carries over to the next English sentence
        self._market_day: dt.date | None = None  # the last day that the paragraph gives a market move
        self._times: list[Time] = []
        self._effects: list[Time] = []  # those at which what stands before them takes effect
        self._parts: list[int] = []
        self._dealt: dict[int, Time] = {}
        self._found: Time | None = None
        self._leads = False  # whether the period given last is to carry over
        self._expected = False  # whether the period that carries over is that of a forecast
        self.carried = False  # whether the period given last is that of a sentence before

    def enter(self, reading: Reading, *, anew: bool) -> None:
        """Begin a sentence; ``anew`` says that it is the first of its paragraph."""
        if self._following.period is not None:
            self._last, self._following = self._following, UNDATED
        if anew:
            self._last, self._market_day = UNDATED, None
        self._times = list(self._read(reading)) if "P" in reading.codes else []
        self._effects = [time for time in self._times if self._takes_effect(reading, time)]
        self._operation: bool | None = None  # not yet asked for
        self._parts = self._parting_places(reading) if reading.english and self._times else []
        self._dealt = self._deal(reading) if "e" in reading.codes and len(self._times) > 1 else {}

    def find(self, reading: Reading, index: int, quantity: Quantity, metric: Mention | None) -> Dating:
        """Give the period of the quantity at ``index``, and how it was found."""
        self._found, self._leads, self.carried = None, False, False
        dealt = self._dealt.get(index)
        if dealt is not None:
            self._found = dealt
            return _dating(dealt)
        compared = self._compared(reading, index)
        if compared is not None:
            return compared
        metric_id = metric.id if metric is not None else None
        session = (
            metric_id in self._shapes.group("session")
            or quantity.kind in MARKET_KINDS
            or (metric_id == "yield" and self._shapes["bond-yield"].search(metric.text or "") is not None)  # type: ignore[union-attr]
        )
        begin = reading.clause_start(index)
        for time in self._order(reading, index):
            if (time.told and not session) or (time.aside and time.position < begin) or time.of not in (None, index):
                continue
            if time.expression.kind == "streak":
                if time.period is None or time.position < begin or self._has_other(time, begin):
                    continue
                return _dating(time)
            if time.position < reading.codes.find("Q"):
                self._last, self._leads = self._kept(reading, time), True
            elif reading.english and self._following.period is None and is_told(reading, index):
                self._following, self._leads = self._kept(reading, time), True
            self._found = time
            if session and time.period is not None and time.period.start == time.period.end:
                self._market_day = time.period.start
            return _dating(time)
        effect = next((time for time in self._effects if time.position > index), None)
        if effect is not None and not session:
            self._found = effect
            return _dating(effect)
        if self._published is not None and (session or self._is_operation(reading)):
            day = self._session(reading, index)
            if day is not None:
                return Dating(Period(day, day), "document", None)
        if metric_id in self._shapes.group("event") or (reading.english and not is_told(reading, index)):
            return UNDATED
        self.carried = self._last.period is not None
        return self._last

    def _has_other(self, streak: Time, begin: int) -> bool:
        """Say whether the clause of a streak names a time of its own before it: 2024年第四季度连续两年增长."""
        return any(begin <= time.position < streak.position for time in self._times)

    @property
    def aside(self) -> bool:
        """Whether the period given last is only one to compare with."""
        return self._found is not None and self._found.aside

    def lies_ahead(self, period: Period | None) -> bool:
        """Say whether a period begins after the day of publication; so does one given last that runs from it."""
        if period is None or self._published is None:
            return False
        runs = self._found is not None and any(atom.rule.op == "future" for atom in self._found.expression.atoms)
        return runs or period.start > self._published

    def until(self, period: Period, forecast: bool) -> Period:
        """Give the whole year for what is yet to come within it: 年内会突破100个."""
        time = self._found
        if not forecast or time is None or time.period != period or period.start.year != period.end.year:
            return period
        if not any(atom.rule.op == "todate" and atom.rule.unit == "year" for atom in time.expression.atoms):
            return period
        return Period(period.start, dt.date(period.end.year, 12, 31))

    def fits(self, forecast: bool, metric_id: str | None) -> bool:
        """Say whether the period given last can be that of a claim that is, or is no, forecast.

        What is has no period that is yet to begin.
        The day of a decision is not that of what was decided, nor does a period of what is carry over to what will be.
        """
        if self._leads:
            self._expected = forecast
        if not forecast:
            period = self._found.period if self._found is not None else None
            return period is None or self._published is None or period.start <= self._published  # 由现时120元加至
        if self.carried:
            return self._expected or metric_id in self._shapes.group("declared")
        if self._found is None or self._found.period is None or self._found.period.start != self._found.period.end:
            return True
        expression, day = self._found.expression, self._found.period.end
        return _lasts(expression) or expression.future or (self._published is not None and day > self._published)

    def _takes_effect(self, reading: Reading, time: Time) -> bool:
        """Say whether something takes effect at a time: 加征25%关税，当地周三生效."""
        if reading.english or time.period is None:
            return False
        return self._shapes["takes-effect"].match(reading.text, time.expression.end) is not None

    def _compared(self, reading: Reading, index: int) -> Dating | None:
        """Give the time a quantity is the value of, though compared with: 较2019年增速(3%)上升, 由前月的3%升至5%."""
        before = reading.codes[index - 1 : index]
        if before == "(":
            position = reading.codes.rfind("B", reading.clause_start(index - 1), index)
        elif before == "B" and reading.text[reading.tokens[index - 1].end : reading.tokens[index].start] == "的":
            position = index - 1
        else:
            return None
        if position < 0:
            return None
        token = reading.tokens[position]
        period = self._resolved.get(token.start)
        return Dating(period, "explicit", cast("TimeExpression", token.item)) if period is not None else None

    def _read(self, reading: Reading) -> Iterator[Time]:
        """Give the times of a sentence that can be the period of its quantities."""
        text, before = reading.text, None
        for position, token in enumerate(reading.tokens):
            if token.code != "P":
                continue
            expression = cast("TimeExpression", token.item)
            period = self._resolved.get(token.start)
            if expression.comparison or expression.kind in UNHEARD or (period is None and _passes(expression)):
                continue
            if self._shapes["matures"].match(text, token.end) or self._shapes["first-session"].match(text, token.end):
                continue
            if self._is_record(reading, expression):
                continue
            if self._shapes["continued"].search(text, max(token.start - 4, reading.start), token.start):
                continue
            if reading.english and self._shapes["of-its-year"].match(text, token.end):
                continue
            if self._is_named(reading, position) or _is_yardstick(reading, position):
                continue
            if period is not None and reading.english:
                told = period.start == period.end and self._is_told(reading, expression)
            else:
                told = period is not None and period.start == period.end and self._announces(reading, position)
            opened = next(
                (place for place in (position - 1, position - 2) if reading.codes[place : place + 1] == "("), 0
            )
            of = opened - 1 if opened and reading.codes[opened - 1] == "Q" else None
            if expression.role == "beside" and not reading.english:
                of = reading.codes.find("Q", position)  # 低过1月的2.2%
            yield Time(position, expression, period, told, _is_aside(expression, period, before), of)
            if not told and expression.kind != "streak":
                before = period or before

    def _is_record(self, reading: Reading, expression: TimeExpression) -> bool:
        """Say whether a time is only what a record is measured from: 创2020年7月以来新高, its lowest since 2016."""
        if expression.role != "since":
            return False
        if self._shapes["record"].match(reading.text, expression.end):
            return True
        return (
            self._shapes["record-since"].search(reading.text, max(expression.start - 24, 0), expression.start)
            is not None
        )

    def _is_named(self, reading: Reading, position: int) -> bool:
        """Say whether a time belongs to a name: 2020年第一期, 《2021年规划》, or is when an offer opens: 今日起招股."""
        token = reading.tokens[position]
        if self._shapes["numbered"].match(reading.text, token.end):
            return True
        opened = reading.text.rfind("《", max(reading.start, token.start - TITLE_REACH), token.start)
        return opened >= 0 and reading.text.find("》", opened, token.start) < 0

    def _is_told(self, reading: Reading, expression: TimeExpression) -> bool:
        """Say whether a day is when something was said: said on Monday, on Monday announced."""
        text = reading.text
        if self._shapes["told-before"].search(
            text, max(expression.start - TOLD_REACH, reading.start), expression.start
        ):
            return True
        return self._shapes["told-after"].match(text, expression.end) is not None

    def _announces(self, reading: Reading, position: int) -> bool:
        """Say whether a day is when something was announced or decided, not of what was."""
        end = (
            min(mark for code in ",:" if (mark := reading.codes.find(code, position)) >= 0)
            if set(",:") & set(reading.codes[position:])
            else len(reading.codes)
        )
        between = reading.codes[position + 1 : end]
        report, quantity = between.find("R"), between.find("Q")
        if report >= 0 and (quantity < 0 or report < quantity):
            return True
        stop = reading.tokens[position + 1 + quantity if quantity >= 0 else end - 1].end
        return self._shapes["decides"].search(reading.text, reading.tokens[position].end, stop) is not None

    def _order(self, reading: Reading, index: int) -> Iterator[Time]:
        """Give the times of the sentence in the order they are asked for the quantity at ``index``."""
        times = self._times
        if not times:
            return
        first = bisect_right(times, index, key=POSITION)
        if reading.codes[index + 1 : index + 2] == "(" and first < len(times):
            close = reading.codes.find(")", index)
            if times[first].position < close and "Q" not in reading.codes[index + 1 : close]:
                yield times[first]
        if not reading.english:
            yield from times[first - 1 :: -1] if first else ()
            if first < len(times) and times[first].position == index + 2 and reading.codes[index + 1] in "wM":
                yield times[first]  # 17省份12月CPI
            return
        part = bisect_right(self._parts, index)
        begin = max(reading.clause_start(index), self._parts[part - 1] if part else 0)
        stop = self._parts[part] if part < len(self._parts) else len(reading.codes)
        end = min(self._until_next(reading, index), stop, beside(reading, index))
        near = bisect_left(times, begin, key=POSITION)
        before, behind = times[near:first][::-1], times[first : bisect_left(times, end, key=POSITION)]
        shared = reading.codes.rfind("Q", begin, index) >= 0  # what stands between is of the quantity before
        yield from (*behind, *before) if shared else (*before, *behind)
        if part and self._shapes["background"].match(reading.text, reading.tokens[self._parts[part - 1]].start):
            return
        yield from times[near - 1 :: -1] if near else ()
        last = last_listed(reading, index)
        if last != index:
            end = min(self._until_next(reading, last), stop)
            yield from times[bisect_right(times, last, key=POSITION) : bisect_left(times, end, key=POSITION)]
        for time in times[bisect_left(times, end, key=POSITION) : bisect_left(times, stop, key=POSITION)]:
            if time.period is not None and time.period.start == time.period.end:
                yield time  # killed 30 people and hurt two on Monday

    def _until_next(self, reading: Reading, index: int) -> int:
        """Give the position of the next quantity that the one at ``index`` does not lead to, or of the end."""
        following = reading.codes.find("Q", index + 1)
        while following >= 0 and set(reading.codes[index + 1 : following]) <= JOINING:
            index, following = following, reading.codes.find("Q", following + 1)
        return following if following >= 0 else len(reading.codes)

    def _parting_places(self, reading: Reading) -> list[int]:
        """Give the indices of the tokens before which an English word begins another clause."""
        return [
            position
            for position, token in enumerate(reading.tokens)
            if token.code not in "QP" and self._parts_from(reading, position)
        ]

    def _parts_from(self, reading: Reading, position: int) -> bool:
        """Say whether an English token begins another clause: as, after, and that but where it is what was said."""
        token = reading.tokens[position]
        word = reading.text[token.start : token.end].lower()
        if word == "as" and reading.text.startswith((" of ", " at "), token.end):
            return False
        return word in self._parting or (word == "that" and "R" not in reading.codes[max(position - 2, 0) : position])

    def _deal(self, reading: Reading) -> dict[int, Time]:
        """Deal a list of times out to as many quantities: 2025年和2026年分别新增15家、35家."""
        dealt: dict[int, Time] = {}
        each = reading.codes.find("e")
        while each >= 0:
            values = _values(reading.codes, each)
            listed = self._list_before(reading, each, len(values))
            if len(values) > 1 and len(listed) == len(values):
                dealt.update(zip(values, listed, strict=True))
                following = _values(reading.codes, values[-1])
                if len(following) == len(values):
                    dealt.update(zip(following, listed, strict=True))
            each = reading.codes.find("e", each + 1)
        return dealt

    def _list_before(self, reading: Reading, position: int, wanted: int) -> list[Time]:
        """Give the last ``wanted`` times of a list before a position; 当日 only repeats it."""
        found: list[Time] = []
        for time in reversed(self._times):
            if time.position > position or (not found and time.expression.rule.startswith("that-")):
                continue
            if found and reading.text[time.expression.end : found[0].expression.start] not in LISTED:
                break
            found.insert(0, time)
        return found if len(found) == wanted else []

    def _kept(self, reading: Reading, time: Time) -> Dating:
        """Give the period that holds on behind a sentence it leads; not a yardstick, nor the day of an event."""
        period, expression = time.period, time.expression
        start = reading.tokens[time.position - 1].start if time.position else None
        if period is None or (start is not None and self._shapes["yardstick"].match(reading.text, start)):
            return UNDATED
        lasting = period.start != period.end or _lasts(expression)
        as_of = self._shapes["as-of"].search(reading.text, max(expression.start - 8, 0), expression.start)
        return Dating(period, "carried", expression) if lasting or as_of else UNDATED

    def _is_operation(self, reading: Reading) -> bool:
        """Say whether a sentence tells what a central bank does on the day."""
        if self._operation is None:
            found = self._shapes["operation"].search(reading.text, reading.start, reading.end)
            self._operation = found is not None
        return self._operation

    def _session(self, reading: Reading, index: int) -> dt.date | None:
        """Give the day of a market move without a date; null for what is published weekly, or where days matter not.

        A close in the West is of the day before publication; none is of a weekend.
        """
        day = self._published
        last = self._last.period
        if day is None or (last is not None and last.start != last.end):
            return None
        sentence = reading.text[reading.start : reading.end]
        if self._shapes["weekly-move"].search(sentence):
            return None
        if self._market_day is not None:
            return self._market_day
        eastern = self._shapes["eastern"].search(sentence) is not None
        western = self._shapes["western"].search(sentence) or (
            not eastern
            and any(
                isinstance(token.item, Term)
                and isinstance(token.item.rule, PlaceRule)
                and token.item.rule.id in WESTERN
                for token in reading.tokens
            )
        )
        closed = self._shapes["closed"].search(sentence) or self._shapes["closed"].search(self._title)
        before = reading.tokens[index].start
        if not western or not closed or self._shapes["futures"].search(reading.text, reading.start, before):
            return day
        day -= dt.timedelta(days=1)
        return day - dt.timedelta(days=max(day.weekday() - FRIDAY, 0))


def complete_headlines(claims: list[Claim], headline: re.Pattern[str], text: str) -> None:
    """Give the claims of a headline within the text the period of the same value in what follows it."""
    told: dict[tuple[object, str | None], Period] = {}
    for claim in reversed(claims):
        key = (claim.quantity.value, claim.quantity.code)
        if headline.match(text, claim.sentence.start) is None:
            if claim.period is not None:
                told[key] = claim.period
        elif claim.period is None and key in told and told[key].start != told[key].end:
            claim.period, claim.basis["period"] = told[key], "carried"


def _dating(time: Time) -> Dating:
    return Dating(time.period, time.expression.stated, time.expression) if time.period is not None else UNDATED


def _lasts(expression: TimeExpression) -> bool:
    """Say whether what is of a day holds on behind it: 截至本公告日, from that day on, at the end of the year."""
    told = any(atom.rule.op == "announced" for atom in expression.atoms)
    return told or expression.role == "until" or expression.tail == "start" or any(expression.edges)


def _outside(times: Iterable[TimeExpression], spans: list[Span]) -> Iterator[TimeExpression]:
    """Give the times, in order, that stand in none of the spans, which are in order too."""
    place = 0
    for time in times:
        while place < len(spans) and spans[place].end <= time.start:
            place += 1
        if place == len(spans) or time.start < spans[place].start:
            yield time


def _values(codes: str, position: int) -> list[int]:
    """Give the indices of the quantities listed behind a position, up to the first that is not joined to them."""
    values: list[int] = []
    joined = True
    for index in range(position + 1, len(codes)):
        code = codes[index]
        if code == "Q":
            if not joined:
                break
            values.append(index)
            joined = False
        elif code == "j":
            joined = True
        elif code in ",(:" and values:
            break
    return values


def _passes(expression: TimeExpression) -> bool:
    """Say whether an undated time is only a length that dates nothing: 半日, 7天期, 两年平均."""
    return expression.kind == "window" and expression.rule != "decade" and expression.atoms[0].rule.op in LENGTHS


def _is_yardstick(reading: Reading, position: int) -> bool:
    """Say whether a time is only what a multiple is of: 为去年全年的1.2倍."""
    following = reading.tokens[position + 1] if position + 1 < len(reading.tokens) else None
    if following is None or following.code != "Q" or not isinstance(following.item, Quantity):
        return False
    return following.item.kind == "times" and reading.text[reading.tokens[position].end : following.start] == "的"


def _is_aside(expression: TimeExpression, period: Period | None, before: Period | None) -> bool:
    """Say whether a time is only one to compare with: 而前年..., 上年同期...; it holds for its own clause."""
    if before is None:
        return False
    if expression.kind == "anaphor":
        return any(atom.rule.basis for atom in expression.atoms)
    if expression.kind != "relative" or period is None or period.end >= before.start:
        return False
    return abs((period.end - period.start) - (before.end - before.start)).days < LEAP
