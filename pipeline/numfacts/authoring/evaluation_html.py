"""An evaluation as one page of HTML that needs nothing else, with what is wrong highlighted in the texts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from numfacts.authoring.evaluating import ArticleMatches, Evaluation
from numfacts.authoring.evaluation_rows import Grid, Wrong, grids, headline, in_words
from numfacts.authoring.page import page, plain
from numfacts.authoring.scoring import Match

STYLE = """
.text { white-space: pre-wrap; padding: .25rem .75rem .75rem; overflow-wrap: anywhere; }
mark.right { background: #1b998b2e; } mark.slot { background: #ffd54a88; }
mark.quantity { background: #ff8c4288; } mark.missed { background: #d7263d66; } mark.spurious { background: #8338ec55; }
.boilerplate { opacity: .55; } .boilerplate.missed { border-bottom: 2px solid #d7263d; opacity: 1; }
.boilerplate.spurious { border-bottom: 2px solid #8338ec; opacity: 1; }
"""
LEGEND = (
    ("right", "right in every slot"),
    ("slot", "a slot differs"),
    ("quantity", "another value or unit"),
    ("missed", "missed"),
    ("spurious", "no claim"),
)


def html(evaluation: Evaluation) -> str:
    """Write an evaluation as a page."""
    return "\n".join(page("Evaluation", _body(evaluation), STYLE)) + "\n"


def _body(evaluation: Evaluation) -> Iterator[str]:
    yield f"<p>{headline(evaluation)} Rules {evaluation.ruleset}, corpus {evaluation.corpus[:12]}.</p>"
    for grid in grids(evaluation):
        yield from _grid(grid)
    for name, agreement in evaluation.triples.items():
        for language, sayings in agreement.differing.items():
            items = "".join(f"<li>{plain(saying)}" for saying in sayings)
            if items:
                yield f"<details><summary>{plain(name)}, only in {language}: {len(sayings)}</summary><ul>{items}</ul>"
                yield "</details>"
    marks = ", ".join(f'<mark class="{kind}">{meaning}</mark>' for kind, meaning in LEGEND)
    yield f"<h2>articles</h2><p>{marks}; pale is boilerplate, underlined where only one side has it.</p>"
    for row in evaluation.articles:
        yield from _article(row)


def _grid(grid: Grid) -> Iterator[str]:
    if grid.title:
        yield f"<details{' open' if len(grid.rows) < 30 else ''}><summary>by {grid.title}</summary>"
    yield f'<table class="figures"><tr>{"".join(f"<th>{name}" for name in grid.columns)}</tr>'
    for name, *cells in grid.rows:
        numbers = "".join(f'<td class="number">{cell}' for cell in cells)
        yield f"<tr><td>{plain(name)}{numbers}</tr>"
    yield "</table>" + ("</details>" if grid.title else "")


def _article(row: ArticleMatches) -> Iterator[str]:
    text = row.article.text
    wrong = sorted(
        (in_words(each, text) for match in row.matches for each in match.disagreements()), key=lambda each: each.start
    )
    opened = " open" if wrong else ""
    yield f"<details{opened}><summary><b>{plain(row.article.id)}</b>: {len(wrong)} disagreements</summary>"
    if row.article.title:
        yield f'<div class="text"><b>{plain(row.article.title)}</b></div>'
    yield f'<div class="text">{"".join(_marked(row))}</div>'
    if wrong:
        yield '<div class="scroll"><table><tr><th>place<th>text<th>what<th>gold<th>found</tr>'
        yield from map(_row, wrong)
        yield "</table></div>"
    yield "</details>"


def _row(wrong: Wrong) -> str:
    text = f"{plain(wrong.before)}<mark>{plain(wrong.text)}</mark>{plain(wrong.after)}"
    gold = f"<ins>{plain(wrong.gold)}</ins>" if wrong.gold else ""
    found = f"<del>{plain(wrong.found)}</del>" if wrong.found else ""
    return f'<tr><td class="place">{wrong.start}<td>{text}<td>{wrong.kind}<td>{gold}<td>{found}</tr>'


def _marked(row: ArticleMatches) -> Iterator[str]:
    """Give the text in pieces, cut wherever anything begins or ends, each marked with what it is."""
    text = row.article.text
    spans = [(side, _kind(match), match) for match in row.matches for side in (match.claim, match.fact) if side]
    extents = [*row.article.gold.boilerplate, *row.found.boilerplate]
    ends = [end for each in (*(side for side, _, _ in spans), *extents) for end in (each.start, each.end)]
    cuts = sorted({0, len(text), *ends})
    for start, end in pairwise(cuts):
        piece = "\n".join(map(plain, text[start:end].split("\n")))
        covering = [(kind, match) for side, kind, match in spans if side.start <= start and end <= side.end]
        if covering:
            kind, match = covering[0]
            wrong = (in_words(each, text) for each in match.disagreements())
            hint = "; ".join(f"{each.kind}: {each.gold or '–'} → {each.found or '–'}" for each in wrong)
            title = f' title="{plain(hint)}"' if hint else ""
            piece = f'<mark class="{kind}"{title}>{piece}</mark>'
        marked, seen = (
            any(each.start <= start and end <= each.end for each in side)
            for side in (row.article.gold.boilerplate, row.found.boilerplate)
        )
        if marked or seen:
            kind = "" if marked and seen else " missed" if marked else " spurious"
            piece = f'<span class="boilerplate{kind}">{piece}</span>'
        yield piece


def _kind(match: Match) -> str:
    if match.fact is None:
        return "missed"
    if match.claim is None:
        return "spurious"
    return "quantity" if "quantity" in match.differing else "slot" if match.differing else "right"
