"""Whether a clause tells what the speaker of its sentence does itself: 某局表示，将发行债券5亿元."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from numfacts.linking.claim import Place
    from numfacts.linking.reading import Reading
    from numfacts.records import Mention, Modality
    from numfacts.vocabulary.shapes import Shapes


def is_own_act(reading: Reading, index: int, shapes: Shapes, act: str = "own-act") -> bool:
    """Say whether the clause of a token begins with what someone does, or goes on with its terms: 规模为5亿元."""
    begin = reading.clause_start(index)
    while not (found := _begins_with(reading, begin, index, act, shapes)) and begin:
        if not _begins_with(reading, begin, index, "terms-of-act", shapes):
            return False
        index = begin - 1
        begin = reading.clause_start(index)
    return found


def begins_own_act(reading: Reading, index: int, shapes: Shapes) -> bool:
    """Say whether the clause of a token itself begins with what someone does, who is not named again: 政府聘用30人."""
    found = _beginning(reading, reading.clause_start(index), index, "own-act", shapes)
    return found is not None and found["who"] is None


def acts_at_once(reading: Reading, position: int, index: int, shapes: Shapes) -> bool:
    """Say whether who tells or foresees something, at a token, does it at once: 某局预计今年将投资5亿元."""
    if not reading.clause_start(index) <= position < index or reading.codes[position] not in "RX":
        return False
    behind = position + 1
    while behind < index and reading.codes[behind] in "PX":
        behind += 1
    return shapes["own-act"].match(reading.text, reading.opening(behind)) is not None


def _begins_with(reading: Reading, begin: int, end: int, shape: str, shapes: Shapes) -> bool:
    """Say whether a clause begins with a shape, behind times and words of what is planned."""
    return _beginning(reading, begin, end, shape, shapes) is not None


def _beginning(reading: Reading, begin: int, end: int, shape: str, shapes: Shapes) -> re.Match[str] | None:
    """Match a shape at the beginning of a clause, behind times and words of what is planned."""
    while begin < end and reading.codes[begin] in "PX":
        begin += 1
    return shapes[shape].match(reading.text, reading.opening(begin))


def goes_uncited(place: Place, metric: Mention | None, modality: Modality, source: Mention) -> bool:
    """Say whether a change is of the value before it, for which nobody is cited: 某署表示，接获30宗投诉，按年跌5%."""
    near = place.near
    if near is None or near.attribution is not None or near.change is not None:
        return False
    if near.metric != metric or near.modality != modality:
        return False
    return (source.start or 0) < near.quantity.start
