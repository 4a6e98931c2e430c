"""What of a name another text has, too, up to where a word ends: 云杉大桥今 of 云杉大桥今早, without 今."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LINKS = ("p", "c")  # parts of speech (ICTCLAS) of words that end no name
PASSING = ("t", "d")  # those of words of more than one character that end none, as 特 of 泡泡玛特 may
NO_END = frozenset("今获")  # other words that end none


def beginning(name: str, size: int, tagged: Callable[[str], list[tuple[str, str]]]) -> str:
    """Give the beginning of a name, of that size at the most, that ends in a word of it which may end a name.

    ``tagged`` cuts a phrase into words with their parts of speech.
    """
    end = kept = 0
    for word, tag in tagged(name):
        end += len(word)
        if end > size:
            break
        if tag not in LINKS and word not in NO_END and (len(word) == 1 or tag not in PASSING):
            kept = end
    return name[:kept]
