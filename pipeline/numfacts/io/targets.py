"""Decides which output the facts of which inputs go to."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from numfacts.io.folders import FACTS, holds_facts, resolved
from numfacts.io.outputs import FactFile, FactStream, Format, TerminalTables
from numfacts.io.texts import TextOutput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numfacts.io.outputs import FactSink

DEFAULT_DIRECTORY = Path("outputs")
_FORMATS: dict[str, Format] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv"}
_OTHERS = {".xlsx": "export", ".parquet": "batch", ".duckdb": "batch"}  # and the commands that write them
_SUFFIXES: dict[Format, str] = {
    "jsonl": f"{FACTS}.jsonl",
    "json": f"{FACTS}.json",
    "csv": f"{FACTS}.csv",
    "table": f"{FACTS}.txt",
}


class Target(NamedTuple):
    """An output, the inputs whose facts go there, and its path where it is a file."""

    inputs: list[str]
    sink: FactSink
    path: Path | None


def plan_targets(inputs: Sequence[str], output: str | None, form: Format | None) -> list[Target]:
    """Gives the outputs in the order of the inputs.

    ``output`` is ``-`` for standard output, a directory (one that exists, or ends in a slash) for a file an input, or
    one file for all; without it each input gets a file in ``outputs/``, but a table goes to standard output. A
    ``form`` that is not given follows from the output's name. Raises ``ValueError`` for an output that would replace an
    input, and for one whose name says a format that is none of these.
    """
    if output == "-" or (output is None and form == "table"):
        return [Target(list(inputs), _standard_output(form or "jsonl"), None)]
    if output is not None and not _is_directory(output):
        path = Path(output)
        _protect(path, inputs)
        return [Target(list(inputs), FactFile(path, form or _form_of(path)), path)]
    form = form or "jsonl"
    directory = DEFAULT_DIRECTORY if output is None else Path(output)
    paths = [directory / name for name in _file_names(inputs, _SUFFIXES[form])]
    for path in paths:
        _protect(path, inputs)
    return [Target([given], FactFile(path, form), path) for given, path in zip(inputs, paths, strict=True)]


def text_output(inputs: Sequence[str], output: str | None, targets: Sequence[Target] = ()) -> TextOutput | None:
    """Gives the output for texts, null where none is asked for.

    Raises ``ValueError`` for one that would replace an input or a target, or make inputs of the next run.
    """
    if output is None:
        return None
    path, directory = Path(output), _is_directory(output)
    if any(target.path is not None and resolved(target.path) == resolved(path) for target in targets):
        raise ValueError(f"the texts in {path} would replace the facts")
    if not directory:
        _protect(path, inputs)
    elif any(given != "-" and resolved(path).is_relative_to(resolved(given)) for given in inputs):
        raise ValueError(f"the texts in {path} would be among the inputs")
    return TextOutput(path, directory=directory)


def input_name(given: str) -> str:
    """Gives the short name of an input: ``report`` for ``news/report.html.gz``, ``news`` for the directory."""
    if given == "-":
        return "stdin"
    path = Path(given)
    name = path.name if path.name not in ("", "..") else resolved(path).name
    if not path.is_dir():
        name = re.sub(r"\.(txt|md|html?|jsonl)(\.gz)?$", "", name, flags=re.IGNORECASE)
    return name or "input"


def _is_directory(path: str) -> bool:
    """Says whether a path given for output means a directory, be it one still to be made."""
    return path.endswith(("/", os.sep)) or Path(path).is_dir()


def _file_names(inputs: Sequence[str], suffix: str) -> list[str]:
    """Names a file for each input; a number tells inputs of the same name apart."""
    names: list[str] = []
    taken: set[str] = set()
    for given in inputs:
        stem = name = input_name(given)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        names.append(name + suffix)
    return names


def _form_of(path: Path) -> Format:
    suffix = Path(path.name.removesuffix(".gz")).suffix.lower()
    if suffix in _OTHERS:
        raise ValueError(f"{path}: numfacts {_OTHERS[suffix]} writes {suffix}")
    return _FORMATS.get(suffix, "jsonl")


def _protect(path: Path, inputs: Sequence[str]) -> None:
    """Refuses an output that is an input, or an existing file in an input directory that no run of ours has written."""
    target = resolved(path)
    for given in inputs:
        source = resolved(given)
        inside = source.is_dir() and target.is_relative_to(source) and target.is_file() and not holds_facts(path.name)
        if given != "-" and (target == source or inside):
            raise ValueError(f"the output {path} would replace an input")


def _standard_output(form: Format) -> FactSink:
    if form == "table" and sys.stdout.isatty():
        return TerminalTables(sys.stdout)
    return FactStream(sys.stdout.buffer, form)
