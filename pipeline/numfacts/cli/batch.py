"""``numfacts batch``: many documents in, tables of facts out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from numfacts.cli.app import FAILED, USAGE, app, counted, end_when_terminated, ignore, refuse, report, resolve_rules
from numfacts.cli.options import Off, Packs, Published, Quiet, ScriptOption, SegmenterOption, TimeLimit, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numfacts.batch.planning import Note
    from numfacts.batch.run import Counts
    from numfacts.batch.sources import Inputs
    from numfacts.io.folders import Rejection

_SHOWN = 20  # a batch can have very many dead letters, and a file holds them all


@app.command()
def batch(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT...",
            help="Texts (.txt, .md, .html), documents a line (.jsonl), .gz and .zst of these, .parquet, .warc(.gz), "
            "and directories of all of them.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="DIR", callback=named, help="The directory of the run, where the facts go."
        ),
    ] = "outputs/batch",
    form: Annotated[
        Literal["jsonl", "parquet", "duckdb", "postgres"],
        typer.Option(
            "--format",
            help="JSON lines, Parquet partitioned by the year of publication, a DuckDB database, or into PostgreSQL.",
        ),
    ] = "jsonl",
    database: Annotated[
        str | None,
        typer.Option(
            metavar="DSN",
            help="The database of PostgreSQL, as postgresql://host/name; by default what PGHOST, PGDATABASE and so on "
            "say, where a password belongs, too.",
        ),
    ] = None,
    workers: Annotated[int, typer.Option(metavar="N", min=1, help="Processes that extract.")] = 1,
    engine: Annotated[
        Literal["local", "spark"],
        typer.Option(help="What does the work: processes of this machine, or a cluster of Spark (docs/spark.md)."),
    ] = "local",
    master: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="The master of the cluster, such as spark://host:7077; by default what its configuration says, or "
            "else this machine.",
        ),
    ] = None,
    replay: Annotated[
        bool, typer.Option("--replay", help="Process once more, alone, the documents that failed in the run before.")
    ] = False,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=NAME",
            help="The column of Parquet inputs that holds id, text, title or published, where it is not called so; "
            "repeatable.",
        ),
    ] = None,
    utf16: Annotated[
        bool, typer.Option("--utf16", help="Also give offsets in UTF-16 code units; not in JSON lines.")
    ] = False,
    utf8: Annotated[
        bool, typer.Option("--utf8", help="Also give offsets in bytes of UTF-8; not in JSON lines.")
    ] = False,
    published: Published = None,
    script: ScriptOption = "auto",
    segmenter: SegmenterOption = "rjieba",
    rules: Packs = None,
    off: Off = None,
    time_limit: TimeLimit = 10.0,
    quiet: Quiet = False,
) -> None:
    """Extracts the facts of many documents, so that it can be stopped, taken up again, and repeated.

    A run that is repeated processes only documents that are new or changed. Exits with 1 when a document failed, which
    is then in dead-letters.jsonl, or when the output could not be written, and with 2 for wrong usage.
    """
    from numfacts.batch.folder import Folder
    from numfacts.batch.manifest import ManifestError
    from numfacts.batch.memory import keep_small
    from numfacts.batch.pool import PoolError
    from numfacts.batch.progress import BatchProgress
    from numfacts.batch.run import Batch, Reports
    from numfacts.batch.schema import OFFSETS
    from numfacts.batch.sources import Inputs
    from numfacts.batch.worker import Setting
    from numfacts.errors import RulesError
    from numfacts.io.files import OutputError

    if replay == bool(paths):
        raise typer.BadParameter("name inputs, or --replay without any", param_hint="INPUT")
    if (utf16 or utf8) and form == "jsonl":
        raise typer.BadParameter("JSON lines have offsets in code points alone", param_hint="--utf16, --utf8")
    if database is not None and form != "postgres":
        raise typer.BadParameter("it is for --format postgres", param_hint="--database")
    if engine == "spark" and (replay or workers > 1 or form not in ("jsonl", "parquet")):
        raise typer.BadParameter("spark has neither --replay nor --workers, and writes jsonl or parquet")
    if master is not None and engine != "spark":
        raise typer.BadParameter("it is for --engine spark", param_hint="--master")
    columns = _columns(column or [])
    inputs = Inputs(paths or [], published=published, columns=columns)
    _protect(Path(output), paths or [])
    found = resolve_rules(rules, off)
    folder = Folder(Path(output))
    offsets = tuple(encoding for encoding, wanted in zip(OFFSETS, (utf16, utf8), strict=True) if wanted)
    setting = Setting(folder.parts, found.directories, found.hash, found.off, script, segmenter, time_limit, offsets)
    end_when_terminated()
    keep_small()
    failures = _Limited("failures", folder.dead_letters)
    notes = _Limited("notes", None)
    try:
        with BatchProgress(inputs) as progress:
            note = ignore if quiet else notes.say
            if engine == "spark":
                from numfacts.batch.spark.run import SparkRun
                from numfacts.batch.spark.session import session

                files = list(_files(inputs, note))
                with session(master) as spark:
                    counts = SparkRun(spark, setting, found, form, output).run(files, published, columns)
            else:
                run = Batch(folder, setting, found, form, workers, Reports(failures.say, note, progress.step), database)
                counts = run.replay() if replay else run.run(inputs)
    except OutputError as error:
        failures.say(error.name, None, str(error))
        if engine == "local" and folder.path.is_dir():
            failures.say(output, None, "what was finished is kept: run it again to go on")
        raise typer.Exit(FAILED) from None
    except PoolError as error:
        failures.say(output, None, str(error))
        raise typer.Exit(FAILED) from None
    except ManifestError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(USAGE) from None
    except RulesError as error:
        refuse(error)
    except ImportError as error:
        raise typer.BadParameter(
            f"it needs {error.name}: pip install 'numfacts[{'spark' if engine == 'spark' else 'postgres'}]'"
        ) from None
    failures.rest()
    notes.rest()
    if not quiet:
        _summarize(counts, output, progress.seconds, ".jsonl" if engine == "local" else "")
    if counts.dead:
        raise typer.Exit(FAILED)


class _Limited:
    """Says the first things of a kind on standard error, and at the end how many more there were."""

    def __init__(self, kind: str, where: Path | None) -> None:
        self._kind = kind
        self._where = where
        self._count = 0

    def say(self, path: str, line: int | None, message: str) -> None:
        """Says something about a place in the input, or about an output."""
        self._count += 1
        if self._count <= _SHOWN:
            report(path, line, message)

    def rest(self) -> None:
        """Says how many there were that were not said."""
        if self._count > _SHOWN:
            where = f", all in {self._where}" if self._where is not None else ""
            print(f"… and {self._count - _SHOWN:,} more {self._kind}{where}", file=sys.stderr)


def _files(inputs: Inputs, note: Note) -> Iterator[str | Rejection]:
    """Gives the files of a run, for tasks to read, and says what there is to note."""
    from numfacts.io.folders import Notice

    for file in inputs.files():
        if isinstance(file, Notice):
            note(file.path, file.line, file.message)
        else:
            yield file


def _columns(options: list[str]) -> dict[str, str]:
    from numfacts.batch.sources.parquet import FIELDS

    columns = {}
    for option in options:
        field, equals, name = option.partition("=")
        if field not in FIELDS or not equals or not name:
            raise typer.BadParameter(
                f"{option!r} is not a field and its column, such as text=body; fields: {', '.join(FIELDS)}",
                param_hint="--column",
            )
        columns[field] = name
    return columns


def _protect(output: Path, paths: list[str]) -> None:
    """Refuses a directory that is, or lies in, an input: the next run would read what this one wrote."""
    from numfacts.io.folders import resolved

    for path in paths:
        if resolved(output).is_relative_to(resolved(path)):
            raise typer.BadParameter(f"{output} lies in the input {path}", param_hint="--output")


def _summarize(counts: Counts, output: str, seconds: float, ending: str) -> None:
    """Says what the run came to; ``ending`` is that of the files with letters and duplicates."""
    rate = counts.processed / seconds if seconds else 0.0
    lines = [
        f"{output}: {counted(counts.facts, 'fact')}",
        f"  documents read: {counts.read:,}",
        f"  kept from earlier runs: {counts.kept:,}",
        f"  processed now: {counts.processed:,} in {seconds:,.0f} s, {rate:,.0f} a second",
    ]
    if counts.duplicates:
        lines.append(f"  with the content of another: {counts.duplicates:,}, in {output}/duplicates{ending}")
    if counts.repeated:
        lines.append(f"  left out as repeated: {counts.repeated:,}, in {output}/duplicates{ending}")
    if counts.dead:
        again = f"; --replay tries {counts.failed:,} again" if counts.failed else ""
        lines.append(f"  failed: {counts.dead:,}, in {output}/dead-letters{ending}{again}")
    if counts.unchanged:
        lines.append("  nothing has changed since the run before: its output stands")
    print("\n".join(lines), file=sys.stderr)
