"""What is said to have moved, read as it is written: the names of securities and indices are often cut amiss."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from numfacts.linking.subjects.question import Asked, Whose
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes


class Securities:
    """Finds the subjects of moves that a clause says nothing else of."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes

    def moved(self, asked: Asked) -> Whose | None:
        """Give what a clause says nothing of but that it moved, whatever its words are elsewhere: 快手涨6%."""
        reading, begin = asked.reading, asked.begin
        listed = reading.codes.rfind("Qj", begin, asked.index)
        begin = listed + 2 if listed >= 0 else begin  # 甲跌5%、乙跌6%
        position = asked.index - 1
        carried = asked.link is not None and (asked.link.mention.start or 0) < reading.tokens[begin].start
        if not asked.moves or not (asked.link is None or carried):
            return None
        while position > begin and reading.codes[position] in "kBeL":
            position -= 1
        if position < begin or reading.tokens[position].code != "V":
            return None
        if reading.codes[position - 1 : position] == ")":
            position = max(begin, reading.codes.rfind("(", 0, position))  # 渤健（BIIB）涨5%
        start = reading.tokens[begin - 1].end if begin else reading.start
        for shape in ("and-so-on", "tenor-mover", "delivery-mover", "metal-mover"):
            found = self._shapes[shape].search(reading.text, start, reading.tokens[position].start)
            if found is not None:
                return Whose(Mention(found["name"], *found.span("name")), firm=True)
        raw = reading.text[start : reading.tokens[position].start].strip()
        raw = self._shapes["name-tail"].sub("", self._shapes["also-tail"].sub("", raw))  # 某某逆市升3%
        if reading.tokens[position - 1].end + 1 == reading.tokens[position].start:
            raw = raw.removesuffix("微")  # 永利澳门|微|跌
        named = reading.codes[begin:position]
        if named[1:] and reading.tokens[position - 2].end == reading.tokens[position - 1].start:
            named = named.rstrip("SR")  # 青禾|数据
        held = "M" if self._shapes["fund-end"].search(raw) is not None else ""
        if set(named) & set("PMQOSXBARj:()").difference(held):
            return None
        raw = self._shapes["code-lead"].split(raw)[-1]  # 处置某化学涨5%
        start = reading.text.find(raw, start)
        if self._is_read(reading, begin, position, start, start + len(raw)):
            return None
        if self._shapes["briefly"].fullmatch(raw) is None or self._shapes["when-moved"].search(raw) is not None:
            return None
        return Whose(Mention(raw, start, start + len(raw)), firm=True)

    def _is_read(self, reading: Reading, begin: int, position: int, start: int, end: int) -> bool:
        """Say whether there is nothing but nouns between two tokens, from ``start`` on."""
        nouns = reading.tokens[begin:position]
        if not nouns:
            return not reading.codes[:begin].endswith(("VQ,", "VQj"))
        if not set(reading.codes[begin:position]) <= set("wC"):
            return False
        told = end - nouns[-1].end < 2 or self._shapes["how-moved"].search(reading.text, nouns[-1].end, end) is not None
        whole = all(before.end == noun.start for before, noun in pairwise(nouns))
        return whole and nouns[0].start == start and told

    def index(self, asked: Asked) -> Mention | None:
        """Give the whole name of an index of which only the end is known: 标普500成长股指数."""
        reading, begin = asked.reading, asked.begin
        position = reading.codes.rfind("M", begin, asked.index)
        if position < 0 or not asked.moves:
            return None
        before = max(reading.codes.rfind("P", begin, position), begin - 1)
        start = reading.tokens[before].end if before >= 0 else reading.start
        found = self._shapes["index-written"].search(reading.text, start, reading.tokens[position].end)
        return Mention(found[0], *found.span()) if found is not None else None
