"""Loads rule files, whole and checked, or says everything that is wrong with them."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from numfacts import cache as stored
from numfacts.ruleset.files import Layer, RuleFile, RuleSet, layer
from numfacts.ruleset.kinds import KINDS, PartsFile
from numfacts.ruleset.problems import RuleFilesError, RuleProblem

if TYPE_CHECKING:
    from numfacts.ruleset.overlay import Parsed

CASES = ".cases.yaml"
NO_CASES = "rules without cases"  # how the problem of a rule file that has none begins
NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")  # of a rule file, without .yaml


_Kept = tuple[int, list[tuple[int, str, str, msgspec.Raw]]]


class _Built(NamedTuple):
    """The place of the complete layer, and the files of all layers."""

    base: int
    files: list[RuleFile]


class Directory(NamedTuple):
    """A directory and the bytes of its rule files."""

    layer: Layer
    contents: dict[Path, bytes]


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


def load_rules(directories: Sequence[Path] | None = None, *, off: Iterable[str] = (), cache: bool = True) -> RuleSet:
    """Loads the rule files of the given directories, or those that come with the package.

    The first directory may be complete: then it stands on its own. Every other one is a pack, laid over those before
    it, and over the rules of the package where the first is a pack too. ``off`` cites rules to do without, as
    ``file/id``. A set that was loaded before comes from the user's cache directory unless ``cache`` is false; the
    result is the same. Raises ``RuleFilesError`` (a ``RulesError``) with every problem of every file, and RulesError
    for rules in ``off`` that are not there.
    """
    problems: list[RuleProblem] = []
    # The rules of the package come first even where they are not needed: that shows only when the others are parsed.
    places = [shipped_directory(), *map(Path, directories or ())]
    layers = [read_directory(place, problems) for place in places]
    digest = hashlib.sha256("\n".join(read.layer.hash for read in layers).encode())
    entry = _entry(digest.hexdigest()) if cache and not problems else None
    built = _recall(entry, layers) if entry is not None else None
    if built is None:
        built = _build(layers, problems, cache)
        if problems:
            raise RuleFilesError(problems)
        if entry is not None:
            _save(entry, built, layers)
    base, files = built
    packs = tuple(read.layer for read in layers[base + 1 :])
    rules = RuleSet(tuple(files), layers[base].layer, packs)
    return rules.without(*off)


def rule_paths(directory: Path) -> tuple[list[Path], list[RuleProblem]]:
    """The rule files of a directory, in order, and what is wrong with the files that are there or not there."""
    found: list[Path] = []
    problems: list[RuleProblem] = []
    try:
        names = sorted(path.name for path in directory.iterdir() if not path.name.startswith("."))
    except OSError as error:
        return [], [RuleProblem(directory, 1, 1, f"no rules directory: {error.strerror or error}")]
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
            problems.append(RuleProblem(path, 1, 1, f"{NO_CASES}: write {stem}{CASES} beside it"))
        found.append(path)
    return found, problems


def read_directory(directory: Path, problems: list[RuleProblem]) -> Directory:
    """Read the rule files of a directory; what is wrong is added to ``problems``."""
    paths, wrong = rule_paths(directory)
    problems += wrong
    contents: dict[Path, bytes] = {}
    for path in paths:
        try:
            contents[path] = path.read_bytes()
        except OSError as error:
            problems.append(RuleProblem(path, 1, 1, f"cannot be read: {error.strerror or error}"))
    return Directory(layer(directory, ((path.name, content) for path, content in contents.items())), contents)


def _build(layers: Sequence[Directory], problems: list[RuleProblem], cache: bool) -> _Built:
    """Parse, check and join the files of all layers.

    What is wrong is added to ``problems``.
    """
    from numfacts.ruleset import overlay

    if len(layers) == 1:
        alone = overlay.parse(layers[0].contents)
        files = overlay.check(alone)
        problems += [found for file in alone for found in file.source.problems]
        return _Built(0, files)
    base, parsed = parse_layers(layers, problems)
    if base or any(file.kind is PartsFile for pack in parsed for file in pack):
        parsed[0] = [] if base else overlay.parse(layers[0].contents)
        shared = overlay.shared_parts(file for layer in parsed for file in layer)
        files = overlay.check(parsed[base], shared)
    else:  # a pack changes more often than what it lies over, which is then at hand
        files = list(load_rules(cache=cache).files)
        shared = overlay.shared_parts(files)
    for pack in parsed[base + 1 :]:
        files = overlay.lay_over(files, pack, shared)
    problems += [found for layer in parsed[base:] for file in layer for found in file.source.problems]
    return _Built(base, files)


def parse_layers(layers: Sequence[Directory], problems: list[RuleProblem]) -> tuple[int, list[list[Parsed]]]:
    """Parse the files of all layers but the first, the rules of the package; give the place of the complete one, too.

    What is wrong between the layers is added to ``problems``; such a layer comes out empty, as does the first.
    """
    from numfacts.ruleset import overlay

    parsed = [[], *(overlay.parse(read.contents) for read in layers[1:])]
    complete = [index for index, files in enumerate(parsed) if overlay.is_complete(files)]
    base = 1 if 1 in complete else 0
    for index in complete:
        if index > 1:
            cause = f"so is {layers[1].layer.directory}" if base else "so it has to come before the packs"
            problems.append(
                RuleProblem(layers[index].layer.directory, 1, 1, f"the directory is a complete rule set, and {cause}")
            )
            parsed[index] = []
    return base, parsed


def _entry(rules_hash: str) -> Path | None:
    """Give the path of the cache entry for a rule set, by its hash, as read by this very code; so it is never stale."""
    where = stored.directory()
    if where is None:
        return None
    key = hashlib.sha256(f"{rules_hash} {sys.version_info[:2]}".encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        key.update(module.read_bytes())
    return where / f"rules-{key.hexdigest()[:32]}.msgpack"


def _save(entry: Path, built: _Built, layers: Sequence[Directory]) -> None:
    base, files = built
    homes = {path: index for index, read in enumerate(layers) if index >= base for path in read.contents}
    kept = [(homes[file.path], file.name, type(file.content).__struct_config__.tag, file.content) for file in files]
    stored.save(entry, msgspec.msgpack.encode((base, kept)))


def _recall(entry: Path, layers: Sequence[Directory]) -> _Built | None:
    """What a cache entry holds; null where it is missing or not what it should be."""
    content = stored.load(entry)
    if content is None:
        return None
    try:
        base, kept = msgspec.msgpack.decode(content, type=_Kept)
        files = [
            RuleFile(name, layers[home].layer.directory / f"{name}.yaml", msgspec.msgpack.decode(raw, type=KINDS[kind]))
            for home, name, kind, raw in kept
        ]
    except (msgspec.MsgspecError, KeyError, IndexError):
        return None
    wanted = {path for read in layers[base:] for path in read.contents}
    return _Built(base, files) if {file.path for file in files} == wanted else None
