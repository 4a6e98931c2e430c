"""What every command shares: the application, exit statuses, options, and how a run is refused."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from numfacts.errors import RulesError

if TYPE_CHECKING:
    from pathlib import Path

    from numfacts.pipeline import Extractor

# Exit statuses: a document failed, or what was checked does not hold; the command was used wrongly, or its rules cannot
# be used; and as a shell reports them for other commands: the reader of standard output left, the run was terminated.
FAILED, USAGE, CLOSED, TERMINATED = 1, 2, 141, 143

app = typer.Typer(
    name="numfacts",
    help="Reads Chinese and English news articles and writes every numeric claim in them as a structured fact.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def date(text: str) -> dt.date:
    """Reads the value of an option that is a day."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date such as 2025-03-27") from None


def make_extractor(rules: Path | None = None, **options: Any) -> Extractor:
    """Makes the extractor, or ends the run where the rules cannot be used."""
    from numfacts.pipeline import Extractor

    try:
        return Extractor(rules, **options)
    except RulesError as error:
        refuse(error)


def refuse(error: RulesError) -> NoReturn:
    """Ends the run for rules that cannot be used."""
    typer.echo(str(error), err=True)
    raise typer.Exit(USAGE)
