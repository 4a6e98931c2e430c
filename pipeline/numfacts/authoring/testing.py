"""Runs the cases beside rules, each in every script, and says what held and what did not."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec import UnsetType

from numfacts.authoring.mutants import Reach, reach_of
from numfacts.authoring.selection import Suite
from numfacts.normalize import canonical, normalize
from numfacts.ruleset.cases import CaseFile, CaseResult, Processor, run_case, variants
from numfacts.ruleset.expectations import Case
from numfacts.vocabulary.lexicon import lowered

Status = Literal["passed", "failed", "gap", "closed"]


class Run(NamedTuple):
    """A case in one script: ``simplified``, ``traditional``, or empty where it is run as it is only.

    ``name`` is the line of the case and the script (``12-simplified``), unique in its file; ``path`` is the case file.
    """

    path: Path
    name: str
    line: int
    script: str
    case: Case

    @property
    def place(self) -> str:
        """Where the case stands, as an editor opens it: ``rules/units.cases.yaml:12``."""
        return f"{self.path}:{self.line}"


class Outcome(NamedTuple):
    """What came of a run, and the seconds it took."""

    run: Run
    result: CaseResult
    seconds: float

    @property
    def status(self) -> Status:
        """Whether the case held; a known gap is ``closed`` once its case holds, and has to be removed then."""
        if self.run.case.gap is None:
            return "passed" if self.result.passed else "failed"
        return "gap" if self.result.passed else "closed"


class Summary(NamedTuple):
    """Counts of cases, of their runs in each script, and of the runs that failed, are known gaps, or closed ones."""

    cases: int
    runs: int
    failures: int
    closed: int
    gaps: int

    @property
    def holds(self) -> bool:
        """Whether nothing has to be done."""
        return not self.failures and not self.closed


def runs(file: CaseFile) -> Iterator[Run]:
    """Give every case of a file in every script that it is to be run in."""
    lines: Counter[int] = Counter()
    for line, case in file.cases:
        lines[line] += 1
        place = f"{line}.{lines[line]}" if lines[line] > 1 else str(line)
        for script, variant in variants(case):
            yield Run(file.path, f"{place}-{script}" if script else place, line, script, variant)


def perform(extractor: Processor, run: Run) -> Outcome:
    """Run one case in one script."""
    start = time.perf_counter()
    result = run_case(extractor, run.case)
    return Outcome(run, result, time.perf_counter() - start)


def run_suite(suite: Suite) -> Iterator[Outcome]:
    """Run what a suite means, in the order of its files."""
    if not suite.rules:
        for file in suite.files:
            if file.path in suite.chosen:
                yield from (perform(suite.extractor, run) for run in runs(file))
        return
    reaches = [reach_of(suite.extractor.rules, rule) for rule in suite.rules]
    beside = {rule.partition("/")[0] for rule in suite.rules}
    outcomes = {
        file.path: [
            perform(suite.extractor, run)
            for run in runs(file)
            if file.path in suite.chosen or file.name in beside or _in_reach(run.case, suite.rules, reaches)
        ]
        for file in suite.files
    }
    wanted = set().union(*(_concerning(rule, suite.files, outcomes) for rule in suite.rules))
    for path, done in outcomes.items():
        for outcome in done:
            if path in suite.chosen or (path, outcome.run.line) in wanted:
                yield outcome


def summarize(outcomes: Iterable[Outcome]) -> Summary:
    """Count what came of the runs."""
    done = list(outcomes)
    status = Counter(outcome.status for outcome in done)
    cases = {(outcome.run.path, outcome.run.name.partition("-")[0]) for outcome in done}
    return Summary(len(cases), len(done), status["failed"], status["closed"], status["gap"])


def _in_reach(case: Case, rules: Sequence[str], reaches: Sequence[Reach]) -> bool:
    """Whether a case may cite a rule: it is expected to, or its text holds what the rule needs, where that is known."""
    if any(rule in _expected(case) for rule in rules) or any(reach.anywhere or reach.seen for reach in reaches):
        return True
    text, _ = normalize(f"{case.title or ''}\n{case.text}")
    lower = lowered(text)
    return any(
        any(lowered(canonical(word)).strip() in lower for word in reach.words)
        or any(re.search(pattern, text) for pattern in reach.patterns)
        for reach in reaches
    )


def _concerning(rule: str, files: Iterable[CaseFile], outcomes: dict[Path, list[Outcome]]) -> set[tuple[Path, int]]:
    """The cases, by path and line, that concern a rule.

    They are those that cite it, and the failing ones beside it: a broken rule is cited no more. Where none cites it, as
    with words that are no quantities, all cases beside it are meant.
    """
    beside = [outcome for file in files if file.name == rule.partition("/")[0] for outcome in outcomes[file.path]]
    citing = [outcome for done in outcomes.values() for outcome in done if rule in _cited(outcome)]
    failing = [outcome for outcome in beside if outcome.status == "failed"]
    return {(outcome.run.path, outcome.run.line) for outcome in (citing + failing if citing else beside)}


def _cited(outcome: Outcome) -> set[str]:
    """The rules that a case cites, and those that the facts found cite."""
    return _expected(outcome.run.case).union(*(fact.rules for fact in outcome.result.facts))


def _expected(case: Case) -> set[str]:
    facts = [] if isinstance(case.facts, UnsetType) else case.facts
    return {rule for fact in facts if not isinstance(fact.rules, UnsetType) for rule in fact.rules}
