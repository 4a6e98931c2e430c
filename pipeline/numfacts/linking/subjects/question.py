"""A question for whose a quantity is, and the answer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from numfacts.linking.links import AMONG, COUNTS
from numfacts.linking.reading import STRONG
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.links import Link
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.names import Name
    from numfacts.numbers.quantity import Quantity
    from numfacts.vocabulary.shapes import Shapes


class Whose(NamedTuple):
    """A subject; ``firm`` where it is someone with a name, not a kind of thing.

    ``aside`` says that it is so only for one figure.
    """

    mention: Mention
    firm: bool
    aside: bool = False


NOBODY = Whose(Mention(None, None, None), firm=False)  # found by a rule that knows that it is of nobody


class Asked(msgspec.Struct, frozen=True, gc=False):
    """The quantity whose subject is looked for: where it stands, what it measures, and whether it is a move of that.

    Its names stand between the tokens ``begin``, where its clause does, and ``limit``, where its metric does. ``near``
    is whose the claim before it in its sentence is.
    """

    reading: Reading
    index: int
    quantity: Quantity
    link: Link | None
    moves: bool
    begin: int
    limit: int
    near: Whose | None = None

    @property
    def metric_id(self) -> str | None:
        """Give the id of its metric."""
        return self.link.mention.id if self.link is not None else None

    def owns(self, name: Name) -> bool:
        """Say whether its metric stands right behind a name, but for a time."""
        return self.limit < self.index and not set(self.reading.codes[name.last + 1 : self.limit]) - set("P")

    def is_metric(self, name: Name) -> bool:
        """Say whether a noun is all of what is measured, or its end.

        Words that only look like a name are one too, where the metric is made of nothing but nouns: 铜爵杯2件.
        """
        if self.link is None:
            return False
        bare = self.link.rule is None and not name.sure and name.kind == "name"
        if name.kind != "noun" and not bare:
            return False
        return (name.mention.start or 0) < (self.link.mention.end or 0) <= (name.mention.end or 0)

    def parted(self, name: Name) -> bool:
        """Say whether only a time stands between a noun and its metric, so that they are no one word: 小麦3月合约."""
        return self.owns(name) and name.last + 1 < self.limit and self.reading.tokens[name.last].tag != "vn"

    def is_another(self, name: Name, before: Mention | None) -> bool:
        """Say whether the same is told right behind a noun as was behind someone before: 全国小麦产量……，棉花产量."""
        if self.link is None or self.metric_id is None or before is None or before.end is None:
            return False
        return self.owns(name) and self.reading.text.startswith(self.link.mention.text or " ", before.end)

    def is_part(self, name: Name) -> bool:
        """Say whether a noun heads one of the clauses that tell what parts do: 其中铁路发送旅客5万人, 公路..."""
        if self.link is None:
            return False
        measured = self.link.mention.start or 0
        between = range(name.last + 1, self.limit)
        if not any(self.reading.codes[at] in "vX" and self.reading.tokens[at].end <= measured for at in between):
            return False
        begin = self.begin
        while True:
            if self.reading.text.startswith(AMONG, self.reading.tokens[begin].start):
                return True
            if begin == 0:
                return False
            begin = self.reading.clause_start(begin - 1)


def is_held(asked: Asked, shapes: Shapes) -> bool:
    """Say whether a quantity is of shares that someone holds."""
    return asked.metric_id in shapes.group("held") or asked.quantity.kind == "share"


def is_parted(asked: Asked) -> bool:
    """Say whether a semicolon stands between the quantity before and this one."""
    reading = asked.reading
    before = reading.codes.rfind("Q", 0, asked.index)
    return any(reading.text[reading.tokens[at].start] in STRONG for at in range(before + 1, asked.index))


def begins_counting(asked: Asked) -> bool:
    """Say whether a clause begins with a number of things that do something: 3家机构净卖出."""
    reading, index = asked.reading, asked.index
    if asked.quantity.kind not in COUNTS or asked.limit < index or index != asked.begin:
        return False
    return reading.codes[index + 1 : index + 2] in ("w", "M") and reading.codes[index + 2 : index + 3] in tuple(
        "MvVXNsf"
    )
