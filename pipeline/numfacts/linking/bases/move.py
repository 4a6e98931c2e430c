"""A change whose basis is looked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from typing import TypeAlias

    from numfacts.linking.bases.told import Against
    from numfacts.linking.claim import Place
    from numfacts.linking.reading import Reading
    from numfacts.records import ChangeBasis, Mention, Period
    from numfacts.vocabulary.shapes import Shapes

NOTHING: Literal["none"] = "none"  # found where a change is measured against nothing that has a name


class Move(msgspec.Struct, gc=False):
    """A change: where it stands, what moved and when.

    ``name`` is the text of the metric, ``days`` how many the period is long, both empty where there is none; ``start``
    is the offset of the quantity, ``first`` the index of the token that its clause begins with, ``clause`` the offset
    of that. ``against`` gives the basis that a comparison with a period is; ``moved_itself`` says that it is a rate of
    change that changed (跌幅收窄0.2个百分点), ``decided`` that someone made the change, which is compared with nothing
    unsaid.
    """

    place: Place
    reading: Reading
    text: str
    index: int
    start: int
    first: int
    clause: int
    kind: str
    metric: Mention | None
    metric_id: str | None
    name: str
    period: Period | None
    days: int
    against: Against
    moved_itself: bool
    decided: bool
    shapes: Shapes

    def has(self, shape: str) -> bool:
        """Say whether the sentence has words of a shape before the quantity."""
        return self.shapes[shape].search(self.text, self.reading.start, self.start) is not None

    def has_in_clause(self, shape: str) -> bool:
        """Say whether the clause has words of a shape before the quantity."""
        return self.shapes[shape].search(self.text, self.clause, self.start) is not None

    def leads_to_number(self, shape: str) -> bool:
        """Say whether the sentence has words of a shape before the number and the comparator it is told with."""
        return self.shapes[shape].search(self.text, self.reading.start, self.place.quantity.left) is not None

    def is_named(self, shape: str) -> bool:
        """Say whether the name of the metric holds words of a shape."""
        return self.shapes[shape].search(self.name) is not None

    def is_of(self, group: str) -> bool:
        """Say whether the metric is one of a group."""
        return self.metric_id in self.shapes.group(group)

    @property
    def dated(self) -> bool:
        """Say whether a time stands in the clause before the quantity."""
        return "P" in self.reading.codes[self.first : self.index]


if TYPE_CHECKING:
    Found: TypeAlias = ChangeBasis | Literal["none"]
    Finding: TypeAlias = Callable[[Move], Found | None]
