"""CSV: a row a fact under ``CSV_COLUMNS``, as ``numfacts extract`` writes it.

It holds all of a fact. What it cannot tell apart is a name that is null and one that is empty; no fact has the latter.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from numfacts.io.outputs import FactFile
from numfacts.records import Fact


class CsvExport:
    """Writes one CSV file in UTF-8."""

    def __init__(self, path: Path) -> None:
        self.remarks: Counter[str] = Counter()
        self._file = FactFile(path, "csv")

    def add(self, fact: Fact) -> None:
        """Appends a row; raises ``OutputError``."""
        self._file.write([fact])

    def commit(self) -> None:
        """Finishes the file; raises ``OutputError``."""
        self._file.write([])  # its header, if there is none yet
        self._file.commit()

    def discard(self) -> None:
        """Leaves what stood under the file's name as it was."""
        self._file.discard()
