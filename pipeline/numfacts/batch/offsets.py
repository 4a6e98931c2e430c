"""Offsets in code points as offsets in UTF-16 code units and in bytes of UTF-8."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate

_LAST_OF_PLANE: int = 0xFFFF


class OffsetConverter:
    """Converts offsets into one text; each conversion reads the text once, when it is first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    def utf16(self, offset: int) -> int:
        """Gives an offset in code points as one in UTF-16 code units, as JavaScript and Java count."""
        return offset + bisect_left(self._astral, offset)

    def utf8(self, offset: int) -> int:
        """Gives an offset in code points as one in bytes of UTF-8."""
        return offset if self._bytes is None else self._bytes[offset]

    @cached_property
    def _astral(self) -> list[int]:
        """Where characters stand that take two code units."""
        if not self._text or ord(max(self._text)) <= _LAST_OF_PLANE:
            return []
        return [index for index, character in enumerate(self._text) if ord(character) > _LAST_OF_PLANE]

    @cached_property
    def _bytes(self) -> array[int] | None:
        """How many bytes stand before each character and after the last one; null where each has one."""
        if self._text.isascii():
            return None
        return array("I", accumulate(map(_width, self._text), initial=0))


def _width(character: str) -> int:
    return 1 + (character > "\x7f") + (character > "\u07ff") + (character > "\uffff")
