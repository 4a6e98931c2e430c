"""The rule files under the linter: each with its source, so that whatever is found can be placed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml

from numfacts.authoring.linting.checks import CHECKS
from numfacts.authoring.linting.findings import Finding
from numfacts.ruleset import RuleProblem, shipped_directory
from numfacts.ruleset.cases import LocatedCase, read_cases
from numfacts.ruleset.contents import pattern_keys
from numfacts.ruleset.kinds import (
    KINDS,
    BoilerplateFile,
    CurrenciesFile,
    GroupsFile,
    NumeralsFile,
    PeriodsFile,
    ShapesFile,
    UnitsFile,
)
from numfacts.ruleset.loader import CASES, parse, rule_paths
from numfacts.ruleset.problems import DataPath
from numfacts.ruleset.yaml import Source

# Without these kinds nothing can be extracted: a directory that lacks one is laid over the shipped rules.
_NEEDED = (BoilerplateFile, NumeralsFile, PeriodsFile, ShapesFile, GroupsFile, UnitsFile, CurrenciesFile)


class Sheet(NamedTuple):
    """A rule file whose types fit its kind.

    ``own`` is false for one that is only there to be compared with; of such a file the rules ``replaced``, by id, are
    not in force.
    """

    name: str
    path: Path
    source: Source
    content: msgspec.Struct
    own: bool
    replaced: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        """The kind as the file names it."""
        return str(type(self.content).__struct_config__.tag)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all entries of the file."""
        return frozenset(rule.id for rule in self.rules)

    @property
    def data(self) -> Any:
        """The plain data, with the named parts put into its patterns."""
        return self.source.data

    @property
    def rules(self) -> list[Any]:
        """The entries of the file, as structs."""
        return self.content.rules  # type: ignore[attr-defined,no-any-return]

    def entries(self) -> Iterator[tuple[int, Any]]:
        """Give the entries that are in force, with their indices in the file."""
        yield from ((index, rule) for index, rule in enumerate(self.rules) if rule.id not in self.replaced)

    def raw(self, path: DataPath) -> str:
        """Give a scalar as it is written, before named parts are put in."""
        node = self.source.node(path)
        return node.value if isinstance(node, yaml.ScalarNode) else ""

    def cite(self, path: DataPath) -> str:
        """Give the rule that a path leads into as ``name/id``."""
        if len(path) > 1 and path[0] == "rules" and isinstance(path[1], int):
            return f"{self.name}/{self.rules[path[1]].id}"
        return f"{self.name}/{path[0]}"

    def line(self, path: DataPath, *, on_key: bool = False) -> int:
        """Give the line, from 1, of a value or its key."""
        return self.source.locate(path, on_key=on_key)[0]

    def finding(
        self, check: str, path: DataPath, message: str, hint: str | None = None, *, at: str = "", on_key: bool = False
    ) -> Finding:
        """Make a finding at a value or its key, or where ``at`` first stands in it."""
        line, column = self.source.locate(path, on_key=on_key)
        lines = self.source.lines
        if at:
            last = self.source.node(path).end_mark.line + 1
            for number in range(line, min(last, len(lines)) + 1):
                start = lines[number - 1].find(at, column - 1 if number == line else 0)
                if start >= 0:
                    line, column = number, start + 1
                    break
        excerpt = lines[line - 1] if line <= len(lines) else ""
        return Finding(self.path, line, column, check, message, hint or CHECKS[check].hint, excerpt)


class Pattern(NamedTuple):
    """One regular expression of a sheet: where it stands, as written, and with its parts put in."""

    sheet: Sheet
    path: DataPath
    raw: str
    composed: str

    @property
    def is_part(self) -> bool:
        """Whether it is a named part, which only counts where it is used."""
        return self.path[0] == "parts"


class Workbook(NamedTuple):
    """All sheets of a run in the order in which their rules count, their cases, and what loading refuses."""

    sheets: list[Sheet]
    cases: list[LocatedCase]
    problems: list[RuleProblem]

    def of(self, *kinds: str) -> Iterator[Sheet]:
        """Give the sheets of some kinds, kind by kind."""
        for kind in kinds:
            yield from (sheet for sheet in self.sheets if sheet.kind == kind)


def read_workbook(directories: Sequence[Path]) -> Workbook:
    """Read directories of rule files, each laid over those before it, and over the shipped rules where need be.

    Rules that lie above come first, and a rule takes the place of one of its id in a file of its name below.
    """
    problems: list[RuleProblem] = []
    layers = [_read(directory, problems, own=True) for directory in directories]
    kinds = {type(sheet.content) for sheets, _ in layers for sheet in sheets}
    if not kinds.issuperset(_NEEDED):
        layers.insert(0, _read(shipped_directory(), [], own=False))
    sheets: list[Sheet] = []
    for layer, _ in layers:
        above = {sheet.name: sheet for sheet in layer}
        covered = [
            sheet._replace(replaced=sheet.replaced | above[sheet.name].ids) if sheet.name in above else sheet
            for sheet in sheets
        ]
        sheets = layer + covered
    return Workbook(sheets, [case for _, cases in layers for case in cases], problems)


def _read(directory: Path, problems: list[RuleProblem], *, own: bool) -> tuple[list[Sheet], list[LocatedCase]]:
    """Read one directory; what is wrong is added to ``problems``."""
    paths, wrong = rule_paths([directory])
    problems += wrong
    sheets: list[Sheet] = []
    cases: list[LocatedCase] = []
    for path in paths:
        try:
            source, content = parse(path, path.read_bytes())
        except OSError as error:
            problems.append(RuleProblem(path, 1, 1, f"cannot be read: {error.strerror or error}"))
            continue
        problems += source.problems
        if content is not None:
            sheets.append(Sheet(path.stem, path, source, content, own))
        beside = path.with_name(path.stem + CASES)
        if beside.exists():
            cases += read_cases(beside, problems)
    return sheets, cases


def patterns(sheet: Sheet) -> Iterator[Pattern]:
    """Give every pattern of a sheet that can be compiled, its named parts among them."""
    keys = pattern_keys(KINDS[sheet.kind])
    broken = {(problem.line, problem.column) for problem in sheet.source.problems}
    for name, section in sheet.data.items():
        if isinstance(section, dict | list):
            for path, composed in _patterns(section, (name,), keys):
                if sheet.source.locate(path) not in broken:
                    yield Pattern(sheet, path, sheet.raw(path), composed)


def _patterns(value: Any, path: DataPath, keys: frozenset[str]) -> Iterator[tuple[DataPath, str]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        if isinstance(item, str):
            if path == ("parts",) or path[-1] in keys or key in keys:
                yield (*path, key), item
        elif isinstance(item, dict | list):
            yield from _patterns(item, (*path, key), keys)
