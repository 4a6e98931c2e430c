"""A comparison as one page of HTML that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from numfacts.authoring.comparing import Comparison
from numfacts.authoring.diff_rows import Row, counted, figures, heading, rows, total
from numfacts.table import printable

STYLE = """
:root { color-scheme: light dark; --line: #8884; --old: #d7263d22; --new: #1b998b2e; --mark: #ffd54a66; }
body { font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
h1 { font-size: 1.35rem; margin-bottom: .25rem; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .75rem 0; }
summary { cursor: pointer; padding: .5rem .75rem; }
summary b { font-family: ui-monospace, monospace; font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid var(--line); padding: .35rem .75rem; text-align: left; vertical-align: top; }
th { font-weight: 600; white-space: nowrap; }
td.place { font-family: ui-monospace, monospace; font-size: .8rem; overflow-wrap: anywhere; max-width: 14rem; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
table.figures { width: auto; }
mark { background: var(--mark); color: inherit; border-radius: 3px; padding: 0 .1em; }
del, ins { text-decoration: none; border-radius: 3px; padding: 0 .2em; }
del { background: var(--old); } ins { background: var(--new); }
"""


def html(comparison: Comparison) -> str:
    """Write a comparison as a page."""
    return "\n".join(_page(comparison)) + "\n"


def _page(comparison: Comparison) -> Iterator[str]:
    title = f"Facts: {_plain(comparison.old)} → {_plain(comparison.new)}"
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>"
    yield f"<p>{total(comparison)}</p>"
    if comparison.scores is not None:
        yield '<table class="figures"><tr><th>figure<th>before<th>after<th>change</tr>'
        for name, old, new in figures(comparison.scores):
            cells = "".join(f'<td class="number">{cell}' for cell in (f"{old:.4f}", f"{new:.4f}", f"{new - old:+.4f}"))
            yield f"<tr><td>{name}{cells}</tr>"
        yield "</table>"
    for rules, changes in comparison.groups():
        name = _plain(heading(rules, comparison.rules))
        yield f"<details open><summary><b>{name}</b>: {counted(changes)}</summary>"
        yield '<div class="scroll"><table><tr><th>place<th>text<th>slot<th>before<th>after</tr>'
        yield from map(_row, rows(changes))
        yield "</table></div></details>"
    yield "</body>\n</html>"


def _row(row: Row) -> str:
    change = row.change
    text = f"{_plain(change.before)}<mark>{_plain(change.text)}</mark>{_plain(change.after)}"
    place = f'<td class="place">{_plain(change.doc_id)}:{change.start}'
    old = f"<del>{_plain(row.old)}</del>" if row.old else ""
    new = f"<ins>{_plain(row.new)}</ins>" if row.new else ""
    return f"<tr>{place}<td>{text}<td>{row.slot}<td>{old}<td>{new}</tr>"


def _plain(text: str) -> str:
    return escape(printable(text))
