"""A figure whose metric may tell whose it is, and what a document knows of names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from numfacts.linking.subjects.question import Whose

if TYPE_CHECKING:
    from typing import TypeAlias

    from numfacts.linking.links import Link
    from numfacts.linking.names.cast import Cast
    from numfacts.linking.reading import Reading
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.linking.subjects.focus import Focus
    from numfacts.linking.subjects.names import Name
    from numfacts.linking.subjects.places import SubjectPlaces
    from numfacts.linking.subjects.question import Asked
    from numfacts.linking.subjects.securities import Securities
    from numfacts.vocabulary.shapes import Shapes

    Finding: TypeAlias = Callable[["Measured"], Whose | None]


class Known(NamedTuple):
    """What finds the names of a document."""

    names: ClauseNames
    places: SubjectPlaces
    securities: Securities
    focus: Focus
    cast: Cast
    shapes: Shapes


class Measured(msgspec.Struct, gc=False):
    """A figure and its metric."""

    asked: Asked
    reading: Reading
    link: Link
    known: Known
    _names: list[Name] | None = None

    @property
    def near(self) -> Whose | None:
        """Give whose the claim before in the sentence is."""
        return self.asked.near

    @property
    def start(self) -> int:
        """Give where the metric starts, which may be in a sentence before."""
        return self.link.mention.start or 0

    @property
    def end(self) -> int:
        """Give where the metric ends."""
        return self.link.mention.end or 0

    @property
    def text(self) -> str:
        """Give the words of the metric."""
        return self.link.mention.text or ""

    @property
    def clause(self) -> int:
        """Give where the clause of the figure starts."""
        return self.reading.tokens[self.asked.begin].start

    @property
    def names(self) -> list[Name]:
        """Give the names of the clause before the figure."""
        if self._names is None:
            self._names = self.known.names.read(self.reading, self.asked.begin, self.asked.index)
        return self._names

    @property
    def names_before(self) -> list[Name]:
        """Give the names of the clause before the metric."""
        return self.known.names.read(self.reading, self.asked.begin, self.asked.limit)

    def is_of(self, group: str) -> bool:
        """Say whether the metric is one of a group."""
        return self.link.mention.id in self.known.shapes.group(group)

    def begins_with(self, shape: str) -> bool:
        """Say whether the text has words of a shape where the metric starts."""
        return self.known.shapes[shape].match(self.reading.text, self.start) is not None

    def holds(self, shape: str) -> bool:
        """Say whether the metric has words of a shape."""
        return self.known.shapes[shape].search(self.text) is not None
