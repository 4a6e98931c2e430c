"""Figures that go on with one that is foreseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS
from numfacts.linking.modality.foreseen import expected_figure
from numfacts.linking.modality.restating import takes_up
from numfacts.linking.reading import STRONG, is_expected

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim, Place
    from numfacts.linking.modality.figure import Figure
    from numfacts.records import Modality

YEAR_AGO = frozenset(["same-period-last-year", "same-period", "same-period-apart"])  # rules of times


def change_of_forecast(figure: Figure) -> Modality | None:
    """Take a change as a forecast that is of the one right before it: 收入预测介乎150亿元至157亿元，按年升约1.3倍."""
    near = figure.near
    if not figure.changes or near is None or near.modality != "forecast" or near.link is not figure.link:
        return None
    other = near.change is None or near.quantity.kind != figure.quantity.kind
    return "forecast" if other else None


def follows_from_forecast(figure: Figure) -> Modality | None:
    """Take what follows from a forecast as one: 加息次数预期增加至4次，每次加息25个基点."""
    opening = figure.reading.opening(figure.begin)
    follows = figure.near_foreseen and figure.shapes["follows-from"].match(figure.text, opening) is not None
    return "forecast" if follows else None


def takes_up_forecast(figure: Figure) -> Modality | None:
    """Take a part of what the sentence before foresees as a forecast: 其中厂房3座."""
    previous = figure.place.previous
    if previous is not None and previous.deciders.get("modality") is expected_figure:
        return None  # 收入5亿元，高过预期的4亿元。其中广告收入3亿元
    return "forecast" if takes_up(figure.place, figure.shapes) else None


def lists_on(figure: Figure) -> Modality | None:
    """Take as a forecast what a semicolon parts from one, with which it goes on: 拟减持3%；增持5%."""
    near, reading, quantity = _beside_asides(figure.place), figure.reading, figure.quantity
    if near is None or near.modality != "forecast":
        return None
    previous = reading.codes.rfind("Q", 0, figure.begin)
    if _has_own_time(figure, previous):
        return None  # which may be past
    if quantity.kind in COUNTS and near.quantity.kind not in COUNTS:
        return None  # how many there are, beside what is planned for them
    if figure.shapes["estimated"].search(figure.text, reading.start, near.quantity.left) is not None:
        return None  # 同比升4.9%，预估为4.4%；环比升0.4%
    parted = any(figure.text[token.start] in STRONG for token in reading.tokens[previous + 1 : figure.begin])
    return "forecast" if parted and not is_expected(reading, previous, figure.shapes) else None


def _has_own_time(figure: Figure, previous: int) -> bool:
    """Say whether times stand behind a quantity that nothing was foreseen of: not 预料甲今年增长2%；乙今年增长3%."""
    return not figure.times(previous + 1) <= figure.times_foreseen


def _beside_asides(place: Place) -> Claim | None:
    """Give the last claim of the sentence but those that only tell what was a year ago: 预计亏损，上年同期盈利3亿元."""
    near = place.near
    if near is None or near.time is None or near.time.rule not in YEAR_AGO:
        return near
    return next((claim for claim in place.recent if claim.time is None or claim.time.rule not in YEAR_AGO), None)
