"""``numfacts explain``: what was seen in a text, which rules fired, and why a number gave no fact."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from numfacts.cli.app import FAILED, app, make_extractor, report
from numfacts.cli.options import AsJson, Off, Packs, Published

if TYPE_CHECKING:
    from numfacts.authoring.explain_text import Tone
    from numfacts.document import Document

TONES: dict[Tone, dict[str, Any]] = {"plain": {}, "head": {"bold": True}, "good": {"fg": "green"}, "dim": {"dim": True}}


@app.command()
def explain(
    path: Annotated[
        str, typer.Argument(metavar="INPUT", help="A text, documents a line (.jsonl), or - for standard input.")
    ],
    at: Annotated[
        int | None, typer.Option(metavar="OFFSET", help="Explain what stands at this code point of the text.")
    ] = None,
    fact: Annotated[str | None, typer.Option(metavar="ID", help="Explain the fact of this id.")] = None,
    doc: Annotated[
        str | None, typer.Option(metavar="ID", help="The document of this id, where there are more.")
    ] = None,
    published: Published = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Title of a text that brings none.")] = None,
    rules: Packs = None,
    off: Off = None,
    as_json: AsJson = False,
) -> None:
    """Explains a text: what each stage saw, which rules fired, were overridden or refused, and what became of numbers.

    Exits with 1 where the document cannot be read or processed and with 2 for wrong usage.
    """
    import msgspec

    from numfacts.authoring.explain_text import document_lines, spot_lines
    from numfacts.authoring.explaining import Explainer
    from numfacts.errors import DocumentError, SelectionError, bugs_told

    if at is not None and fact is not None:
        raise typer.BadParameter("give either an offset or a fact", param_hint="--at")
    document, place = _document(path, doc, published, title)
    explainer = Explainer(make_extractor(rules, off))
    account: msgspec.Struct
    try:
        with bugs_told():
            if at is not None or fact is not None:
                account = spot = explainer.at(document, at) if at is not None else explainer.fact(document, fact or "")
                lines = list(spot_lines(spot))
            else:
                account = whole = explainer.document(document)
                lines = list(document_lines(whole))
    except SelectionError as error:
        raise typer.BadParameter(str(error), param_hint="--at" if at is not None else "--fact") from None
    except DocumentError as error:
        report(*place, str(error))
        raise typer.Exit(FAILED) from None
    if as_json:
        typer.echo(json.dumps(msgspec.to_builtins(account), ensure_ascii=False, indent=2))
        return
    for line in lines:
        typer.echo("".join(typer.style(text, **TONES[tone]) for text, tone in line))


def _document(
    path: str, wanted: str | None, published: Any, title: str | None
) -> tuple[Document, tuple[str, int | None]]:
    """Reads the one document that is asked for, and gives it with its path and line, or ends the run."""
    from numfacts.document import Document
    from numfacts.io.folders import Rejection
    from numfacts.io.inputs import read_documents

    found: Document | None = None
    rejected = False
    reader = read_documents([path], published=published, title=title)
    for reading in reader:
        if isinstance(reading, Rejection):
            rejected = True
            report(reading.path, reading.line, reading.reason)
        elif isinstance(reading, Document) and wanted in (None, reading.id):
            if found is not None:
                several = f"there are several documents, {found.id!r} and {reading.id!r} the first: say which"
                raise typer.BadParameter(several, param_hint="--doc")
            found = reading
            if wanted is not None:
                break
    if found is None and rejected:
        raise typer.Exit(FAILED)
    if found is None:
        raise typer.BadParameter(f"{path} has no document {wanted!r}" if wanted else f"{path} has no document")
    return found, reader.place(found.id)
