"""What the clause before names that moves, whose values follow: 下调X，由1%降至0.5%; 行车时间，由3小时缩短至1小时."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.links import Link
from numfacts.linking.metrics.noun_before import NAMES
from numfacts.linking.metrics.shares import moves_rate
from numfacts.records import Mention
from numfacts.vocabulary.tokens import Noun

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.reading import Reading

OBJECT = re.compile("V(?P<object>[wvSM]*[wM]),[PX]?f$")  # codes from the verb to where the change of its object starts
# codes from the mark before a noun that is all its clause tells of, to where its change starts
TOPIC = re.compile("(?:^|,)(?:[PSOCMwtTj]*|P*v)(?P<noun>[wM]|(?<=w)v),[PX]*f$")
PRICE, SIZE = "价", "幅"  # end words for what is done to a price, and how far it is: 加价, 加幅
LONGEST = 14  # characters of what is named


def altered(place: Place) -> Link | None:
    """Give the object of a verb of change, or a noun alone, for the value behind the word for where a change starts."""
    reading, index = place.reading, place.index
    led = len(reading.codes[:index].rstrip("PB"))  # 从2020年的3万吨
    if reading.english or reading.codes[led - 1 : led] != "f":
        return None
    found = OBJECT.search(reading.codes, 0, led)
    if found is None:
        topic = TOPIC.search(reading.codes, 0, led)
        return _named(reading, topic.start("noun")) if topic is not None else None
    first, last = found.start("object"), found.end("object") - 1
    start, end = reading.tokens[first].start, reading.tokens[last].end
    whole = reading.text[start:end]
    start += whole.rfind("的") + 1
    if end - start > LONGEST:
        return None
    return Link(Mention(reading.text[start:end], start, end), None, None, last)


def charged(place: Place) -> Link | None:
    """Give what someone does to a price, here or before in other words, by so much: 提出加价9%; 加价，加幅9%."""
    reading, index = place.reading, place.index
    begin = reading.clause_start(index)
    moved = max(reading.codes.rfind("V", begin, index), reading.codes.rfind("N", begin, index))
    if reading.english or moved < 0 or "M" in reading.codes[begin:index]:
        return None
    token = reading.tokens[moved]
    word = reading.text[token.start : token.end]
    if moves_rate(token):
        return None  # 涨价5%, which has a metric of its own
    if word.endswith(PRICE):
        return Link(reading.mention(moved), None, None, None)
    start = reading.text.rfind(word[0] + PRICE, reading.start, token.start)
    if word not in (word[0], word[0] + SIZE) or start < 0:
        return None
    return Link(Mention(reading.text[start : start + 2], start, start + 2), None, None, None)


def _named(reading: Reading, position: int) -> Link | None:
    """Read a common noun as a metric, with what is done that it is of: 办理时间."""
    token, before = reading.tokens[position], reading.tokens[position - 1] if position else None
    if isinstance(token.item, Noun) or token.tag in NAMES:
        return None
    done = before is not None and before.code == "v" and before.end == token.start
    start = before.start if before is not None and done else token.start
    return Link(Mention(reading.text[start : token.end], start, token.end), None, None, position)
