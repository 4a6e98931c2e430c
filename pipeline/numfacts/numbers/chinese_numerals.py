"""Numbers of Chinese characters, alone or behind Arabic digits."""

from __future__ import annotations

import re
from typing import NamedTuple

from numfacts.numbers.numeral_words import Vocabulary
from numfacts.programs import compiled
from numfacts.vocabulary.patterns import any_of

MAX_DIGITS = 40
MANY = 3  # so many Chinese digits in a row are a number without a zero among them: 一二三, not 一一

_STRING = re.compile(f"[0-9]{{{MANY}}}")
_TOKENS = re.compile(r"[0-9]+|[^0-9]")
_DIGITS = frozenset("0123456789")


class Written(NamedTuple):
    """What characters say: decimal digits and the power of ten to multiply them with, and how it was written.

    ``bounds`` are the sharp ends of a vague numeral, whose low one ``digits`` repeats. ``scale`` is the power of ten of
    the scales at the end, ``decimals`` how many digits follow the point.
    """

    digits: str
    power: int = 0
    bounds: tuple[int, int] | None = None
    more: bool = False
    scale: int = 0
    decimals: int = 0
    bare: bool = False


class ChineseReader:
    """Reads 一百一十六点二, 三十几万, 七八百, 3.5千万, 1亿2000万 or 三万五."""

    def __init__(self, words: Vocabulary) -> None:
        self._digits = words.values("digit", "counting", "formal")
        self._tens, self._zeros = words.values("tens"), words.values("zero")
        self._places, self._groups = words.values("place", "formal_place"), words.values("group")
        self._scales = self._places | self._groups
        self._runs = compiled(f"[{words.chars('group')}]+")
        self._ascii = str.maketrans({word: str(value) for word, value in words.values("digit", "zero").items()})
        (self._some, *somes), (self._point, *points) = words.terms("some"), words.terms("point")
        self._written_as = dict.fromkeys(somes, self._some) | dict.fromkeys([*points, "."], self._point)
        self._headless = (*words.terms("some"), *words.terms("several"))
        self._more = words.terms("more")
        self._pair = compiled(any_of(words.terms("pair")))

    def read(self, text: str, head: int = 0) -> Written | None:
        """Read a numeral that begins with ``head`` Arabic digits and points; null where it has no exact value."""
        for other, mark in self._written_as.items():
            text = text.replace(other, mark)
        more = self._some in text
        for mark in self._more:
            if mark in text:
                text, more = text.replace(mark, "", 1), True
        if text.startswith(self._headless):
            return None
        bounds = self._bounds(text)
        digits, power, decimals = self._digits_of(text) if bounds is None else (str(bounds[0]), 0, 0)
        if not digits:
            return None
        return Written(digits, power, bounds, more, self._scale(text, head), decimals, self._is_bare(text))

    def integer(self, text: str) -> int | None:
        """The value of a whole number without vague marks; null where it is none."""
        digits = text.translate(self._ascii)
        if digits.isdigit() and digits.isascii():
            string = len(text) == 1 or len(text) >= MANY or text.isascii() or any(zero in text for zero in self._zeros)
            return int(digits) if string and len(digits) <= MAX_DIGITS else None
        return self._sum(text, final=True) if text else None

    def _digits_of(self, text: str) -> tuple[str, int, int]:
        """Digits, power of ten and number of decimals of a numeral without vague marks; no digits where it is none."""
        whole, point, fraction = text.replace(self._point, ".", 1).partition(".")
        if not point:
            integer = self.integer(whole)
            return ("", 0, 0) if integer is None else (str(integer), 0, 0)
        fraction = fraction.translate(self._ascii)
        count = next((index for index, char in enumerate(fraction) if char not in _DIGITS), len(fraction))
        if not 0 < count <= MAX_DIGITS or any(char not in self._scales for char in fraction[count:]):
            return "", 0, 0
        power = self._power(fraction[count:])
        integer = self._before_point(whole, power)
        return ("", 0, 0) if integer is None else (f"{integer}.{fraction[:count]}", power, count)

    def _before_point(self, whole: str, power: int) -> int | None:
        """The whole number before a point, in units of ``power``: 78兆9450 of 78兆9450.05亿 is 789450."""
        end = max((match.end() for match in self._runs.finditer(whole)), default=0)
        if end in (0, len(whole)) or self._groups[whole[end - 1]] <= power:
            return self.integer(whole)
        high, low = self.integer(whole[:end]), self.integer(whole[end:])
        if high is None or low is None or low >= 10 ** (self._groups[whole[end - 1]] - power):
            return None
        return int(high // 10**power) + low

    def _power(self, scales: str) -> int:
        """The power of ten of scales in a row: 千万 is 7, 万亿 12."""
        return sum(self._scales[char] for char in scales)

    def _is_bare(self, text: str) -> bool:
        return self._scales.get(text[0], 0) > 1

    def _bounds(self, text: str) -> tuple[int, int] | None:
        """The low and the high value of 三十几万 or 七八百; null where the numeral is not vague or not sharp."""
        if self._some in text:
            known, _, scales = text.partition(self._some)
            scales = scales[1:] if self._places.get(scales[:1]) == 1 else scales  # 三百几十: between 300 and 400
            low = self.integer(known)
            power = self._scales.get(known[-1], 1 if known[-1] in self._tens else len(known) - len(known.rstrip("0")))
            if low is None or not power or any(char not in self._groups for char in scales):
                return None
            unit = 10 ** self._power(scales)
            return low * unit, (low + 10**power) * unit
        pair = self._pair.search(text)
        if pair is None or self._point in text or "." in text:
            return None
        if _STRING.search(text.translate(self._ascii)):
            return None
        middle = pair.start() + 1
        low, high = self.integer(text[:middle] + text[pair.end() :]), self.integer(text[: pair.start()] + text[middle:])
        return None if low is None or high is None else (low, high)

    def _sum(self, text: str, *, final: bool) -> int | None:
        """Add up the groups of four digits, the highest first; only the ``final`` one may end as in 三万五."""
        runs = [(match.end(), match[0], self._power(match[0])) for match in self._runs.finditer(text)]
        if not runs:
            return self._section(text, final=final)
        end, run, power = max(runs, key=lambda found: found[2])
        if sum(found[2] == power for found in runs) > 1 or sorted(run, key=self._groups.__getitem__) != list(run):
            return None
        left, right = text[: end - len(run)], text[end:]
        head = self._sum(left, final=False) if left else 1
        if not head or not right:
            return head and head * 10**power
        if not left:
            return None
        unit = self._digits.get(right, int(right) if right in _DIGITS else 0)
        if unit:
            # 三万五 is 35000; behind a round hundred (三百万五) nobody knows.
            return (head * 10 + unit) * 10 ** (power - 1) if final and head % 100 else None
        tail = self._sum(right, final=final)
        return head * 10**power + tail if tail is not None and tail < 10**power else None

    def _section(self, text: str, *, final: bool) -> int | None:
        """Add up thousands, hundreds, tens and ones, in falling order; or digit by digit: 六四八八."""
        string = text.translate(self._ascii)
        if len(string) >= MANY and string.isdigit() and string.isascii():
            return int(string) if len(string) <= MAX_DIGITS else None
        total, place, pending, gap, first = 0, 4, None, False, True
        for token in _TOKENS.findall(text) if not _DIGITS.isdisjoint(text) else text:
            digit = int(token) if token[0] in _DIGITS else self._digits.get(token)
            if digit is not None:
                if pending is not None:
                    return None
                pending = digit
            elif token in self._zeros:
                if pending is not None:
                    return None
                gap = True
            elif token in self._tens:
                if pending is not None or place < 2:
                    return None
                total, place, gap = total + self._tens[token], 1, False
            else:
                power = self._places.get(token, place)
                if power >= place or (pending is None and power > 1 and not first):
                    return None
                total, place, pending, gap = total + (1 if pending is None else pending) * 10**power, power, None, False
            first = False
        if pending is None:
            return total
        if gap or place in (1, 4):
            return total + pending if place == 4 or pending < 10**place else None
        return total + pending * 10 ** (place - 1) if final and pending < 10 else None

    def _scale(self, text: str, head: int) -> int:
        """The power of ten of the scales a numeral ends with, a last digit apart (三万五).

        十 and the like count only behind Arabic digits or a single Chinese one: 3千, 三千, but not 一万三千.
        """
        end = len(text)
        while end and (text[end - 1] in self._digits or text[end - 1] in self._zeros or text[end - 1] in _DIGITS):
            end -= 1
        start = end
        while start and text[start - 1] in self._scales:
            start -= 1
        scales = text[start:end]
        if (start == head and (head or self._is_bare(text))) or "." in text or self._point in text:
            return self._power(scales)
        groups = "".join(char for char in scales if char in self._groups)
        if groups or not (head or start == 1) or not scales:
            return self._power(groups)
        return self._scales[scales[-1]]
