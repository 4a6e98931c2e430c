"""What several holders or officers are each to do: 股东甲、董事乙拟分别减持5万股(占1%)、3万股(占0.6%)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.reading import STRONG
from numfacts.records import Mention

if TYPE_CHECKING:
    import re

    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

FEWEST = 2  # of them, below which nothing is dealt out


def officers(reading: Reading, shapes: Shapes) -> dict[int, Mention]:
    """Give whose each quantity behind 分别 is, where as many people with their parts in a company stand before it.

    A bracket tells more of the quantity before it, and a second list goes in step with the first.
    """
    position = reading.codes.find("e")
    if position < 0:
        return {}
    end = reading.tokens[position].end
    start = max(reading.start, *(reading.text.rfind(mark, reading.start, end) for mark in STRONG))
    listed = shapes["listed-officer"].finditer(reading.text, start, end)
    names = [name for found in listed for name in _named(found, shapes)]
    found: dict[int, Mention] = {}
    while len(names) >= FEWEST and position >= 0:
        groups = _groups(reading, position)
        if len(groups) == len(names):
            found.update({index: name for group, name in zip(groups, names, strict=True) for index in group})
        position = reading.codes.find("e", position + 1)
    return found


def _named(match: re.Match[str], shapes: Shapes) -> list[Mention]:
    """Give who is named behind a title, and those listed with him who have none: 股东甲、乙及监事丙."""
    names = [Mention(match[1], *match.span(1))]
    for name in shapes["listed-untitled"].finditer(match.string, *match.span("more")):
        names.append(Mention(name["name"], *name.span("name")))
    return names


def _groups(reading: Reading, position: int) -> list[list[int]]:
    """Give the quantities of the list behind a token, each with those in the bracket behind it."""
    groups: list[list[int]] = []
    depth = 0
    begin = reading.codes.find("Q", position)
    for index in range(begin, len(reading.codes) if begin >= 0 else begin):
        code = reading.codes[index]
        depth += (code == "(") - (code == ")")
        if code == "Q":
            if depth or (groups and reading.codes[index - 1] != "j"):
                groups[-1].append(index)
            else:
                groups.append([index])
        elif not depth and code not in "j)":
            break
    return groups
