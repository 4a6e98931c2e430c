"""``numfacts evaluate``: how good the facts of an annotated corpus are, and whether they are below its floors."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from numfacts.cli.app import FAILED, USAGE, app, make_extractor, report, save
from numfacts.cli.options import AsJson, Off, Packs

if TYPE_CHECKING:
    from numfacts.authoring.articles import Article
    from numfacts.authoring.evaluating import Evaluation
    from numfacts.authoring.floors import Floors


@app.command()
def evaluate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="CORPUS...",
            help="Annotated articles: directories, files of a corpus (.yaml), or gold sets (.json) with the documents "
            "of the same name (.jsonl) beside them; by default the corpus of this checkout.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
    page: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Also write a page with the errors in their texts.")
    ] = None,
    errors: Annotated[int, typer.Option(metavar="N", min=0, help="Show up to N disagreements of each kind.")] = 0,
    floors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Fail where a figure is below what this file says.")
    ] = None,
    pin: Annotated[
        bool, typer.Option("--pin", help="Write what is reached to the floors, if none is lowered.")
    ] = False,
    lower: Annotated[bool, typer.Option("--lower", help="Let --pin lower floors.")] = False,
    rules: Packs = None,
    off: Off = None,
) -> None:
    """Measures the facts of annotated articles: at three levels, slot by slot, by language, family, unit and rule.

    An article that fails counts as one in which nothing is found. Exits with 1 where one fails or a figure is below its
    floor, and with 2 for wrong usage.
    """
    from numfacts.authoring.evaluating import evaluate as measure
    from numfacts.authoring.evaluation_html import html
    from numfacts.authoring.evaluation_json import json

    if pin and floors is None:
        raise typer.BadParameter("say which file: --floors FILE", param_hint="--pin")
    if lower and not pin:
        raise typer.BadParameter("it goes with --pin", param_hint="--lower")
    new = pin and (lower or (floors is not None and not floors.exists()))
    least = None if floors is None or new else _read_floors(floors)
    extractor = make_extractor(rules, off)
    articles = read_articles(paths)
    evaluation = measure(articles, extractor.process, extractor.rules.provenance)
    for article, cause in evaluation.failures.items():
        report(article, None, cause)
    if as_json:
        typer.echo(json(evaluation), nl=False)
    else:
        _print(evaluation, errors)
    if page is not None:
        save(page, html(evaluation).encode(), "--html")
    if floors is not None and pin and not evaluation.failures:
        _pin(floors, evaluation, lower)
    elif floors is not None and least is not None:
        _hold(floors, evaluation, least)
    if evaluation.failures:
        raise typer.Exit(FAILED)


def read_articles(paths: list[Path] | None) -> list[Article]:
    """Reads the corpus, or ends the run with all that is wrong with it."""
    from numfacts.authoring.corpus import default_corpus, read_corpus
    from numfacts.authoring.gold import GoldError

    if not paths:
        default = default_corpus()
        if default is None:
            raise typer.BadParameter("there is no corpus in this installation: say which", param_hint="CORPUS")
        paths = [default]
    try:
        return read_corpus(paths)
    except GoldError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(USAGE) from None


def _print(evaluation: Evaluation, errors: int) -> None:
    from rich.text import Text

    from numfacts.authoring.evaluation_rows import disagreements, grids, headline
    from numfacts.cli.rules.printing import make_table, print_parts, quoted
    from numfacts.io.table import printable

    print_parts([headline(evaluation)])
    for grid in grids(evaluation):
        table = make_table([(name, "right" if place else "left") for place, name in enumerate(grid.columns)])
        for name, *cells in grid.rows:
            table.add_row(Text(printable(name)), *cells)
        print_parts([table])
    shown: Counter[str] = Counter()
    table = make_table([(name, "left") for name in ("what", "place", "text", "gold", "found")])
    for wrong in disagreements(evaluation):
        shown[wrong.kind] += 1
        if shown[wrong.kind] <= errors:
            table.add_row(
                wrong.kind,
                Text(f"{printable(wrong.doc_id)}:{wrong.start}"),
                quoted(wrong.before, wrong.text, wrong.after),
                Text(printable(wrong.gold), "green"),
                Text(printable(wrong.found), "red"),
            )
    if table.row_count:
        print_parts([table])


def _read_floors(path: Path) -> Floors:
    """Reads a file of floors, or ends the run where it holds none."""
    from numfacts.authoring.floors import FloorsError, read_floors

    try:
        return read_floors(path)
    except FloorsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(USAGE) from None


def _hold(path: Path, evaluation: Evaluation, least: Floors) -> None:
    """Ends the run where a figure is below the floors of a file."""
    from numfacts.authoring.floors import reached, shortfalls

    wrong = shortfalls(least, reached(evaluation))
    if wrong:
        typer.echo("\n".join([f"{path}: below the floors", *wrong]), err=True)
        raise typer.Exit(FAILED)


def _pin(path: Path, evaluation: Evaluation, lower: bool) -> None:
    """Writes what is reached to a file of floors, or ends the run where that would lower one that may not be."""
    from numfacts.authoring.floors import FloorsError, pin, reached

    try:
        pin(path, reached(evaluation), lower=lower)
    except FloorsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from None
