"""What is kept on a spaCy document: its title and date on the way in, its facts on the way out.

All of it lies in ``Doc.user_data`` as strings, numbers, lists and dicts, so that ``to_bytes``, ``DocBin`` and worker
processes carry it along; the attributes make it into dates and facts when they are read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from spacy.tokens import Doc, Span

from numfacts.errors import DocumentError
from numfacts.records import Fact


def register() -> None:
    """Register the attributes with spaCy; raises ValueError where others have taken the names of the results."""
    Doc.set_extension("facts", getter=facts_of)
    Doc.set_extension("numfacts", default=None)
    Span.set_extension("facts", getter=facts_within)
    # A pipeline may have these already; then they are read as they are.
    for name, getter, setter in (("title", _title, _set_title), ("published", _published, _set_published)):
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter, setter=setter)
    if not Doc.has_extension("doc_id"):
        Doc.set_extension("doc_id", default=None)


def facts_of(doc: Doc) -> list[Fact]:
    """The facts of a document in the order of the text; none before the component has run."""
    return msgspec.convert(_stored(doc), list[Fact])


def facts_within(span: Span) -> list[Fact]:
    """The facts whose quotes lie in the span, or share a token with it."""
    start, end = span.start_char, span.end_char
    return [msgspec.convert(fact, Fact) for fact in _stored(span.doc) if fact["start"] < end and start < fact["end"]]


def store(doc: Doc, facts: Sequence[Fact], ruleset: str) -> None:
    """Keep facts with a document, in the form that the JSON Schema describes, and what they were extracted with."""
    doc._.numfacts = {"facts": msgspec.to_builtins(facts), "ruleset": ruleset}


def take_context(doc: Doc) -> None:
    """Take ``title``, ``published`` and ``id`` from the context that came with the text (``nlp.pipe(as_tuples=True)``).

    Any other context is left alone. Raises DocumentError for what is no title, date or id.
    """
    context = getattr(doc, "_context", None)
    if not isinstance(context, Mapping):
        return
    for key, name in (("title", "title"), ("published", "published"), ("id", "doc_id")):
        if context.get(key) is not None:
            doc._.set(name, str(context[key]) if key == "id" else context[key])


def given(doc: Doc) -> tuple[str, str | None, dt.date | None]:
    """The id (empty where there is none), title and date of publication that were set on a document.

    Raises DocumentError for a title that is no string and a date that is none.
    """
    name, title = doc._.doc_id, doc._.title
    if title is not None and not isinstance(title, str):
        raise DocumentError(f"the title is not a string: {title!r}")
    return "" if name is None else str(name), title, _as_date(doc._.published)


def _stored(doc: Doc) -> Sequence[dict[str, Any]]:
    data = doc._.numfacts
    return () if data is None else data["facts"]


# spaCy's own place for a title: displaCy shows it above the picture.
def _title(doc: Doc) -> Any:
    return doc.user_data.get("title")


def _set_title(doc: Doc, title: str | None) -> None:
    doc.user_data["title"] = title


def _published(doc: Doc) -> dt.date | None:
    return _as_date(doc.user_data.get("published"))


def _set_published(doc: Doc, published: dt.date | str | None) -> None:
    date = _as_date(published)
    doc.user_data["published"] = None if date is None else date.isoformat()


def _as_date(value: object) -> dt.date | None:
    """Read a date, a time of a day, or either as ISO 8601 writes it; raises DocumentError for anything else."""
    if isinstance(value, str):
        try:
            return dt.datetime.fromisoformat(value).date()
        except ValueError:
            raise DocumentError(f"the date of publication is not a date (YYYY-MM-DD): {value[:40]!r}") from None
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, dt.date):
        return value
    raise DocumentError(f"the date of publication is not a date (YYYY-MM-DD): {value!r}")
