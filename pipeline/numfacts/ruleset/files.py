"""Rule sets: the rules of a complete directory with those of packs, and what a set is known by."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from numfacts.errors import RulesError
from numfacts.ruleset.problems import DataPath, RuleProblem, guess

F = TypeVar("F", bound=msgspec.Struct)

SHORT = 12  # digits of a hash that people are shown


class RuleFile(NamedTuple):
    """One rule file: its name without ``.yaml`` (as in ``name/id``), its path, and its content by kind.

    The content of a pack's file is what it adds; a rule that it replaces stands in the earlier file of this name.
    """

    name: str
    path: Path
    content: msgspec.Struct

    def with_rules(self, rules: list[Any]) -> RuleFile:
        """Give the file with other rules."""
        return self._replace(content=msgspec.structs.replace(self.content, rules=rules))


class Layer(NamedTuple):
    """A directory of rules: its name, its path, and the SHA-256, in hex, of the names and bytes of its rule files."""

    name: str
    directory: Path
    hash: str


class RuleSet(msgspec.Struct, frozen=True):
    """Rules to extract with: those of a complete directory, of the packs laid over it, without those switched off.

    ``files`` are those of the packs, the last pack first, and then those of the complete directory; of one directory
    they are in the order of their names. A pack's file can have the name of an earlier one. ``off`` are citations.
    """

    files: tuple[RuleFile, ...]
    base: Layer
    packs: tuple[Layer, ...] = ()
    off: tuple[str, ...] = ()

    @property
    def directories(self) -> tuple[Path, ...]:
        """The directories the rules come from: the complete one, then the packs in the order they are laid over it."""
        return (self.base.directory, *(pack.directory for pack in self.packs))

    @property
    def hash(self) -> str:
        """The SHA-256, in hex, of the rules: names and bytes of all rule files, and what is switched off."""
        if not self.packs and not self.off:
            return self.base.hash
        known = (self.base.hash, *(pack.hash for pack in self.packs), *self.off)
        return hashlib.sha256("\n".join(known).encode()).hexdigest()

    @property
    def short_hash(self) -> str:
        """The first twelve digits of the hash, for people."""
        return self.hash[:SHORT]

    @property
    def provenance(self) -> str:
        """What facts say they were extracted with, the same on every machine: ``8da6500c1f2a mine@d94a9d9abb85``.

        It is the hash of the complete rules, ``name@hash`` for each pack in order, ``-file/id`` for each rule
        switched off; hashes are cut to twelve digits, and spaces part the items.
        """
        packs = (f"{pack.name}@{pack.hash[:SHORT]}" for pack in self.packs)
        return " ".join((self.base.hash[:SHORT], *packs, *(f"-{citation}" for citation in self.off)))

    def of(self, kind: type[F]) -> list[tuple[str, F]]:
        """The files of one kind: name and content; a rule is cited as ``f"{name}/{rule.id}"``."""
        return [(file.name, file.content) for file in self.files if isinstance(file.content, kind)]

    def combined(self, kind: type[F]) -> F:
        """The files of a kind that every complete directory has one of, as one: its tables, and all rules in order."""
        contents: list[Any] = [content for _, content in self.of(kind)]
        whole: F = msgspec.structs.replace(contents[-1], rules=[rule for part in contents for rule in part.rules])
        return whole

    def citations(self) -> list[str]:
        """All rules as they are cited, ``file/id``, in their order."""
        return [f"{file.name}/{rule.id}" for file in self.files for rule in file.content.rules]  # type: ignore[attr-defined]

    def without(self, *citations: str) -> RuleSet:
        """The rule set with some rules switched off, cited as ``file/id``; raises RulesError for any not there.

        A rule that is switched off already may be named again.
        """
        wanted = set(citations).difference(self.off)
        files = list(self.files)
        found: set[str] = set()
        for index, file in enumerate(files):
            rules: list[Any] = file.content.rules  # type: ignore[attr-defined]
            here = {citation for citation in wanted if citation.startswith(f"{file.name}/")}
            gone = {rule.id for rule in rules if here and f"{file.name}/{rule.id}" in here}
            if gone:
                files[index] = file.with_rules([rule for rule in rules if rule.id not in gone])
                found.update(f"{file.name}/{identity}" for identity in gone)
        if wanted - found:
            raise RulesError(
                "\n".join(
                    f"no rule {citation!r} to switch off{guess(citation, [*self.citations(), *self.off])}"
                    for citation in dict.fromkeys(citations)
                    if citation in wanted - found
                )
            )
        return msgspec.structs.replace(self, files=tuple(files), off=tuple(sorted({*self.off, *wanted})))

    def problem(self, file: RuleFile, path: DataPath, message: str) -> RuleProblem:
        """A problem of a file at the value that keys and indices lead to: ``("rules", 3, "metric")``.

        It is where the value is written: a rule that a pack replaced stands in the pack's file. For checks that need
        more than one file; raise ``RuleFilesError`` with all that were found.
        """
        from numfacts.ruleset.yaml import Source

        if path[0] != "rules":
            return Source(file.path, file.path.read_bytes()).problem(path, message)
        identity = file.content.rules[path[1]].id  # type: ignore[attr-defined]
        for place in (directory / file.path.name for directory in reversed(self.directories)):
            source = Source(place, place.read_bytes()) if place.is_file() else None
            given = source.data.get("rules", []) if source is not None else []
            index = next((index for index, rule in enumerate(given) if rule["id"] == identity), None)
            if source is not None and index is not None:
                return source.problem(("rules", index, *path[2:]), message)
        raise RulesError(f"{file.path}: the rule {identity!r} is not there any more")


def layer(directory: Path, files: Iterable[tuple[str, bytes]]) -> Layer:
    """Give a directory the name it is known by and the hash of its files, by their names and bytes."""
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    # As it stands in provenance: without what parts the items there, or cannot be written.
    name = re.sub(r"[\s@\ud800-\udfff]+", "-", os.path.basename(os.path.realpath(directory))) or "rules"
    return Layer(name, directory, digest.hexdigest())
