"""Who is of an age that a Chinese sentence tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.question import Asked, Whose
from numfacts.records import Mention, SlotBasis, Span
from numfacts.vocabulary.tokens import INTRODUCED

if TYPE_CHECKING:
    from numfacts.linking.subjects.names import NameReader
    from numfacts.vocabulary.shapes import Shapes

CUT = ("男", "女")  # what is left of 男旅客 where the dictionary cuts it


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
