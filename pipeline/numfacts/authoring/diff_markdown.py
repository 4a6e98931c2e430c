"""A comparison as Markdown for a pull request: a collapsed section for each rule, and no more rows than can be read."""

from __future__ import annotations

import re
from html import escape

from numfacts.authoring.comparing import Comparison
from numfacts.authoring.diff_rows import Row, counted, figures, heading, rows, total
from numfacts.io.table import printable

# Hosts refuse a comment of more than 65,536 characters; a row has some 200.
MOST_ROWS = 200
MOST_ROWS_OF_A_RULE = 20
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&$])")


def markdown(comparison: Comparison) -> str:
    """Write a comparison as GitHub's Markdown."""
    lines = [f"### Facts: {_plain(comparison.old)} → {_plain(comparison.new)}", "", total(comparison), ""]
    if comparison.scores is not None:
        lines += ["| figure | before | after | change |", "|---|--:|--:|--:|"]
        lines += [
            f"| {name} | {old:.4f} | {new:.4f} | {new - old:+.4f} |" for name, old, new in figures(comparison.scores)
        ]
        lines.append("")
    room = MOST_ROWS
    for rules, changes in comparison.groups():
        every = list(rows(changes))
        shown = every[: min(room, MOST_ROWS_OF_A_RULE)]
        room -= len(shown)
        lines += ["<details>", f"<summary>{escape(heading(rules, comparison.rules))}: {counted(changes)}</summary>", ""]
        if shown:
            lines += ["| place | text | slot | before | after |", "|---|---|---|---|---|", *map(_row, shown)]
        if len(shown) < len(every):
            lines += ["", f"{len(every) - len(shown):,} more rows are left out."]
        lines += ["", "</details>", ""]
    return "\n".join(lines)


def _row(row: Row) -> str:
    change = row.change
    # No asterisks: between a percent sign and a Chinese character they would not be read as marks.
    text = f"{_plain(change.before)}<b>{_plain(change.text)}</b>{_plain(change.after)}"
    place = f"{_plain(change.doc_id)}:{change.start}"
    return f"| {place} | {text} | {row.slot} | {_plain(row.old)} | {_plain(row.new)} |"


def _plain(text: str) -> str:
    """Keep the characters of a text from being read as marks, and names behind @ from being called."""
    return _MARKS.sub(r"\\\1", printable(text)).replace("@", "<span>@</span>")
