"""What a rule file must keep beside its types: ids, lists without repetition, patterns that compile."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from numfacts.ruleset.patterns import Parts, PatternError, check, compose, expression
from numfacts.ruleset.problems import DataPath, Misfit

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_PART_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def inspect(data: dict[str, Any], kind: type[msgspec.Struct], earlier: Parts | None = None) -> Iterator[Misfit]:
    """Find what is wrong in the data of one rule file, and put the named parts into its patterns, in place.

    ``earlier`` are the parts of all files, and of the file that a pack's is laid over. Values of a wrong type are
    passed over: they are reported where types are checked.
    """
    own = parts_of(data)
    parts = {**(earlier or {}), **own}
    wrong = list(_parts(own, parts))
    yield from wrong
    # What uses a broken part is not at fault: it is checked with a stand-in.
    parts |= {str(misfit.path[1]): "." for misfit in wrong}
    keys = pattern_keys(kind)
    for name, section in data.items():
        if name == "without" and isinstance(section, list):
            yield from _repeated(section, (name,))
        elif name != "parts" and isinstance(section, dict | list):
            yield from _entry(section, (name,), parts, keys)
    rules = data.get("rules")
    if rules == []:
        yield Misfit(("rules",), "the file has no rules")
    yield from _ids(rules if isinstance(rules, list) else [])


def parts_of(data: dict[str, Any]) -> dict[str, str | list[str]]:
    """Give the named parts of a rule file that are of the types they should be."""
    given = data.get("parts")
    return {
        name: part
        for name, part in (given.items() if isinstance(given, dict) else ())
        if isinstance(part, str) or (isinstance(part, list) and all(isinstance(word, str) for word in part))
    }


def _ids(rules: list[Any]) -> Iterator[Misfit]:
    places: dict[str, int] = {}
    for index, rule in enumerate(rules):
        if not isinstance(rule, dict):
            continue
        identity = rule.get("id")
        if isinstance(identity, str):
            path: DataPath = ("rules", index, "id")
            if not _ID.fullmatch(identity):
                yield Misfit(path, f"bad id {identity!r}: lower-case letters and digits, joined by - or _")
            elif identity in places:
                yield Misfit(path, f"duplicate id {identity!r}", other=("rules", places[identity], "id"))
            places.setdefault(identity, index)


@cache
def pattern_keys(kind: type[msgspec.Struct]) -> frozenset[str]:
    """The keys whose text is a regular expression, in a file of this kind: by name, or because the struct says so."""
    marked = {"pattern", "patterns"}
    waiting: list[Any] = [kind]
    seen: list[Any] = []
    while waiting:
        found = waiting.pop()
        if found in seen:
            continue
        seen.append(found)
        waiting += typing.get_args(found)
        if isinstance(found, type) and issubclass(found, msgspec.Struct):
            for field in msgspec.structs.fields(found):
                waiting.append(field.type)
                if _is_pattern(field.type):
                    marked.add(field.encode_name)
    return frozenset(marked)


def _is_pattern(kind: Any) -> bool:
    meta = [item for item in typing.get_args(kind) if isinstance(item, msgspec.Meta)]
    return any((item.extra or {}).get("pattern") for item in meta) or any(map(_is_pattern, typing.get_args(kind)))


def _parts(own: Parts, parts: Parts) -> Iterator[Misfit]:
    for name, part in own.items():
        if not _PART_NAME.fullmatch(name):
            yield Misfit(("parts", name), f"bad part name {name!r}: letters, digits, - and _, a letter first", True)
            continue
        if isinstance(part, list):
            yield from _repeated(part, ("parts", name))
            yield from (
                Misfit(("parts", name, index), "an empty term: remove it")
                for index, word in enumerate(part)
                if not word.strip()
            )
        yield from _pattern(expression(part), parts, ("parts", name))


def _entry(value: Any, path: DataPath, parts: Parts, keys: frozenset[str]) -> Iterator[Misfit]:
    """Walk the mappings and lists of one entry."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        here = (*path, key)
        if isinstance(item, str):
            if path[-1] in keys or key in keys:
                yield from _pattern(item, parts, here, value, key)
            elif path[0] == "rules" and isinstance(key, int) and not item.strip():
                yield Misfit(here, "an empty term: remove it")
        elif isinstance(item, list):
            yield from _repeated(item, here)
            yield from _entry(item, here, parts, keys)
        elif isinstance(item, dict):
            yield from _entry(item, here, parts, keys)


def _repeated(items: list[Any], path: DataPath) -> Iterator[Misfit]:
    if len(items) == len(set(map(str, items))):
        return
    seen: dict[str, int] = {}
    for index, item in enumerate(items):
        if isinstance(item, str):
            if item in seen:
                yield Misfit((*path, index), f"duplicate {item!r}", other=(*path, seen[item]))
            seen.setdefault(item, index)


def _pattern(pattern: str, parts: Parts, path: DataPath, holder: Any = None, key: Any = None) -> Iterator[Misfit]:
    """Compile one pattern and write its composed form back where it stands."""
    if not pattern.strip():
        yield Misfit(path, "an empty pattern: remove it")
        return
    try:
        composed = compose(pattern, parts)
        check(composed)
    except PatternError as error:
        yield Misfit(path, str(error))
        return
    if holder is not None:
        holder[key] = composed
