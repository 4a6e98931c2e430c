"""The command line, a module a command."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

import numfacts
from numfacts.cli import (  # noqa: F401  # they register their commands
    batch,
    evaluate,
    explain,
    export,
    extract,
    gold,
    rules,
)
from numfacts.cli.app import CLOSED, FAILED, TERMINATED, USAGE, app, need_directory, open_streams, resolve_rules

__all__ = ["CLOSED", "FAILED", "TERMINATED", "USAGE", "app", "main"]


def main() -> None:
    """Runs the command line and exits with its status."""
    open_streams()
    need_directory()
    app(prog_name="numfacts")


def _version(wanted: bool) -> None:
    if wanted:
        rules = resolve_rules()
        made = f": {rules.provenance}" if rules.hash != rules.base.hash else ""
        typer.echo(f"numfacts {numfacts.__version__} (rules {rules.short_hash}{made})")
        raise typer.Exit


@app.callback()
def command(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and the rules' hash.")
    ] = False,
) -> None:
    """Reads Chinese and English news articles and writes every numeric claim in them as a structured fact."""


@app.command()
def schema(
    what: Annotated[
        Literal["fact", "rules", "cases"],
        typer.Argument(
            metavar="fact|rules|cases",
            help="A fact, or a file of rules or of cases: for editors that check what you write.",
        ),
    ] = "fact",
) -> None:
    """Prints the JSON Schema (2020-12) of a fact, of a file of rules or of a file of cases."""
    from numfacts.io.schema import fact_schema
    from numfacts.ruleset.schema import CASES, RULES, schemas

    printed = fact_schema() if what == "fact" else schemas()[RULES if what == "rules" else CASES]
    typer.echo(json.dumps(printed, ensure_ascii=False, indent=2))
