"""The numeral grammar of the shipped rules."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import msgspec
import yaml
from hypothesis import settings

from numfacts.numbers.numerals import Numerals
from numfacts.ruleset.kinds import NumeralsFile

RULES = Path(__file__).parents[2] / "rules" / "numerals.yaml"
FILE = msgspec.convert(yaml.safe_load(RULES.read_text(encoding="utf-8")), NumeralsFile)
NUMERALS = Numerals(FILE.rules)
PATTERN = re.compile(NUMERALS.pattern)
MONEY = re.compile(f"(?P<money>){NUMERALS.pattern_behind('money')}")

EXAMPLES = settings(max_examples=200, deadline=None)  # a loaded machine is no failure


def check(text: str, value: Decimal | int) -> None:
    """The text is one number expression, alone and in a sentence, and has this very value."""
    assert PATTERN.fullmatch(text), text
    number = NUMERALS.parse(text)
    assert number is not None, text
    assert number.value == value, text
    for sentence in (f"规模约{text}。", f"({text})", f"about {text}, it said"):
        found = PATTERN.search(sentence, sentence.index(text))
        assert found is not None
        assert found[0] == text, sentence
