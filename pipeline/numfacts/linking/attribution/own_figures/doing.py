"""What a source tells of its own doings, in Chinese: what it announces, levies, holds or has done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.attribution.bodies import abbreviates
from numfacts.linking.attribution.own_acts import acts_at_once, is_own_act
from numfacts.linking.attribution.own_figures.telling import body_of, by_official, titled
from numfacts.linking.links import COUNTS

if TYPE_CHECKING:
    from numfacts.linking.attribution.own_figures.telling import Telling

LONGEST = 16  # characters of the full name of an authority


def is_reported(telling: Telling) -> bool:
    """Say whether a metric is one that is reported of others."""
    return _metric_in(telling, "reported")


def operates(telling: Telling) -> bool:
    """Say whether a central bank tells of its own rates or operations in the market: 央行公告称，开展逆回购2000亿元."""
    moved = telling.metric is not None and telling.shapes["moves-rate"].fullmatch(telling.metric.text or "")
    if moved and telling.shapes["sets-rates"].search(telling.name) is not None:
        return True  # 央行表示，明年会加息1厘
    if telling.shapes["central-bank"].search(telling.name) is None:
        return False
    reading, index = telling.reading, telling.index
    begin, end = reading.tokens[reading.clause_start(index)].start, reading.tokens[reading.clause_end(index) - 1].end
    if telling.shapes["set-by-bank"].search(reading.text, begin, end) is not None:
        return True  # 央行行长表示，LPR将下调20个基点
    return telling.shapes["market-operation"].search(reading.text, reading.start, reading.end) is not None


def is_levied(telling: Telling) -> bool:
    """Say whether a metric is one that only who levies it tells."""
    return _metric_in(telling, "levied")


def is_of_authorities(telling: Telling) -> bool:
    """Say whether one of the authorities speaks of them in general: 某处处长林海表示，署方聘请260人."""
    subject = telling.subject
    own = subject is not None and telling.shapes["own-side"].fullmatch(subject.text or "") is not None
    return own and by_official(telling)


def is_of_own_fund(telling: Telling) -> bool:
    """Say whether a fund of its own is told of, as the subject or before the value."""
    reading, own_fund = telling.reading, telling.shapes["own-fund"]
    before = reading.tokens[telling.index].start
    return (own_fund.search(_of(telling)) or own_fund.search(reading.text, reading.start, before)) is not None


def heads_it(telling: Telling) -> bool:
    """Say whether the head of a government tells of one of its offices, or of so many: 政务司司长表示，某署."""
    if not telling.shapes.fits("secretary", titled(telling)):
        return False
    if telling.subject is None:
        return telling.quantity.kind in COUNTS and telling.modality == "actual"
    return telling.shapes["governed"].search(telling.subject.text or "") is not None


def runs_it(telling: Telling) -> bool:
    """Say whether a company or its officer tells of anything but a market, or an official of a scheme of theirs."""
    return not _is_of_market(telling) and _runs(telling)


def goes_on_acting(telling: Telling) -> bool:
    """Say whether a sentence behind that of an authority goes on with what it did: 某局表示，…。今年破获案件70宗."""
    if telling.source.start >= telling.reading.start or telling.is_collected or not by_official(telling):
        return False
    return is_own_act(telling.reading, telling.index, telling.shapes)


def is_from_elsewhere(telling: Telling) -> bool:
    """Say whether a source has collected what it tells, or stands in a sentence before."""
    return telling.is_collected or not telling.is_here


def announces_it(telling: Telling) -> bool:
    """Say whether a source announces what it does itself: 某部公布, 某局宣布."""
    announces = telling.shapes["announces"].match(telling.reading.text, _verb(telling)) is not None
    return announces and not _counts(telling)


def passes_on(telling: Telling) -> bool:
    """Say whether a source passes on what others do: 某台消息."""
    reading = telling.reading
    return reading.codes[telling.source.position] == "R" and reading.text.startswith("消息", _verb(telling))


def tells_own_act(telling: Telling) -> bool:
    """Say whether the clause of a value begins with what its source does itself: 某局表示，将发行债券5亿元."""
    if _another_acts(telling):
        return False
    reading, index, shapes = telling.reading, telling.index, telling.shapes
    return is_own_act(reading, index, shapes) or acts_at_once(reading, telling.source.position, index, shapes)


def names_itself_acting(telling: Telling) -> bool:
    """Say whether the clause of a value begins with its source again, and what it does: 某某局表示，某局派出20人."""
    reading = telling.reading
    begin = reading.clause_start(telling.index)
    while begin < telling.index and reading.codes[begin] in "PX":
        begin += 1
    return begin > telling.source.position and _acts(telling, reading.tokens[begin].start)


def _metric_in(telling: Telling, group: str) -> bool:
    """Say whether the metric is in a group; one that is unknown, or null, is in none."""
    return telling.metric is not None and telling.metric.id in telling.shapes.group(group)


def _of(telling: Telling) -> str:
    """Give what is told of: the subject and the metric."""
    subject, metric = telling.subject, telling.metric
    return f"{subject.text if subject is not None else ''} {metric.text if metric is not None else ''}"


def _verb(telling: Telling) -> int:
    """Give where the word stands by which the source is known as one."""
    return telling.reading.tokens[telling.source.position].start


def _is_of_market(telling: Telling) -> bool:
    """Say whether a metric is traded, or a firm tells of what is all over the world, and no company's."""
    if _metric_in(telling, "traded"):
        return True
    if _metric_in(telling, "company") or telling.shapes["worldwide"].match(_of(telling)) is None:
        return False
    return telling.shapes["organisation"].search(telling.name) is not None


