"""What stands around a quote, out of the texts that facts point into."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from numfacts.document import Document
from numfacts.exporting.sink import FactError
from numfacts.io.folders import Rejection
from numfacts.io.inputs import read_documents
from numfacts.records import Fact

AROUND = 32
"""How many characters before and after a quote are given: enough to find it again in a text that has been edited."""


class Around(NamedTuple):
    """The text right before and right after a quote, up to ``AROUND`` characters of each."""

    before: str
    after: str


class Contexts:
    """Texts of documents, by id."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def around(self, fact: Fact) -> Around | None:
        """Gives what stands around a fact's quote, null where there is no text of its document.

        Raises ``FactError`` where the text does not have the quote where the fact says.
        """
        text = self._texts.get(fact.doc_id)
        if text is None:
            return None
        if text[fact.start : fact.end] != fact.quote:
            raise FactError(f"the text of {fact.doc_id!r} does not have the quote at {fact.start}")
        return Around(text[max(0, fact.start - AROUND) : fact.start], text[fact.end : fact.end + AROUND])


def read_contexts(paths: Sequence[str], report: Callable[[str, int | None, str], None]) -> Contexts:
    """Reads texts from what facts are extracted from, and keeps them; ``report`` is told what cannot be read."""
    texts: dict[str, str] = {}
    for reading in read_documents(paths):
        if isinstance(reading, Document):
            texts[reading.id] = reading.text
        elif isinstance(reading, Rejection):
            report(reading.path, reading.line, reading.reason)
    return Contexts(texts)
