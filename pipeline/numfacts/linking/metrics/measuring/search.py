"""A search for what a quantity measures, and the readings that are tried for it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import msgspec

from numfacts.linking.links import NOTHING, Link
from numfacts.records import SlotBasis

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.linker import SubjectLinker
    from numfacts.numbers.quantity import Quantity


class Search(msgspec.Struct, gc=False):
    """Whose metric is looked for, a level or a ``change``, and what was found for it so far.

    ``near`` is the metric of the claim before in the same sentence, ``named`` the one that the clause names,
    ``carried`` one of an earlier claim, and ``noun`` what stands before the quantity.
    """

    place: Place
    reading: Reading
    index: int
    quantity: Quantity
    change: bool
    subjects: SubjectLinker
    near: Link | None
    named: Link | None = None
    carried: Link | None = None
    noun: Link | None = None

    @classmethod
    def of(cls, place: Place, change: bool, subjects: SubjectLinker) -> Search:
        """Begin to look for the metric of a quantity."""
        near = place.near.link if place.near is not None else None
        return cls(place, place.reading, place.index, place.quantity, change, subjects, near)


Answer: TypeAlias = tuple[Link | None, SlotBasis]  # a metric, null where it is known that none is named, and its basis
Finding: TypeAlias = Callable[[Search], Link | None]


class Step(NamedTuple):
    """What may find a metric, and on what basis.

    It is tried for levels or changes ``only``, for ``english`` sentences alone, and for quantities of some ``kinds``.
    """

    find: Finding
    basis: SlotBasis
    only: Literal["level", "change"] | None = None
    english: bool = False
    kinds: Collection[str] | None = None

    def suits(self, change: bool, english: bool, kind: str) -> bool:
        """Say whether a step is for a level or a ``change``, of a kind, in an ``english`` sentence or another."""
        if self.only == ("level" if change else "change"):
            return False
        return (english or not self.english) and (self.kinds is None or kind in self.kinds)


class Steps:
    """Steps that are tried in order, of which each quantity has those that suit it."""

    def __init__(self, *steps: Step) -> None:
        self._steps = steps
        self._suiting: dict[tuple[bool, bool, str], tuple[tuple[Finding, SlotBasis], ...]] = {}

    def find(self, search: Search) -> Answer | None:
        """Give what the first step finds; null where none finds anything."""
        asked = search.change, search.reading.english, search.quantity.kind
        steps = self._suiting.get(asked)
        if steps is None:
            steps = tuple((step.find, step.basis) for step in self._steps if step.suits(*asked))
            self._suiting[asked] = steps
        for find, basis in steps:
            link = find(search)
            if link is not None:
                return None if link is NOTHING else link, basis
        return None
