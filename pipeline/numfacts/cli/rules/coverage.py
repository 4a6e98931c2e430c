"""``numfacts rules coverage``: which rules fire, and which numbers none claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from numfacts.cli.app import FAILED, make_extractor
from numfacts.cli.options import AsJson, Off, Packs, Published
from numfacts.cli.rules.documents import Documents
from numfacts.cli.rules.group import rules_app
from numfacts.cli.rules.printing import make_table, print_parts, quoted

if TYPE_CHECKING:
    from rich.table import Table

    from numfacts.authoring.coverage import Coverage


@rules_app.command()
def coverage(
    paths: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Texts, as for numfacts extract.")],
    rules: Packs = None,
    off: Off = None,
    published: Published = None,
    as_json: AsJson = False,
) -> None:
    """Counts how often each rule fired, and lists those that never did and the numbers that no rule claims or excludes.

    Exits with 1 when any document failed and with 2 for wrong usage.
    """
    import msgspec

    from numfacts.authoring.coverage import CoverageRun

    run = CoverageRun(make_extractor(rules, off))
    documents = Documents(paths, published)
    documents.each(run.add)
    found = run.result()
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        print_parts(_parts(found))
    if documents.failures:
        raise typer.Exit(FAILED)


def _parts(found: Coverage) -> list[str | Table]:
    from numfacts.authoring.showing import number_of

    outcomes = ", ".join(f"{count:,} {outcome}" for outcome, count in found.numbers.items())
    numbers = sum(found.numbers.values())
    parts: list[str | Table] = [
        f"{number_of(found.documents, 'document')}, {number_of(found.facts, 'fact')}, {number_of(numbers, 'number')}: "
        f"{outcomes or 'none'}",
        _files(found),
        f"\nNumbers that no rule claims or excludes: {len(found.unclaimed):,}",
    ]
    return [*parts, _unclaimed(found)] if found.unclaimed else parts


def _files(found: Coverage) -> Table:
    """Lays out the rules file by file: how many fired, how often, and which never did."""
    table = make_table(
        [("file", "left"), ("rules", "right"), ("fired", "right"), ("times", "right"), ("never", "left")]
    )
    files: dict[str, list[tuple[str, int]]] = {}
    for citation, count in found.fired.items():
        name, _, rule = citation.partition("/")
        files.setdefault(name, []).append((rule, count))
    for name, counts in sorted(files.items()):
        never = [rule for rule, count in counts if not count]
        times = sum(count for _, count in counts)
        table.add_row(name, f"{len(counts):,}", f"{len(counts) - len(never):,}", f"{times:,}", " ".join(never))
    return table


def _unclaimed(found: Coverage) -> Table:
    from rich.text import Text

    from numfacts.io.table import printable

    table = make_table([("place", "left"), ("text", "left"), ("reason", "left")])
    for number in found.unclaimed:
        place = Text(f"{printable(number.doc_id)}:{number.start}")
        table.add_row(place, quoted(number.before, number.text, number.after), Text(printable(number.reason)))
    return table
