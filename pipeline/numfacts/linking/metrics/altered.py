"""What the clause before names that moves, whose values follow: 下调X，由1%降至0.5%; 行车时间，由3小时缩短至1小时."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.links import Link
from numfacts.linking.metrics.nouns import NAMES
from numfacts.records import Mention
from numfacts.vocabulary.tokens import Noun

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.reading import Reading

OBJECT = re.compile("V(?P<object>[wvSM]*[wM]),[PX]?f$")  # codes from the verb to where the change of its object starts
# codes from the mark before a noun that is all its clause tells of, to where its change starts
TOPIC = re.compile("(?:^|,)(?:[PSOCMwtTj]*|P*v)(?P<noun>[wM]),[PX]*f$")
LONGEST = 14  # characters of what is named


def altered(place: Place) -> Link | None:
    """Give the object of a verb of change, or a noun alone, for the value behind the word for where a change starts."""
    reading, index = place.reading, place.index
    if reading.english or reading.codes[index - 1 : index] != "f":
        return None
    found = OBJECT.search(reading.codes, 0, index)
    if found is None:
        topic = TOPIC.search(reading.codes, 0, index)
        return _named(reading, topic.start("noun")) if topic is not None else None
    first, last = found.start("object"), found.end("object") - 1
    start, end = reading.tokens[first].start, reading.tokens[last].end
    whole = reading.text[start:end]
    start += whole.rfind("的") + 1
    if end - start > LONGEST:
        return None
    return Link(Mention(reading.text[start:end], start, end), None, None, last)


def _named(reading: Reading, position: int) -> Link | None:
    """Read a common noun as a metric, with what is done that it is of: 办理时间."""
    token, before = reading.tokens[position], reading.tokens[position - 1] if position else None
    if isinstance(token.item, Noun) or token.tag in NAMES:
        return None
    done = before is not None and before.code == "v" and before.end == token.start
    start = before.start if before is not None and done else token.start
    return Link(Mention(reading.text[start : token.end], start, token.end), None, None, position)
