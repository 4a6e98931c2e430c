"""One run of an export: facts in, one output, and every fact that is not in it reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from numfacts.exporting.places import Reading
from numfacts.exporting.sink import FactError, FactExport
from numfacts.io.files import OutputError
from numfacts.io.folders import Rejection


class ExportRun:
    """Carries facts into an export and counts what became of them: ``facts`` written and ``failures``.

    ``report`` is called for each failure with the path, the line in it where there is one, and the cause.
    """

    def __init__(self, report: Callable[[str, int | None, str], None]) -> None:
        self._report = report
        self.facts = 0
        self.failures = 0

    def run(self, readings: Iterable[Reading], export: FactExport) -> bool:
        """Exports all facts that are sound and that the format can hold, and says whether that made an output.

        Where there was nothing but failures it makes none, and what stood under its name stays.
        """
        made = False
        try:
            for reading in readings:
                if isinstance(reading, Rejection):
                    self.fail(reading.path, reading.line, reading.reason)
                    continue
                try:
                    export.add(reading.fact)
                except FactError as error:
                    self.fail(reading.path, reading.line, str(error))
                else:
                    self.facts += 1
            if self.facts or not self.failures:
                export.commit()
                made = True
        except OutputError as error:
            self.fail(error.name, None, str(error))
        finally:
            if not made:
                export.discard()
        return made

    def fail(self, path: str, line: int | None, cause: str) -> None:
        """Counts and reports a failure."""
        self.failures += 1
        self._report(path, line, cause)
