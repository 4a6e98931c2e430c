"""Where a name begins and ends, told by the words around it: 昨晚|某某科技|最近|公布, 云杉大桥|今|早.

Each takes ``tagged``, which cuts a phrase into words with their parts of speech (ICTCLAS), and the shapes whose words
(``rules/names.yaml``) are no part of a name though their parts of speech allow it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from numfacts.vocabulary.shapes import Shapes

LINKS = ("p", "c")  # prepositions and conjunctions, which lead to someone
PASSING = ("t", "p")  # times and prepositions: those of more than one character are in no name
NO_END = ("t", "d")  # times and adverbs: those of more than one character end none, as 特 of 泡泡玛特 may
LONG = 5  # characters of more than a short name with which shares are listed
AND = "和"  # begins names too: 和记


def who_announces(match: re.Match[str], tagged: Callable[[str], list[tuple[str, str]]], shapes: Shapes) -> str:
    """Give who announces something by a match that ends in what is announced; nobody, as several things, is empty."""
    name, words, never = match[1], tagged(match[1]), shapes.words("in-no-announcer")
    begin, end, stop = 0, 0, len(name)
    for index, (word, tag) in enumerate(words):
        behind = word in never or (len(word) > 1 and tag in PASSING)
        if word[0].isdigit() and index + 1 < len(words):
            return ""  # 去年共有71只新股
        if end > begin and behind:
            stop = min(stop, end)
        end += len(word)
        if begin == index == 0 and tag == "t" and shapes.fits("time-before-name", word):
            begin = end
    return name[begin:stop]


def beginning(name: str, size: int, tagged: Callable[[str], list[tuple[str, str]]], shapes: Shapes) -> str:
    """Give the beginning of a name, of that size at the most, that ends in a word of it which may end a name."""
    end = kept = 0
    for word, tag in tagged(name):
        end += len(word)
        if end > size:
            break
        if tag not in LINKS and word not in shapes.words("ends-no-name") and (len(word) == 1 or tag not in NO_END):
            kept = end
    return name[:kept]


def behind_lead(name: str, tagged: Callable[[str], list[tuple[str, str]]]) -> str:
    """Give the name before a stock code without what leads to it: 与|某某科技."""
    if len(name) < LONG:
        return name
    end = begin = 0
    for word, tag in tagged(name):
        end += len(word)
        if tag in LINKS and name[:end] != AND:
            begin = end
    return name[begin:]
