"""Which people a figure is of: who holds the shares, or whose pay, ratings or spending the metric tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.noun_runs.extents import person_end
from numfacts.linking.subjects.question import Whose
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.by_metric.measured import Known, Measured
    from numfacts.linking.subjects.question import Asked

RANKED = frozenset("wSM")  # codes of the words of which the name of a holder may be made
EACH = 2  # characters of what says that it is a head: 人均|开支


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


def person(measured: Measured) -> Whose | None:
    """Give the person behind an office for what people have: 董事长林海的年薪, 总统某某的支持率."""
    reading, shapes = measured.reading, measured.known.shapes
    if measured.start <= reading.start or not measured.begins_with("of-person"):
        return None
    found = shapes["person-with"].search(reading.text, measured.clause, measured.start)
    return Whose(Mention(found["name"], *found.span("name")), firm=True) if found is not None else None


def spenders(measured: Measured) -> Whose | None:
    """Give those who spend so much a head: 访港旅客人均消费, 内地旅客，人均消费."""
    reading, shapes = measured.reading, measured.known.shapes
    begin = max(reading.start, measured.start - EACH)
    if shapes["spend-each"].search(reading.text, begin, measured.end) is None:
        return None
    found = [*shapes["spender"].finditer(reading.text, reading.start, measured.asked.quantity.left)]
    return Whose(Mention(found[-1]["name"], *found[-1].span("name")), firm=False) if found else None


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