def _runs(telling: Telling) -> bool:
    """Say whether an official speaks of a scheme of the authorities, or a company or its officer at all."""
    name, shapes = telling.name, telling.shapes
    if telling.source.rank or name.isascii():
        return False
    if shapes["for-house"].match(telling.reading.text, telling.end) is not None:
        return False
    if by_official(telling):
        return shapes["own-scheme"].search(_of(telling)) is not None
    officer = shapes["officer"].search(name)
    if officer is not None:
        name = name[: officer.start()].rstrip("副")
    elif shapes["organisation"].search(name) is None:
        return False
    rates = shapes["assessor"].search(name) is not None
    return not (rates or telling.bodies.is_body(name) or telling.bodies.is_source(name))


def _counts(telling: Telling) -> bool:
    """Say whether someone announces what was measured of others: in a place, or of a sector; no rates of a bank's own.

    某协会宣布，去年手机产量增长5%.
    """
    if telling.quantity.kind == "money" or telling.is_named("central-bank"):
        return False
    if not telling.of_place and not _is_of_others(telling):
        return False
    return telling.modality == "actual"


def _is_of_others(telling: Telling) -> bool:
    """Say whether a figure of a known kind is of someone else than the source, as the sector of an association is."""
    subject, metric = telling.subject, telling.metric
    if subject is None or metric is None or metric.id is None:
        return False
    named, position = subject.text or "", telling.source.position
    told = telling.reading.codes[position + 1 : position + 2] in (",", ":")
    if not told and telling.reading.clause_start(telling.index) > position:
        return False  # 某政府宣布提高关税，青屿货币下跌3%
    return named not in telling.name or (named != telling.name and telling.is_named("association"))


def _another_acts(telling: Telling) -> bool:
    """Say whether a clause before tells first of someone else: 据某台报道，救援队抵达当地，派出20人."""
    reading, subject = telling.reading, telling.subject
    start = subject.start if subject is not None and subject.start is not None else -1
    if not telling.end <= start < reading.tokens[reading.clause_start(telling.index)].start:
        return False
    return "Q" not in reading.codes[telling.source.position : reading.overlapping(start, start + 1).start]


def _acts(telling: Telling, start: int) -> bool:
    """Say whether a clause tells what its source does, whose name it begins with, in full or short."""
    reading = telling.reading
    body = body_of(telling.name, telling.shapes)
    ministry = telling.shapes["ministry-of"].fullmatch(body)
    for whose in filter(None, (body, "" if ministry is None else ministry[1])):
        end = reading.text.find(whose[-1], start + 1, min(start + LONGEST, reading.end)) + 1
        actor = reading.text[start:end]
        same = actor == whose or abbreviates(whose, actor) or abbreviates(actor, whose)
        if end and same and telling.shapes["acts"].match(reading.text, end) is not None:
            return True
    return False
