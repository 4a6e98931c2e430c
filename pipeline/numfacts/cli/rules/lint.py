"""``numfacts rules lint``: what is wrong with rule files, all at once."""

from __future__ import annotations

import difflib
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from numfacts.cli.app import FAILED, USAGE, packs_in_force
from numfacts.cli.rules.group import rules_app

if TYPE_CHECKING:
    from numfacts.authoring.linting.timing import Timing


@rules_app.command()
def lint(
    directories: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="DIR...",
            help="Directories of rule files, each laid over those before it; by default the packs that numfacts.toml "
            "names, else the rules of the package.",
            show_default=False,
        ),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what is mechanical: forms that never match, repetitions, order.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")] = False,
    select: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only these checks; repeatable.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="ID", help="All but these checks; repeatable.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    times: Annotated[
        bool, typer.Option("--times", help="Print how long each rule takes on the texts that suit it least.")
    ] = False,
    checks: Annotated[bool, typer.Option("--checks", help="List the checks and exit.")] = False,
) -> None:
    """Checks rule files: all that loading refuses, and all that loads but cannot do what it says.

    What loading refuses is always reported. The exit status is 1 where any finding is an error, 2 for wrong usage, as
    where a directory is not there.
    """
    from numfacts.authoring.linting import CHECKS, lint
    from numfacts.authoring.linting.fixing import write
    from numfacts.authoring.linting.linter import fixes
    from numfacts.io.files import OutputError
    from numfacts.ruleset import shipped_directory

    for name in (*(select or ()), *(ignore or ())):
        if name not in CHECKS:
            close = difflib.get_close_matches(name, CHECKS, n=1)
            guess = f", did you mean {close[0]!r}?" if close else ""
            raise typer.BadParameter(f"no check {name!r}{guess} (numfacts rules lint --checks lists them)")
    if checks:
        for check in CHECKS.values():
            typer.echo(f"{check.id} ({check.severity}{', --fix' if check.fixable else ''}): {check.reason}")
        raise typer.Exit

    def wanted(check: str) -> bool:
        return (not select or check in select) and check not in (ignore or ())

    places = directories or packs_in_force() or [shipped_directory()]
    for path, (old, new) in fixes(places, wanted).items() if fix or diff else ():
        if diff:
            lines = difflib.unified_diff(old.splitlines(), new.splitlines(), str(path), str(path), lineterm="")
            typer.echo("\n".join(lines))
        else:
            try:
                write(path, new)
            except OutputError as error:
                raise typer.BadParameter(f"{error.name} {error}", param_hint="--fix") from None
            typer.echo(f"{path}: mended", err=True)
    if diff:
        raise typer.Exit
    begin = time.monotonic()
    report = lint(places, wanted)
    if as_json:
        typer.echo(json.dumps([finding.plain() for finding in report.findings], ensure_ascii=False, indent=2))
    else:
        for finding in report.findings:
            typer.echo(str(finding))
    if times:
        for timing in report.timings:
            typer.echo(_time(timing))
    errors = sum(finding.severity == "error" for finding in report.findings)
    warnings = len(report.findings) - errors
    seconds = time.monotonic() - begin
    typer.echo(f"files: {report.files}, errors: {errors}, warnings: {warnings} ({seconds:.1f} s)", err=True)
    if report.failed:
        raise typer.Exit(FAILED if all(place.is_dir() for place in places) else USAGE)


def _time(timing: Timing) -> str:
    """Write one line of times: milliseconds on a small and on a large text, the rule, and what the text repeats."""
    sheet, path = timing.pattern.sheet, timing.pattern.path
    took = [f"{seconds * 1000:9.2f} ms" if seconds is not None else "  stopped" for seconds in timing[1:3]]
    return f"{took[0]} {took[1]}  {sheet.cite(path)} ({'/'.join(map(str, path[2:] or path[1:]))})  {timing.text[:40]!r}"
