"""What can be taken away from a rule set: each rule, and each entry of a list, one at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from numfacts.ruleset import RuleSet
from numfacts.ruleset.files import RuleFile
from numfacts.ruleset.problems import DataPath

# Lists and patterns whose entries are no words of a text.
_SETTINGS = frozenset(["pattern", "patterns", "before", "after", "takes", "classes", "metrics", "first"])
# Kinds of rules that are looked at only where one of their words stands, whatever else they hold.
_LED_BY_WORDS = frozenset(["boilerplate", "metrics", "comparators", "units", "currencies", "numerals"])
# Kinds in which ``before`` and ``after`` are words; elsewhere they are patterns.
_WORDS_AROUND = frozenset(["comparators", "numerals"])
# Kinds whose patterns are looked for in the whole text, so that one without a match in it cannot matter.
_SEARCHED = frozenset(["exclusions", "periods"])
# Kinds of rules that are asked for by name, and so are seen wherever they matter.
_WATCHED = frozenset(["shapes", "groups"])


class Reach(NamedTuple):
    """What a text must hold for a rule or an entry to matter to it: one of these, or none where ``anywhere``.

    ``words`` stand in the text, ``patterns`` match somewhere in it, ``seen`` are rules its facts cite, and shapes and
    groups, with the entries of groups, that match something while it is read (as ``WatchedShapes`` names them).
    """

    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    anywhere: bool = False


class Mutant(NamedTuple):
    """One change of a rule set: the file, and the keys and indices that lead to what is taken away.

    ``source`` is the path of the file, as a pack's can have the name of an earlier one; ``entry`` says in words what
    goes.
    """

    file: str
    source: Path
    path: DataPath
    entry: str
    reach: Reach


def reach_of(rules: RuleSet, citation: str) -> Reach:
    """What a text must hold for a rule, cited as ``file/id``, to matter to it."""
    name, _, identity = citation.partition("/")
    found = (one.reach for one in mutants(rules, [name]) if one.path[0] == "rules" and one.entry == identity)
    return next(found, Reach(anywhere=True))


def mutants(
    rules: RuleSet, names: Sequence[str] | None = None, directories: Collection[Path] | None = None
) -> Iterator[Mutant]:
    """Gives every mutant of the files of these names, or of all, in these directories, or in any."""
    for file in rules.files:
        if names is not None and file.name not in names:
            continue
        if directories is not None and file.path.parent not in directories:
            continue
        kind = str(file.content.__struct_config__.tag)
        for field in msgspec.structs.fields(file.content):
            section = getattr(file.content, field.name)
            if field.name == "rules":
                for index, rule in enumerate(section):
                    yield from _of_rule(file, kind, index, rule)
            elif field.name not in ("parts", "without"):
                for path, entry in _entries(section, (field.name,)):
                    reach = Reach(words=(entry,)) if _is_words(section) else Reach(anywhere=True)
                    yield Mutant(file.name, file.path, path, entry, reach)


def mutated(rules: RuleSet, taken: Iterable[Mutant]) -> RuleSet:
    """The rule set without what the mutants take away."""
    by_file: dict[Path, list[DataPath]] = {}
    for mutant in taken:
        by_file.setdefault(mutant.source, []).append(mutant.path)
    files = []
    for file in rules.files:
        content: Any = file.content
        # From the last to the first, so that the indices of those still to go stay what they are.
        for path in sorted(by_file.get(file.path, ()), key=_position, reverse=True):
            content = _without(content, path)
        files.append(file._replace(content=content))
    return msgspec.structs.replace(rules, files=tuple(files))


def _position(path: DataPath) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (-1, step) for step in path]


def _without(value: Any, path: DataPath) -> Any:
    """A copy of a struct, list or dict that lacks what the path leads to."""
    step, rest = path[0], path[1:]
    if isinstance(value, msgspec.Struct):
        name = str(step)
        inner = getattr(value, name)
        # A single pattern cannot be taken out of its rule: it is left there as one that never matches.
        changed = _without(inner, rest) if rest else "(?!)"
        return msgspec.structs.replace(value, **{name: changed})
    if isinstance(value, dict):
        kept = dict(value)
        if rest:
            kept[str(step)] = _without(value[str(step)], rest)
        else:
            del kept[str(step)]
        return kept
    assert isinstance(step, int)
    if rest:
        return [*value[:step], _without(value[step], rest), *value[step + 1 :]]
    return [*value[:step], *value[step + 1 :]]


def _of_rule(file: RuleFile, kind: str, index: int, rule: Any) -> Iterator[Mutant]:
    found = [
        (field.name, path, entry)
        for field in msgspec.structs.fields(rule)
        if field.name not in ("id", "note")
        for path, entry in _entries(getattr(rule, field.name), ("rules", index, field.name))
    ]
    words = tuple(entry for field, _, entry in found if _holds_words(kind, field))
    whole = Reach(anywhere=True)
    if kind == "claims" or kind in _WATCHED:
        whole = Reach(seen=(f"{file.name}/{rule.id}",))
    elif kind in _SEARCHED or (words and (kind in _LED_BY_WORDS or len(words) == len(found))):
        whole = Reach(words, _patterns(rule) if kind in _SEARCHED else ())
    yield Mutant(file.name, file.path, ("rules", index), rule.id, whole)
    for field, path, entry in found:
        reach = whole
        if kind == "groups":  # whose entries are metrics; those of shapes are words
            reach = Reach(seen=(f"{file.name}/{rule.id}: {entry}",))
        elif _holds_words(kind, field):
            reach = Reach(words=(entry,))
        elif field == "patterns" and kind in _SEARCHED:
            reach = Reach(patterns=(entry,))
        elif field == "classes" and len(rule.classes) == 1:
            reach = Reach(anywhere=True)  # a claim rule without classes is for all of them
        yield Mutant(file.name, file.path, path, f"{rule.id}: {entry}", reach)


def _patterns(rule: Any) -> tuple[str, ...]:
    single = getattr(rule, "pattern", None)
    return (*getattr(rule, "patterns", ()), *([single] if single else ()))


def _holds_words(kind: str, field: str) -> bool:
    return field not in _SETTINGS or (field in ("before", "after") and kind in _WORDS_AROUND)


def _is_words(section: Any) -> bool:
    """Whether a section outside the rules holds words: all but the structs of patterns do."""
    fields = msgspec.structs.fields(section) if isinstance(section, msgspec.Struct) else ()
    return not any(isinstance(getattr(section, field.name), str) for field in fields)


def _entries(value: Any, path: DataPath) -> Iterator[tuple[DataPath, str]]:
    """The entries of the lists and mappings below a value, and the patterns of structs, with where they stand."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield (*path, index), str(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, list):
                yield from _entries(item, (*path, key))
            else:
                yield (*path, key), key
    elif isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            inner = getattr(value, field.name)
            if isinstance(inner, str):
                yield (*path, field.name), field.name
            else:
                yield from _entries(inner, (*path, field.name))
