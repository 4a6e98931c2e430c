"""What happened so many times, or to so many: the verb at a count (12人入选, 延误2309架次)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS, Link, named
from numfacts.records import Mention
from numfacts.ruleset.kinds import ChangeRule
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.vocabulary.shapes import Shapes

TIMES = "次"


class Events:
    """Reads the verbs that numbers of events, and of those they happen to, are of."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._events = shapes.words("units-of-events")

    def behind(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read what happened from right behind a count: 2309架次延误, 870人完成接种."""
        if (
            quantity.kind == "count"
            and quantity.unit_text in self._events
            and reading.codes[index + 1 : index + 2] == "V"
        ):
            return named(reading, index + 1, event=True)  # 经过3次降价后
        rate = self._shapes["moves-rate"].match(reading.text, quantity.right) if quantity.unit_text == TIMES else None
        if rate is not None:
            return Link(Mention(rate[0], *rate.span()), None, None, None, event=True)  # 3次减息幅度合共1厘
        if quantity.kind == "count":
            those = self._shapes["those-who"].search(reading.text, reading.start, quantity.left)
            if those is not None:
                return Link(Mention(those["did"], *those.span("did")), None, None, None, event=True)  # 上涨的有15只
            moved = self._shapes["moved-so"].match(reading.text, quantity.right)
            if moved is not None:
                return Link(Mention(moved[0], *moved.span()), None, None, index + 1, event=True)  # 746只上涨
        if quantity.kind in COUNTS and (done := self._done(reading, index, quantity)) is not None:
            return done
        ends = reading.codes[index + 1 : index + 3] in ("v", "v,", "v(", "v)", "vj")
        return self._at(reading, index, quantity) if quantity.kind in COUNTS and ends else None

    def of(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Give the event that a value is a number of: 12人入选, 延误2309架次; for 4次 a 加息 of the same clause."""
        if quantity.unit_text == TIMES:
            for position in range(reading.clause_start(index), reading.clause_end(index)):
                item = reading.tokens[position].item
                if isinstance(item, Term) and isinstance(item.rule, ChangeRule):
                    return named(reading, position, event=True)
        return self._at(reading, index, quantity)

    def _at(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read the verb at a value as what it is a number of: 12人入选, 延误2309架次, 买入3亿元."""
        codes, tokens = reading.codes, reading.tokens
        counts = quantity.kind in COUNTS
        if counts and is_aim(reading, index, self._shapes):
            return None  # 对二人采取措施
        in_name = quantity.kind == "bare" and not quantity.scale  # 稳健30恢复申购: the number is part of a name
        if counts and not in_name and codes[index + 1 : index + 2] == "v" and tokens[index + 1].start == quantity.right:
            verb = index + 1
        elif codes[index - 1] == "v" and tokens[index - 1].end == quantity.left:
            verb = index - 1
        else:
            return None
        text = reading.text[tokens[verb].start : tokens[verb].end]
        if len(text) < 2 or text in self._shapes.words("light-verb"):
            return None
        return named(reading, verb, event=True)

    def _done(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Read the object of a verb that says nothing of itself as what happened: 870人完成接种."""
        tokens, codes = reading.tokens, reading.codes
        if codes[index + 1 : index + 2] not in ("v", "L") or tokens[index + 1].start != quantity.right:
            return None
        if reading.mention(index + 1).text not in self._shapes.words("light-verb"):
            return None
        start = end = tokens[index + 1].end
        for position in range(index + 2, len(tokens)):
            if tokens[position].start != end or codes[position] not in "wMv":
                break
            end = tokens[position].end
        return Link(Mention(reading.text[start:end], start, end), None, None, index + 2) if end > start else None


def is_aim(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether something is done to or towards the quantity at ``index``: 向30万辆冲击."""
    return reading.text[reading.tokens[index].start - 1] in shapes.words("leads-to-object")
