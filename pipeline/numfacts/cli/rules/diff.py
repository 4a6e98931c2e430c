"""``numfacts rules diff``: which facts a change of the rules makes, takes away or alters."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from numfacts.cli.app import FAILED, refuse
from numfacts.cli.options import Published
from numfacts.cli.rules.documents import Documents
from numfacts.cli.rules.group import rules_app
from numfacts.errors import RulesError

if TYPE_CHECKING:
    from numfacts.authoring.comparing import Comparison, ComparisonRun
    from numfacts.authoring.gold import GoldDocument

SIDE = "a directory, 'shipped', a git revision, or several of these joined by +"


@rules_app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=f"The rules before: {SIDE}.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The rules after, named in the same way.")],
    paths: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Texts, as for numfacts extract.")],
    form: Annotated[
        Literal["table", "markdown", "html", "json"], typer.Option("--format", help="Form of the report.")
    ] = "table",
    gold: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Annotations of the documents: also compare the scores.")
    ] = None,
    path: Annotated[
        str, typer.Option(metavar="DIR", help="Where the rules lie in the git repository of this directory.")
    ] = "rules",
    published: Published = None,
) -> None:
    """Compares the facts that two sets of rules find, grouped by the rules that answer for the differences.

    Exits with 0 where no fact changed, with 1 where any did or a document failed, and with 2 for wrong usage.
    """
    from numfacts.authoring.comparing import ComparisonRun
    from numfacts.authoring.gold import GoldError, read_gold
    from numfacts.authoring.revisions import Revisions

    try:
        annotated = {document.id: document for document in read_gold(gold)} if gold is not None else {}
    except GoldError as error:
        raise typer.BadParameter(str(error), param_hint="--gold") from None
    with tempfile.TemporaryDirectory() as scratch:
        revisions = Revisions(path, Path(scratch))
        try:
            run = ComparisonRun((old, new), (revisions.extractor(old), revisions.extractor(new)))
        except RulesError as error:
            refuse(error)
        comparison, failed = _compare(run, Documents(paths, published), annotated)
    _print(comparison, form)
    if comparison.changes or failed:
        raise typer.Exit(FAILED)


def _compare(run: ComparisonRun, documents: Documents, annotated: dict[str, GoldDocument]) -> tuple[Comparison, bool]:
    """Compares all documents; the scores are of those among them that are annotated."""
    documents.each(lambda document: run.add(document, keep=document.id in annotated))
    known = [gold for doc_id, gold in annotated.items() if doc_id in documents.ids]
    if annotated and not known:
        raise typer.BadParameter("it annotates none of the documents", param_hint="--gold")
    return run.result(known), bool(documents.failures)


def _print(comparison: Comparison, form: str) -> None:
    if form == "markdown":
        from numfacts.authoring.diff_markdown import markdown

        typer.echo(markdown(comparison), nl=False)
    elif form == "html":
        from numfacts.authoring.diff_html import html

        typer.echo(html(comparison), nl=False)
    elif form == "json":
        from numfacts.authoring.diff_json import json

        typer.echo(json(comparison), nl=False)
    else:
        from numfacts.cli.rules.diff_table import tables
        from numfacts.cli.rules.printing import print_parts

        print_parts(tables(comparison))
