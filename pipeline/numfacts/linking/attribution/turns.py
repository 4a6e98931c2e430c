"""Where a text turns from what a source told to something else, or goes on with the figures told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.attribution.sources import Source
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

TOLD = frozenset("RX")  # codes of what someone says or foresees
NAMED = ("w", "S", "C")
OPENS = re.compile("P*(?P<name>[wS]+)P*R")  # codes of who says something at the head of a sentence


class Turns:
    """Tells which sentences are no more of the source that was cited before them."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes

    def away(self, reading: Reading, held: Source) -> bool:
        """Say whether a sentence makes a claim of its own, behind what someone said."""
        if self._shapes["others-say"].match(reading.text, reading.start) is not None or self._speaks(reading, held):
            return True
        if self._shapes["registry"].search(held.name) is not None:
            told = self._shapes["breakdown"].match(reading.text, reading.start)
            return told is None and self._shapes["registered"].search(reading.text, reading.start, reading.end) is None
        if held.rank == 0 and self._shapes["claims-anew"].match(reading.text, reading.start) is not None:
            return True
        return not (held.collected or held.rank == 2) and self._goes_elsewhere(reading, held)

    def _speaks(self, reading: Reading, held: Source) -> bool:
        """Say whether a sentence opens with who speaks for itself: 据外媒报道，…。青屿公司周二表示，…."""
        opening = OPENS.match(reading.codes)
        if opening is None or reading.english or reading.tokens[0].start > reading.start:
            return False
        name = reading.text[reading.tokens[opening.start("name")].start : reading.tokens[opening.end("name") - 1].end]
        said = reading.tokens[opening.end() - 1]
        if name in held.name or self._shapes["paper-told"].search(name) is not None:
            return False
        return self._shapes["tells-itself"].match(reading.text, said.start) is not None

    def _goes_elsewhere(self, reading: Reading, held: Source) -> bool:
        """Say whether a sentence opens with another who does something, or only tells on behind a head of state."""
        if self._shapes["head-of-state"].search(held.name) is not None:
            return TOLD.isdisjoint(reading.codes)
        return held.rank == 0 and self._is_of_another(reading, held.name)

    def _is_of_another(self, reading: Reading, source: str) -> bool:
        """Say whether a sentence opens with a body that is not the source."""
        if self._shapes["breakdown"].match(reading.text, reading.start) is not None:
            return False  # 期内，政府收入减少
        first = next((place for place, code in enumerate(reading.codes) if code not in "P,"), None)
        if first is None or reading.codes[first] not in NAMED:
            return False
        last = first
        while (
            reading.codes[last + 1 : last + 2] in NAMED and reading.tokens[last].end == reading.tokens[last + 1].start
        ):
            last += 1
        name = reading.text[reading.tokens[first].start : reading.tokens[last].end]
        return name not in source and self._shapes["authority"].search(name) is not None
