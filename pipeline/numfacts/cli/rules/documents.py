"""What the commands that read many documents share: reading them, and reporting those that fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from numfacts.cli.app import report
from numfacts.errors import DocumentError, bugs_told

if TYPE_CHECKING:
    from numfacts.document import Document
    from numfacts.io.inputs import Reader


class Documents:
    """Reads documents and carries each through a step; ``failures`` counts those that were rejected or failed."""

    def __init__(self, paths: Sequence[str], published: Any = None) -> None:
        from numfacts.io.inputs import read_documents

        self._reader: Reader = read_documents(paths, published=published)
        self.failures = 0
        self.ids: set[str] = set()

    def each(self, step: Callable[[Document], None]) -> None:
        """Carries every document through ``step``, which may raise DocumentError."""
        for document in self._sound():
            try:
                with bugs_told():
                    step(document)
            except DocumentError as error:
                self._fail(*self._reader.place(document.id), str(error))
            else:
                self.ids.add(document.id)

    def _sound(self) -> Iterator[Document]:
        from numfacts.document import Document
        from numfacts.io.folders import Rejection

        for reading in self._reader:
            if isinstance(reading, Document):
                yield reading
            elif isinstance(reading, Rejection):
                self._fail(reading.path, reading.line, reading.reason)

    def _fail(self, path: str, line: int | None, cause: str) -> None:
        self.failures += 1
        report(path, line, cause)
