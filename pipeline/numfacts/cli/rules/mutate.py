"""``numfacts rules mutate``: what could be taken away from the rules without any case failing."""

from __future__ import annotations

import json
import os
from typing import Annotated

import typer

from numfacts.cli.app import FAILED, refuse, resolve_rules
from numfacts.cli.options import Off, Packs
from numfacts.cli.rules.group import rules_app
from numfacts.errors import RulesError


@rules_app.command()
def mutate(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE...",
            help="Rule files by name, such as metrics; by default those of packs, or all.",
            show_default=False,
        ),
    ] = None,
    rules: Packs = None,
    off: Off = None,
    at_least: Annotated[
        float, typer.Option(metavar="PERCENT", min=0, max=100, help="The share that cases have to catch.")
    ] = 95.0,
    one_in: Annotated[
        int,
        typer.Option(metavar="N", min=1, help="Try every Nth mutant only: a sample of all files."),
    ] = 1,
    workers: Annotated[int, typer.Option(metavar="N", min=1, help="Processes to share the work.")] = os.cpu_count()
    or 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of lines.")] = False,
) -> None:
    """Switches off each rule and drops each entry of a list in turn, and lists what no case would miss.

    Exits with 1 when the cases catch less than the share asked for.
    """
    from numfacts.authoring.mutation import check
    from numfacts.ruleset.cases import load_cases

    ruleset = resolve_rules(rules, off)
    known = {file.name for file in ruleset.files}
    unknown = sorted(set(files or ()) - known)
    if unknown:
        raise typer.BadParameter(
            f"no rule file {unknown[0]!r}: there are {', '.join(sorted(known))}", param_hint="FILE"
        )
    packs = {layer.directory for layer in ruleset.packs} if not files else set()
    try:
        cases = load_cases(ruleset.directories)
    except RulesError as error:
        refuse(error)
    report = check(ruleset, cases, names=files or None, directories=packs or None, one_in=one_in, workers=workers)
    if as_json:
        survivors = [
            {"path": found.path, "line": found.line, "column": found.column, "entry": found.mutant.entry}
            for found in report.survivors
        ]
        typer.echo(json.dumps({"mutants": report.mutants, "survivors": survivors}, ensure_ascii=False, indent=2))
    else:
        for found in report.survivors:
            typer.echo(f"{found.path}:{found.line}:{found.column}: no case would miss {found.mutant.entry}")
        missed = len(report.survivors)
        typer.echo(f"{report.mutants} mutants, {report.mutants - missed} caught ({report.share:.1%}), {missed} not")
    if report.share * 100 < at_least:
        raise typer.Exit(FAILED)
