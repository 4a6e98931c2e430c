"""Which people a figure is of: who holds shares, who is of an age, whose pay, ratings or spending is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.noun_runs.extents import person_end
from numfacts.linking.subjects.question import Whose
from numfacts.records import Mention, SlotBasis, Span
from numfacts.vocabulary.tokens import INTRODUCED

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.by_metric.measured import Known, Measured
    from numfacts.linking.subjects.names import NameReader
    from numfacts.linking.subjects.question import Asked
    from numfacts.vocabulary.shapes import Shapes

RANKED = frozenset("wSM")  # codes of the words of which the name of a holder may be made
CUT = ("男", "女")  # what is left of 男旅客 where the dictionary cuts it
EACH = 2  # characters of what says that it is a head: 人均|开支


def holder(asked: Asked, known: Known) -> Whose | None:
    """Give who is written to hold shares, or whom a share behind which one stands only ranks: 持股5%以上股东甲."""
    if asked.quantity.kind == "money" or (asked.metric_id != "stake" and asked.quantity.kind != "share"):
        return None
    found = _written(asked, known)
    if found is not None or asked.metric_id != "stake":
        return found
    reading, following = asked.reading, asked.index + 1
    behind = known.shapes["holder-behind"].match(reading.text, reading.tokens[asked.index].end, reading.end)
    if behind is not None:
        return _named(reading, reading.overlapping(behind.end(), behind.end() + 1).start - 1, known)
    return _named(reading, following, known) if reading.codes[following : following + 1] == "H" else None


def whose_age(asked: Asked, names: NameReader, source: Span, shapes: Shapes) -> tuple[Whose | None, SlotBasis]:
    """Give who is of an age: the noun or kind of people behind it, who is introduced with it, or the nearest name."""
    reading, index = asked.reading, asked.index
    tokens, following = reading.tokens, index + 1
    behind = reading.codes[following : following + 1] in ("w", "M")
    if behind:
        after = tokens[following + 1 : following + 2]
        named = bool(after) and after[0].item is INTRODUCED and after[0].start == tokens[following].end
        name = reading.mention(following + named)  # 33岁的议长某某
        if names.cast.is_name(name.text or "") and not (name.text or "").endswith(CUT):
            return Whose(name, firm=True), "explicit"
    kind = shapes["aged-one"].match(reading.text, tokens[index].end, reading.end)
    if kind is not None:
        return Whose(Mention(kind["who"], *kind.span("who")), firm=True), "explicit"
    if behind:
        return None, "explicit"
    introduced = list(shapes["introduced"].finditer(reading.text, reading.start, tokens[index].start))
    if introduced:
        at = introduced[-1].lastindex or 0
        return Whose(Mention(introduced[-1][at], *introduced[-1].span(at)), firm=True), "explicit"
    found = names.read(reading, 0, index, source)
    return (Whose(found[-1].mention, firm=True), "explicit") if found else (None, "default")


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
