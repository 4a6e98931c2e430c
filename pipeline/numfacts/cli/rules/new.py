"""``numfacts rules new``: a rule file with its cases to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from numfacts.cli.rules.group import rules_app


@rules_app.command()
def new(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="The kind of rules, such as metrics.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of the file, without .yaml.")],
    directory: Annotated[
        Path, typer.Option("--in", metavar="DIR", help="The directory of the rules; made where there is none.")
    ] = Path(),
) -> None:
    """Writes a rule file of a kind, with cases, to start from."""
    from numfacts.authoring.drafting import start

    try:
        written = start(kind, name, directory)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    except OSError as error:
        raise typer.BadParameter(f"{directory}: {error.strerror or error}", param_hint="--in") from None
    for path in written:
        typer.echo(path)
