"""The period of a claim: that of its quantity, unless the role or the modality of the claim speaks against it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.english.comparing import is_awaited, of_compared
from numfacts.linking.modality.cues import governed, reached
from numfacts.linking.modality.figure import MOVED
from numfacts.linking.modality.supposing import is_booked
from numfacts.linking.reading import is_expected
from numfacts.linking.times.dated import UNDATED, Dating
from numfacts.linking.times.moments import is_at_present, is_mean, is_revised
from numfacts.linking.times.standing import closing_day

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.times.timing import Timing
    from numfacts.records import Mention, Modality
    from numfacts.vocabulary.roles import Role
    from numfacts.vocabulary.shapes import Shapes

BEHIND = re.compile(
    r"(?: (?!to |from )[a-z]+){0,2} (?:in|at|on|for)(?: the)? (?:end of )?"
)  # between a quantity and its own time

HELD = frozenset(["person", "duration"])  # kinds of what is foreseen of an event
DIED_REACH = 48  # characters before an age in which its holder may be said to have died


def period_of(place: Place, role: Role, metric: Mention | None, timing: Timing, shapes: Shapes) -> Dating:
    """Give the period of a quantity; none for where a change starts from, nor for the age of someone.

    A forecast that was revised is of the same time as before: 将2030年预测由5%下调至3%.
    """
    metric_id = metric.id if metric is not None else None
    dating = timing.find(place.reading, place.index, place.quantity, metric)
    if (closing := closing_day(place, dating.period, metric, shapes)) is not None:
        return dating._replace(period=closing)
    codes, period = place.reading.codes, dating.period
    from_now = place.reading.english and codes[: place.index].endswith(("f", "fw"))
    if (from_now and is_at_present(place.reading, place.index, shapes)) or _moves_from_now(place, shapes):
        return timing.today  # daily flights from May, up from the current five a week
    compared = of_compared(place, dating, metric, timing.reported, shapes)
    if compared is not None:
        return compared
    left = place.reading.english and codes[: place.index].endswith(("tQf", "TQf"))
    if left and (period is None or period.start == period.end or dating.time is None):
        return UNDATED  # to 3 dollars from 2 dollars on May 1
    if role.rule.endswith(("/from", "/noun-from")) and not timing.is_dealt(place.index):
        leads_on = not MOVED.isdisjoint(place.reading.led_to(place.index))  # not 从20国进口
        told = codes.endswith("fB", 0, place.index) and not place.reading.english  # 升幅由1月的3%扩大至5%
        if leads_on and not told and not is_revised(place, shapes) and not _is_dated_behind(place, dating):
            return UNDATED
    ageless = (
        place.quantity.kind == "duration"
        and metric_id in (None, "age")
        and not is_mean(place.reading, metric)
        and not (metric is not None and shapes["sentenced-to"].search(metric.text or ""))  # 今日被判囚3年
        and (metric is None or metric_id == "age" or not place.reading.english)
    )
    return UNDATED if ageless and not _is_at_death(place, dating, shapes) else dating


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
    if reading.english or shapes["from-now"].search(reading.text, reading.start, quantity.left) is None:
        return False
    return shapes["then-moved"].match(reading.text, quantity.right) is not None


def _is_dated_behind(place: Place, dating: Dating) -> bool:
    """Say whether the time of an English quantity stands right behind it: from 5 percent in 2023 to 4 percent."""
    time = dating.time
    if time is None or not place.reading.english:
        return False
    return BEHIND.fullmatch(place.reading.text, place.quantity.right, time.start) is not None


def _is_whole_session(place: Place, shapes: Shapes) -> bool:
    """Say whether a quantity is what the session under way is expected to come to: 预计全天成交金额超3万亿."""
    reading, index = place.reading, place.index
    begin = reading.tokens[reading.clause_start(index)].start
    return not reading.english and shapes["whole-session"].search(reading.text, begin, place.quantity.left) is not None


def _is_to_be_done(place: Place, dating: Dating, metric: Mention | None, shapes: Shapes) -> bool:
    """Say whether a forecast is of what someone means to do, not of figures to come: 上月宣布，会设立100亿元基金."""
    reading, time = place.reading, dating.time
    if time is None or time.role == "until" or time.start > place.quantity.left or reading.english:
        return False
    declared = metric is not None and metric.id in shapes.group("declared")
    if declared or shapes["of-whole-month"].match(reading.text, time.end) is not None:
        return False  # 4月计划发行量
    planned = place.deciders.get("modality") in (governed, reached)
    return planned and shapes["foretells-figures"].search(reading.text, reading.start, reading.end) is None


def _is_of_event(place: Place, dating: Dating, shapes: Shapes) -> bool:
    """Say whether so many are foreseen to come to what takes place on a day: 今晚举行汇演，预计有3万人观看."""
    time, period = dating.time, dating.period
    if time is None or period is None or period.start != period.end or place.reading.english:
        return False
    return place.quantity.kind in HELD and shapes["takes-place"].match(place.reading.text, time.end) is not None


def _is_foreseen_since(place: Place, dating: Dating, shapes: Shapes) -> bool:
    """Say whether a forecast stands behind what was counted up to a day: 截至3月底，接获9宗申请，预计可带来5亿元."""
    reading, time, period = place.reading, dating.time, dating.period
    if time is None or time.role != "until" or period is None or period.start != period.end or reading.english:
        return False
    begin = reading.tokens[reading.clause_start(place.index)].start
    if shapes["foretells"].match(reading.text, begin) is None:
        return False
    counted = (token for token in reading.tokens if token.code == "Q" and time.start < token.start < begin)
    return next(counted, None) is not None


def fitting(
    place: Place, dating: Dating, metric: Mention | None, modality: Modality, timing: Timing, shapes: Shapes
) -> Dating:
    """Give the period of a claim, none where what is, or what is to be, cannot be of it."""
    reading, index, forecast = place.reading, place.index, modality == "forecast"
    session = dating.how == "document" and dating.time is None  # of today's market, as no forecast is
    expected = (forecast and is_awaited(reading, index, shapes)) or is_expected(reading, index, shapes)
    # Asked for undated claims too, as the timing goes by the modality of those that lead a sentence.
    now = _moves_from_now(place, shapes)
    booked = not forecast and is_booked(place, shapes)
    fits = expected or now or booked or timing.outlook.fits(forecast, metric.id if metric is not None else None)
    if dating.period is None:
        return dating
    if forecast and not fits and _is_of_event(place, dating, shapes):
        return dating
    if (
        forecast
        and not expected
        and timing.outlook.over(dating) is not None
        and _is_to_be_done(place, dating, metric, shapes)
    ):
        return UNDATED
    if forecast and not expected and _is_foreseen_since(place, dating, shapes):
        return UNDATED
    if (forecast and session and not _is_whole_session(place, shapes)) or not fits:
        return UNDATED
    return dating._replace(period=timing.outlook.until(dating.period, forecast))
