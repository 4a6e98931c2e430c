"""A comparison as tables for reading, one for each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.cli.rules.printing import make_table, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from numfacts.authoring.comparing import Comparison, FactChange
    from numfacts.authoring.scoring import Score


def tables(comparison: Comparison) -> list[str | Table]:
    """Lays out a comparison as lines and tables."""
    from numfacts.authoring.diff_rows import counted, heading, total

    parts: list[str | Table] = [total(comparison)]
    if comparison.scores is not None:
        parts.append(_figures(comparison.scores))
    for rules, changes in comparison.groups():
        parts += [f"\n{heading(rules, comparison.rules)}: {counted(changes)}", _changes(changes)]
    return parts


def _figures(scores: tuple[Score, Score]) -> Table:
    from numfacts.authoring.diff_rows import figures

    table = make_table([("figure", "left"), ("before", "right"), ("after", "right"), ("change", "right")])
    for name, old, new in figures(scores):
        table.add_row(name, f"{old:.4f}", f"{new:.4f}", f"{new - old:+.4f}")
    return table


def _changes(changes: Sequence[FactChange]) -> Table:
    from rich.text import Text

    from numfacts.authoring.diff_rows import rows
    from numfacts.io.table import printable

    table = make_table([(name, "left") for name in ("place", "text", "slot", "before", "after")])
    for row in rows(changes):
        change = row.change
        table.add_row(
            Text(f"{printable(change.doc_id)}:{change.start}"),
            quoted(change.before, change.text, change.after),
            row.slot,
            Text(printable(row.old), "red"),
            Text(printable(row.new), "green"),
        )
    return table
