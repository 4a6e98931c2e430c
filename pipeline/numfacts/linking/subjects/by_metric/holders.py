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

RANKED = frozenset("wSM")


def holder(asked: Asked, known: Known) -> Whose | None:
    """Give who is written to hold shares, or whom a share behind which one stands only ranks: 持股5%以上股东甲."""
    if asked.metric_id != "stake" and asked.quantity.kind != "share":
        return None
    found = _written(asked, known)
    if found is not None or asked.metric_id != "stake":
        return found
    reading, following = asked.reading, asked.index + 1
    behind = known.shapes["holder-behind"].match(reading.text, reading.tokens[asked.index].end, reading.end)
    if behind is not None:
        return _named(reading, reading.overlapping(behind.end(), behind.end() + 1).start - 1, known)
    return _named(reading, following, known) if reading.codes[following : following + 1] == "H" else None


def _written(asked: Asked, known: Known) -> Whose | None:
    """Give the holder whom the words before the figure are written around."""
    reading = asked.reading
    start = max(reading.codes.rfind("Q", 0, asked.index), asked.begin - 2, 0)
    written = known.shapes["holder-written"].search(reading.text, reading.tokens[start].start, asked.quantity.left)
    return Whose(Mention(written["name"], *written.span("name")), firm=True) if written is not None else None


def _named(reading: Reading, lead: int, known: Known) -> Whose | None:
    """Give the holder who stands behind a token: 5%以上股东甲, 持有公司股份3万股(占5%)的股东甲."""
    tokens, codes = reading.tokens, reading.codes
    start, end, last = tokens[lead].start, tokens[lead].end, lead
    while codes[last + 1 : last + 2] in RANKED and tokens[last + 1].start == tokens[last].end:
        last += 1
    if last > lead and codes[lead + 1] != "M":
        start = tokens[lead + 1].start
        end = person_end(reading, start, last, known.shapes)
    tail = known.shapes["name-tail"].search(reading.text, start, end)
    end = tail.start() if tail is not None else end
    name = Mention(reading.text[start:end], start, end)
    return Whose(name, firm=True) if known.cast.is_name(name.text or "") else None
