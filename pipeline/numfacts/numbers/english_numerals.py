"""Numbers spelled in English words."""

from __future__ import annotations

from typing import NamedTuple

from numfacts.numbers.numeral_words import Vocabulary

HUNDRED = 100


class Spelled(NamedTuple):
    """What words say: decimal digits, a power of ten and a whole factor to multiply them with, and how it was written.

    ``scale`` is the power of ten of the scales the words end with, ``decimals`` how many digits follow the point.
    """

    digits: str
    power: int = 0
    factor: int = 1
    scale: int = 0
    decimals: int = 0
    more: bool = False
    bare: bool = False


class EnglishReader:
    """Reads one hundred and five, two and a half million, six point five, half a dozen."""

    def __init__(self, words: Vocabulary) -> None:
        self._units, self._tens = words.values("unit_word"), words.values("tens_word")
        self._hundred, self._dozen = words.values("hundred_word"), words.values("dozen_word")
        self._scales = words.values("scale_word")
        self._articles, self._halves = words.terms("article"), words.terms("half_word")
        self._joints, self._points = words.terms("and_word"), words.terms("point_word")
        self._more = words.terms("more_word")

    def read(self, text: str) -> Spelled | None:
        """Read lower-case words joined by spaces or hyphens; null when they are no number."""
        words = text.replace("-", " ").split()
        more = len(words) > 1 and words[-1] in self._more
        if more:
            words.pop()
        spelled = self._fractional(words) or self._whole(words)
        return spelled._replace(more=more) if spelled is not None else None

    def _fractional(self, words: list[str]) -> Spelled | None:
        """Read a number with a half or a point, which only multiples may follow."""
        for index, word in enumerate(words):
            if word in self._halves:
                joint = words[index - 2] if index > 1 else ""
                whole = self._whole(words[: index - 2]) if joint in self._joints else None
                if index == 0 and words[1:2] and words[1] in self._articles and len(words) > 2:
                    return self._multiplied("0.5", words[2:], 0)
                if whole is None or words[index - 1] not in self._articles:
                    return None
                return self._multiplied(f"{whole.digits}.5", words[index + 1 :], 0)
            if word in self._points:
                digits = [self._units.get(part, 10) for part in words[index + 1 :]]
                count = next((place for place, digit in enumerate(digits) if digit > 9), len(digits))
                whole = self._whole(words[:index])
                if whole is None or not count:
                    return None
                fraction = "".join(map(str, digits[:count]))
                return self._multiplied(f"{whole.digits}.{fraction}", words[index + 1 + count :], count)
        return None

    def _multiplied(self, digits: str, words: list[str], decimals: int) -> Spelled | None:
        power, factor = 0, 1
        for word in words:
            if word in self._dozen:
                factor *= self._dozen[word]
            elif word in self._scales or word in self._hundred:
                power += self._scales.get(word, self._hundred.get(word, 0))
            else:
                return None
        return Spelled(digits, power, factor, power, decimals)

    def _whole(self, words: list[str]) -> Spelled | None:
        """Add up hundreds, tens and units under scales in falling order."""
        total, last, scale, higher = 0, 0, 0, 0
        bare = len(words) > 1 and words[0] in self._articles
        section: int | None = 1 if bare else None
        for word in words[bare:]:
            if word in self._joints:
                continue
            value = self._tens.get(word, self._units.get(word))
            if value is not None:
                scale = 0
                if section is None:
                    section = value
                elif (section and not section % HUNDRED) or (
                    0 < value < 10 and section % HUNDRED >= 20 and not section % 10
                ):
                    section += value
                else:
                    return None
            elif word in self._hundred:
                if section is None or not 0 < section < HUNDRED:
                    return None
                section *= HUNDRED
            elif word in self._scales:
                power = self._scales[word]
                if section is None:  # a thousand billion
                    if not scale or higher:
                        return None
                    total, last, scale = total * 10**power, last + power, scale + power
                elif total and section * 10**power >= 10**last:
                    return None
                else:
                    higher, total, last, scale, section = total, total + section * 10**power, power, power, None
            elif word in self._dozen and section is not None:
                section *= self._dozen[word]
            else:
                return None
        if (section is None and not scale) or (section is not None and total and section >= 10**last):
            return None
        return Spelled(str(total + (section or 0)), scale=scale, bare=bare)
