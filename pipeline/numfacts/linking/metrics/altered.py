"""What a verb of change in the clause before moves, whose values follow: 下调X，由1%降至0.5%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.links import Link
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place

OBJECT = re.compile("V(?P<object>[wvSM]*[wM]),[PX]?f$")  # codes from the verb to where the change of its object starts
LONGEST = 14  # characters of what is named


def altered(place: Place) -> Link | None:
    """Give the object of a verb of change, for the value behind the word for where the change starts."""
    reading, index = place.reading, place.index
    if reading.english or reading.codes[index - 1 : index] != "f":
        return None
    found = OBJECT.search(reading.codes, 0, index)
    if found is None:
        return None
    first, last = found.start("object"), found.end("object") - 1
    start, end = reading.tokens[first].start, reading.tokens[last].end
    whole = reading.text[start:end]
    start += whole.rfind("的") + 1
    if end - start > LONGEST:
        return None
    return Link(Mention(reading.text[start:end], start, end), None, None, last)
