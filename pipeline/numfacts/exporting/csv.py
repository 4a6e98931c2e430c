"""CSV: a row a fact under ``CSV_COLUMNS``, as ``numfacts extract`` writes it.

It holds all of a fact. What it cannot tell apart is a name that is null and one that is empty; no fact has the latter.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from numfacts.io.files import AtomicFile
from numfacts.io.outputs import CsvEncoder
from numfacts.records import Fact


class CsvExport:
    """Writes one CSV file in UTF-8."""

    def __init__(self, path: Path) -> None:
        self.remarks: Counter[str] = Counter()
        self._file = AtomicFile(path)
        self._encoder = CsvEncoder()

    def add(self, fact: Fact) -> None:
        """Appends a row; raises ``OutputError``."""
        body = self._encoder.body([fact])
        self._file.write(body if self._file.opened else self._encoder.head() + body)

    def commit(self) -> None:
        """Finishes the file; raises ``OutputError``."""
        if not self._file.opened:
            self._file.write(self._encoder.head())
        self._file.commit()

    def discard(self) -> None:
        """Leaves what stood under the file's name as it was."""
        self._file.discard()
