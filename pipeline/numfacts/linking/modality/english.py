"""Figures of English sentences that are foreseen, and those that are not beside a cue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.english.comparing import is_awaited, is_outlook
from numfacts.linking.english.plans import english_modality, is_there
from numfacts.linking.english.times import is_so_now
from numfacts.linking.modality.known import EXISTING_REACH

if TYPE_CHECKING:
    from numfacts.linking.modality.figure import Figure
    from numfacts.records import Modality

ADDING = frozenset("VNLikBj")  # codes of a clause that has no verb of its own: , an increase of
LEFT_BEHIND = re.compile("[tT]Qf$")  # codes before the level that a move comes from: to 3 dollars from 2 dollars
LEADS_ON = "wP"  # codes behind a level that has a time of its own: from 9 percent in 2024
OPENING = ("with ", "at a ")  # what a clause begins with that only adds to the one before


def existing(figure: Figure) -> Modality | None:
    """Take what is there, or was before a move, for what is, unless it was foretold: its 2,000 branches."""
    begin = max(figure.clause, figure.start - EXISTING_REACH)
    exists = figure.shapes["existing-english"].search(figure.text, begin, figure.start) is not None
    exists = exists or is_so_now(figure.reading, figure.index, figure.shapes)
    exists = exists or is_there(figure.reading, figure.index, figure.shapes)
    if not exists and LEFT_BEHIND.search(figure.reading.codes, 0, figure.index) is None:
        return None
    reading, index, shapes = figure.reading, figure.index, figure.shapes
    return "forecast" if is_outlook(reading, index, shapes) or is_awaited(reading, index, shapes) else "actual"


def imposed(figure: Figure) -> Modality | None:
    """Take a fine that a court has someone pay for what is: must pay a fine of $3 million, the court said."""
    if figure.metric_id != "fine":
        return None
    reading, shapes = figure.reading, figure.shapes
    told = shapes["english-must-pay"].search(figure.text, reading.start, figure.quantity.left)
    judged = told is not None and shapes["english-judged"].search(figure.text, reading.start, reading.end)
    return "actual" if judged else None


def moved_from(figure: Figure) -> Modality | None:
    """Take the level that a change starts from for what is: to 12 percent by 2027 from 9 percent in 2024."""
    own = figure.role.rule.endswith("/from") and figure.reading.codes.startswith(LEADS_ON, figure.index + 1)
    return "actual" if own or figure.begins_change else None


def adds_to_forecast(figure: Figure) -> Modality | None:
    """Take what only adds to a forecast as one: , an increase of 5 percent, with 5 set aside."""
    if not figure.near_foreseen:
        return None
    adds = figure.text.startswith(OPENING, figure.clause)
    codes = figure.reading.codes[figure.begin : figure.index]
    return "forecast" if adds or (codes and set(codes) <= ADDING) else None


def in_clause(figure: Figure) -> Modality:
    """Take as a forecast what a cue of the clause reaches, and everything else for what is."""
    return english_modality(figure.reading, figure.index, figure.begin, figure.shapes)
