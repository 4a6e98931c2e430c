"""``numfacts gold``: annotations to and from the tools in which people annotate."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from numfacts.cli.app import FAILED, USAGE, group, save
from numfacts.cli.evaluate import read_articles

gold_app = group("gold", "Takes annotated articles to annotation tools and back.")

Tool = Literal["labelstudio", "doccano"]


@gold_app.command("export")
def export_gold(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="CORPUS...", help="Annotated articles, as for numfacts evaluate.", show_default=False),
    ] = None,
    tool: Annotated[Tool, typer.Option("--format", help="The tool that the file is for.")] = "labelstudio",
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE|-", help="Where the file goes.")] = "-",
    interface: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write the labelling configuration for Label Studio.")
    ] = None,
) -> None:
    """Writes annotated articles as a file to import in Label Studio or doccano."""
    from numfacts.authoring import label_studio
    from numfacts.authoring.doccano import to_doccano

    if interface is not None and tool != "labelstudio":
        raise typer.BadParameter("only Label Studio takes one", param_hint="--interface")
    articles = read_articles(paths)
    content = label_studio.to_label_studio(articles) if tool == "labelstudio" else to_doccano(articles)
    if interface is not None:
        save(interface, label_studio.interface().encode(), "--interface")
    if output == "-":
        sys.stdout.buffer.write(content)
    else:
        save(Path(output), content, "--output")


@gold_app.command("import")
def import_gold(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="What Label Studio (JSON) or doccano (JSONL) exports.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The corpus that the articles are written to.")
    ],
    tool: Annotated[Tool, typer.Option("--format", help="The tool that the file comes from.")] = "labelstudio",
) -> None:
    """Writes what an annotation tool exports as files of a corpus, an article each.

    Exits with 1, and writes nothing, where an annotation is incomplete or does not fit its text, or two articles have
    one name.
    """
    from numfacts.authoring.doccano import from_doccano
    from numfacts.authoring.gold import GoldError
    from numfacts.authoring.label_studio import from_label_studio
    from numfacts.authoring.writing_articles import write_articles
    from numfacts.io.files import OutputError

    try:
        content = path.read_bytes()
    except OSError as error:
        typer.echo(f"{path}: {error.strerror or error}", err=True)
        raise typer.Exit(USAGE) from None
    try:
        articles = (from_label_studio if tool == "labelstudio" else from_doccano)(content, str(path))
        for written in write_articles(articles, output):
            typer.echo(str(written))
    except GoldError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from None
    except OutputError as error:
        raise typer.BadParameter(f"{error.name} {error}", param_hint="--output") from None
