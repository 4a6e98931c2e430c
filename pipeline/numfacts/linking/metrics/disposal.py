"""What is put before its verb as that which someone changes: 将寿命延长两成."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import Link
from numfacts.programs import later
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place

MOVED = later("(?P<object>[wM]{0,3}w)V[LkeTt]{0,3}$")  # codes of what is no metric alone, and what was done with it
PUT = ("将", "把")
NOUN = "n"  # how the parts of speech of nouns begin
PLAIN = frozenset(["n", "v", "vn"])  # parts of speech of words that are no names


def disposed(place: Place) -> Link | None:
    """Give the noun that no rule knows, put by 将 or 把 before the verb of how it changes: 把交货期缩短一成."""
    reading, index = place.reading, place.index
    if reading.english or "V" not in reading.codes[max(0, index - 4) : index]:
        return None
    moved = MOVED.search(reading.codes, reading.clause_start(index), index)
    if moved is None:
        return None
    first, last = moved.start("object"), moved.end("object") - 1
    start, end = reading.tokens[last].start, reading.tokens[last].end
    if not reading.text.endswith(PUT, 0, reading.tokens[first].start) or reading.tokens[last].tag[:1] != NOUN:
        return None
    before = reading.tokens[last - 1]
    if last > first and before.end == start and (before.code == "M" or before.tag in PLAIN):
        last, start = last - 1, before.start  # 死亡风险
    return Link(Mention(reading.text[start:end], start, end), None, None, last)
