"""Runs of the command line in this process, and what they read."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from numfacts.cli import app


def invoke(*arguments: str, stdin: str | bytes | None = None) -> Result:
    """Runs the command; what it does not catch is raised."""
    result = CliRunner().invoke(app, arguments, input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def write(name: str, text: str) -> None:
    """Writes a text into a file of the working directory."""
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
