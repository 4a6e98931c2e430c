"""JSON lines: ``facts.jsonl``, as ``numfacts extract`` writes it, and ``documents.jsonl``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from numfacts.batch.columns import facts_from_batch
from numfacts.batch.sinks.part import Part
from numfacts.io.files import AtomicFile
from numfacts.io.outputs import JsonLinesEncoder


class JsonLinesSink:
    """Writes two files of JSON lines into a directory."""

    def __init__(self, directory: Path) -> None:
        self._outputs = (directory / "facts.jsonl", directory / "documents.jsonl")

    def stands(self, contents: str) -> bool:
        """Says whether the output is there: who changes it by hand is not found out."""
        return all(output.exists() for output in self._outputs)

    def write(self, parts: Iterable[Part]) -> None:
        """Writes all parts; raises ``OutputError``."""
        facts, documents = map(AtomicFile, self._outputs)
        encoder = JsonLinesEncoder()
        try:
            for file in (facts, documents):
                file.write(b"")  # so that it is there even where there is nothing to write
            for part in parts:
                facts.write(encoder.body(facts_from_batch(part.facts)))
                documents.write(b"".join(msgspec.json.encode(row) + b"\n" for row in part.documents.to_pylist()))
            facts.commit()
            documents.commit()
        finally:
            facts.discard()
            documents.discard()
