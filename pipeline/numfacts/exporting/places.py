"""What reading facts gives, whatever they are read from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol, TypeAlias

from numfacts.io.folders import Rejection
from numfacts.records import Fact


class Placed(NamedTuple):
    """A fact and where it was read; ``line`` counts lines, or rows of a table, from 1."""

    fact: Fact
    path: str
    line: int | None


Reading: TypeAlias = Placed | Rejection


class Reader(Protocol):
    """Gives the facts of one file or table, in its order; nothing is raised."""

    def __iter__(self) -> Iterator[Reading]: ...
