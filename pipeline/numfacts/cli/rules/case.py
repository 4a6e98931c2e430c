"""``numfacts rules case``: a case drafted from what is found in a text now."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from numfacts.cli.app import FAILED, make_extractor, report, save
from numfacts.cli.options import Off, Packs, Published
from numfacts.cli.rules.group import rules_app
from numfacts.errors import DocumentError, bugs_told


@rules_app.command()
def case(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The text of the case, or - for standard input.")],
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Title of the text.")] = None,
    published: Published = None,
    rules: Packs = None,
    off: Off = None,
    append: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Add the case to a case file instead of printing it.")
    ] = None,
) -> None:
    """Drafts a case that asserts what is found in a text now, for you to correct.

    Exits with 1 where the text cannot be processed and with 2 for wrong usage.
    """
    from numfacts.authoring.drafting import appended, draft_case
    from numfacts.document import Document

    name = "<stdin>" if text == "-" else "TEXT"
    if text == "-":
        text = _standard_input().strip("\r\n")
    if not text.strip():
        raise typer.BadParameter("it is empty", param_hint="TEXT")
    extractor = make_extractor(rules, off)
    try:
        with bugs_told():
            document = extractor.process(Document("case", text, title, published))
            draft = draft_case(text, document.facts, document.boilerplate_quotes(), title=title, published=published)
    except DocumentError as error:
        report(name, None, str(error))
        raise typer.Exit(FAILED) from None
    if append is None:
        typer.echo(draft, nl=False)
        return
    try:
        content = appended(append.read_bytes() if append.exists() else b"", draft, append)
    except OSError as error:
        raise typer.BadParameter(f"{append}: {error.strerror or error}", param_hint="--append") from None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--append") from None
    save(append, content, "--append")


def _standard_input() -> str:
    """Reads a text, or ends the run where it is none."""
    from numfacts.io.decode import Damage, decode

    decoded = decode(sys.stdin.buffer.read())
    if isinstance(decoded, Damage):
        raise typer.BadParameter(f"it cannot be read: {decoded.reason}", param_hint="TEXT")
    return decoded.text
