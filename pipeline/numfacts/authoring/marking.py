"""Marks spans under the lines of a text, in the columns of a terminal, where a full-width character takes two.

text      营收５亿元，毛利2亿元。
expected      1-----      2----
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from numfacts.io.table import printable

_NARROWEST = 20


class Line(NamedTuple):
    """A line to show, and what it is, for those who colour it."""

    text: str
    style: str = ""


class Marks(NamedTuple):
    """Spans to mark with a character, under a label; offsets are code points, half-open, in order of their starts."""

    label: str
    mark: str
    spans: Sequence[tuple[int, int]]
    style: str = ""


class _Piece(NamedTuple):
    """A piece of the text that fits on a line: its first code point, what is shown, and the column of each end."""

    start: int
    shown: str
    columns: list[int]


def mark(text: str, rows: Sequence[Marks], width: int, indent: int) -> Iterator[Line]:
    """Give the text in lines of at most ``width`` columns, and under each the marks that fall on it.

    The first ``indent`` columns are for the labels. A span begins with its number, from 1, where it is wide enough.
    Spans that overlap are marked on lines of their own.
    """
    head = "text"
    for piece in _pieces(text, max(width - indent, _NARROWEST)):
        yield Line(f"{head:{indent}}{piece.shown}".rstrip())
        head = ""
        for row in rows:
            for lane in lanes(row.spans):
                line = _marked(piece, [(str(number), row.spans[number - 1]) for number in lane], row.mark)
                if line:
                    yield Line(f"{row.label:{indent}}{line}", row.style)


def display_width(text: str) -> int:
    """Give the columns that a text takes on a terminal."""
    return sum(map(_width, text))


def lanes(spans: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Share the numbers of spans, from 1, among as few lines as it takes for none to overlap another."""
    found: list[list[int]] = []
    for number, (start, _) in enumerate(spans, start=1):
        free = next((lane for lane in found if spans[lane[-1] - 1][1] <= start), None)
        if free is None:
            found.append([number])
        else:
            free.append(number)
    return found


def _marked(piece: _Piece, spans: Iterable[tuple[str, tuple[int, int]]], character: str) -> str:
    """The marks on one line; empty where none falls on it."""
    line = ""
    last = piece.start + len(piece.columns) - 1
    for number, (start, end) in spans:
        first, final = max(start, piece.start), min(end, last)
        if first >= final:
            continue
        column = piece.columns[first - piece.start]
        width = piece.columns[final - piece.start] - column
        label = number if first == start and len(number) <= width else ""
        line = line.ljust(column) + label + character * (width - len(label))
    return line


def _pieces(text: str, room: int) -> Iterator[_Piece]:
    """Cut a text at its line ends, and where a line is full."""
    start, shown, columns = 0, "", [0]
    for place, char in enumerate(text):
        if char == "\n":
            yield _Piece(start, shown, columns)
            start, shown, columns = place + 1, "", [0]
            continue
        cell = printable(char)
        width = display_width(cell)
        if shown and columns[-1] + width > room:
            yield _Piece(start, shown, columns)
            start, shown, columns = place, "", [0]
        shown += cell
        columns.append(columns[-1] + width)
    if shown or not text:
        yield _Piece(start, shown, columns)


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
