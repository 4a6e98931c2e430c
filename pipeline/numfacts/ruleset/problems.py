"""What is wrong in a rule or case file, and the one error that carries all of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from numfacts.errors import RulesError

DataPath = tuple[str | int, ...]


class Misfit(NamedTuple):
    """Something wrong with a value: the keys and indices that lead to it, and whether its key is to blame.

    ``other`` leads to the value it clashes with, if any.
    """

    path: DataPath
    message: str
    on_key: bool = False
    other: DataPath | None = None


class RuleProblem(NamedTuple):
    """One mistake: its place (line and column from 1, in code points), what it is, and the text of the line."""

    path: Path
    line: int
    column: int
    message: str
    excerpt: str = ""

    def __str__(self) -> str:
        head = f"{self.path}:{self.line}:{self.column}: {self.message}"
        return f"{head}\n    {self.excerpt.strip()}" if self.excerpt.strip() else head


class RuleFilesError(RulesError):
    """Every problem of every file that was read, as ``errors``, in the order of path, line and column."""

    errors: tuple[RuleProblem, ...]

    def __init__(self, problems: Iterable[RuleProblem]) -> None:
        places = {(found.path, found.line, found.column): found for found in reversed(list(problems))}
        self.errors = tuple(places[place] for place in sorted(places))
        super().__init__("\n".join(map(str, self.errors)))


def guess(name: str, known: Iterable[str]) -> str:
    """What was meant by an unknown name, to end a message with; empty where nothing is like it."""
    import difflib  # nothing but errors needs it

    close = difflib.get_close_matches(name, known, n=1)
    return f": did you mean {close[0]!r}?" if close else ""
