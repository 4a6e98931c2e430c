"""Loads a directory of rule files, whole and checked, or says everything that is wrong with it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from numfacts.ruleset import cache as stored
from numfacts.ruleset.kinds import KINDS
from numfacts.ruleset.problems import DataPath, Misfit, RuleFilesError, RuleProblem

if TYPE_CHECKING:
    from numfacts.ruleset.yaml import Source

F = TypeVar("F", bound=msgspec.Struct)

CASES = ".cases.yaml"
NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")  # of a rule file, without .yaml


class RuleFile(NamedTuple):
    """One rule file: its name without ``.yaml`` (as in ``name/id``), its path, and its content by kind."""

    name: str
    path: Path
    content: msgspec.Struct


class RuleSet(msgspec.Struct, frozen=True):
    """All rule files of one or more directories, in the order of their names, directory by directory.

    ``hash`` is the SHA-256, in hex, of the names and bytes of the rule files; cases are not part of it.
    """

    files: tuple[RuleFile, ...]
    hash: str
    directories: tuple[Path, ...]

    @property
    def directory(self) -> Path:
        """The first directory the rules come from."""
        return self.directories[0]

    @property
    def short_hash(self) -> str:
        """The first twelve digits of the hash, for people."""
        return self.hash[:12]

    def of(self, kind: type[F]) -> list[tuple[str, F]]:
        """The files of one kind: name and content; a rule is cited as ``f"{name}/{rule.id}"``."""
        return [(file.name, file.content) for file in self.files if isinstance(file.content, kind)]

    def problem(self, name: str, path: DataPath, message: str) -> RuleProblem:
        """A problem of the file ``name`` at the value that keys and indices lead to: ``("rules", 3, "metric")``.

        For checks that need more than one file; raise ``RuleFilesError`` with all that were found.
        """
        from numfacts.ruleset.yaml import Source

        file = next(file for file in self.files if file.name == name)
        source = Source(file.path, file.path.read_bytes())
        source.report_misfit(Misfit(path, message))
        return source.problems[-1]


def shipped_directory() -> Path:
    """The directory of the rules that come with the package, installed or in a checkout.

    Raises ``RuleFilesError`` where neither is there.
    """
    package = Path(__file__).resolve().parent.parent
    candidates = (package / "rules", package.parent.parent / "rules")
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise RuleFilesError([RuleProblem(candidates[0], 1, 1, "the rules of this installation are missing")])


def load_rules(directories: Sequence[Path] | None = None, *, cache: bool = True) -> RuleSet:
    """Loads the rule files of the given directories, or those that come with the package.

    A set that was loaded before comes from the user's cache directory unless ``cache`` is false; the result is
    the same. Raises ``RuleFilesError`` (a ``RulesError``) with every problem of every file.
    """
    places = [shipped_directory()] if directories is None else [Path(directory) for directory in directories]
    paths, problems = rule_paths(places)
    contents: dict[Path, bytes] = {}
    digest = hashlib.sha256()
    for path in paths:
        try:
            contents[path] = path.read_bytes()
        except OSError as error:
            problems.append(RuleProblem(path, 1, 1, f"cannot be read: {error.strerror or error}"))
            continue
        digest.update(f"{path.name}\0{len(contents[path])}\0".encode() + contents[path])
    entry = stored.entry(digest.hexdigest()) if cache and not problems else None
    structs = _recall(entry, list(contents)) if entry is not None else None
    if structs is None:
        structs = _read(contents, problems)
        if problems:
            raise RuleFilesError(problems)
        if entry is not None:
            kept = [(path.stem, type(struct).__struct_config__.tag, struct) for path, struct in structs.items()]
            stored.save(entry, msgspec.msgpack.encode(kept))
    files = tuple(RuleFile(path.stem, path, struct) for path, struct in structs.items())
    return RuleSet(files, digest.hexdigest(), tuple(places))


def rule_paths(directories: Sequence[Path]) -> tuple[list[Path], list[RuleProblem]]:
    """The rule files of the directories, in order, and what is wrong with the files that are there or not there."""
    found: list[Path] = []
    problems: list[RuleProblem] = []
    homes: dict[str, Path] = {}
    if not directories:
        raise ValueError("no rules directory given")
    for directory in directories:
        try:
            names = sorted(path.name for path in directory.iterdir() if not path.name.startswith("."))
        except OSError as error:
            problems.append(RuleProblem(directory, 1, 1, f"no rules directory: {error.strerror or error}"))
            continue
        rules = [name for name in names if name.endswith(".yaml") and not name.endswith(CASES)]
        if not rules:
            problems.append(RuleProblem(directory, 1, 1, "the directory holds no rule files (*.yaml)"))
        present = set(names)
        for name in names:
            path = directory / name
            if name.endswith(".yml"):
                problems.append(RuleProblem(path, 1, 1, f"would be passed over: rename it to {name[:-4]}.yaml"))
            elif name.endswith(CASES) and name.removesuffix(CASES) + ".yaml" not in present:
                wanted = name.removesuffix(CASES) + ".yaml"
                problems.append(RuleProblem(path, 1, 1, f"cases without rules: there is no {wanted} beside it"))
        for name in rules:
            path, stem = directory / name, name.removesuffix(".yaml")
            if not NAME.fullmatch(stem):
                problems.append(RuleProblem(path, 1, 1, "bad file name: write lower-case letters, digits, - and _"))
            if stem + CASES not in present:
                problems.append(RuleProblem(path, 1, 1, f"rules without cases: write {stem}{CASES} beside it"))
            if stem in homes:
                problems.append(RuleProblem(path, 1, 1, f"there is a file of this name in {homes[stem]} already"))
            homes.setdefault(stem, directory)
            found.append(path)
    return found, problems


def _read(contents: dict[Path, bytes], problems: list[RuleProblem]) -> dict[Path, msgspec.Struct]:
    """Parse and check every file; what is wrong is added to ``problems``."""
    from numfacts.ruleset.contents import inspect
    from numfacts.ruleset.validation import fit
    from numfacts.ruleset.yaml import Source

    structs: dict[Path, msgspec.Struct] = {}
    for path, content in contents.items():
        source = Source(path, content)
        kind = _kind(source) if source.sound else None
        if kind is not None:
            misfits = list(inspect(source.data, kind))
            struct, wrong = fit(source.data, kind)
            for misfit in wrong + misfits:
                source.report_misfit(misfit)
            if struct is not None:
                structs[path] = struct
        problems += source.problems
    return structs


def _kind(source: Source) -> type[msgspec.Struct] | None:
    """The struct for the kind that a file names; null, and a problem, where it names none."""
    if not isinstance(source.data, dict):
        source.report(1, 1, "a rule file is a mapping: 'kind: ...' and 'rules: ...'")
        return None
    name = source.data.get("kind")
    if isinstance(name, str) and name in KINDS:
        return KINDS[name]
    cause = "the key 'kind' is missing" if "kind" not in source.data else f"unknown kind {name!r}"
    source.report_misfit(Misfit(("kind",), f"{cause}: known: {', '.join(KINDS)}"))
    return None


def _recall(entry: Path, paths: list[Path]) -> dict[Path, msgspec.Struct] | None:
    """The structs of the cache entry by path; null where it is missing or not what it should be."""
    content = stored.load(entry)
    if content is None:
        return None
    try:
        kept = msgspec.msgpack.decode(content, type=list[tuple[str, str, msgspec.Raw]])
        if [name for name, _, _ in kept] != [path.stem for path in paths]:
            return None
        structs = [msgspec.msgpack.decode(raw, type=KINDS[kind]) for _, kind, raw in kept]
    except (msgspec.MsgspecError, KeyError):
        return None
    return dict(zip(paths, structs, strict=True))
