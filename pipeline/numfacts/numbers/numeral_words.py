"""The words of the numeral rules, by the part they play in a numeral, and the neighbours they need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from numfacts.errors import RulesError
from numfacts.ruleset.kinds import NumeralRole, NumeralRule
from numfacts.vocabulary.patterns import any_of

HAN = "\u4e00-\u9fff"
# Roles whose words are read character by character.
CHARACTERS = frozenset(("zero", "digit", "counting", "formal", "tens", "place", "formal_place", "group"))
NEVER = "\U0010ffff"  # no character: stands where patterns need a word and there is none


class Vocabulary:
    """The words of the numeral rules by the role they play; a role without rules has one word, which no text holds.

    Raises RulesError for words that are more than one character in a role that is read character by character.
    """

    def __init__(self, rules: Iterable[NumeralRule]) -> None:
        self._rules: dict[NumeralRole, list[NumeralRule]] = {}
        for rule in rules:
            self._rules.setdefault(rule.role, []).append(rule)
            long = next((word for word in rule.words if len(word) != 1), None) if rule.role in CHARACTERS else None
            if long is not None:
                raise RulesError(f"numerals: {rule.id}: {long!r}: the role {rule.role!r} takes single characters")

    def rules(self, role: NumeralRole) -> Sequence[NumeralRule]:
        """The rules of a role, in the order of the file."""
        return self._rules.get(role) or [NumeralRule(id="", role=role, words={NEVER: 0})]

    def values(self, *roles: NumeralRole) -> dict[str, int]:
        """What the words of some roles stand for."""
        return {word: value for role in roles for rule in self.rules(role) for word, value in rule.words.items()}

    def terms(self, *roles: NumeralRole) -> list[str]:
        """The words of some roles, those with a value and those without."""
        return [word for role in roles for rule in self.rules(role) for word in (*rule.words, *rule.terms)]

    def chars(self, *roles: NumeralRole) -> str:
        """The single-character words of some roles, to stand in a set."""
        return "".join(re.escape(word) for word in self.terms(*roles) if len(word) == 1) or NEVER

    def pattern(self, role: NumeralRole, value: int | None = None) -> str:
        """The words of a role where their neighbours allow them, or those of one value only."""
        found = []
        for rule in self.rules(role):
            words = [word for word in (*rule.words, *rule.terms) if value is None or rule.words.get(word) == value]
            if words:
                found.append(preceded(rule) + any_of(words) + followed(rule))
        return f"(?:{'|'.join(found) or '(?!)'})"

    def following(self, role: NumeralRole) -> str:
        """What must, and must not, stand behind what plays a role by its place alone; nothing may without rules."""
        rules = self._rules.get(role, [])
        before, not_before = (
            [word for rule in rules for word in getattr(rule, key)] for key in ("before", "not_before")
        )
        return followed(NumeralRule(id="", role=role, before=before, not_before=not_before)) if rules else "(?!)"


def preceded(rule: NumeralRule) -> str:
    """What must not stand before the words of a rule: single characters."""
    return f"(?<![{''.join(map(re.escape, rule.not_after))}])" if rule.not_after else ""


def followed(rule: NumeralRule) -> str:
    """What must, and must not, stand behind the words of a rule."""
    refused = f"(?!{any_of(rule.not_before)})" if rule.not_before else ""
    return refused + (f"(?:(?=[^{HAN}]|$)|(?={any_of(rule.before)}))" if rule.before else "")
