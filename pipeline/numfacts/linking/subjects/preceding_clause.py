"""Whose a figure is by the clause before its own: among whom it is counted, or what has a share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import AMONG, COUNTS, metric_rule
from numfacts.linking.subjects.question import Asked, Whose
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.linking.subjects.focus import Focus
    from numfacts.vocabulary.shapes import Shapes


class PrecedingClauseSubjects:
    """Finds the subjects that the clause before leads to."""

    def __init__(self, names: ClauseNames, focus: Focus, shapes: Shapes) -> None:
        self.previous: Reading | None = None  # the sentence before, of the same paragraph
        self._names = names
        self._focus = focus
        self._shapes = shapes

    def find(self, asked: Asked) -> Whose | None:
        """Give whom the clause before leads to; null where it leads to nobody."""
        return self._among(asked) or self._done(asked) or self._part(asked)

    def fared(self, asked: Asked) -> Whose | None:
        """Give what the clause before says has fared so, where a move tells how much: 甲跌1%，乙股市表现较差，跌2%."""
        reading = asked.reading
        carried = asked.link is None or (asked.link.mention.start or 0) < reading.tokens[asked.begin].start
        if not asked.moves or not carried or self._names.read(reading, asked.begin, asked.limit):
            return None
        found = self.faring(reading, asked.begin)
        return Whose(found, firm=True) if found is not None else None

    def faring(self, reading: Reading, begin: int) -> Mention | None:
        """Give who heads the clause before that which begins at a token, and is said to have fared well or badly."""
        end = begin - 1
        begin = reading.clause_start(end) if end > 0 else end
        if end < 1 or "Q" in reading.codes[begin:end]:
            return None
        head = next(iter(self._names.read(reading, begin, end)), None)
        if head is None or not head.firm or not head.heads or head.object:
            return None
        start = head.mention.start or 0
        fares = self._shapes["fares"].search(reading.text, start + 2, reading.tokens[end].start)
        if fares is None or fares.start() > (head.mention.end or 0):
            return None
        return Mention(reading.text[start : fares.start()], start, fares.start())

    def _done(self, asked: Asked) -> Whose | None:
        """Give the things counted before of which so many are said to be done with: 80项工程已开工65项."""
        reading, before = asked.reading, asked.reading.codes.rfind("Q", 0, asked.index)
        if before < 0 or asked.quantity.kind != "count" or asked.limit == asked.index:
            return None
        if asked.link is None or asked.link.rule is not None:
            return None
        whole, following = reading.tokens[before].item, reading.codes[before + 1 : asked.index]
        assert isinstance(whole, Quantity)
        if not following.startswith("w") or not set(following) <= set("w,LvMP"):
            return None
        if whole.unit_text != asked.quantity.unit_text or (whole.value or 0) < (asked.quantity.value or 0):
            return None
        if any(name.firm for name in self._names.read(reading, reading.clause_start(before), before)):
            return None  # 某组织20个成员中，有5个
        return Whose(reading.mention(before + 1), firm=False)

    def of_counted(self, asked: Asked) -> Whose | None:
        """Give the kind of things counted before, where so many of them do something or their number moved.

        已有24家券商披露，5家增长. Whom the sentence names is meant rather.
        """
        if asked.near is not None:
            return None
        reading, link = asked.reading, asked.link
        before, told = reading.codes.rfind("Q", 0, asked.begin), reading
        if before < 0 and self.previous is not None and reading.text.startswith(AMONG, reading.start):
            told = self.previous
            before = told.codes.find("Q")
        counted = _counted(told, before) if before >= 0 and link is not None else None
        if counted is None or link is None:
            return None
        whole, start, end = counted
        few = asked.quantity.kind in COUNTS and asked.quantity.unit_text == whole.unit_text
        moved = asked.moves and start <= (link.mention.start or 0) < end
        if not (few and _does(reading, asked.index + 1)) and not moved:
            return None
        begin = reading.clause_start(before) if told is reading else asked.begin
        if any(name.firm for name in self._names.read(reading, begin, asked.limit)):
            return None
        return Whose(Mention(reading.text[start:end], start, end), firm=False)

    def _among(self, asked: Asked) -> Whose | None:
        """Give those among whom the clause before says that a figure is: 113批样品中,有22批不合格.

        Something else that the clause begins with is meant rather: 10只个股中,医药股占5席.
        """
        reading, end = asked.reading, asked.begin - 1
        codes, tokens = reading.codes, reading.tokens
        if asked.quantity.kind == "rank":
            return None  # 在41个行业中，排名第6: not theirs
        if end < 2 or codes[end - 1] != "w" or reading.text[tokens[end - 1].end : tokens[end].start] != "中":
            return None
        before = reading.clause_start(end)
        ranked = self._shapes["superlative"].search(reading.text, tokens[before].start, tokens[end].start)
        if ("Q" not in codes[before:end] and ranked is None) or "S" in codes[asked.begin : asked.index]:
            return None
        for name in self._names.read(reading, asked.begin, asked.limit):
            if name.heads and not name.object:
                return Whose(name.mention, name.firm)
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
        if not share.startswith("占") and (
            self._shapes["share-of"].search(share) is None or self._names.read(reading, asked.begin, asked.limit)
        ):
            return None
        begin = reading.clause_start(before)
        names = self._names.read(reading, begin, before)
        if "H" in reading.codes[begin:before]:
            return None  # 控股股东减持20万张
        if not names or names[0].kind != "noun" or not names[0].heads or names[0].object:
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
    while codes[last + 1 : last + 2] in ("w", "M") and tokens[last].end == tokens[last + 1].start:
        last += 1
    return (quantity, start, tokens[last].end) if start == tokens[position].end else None


def _does(reading: Reading, position: int) -> bool:
    """Say whether what stands at a position is what things do or have, rather than what they are: 录得, 净利润."""
    if reading.codes[position : position + 1] in ("L", "v", "V", "X"):
        return True
    rule = metric_rule(reading.tokens[position]) if reading.codes[position : position + 1] == "M" else None
    return rule is not None and "money" in rule.takes
