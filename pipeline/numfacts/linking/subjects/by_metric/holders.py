"""Who holds shares, where a figure of them names its holder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.noun_runs.extents import person_end
from numfacts.linking.subjects.question import Whose
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.by_metric.measured import Known
    from numfacts.linking.subjects.question import Asked

PERSON = frozenset("wS")  # codes of the words of which a name may be made
NAMED = frozenset("wSC")  # and of those with which it may begin
RANKED = frozenset("wSM")


def holder(asked: Asked, known: Known) -> Whose | None:
    """Give who is written to hold shares, or whom a share behind which one stands only ranks: 持股5%以上股东甲."""
    if asked.metric_id != "stake" and asked.quantity.kind != "share":
        return None
    found = _written(asked, known)
    if found is not None or asked.metric_id != "stake":
        return found
    reading, end = asked.reading, asked.reading.tokens[asked.index].end
    behind = known.shapes["holder-behind"].match(reading.text, end, reading.end)
    return _held_by(reading, behind.end(), known) if behind is not None else _ranked(asked, known)


def _written(asked: Asked, known: Known) -> Whose | None:
    """Give the holder whom the words before the figure are written around."""
    reading = asked.reading
    start = max(reading.codes.rfind("Q", 0, asked.index), asked.begin - 2, 0)
    written = known.shapes["holder-written"].search(reading.text, reading.tokens[start].start, asked.quantity.left)
    if written is None or not known.cast.is_name(written["name"]):
        return None
    return Whose(Mention(written["name"], *written.span("name")), firm=True)


def _held_by(reading: Reading, start: int, known: Known) -> Whose | None:
    """Give who is named at an offset: 持有公司股份3万股(占5%)的股东甲."""
    first = next((place for place, token in enumerate(reading.tokens) if token.start >= start), None)
    if first is None or reading.tokens[first].start > start or reading.codes[first] not in NAMED:
        return None
    last = first
    while (
        last + 1 < len(reading.tokens)
        and reading.codes[last + 1] in PERSON
        and reading.tokens[last + 1].start == reading.tokens[last].end
    ):
        last += 1
    return _named(reading, start, person_end(reading, start, last, known.shapes), known)


def _ranked(asked: Asked, known: Known) -> Whose | None:
    """Give the holder whom the share before only ranks: 5%以上股东甲."""
    reading, following = asked.reading, asked.index + 1
    if reading.codes[following : following + 1] != "H":
        return None
    start, end = reading.tokens[following].start, reading.tokens[following].end
    if known.shapes["of-whom"].fullmatch(reading.text, reading.tokens[asked.index].end, start) is None:
        return None
    first = last = following + 1
    while (
        last < len(reading.tokens)
        and reading.codes[last] in RANKED
        and reading.tokens[last].start == reading.tokens[last - 1].end
    ):
        last += 1
    if "w" in reading.codes[first:last] and reading.codes[first] != "M":
        start = reading.tokens[first].start
        end = person_end(reading, start, last - 1, known.shapes)
    tail = known.shapes["name-tail"].search(reading.text, start, end)
    return _named(reading, start, tail.start() if tail is not None else end, known)


def _named(reading: Reading, start: int, end: int, known: Known) -> Whose | None:
    """Give whom the text names between two offsets, where that is a name."""
    name = Mention(reading.text[start:end], start, end)
    return Whose(name, firm=True) if known.cast.is_name(name.text or "") else None
