"""A figure whose modality is asked for, what is told around it, and the rules that decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from typing import TypeAlias

    from numfacts.linking.claim import Claim, Place
    from numfacts.linking.links import Link
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.records import Modality
    from numfacts.vocabulary.roles import Role
    from numfacts.vocabulary.shapes import Shapes

MOVED = frozenset("VTtN")  # codes of what follows where a change starts


class Telling(NamedTuple):
    """What is told beside the words of the sentence.

    ``ahead`` says that the period is yet to come, ``aside`` that the clause has a time of its own beside that of the
    sentence (而前年...), ``earlier`` that its period is over before that of the claim before begins, ``over`` where the
    time stands that gave it, if it is over by the day of publication, ``planned`` that a
    sentence before tells of a plan, whose terms may follow, ``offered`` that shares are on offer, ``decided`` that the
    sentence lays down what is to be, as a budget or a programme does.
    """

    ahead: bool
    aside: bool
    earlier: bool
    over: int | None
    planned: bool
    offered: bool
    decided: bool


class Figure(msgspec.Struct, gc=False):
    """A quantity and what it is of: ``near`` is the claim before it in its sentence.

    ``start`` and ``end`` are the offsets of its token, ``begin`` is the index of the token that its clause begins with,
    and ``clause`` the offset of that.
    """

    place: Place
    reading: Reading
    text: str
    index: int
    start: int
    end: int
    begin: int
    clause: int
    quantity: Quantity
    near: Claim | None
    link: Link | None
    metric_id: str | None
    role: Role
    told: Telling
    shapes: Shapes

    def has(self, shape: str) -> bool:
        """Say whether the sentence has words of a shape before the quantity."""
        return self.shapes[shape].search(self.text, self.reading.start, self.start) is not None

    def is_followed_by(self, shape: str) -> bool:
        """Say whether words of a shape stand right behind the quantity."""
        return self.shapes[shape].match(self.text, self.end) is not None

    @property
    def changes(self) -> bool:
        """Say whether the quantity is how far something moved."""
        return self.role.role == "change"

    @property
    def begins_change(self) -> bool:
        """Say whether a change starts from the quantity, which follows in the clause: 从5%下调至4%."""
        if not self.role.rule.endswith("/from"):
            return False
        return not MOVED.isdisjoint(self.reading.led_to(self.index))

    def times(self, first: int) -> set[str]:
        """Give the words for times that stand between a token and the quantity."""
        told = self.reading.tokens[first : self.index]
        return {self.text[token.start : token.end] for token in told if token.code == "P"}

    @property
    def times_foreseen(self) -> set[str]:
        """Give the words for times for which the sentence has foreseen the same metric before."""
        alike = (
            claim for claim in self.place.recent if claim.link is not None and claim.link.mention.id == self.metric_id
        )
        times = (claim.time for claim in alike if claim.modality == "forecast" and claim.time is not None)
        return {time.text[time.start : time.end] for time in times} if self.metric_id is not None else set()

    @property
    def near_foreseen(self) -> bool:
        """Say whether the claim before in the sentence is a forecast."""
        return self.near is not None and self.near.modality == "forecast"


if TYPE_CHECKING:
    Deciding: TypeAlias = Callable[[Figure], Modality | None]
