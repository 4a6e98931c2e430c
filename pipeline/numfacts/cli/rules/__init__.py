"""``numfacts rules``: the commands of those who write rules, a module a command."""

from __future__ import annotations

import typer

from numfacts.cli.app import app

rules_app = typer.Typer(
    name="rules",
    help="Tests, checks, compares and writes extraction rules.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(rules_app)
