"""Units and currencies: what may stand before and after a number, and what it means."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from numfacts.errors import RulesError
from numfacts.ruleset.kinds import CurrenciesFile, CurrencyRule, UnitsFile
from numfacts.vocabulary.lexicon import is_word_char, lowered
from numfacts.vocabulary.patterns import any_of

SPANS = {"月": "month", "季": "quarter", "季度": "quarter"}  # what is paid for, behind a slash alone: 元/月
GOODS = {"度": "kW.h", "平": "m2", "w": "W"}  # what is paid for, and no temperature: 元/度


class Unit(NamedTuple):
    """What a unit word means: output code, class, factor from the written unit to the code's, and its rule.

    ``code`` is null for money whose currency the word leaves open (元, $).
    """

    code: str | None
    kind: str
    factor: Decimal
    rule: str


COINS = frozenset("cp")  # letters for hundredths of a currency: 36c per share


class UnitTable:
    """The units of a rule set as patterns over lower-cased text, and their meanings.

    Raises RulesError for a factor that is no number above 0.
    """

    def __init__(self, units: list[tuple[str, UnitsFile]], currencies: list[tuple[str, CurrenciesFile]]) -> None:
        self._after: dict[str, Unit] = {}
        self._before: dict[str, Unit] = {}
        chinese: list[str] = []
        english: list[str] = []
        for name, currency_file in currencies:
            for rule in currency_file.rules:
                unit = _money(name, rule)
                self._add(unit, rule.zh, chinese)
                self._add(unit, rule.en, english)
                for word in rule.prefix:
                    self._before.setdefault(lowered(word), unit)
        for name, unit_file in units:
            for entry in unit_file.rules:
                unit = Unit(entry.code, entry.takes, _factor(entry.factor, name, entry.id), f"{name}/{entry.id}")
                self._add(unit, entry.zh, chinese)
                self._add(unit, entry.en, english)
        self.per: dict[str, str] = SPANS | GOODS
        for _, unit_file in units:
            for entry in unit_file.rules:
                for word in (*entry.zh, *entry.en):
                    if entry.per or entry.takes in ("physical", "share", "count", "person", "duration"):
                        self.per.setdefault(word, "count" if entry.takes == "count" else entry.code)
        english += [word for word in chinese if is_word_char(word[-1])]
        joined = any_of(word for word in chinese if not is_word_char(word[-1]))
        self.pattern = rf"[ \t]?(?:-?(?:{any_of(english)})(?![a-z0-9])|x(?=p[bes](?![a-z]))|{joined})"
        self.prefix_pattern = rf"(?:(?<![a-z0-9]){any_of(word for word in self._before if is_word_char(word[0]))}|" + (
            rf"{any_of(word for word in self._before if not is_word_char(word[0]))})"
        )

    @property
    def prefix_first(self) -> str:
        """The inside of a character set: what a currency before a number can begin with."""
        return "".join(sorted({re.escape(word[0]) for word in self._before}))

    def _add(self, unit: Unit, words: list[str], pool: list[str]) -> None:
        for word in words:
            key = lowered(word)
            if key not in self._after:
                self._after[key] = unit
                pool.append(key)

    def after(self, text: str) -> Unit | None:
        """Give the unit written ``text`` after a number, or null."""
        return self._after.get(text.strip().lstrip("-"))

    def currency_words(self) -> list[tuple[str, Unit]]:
        """List the words that may follow a number as a currency, with their units; no letters such as p."""
        return [(word, unit) for word, unit in self._after.items() if unit.kind == "money" and word not in COINS]

    def before(self, text: str) -> Unit | None:
        """Give the currency written ``text`` before a number, or null."""
        return self._before.get(text.strip())


def _money(name: str, rule: CurrencyRule) -> Unit:
    return Unit(rule.code, "money", _factor(rule.factor, name, rule.id), f"{name}/{rule.id}")


def _factor(written: str, name: str, identity: str) -> Decimal:
    """Read a factor; raises RulesError where it is no number above 0."""
    try:
        factor = Decimal(written)
    except InvalidOperation:
        factor = Decimal(0)
    if not (factor.is_finite() and factor > 0):
        raise RulesError(f"{name}/{identity}: {written!r} is no factor")
    return factor


def per_pattern(table: UnitTable) -> str:
    """Write the pattern of a denominator after a price: ``/股``, ``每吨``, ``a barrel``, ``per 10 shares``."""
    chinese = any_of(word for word in table.per if not is_word_char(word[0]))
    english = any_of(word for word in table.per if is_word_char(word[0]))
    return (
        rf"(?:[ \t]?/[ \t]?(?:(?P<slash>{chinese})|(?P<slashed>{english})(?![a-z]))"
        r"|[ \t](?:per|for[ \t](?:each|every))[ \t](?P<ten>10|ten)[ \t]shares(?![a-z])"
        r"|[ \t]{1,2}(?:per|an?|for[ \t](?:each|every))[ \t]"
        r"(?!(?:year|quarter|month|week|day|hour)[ \t](?:earlier|ago|before|later)(?![a-z]))"
        rf"(?:(?:diluted|basic|ordinary|common)[ \t])?(?P<word>{english})(?![a-z]))"
    )
