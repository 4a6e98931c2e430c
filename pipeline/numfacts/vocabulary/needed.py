"""What is compiled out of many patterns: for the first text those it may match, for any that need more all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Needed(Generic[T]):
    """Something made of patterns, by their indices, when a text is there to be searched for them.

    ``literals`` holds for each pattern the strings of which a text needs one for it to match, none where that is not
    known. Most patterns find nothing in one article, and compiling all of them takes longer than reading it.
    """

    def __init__(self, literals: Sequence[Sequence[str]], make: Callable[[frozenset[int]], T]) -> None:
        self._literals = literals
        self._make = make
        self._made: tuple[frozenset[int], T] | None = None

    def of(self, text: str) -> T:
        """Give what is made of all patterns that the text may match, or of more."""
        if self._made is None:
            return self._made_of(self._wanted(text))
        have, made = self._made
        if len(have) == len(self._literals) or self._wanted(text) <= have:
            return made
        return self._made_of(frozenset(range(len(self._literals))))

    def _wanted(self, text: str) -> frozenset[int]:
        return frozenset(
            index for index, words in enumerate(self._literals) if not words or any(word in text for word in words)
        )

    def _made_of(self, chosen: frozenset[int]) -> T:
        made = self._make(chosen)
        self._made = chosen, made  # at once, for threads
        return made
