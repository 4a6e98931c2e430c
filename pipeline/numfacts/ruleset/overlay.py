"""Checks the files of a complete rule set, and lays those of packs over it.

A pack's file holds rules, the named parts of their patterns, and ``without``: the ids of earlier rules that it switches
off (``off`` itself is a boolean to many readers of YAML). A rule with the id of one in an earlier file of the same name
takes its place; all other rules of a pack come before the earlier ones, so that they win where the first counts. Parts
of kind ``parts`` are for the patterns of all files, whatever layer they are of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from numfacts.ruleset.beginnings import guarded
from numfacts.ruleset.contents import inspect, parts_of
from numfacts.ruleset.files import RuleFile
from numfacts.ruleset.kinds import (
    KINDS,
    BoilerplateFile,
    NumeralsFile,
    PartsFile,
    PeriodsFile,
    Rule,
    ShapeRule,
    ShapesFile,
)
from numfacts.ruleset.patterns import Parts, PatternError, compose, either
from numfacts.ruleset.patterns import check as check_pattern
from numfacts.ruleset.problems import Misfit, guess
from numfacts.ruleset.validation import fit
from numfacts.ruleset.yaml import Source

# What every pipeline needs, in one file each; packs aside.
NEEDED = (NumeralsFile, PeriodsFile, BoilerplateFile)


class Parsed(NamedTuple):
    """A rule file as it was read, with the struct of its kind; null, and a problem, where it names none."""

    source: Source
    kind: type[msgspec.Struct] | None

    @property
    def path(self) -> Path:
        """The path of the file."""
        return self.source.path

    def report(self, misfits: Sequence[Misfit]) -> None:
        """Add misfits to the problems of the file."""
        for misfit in misfits:
            self.source.report_misfit(misfit)


def parse(contents: Mapping[Path, bytes]) -> list[Parsed]:
    """Read the files of a directory, so far that their kinds are known."""
    files = []
    for path, content in contents.items():
        source = Source(path, content)
        files.append(Parsed(source, _kind(source) if source.sound else None))
    return files


def is_complete(files: Sequence[Parsed]) -> bool:
    """Whether these files stand on their own: there is one of each needed kind, and the tables that no pack has."""
    kinds = {file.kind for file in files}
    return kinds.issuperset(NEEDED) and any(
        table in file.source.data for file in files if file.kind is not None for table in _tables(file.kind)
    )


def shared_parts(files: Iterable[Parsed | RuleFile]) -> Parts:
    """Give the parts that the patterns of all files can use, out of files in the order of their layers.

    Words join those that an earlier file lists under the name, an expression takes their place. A part that is broken
    stands for any character: what uses it is not at fault.
    """
    parts: dict[str, str | list[str]] = {}
    for file in files:
        for name, part in _shared(file).items():
            earlier = parts.get(name)
            joined = isinstance(earlier, list) and isinstance(part, list)
            parts[name] = [*earlier, *part] if joined else part  # type: ignore[misc]
    return parts | {name: "." for name in parts if not _is_sound(name, parts)}


def _shared(file: Parsed | RuleFile) -> Parts:
    if isinstance(file, RuleFile):
        return file.content.parts if isinstance(file.content, PartsFile) else {}
    return parts_of(file.source.data) if file.kind is PartsFile else {}


def _is_sound(name: str, parts: Parts) -> bool:
    try:
        check_pattern(compose(f"{{{name}}}", parts))
    except PatternError:
        return False
    return True


def check(files: Sequence[Parsed], shared: Parts | None = None) -> list[RuleFile]:
    """Check the files of a complete rule set; what is wrong is added to their problems.

    ``shared`` are the parts of all files where packs add to their own.
    """
    found: list[RuleFile] = []
    shared = shared_parts(files) if shared is None else shared
    for file in files:
        if file.kind is None:
            continue
        misfits = list(inspect(file.source.data, file.kind, shared))
        content, wrong = fit(file.source.data, file.kind)
        first = next((earlier for earlier in found if isinstance(earlier.content, file.kind)), None)
        if first is not None and file.kind in NEEDED:
            misfits.append(Misfit(("kind",), f"{first.path.name} is of this kind already: write the rules there"))
        file.report(wrong + misfits)
        if content is not None:
            found.append(RuleFile(file.path.stem, file.path, content))
            if not misfits:
                _guard(content)
    return found


def lay_over(below: Sequence[RuleFile], pack: Sequence[Parsed], shared: Parts) -> list[RuleFile]:
    """Give the rule files with those of a pack laid over them; what is wrong is added to the pack's problems."""
    result = list(below)
    added: list[RuleFile] = []
    for file in pack:
        if file.kind is None:
            continue
        same = [earlier for earlier in below if earlier.name == file.path.stem]
        if same and type(same[0].content) is not file.kind:
            tag = type(same[0].content).__struct_config__.tag
            cause = f"{file.path.name} is laid over {same[0].path}, which is of kind {tag!r}: give it another name"
            file.report([Misfit(("kind",), cause)])
            continue
        parts = _parts(same[0].content) if same else {}
        misfits = list(inspect(file.source.data, file.kind, {**shared, **parts}))
        content: Any
        content, wrong = fit(file.source.data, pack_kind(file.kind))
        known = {rule.id: rule for earlier in same for rule in _rules(earlier.content)}
        if content is not None:
            misfits += _clashes(file, content, known)
            if file.kind is ShapesFile:
                misfits += _shape_clashes(content.rules, known, [earlier for earlier in result if earlier not in same])
        file.report(wrong + misfits)
        if content is None:
            continue
        if not misfits:
            _guard(content)
        given, off = {rule.id: rule for rule in content.rules}, frozenset(content.without)
        for index, earlier in enumerate(result):
            if earlier in same:
                kept = [given.get(rule.id, rule) for rule in _rules(earlier.content) if rule.id not in off]
                result[index] = earlier.with_rules(kept)
        new = [rule for rule in content.rules if rule.id not in known]
        pattern = next((earlier.content for earlier in below if isinstance(earlier.content, file.kind)), None)
        added.append(RuleFile(file.path.stem, file.path, _complete(file.kind, new, parts | _parts(content), pattern)))
    return added + result


