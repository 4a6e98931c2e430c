"""A claim while its slots are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.links import is_age
from numfacts.linking.times.dated import UNDATED, Dating

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.discourse import Discourse
    from numfacts.linking.links import Link
    from numfacts.records import Change, Mention, Modality, SlotBasis
    from numfacts.vocabulary.roles import Role


class Draft(msgspec.Struct, gc=False):
    """A claim while its slots are filled, one after another.

    ``change`` says whether its quantity is a change, ``newly`` whether it counts new things against an earlier number,
    ``higher`` whether it is by how much something is higher than before, ``listed`` whether its role is that of a list;
    ``apart`` is the offset up to which its metric stands where it is set against another.
    """

    place: Place
    discourse: Discourse
    role: Role
    change: bool
    listed: bool
    newly: bool
    higher: bool
    apart: int | None
    link: Link | None = None
    metric: Mention | None = None
    moved: Change | None = None
    subject: Mention | None = None
    dating: Dating = UNDATED
    modality: Modality = "actual"
    attribution: Mention | None = None
    basis: dict[str, SlotBasis] = {}  # msgspec gives each its own

    @property
    def aged(self) -> bool:
        """Say whether the quantity is the age of someone."""
        quantity, link = self.place.quantity, self.link
        return quantity.kind == "duration" and (
            link is None or link.mention.id == "age" or (not self.place.reading.english and is_age(quantity))
        )

    @property
    def tells_apart(self) -> bool:
        """Say whether an age or a size only tells who or what is meant: a 30-year-old man, the 7,000-metre peak."""
        link = self.link
        if link is None or link.event:
            return self.aged
        return link.mention.text is None and link.mention.id is None
