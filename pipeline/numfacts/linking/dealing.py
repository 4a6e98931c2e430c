"""Lists of times that go in step with lists of values: 2025年和2026年分别新增15家、35家."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.times import Time

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading

LISTED = frozenset(["、", "和", "及", "与", "以及", " and ", ", "])  # what may stand between the periods of a list


def deal(reading: Reading, times: list[Time]) -> dict[int, Time]:
    """Deal a list of times out to as many quantities: 2025年和2026年分别新增15家、35家."""
    dealt: dict[int, Time] = {}
    each = reading.codes.find("e")
    while each >= 0:
        values = _values(reading.codes, each)
        listed = _list_before(reading, times, each, len(values))
        if len(values) > 1 and len(listed) == len(values):
            dealt.update(zip(values, listed, strict=True))
            following = _values(reading.codes, values[-1])
            if len(following) == len(values):
                dealt.update(zip(following, listed, strict=True))
        each = reading.codes.find("e", each + 1)
    return dealt


def _list_before(reading: Reading, times: list[Time], position: int, wanted: int) -> list[Time]:
    """Give the last ``wanted`` times of a list before a position; 当日 only repeats it."""
    found: list[Time] = []
    for time in reversed(times):
        if time.position > position or (not found and time.expression.rule.startswith("that-")):
            continue
        if found and reading.text[time.expression.end : found[0].expression.start] not in LISTED:
            break
        found.insert(0, time)
    return found if len(found) == wanted else []


def _values(codes: str, position: int) -> list[int]:
    """Give the indices of the quantities listed behind a position, up to the first that is not joined to them."""
    values: list[int] = []
    joined = True
    for index in range(position + 1, len(codes)):
        code = codes[index]
        if code == "Q":
            if not joined:
                break
            values.append(index)
            joined = False
        elif code == "j":
            joined = True
        elif code in ",(:" and values:
            break
    return values
