"""What an English word of forecast is good for: what is only believed, caused or spoken of foretells nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.times import is_told

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

PLAN = 6  # characters around a cue that make a noun of it
BELIEF = 11  # characters before a cue that may say it is only of what is believed


def foretells(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether an English cue is one of forecast here, and not of a plan only spoken of, of a belief or a cause."""
    text, token = reading.text, reading.tokens[position]
    start, end = max(token.start - PLAN, 0), token.end + PLAN
    if text.startswith("-", token.end) or shapes["mere-plan"].search(text, start, end) is not None:
        return False  # a forecast-topping report
    return shapes["english-no-cue"].search(text, max(token.start - BELIEF, 0), end) is None


def is_done(reading: Reading, index: int, position: int) -> bool:
    """Say whether what is to be done with a quantity is said of what was had: handed over 40 men to be tried."""
    syntax, token = reading.syntax, reading.tokens[position]
    verb = syntax.verb_before(syntax.at(reading.tokens[index].end - 1)) if syntax is not None else None
    return verb is not None and reading.text.endswith("to be", 0, token.end) and is_told(reading, index)
