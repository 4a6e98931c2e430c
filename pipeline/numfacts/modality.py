"""Whether a claim is of what is or of what is expected, planned or decided."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from numfacts.metrics import Link
from numfacts.reading import STRONG, Reading
from numfacts.records import Modality, Period
from numfacts.ruleset.kinds import ChangeRule

if TYPE_CHECKING:
    from numfacts.shapes import Shapes


def modality_of(
    reading: Reading,
    index: int,
    link: Link | None,
    direction: ChangeRule | None,
    period: Period | None,
    published: dt.date | None,
    shapes: Shapes,
) -> Modality:
    """Give the modality of the quantity at ``index``: a cue governs what follows it in the sentence.

    What is to be in a period after ``published`` is a forecast without any; so is a change that ``direction``, the
    rule of its word, says is one (预增).
    """
    if published is not None and period is not None and period.start > published:
        return "forecast"
    if link is not None and link.rule is not None and link.rule.forecast:
        return "forecast"
    if direction is not None and direction.forecast:
        return "forecast"
    begin = reading.clause_start(index)
    if reading.english:
        return _english(reading, index, begin, shapes)
    if any(_governs(reading, position) for position in range(begin, index)):
        return "forecast"
    clause = reading.text[reading.tokens[begin].start : reading.tokens[index].start]
    if shapes["past"].search(clause):
        return "actual"
    for position in range(begin - 1, -1, -1):
        token = reading.tokens[position]
        if token.code == "," and reading.text[token.start] in STRONG:
            break
        if _governs(reading, position):
            return "forecast"
    return "actual"


def _governs(reading: Reading, position: int) -> bool:
    """Say whether a token is a cue of forecast for what follows, not only for a noun: 即将实施的关税政策."""
    if reading.codes[position] != "X":
        return False
    following = position + 1
    if reading.codes[following : following + 1] not in ("v", "M"):
        return True
    verb = reading.tokens[following]
    return reading.text[verb.end : verb.end + 1] != "的" or reading.codes[following + 1 : following + 2] == "Q"


def _english(reading: Reading, index: int, begin: int, shapes: Shapes) -> Modality:
    """Give the modality in an English clause: a cue reaches to the next conjunction, or back to its subject."""
    for position in range(index - 1, begin - 1, -1):
        code = reading.codes[position]
        if code == "X":
            return "forecast"
        if code == "s" and reading.text[
            reading.tokens[position].start : reading.tokens[position].end
        ].lower() in shapes.words("parting"):
            break
    following = reading.codes.find("X", index)
    end = reading.clause_end(index)
    if 0 <= following < min(end, index + 8) and "Q" not in reading.codes[index + 1 : following]:
        between = reading.codes[index + 1 : following]
        if not set(between) & set("VNTXR"):
            return "forecast"
    return "actual"
