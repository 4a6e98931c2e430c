"""The rule files under the linter: each with its source, so that whatever is found can be placed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec
import yaml

from numfacts.authoring.linting.checks import CHECKS
from numfacts.authoring.linting.findings import Finding
from numfacts.ruleset import RuleProblem, overlay
from numfacts.ruleset.cases import LocatedCase, read_cases
from numfacts.ruleset.contents import inspect, pattern_keys
from numfacts.ruleset.kinds import KINDS
from numfacts.ruleset.loader import CASES, parse_layers, read_directory, shipped_directory
from numfacts.ruleset.patterns import Parts
from numfacts.ruleset.problems import DataPath
from numfacts.ruleset.validation import fit
from numfacts.ruleset.yaml import Source


class Sheet(NamedTuple):
    """A rule file whose types fit its kind.

    ``own`` is false for one that is only there to be compared with. The rules ``replaced``, by id, are not in force:
    a pack has others of that id, or does without. ``earlier`` are the named parts of all files and of the one that this
    one lies over.
    """

    name: str
    path: Path
    source: Source
    content: msgspec.Struct
    own: bool
    replaced: frozenset[str] = frozenset()
    earlier: Parts = MappingProxyType({})

    @property
    def kind(self) -> str:
        """The kind as the file names it."""
        return str(type(self.content).__struct_config__.tag)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the rules of a file of this name below that are not in force any more."""
        return frozenset(rule.id for rule in self.rules).union(getattr(self.content, "without", ()))

    @property
    def parts(self) -> Parts:
        """The named parts that patterns of the file can use."""
        return {**self.earlier, **getattr(self.content, "parts", {})}

    def reread(self, text: str) -> Sheet | None:
        """Read another text of the file; null where that has problems which this one has not."""
        source = Source(self.path, text.encode())
        if not source.sound:
            return None
        misfits = list(inspect(source.data, KINDS[self.kind], self.earlier))
        content, wrong = fit(source.data, type(self.content))
        for misfit in wrong + misfits:
            source.report_misfit(misfit)
        if content is None or len(source.problems) > len(self.source.problems):
            return None
        return self._replace(source=source, content=content)

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
    """Read directories of rule files as loading does: packs, unless the first is a complete rule set.

    Rules of packs come first, and take the place of those of their ids in a file of their name below.
    """
    wrong: list[list[RuleProblem]] = [[] for _ in range(len(directories) + 1)]
    places = (shipped_directory(), *directories)
    layers = [read_directory(place, found) for place, found in zip(places, wrong, strict=True)]
    problems = [problem for found in wrong[1:] for problem in found]
    base, parsed = parse_layers(layers, problems)
    if not base:
        parsed[0] = overlay.parse(layers[0].contents)
    shared = overlay.shared_parts(file for layer in parsed[base:] for file in layer)
    files = overlay.check(parsed[base], shared)
    for pack in parsed[base + 1 :]:
        files = overlay.lay_over(files, pack, shared)
    sheets: list[Sheet] = []
    cases: list[LocatedCase] = []
    for index, layer in enumerate(parsed[base:], base):
        problems += [problem for file in layer if index for problem in file.source.problems]
        cases += _cases([file.path for file in layer], problems if index else [])
        sheets = _laid_over(sheets, [sheet for file in layer if (sheet := _sheet(file, index, base, sheets, shared))])
    return Workbook(sheets, cases, problems)


def _cases(paths: list[Path], problems: list[RuleProblem]) -> list[LocatedCase]:
    beside = [path.with_name(path.stem + CASES) for path in paths]
    return [case for path in beside if path.exists() for case in read_cases(path, problems)]


def _sheet(file: overlay.Parsed, layer: int, base: int, below: list[Sheet], shared: Parts) -> Sheet | None:
    """Make the sheet of a parsed and checked file; null where its types do not fit its kind."""
    if file.kind is None:
        return None
    kind = file.kind if layer == base else overlay.pack_kind(file.kind)
    content, _ = fit(file.source.data, kind)
    if content is None:
        return None
    name = file.path.stem
    earlier = next((sheet.parts for sheet in below if sheet.name == name), {})
    return Sheet(name, file.path, file.source, content, own=layer > 0, earlier={**shared, **earlier})


def _laid_over(below: list[Sheet], pack: list[Sheet]) -> list[Sheet]:
    """Put the sheets of a pack before those below, whose rules they may replace."""
    gone = {sheet.name: sheet.ids for sheet in pack}
    return pack + [sheet._replace(replaced=sheet.replaced | gone.get(sheet.name, frozenset())) for sheet in below]


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
