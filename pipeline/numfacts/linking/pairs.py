"""Which two currencies an exchange rate is of: the one it is quoted in, and the one it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.programs import compiled
from numfacts.vocabulary.patterns import any_of

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.vocabulary.shapes import Shapes

BASES = ("EUR", "GBP", "AUD", "NZD", "USD")  # what others are quoted against, the first of two


class CurrencyPairs:
    """Reads pairs of currencies, given what currencies are called."""

    def __init__(self, currencies: dict[str, str], shapes: Shapes) -> None:
        self._currencies = currencies
        self._shapes = shapes
        words = any_of(word for word in currencies if len(word) > 1 and not word.isascii())
        self._written = compiled(rf"(?P<against>[兑对/](?:[离在]岸)?)?(?P<word>{words})")

    def named(self, name: str) -> tuple[str, str] | None:
        """Give the currency a pair is quoted in and the one it is for, whichever is named first: 港元兑美元."""
        first, mark, second = name.lower().replace("/", "兑").partition("兑")
        if not mark:
            return None
        one = next((code for word, code in self._currencies.items() if first.endswith(word)), None)
        other = next((code for word, code in self._currencies.items() if second.startswith(word)), None)
        return _ordered(one, other)

    def alone(self, name: str) -> tuple[str, str] | None:
        """Give the pair of a currency that no other is named beside: against the dollar, 离岸人民币汇率报7.3."""
        one = name.removesuffix("汇率")
        return _ordered(next((code for word, code in self._currencies.items() if one.endswith(word)), None), "USD")

    def told(self, text: str, begin: int, end: int) -> tuple[str, str] | None:
        """Give the last pair that a text has between two offsets: 美元走弱，兑加元升0.2%报1.38, 人民币对美元收报7.1."""
        one, pair = None, None
        for found in self._written.finditer(text, begin, end):
            code = self._currencies[found["word"]]
            if found["against"] is None:
                one = code
            else:
                pair = _ordered(one, code) or pair
        return pair

    def holds(self, pair: tuple[str | None, str | None], name: str) -> bool:
        """Say whether the currency that a name has for itself, if it has one, is of a pair: not 离岸人民币."""
        own = self._written.search(name)
        return own is None or own["against"] is not None or self._currencies[own["word"]] in pair

    def currency(self, *texts: str) -> str | None:
        """Find the currency a rate is in: the one that the first of some texts names."""
        for text in texts:
            for word, code in self._currencies.items():
                if code != "USD" and word in text.lower():
                    return code
        return None

    def flip(self, quantity: Quantity, name: str, reading: Reading) -> None:
        """Turn the comparator of a currency that fell or rose through a level: more or fewer of its units for a dollar.

        ``name`` is the metric; one that begins with the dollar, or what else the rate is for, is left alone.
        """
        if any(name.startswith(word) for word, code in self._currencies.items() if code == quantity.per):
            return
        if quantity.comparator == "<" and self._shapes["fell-through"].match(reading.text, quantity.left):
            quantity.comparator = ">"
        elif quantity.comparator == ">" and self._shapes["rose-through"].match(reading.text, quantity.left):
            weakened = self._shapes["weakened-through"].match(reading.text, quantity.left) is not None
            quantity.comparator = ">" if weakened else "<"


def _ordered(one: str | None, other: str | None) -> tuple[str, str] | None:
    """Give two currencies in the order in which rates are quoted."""
    if one is None or other is None:
        return None
    ranks = {code: place for place, code in enumerate(BASES)}
    if ranks.get(other, len(BASES)) < ranks.get(one, len(BASES)):
        one, other = other, one
    return other, one
