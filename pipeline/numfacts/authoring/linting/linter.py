"""Runs every check over directories of rule files, and mends what is mechanical."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from numfacts.authoring.linting.checks import CHECKS
from numfacts.authoring.linting.coverage import check_coverage, lines_of, texts_of_cases
from numfacts.authoring.linting.findings import Finding
from numfacts.authoring.linting.fixing import mended
from numfacts.authoring.linting.loading import loading_findings
from numfacts.authoring.linting.patterns import check_patterns
from numfacts.authoring.linting.references import check_references
from numfacts.authoring.linting.sheets import Workbook, patterns, read_workbook
from numfacts.authoring.linting.terms import check_terms
from numfacts.authoring.linting.timing import LARGE, PATIENCE, Prober, Timing
from numfacts.document import Document
from numfacts.errors import NumfactsError
from numfacts.pipeline import build_stages
from numfacts.ruleset import load_rules


class Report(NamedTuple):
    """What linting found, in the order of path, line and column, and the time each pattern takes."""

    findings: list[Finding]
    timings: list[Timing]
    files: int

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return any(finding.severity == "error" for finding in self.findings)


def lint(directories: Sequence[Path], wanted: Callable[[str], bool] = lambda check: True) -> Report:
    """Check directories of rule files; those that are no full set are taken to lie over the shipped rules.

    ``wanted`` says of a check whether it is asked for; what loading refuses is always reported.
    """
    book = read_workbook(directories)
    refused = list(loading_findings(book.problems))
    found = [*check_terms(book), *check_references(book), *check_patterns(book)]
    with Prober() as prober:
        timings = _timings(book, prober)
        found += slow_findings(timings)
        if wanted("uncased-rule") and not refused:
            texts = texts_of_cases(book)
            prober.set_texts(lines_of(texts))
            sound = not any(finding.severity == "error" for finding in found)  # else they may not run, or never end
            found += check_coverage(
                book, texts, prober.occurs, lambda sought: _cited(book, directories, sought) if sound else None
            )
    places = {finding[:3] for finding in refused}
    kept = {finding[:4]: finding for finding in reversed(found) if finding[:3] not in places and wanted(finding.check)}
    findings = sorted([*refused, *kept.values()], key=lambda finding: finding[:4])
    return Report(
        findings, timings, len({sheet.path for sheet in book.sheets if sheet.own} | {f.path for f in refused})
    )


def fixes(
    directories: Sequence[Path], wanted: Callable[[str], bool] = lambda check: True
) -> dict[Path, tuple[str, str]]:
    """Give the text of every file in which something mechanical is to be mended, and what it becomes."""
    allowed = {name: check.fixable and (check.loading or wanted(name)) for name, check in CHECKS.items()}
    found = {}
    for sheet in read_workbook(directories).sheets:
        text = mended(sheet, allowed.__getitem__) if sheet.own else None
        if text is not None:
            found[sheet.path] = (sheet.source.text, text)
    return found


def _timings(book: Workbook, prober: Prober) -> list[Timing]:
    """Measure all patterns of the book's own sheets, the slowest first."""
    own = [pattern for sheet in book.sheets if sheet.own for pattern in patterns(sheet) if not pattern.is_part]
    timings = [prober.time(pattern) for pattern in own]
    return sorted(timings, key=lambda timing: -(timing.large or PATIENCE))


def slow_findings(timings: list[Timing]) -> list[Finding]:
    """Find the patterns that had to be stopped, or take ever longer."""
    found = []
    for timing in timings:
        sheet, path = timing.pattern.sheet, timing.pattern.path
        here, text = sheet.cite(path), repr(timing.text[:40])
        if timing.large is None:
            message = f"the pattern of {here} takes more than {PATIENCE:.0f} s on {LARGE} characters of {text}"
            found.append(sheet.finding("catastrophic-pattern", path, message))
        elif timing.slow and timing.small is not None:
            times = f"{timing.small * 1000:.1f} ms on a quarter of it"
            message = (
                f"the pattern of {here} takes {timing.large * 1000:.0f} ms on {LARGE} characters of {text}, {times}"
            )
            found.append(sheet.finding("slow-pattern", path, message))
    return found


def _cited(book: Workbook, directories: Sequence[Path], sought: frozenset[str]) -> frozenset[str] | None:
    """Run cases until all rules sought are cited, and give those that are; null where the rules cannot be run."""
    try:
        stages = build_stages(load_rules(directories))
    except NumfactsError:
        return None
    cited: set[str] = set()
    for _, case in book.cases:
        if sought <= cited:
            break
        document = Document("case", case.text, case.title, case.published)
        try:
            for stage in stages:
                document = stage(document)
        except NumfactsError:
            continue
        cited.update(rule for fact in document.facts for rule in fact.rules)
    return frozenset(cited)
