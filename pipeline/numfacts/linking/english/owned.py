"""A quantity of an English sentence of which it is asked whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from numfacts.linking.english.names import Known
    from numfacts.linking.english.syntax import Phrase, Syntax
    from numfacts.linking.links import Link
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity

FEWEST = 2  # words before an amount that say what it is involved in
PLACED = frozenset(["in", "at", "on", "near"])  # before where what it is involved in was


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


def involved(syntax: Syntax, position: int) -> Phrase | None:
    """Give what an amount right before a position is involved in: a fraud involving a total of $3 million."""
    at = syntax.before_modifiers(position)
    if syntax.word(at - 1) == "of" and syntax.fits("english-vague", at - 2):
        at = syntax.before_modifiers(at - 2)
    if syntax.word(at - 1) != "involving" or at < FEWEST:
        return None
    phrase = syntax.phrase_before(at - 1 - (syntax.code(at - 2) == ","))
    if phrase is None or not syntax.fits("english-affair", phrase.end - 1):
        return None
    return phrase if phrase.preposition not in PLACED else None
