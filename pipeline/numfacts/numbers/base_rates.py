"""Rates of exchange that begin with the one that is exchanged: 1美元兑150.35日元, 每美元兑7.1元."""

from __future__ import annotations

import re

from numfacts.numbers.quantity import Quantity
from numfacts.vocabulary.patterns import any_of

REACH = 16  # characters before an amount in which what is exchanged for it stands
YUAN = "元"


def base_pattern(currencies: dict[str, str]) -> str:
    """Write the pattern of what an amount is exchanged for, before the verb that says so."""
    names = any_of(word for word in currencies if not word[0].isascii())
    return rf"(?:(?<![0-9.])1|一|每)(?P<base>{names})$"


def with_base_rates(
    lower: str, found: list[Quantity], pattern: re.Pattern[str], currencies: dict[str, str], exchanged: re.Pattern[str]
) -> list[Quantity]:
    """Make rates, in place, of such amounts, and drop the one that they are ``exchanged`` for."""
    kept: list[Quantity] = []
    for quantity in found:
        if quantity.kind == "money" and quantity.per is None and quantity.high is None:
            reach = max(0, quantity.left - REACH)
            verb = exchanged.search(lower, reach, quantity.left)
            base = pattern.search(lower, reach, verb.start()) if verb is not None else None
            code = quantity.code or ("CNY" if quantity.unit_text == YUAN else None)
            if base is not None and code is not None and currencies[base["base"]] != code:
                quantity.kind, quantity.code, quantity.per = "rate", code, currencies[base["base"]]
                quantity.start = quantity.left = base.start()
                kept = [other for other in kept if other.end <= quantity.start]
        kept.append(quantity)
    return kept
