"""Figures of what is planned, on offer or laid down, by the sentence or one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.modality.foreseen import expected
from numfacts.linking.modality.known import moved_from, says
from numfacts.linking.modality.restating import takes_up

if TYPE_CHECKING:
    from numfacts.linking.modality.figure import Figure
    from numfacts.records import Modality

NAMED = 6  # characters behind so many shares in which they may be named


def nothing_ahead(figure: Figure) -> Modality | None:
    """Take for what is what no cue, no plan and no forecast stands near, as for most: the rules behind need one."""
    told = figure.told
    if "X" in figure.reading.codes or told.planned or told.offered or told.decided or figure.near_foreseen:
        return None
    ahead = expected(figure) is not None or takes_up(figure.place, figure.shapes)
    return None if ahead else "actual"


def offered(figure: Figure) -> Modality | None:
    """Take the terms of shares on offer as forecasts, but not what became of the offer."""
    if not figure.told.offered or figure.metric_id in figure.shapes.group("event"):
        return None
    end = figure.reading.tokens[figure.reading.clause_end(figure.index) - 1].end
    return "forecast" if figure.shapes["offer-terms"].search(figure.text, figure.clause, end) is not None else None


def bid(figure: Figure) -> Modality | None:
    """Take what is offered for shares as a forecast: 提出全面要约，每股作价5元，溢价20%."""
    reading = figure.reading
    if figure.quantity.kind not in ("money", "ratio"):
        return None
    if figure.shapes["bids"].search(figure.text, reading.start, reading.end) is None:
        return None
    terms = figure.shapes["bid-terms"].search(figure.text, figure.clause, figure.start)
    return "forecast" if terms is not None else None


def in_new_shares(figure: Figure) -> Modality | None:
    """Take shares that are to be issued as a price, and theirs, as forecasts: 发行1亿股代价股支付，发行价0.3元."""
    reading, shapes, end = figure.reading, figure.shapes, figure.quantity.right
    if shapes["pays-in-shares"].search(figure.text, reading.start, min(end + NAMED, reading.end)) is None:
        return None
    if says(reading, shapes["past"], figure.begin, figure.index):
        return None  # 公司已配发1亿股代价股份
    terms = shapes["share-terms"].search(figure.text, figure.clause, figure.start) is not None
    return "forecast" if terms or figure.is_followed_by("as-price") else None


def after_deal(figure: Figure) -> Modality | None:
    """Take what someone has after a deal that is planned as a forecast."""
    previous = figure.place.previous
    starts = previous is not None and previous.deciders.get("modality") is moved_from  # 由5亿股变更为4亿股
    going_on = figure.told.planned and (previous is None or previous.modality == "forecast" or starts)
    return "forecast" if going_on and figure.has("after-deal") else None


def terms(figure: Figure) -> Modality | None:
    """Take the terms of what is planned, at no time of their own, as forecasts."""
    if not figure.told.planned or "P" in figure.reading.codes:
        return None
    return "forecast" if says(figure.reading, figure.shapes["terms"], figure.begin, figure.index) else None


def laid_down(figure: Figure) -> Modality | None:
    """Take what a budget, a programme or a decision lays down as a forecast."""
    return "forecast" if figure.told.decided else None
