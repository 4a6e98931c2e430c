"""Which cases are to be run, with which rules: what the arguments of ``numfacts rules test`` mean.

A directory stands for all its case files, a rule file or a case file for the cases of the two. They are run with the
rules in force where their directory is one of those, and else with the rules of their directory. Anything else names
rules in force: ``metrics`` a file, ``metrics/revenue`` one rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from numfacts.errors import SelectionError
from numfacts.pipeline import Extractor
from numfacts.ruleset import RuleFilesError, RuleSet, load_rules
from numfacts.ruleset.cases import CaseFile, load_cases
from numfacts.ruleset.loader import CASES, NO_CASES, shipped_directory
from numfacts.ruleset.problems import RuleProblem, guess


class Suite(NamedTuple):
    """Case files, and the extractor that they are run with.

    Of the ``chosen`` files, by the path of the cases, every case is meant; of the others those that concern one of
    ``rules``, which are citations (``metrics/revenue``).
    """

    extractor: Extractor
    files: tuple[CaseFile, ...]
    chosen: frozenset[Path]
    rules: tuple[str, ...]


class _Target(NamedTuple):
    """What one argument means: a directory, one file of cases in it, or the name of rules in force."""

    directory: Path | None = None
    file: Path | None = None
    name: str = ""


def select(arguments: Sequence[str], in_force: Callable[[], RuleSet] = load_rules) -> list[Suite]:
    """Give what the arguments mean, a suite for each set of rules that they need, the rules in force first.

    ``in_force`` loads the rules in force; without arguments all the cases of their packs are meant, or of the complete
    rules where there is no pack. Raises ``SelectionError`` for an argument that is no rule or case file and names no
    rule, and ``RuleFilesError`` with every problem of every rule and case file that is needed.
    """
    targets = [_target(argument) for argument in arguments]
    problems: list[RuleProblem] = []
    rules = _load(in_force, problems)
    suites: list[Suite | None] = []
    if rules is None:
        # More than the rules may be wrong with their directories.
        _load_cases(dict.fromkeys(found.path.parent for found in problems if found.path.is_file()), problems)
    else:
        known = [directory.resolve() for directory in rules.directories]
        homes = [pack.directory for pack in rules.packs] or [rules.base.directory]
        targets = targets or [_Target(directory) for directory in homes]
        here = [target for target in targets if target.directory is None or target.directory.resolve() in known]
        suites.append(_suite(rules, here, problems))
        targets = [target for target in targets if target not in here]
    for directory in dict.fromkeys(target.directory for target in targets if target.directory is not None):
        own = _load(partial(load_rules, [directory]), problems)
        suites.append(_suite(own, [target for target in targets if target.directory == directory], problems))
    if problems:
        raise RuleFilesError(problems)
    return [suite for suite in suites if suite is not None]


def directories(arguments: Sequence[str], rules: Sequence[Path] = ()) -> list[Path]:
    """Give the directories whose files decide what comes of the arguments, ``rules`` being those in force."""
    homes = [target.directory for target in map(_target, arguments) if target.directory is not None]
    return list(dict.fromkeys([shipped_directory(), *rules, *homes]))


def untested(problem: RuleProblem) -> bool:
    """Tell whether all that is wrong is that a rule file has no cases."""
    return problem.message.startswith(NO_CASES)


def _target(argument: str) -> _Target:
    path = Path(argument)
    if path.is_dir():
        return _Target(path)
    if path.is_file():
        if path.suffix != ".yaml":
            raise SelectionError(f"{argument} is no rule file and no case file (.yaml)")
        return _Target(path.parent, path if path.name.endswith(CASES) else path.with_name(path.stem + CASES))
    if path.suffix or argument.count("/") > 1:
        raise SelectionError(f"{argument} is not there")
    return _Target(name=argument)


def _load(load: Callable[[], RuleSet], problems: list[RuleProblem]) -> RuleSet | None:
    """The rules; null where something is wrong with their files, which is added to ``problems``."""
    try:
        return load()
    except RuleFilesError as error:
        problems += error.errors
        return None


def _load_cases(homes: Iterable[Path], problems: list[RuleProblem]) -> list[CaseFile]:
    files: list[CaseFile] = []
    for directory in homes:
        try:
            files += load_cases([directory])
        except RuleFilesError as error:
            problems += error.errors
    return files


def _suite(rules: RuleSet | None, targets: list[_Target], problems: list[RuleProblem]) -> Suite | None:
    """The suite of targets that need the same rules; null, and what is wrong added, where it cannot be run."""
    names = [target.name for target in targets if target.name]
    homes = {target.directory.resolve(): target.directory for target in targets if target.directory is not None}
    if names and rules is not None:
        for name in names:
            _check(name, rules)
        homes = {directory.resolve(): directory for directory in rules.directories} | homes
    files = _load_cases(homes.values(), problems)
    if problems or rules is None or not targets:
        return None
    whole = {target.directory.resolve() for target in targets if target.directory is not None and target.file is None}
    single = {target.file.resolve(): target.file for target in targets if target.file is not None}
    passed_over = [str(path) for place, path in single.items() if place not in {file.path.resolve() for file in files}]
    if passed_over:
        raise SelectionError(f"{', '.join(passed_over)}: no case file that the rules of its directory know")
    chosen = [
        file.path
        for file in files
        if file.name in names or file.path.resolve() in single or file.path.parent.resolve() in whole
    ]
    return Suite(Extractor(rules), tuple(files), frozenset(chosen), tuple(name for name in names if "/" in name))


def _check(name: str, rules: RuleSet) -> None:
    """Raises SelectionError, with what may have been meant, where no rule and no rule file in force has this name."""
    file, _, identity = name.partition("/")
    files = dict.fromkeys(rule_file.name for rule_file in rules.files)
    if file not in files:
        raise SelectionError(f"there is no rule file {file!r}, and no such path{guess(file, files)}")
    citations = rules.citations()
    if "/" in name and name not in citations:
        raise SelectionError(f"{file} has no rule {identity!r}{guess(name, citations)}")
