"""One page of HTML that needs nothing else: what the reports for a browser have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from numfacts.io.table import printable

STYLE = """
:root { color-scheme: light dark; --line: #8884; --old: #d7263d22; --new: #1b998b2e; --mark: #ffd54a66; }
body { font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
h1 { font-size: 1.35rem; margin-bottom: .25rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .25rem; }
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


def page(title: str, body: Iterable[str], style: str = "") -> Iterator[str]:
    """Give the lines of a page; ``title`` is plain text, ``style`` is added to that of every page."""
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{plain(title)}</title>\n<style>{STYLE}{style}</style>\n</head>\n<body>\n<h1>{plain(title)}</h1>"
    yield from body
    yield "</body>\n</html>"


def plain(text: str) -> str:
    """Keep the characters of a text from being read as marks, and show those that cannot be printed."""
    return escape(printable(text))
