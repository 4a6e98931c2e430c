"""Whose a figure is where its sentence tells someone apart: who is singled out, compared with, or next in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS
from numfacts.linking.reading import STRONG
from numfacts.linking.subjects.question import Asked, Whose
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    import re

    from numfacts.linking.names.cast import Cast
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.linking.subjects.names import Name
    from numfacts.vocabulary.shapes import Shapes

FIELD_REACH = 160  # characters before a clause in which it may stand what its field is called
ON_SALE = (("of-product", "launched"), ("of-sale", "put-up"))  # shapes of what is told, and of what it is told of
CARRIED = ("人次",)  # units of what kinds of things are told to carry, rather than to be


class ToldApart:
    """Finds the subjects that a sentence tells apart from others."""

    def __init__(self, names: ClauseNames, cast: Cast, shapes: Shapes) -> None:
        self._names = names
        self._cast = cast
        self._shapes = shapes

    def singled_out(self, asked: Asked) -> Whose | None:
        """Give whom a clause before singles out, no other heading this one: 增幅最大的是甲,最新余额为5亿元."""
        reading, start = asked.reading, asked.reading.tokens[asked.begin].start
        begin = max(reading.text.rfind(mark, reading.start, start) for mark in STRONG)
        found = [
            match
            for shape in ("most-is", "leads-movers")
            for match in self._shapes[shape].finditer(reading.text, max(begin, reading.start), start)
        ]
        most = Mention(found[-1]["name"], *found[-1].span("name")) if found else self._has_most(asked)
        if most is None or asked.quantity.kind == "rank" or not self._cast.is_name(most.text or ""):
            return None
        names = self._names.read(reading, asked.begin, asked.limit)
        itself = asked.moves and asked.link is None  # 科技股领跌,成份股示例科技跌5%
        if any(name.heads and (name.firm or itself or self._tells_of_others(reading, name)) for name in names):
            return None
        return Whose(most, firm=True)

    def _tells_of_others(self, reading: Reading, name: Name) -> bool:
        """Say whether a colon opens what is told of those of a list: 工业品领跌，期货跌多涨少：纯碱、玻璃跌5%."""
        listed = reading.codes[name.first - 1 : name.first] in ("j", ":") or reading.codes[name.last + 1] == "j"
        return listed and ":" in reading.codes[: name.first]

    def _has_most(self, asked: Asked) -> Mention | None:
        """Give who heads the clause right before, which says that he has most of something: 甲成交最多,达5亿元."""
        reading, end = asked.reading, asked.begin - 1
        if end < 1 or any(name.heads for name in self._names.read(reading, asked.begin, asked.limit)):
            return None
        begin = reading.clause_start(end)
        if (
            self._shapes["has-most"].search(reading.text, reading.tokens[begin].start, reading.tokens[end].start)
            is None
        ):
            return None
        names = self._names.read(reading, begin, end)
        heading = names[0] if names and names[0].heads else None
        return heading.mention if heading is not None and heading.kind == "name" else None

    def launched(self, asked: Asked) -> Whose | None:
        """Give the product that a clause before puts on the market, of its price and the like: 甲发布Q9，售价5000元.

        Or what is put up for sale, of what it is thought to be worth: 甲放售某酒店，估值5亿元.
        """
        reading, link = asked.reading, asked.link
        told = (link.mention.text or "") if link is not None else ""
        shape = next((put for of, put in ON_SALE if self._shapes[of].search(told) is not None), None)
        if shape is None or any(name.firm for name in self._names.read(reading, asked.begin, asked.limit)):
            return None
        start = reading.tokens[asked.begin].start
        found = [*self._shapes[shape].finditer(reading.text, reading.start, start)]
        if not found:
            return None
        name = found[-1]["name"].strip("“”「」")
        begin = reading.text.index(name, found[-1].start("name"))
        return Whose(Mention(name, begin, begin + len(name)), firm=True, aside=shape == "put-up")

    def field(self, asked: Asked) -> Whose | None:
        """Give the field that a clause counts the deals of, rather than who is in it: 甲所属领域医疗有9笔融资.

        Or that in which a clause counts companies, by the name that it has before: 所属行业为医药。行业中共计30家公司.
        """
        start = asked.reading.tokens[asked.begin].start
        text = asked.reading.text
        field = self._shapes["of-field"].search(text, start, asked.quantity.start)
        among = self._shapes["in-the-field"]
        told = among.search(text, start, asked.quantity.start) or (
            asked.quantity.kind in COUNTS and among.match(text, asked.reading.start)
        )
        if field is None and told:
            called = list(self._shapes["field-called"].finditer(text, max(start - FIELD_REACH, 0), start))
            field = called[-1] if called and "\n" not in text[called[-1].end() : start] else None
        return Whose(Mention(field["name"], *field.span("name")), firm=False, aside=True) if field is not None else None

    def counted_part(self, asked: Asked) -> Whose | None:
        """Give those of whom a clause before says how many they are, where a share follows: 其中甲28家，占比26%."""
        reading, start = asked.reading, asked.reading.start
        if asked.quantity.kind != "ratio" or asked.moves:
            return None
        part = self._shapes["share-of-part"].search(reading.text, start, asked.quantity.left)
        if part is None or not self._cast.is_name(part["whom"]):
            return None
        return Whose(Mention(part["whom"], *part.span("whom")), firm=False)

    def together(self, asked: Asked) -> Whose | None:
        """Give the first of several whom a clause begins with and says the same of: 甲、乙、丙等三家均跌逾5%."""
        reading, first = asked.reading, asked.begin
        while reading.codes[first] == "P" or reading.text.startswith("包括", reading.tokens[first].start):
            first += 1
        if reading.codes[first] not in "wSC":
            return None
        limit = reading.tokens[asked.index].start
        summed = self._shapes["sum-of"].search(reading.text, reading.tokens[first].start, limit)
        if summed is not None and reading.text.find("、", reading.tokens[first].start, summed.start()) >= 0:
            return Whose(Mention(summed["name"], *summed.span("name")), firm=True)
        listed = self._shapes["listed-together"].match(reading.text, reading.tokens[first].start, limit)
        if listed is None or not self._cast.is_name(listed["name"]):
            return None
        if (kind := self._kind_of_all(asked, listed)) is not None:
            return kind
        return Whose(Mention(listed["name"], *listed.span("name")), firm=True)

    def _kind_of_all(self, asked: Asked, listed: re.Match[str]) -> Whose | None:
        """Give the kind of which several are named as parts: 包括大豆油、菜油在内的多种植物油."""
        if self._shapes["of-many"].search(listed[0]) is None:
            return None
        start, end = listed.end(), asked.reading.tokens[asked.limit].start
        name = asked.reading.text[start:end].rstrip("的")
        named = asked.limit < asked.index and "的" not in name and self._cast.is_name(name)
        return Whose(Mention(name, start, start + len(name)), firm=False) if named else None

    def several(self, asked: Asked) -> Whose | None:
        """Give the kind of those several of whom the clause begins with, who do it: 多家银行宣布下调存款利率5个基点."""
        reading, limit = asked.reading, asked.reading.tokens[asked.index].start
        found = self._shapes["several-do"].match(reading.text, reading.tokens[asked.begin].start, limit)
        return Whose(Mention(found["name"], *found.span("name")), firm=False) if found is not None else None

    def compared(self, asked: Asked) -> Whose | None:
        """Give whose the value is that another one is set against: 市值略高于乙公司的5亿元."""
        reading, before = asked.reading, asked.index - 1
        if asked.moves or before < asked.begin or reading.codes[before] not in "wSC":
            return None
        name = reading.tokens[before]
        if reading.text[name.end : reading.tokens[asked.index].start] != "的":
            return None
        start = reading.tokens[asked.begin].start
        than = reading.text[name.start - 1] == "比"  # 身价仅比乙的9亿元多出1亿元
        if not than and self._shapes["surpassed"].search(reading.text, start, name.start) is None:
            return None
        return Whose(reading.mention(before), firm=True, aside=True)

    def item(self, asked: Asked) -> Whose | None:
        """Give an item of a list as it is written, where the one before is someone right before a number of the same.

        主板8家、科创板5家; 铁路5万人次，公路3万人次
        """
        reading, index, near = asked.reading, asked.index, asked.near
        mark = max(reading.codes.rfind("j", 0, index), reading.codes.rfind(",", 0, index))
        before = _ahead_of_bracket(reading, mark - 1) if mark > 0 else -1
        if near is None or before < 0 or reading.codes[before] != "Q":
            return None
        if not near.firm and asked.quantity.unit_text not in CARRIED:
            return None
        quantity = reading.tokens[before].item
        assert isinstance(quantity, Quantity)
        start, end = reading.tokens[mark].end, reading.tokens[index].start
        if near.mention.end != reading.tokens[before].start or quantity.unit_text != asked.quantity.unit_text:
            return None
        written = self._shapes["item"].fullmatch(reading.text, start, end)
        between = reading.codes[mark + 1 : index].replace("Mw", "w")  # 经济|开发区
        if written is None or set(between) & set("MVPLRXQj,():"):
            return None
        return Whose(Mention(written[0], start, end), firm=True)


def _ahead_of_bracket(reading: Reading, position: int) -> int:
    """Give the position ahead of the bracket that a token closes, if it does: 甲市2例(均在乙区)、丙市3例."""
    opening = reading.codes.rfind("(", 0, position) if reading.codes[position] == ")" else position + 1
    return opening - 1
