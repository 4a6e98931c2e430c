"""Shows a case that does not hold: its text with the expected and the found spans marked, and what differs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence

from msgspec import UnsetType

from numfacts.authoring.marking import Line, Marks, mark
from numfacts.authoring.showing import number_of
from numfacts.authoring.testing import Outcome, Summary
from numfacts.io.table import printable, show_value
from numfacts.records import Fact
from numfacts.ruleset.expectations import quote_places

EXPECTED, FOUND = "expected", "found"
HEADINGS = {"passed": "passed", "failed": "FAILED", "gap": "known gap", "closed": "GAP CLOSED"}
_INDENT = 4
_WIDTH = 120  # where there is no terminal


def render(outcome: Outcome, width: int) -> Iterator[Line]:
    """Show what came of one case, in lines whose marks fit into ``width`` columns."""
    run, result = outcome.run, outcome.result
    script = f" ({run.script})" if run.script else ""
    yield Line(f"{HEADINGS[outcome.status]} {printable(str(run.path))}:{run.line}{script}", outcome.status)
    if outcome.status == "closed":
        yield _indented(Line(f"gap closed: remove 'gap' ({printable(run.case.gap or '')})"))
    rows = list(_rows(outcome))
    indent = max(len(row.label) for row in rows) + 2
    if run.case.title is not None:
        yield _indented(Line(f"{'title':{indent}}{printable(run.case.title)}"))
    yield from map(_indented, mark(run.case.text, rows, width - _INDENT, indent))
    if run.case.facts == []:
        yield _indented(Line(f"{EXPECTED:{indent}}no facts", EXPECTED))
    if not result.facts:
        yield _indented(Line(f"{FOUND:{indent}}no facts", FOUND))
    for number, fact in enumerate(result.facts, start=1):
        yield _indented(Line(_described(number, fact), FOUND))
    if outcome.status != "closed":
        yield from (_indented(Line(printable(difference))) for difference in result.differences)


def terminal_width() -> int:
    """Give the columns of the terminal, as it says or as the variable ``COLUMNS`` does."""
    return shutil.get_terminal_size((_WIDTH, 0)).columns


def summary_line(summary: Summary) -> str:
    """Give the counts as one line: ``12 cases, 20 runs: 1 failure, 2 known gaps``."""
    parts = [number_of(summary.failures, "failure")]
    if summary.closed:
        parts.append(number_of(summary.closed, "closed gap"))
    parts.append(number_of(summary.gaps, "known gap"))
    return f"{number_of(summary.cases, 'case')}, {number_of(summary.runs, 'run')}: {', '.join(parts)}"


def expected_spans(outcome: Outcome) -> list[tuple[int, int] | None]:
    """Give where the expected facts stand in the text, half-open; null for a quote that is not in it."""
    facts = outcome.run.case.facts
    return [] if isinstance(facts, UnsetType) else _spans(outcome.run.case.text, [fact.quote for fact in facts])


def _rows(outcome: Outcome) -> Iterator[Marks]:
    case = outcome.run.case
    yield Marks(EXPECTED, "-", _present(expected_spans(outcome)), EXPECTED)
    yield Marks(FOUND, "^", [(fact.start, fact.end) for fact in outcome.result.facts], FOUND)
    if not isinstance(case.boilerplate, UnsetType) and case.boilerplate != list(outcome.result.boilerplate):
        yield Marks("expected boilerplate", "-", _present(_spans(case.text, case.boilerplate)), EXPECTED)
        found = _spans(case.text, outcome.result.boilerplate)
        yield Marks("found boilerplate", "^", _present(found), FOUND)


def _spans(text: str, quotes: Sequence[str]) -> list[tuple[int, int] | None]:
    places = zip(quote_places(text, quotes), quotes, strict=True)
    return [(start, start + len(quote)) if start >= 0 else None for start, quote in places]


def _present(spans: Sequence[tuple[int, int] | None]) -> list[tuple[int, int]]:
    """The spans with one of no width, which leaves no mark but keeps its number, for each that is missing."""
    return [span or (0, 0) for span in spans]


def _described(number: int, fact: Fact) -> str:
    return f"{FOUND} {number}: {printable(fact.quote)} ({show_value(fact)} {fact.unit}) by {', '.join(fact.rules)}"


def _indented(line: Line) -> Line:
    return Line(" " * _INDENT + line.text, line.style)
