"""What came of the cases as JUnit's XML, which build servers show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

from numfacts.authoring.rendering import render
from numfacts.authoring.testing import Outcome
from numfacts.io.table import printable
from numfacts.ruleset.problems import RuleProblem

_WIDTH = 100


def as_junit(outcomes: Sequence[Outcome], problems: Iterable[RuleProblem] = ()) -> bytes:
    """Give a test suite for each case file and a test case for each run, as UTF-8.

    A known gap is skipped, a closed one has failed, and a file that cannot be used is an error.
    """
    root = ElementTree.Element("testsuites", name="numfacts rules test")
    for path, group in groupby(outcomes, key=lambda outcome: outcome.run.path):
        done = list(group)
        suite = _suite(root, path, len(done), sum(outcome.seconds for outcome in done))
        for outcome in done:
            _case(suite, outcome)
        _count(suite)
    for path, faults in groupby(problems, key=lambda problem: problem.path):
        found = list(faults)
        suite = _suite(root, path, len(found), 0)
        for problem in found:
            case = ElementTree.SubElement(
                suite, "testcase", classname=path.name, name=f"{problem.line}:{problem.column}", file=str(path)
            )
            error = ElementTree.SubElement(case, "error", type="broken file", message=printable(problem.message))
            error.text = str(problem)
        _count(suite)
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    root.set("time", f"{sum(outcome.seconds for outcome in outcomes):.3f}")
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _suite(root: ElementTree.Element, path: Path, tests: int, seconds: float) -> ElementTree.Element:
    return ElementTree.SubElement(
        root, "testsuite", name=path.name.removesuffix(".yaml"), file=str(path), tests=str(tests), time=f"{seconds:.3f}"
    )


def _case(suite: ElementTree.Element, outcome: Outcome) -> None:
    run = outcome.run
    case = ElementTree.SubElement(
        suite,
        "testcase",
        classname=run.path.name.removesuffix(".yaml"),
        name=run.name,
        file=str(run.path),
        line=str(run.line),
        time=f"{outcome.seconds:.4f}",
    )
    if outcome.status == "gap":
        ElementTree.SubElement(case, "skipped", message=f"known gap: {printable(run.case.gap or '')}")
    elif outcome.status != "passed":
        message = printable(outcome.result.differences[0])
        kind = "gap closed" if outcome.status == "closed" else "failed"
        failure = ElementTree.SubElement(case, "failure", type=kind, message=message)
        failure.text = "\n".join(line.text for line in render(outcome, _WIDTH))


def _count(suite: ElementTree.Element) -> None:
    """Notes how many of a suite's test cases failed, could not be run or were skipped."""
    for key, name in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(len(suite.findall(f"testcase/{name}"))))
