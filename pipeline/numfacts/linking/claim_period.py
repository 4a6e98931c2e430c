"""The period of a claim: that of its quantity, unless the role or the modality of the claim speaks against it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from numfacts.linking.english.comparing import is_awaited, of_compared
from numfacts.linking.links import VISITS
from numfacts.linking.modality.cues import governed, reached
from numfacts.linking.modality.figure import MOVED
from numfacts.linking.modality.supposing import is_booked
from numfacts.linking.reading import is_expected
from numfacts.linking.times.dated import UNDATED, Dating
from numfacts.linking.times.moments import closing_day, is_revised
from numfacts.periods import TimeExpression
from numfacts.periods.calendar import add_months, containing
from numfacts.records import Period

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.times.timing import Timing
    from numfacts.records import Mention, Modality
    from numfacts.vocabulary.roles import Role
    from numfacts.vocabulary.shapes import Shapes


HELD = frozenset(["person", "duration"])  # kinds of what is foreseen of an event
SUMMED = frozenset(["count", "person", "money"])  # and of what adds up over a year
YEAR_ON = frozenset(["this-year", "year-to-date"])  # rules of the year that has not come to its end
DIED_REACH = 48  # characters before an age in which its holder may be said to have died


def period_of(place: Place, role: Role, metric: Mention | None, timing: Timing, shapes: Shapes) -> Dating:
    """Give the period of a quantity; none for where a change starts from, nor for the age of someone.

    A forecast that was revised is of the same time as before: 将2030年预测由5%下调至3%.
    """
    metric_id = metric.id if metric is not None else None
    dating = timing.find(place.reading, place.index, place.quantity, metric)
    if (closing := closing_day(place, dating.period, metric, shapes)) is not None:
        return dating._replace(period=closing)
    if (running := _of_year_so_far(place, dating, metric, shapes)) is not None:
        return dating._replace(period=running)
    if (told := _up_to_data(place, dating, metric)) is not None:
        return dating._replace(period=told)
    if _moves_from_now(place, shapes):
        return timing.today
    if dating.period is None and (reached := _next_reached(place, timing)) is not None:
        return reached
    compared = of_compared(place, dating, metric, timing.reported, shapes)
    if compared is not None:
        return compared
    moved = not MOVED.isdisjoint(place.reading.led_to(place.index))  # not from 20国进口
    moved = moved and not place.reading.codes.endswith("fB", 0, place.index)  # 升幅由1月的3%扩大至5%
    moved = moved and not timing.is_dealt(place.index)
    moved = moved and not _is_dated_behind(place, dating, shapes)
    if moved and role.rule.endswith(("/from", "/noun-from")) and not is_revised(place, shapes):
        return UNDATED
    sentence = metric is not None and shapes["sentenced-to"].search(metric.text or "") is not None  # 今日被判囚3年
    mean = metric is not None and place.reading.text.endswith("平均", 0, metric.start)
    named = mean or (metric is not None and metric_id is None and place.reading.english)
    ageless = place.quantity.kind == "duration" and metric_id in (None, "age") and not sentence and not named
    return UNDATED if ageless and not _is_at_death(place, dating, shapes) else dating


def _of_year_so_far(place: Place, dating: Dating, metric: Mention | None, shapes: Shapes) -> Period | None:
    """Give the year up to a day by which so many have come about in it: 今年市况好转，截至今日共有3间公司上市."""
    reading, time, period = place.reading, dating.time, dating.period
    if time is None or period is None or time.role != "until" or period.start != period.end or reading.english:
        return None
    if place.quantity.kind not in SUMMED or (metric is not None and shapes["stock"].search(metric.text or "")):
        return None
    items = (token.item for token in reading.tokens if token.code == "P" and token.start < time.start)
    if not any(isinstance(item, TimeExpression) and not YEAR_ON.isdisjoint(item.rules) for item in items):
        return None
    summed = shapes["come-about"].search(reading.text, time.end, place.quantity.start) is not None
    return Period(dt.date(period.end.year, 1, 1), period.end) if summed else None


def _next_reached(place: Place, timing: Timing) -> Dating | None:
    """Give the second of two months from one to the other of which an English value moved: up 1% from May to June."""
    reading, index = place.reading, place.index
    item = reading.tokens[index + 2].item if reading.codes.startswith("fB", index + 1) else None
    both = timing.period_at(item.start) if isinstance(item, TimeExpression) else None
    if both is None or both.end >= add_months(both.start, 2) or both.end < add_months(both.start, 1):
        return None
    return Dating(containing("month", both.end), "explicit", None)


def _up_to_data(place: Place, dating: Dating, metric: Mention | None) -> Period | None:
    """Give the year up to the month whose figures are told before: 11月指数按月跌0.4%，今年以来累计升3.8%."""
    near, time, period = place.near, dating.time, dating.period
    if near is None or near.period is None or near.change is None or time is None or period is None or metric is None:
        return None
    if "year-to-date" not in time.rules or near.metric != metric or place.reading.english:
        return None
    month, end = near.period, near.period.end
    whole = month.start == end.replace(day=1) and (end + dt.timedelta(days=1)).day == 1
    return Period(period.start, end) if whole and period.start < end < period.end else None


def _is_at_death(place: Place, dating: Dating, shapes: Shapes) -> bool:
    """Say whether an age is that at which someone died on a day told: died on Monday at 91, 今早病逝，享年88岁."""
    start, dated = place.quantity.left, dating.period
    if dated is None or dated.start != dated.end:
        return False
    reach = max(start - DIED_REACH, place.reading.start)
    died = shapes["english-died" if place.reading.english else "died-at"]
    return died.search(place.reading.text, reach, start) is not None


def _moves_from_now(place: Place, shapes: Shapes) -> bool:
    """Say whether a quantity is what is so on the day of publication, and is to change: 由现时120元加至200元."""
    reading, quantity = place.reading, place.quantity
    if reading.english:
        led = reading.text.endswith("from ", reading.start, quantity.left)
        return led and shapes["english-then-moved"].match(reading.text, quantity.right) is not None
    if shapes["from-now"].search(reading.text, reading.start, quantity.left) is None:
        return False
    return shapes["then-moved"].match(reading.text, quantity.right) is not None


def _is_dated_behind(place: Place, dating: Dating, shapes: Shapes) -> bool:
    """Say whether the time of an English quantity stands right behind it: from 5 percent in 2023 to 4 percent."""
    time = dating.time
    if time is None or not place.reading.english:
        return False
    own = shapes["english-own-time"]
    return own.fullmatch(place.reading.text, place.quantity.right, time.start) is not None


def _is_to_be_done(place: Place, dating: Dating, metric: Mention | None, shapes: Shapes) -> bool:
    """Say whether a forecast is of what someone means to do, not of figures to come: 上月宣布，会设立100亿元基金."""
    reading, time = place.reading, dating.time
    if time is None or time.role == "until" or time.start > place.quantity.left or reading.english:
        return False
    if metric is not None and metric.id in shapes.group("declared"):
        return False  # 拟2024年度每10股派3元
    planned = place.deciders.get("modality") in (governed, reached)
    return planned and shapes["foretells-figures"].search(reading.text, reading.start, reading.end) is None


def _is_of_verb_before(place: Place, dating: Dating) -> bool:
    """Say whether the time of an English forecast is that of a verb before its own: opened in May and will hire 40."""
    reading, time, syntax = place.reading, dating.time, place.reading.syntax
    cue = reading.codes.rfind("X", 0, place.index)
    if time is None or syntax is None or cue < 0 or not reading.start <= time.start < reading.tokens[cue].start:
        return False
    if "X" in reading.codes[: reading.overlapping(time.start, time.end).start]:
        return False  # raised its outlook for the year, and kept that for profits
    verb = syntax.verb_before(syntax.at(time.start))
    told = verb is not None and "e" in syntax.codes[verb.begin : verb.end]
    told = told and verb is not None and not syntax.fits("english-report", verb.end - 1)
    between = syntax.codes[syntax.at(time.end - 1) : syntax.at(reading.tokens[cue].start)]
    return told and not {",", "c"}.isdisjoint(between)


def _is_of_event(place: Place, dating: Dating, shapes: Shapes) -> bool:
    """Say whether so many are foreseen to come on a day, or to what takes place then: 今晚举行汇演，预计有3万人观看."""
    time, period = dating.time, dating.period
    if time is None or period is None or period.start != period.end or place.reading.english:
        return False
    held = place.quantity.kind in HELD or place.quantity.unit_text == VISITS
    return held and shapes["takes-place|day-expects"].match(place.reading.text, time.end) is not None


def fitting(
    place: Place, dating: Dating, metric: Mention | None, modality: Modality, timing: Timing, shapes: Shapes
) -> Dating:
    """Give the period of a claim, none where what is, or what is to be, cannot be of it."""
    reading, index, forecast = place.reading, place.index, modality == "forecast"
    session = dating.how == "document" and dating.time is None  # of today's market, as no forecast is
    expected = is_expected(reading, index, shapes) or is_awaited(reading, index, shapes)
    # Asked for undated claims too, as the timing goes by the modality of those that lead a sentence.
    now = _moves_from_now(place, shapes)
    booked = not forecast and is_booked(place, shapes)
    fits = expected or now or booked or timing.outlook.fits(forecast, metric.id if metric is not None else None)
    if dating.period is None:
        return dating
    if forecast and not fits and _is_of_event(place, dating, shapes):
        return dating
    if forecast and not expected and _is_of_verb_before(place, dating):
        return UNDATED
    over = forecast and not expected and timing.outlook.over(dating) is not None
    if over and _is_to_be_done(place, dating, metric, shapes):
        return UNDATED
    if (forecast and session) or not fits:
        return UNDATED
    return dating._replace(period=timing.outlook.until(dating.period, forecast))
