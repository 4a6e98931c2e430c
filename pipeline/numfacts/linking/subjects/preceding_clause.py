"""Whose a figure is by the clause before its own: among whom it is counted, or what has a share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import AMONG, COUNTS
from numfacts.linking.subjects.question import Asked, Whose
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.linking.subjects.focus import Focus
    from numfacts.vocabulary.shapes import Shapes


DOES = frozenset("LvVXM")  # codes of what things do or have, rather than are


class PrecedingClauseSubjects:
    """Finds the subjects that the clause before leads to."""

    def __init__(self, names: ClauseNames, focus: Focus, shapes: Shapes) -> None:
        self.previous: Reading | None = None  # the sentence before, of the same paragraph
        self._names = names
        self._focus = focus
        self._shapes = shapes

    def find(self, asked: Asked) -> Whose | None:
        """Give whom the clause before leads to; null where it leads to nobody."""
        return self._among(asked) or self._part(asked)

    def of_counted(self, asked: Asked) -> Whose | None:
        """Give the kind of things counted before, where so many of them do something or their number moved.

        已有24家券商披露，5家增长. Whom the sentence names is meant rather.
        """
        reading, link = asked.reading, asked.link
        before, told = reading.codes.rfind("Q", 0, asked.begin), reading
        if before < 0 and self.previous is not None and reading.text.startswith(AMONG, reading.start):
            told = self.previous
            before = told.codes.find("Q")
        counted = _counted(told, before) if before >= 0 else None
        if counted is None or link is None:
            return None
        whole, start, end = counted
        few = asked.quantity.unit_text == whole.unit_text and reading.codes[asked.index + 1 : asked.index + 2] in DOES
        moved = asked.moves and start <= (link.mention.start or 0) < end
        if not few and not moved:
            return None
        begin = reading.clause_start(before) if told is reading else asked.begin
        if any(name.firm for name in self._names.read(reading, begin, asked.limit)):
            return None
        return Whose(Mention(reading.text[start:end], start, end), firm=False)

    def _among(self, asked: Asked) -> Whose | None:
        """Give those among whom the clause before says that a figure is: 113批样品中,有22批不合格."""
        reading, end = asked.reading, asked.begin - 1
        codes, tokens = reading.codes, reading.tokens
        if asked.quantity.kind == "rank":
            return None  # 在41个行业中，排名第6: not theirs
        if end < 2 or codes[end - 1] != "w" or reading.text[tokens[end - 1].end : tokens[end].start] != "中":
            return None
        before = reading.clause_start(end)
        if "Q" not in codes[before:end]:
            return None
        first = end - 1
        while codes[first - 1] in "wS" and tokens[first - 1].end == tokens[first].start:
            first -= 1
        if any(name.firm for name in self._names.read(reading, before, first)):
            return None  # 某组织20个成员中，有5个
        start, stop = tokens[first].start, tokens[end - 1].end
        return Whose(Mention(reading.text[start:stop], start, stop), firm=False)

    def _part(self, asked: Asked) -> Whose | None:
        """Give the part whose share of a total follows its own figure: 商品投诉为5万件，占总量的三成."""
        reading, index = asked.reading, asked.index
        before = reading.codes.rfind("Q", 0, index)
        if asked.quantity.kind != "ratio" or not 0 <= before < asked.begin or self._focus.of_company:
            return None
        share = asked.link.mention.text or "" if asked.link is not None and asked.metric_id is None else ""
        if not share.startswith("占") and self._shapes["share-of"].search(share) is None:
            return None
        names = self._names.read(reading, reading.clause_start(before), before)
        if not names or names[0].kind != "noun" or not names[0].heads:
            return None
        return Whose(names[0].mention, firm=False, aside=True)


def _counted(reading: Reading, position: int) -> tuple[Quantity, int, int] | None:
    """Give the quantity at a position with where what it counts stands right behind it, if it counts things."""
    tokens, codes, last = reading.tokens, reading.codes, position + 1
    quantity = tokens[position].item
    assert isinstance(quantity, Quantity)
    if quantity.kind not in COUNTS or quantity.unit_text in ("次", "例") or codes[last : last + 1] not in ("w", "M"):
        return None
    start = tokens[last].start
    while codes[last + 1 : last + 2] in ("w", "M"):
        last += 1
    return quantity, start, tokens[last].end
