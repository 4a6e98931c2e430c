"""``numfacts extract``: articles in, facts out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from numfacts.cli.app import FAILED, app, counted, end_when_terminated, ignore, make_extractor, report
from numfacts.cli.options import Off, Packs, Published, Quiet, ScriptOption, SegmenterOption, TimeLimit, named

if TYPE_CHECKING:
    from numfacts.io.job import Job


@app.command()
def extract(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Texts (.txt, .md, .html), documents a line (.jsonl), .gz of these, directories, or - for standard "
            "input.",
            show_default=False,
        ),
    ],
    published: Published = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Title of a single text.")] = None,
    script: ScriptOption = "auto",
    segmenter: SegmenterOption = "rjieba",
    rules: Packs = None,
    off: Off = None,
    form: Annotated[
        Literal["jsonl", "json", "csv", "table"] | None,
        typer.Option("--format", help="Format of the facts; by default what the output's name says, else jsonl."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE|DIR|-",
            callback=named,
            help="Where the facts go; by default outputs/<input>.facts.jsonl, and a table to standard output.",
        ),
    ] = None,
    text_out: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|DIR",
            callback=named,
            help="Also write the texts that the facts point into: one .txt each in a directory, documents a line in a "
            ".jsonl file, or a single text.",
        ),
    ] = None,
    time_limit: TimeLimit = 10.0,
    show: Annotated[
        bool | None, typer.Option("--show/--no-show", help="Show a table of the facts; by default on a terminal.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Extracts the facts of articles.

    Exits with 1 when any document failed (the facts of the others are written all the same) and with 2 for wrong usage.
    """
    from numfacts.io.inputs import read_documents, single_text
    from numfacts.io.job import Job
    from numfacts.io.progress import ProgressBar
    from numfacts.io.targets import plan_targets, text_output

    if show and (output == "-" or (form == "table" and output is None)):
        raise typer.BadParameter("standard output already takes the facts", param_hint="--show")
    if title is not None and not single_text(paths):
        raise typer.BadParameter("it names one text, and there are more", param_hint="--title")
    try:
        targets = plan_targets(paths, output, form)
        texts = text_output(paths, text_out, targets)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    extractor = make_extractor(rules, off, script=script, segmenter=segmenter, time_limit=time_limit)
    end_when_terminated()
    with ProgressBar(paths) as bar:
        job = Job(extractor.process, report, note=ignore if quiet else report, texts=texts, step=bar.step)
        for target in targets:
            facts, documents = job.facts, job.documents
            made = job.run(read_documents(target.inputs, published=published, title=title), target.sink)
            if made and target.path is not None and not quiet:
                report(str(target.path), None, _counts(job.facts - facts, job.documents - documents))
        job.finish()
    if show or (show is None and sys.stdout.isatty() and any(target.path for target in targets)):
        _show(job)
    if job.failures:
        raise typer.Exit(FAILED)


def _counts(facts: int, documents: int) -> str:
    return counted(facts, "fact") + (f" from {counted(documents, 'document')}" if documents != 1 else "")


def _show(job: Job) -> None:
    from numfacts.io import table

    language = table.language()
    table.show([table.facts_table(facts, language, title=name) for name, facts in job.shown], sys.stdout)
    hidden = job.facts - sum(len(facts) for _, facts in job.shown)
    if hidden:
        print(f"… {hidden:,}", table.WORDS[language]["more"])
