"""Whose a figure is by the clause before its own: among whom it is counted, or what has a share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.asked import Asked, Whose
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.linking.subjects.focus import Focus

COUNTED = frozenset(["count", "person", "ratio"])  # kinds of quantities that are found among others


class LedSubjects:
    """Finds the subjects that the clause before leads to."""

    def __init__(self, names: ClauseNames, focus: Focus) -> None:
        self._names = names
        self._focus = focus

    def find(self, asked: Asked) -> Whose | None:
        """Give whom the clause before leads to; null where it leads to nobody."""
        return self._among(asked) or self._part(asked)

    def _among(self, asked: Asked) -> Whose | None:
        """Give those among whom the clause before says that a figure is: 80批次样品中，有5批次不合格."""
        reading, comma = asked.reading, asked.begin - 1
        if comma < 1 or reading.codes[comma - 1] != "w" or asked.quantity.kind not in COUNTED:
            return None
        last = first = comma - 1
        if reading.text[reading.tokens[last].end : reading.tokens[comma].start] != "中":
            return None
        while (
            first
            and reading.codes[first - 1] in "wSvM"
            and reading.tokens[first - 1].end == reading.tokens[first].start
        ):
            first -= 1
        counted = reading.codes[reading.clause_start(comma) : first]
        if "Q" not in counted or set(counted) & set("SC"):
            return None
        start, end = reading.tokens[first].start, reading.tokens[last].end
        return Whose(Mention(reading.text[start:end], start, end), firm=False)

    def _part(self, asked: Asked) -> Whose | None:
        """Give the part whose share of a total follows its own figure: 商品投诉为5万件，占总量的三成."""
        reading, index = asked.reading, asked.index
        before = reading.codes.rfind("Q", 0, index)
        if asked.quantity.kind != "ratio" or not 0 <= before < asked.begin or self._focus.of_company:
            return None
        if asked.metric_id is not None or asked.link is None or not (asked.link.mention.text or "").startswith("占"):
            return None
        begin = reading.clause_start(before)
        names = self._names.read(reading, begin, before)
        if "H" in reading.codes[begin:before]:
            return None  # 控股股东减持20万张
        if not names or names[0].kind != "noun" or not names[0].heads or names[0].object:
            return None
        return Whose(names[0].mention, firm=False, aside=True)
