"""``numfacts.toml``: the rules that a project's runs of the command are made with.

``[rules]`` holds ``packs``, directories of rules relative to the file, and ``off``, citations of rules to do without.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from numfacts.errors import RulesError

if TYPE_CHECKING:
    from numfacts.ruleset import RuleSet

NAME = "numfacts.toml"
_KEYS = {"packs": '["my-rules"]', "off": '["file/id"]'}


class Settings(NamedTuple):
    """What a settings file says: the directories of packs, in order, and citations of rules with their lines."""

    path: Path
    packs: list[Path]
    off: list[tuple[str, int]]

    def switch_off(self, rules: RuleSet) -> RuleSet:
        """Gives the rules without those the file switches off; raises RulesError for any that are not there."""
        problems = []
        for citation, line in self.off:
            try:
                rules = rules.without(citation)
            except RulesError as error:
                problems.append(f"{self.path}:{line}: {error}")
        if problems:
            raise RulesError("\n".join(problems))
        return rules


def find(start: Path) -> Path | None:
    """Gives the settings file of a directory or of the nearest one above; null where there is none."""
    return next((path for place in (start, *start.parents) if (path := place / NAME).is_file()), None)


def read(path: Path) -> Settings:
    """Reads a settings file; raises RulesError with everything that is wrong with it, as ``file:line: cause``."""
    import tomllib  # costs some milliseconds, and most runs have no such file

    try:
        text = path.read_bytes().decode()
        data = tomllib.loads(text)
    except OSError as error:
        raise RulesError(f"{path}:1: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise RulesError(f"{path}:1: not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
        line = int(place[1]) if place is not None and place[1] else text.count("\n") + 1
        raise RulesError(f"{path}:{line}: not TOML: {re.sub(r' [(]at .*[)]$', '', str(error))}") from None
    problems: list[str] = []

    def report(name: str, cause: str) -> None:
        problems.append(f"{path}:{_line(text, name)}: {cause}")

    for name in data:
        if name != "rules":
            report(name, f"unknown key {name!r}: known: [rules]")
    table: Any = data.get("rules", {})
    if not isinstance(table, dict):
        report("rules", "'rules' is a table: write [rules]")
        table = {}
    for key in table:
        if key not in _KEYS:
            report(key, f"unknown key {key!r} in [rules]: known: {', '.join(_KEYS)}")
    found: dict[str, list[str]] = {}
    for key, example in _KEYS.items():
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            report(key, f"{key!r} is a list of strings: {key} = {example}")
            value = []
        found[key] = value
    packs = [path.parent / name for name in found["packs"]]
    for name, pack in zip(found["packs"], packs, strict=True):
        if not pack.is_dir():
            report(name, f"there is no directory {pack}")
    if problems:
        raise RulesError("\n".join(problems))
    return Settings(path, packs, [(citation, _line(text, citation)) for citation in found["off"]])


def _line(text: str, word: str) -> int:
    """The line, from 1, that first holds a key or a string; the parser does not tell."""
    code = re.sub(r"(?m)^[ \t]*#.*", "", text)
    match = re.search(rf"(?<![\w/-]){re.escape(word)}(?![\w/-])", code)
    return code.count("\n", 0, match.start()) + 1 if match is not None else 1
