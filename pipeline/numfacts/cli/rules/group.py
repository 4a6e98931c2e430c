"""The group of commands for those who write rules."""

from __future__ import annotations

import typer

rules_app = typer.Typer(
    name="rules",
    help="Tests, checks, compares and writes extraction rules.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
