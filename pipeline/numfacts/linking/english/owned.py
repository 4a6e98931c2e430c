"""A quantity of an English sentence of which it is asked whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from numfacts.linking.english.names import Known
    from numfacts.linking.english.syntax import Syntax
    from numfacts.linking.links import Link
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity


class Owned(NamedTuple):
    """A quantity, its token and its word, its metric, and who and what the text has named.

    ``begin`` and ``end`` are where the words of the metric stand, half-open; both are that of the quantity where its
    sentence does not name the metric.
    """

    reading: Reading
    syntax: Syntax
    token: int
    at: int
    quantity: Quantity
    link: Link | None
    begin: int
    end: int
    known: Known

    @property
    def metric_id(self) -> str | None:
        """Give the metric's id."""
        return self.link.mention.id if self.link is not None else None

    @property
    def counted(self) -> bool:
        """Say whether the metric stands behind the quantity, as what it counts does."""
        return self.begin > self.at
