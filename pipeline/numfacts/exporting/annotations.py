"""W3C Web Annotation, as JSON-LD: a collection of annotations, one a fact, in one page.

The target of an annotation is the quote in its document, by position (code points, as the model counts) and by its
words, with those around it where the text is given. The body is the fact, its slots under the names of the CSV's
columns in a vocabulary of ours, which the collection's context defines. It holds all of a fact.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any, Final

import msgspec

from numfacts.exporting.context import Contexts
from numfacts.exporting.naming import FACTS, TERMS, document_iri, iri_part
from numfacts.exporting.slots import DATES, DECIMALS, slots_of
from numfacts.io.files import AtomicFile
from numfacts.io.outputs import CSV_COLUMNS
from numfacts.records import Fact

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_COLLECTION: Final = "urn:numfacts:annotations:"
_IN_TARGET: Final = ("doc_id", "id", "quote", "start", "end")


class AnnotationExport:
    """Writes one file of JSON-LD."""

    def __init__(self, path: Path, contexts: Contexts) -> None:
        self.remarks: Counter[str] = Counter()
        self._file = AtomicFile(path)
        self._contexts = contexts
        self._hash = hashlib.sha256()
        self._count = 0

    def add(self, fact: Fact) -> None:
        """Appends an annotation; raises ``OutputError``, and ``FactError`` where the document's text is another."""
        written = msgspec.json.encode(self._annotation(fact))
        self._file.write((b",\n" if self._count else _head()) + written)
        self._hash.update(written)
        self._count += 1

    def commit(self) -> None:
        """Finishes the file; raises ``OutputError``."""
        name = _COLLECTION + self._hash.hexdigest()[:16]
        page = msgspec.json.encode({"id": f"{name}:1", "startIndex": 0})[1:]
        whole = msgspec.json.encode({"id": name, "total": self._count})[1:]
        self._file.write((b"" if self._count else _head()) + b"\n]," + page + b",\n" + whole + b"\n")
        self._file.commit()

    def discard(self) -> None:
        """Leaves what stood under the file's name as it was."""
        self._file.discard()

    def _annotation(self, fact: Fact) -> dict[str, Any]:
        quote: dict[str, Any] = {"type": "TextQuoteSelector", "exact": fact.quote}
        around = self._contexts.around(fact)
        if around is None:
            self.remarks["without the text around"] += 1
        else:
            quote |= {"prefix": around.before, "suffix": around.after}
        body: dict[str, Any] = {name: slot for name, slot in slots_of(fact).items() if name not in _IN_TARGET}
        body |= {"rules": fact.rules, "basis": dict(sorted(fact.basis.items()))}
        return {
            "id": FACTS + iri_part(fact.id),
            "type": "Annotation",
            "motivation": "describing",
            "body": {"type": "Fact", "doc_id": fact.doc_id, **body},
            "target": {
                "type": "SpecificResource",
                "source": document_iri(fact.doc_id),
                "selector": [quote, {"type": "TextPositionSelector", "start": fact.start, "end": fact.end}],
            },
        }


def vocabulary() -> dict[str, Any]:
    """Gives the context that defines ``Fact`` and, inside one, its slots."""
    slots: dict[str, Any] = {}
    for name in CSV_COLUMNS:
        term = {"@id": TERMS + name}
        if name in DECIMALS:
            term["@type"] = "http://www.w3.org/2001/XMLSchema#decimal"
        elif name in DATES:
            term["@type"] = "http://www.w3.org/2001/XMLSchema#date"
        elif name == "rules":
            term["@container"] = "@list"
        elif name == "basis":
            term["@type"] = "@json"
        if name not in _IN_TARGET or name == "doc_id":
            slots[name] = term
    return {"@version": 1.1, "Fact": {"@id": TERMS + "Fact", "@context": slots}}


def _head() -> bytes:
    context = msgspec.json.encode([CONTEXT, vocabulary()])
    return (
        b'{"@context": ' + context + b',\n"type": "AnnotationCollection",\n'
        b'"first": {"type": "AnnotationPage", "items": [\n'
    )
