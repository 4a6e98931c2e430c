"""A comparison as one page of HTML that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from numfacts.authoring.comparing import Comparison
from numfacts.authoring.diff_rows import Row, counted, figures, heading, rows, total
from numfacts.authoring.page import page, plain


def html(comparison: Comparison) -> str:
    """Write a comparison as a page."""
    return "\n".join(page(f"Facts: {comparison.old} → {comparison.new}", _body(comparison))) + "\n"


def _body(comparison: Comparison) -> Iterator[str]:
    yield f"<p>{total(comparison)}</p>"
    if comparison.scores is not None:
        yield '<table class="figures"><tr><th>figure<th>before<th>after<th>change</tr>'
        for name, old, new in figures(comparison.scores):
            cells = "".join(f'<td class="number">{cell}' for cell in (f"{old:.4f}", f"{new:.4f}", f"{new - old:+.4f}"))
            yield f"<tr><td>{name}{cells}</tr>"
        yield "</table>"
    for rules, changes in comparison.groups():
        name = plain(heading(rules, comparison.rules))
        yield f"<details open><summary><b>{name}</b>: {counted(changes)}</summary>"
        yield '<div class="scroll"><table><tr><th>place<th>text<th>slot<th>before<th>after</tr>'
        yield from map(_row, rows(changes))
        yield "</table></div></details>"


def _row(row: Row) -> str:
    change = row.change
    text = f"{plain(change.before)}<mark>{plain(change.text)}</mark>{plain(change.after)}"
    place = f'<td class="place">{plain(change.doc_id)}:{change.start}'
    old = f"<del>{plain(row.old)}</del>" if row.old else ""
    new = f"<ins>{plain(row.new)}</ins>" if row.new else ""
    return f"<tr>{place}<td>{text}<td>{row.slot}<td>{old}<td>{new}</tr>"
