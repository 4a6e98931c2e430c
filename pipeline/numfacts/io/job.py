"""One run of the command: documents in, facts out, and every failure reported without stopping the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.document import Document
from numfacts.errors import DocumentError, bugs_told
from numfacts.io.files import OutputError
from numfacts.io.folders import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from numfacts.io.inputs import Reader
    from numfacts.io.outputs import FactSink
    from numfacts.io.texts import TextOutput
    from numfacts.records import Fact

SHOWN_FACTS = 200  # a table of more than a few screens is not read; all facts are in the file


class Job:
    """Carries documents through ``process`` into sinks and counts what became of them.

    ``report`` is called for each failure with the path, the line in it where there is one, and the cause; ``note`` in
    the same way for what is no failure; ``step`` for each document. ``documents``, ``facts`` and ``failures`` are the
    counts so far; ``shown`` holds the first documents' names and facts, up to ``SHOWN_FACTS`` facts, for the table.
    """

    def __init__(
        self,
        process: Callable[[Document], Document],
        report: Callable[[str, int | None, str], None],
        *,
        note: Callable[[str, int | None, str], None] = lambda path, line, message: None,
        texts: TextOutput | None = None,
        step: Callable[[], None] = lambda: None,
    ) -> None:
        self._process = process
        self._report = report
        self._note = note
        self._texts = texts
        self._step = step
        self.documents = 0
        self.facts = 0
        self.failures = 0
        self.shown: list[tuple[str, list[Fact]]] = []
        self._room = SHOWN_FACTS

    def run(self, reader: Reader, sink: FactSink) -> bool:
        """Writes the facts of all documents of a reader to one sink and says whether that made an output.

        A document that was rejected or cannot be processed is reported and left out. A sink that cannot be written is
        reported and given up, and what stood under its name stays. ``BrokenPipeError`` passes through.
        """
        made = False
        try:
            for reading in reader:
                if isinstance(reading, Notice):
                    self._note(reading.path, reading.line, reading.message)
                    continue
                self._step()
                if isinstance(reading, Document):
                    self._extract(reading, reader.place(reading.id), sink)
                else:
                    self._fail(reading.path, reading.line, reading.reason)
            made = sink.commit()
        except OutputError as error:
            self._fail(error.name, None, str(error))
        finally:
            if not made:
                sink.discard()
        return made

    def finish(self) -> None:
        """Finishes the texts, which all sinks share."""
        if self._texts is not None:
            try:
                self._texts.commit()
            except OutputError as error:
                self._fail(error.name, None, str(error))
            finally:
                self._texts.discard()

    def _extract(self, document: Document, place: tuple[str, int | None], sink: FactSink) -> None:
        """Processes and writes one document, which stands at ``place``: path and line."""
        try:
            with bugs_told():
                facts = self._process(document).facts
                sink.write(facts)
                self._emit_text(document, place)
        except DocumentError as error:
            self._fail(*place, str(error))
        else:
            self.documents += 1
            self.facts += len(facts)
            self._keep(document, facts)

    def _emit_text(self, document: Document, place: tuple[str, int | None]) -> None:
        if self._texts is not None:
            try:
                self._texts.write(document)
            except DocumentError as error:  # its facts are written all the same
                self._fail(*place, str(error))
            except OutputError as error:
                self._fail(error.name, None, str(error))
                self._texts.discard()
                self._texts = None

    def _keep(self, document: Document, facts: list[Fact]) -> None:
        if self._room > 0:
            name = f"{document.id} · {document.title}" if document.title else document.id
            self.shown.append((name, facts[: self._room]))
            self._room -= len(facts)

    def _fail(self, path: str, line: int | None, cause: str) -> None:
        self.failures += 1
        self._report(path, line, cause)
