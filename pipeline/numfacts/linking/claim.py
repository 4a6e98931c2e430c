"""A claim as linking fills it, and the place in the text where a quantity stands that becomes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from numfacts.linking.links import Link
    from numfacts.linking.metrics.spoken import Topic
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.periods import TimeExpression
    from numfacts.records import Change, Mention, Modality, Period, SlotBasis, Span

    Deciders: TypeAlias = dict["Decision", Callable[..., object]]

Decision = Literal["refined", "basis", "modality"]


class Claim(msgspec.Struct, gc=False):
    """A claim before it is emitted: offsets are code points of the normalized text, half-open."""

    quantity: Quantity
    sentence: Span
    link: Link | None
    metric: Mention | None
    change: Change | None
    subject: Mention | None
    period: Period | None
    modality: Modality
    attribution: Mention | None
    rules: list[str]
    basis: dict[str, SlotBasis]
    time: TimeExpression | None
    deciders: Deciders


class Place(msgspec.Struct, gc=False):
    """Where a quantity stands: its sentence, the index of its token, and the claim made before it.

    ``near`` is that claim where it stands in the same sentence, ``recent`` are the last claims, the latest first,
    ``topic`` is what the sentence before speaks of without a figure, and ``deciders`` are the rules of tables that
    have decided something of it.
    """

    reading: Reading
    index: int
    quantity: Quantity
    previous: Claim | None
    near: Claim | None
    recent: tuple[Claim, ...] = ()
    topic: Topic | None = None
    deciders: Deciders = {}  # msgspec gives each its own
