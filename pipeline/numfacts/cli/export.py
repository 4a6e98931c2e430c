"""``numfacts export``: facts in, the formats of others out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from numfacts.cli.app import FAILED, app, counted, end_when_terminated, report
from numfacts.cli.options import Quiet
from numfacts.exporting.forms import FORMS, Form, form_of, make_export


@app.command()
def export(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="FACTS...",
            help="Facts as numfacts extract writes them (.jsonl, .jsonl.gz), a table or the directory of a batch "
            "(.parquet, .duckdb), postgresql://host/name, or - for standard input.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where they go; the taxonomy of xBRL-JSON goes beside it, as .xsd."
        ),
    ],
    form: Annotated[
        Form | None, typer.Option("--format", help="The format; by default what the output's name says, .csv or .xlsx.")
    ] = None,
    texts: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH",
            help="The texts that the facts are from, as for numfacts extract: web annotations then say what stands "
            "before and after each quote; repeatable.",
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Exports facts as CSV, XLSX, xBRL-JSON, W3C Web Annotations or PROV.

    Exits with 1 when any fact was left out (the others are exported all the same) and with 2 for wrong usage.
    """
    from numfacts.exporting.context import Contexts, read_contexts
    from numfacts.exporting.reading import read_facts, read_from
    from numfacts.exporting.running import ExportRun
    from numfacts.io.folders import resolved

    form = form or form_of(output)
    if form is None:
        raise typer.BadParameter(f"the output's name does not say it: {', '.join(FORMS)}", param_hint="--format")
    if texts and form != "web-annotation":
        raise typer.BadParameter("only web annotations have room for what stands around a quote", param_hint="--texts")
    if str(output) == "-":
        raise typer.BadParameter("an export is a file, and no stream", param_hint="--output")
    if form == "xbrl-json" and output.suffix.lower() == ".xsd":
        raise typer.BadParameter("the taxonomy beside the report is called so", param_hint="--output")
    if any(path != "-" and resolved(output) in read_from(path) for path in paths):
        raise typer.BadParameter(f"the output {output} would replace an input", param_hint="--output")
    end_when_terminated()
    run = ExportRun(report)
    contexts = read_contexts(texts, run.fail) if texts else Contexts({})
    try:
        export = make_export(form, output, contexts)
    except ImportError as error:
        raise typer.BadParameter(
            f"it needs {error.name}: pip install 'numfacts[export]'", param_hint="--format"
        ) from None
    if run.run(read_facts(paths), export) and not quiet:
        remarks = "".join(f", {count} {what}" for what, count in sorted(export.remarks.items()) if count)
        report(str(output), None, f"{counted(run.facts, 'fact')}{remarks}")
    if run.failures:
        raise typer.Exit(FAILED)
