"""Names of a list that are read as its marks part them, since words within them join words: 住宿和餐饮业、金融业."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.programs import later
from numfacts.records import Mention

if TYPE_CHECKING:
    import re

    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

TOLD = frozenset("MBPLNVTtkeXs")  # codes of what stands between a list and 分别: what of each is told, and how
LEADS = frozenset("PXsB")  # codes of what stands before a list
MARK = later("、")
MARK_OR_AND = later("、|以及")


def marked_names(reading: Reading, position: int, count: int, shapes: Shapes) -> list[Mention]:
    """Give as many names as a list before ``position`` has, as marks part them, or none.

    Marks alone part them, or with the last word that joins words, or all such words do.
    """
    span = _listed(reading, position, shapes)
    joint = shapes["list-joint"]
    if span is None or _does(reading, span, joint):
        return []
    ways = [parted(reading.text, *span, mark) for mark in (MARK, MARK_OR_AND)]
    last = [*joint.finditer(reading.text, *span)][-1:]
    if last:
        head, tail = (span[0], last[0].start()), (last[0].end(), span[1])
        ways.append(parted(reading.text, *head, MARK) + parted(reading.text, *tail, MARK))
    ways.append(parted(reading.text, *span, joint))
    return next((names for names in ways if len(names) == count and _are_names(names, shapes)), [])


def parted(text: str, start: int, stop: int, joint: re.Pattern[str]) -> list[Mention]:
    """Give what stands between two offsets, parted by what joins the names of a list."""
    parts: list[Mention] = []
    for mark in [*joint.finditer(text, start, stop), None]:
        end = mark.start() if mark is not None else stop
        if start < end:
            parts.append(Mention(text[start:end], start, end))
        start = mark.end() if mark is not None else stop
    return parts


def _listed(reading: Reading, position: int, shapes: Shapes) -> tuple[int, int] | None:
    """Give where the list before ``position`` stands, without what leads to it and what is told of each."""
    begin, end = reading.clause_start(position), position
    while begin < end and reading.codes[begin] in LEADS:
        begin += 1
    while end > begin and reading.codes[end - 1] in TOLD:
        end -= 1
    governed = begin and shapes["direction"].match(reading.text, reading.tokens[begin - 1].start)
    if begin >= end or set(reading.codes[begin:end]) & set("QV") or governed or reading.english:
        return None
    start, stop = reading.opening(begin), reading.tokens[end - 1].end
    while start < stop and not reading.text[start].isalnum():
        start += 1
    mark = reading.text.rfind("、", start, stop)
    told = shapes["told-of-listed"].search(reading.text, max(mark, start), reading.tokens[position].start)
    stop = told.start() if told is not None else stop
    parts = parted(reading.text, start, stop, MARK)
    ends = {part.end for part in parts[:-1]} if told is None else set()
    measured = any(token.code == "M" and token.end in ends for token in reading.tokens)
    return None if measured else (start, stop)


def _does(reading: Reading, span: tuple[int, int], joint: re.Pattern[str]) -> bool:
    """Say whether a verb stands within a part of a list, so that all are what someone does: 云杉科技布局烧烤、火锅."""
    parts = parted(reading.text, *span, joint)
    starts, ends = {part.start for part in parts}, {part.end for part in parts}
    within = (token for token in reading.tokens if token.code == "v" and span[0] < token.start < span[1])
    return any(token.start not in starts and token.end not in ends for token in within)


def _are_names(names: list[Mention], shapes: Shapes) -> bool:
    """Say whether each part of a list can be a name by how it is written."""
    return all(shapes.fits("listed-name", name.text or "") for name in names)
