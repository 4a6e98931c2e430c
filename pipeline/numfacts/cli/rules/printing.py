"""Plain text with tables for the terminal, or for a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

Justify = Literal["left", "right"]


def make_table(columns: Sequence[tuple[str, Justify]]) -> Table:
    """Makes an empty table in the style of all tables."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, justify in columns:
        table.add_column(name, justify=justify, overflow="fold")
    return table


def quoted(before: str, text: str, after: str) -> Text:
    """Makes a piece of text whose middle stands out."""
    from rich.text import Text

    from numfacts.io.table import printable

    return Text.assemble(printable(before), (f"[{printable(text)}]", "bold"), printable(after))


def print_parts(parts: Sequence[str | Table]) -> None:
    """Prints lines and tables one after another."""
    from numfacts.io.table import show

    for part in parts:
        if isinstance(part, str):
            print(part)
        else:
            show([part], sys.stdout)
