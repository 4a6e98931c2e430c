"""Numbers as they are written: Arabic, Chinese, mixed and in English words, through one grammar, with exact values.

All words come from the rules of kind ``numerals``. Text is normalized (Simplified script, plain width), in lower case.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal, Inexact, InvalidOperation
from functools import cached_property
from typing import Literal

import msgspec

from numfacts.numbers.chinese_numerals import MAX_DIGITS, ChineseReader
from numfacts.numbers.english_numerals import EnglishReader
from numfacts.numbers.numeral_pattern import WIDE, first_characters, grouped, number_pattern
from numfacts.numbers.numeral_words import Vocabulary
from numfacts.programs import compiled
from numfacts.ruleset.kinds import NumeralRule

MAX_LENGTH = 240

_DIGITS = frozenset("0123456789")
# Division must come out exactly, or there is no number: a third has no decimal value.
_EXACT = Context(prec=2 * MAX_LENGTH, traps=[Inexact, InvalidOperation])
_HUNDRED = Decimal(100)


class Number(msgspec.Struct, frozen=True, gc=False):
    """The exact value of a number expression and how it was written.

    ``low`` and ``high`` are the bounds of a vague numeral where they are sharp (三十几, 七八百); ``value`` is then the
    low one. ``more`` says that the value is only a lower limit (多, 余, 几, -odd). ``scale`` is the power of ten of the
    last scale as written (亿: 8; 千万 behind Arabic digits: 7), ``decimals`` how many digits stand behind the point.
    ``kind`` is ``english`` for words only and ``mixed`` for Arabic digits with a scale in either language.
    ``fraction`` is ``percent`` for 百分之五, 千分之五 and 四分之三, whose value is in percent. ``bare`` marks a scale
    without a digit (百亿, a million).
    """

    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    more: bool = False
    scale: int = 0
    decimals: int = 0
    kind: Literal["arabic", "chinese", "mixed", "english"] = "arabic"
    fraction: Literal["percent"] | None = None
    bare: bool = False


class Numerals:
    """Finds and reads number expressions. Immutable once made, so threads may share it."""

    def __init__(self, rules: Sequence[NumeralRule]) -> None:
        words = self._words = Vocabulary(rules)
        self._overs = words.terms("over")
        self._groups = words.values("group")
        self._signs = tuple(sorted(words.terms("sign"), key=len, reverse=True))
        self._separators = str.maketrans("", "", "".join(words.terms("separator")) + WIDE + " ")
        one = f"[0-9]{{0,2}}{WIDE}[0-9]{{3}}$"  # of which only what stands behind it tells
        self._head = compiled(rf"(?:[1-9](?:{grouped(words)}|{one})|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+")
        self._multiples = words.values("hundred_word", "scale_word", "suffix", "letter")
        self._dozens = words.values("dozen_word")
        self._more_words = tuple(words.terms("more_word"))
        self._reader = ChineseReader(words)
        self._english = EnglishReader(words)

    @cached_property
    def pattern(self) -> str:
        """Source of one regular expression, without groups, that matches a whole number expression.

        It also takes whole what ``parse`` refuses, lest a part of it pass for a number: 数十亿, 1.2.3. What stands
        before an Arabic number is left to the caller, digits apart: a letter may belong to a currency (HKD57).
        """
        return number_pattern(self._words)

    def pattern_behind(self, money: str) -> str:
        """The same, where, behind a group of that name, a letter next to the digits is a scale: $57.4b, $800k."""
        return number_pattern(self._words, behind=money)

    @property
    def ordinals(self) -> dict[str, int]:
        """What English ordinals stand for."""
        return self._words.values("ordinal_word")

    @property
    def counts(self) -> dict[str, int]:
        """What English words of small numbers stand for."""
        return self._words.values("unit_word")

    @cached_property
    def first(self) -> str:
        """The inside of a character set: what a number expression can begin with."""
        return first_characters(self._words)

    def parse(self, text: str) -> Number | None:
        """Read a number expression as matched by the patterns; null for what has no exact value or is too long."""
        if len(text) > MAX_LENGTH:
            return None
        if text.isascii():
            whole, point, decimals = text.partition(".")
            if whole.isdigit() and (decimals.isdigit() or not point):
                return Number(Decimal(text), decimals=len(decimals)) if len(text) <= MAX_DIGITS else None
        elif (power := self._groups.get(text[-1])) is not None and text[:-1].isascii():
            whole, point, decimals = text[:-1].partition(".")
            if whole.isdigit() and (decimals.isdigit() or not point) and len(text) <= MAX_DIGITS:
                value = Decimal(shifted(text[:-1], power))
                return Number(value, None, None, False, power, len(decimals), "mixed")
        if text.startswith(self._signs):
            sign = next(sign for sign in self._signs if text.startswith(sign))
            return _negative(self._unsigned(text[len(sign) :].lstrip(" ")))
        return self._unsigned(text)

    def _unsigned(self, text: str) -> Number | None:
        if not text:
            return None
        if text[0] in _DIGITS or text[0] == ".":
            return self._arabic(text)
        if not text.isascii():
            return self._chinese(text)
        spelled = self._english.read(text)
        if spelled is None:
            return None
        value = _EXACT.multiply(Decimal(shifted(spelled.digits, spelled.power)), Decimal(spelled.factor))
        return Number(
            value, more=spelled.more, scale=spelled.scale, decimals=spelled.decimals, kind="english", bare=spelled.bare
        )

    def _arabic(self, text: str) -> Number | None:
        match = self._head.match(text)
        if match is None or match.end() > MAX_DIGITS:
            return None
        head, rest = match[0].translate(self._separators), text[match.end() :]
        decimals = len(head.partition(".")[2])
        if not rest:
            return Number(Decimal(head), decimals=decimals)
        if not rest.isascii():
            return self._chinese(head + rest.translate(self._separators), len(head))
        if "/" in rest:
            return _mixed_fraction(head, rest)
        words = rest.replace("-", " ").split()
        more = bool(words) and words[-1] in self._more_words
        power, factor = 0, 1
        for word in words[:-1] if more else words:
            known = word if word in self._multiples or word in self._dozens else word.removesuffix("s")
            if known not in self._multiples and known not in self._dozens:
                return None
            power += self._multiples.get(known, 0)
            factor *= self._dozens.get(known, 1)
        value = _EXACT.multiply(Decimal(shifted(head, power)), Decimal(factor))
        return Number(
            value, more=more, scale=power, decimals=decimals, kind="mixed" if power or factor > 1 else "arabic"
        )

    def _chinese(self, text: str, head: int = 0) -> Number | None:
        """Read a numeral of Chinese characters, or one that begins with Arabic digits of length ``head``."""
        over = next((word for word in self._overs if word in text), None)
        if over is not None:
            return self._parts(*text.split(over, 1))
        written = self._reader.read(text, head)
        if written is None:
            return None
        value = Decimal(shifted(written.digits, written.power))
        low, high = map(Decimal, written.bounds) if written.bounds is not None else (None, None)
        kind: Literal["arabic", "chinese", "mixed"] = "chinese"
        if head:
            kind = "mixed" if written.scale else "arabic"
        return Number(value, low, high, written.more, written.scale, written.decimals, kind, None, written.bare)

    def _parts(self, whole: str, part: str) -> Number | None:
        """Read 四分之三 and 百分之五点六, in percent; null where it has no finite decimal."""
        of, number = self._reader.integer(whole), self._unsigned(part)
        if not of or number is None or number.fraction is not None:
            return None
        value = _percent(number.value, of)
        if value is None:
            return None
        low, high = (None if bound is None else _percent(bound, of) for bound in (number.low, number.high))
        return msgspec.structs.replace(
            number, value=value, low=low, high=high, scale=0, kind="chinese", fraction="percent", bare=False
        )


def shifted(digits: str, power: int) -> str:
    """Move the point of ``digits`` by ``power`` places to the right, exactly and without an exponent."""
    whole, _, fraction = digits.partition(".")
    if len(fraction) <= power:
        return (whole + fraction).ljust(len(whole) + power, "0")
    return f"{whole}{fraction[:power]}.{fraction[power:]}"


def _percent(value: Decimal, of: int) -> Decimal | None:
    try:
        return _EXACT.divide(_EXACT.multiply(value, _HUNDRED), Decimal(of))
    except Inexact:
        return None


def _mixed_fraction(head: str, rest: str) -> Number | None:
    """Read 127 1/4; null for 1/4 alone and for what is no proper fraction or has no finite decimal."""
    part, _, of = rest.strip().partition("/")
    if not (part.isdigit() and of.isdigit()) or not 0 < int(part) < int(of):
        return None
    share = _percent(Decimal(part), int(of))
    if share is None:
        return None
    return Number(_EXACT.add(Decimal(head), _EXACT.divide(share, _HUNDRED)))


def _negative(number: Number | None) -> Number | None:
    if number is None:
        return None
    low, high = (None if bound is None else bound.copy_negate() for bound in (number.high, number.low))
    return msgspec.structs.replace(number, value=number.value.copy_negate(), low=low, high=high)
