"""What leads to the name before a stock code and is no part of it: 专访|某某科技, 受油价拖累|某某航空."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = 5  # characters of more than a short name with which shares are listed
NAME = 3  # characters of the shortest name that a verb or a preposition leads to
LEADS = ("p", "c")  # parts of speech (ICTCLAS) of words that no name holds: 在, 与
CAUSED = ("受", "因")  # open what befell the company behind it
BEFALLS = ("v", "vn", "n")  # parts of speech of the last word of that: 拖累, 影响, 减值
AND = "和"  # begins names too: 和记


def behind_lead(name: str, tagged: Callable[[str], list[tuple[str, str]]]) -> str:
    """Give a name without the clause, the verb or the prepositions that stand before it.

    ``tagged`` cuts a phrase into words with their parts of speech.
    """
    if len(name) < LONG:
        return name
    end = begin = 0
    caused = name.startswith(CAUSED)
    words = tagged(name)
    for index, (word, tag) in enumerate(words):
        end += len(word)
        opens = tag == "v" and not index and len(word) > 1 and words[1:2] and words[1][1] != "n"  # not 联合能源
        leads = tag in LEADS and name[:end] != AND
        befell = caused and tag in BEFALLS and len(word) > 1 and len(name) - end > NAME
        if (opens or leads or befell) and len(name) - end >= NAME:
            begin = end
    return name[begin:]
