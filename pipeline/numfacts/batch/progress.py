"""The progress of a batch: how much of the input is read, documents a second, and the time left."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Self

from numfacts.io.progress import TerminalBar

if TYPE_CHECKING:
    from numfacts.batch.run import Counts
    from numfacts.batch.sources import Inputs


class BatchProgress(TerminalBar):
    """Shows how far a run has come. ``seconds`` is its time."""

    def __init__(self, inputs: Inputs) -> None:
        super().__init__()
        self._inputs = inputs
        self._started = monotonic()

    def __enter__(self) -> Self:
        self.start(self._inputs.total_bytes() or None)
        return self

    @property
    def seconds(self) -> float:
        """The seconds since it was made."""
        return monotonic() - self._started

    def step(self, counts: Counts) -> None:
        """Shows how far the run has come."""
        rate = counts.processed / self.seconds if self.seconds else 0.0
        self.show(self._inputs.bytes_read, f"{counts.processed + counts.kept:,} documents, {rate:,.0f} a second")
