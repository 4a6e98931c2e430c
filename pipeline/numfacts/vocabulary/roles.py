"""The claim rules: what the mentions around a quantity make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from numfacts.errors import RulesError
from numfacts.programs import compiled
from numfacts.ruleset.kinds import ClaimRule, ClaimsFile
from numfacts.vocabulary.tokens import CODES

NAME = re.compile(r"<?[A-Z_]+>?")
REACH = 12  # tokens a rule may look back or ahead
SURROUNDINGS = 4096  # of quantities, for which the role is kept


class Role(NamedTuple):
    """What a quantity is: a level or a change, by which rule, and where its direction is said.

    ``direction`` is the index of the token that says it, or null: then the sign decides.
    """

    role: Literal["level", "change", "same"]
    rule: str
    direction: int | None


LEVEL = Role("level", "", None)  # of what no rule fits


class _Compiled(NamedTuple):
    rule: ClaimRule
    source: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


def compile_pattern(pattern: str, *, before: bool) -> re.Pattern[str]:
    """Turn a pattern over names of mentions into one over token codes; raises KeyError for an unknown name."""

    def code(match: re.Match[str]) -> str:
        name = match[0]
        if name.startswith("<"):
            return f"(?P<d>{re.escape(CODES[name[1:-1]])})"
        return re.escape(CODES[name])

    body = NAME.sub(code, pattern).replace(" ", "")
    return compiled(f"(?:{body})$" if before else f"(?:{body})")


def _compiled(rule: ClaimRule, source: str) -> _Compiled:
    try:
        return _Compiled(
            rule,
            source,
            compile_pattern(rule.before, before=True) if rule.before else None,
            compile_pattern(rule.after, before=False) if rule.after else None,
        )
    except KeyError as error:
        raise RulesError(f"{source}: unknown mention {error}: known: {', '.join(CODES)}") from None
    except re.error as error:
        raise RulesError(f"{source}: the pattern does not compile: {error}") from None


class RoleRules:
    """The claim rules of a rule set, in their order; the first that fits a quantity decides.

    Raises RulesError for a pattern that cannot be used.
    """

    def __init__(self, files: list[tuple[str, ClaimsFile]]) -> None:
        self._rules = [_compiled(rule, f"{name}/{rule.id}") for name, file in files for rule in file.rules]
        self._by_kind: dict[tuple[str, bool], list[_Compiled]] = {}
        # Much the same stands around figures again and again.
        self._first = lru_cache(SURROUNDINGS)(lambda *around: next(self._fitting(*around), LEVEL))

    def decide(self, codes: str, index: int, kind: str, signed: bool) -> Role:
        """Decide the role of the quantity at ``index`` of the token codes of a sentence."""
        begin = max(0, index - REACH)
        role = self._first(codes[begin:index], codes[index + 1 : index + 1 + REACH], kind, signed)
        return role if role.direction is None else role._replace(direction=begin + role.direction)

    def fitting(self, codes: str, index: int, kind: str, signed: bool) -> Iterator[Role]:
        """Yield the role of that quantity by each rule that fits it, in the order of the rules: the first decides."""
        begin = max(0, index - REACH)
        for role in self._fitting(codes[begin:index], codes[index + 1 : index + 1 + REACH], kind, signed):
            yield role if role.direction is None else role._replace(direction=begin + role.direction)

    def _fitting(self, left: str, right: str, kind: str, signed: bool) -> Iterator[Role]:
        """Yield the same of a quantity between two texts of codes, from whose beginning directions are counted."""
        rules = self._by_kind.get((kind, signed))
        if rules is None:
            rules = self._by_kind[kind, signed] = [
                compiled
                for compiled in self._rules
                if (not compiled.rule.classes or kind in compiled.rule.classes) and (signed or not compiled.rule.signed)
            ]
        for rule, source, before, after in rules:
            direction = None
            if before is not None:
                match = before.search(left)
                if match is None:
                    continue
                if "d" in before.groupindex and match["d"]:
                    direction = match.start("d")
            if after is not None:
                match = after.match(right)
                if match is None:
                    continue
                if "d" in after.groupindex and match["d"]:
                    direction = len(left) + 1 + match.start("d")
            yield Role(rule.role, source, direction)
