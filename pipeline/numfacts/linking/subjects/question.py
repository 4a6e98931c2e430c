"""A question for whose a quantity is, and the answer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from numfacts.numbers.quantity import Quantity

if TYPE_CHECKING:
    from numfacts.linking.links import Link
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.names import Name
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes


class Whose(NamedTuple):
    """A subject; ``firm`` where it is someone with a name, not a kind of thing, ``aside`` where only for one figure."""

    mention: Mention
    firm: bool
    aside: bool = False


class Asked(msgspec.Struct, frozen=True, gc=False):
    """The quantity whose subject is looked for: where it stands, what it measures, and whether it is a move of that.

    Its names stand between the tokens ``begin``, where its clause does, and ``limit``, where its metric does.
    """

    reading: Reading
    index: int
    link: Link | None
    moves: bool
    begin: int
    limit: int

    @property
    def quantity(self) -> Quantity:
        """Give the quantity."""
        quantity = self.reading.tokens[self.index].item
        assert isinstance(quantity, Quantity)
        return quantity

    @property
    def metric_id(self) -> str | None:
        """Give the id of its metric."""
        return self.link.mention.id if self.link is not None else None

    def owns(self, name: Name) -> bool:
        """Say whether its metric stands right behind a name, but for a time."""
        return self.limit < self.index and not set(self.reading.codes[name.last + 1 : self.limit]) - set("P")

    def parted(self, name: Name) -> bool:
        """Say whether only a time stands between a noun and its metric, so that they are no one word: 小麦3月合约."""
        return self.owns(name) and name.last + 1 < self.limit and self.reading.tokens[name.last].tag != "vn"


def is_held(asked: Asked, shapes: Shapes) -> bool:
    """Say whether a quantity is of shares that someone holds."""
    return asked.metric_id in shapes.group("held") or asked.quantity.kind == "share"
