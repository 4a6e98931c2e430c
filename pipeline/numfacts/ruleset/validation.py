"""Fits plain data into structs, and finds every misfit rather than the first.

The fast way is one conversion of the whole file. Only when it fails is the data walked, struct by struct and field
by field, so that each wrong key and each wrong value is reported, with the path that leads to it.
"""

from __future__ import annotations

import difflib
import json
import re
import types
import typing
from collections.abc import Iterator
from typing import Any, Literal, TypeVar

import msgspec

from numfacts.ruleset.problems import DataPath, Misfit

T = TypeVar("T")


def fit(data: Any, kind: type[T]) -> tuple[T | None, list[Misfit]]:
    """Convert plain data to ``kind``; null and the misfits where it does not fit."""
    try:
        return msgspec.convert(data, kind), []
    except msgspec.ValidationError:
        return None, list(misfits(data, kind, ()))


def misfits(data: Any, kind: Any, path: DataPath) -> Iterator[Misfit]:
    """Everything in ``data`` that does not fit ``kind``, from the outside in."""
    try:
        msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        inner = list(_inner(data, kind, path))
        yield from inner or [Misfit(path, _explain(str(error), data, kind))]


def _inner(data: Any, kind: Any, path: DataPath) -> Iterator[Misfit]:
    """The misfits inside a container; none where the container itself is of the wrong type."""
    kind = _chosen(data, kind)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(data, dict) and _is_struct(kind):
        yield from _fields(data, kind, path)
    elif isinstance(data, dict) and origin is dict:
        for key, value in data.items():
            yield from (Misfit((*path, key), found.message, True) for found in misfits(key, arguments[0], ()))
            yield from misfits(value, arguments[1], (*path, key))
    elif isinstance(data, list) and arguments and (origin is list or arguments[1:] == (...,)):
        for index, value in enumerate(data):
            yield from misfits(value, arguments[0], (*path, index))


def _fields(data: dict[str, Any], kind: type[msgspec.Struct], path: DataPath) -> Iterator[Misfit]:
    config = kind.__struct_config__
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    known = list(fields) if config.tag_field is None else [config.tag_field, *fields]
    for key, value in data.items():
        if key in fields:
            yield from misfits(value, fields[key].type, (*path, key))
        elif key not in known and config.forbid_unknown_fields:
            yield Misfit((*path, key), _unknown("key", key, known), True)
    for name, field in fields.items():
        if field.required and name not in data:
            yield Misfit(path, f"the key {name!r} is missing")


def _chosen(data: Any, kind: Any) -> Any:
    """The member of a union that the data was meant for, without annotations; ``kind`` itself where unclear."""
    if typing.get_origin(kind) is typing.Annotated:
        return _chosen(data, typing.get_args(kind)[0])
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        members = [_chosen(data, member) for member in typing.get_args(kind)]
        if isinstance(data, dict):
            fitting = [member for member in members if typing.get_origin(member) is dict or _is_struct(member)]
        else:
            fitting = [member for member in members if typing.get_origin(member) in (list, tuple)]
        return fitting[0] if len(fitting) == 1 else kind
    return kind


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _explain(message: str, data: Any, kind: Any) -> str:
    """The message of a failed conversion in the words of YAML, with what to write instead."""
    message = re.sub(r" - at `[^`]*`$", "", message)
    choices = _choices(kind)
    if choices and isinstance(data, str):
        return _unknown("value", data, choices)
    expected = re.match(r"Expected `([^`]*)`, got `([^`]*)`$", message)
    if expected is None:
        return message.replace("Invalid RFC3339 encoded date", "not a date: write YYYY-MM-DD")
    wanted, got = (part.replace("object", "mapping").replace("array", "list") for part in expected.groups())
    message = f"expected {wanted.replace(' | ', ' or ')}, got {got}"
    if "str" in wanted.split(" | "):
        if isinstance(data, dict | list):
            return f"{message}: quote text that begins with [ or {{"
        return f"{message}: quote it: '{json.dumps(data)}'"
    if "list" in wanted.split(" | ") and not isinstance(data, dict):
        return f"{message}: write a list: [{data}]" if isinstance(data, str) else f"{message}: write a list"
    return message


def _choices(kind: Any) -> list[str]:
    """The strings that a type of literals allows, through unions and annotations."""
    if typing.get_origin(kind) is Literal:
        return [choice for choice in typing.get_args(kind) if isinstance(choice, str)]
    return [choice for member in typing.get_args(kind) for choice in _choices(member)]


def _unknown(what: str, name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    guess = f" did you mean {close[0]!r}?" if close else ""
    return f"unknown {what} {name!r}:{guess} known: {', '.join(known)}"
