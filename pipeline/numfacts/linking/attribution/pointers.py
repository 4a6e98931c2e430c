"""Whose figures or words a text says it has told, once it has told them: 上述数据由某局发布, “……。”林海表示."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.attribution.heads import ClauseHeads
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

QUOTATION = 500  # characters before the last sentence of a quotation in which it begins
INTRODUCES = frozenset(":,，")  # what stands between who says something and the quotation of it


class Pointers:
    """Finds the sentences that point back to those before them, and tell whose figures or words those gave."""

    def __init__(self, bodies: Bodies, heads: ClauseHeads, shapes: Shapes) -> None:
        self._bodies = bodies
        self._heads = heads
        self._shapes = shapes

    def within(self, reading: Reading) -> Mention | None:
        """Give whom a sentence says, at its end, to have given the figures before: ..., 咨询机构云杉给出上述数字."""
        return self._named(reading.text, reading.start, reading.end)

    def ahead(self, reading: Reading) -> Mention | None:
        """Give whom a sentence behind says to have given the figures of the Chinese paragraph that one begins.

        It is one of that paragraph, or the first of the next.
        """
        if reading.english:
            return None
        end = reading.text.find("\n", reading.end)
        end = len(reading.text) if end < 0 else end
        mention = self._named(reading.text, reading.end, end)
        points = self._shapes["points-back"].match(reading.text, end) if mention is None else None
        return self._named(reading.text, end, points.end()) if points is not None else mention

    def speaker(self, reading: Reading) -> Mention | None:
        """Give who is told behind a quotation, that begins before a sentence ends, to have said it: “……。”林海表示."""
        opened = reading.text.rfind("“", max(reading.start - QUOTATION, 0), reading.end)
        if reading.english or opened < 0 or reading.text[max(opened - 1, 0)] in INTRODUCES:
            return None
        closed = reading.text.find("”", opened)
        if closed < reading.end - 2 or "\n" in reading.text[opened:closed]:
            return None
        said = self._shapes["said-behind"].match(reading.text, closed - 1)
        if said is None:
            return None
        start, end = said.span("who")
        titles = self._shapes["office-title"].finditer(reading.text, start, end)
        bodies = (self._heads.body_of(reading.text, start, title.start()) for title in titles)
        return next(filter(None, bodies), None) or Mention(said["who"], start, end)

    def _named(self, text: str, start: int, end: int) -> Mention | None:
        """Read the body that is said between two offsets to have told what stands before."""
        found = self._shapes["told-above"].search(text, start, end)
        place = found.lastindex or 0 if found is not None else 0
        if found is None or not place:
            return None
        begin, stop = found.span(place)
        kind = self._shapes["kind-of-house"].match(text, begin, stop)
        begin = kind.end() if kind is not None else begin
        name = text[begin:stop].strip()
        if self._bodies.is_own(name) or self._bodies.is_nobody(name):
            return None
        cited = name[:1].isascii() or self._bodies.is_source(name) or self._shapes["assessor"].search(name) is not None
        return Mention(name, begin, begin + len(name)) if cited else None
