"""``numfacts rules test``: do the rules what their cases say?"""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from numfacts.cli.app import FAILED, USAGE, named_packs, refuse, rules_in_force, save
from numfacts.cli.options import Off, Packs, Quiet
from numfacts.cli.rules.group import rules_app
from numfacts.errors import RulesError, SelectionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numfacts.authoring.marking import Line
    from numfacts.authoring.testing import Outcome
    from numfacts.ruleset import RuleSet
    from numfacts.ruleset.problems import RuleProblem

_STYLES = {"failed": "bold red", "closed": "bold yellow", "expected": "green", "found": "magenta"}


@rules_app.command()
def test(
    selected: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH|RULE...",
            help="A directory of rules, a rule file, a case file, the name of a rule file in force (metrics) or of a "
            "rule (metrics/revenue): the cases that cite it, and the failing ones beside it. By default all cases of "
            "the packs in force, or of the package where there is none.",
            show_default=False,
        ),
    ] = None,
    rules: Packs = None,
    off: Off = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write all results to standard output as JSON.")] = False,
    junit: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write the results as JUnit XML.", show_default=False)
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Run again whenever a rule or case file changes.")] = False,
    quiet: Quiet = False,
) -> None:
    """Runs the cases beside the rules, each in Simplified and in Traditional Chinese.

    Exits with 1 when a case fails, when a known gap is closed or when a rule file has no cases, and with 2 for wrong
    usage or files that cannot be used. Watching ends, with 0, when it is interrupted.
    """
    if watch and as_json:
        raise typer.BadParameter("it writes one result, and there would be many", param_hint="--json")
    arguments = selected or []
    run = partial(_test, arguments, partial(rules_in_force, rules, off), as_json, junit, quiet)
    status = 0
    try:
        if watch:
            _watch(run, _places(arguments, rules))
        else:
            status = run()
    except SelectionError as error:
        raise typer.BadParameter(str(error)) from None
    raise typer.Exit(status)


def _places(arguments: Sequence[str], packs: Sequence[Path] | None) -> list[Path]:
    """The directories to watch."""
    from numfacts.authoring.selection import directories

    try:
        return directories(arguments, named_packs(packs)[0])
    except RulesError as error:
        refuse(error)


def _watch(run: Callable[[], int], places: Sequence[Path]) -> None:
    """Runs the cases until it is interrupted."""
    from numfacts.authoring.watching import files_of, pause, watch

    def act(changed: list[Path]) -> None:
        if changed:
            print(f"\n{', '.join(map(str, changed))}:", flush=True)
        try:
            run()
        except SelectionError as error:
            if not changed:
                raise
            print(error, file=sys.stderr)  # what is gone now may come back
        sys.stdout.flush()

    with suppress(KeyboardInterrupt):
        watch(act, lambda: files_of(places), pause)


def _test(
    arguments: Sequence[str], in_force: Callable[[], RuleSet], as_json: bool, junit: Path | None, quiet: bool
) -> int:
    """Runs the cases once, shows and writes what came of them, and gives the exit status.

    Raises ``SelectionError`` where an argument means nothing.
    """
    from numfacts.authoring.selection import select, untested
    from numfacts.authoring.testing import run_suite, summarize
    from numfacts.ruleset import RuleFilesError

    outcomes: list[Outcome] = []
    problems: tuple[RuleProblem, ...] = ()
    try:
        outcomes = [outcome for suite in select(arguments, in_force) for outcome in run_suite(suite)]
        status = 0 if summarize(outcomes).holds else FAILED
    except RulesError as error:
        print(error, file=sys.stderr)
        problems = error.errors if isinstance(error, RuleFilesError) else ()
        status = FAILED if problems and all(map(untested, problems)) else USAGE
    if as_json:
        from numfacts.authoring.results import as_json as encode

        print(encode(outcomes, problems))
    elif outcomes:
        _show(outcomes, quiet)
    if junit is not None:
        from numfacts.authoring.junit import as_junit

        save(junit, as_junit(outcomes, problems), "--junit")
    return status


def _show(outcomes: Sequence[Outcome], quiet: bool) -> None:
    from numfacts.authoring.marking import Line
    from numfacts.authoring.rendering import render, summary_line, terminal_width
    from numfacts.authoring.testing import summarize

    width = terminal_width()
    for outcome in outcomes:
        if outcome.status in ("failed", "closed"):
            _print([*render(outcome, width), Line("")])
    if not quiet:
        print(summary_line(summarize(outcomes)))


def _print(lines: Iterable[Line]) -> None:
    """Prints lines, in colour on a terminal."""
    if not sys.stdout.isatty():
        for line in lines:
            print(line.text)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, emoji=False)
    for line in lines:
        console.print(Text(line.text, style=_STYLES.get(line.style, "")), soft_wrap=True)
