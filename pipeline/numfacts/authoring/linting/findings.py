"""What the linter reports, and how it looks: as a compiler's messages, with the place marked in its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from numfacts.authoring.linting.checks import CHECKS, Severity
from numfacts.authoring.marking import display_width

_WIDTH = 100  # columns of a line that are shown around the place


class Finding(NamedTuple):
    """One thing found: its place (line and column from 1, in code points), the check, and what to write instead."""

    path: Path
    line: int
    column: int
    check: str
    message: str
    hint: str
    excerpt: str = ""

    @property
    def severity(self) -> Severity:
        """Whether the rules fail for it."""
        return CHECKS[self.check].severity

    def __str__(self) -> str:
        head = f"{self.path}:{self.line}:{self.column}: {self.severity}[{self.check}]: {self.message}"
        shown = _marked(self.excerpt, self.column - 1) if self.excerpt.strip() else ""
        return f"{head}\n{shown}    hint: {self.hint}"

    def plain(self) -> dict[str, Any]:
        """Give the finding as data for JSON."""
        place = {"path": str(self.path), "line": self.line, "column": self.column}
        said = {"message": self.message, "hint": self.hint, "excerpt": self.excerpt.strip()}
        return {**place, "severity": self.severity, "check": self.check, **said}


def _marked(line: str, index: int) -> str:
    """Write the part of a line around an index, with a caret below it."""
    line = line.replace("\t", " ")
    index = min(index, len(line))
    start = 0
    if display_width(line) > _WIDTH:
        start = index
        while start and display_width(line[start - 1 : index]) <= _WIDTH // 2:
            start -= 1
    else:
        start = len(line) - len(line.lstrip())
    start = min(start, index)
    end = start
    while end < len(line) and display_width(line[start : end + 1]) <= _WIDTH:
        end += 1
    lead = "…" if line[:start].strip() else ""
    tail = "…" if line[end:].strip() else ""
    return f"    {lead}{line[start:end]}{tail}\n    {' ' * display_width(lead + line[start:index])}^\n"
