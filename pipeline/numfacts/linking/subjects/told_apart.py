"""Whose a figure is where its sentence tells someone apart: who is singled out, compared with, or next in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.reading import STRONG
from numfacts.linking.subjects.question import Asked, Whose
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.vocabulary.shapes import Shapes
CARRIED = ("人次",)  # units of what kinds of things are told to carry, rather than to be


class ToldApart:
    """Finds the subjects that a sentence tells apart from others."""

    def __init__(self, names: ClauseNames, shapes: Shapes) -> None:
        self._names = names
        self._shapes = shapes

    def singled_out(self, asked: Asked) -> Whose | None:
        """Give whom a clause before singles out, no other heading this one: 增幅最大的是甲,最新余额为5亿元."""
        reading, start = asked.reading, asked.reading.tokens[asked.begin].start
        begin = max(reading.text.rfind(mark, reading.start, start) for mark in STRONG)
        found = [*self._shapes["most-is"].finditer(reading.text, max(begin, reading.start), start)]
        most = Mention(found[-1]["name"], *found[-1].span("name")) if found else self._has_most(asked)
        if most is None or asked.quantity.kind == "rank":
            return None
        if any(name.firm for name in self._names.read(reading, asked.begin, asked.limit)):
            return None
        return Whose(most, firm=True)

    def _has_most(self, asked: Asked) -> Mention | None:
        """Give who heads the clause right before, which says that he has most of something: 甲成交最多,达5亿元."""
        reading, end = asked.reading, asked.begin - 1
        if end < 1 or any(name.heads for name in self._names.read(reading, asked.begin, asked.limit)):
            return None
        begin = reading.clause_start(end)
        start, stop = reading.tokens[begin].start, reading.tokens[end].start
        if self._shapes["has-most"].search(reading.text, start, stop) is None:
            return None
        head = next(iter(self._names.read(reading, begin, end)), None)
        return head.mention if head is not None and head.heads and head.kind == "name" else None

    def field(self, asked: Asked) -> Whose | None:
        """Give the field that a clause counts the deals of, rather than who is in it: 甲所属领域医疗有9笔融资."""
        start = asked.reading.tokens[asked.begin].start
        field = self._shapes["of-field"].search(asked.reading.text, start, asked.quantity.start)
        return Whose(Mention(field["name"], *field.span("name")), firm=False, aside=True) if field is not None else None

    def counted_part(self, asked: Asked) -> Whose | None:
        """Give those of whom a clause before says how many they are, where a share follows: 其中甲28家，占比26%."""
        if asked.quantity.kind != "ratio" or asked.moves:
            return None
        part = self._shapes["share-of-part"].search(asked.reading.text, asked.reading.start, asked.quantity.left)
        return Whose(Mention(part["whom"], *part.span("whom")), firm=False) if part is not None else None

    def compared(self, asked: Asked) -> Whose | None:
        """Give whose the value is that another one is set against: 市值略高于乙公司的5亿元, 仅比乙的9亿元多出1亿元."""
        reading, before = asked.reading, asked.index - 1
        if asked.moves or before < asked.begin or reading.codes[before] not in "wSC":
            return None
        name, start = reading.tokens[before], reading.tokens[asked.begin].start
        if reading.text[name.end : reading.tokens[asked.index].start] != "的":
            return None
        than = self._shapes["surpassed"].search(reading.text, start, name.start) is not None
        if not than and reading.text[name.start - 1] != "比":
            return None
        return Whose(reading.mention(before), firm=True, aside=True)

    def yardstick(self, asked: Asked) -> Whose | None:
        """Give the place whose value stands in a bracket behind what is set against it: 高于全国增速(5%)1个百分点."""
        reading, bracket = asked.reading, asked.begin - 1
        if bracket < 1 or reading.codes[bracket : bracket + 3] != "(Q)":
            return None
        begin = reading.clause_start(bracket)
        start = reading.tokens[begin].start
        for position in range(begin + 1, bracket):
            name = reading.tokens[position]
            again = isinstance(name.item, Term) and name.item.source.endswith("place-pronoun")
            if name.code != "S" and not again:
                continue
            if reading.text[name.start - 1] in "比较" or self._shapes["surpassed"].search(
                reading.text, start, name.start
            ):
                return Whose(reading.mention(position), firm=True, aside=True)
        return None

    def instrument(self, asked: Asked) -> Whose | None:
        """Give the kind of deal or paper that a clause opens with, right before its metric: 利率互换成交5亿元."""
        measured = asked.link.mention.start if asked.link is not None else None
        opening = asked.reading.opening(asked.begin)
        if measured is None or measured < opening:
            return None
        found = self._shapes["instrument"].fullmatch(asked.reading.text, opening, measured)
        return Whose(Mention(found["name"], *found.span("name")), firm=False) if found is not None else None

    def item(self, asked: Asked) -> Whose | None:
        """Give an item of a list as it is written, where the one before is someone right before a number of the same.

        主板8家、科创板5家; 铁路5万人次，公路3万人次
        """
        reading, index, near = asked.reading, asked.index, asked.near
        mark = max(reading.codes.rfind("j", 0, index), reading.codes.rfind(",", 0, index))
        if near is None or mark < 1 or not (near.firm or asked.quantity.unit_text in CARRIED):
            return None
        before = reading.tokens[mark - 1]
        if not isinstance(before.item, Quantity) or near.mention.end != before.start:
            return None
        start, end = reading.tokens[mark].end, reading.tokens[index].start
        written = self._shapes["item"].fullmatch(reading.text, start, end)
        between = reading.codes[mark + 1 : index].replace("Mw", "w")  # 经济|开发区
        if before.item.unit_text != asked.quantity.unit_text or written is None or set(between) & set("MVPLRXQ():"):
            return None
        return Whose(Mention(written[0], start, end), firm=True)

    def together(self, asked: Asked) -> Whose | None:
        """Give the first of several whom a clause begins with and says the same of: 甲、乙、丙等三家均跌逾5%."""
        reading, first = asked.reading, asked.begin
        while reading.codes[first] == "P" or reading.text.startswith("包括", reading.tokens[first].start):
            first += 1
        if reading.codes[first] not in "wSC":
            return None
        limit = reading.tokens[asked.index].start
        listed = self._shapes["listed-together"].match(reading.text, reading.tokens[first].start, limit)
        return Whose(Mention(listed["name"], *listed.span("name")), firm=True) if listed is not None else None
