"""What every export takes and promises."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

from numfacts.errors import NumfactsError

if TYPE_CHECKING:
    from numfacts.records import Fact


class FactError(NumfactsError):
    """One fact that a format cannot hold; the others are unaffected."""


class FactExport(Protocol):
    """Where facts go, one by one. ``add`` and ``commit`` raise ``OutputError``.

    ``remarks`` counts the facts that lack what the format expects of one, by what is missing.
    """

    remarks: Counter[str]

    def add(self, fact: Fact, /) -> None:
        """Takes a fact, as a whole or not at all; raises ``FactError`` for one that the format cannot hold."""

    def commit(self) -> None:
        """Finishes the output, also where no fact was added, and gives its files their names."""

    def discard(self) -> None:
        """Gives up what is not finished; what stood under its name stays."""