def _guard(content: Any) -> None:
    """Put a look at the first character before each pattern of shapes, which whole texts are searched for."""
    for rule in content.rules:
        if isinstance(rule, ShapeRule) and rule.pattern is not None:
            rule.pattern = guarded(rule.pattern)


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


def _clashes(file: Parsed, content: Any, known: Mapping[str, Rule]) -> Iterator[Misfit]:
    """What is wrong between a pack's file and the rules that it is laid over."""
    needed = "parts" if file.kind is PartsFile else "rules"
    if not content.rules and not content.without and needed not in file.source.data:
        yield Misfit((), f"the key {needed!r} is missing")
    given = {rule.id for rule in content.rules}
    for index, name in enumerate(content.without):
        if name in given:
            yield Misfit(("without", index), f"{name!r} stands under 'rules' too, which replaces the earlier rule")
        elif not known:
            yield Misfit(("without", index), f"there is no earlier {file.path.name} with rules to switch off")
        elif name not in known:
            yield Misfit(("without", index), f"no earlier {file.path.name} has a rule {name!r}{guess(name, known)}")


def _shape_clashes(
    rules: Sequence[ShapeRule], replaced: Mapping[str, Any], others: Sequence[RuleFile]
) -> Iterator[Misfit]:
    """What code that asks for shapes by name could not use: words for a pattern, or a pattern without its groups.

    A rule takes the place of one in an earlier file of the same name, and is joined to those in ``others``.
    """
    files = [file.content for file in others if isinstance(file.content, ShapesFile)]
    for index, rule in enumerate(rules):
        old = replaced.get(rule.id)
        joined = [shape for file in files for shape in file.rules if shape.id == rule.id]
        for earlier in [old] if old is not None else joined:
            if (earlier.pattern is None) != (rule.pattern is None):
                wanted = "words ('terms')" if earlier.pattern is None else "a pattern"
                yield Misfit(("rules", index), f"the earlier rule {rule.id!r} has {wanted}")
            elif earlier.pattern is not None and rule.pattern is not None:
                cause = _pattern_clash(rule.pattern, earlier.pattern, replaces=earlier is old)
                if cause is not None:
                    yield Misfit(("rules", index, "pattern"), cause)


def _pattern_clash(pattern: str, earlier: str, *, replaces: bool) -> str | None:
    try:
        new, old = re.compile(pattern), re.compile(earlier)
        check_pattern(pattern if replaces else either(earlier, pattern))
    except (re.error, PatternError) as error:
        return None if replaces else f"it cannot be joined to the earlier pattern: {error}"
    groups = ", ".join(old.groupindex) or f"{old.groups} of them"
    if not replaces and (new.groups or old.groups):
        return "only patterns without groups are joined: replace the earlier rule, in a file of its file's name"
    if new.groups < old.groups or not new.groupindex.keys() >= old.groupindex.keys():
        return f"the pattern needs the groups of the one it replaces: {groups}"
    return None


@cache
def pack_kind(kind: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """The struct of a pack's file: rules and parts as in a file of the kind, both optional, and ``without``."""
    fields: list[tuple[str, Any, Any]] = [
        (field.name, field.type, {} if field.name == "parts" else [])
        for field in msgspec.structs.fields(kind)
        if field.name in ("rules", "parts")
    ]
    return msgspec.defstruct(
        f"{kind.__name__}OfPack",
        [*fields, ("without", list[str], [])],
        tag_field="kind",
        tag=kind.__struct_config__.tag,
        forbid_unknown_fields=True,
    )


def _tables(kind: type[msgspec.Struct]) -> list[str]:
    """What a file of a kind must hold beside its rules."""
    return [
        field.name for field in msgspec.structs.fields(kind) if field.required and field.name not in ("rules", "parts")
    ]


def _complete(
    kind: type[msgspec.Struct], rules: list[Rule], parts: dict[str, str | list[str]], pattern: msgspec.Struct | None
) -> msgspec.Struct:
    """Make a file of a kind out of a pack's rules; the tables are those of the file of the rule set below."""
    fields: dict[str, Any] = {"rules": rules} | ({"parts": parts} if "parts" in kind.__struct_fields__ else {})
    if pattern is not None:
        return msgspec.structs.replace(pattern, **fields)
    return kind(**fields)


def _rules(content: Any) -> list[Rule]:
    return content.rules  # type: ignore[no-any-return]


def _parts(content: Any) -> dict[str, str | list[str]]:
    return getattr(content, "parts", {})
