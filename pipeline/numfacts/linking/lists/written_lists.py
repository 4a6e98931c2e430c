"""Names of a list that are read as they are written, since words within them join words: 住宿和餐饮业、金融业."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.programs import later
from numfacts.records import Mention

if TYPE_CHECKING:
    import re

    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

MEASURED = frozenset("MBPLNVTtk")  # codes of what stands between a list and 分别: what of each is told, and how
COUNTS = dict(zip("两二三四五六", (2, 2, 3, 4, 5, 6), strict=True))
MARK = later("、")
BEFORE = 120  # characters before a sentence in which those stand whom it takes up


def by_marks(reading: Reading, position: int, count: int, shapes: Shapes, *, in_step: bool) -> list[Mention]:
    """Give as many names as a list has that marks alone part, of which one has a word within that joins words.

    They stand before the word at ``position``, with what of them is told behind the last. Only the last may be two.
    Or one of them is what people do, which no list of nouns holds: 烧烤、火锅的消费额; only so where no 分别 tells that
    the list goes ``in_step`` with quantities.
    """
    begin, end = reading.clause_start(position), position
    while end > begin and reading.codes[end - 1] in MEASURED:
        end -= 1
    while begin < end and reading.codes[begin] == "P":
        begin += 1
    if begin >= end or reading.english:
        return []
    start, stop = reading.tokens[begin - 1].end if begin else reading.start, reading.tokens[end - 1].end
    stop = _to_mark(reading, stop, reading.tokens[end].start) if end < position else stop
    lead = shapes["list-lead"].match(reading.text, start, stop)
    start = start if lead is None else lead.end()
    stop = _before_own(reading, start, stop, shapes)
    parts = parted(reading.text, start, stop, MARK)
    done = any(_is_done(reading, part) for part in parts)
    if in_step and not done:
        return []
    joined = [_joint(part, shapes) for part in parts]
    if len(parts) == count - 1 and len(parts) > 1 and (joint := joined[-1]) is not None and not any(joined[:-1]):
        return _both(parts, joint, shapes)
    named = all(shapes.fits("listed-name", part.text or "") for part in parts) and (done or any(joined))
    return parts if len(parts) == count and named and not _measure(reading, parts) else []


def taken_up(reading: Reading, position: int, count: int, shapes: Shapes) -> list[Mention]:
    """Give as many names as a list has from the sentence before, where this one takes them up: 两家公司的…分别为."""
    found = shapes["so-many-again"].match(reading.text, reading.start, reading.end)
    if found is None or "j" in reading.codes[:position] or COUNTS.get(found["count"] or "两") != count:
        return []
    stop = reading.start
    first = reading.text.rfind("。", max(stop - BEFORE, 0), max(stop - 1, 0)) + 1
    first = max(first, reading.text.rfind("\n", max(stop - BEFORE, 0), max(stop - 1, 0)) + 1, stop - BEFORE, 0)
    for listed in shapes["list-told-of"].finditer(reading.text, first, stop):
        names = parted(reading.text, *listed.span("names"), shapes["list-joint"])
        told = shapes["list-called"].match(names[0].text or "")
        if told is not None:
            names[0] = Mention((names[0].text or "")[told.end() :], (names[0].start or 0) + told.end(), names[0].end)
        if len(names) == count and all(len(name.text or "") > 1 for name in names):
            return names
    besides = shapes["one-besides"].match(reading.text, first, stop) if count == len(("one", "other")) else None
    return [Mention(besides[name], *besides.span(name)) for name in ("one", "other")] if besides is not None else []


def _to_mark(reading: Reading, stop: int, start: int) -> int:
    """Give where the last name of a list ends, with characters behind its last token that are in no word."""
    return start if reading.text[stop:start].strip() else stop


def _before_own(reading: Reading, start: int, stop: int, shapes: Shapes) -> int:
    """Give where the last name of a list ends that has what is told of it behind 的: 民宿、温泉业态|的县域消费额."""
    mark = reading.text.rfind("、", start, stop)
    own = shapes["own-kind"].search(reading.text, mark, stop) if mark >= 0 else None
    return own.start() if own is not None else stop


def _is_done(reading: Reading, part: Mention) -> bool:
    """Say whether a part of a list is one word for what people do: 露营, 烧烤."""
    return any(token.code == "v" and (token.start, token.end) == (part.start, part.end) for token in reading.tokens)


def parted(text: str, start: int, stop: int, joint: re.Pattern[str]) -> list[Mention]:
    """Give what stands between two offsets, parted by what joins the names of a list."""
    parts: list[Mention] = []
    for mark in [*joint.finditer(text, start, stop), None]:
        end = mark.start() if mark is not None else stop
        if start < end:
            parts.append(Mention(text[start:end], start, end))
        start = mark.end() if mark is not None else stop
    return parts


def _joint(part: Mention, shapes: Shapes) -> re.Match[str] | None:
    """Give the last word that joins words within a part of a list: 住宿和餐饮业."""
    return [None, *shapes["list-joint"].finditer(part.text or "", 1)][-1]


def _both(parts: list[Mention], joint: re.Match[str], shapes: Shapes) -> list[Mention]:
    """Give the names of a list of which the last two are joined by a word: 东部、中部、西部和东北地区."""
    text, start = parts[-1].text or "", parts[-1].start or 0
    both = [text[: joint.start()], text[joint.end() :]]
    ends = [(start, start + joint.start()), (start + joint.end(), parts[-1].end)]
    names = [*parts[:-1], *(Mention(name, *span) for name, span in zip(both, ends, strict=True))]
    return names if all(shapes.fits("listed-name", name.text or "") for name in names) else []


def _measure(reading: Reading, parts: list[Mention]) -> bool:
    """Say whether one of the parts but the last only names what is measured."""
    ends = {part.end for part in parts[:-1]}
    return any(token.code == "M" and token.end in ends for token in reading.tokens)
