"""Collects the cases beside rule files for pytest: a test for each case in each script.

``x.cases.yaml`` is collected where a rule file ``x.yaml`` of a known kind stands beside it. Before such a file is seen
no other YAML file is opened, and nothing of this package but this module is imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from numfacts.authoring.selection import Suite
    from numfacts.authoring.testing import Outcome, Run
    from numfacts.pipeline import Extractor

_CASES = ".cases.yaml"
_KIND = re.compile(rb"""^kind:[ \t]*["']?([a-z_]+)["']?[ \t]*(?:#.*)?\r?$""", re.MULTILINE)
# What a session knows of a directory: its suite, or null where what is wrong with its files has been told.
_SUITES = pytest.StashKey[dict[Path, "Suite | None"]]()


class CaseError(Exception):
    """A case that does not hold, or a known gap that is closed."""


class CaseItem(pytest.Item):
    """One case in one script, named after its line: ``12-simplified``."""

    outcome: Outcome

    def __init__(self, *, case_run: Run, extractor: Extractor, **given: Any) -> None:
        super().__init__(**given)
        self.case_run = case_run
        self.extractor = extractor

    def runtest(self) -> None:
        """Run the case; a known gap is an expected failure."""
        from numfacts.authoring.testing import perform

        self.outcome = perform(self.extractor, self.case_run)
        if self.outcome.status == "gap":
            pytest.xfail(self.case_run.case.gap or "")
        if self.outcome.status != "passed":  # a gap too, with --runxfail
            raise CaseError

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show the text of the case with what was expected and what was found."""
        if not isinstance(excinfo.value, CaseError | pytest.xfail.Exception):
            return super().repr_failure(excinfo, style)
        from numfacts.authoring.rendering import render, terminal_width

        outcome, here = self.outcome, self.config.invocation_params.dir
        if self.path.is_relative_to(here):
            outcome = outcome._replace(run=outcome.run._replace(path=self.path.relative_to(here)))
        return "\n".join(line.text for line in render(outcome, terminal_width()))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Give the file, the line from 0, and a title."""
        return self.path, self.case_run.line - 1, f"case {self.name}"


class CaseFileCollector(pytest.File):
    """The cases of one file, run with the rules of its directory."""

    def collect(self) -> Iterator[CaseItem]:
        """Give a test for each case in each script.

        What is wrong with any rule or case file of the directory is the error of the first of its files.
        """
        from numfacts.authoring.testing import runs

        suites = self.session.stash.setdefault(_SUITES, {})
        if self.path.parent not in suites:
            suites[self.path.parent] = None
            suites[self.path.parent] = self._load()
        suite = suites[self.path.parent]
        if suite is None:
            return
        for file in suite.files:
            for run in runs(file) if file.path == self.path else ():
                yield CaseItem.from_parent(self, name=run.name, case_run=run, extractor=suite.extractor)

    def _load(self) -> Suite:
        from numfacts.authoring.selection import select
        from numfacts.errors import RulesError

        try:
            return select([str(self.path.parent)])[0]
        except RulesError as error:
            raise self.CollectError(str(error)) from None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a file of cases that stands beside its rules."""
    if file_path.name.endswith(_CASES) and _is_rule_file(file_path.with_name(file_path.name[: -len(_CASES)] + ".yaml")):
        return CaseFileCollector.from_parent(parent, path=file_path)
    return None


def _is_rule_file(path: Path) -> bool:
    """Whether there is such a file, and it names a kind of rules that is known."""
    try:
        named = _KIND.search(path.read_bytes())
    except OSError:
        return False
    if named is None:
        return False
    from numfacts.ruleset.kinds import KINDS

    return named[1].decode() in KINDS
