"""The options that several commands take."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from typing import Annotated, Any, Literal

import typer


def date(text: str) -> dt.date:
    """Reads the value of an option that is a day."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date such as 2025-03-27") from None


def finite(seconds: float) -> float:
    """Checks the value of an option that is a length of time."""
    if not seconds < math.inf:
        raise typer.BadParameter("it has to be a number of seconds")
    return seconds


def named(path: str | None) -> str | None:
    """Checks the value of an option that is a path: an empty one would mean the working directory."""
    if path == "":
        raise typer.BadParameter("the path is empty")
    return path


ScriptOption = Annotated[
    Literal["auto", "none", "t2s", "hk2s", "tw2s", "tw2sp"],
    typer.Option("--script", help="How Traditional text is read; auto converts only what is Traditional."),
]
SegmenterOption = Annotated[Literal["rjieba", "jieba"], typer.Option("--segmenter", help="The engine that cuts words.")]
TimeLimit = Annotated[
    float,
    typer.Option(
        "--time-limit", metavar="SECONDS", min=0.001, callback=finite, help="Longest time for matching one document."
    ),
]
Packs = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules",
        metavar="DIR",
        help="Rules of your own, laid over those before them; a complete rule set takes the place of the package's; "
        "repeatable.",
    ),
]
Off = Annotated[list[str] | None, typer.Option("--off", metavar="FILE/ID", help="A rule to do without; repeatable.")]
Published = Annotated[
    Any, typer.Option(parser=date, metavar="DATE", help="Date of publication of texts that bring none.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but failures.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
