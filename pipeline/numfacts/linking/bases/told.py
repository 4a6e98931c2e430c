"""What a change is measured against as its sentence says: 同比, 较上月, 在现有规模基础上."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from numfacts.linking.english.moved_from import moved_from
from numfacts.numbers.quantity import Quantity
from numfacts.records import ChangeBasis
from numfacts.ruleset.kinds import BasisRule
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.periods import TimeExpression
    from numfacts.vocabulary.shapes import Shapes

JOINED_BASES = re.compile("B(?:jB)+")  # codes of what a list of changes is measured against
LISTED = re.compile("Q(?:[j,]V{0,2}Q)+")  # codes of the list: 升8%及跌3%
ALIKE = re.compile("Q(?:,?jQ|,Q(?=,?[jQ]))+")  # codes of an English list of values of one verb
LEADING = re.compile("QtwQ|QtQ")  # codes of how far something moved, and to where
ADJUSTED = "adjusted "  # before what tells at what rate something is, and not what it is compared with
FORMER = re.compile("fB(?:[wvR]{0,3}Q(?!V+L*Q)|VQ(?!t))")  # codes of an earlier value from which something moved
SAID_BEHIND = 6  # tokens behind a value in which its basis may stand
LIKENED = 3  # characters at the end of a clause that say that something is compared with what it tells
Against = Callable[["TimeExpression"], ChangeBasis | None]


def said_basis(reading: Reading, index: int, against: Against, shapes: Shapes) -> str | None:
    """Give the basis named in the clause of a change, before it or behind it, or in the clause before."""
    item = reading.tokens[index].item
    apart = isinstance(item, Quantity) and item.kind == "difference"
    if apart and reading.codes[max(reading.clause_start(index), index - 2) : index] == "kP":
        return against(cast("TimeExpression", reading.tokens[index - 1].item))  # 高于上月1.3个百分点
    base = moved_from(reading, index, shapes)
    if base is not None and (found := _basis_behind(reading, base, against, shapes)) is not None:
        return found
    dealt = _dealt(reading, reading.clause_start(index), index)
    if dealt is not None:
        return basis_at(reading, dealt, against, shapes)
    around = _around_english(reading, index, shapes) if reading.english else _around(reading, index)
    for position in around:
        if (found := basis_at(reading, position, against, shapes)) is not None:
            return found
    return _basis_of_clause_before(reading, index, against, shapes)


def _around(reading: Reading, index: int) -> list[int]:
    """Give the places of a clause where the basis of a change may stand: before it, then behind it."""
    start, end = reading.clause_start(index), reading.clause_end(index)
    return [*range(index - 1, start - 1, -1), *range(index + 1, _next_value(reading, index, end))]


def _around_english(reading: Reading, index: int, shapes: Shapes) -> list[int]:
    """Give the places of an English clause where the basis may stand: behind a list, then back to the value before."""
    start, end = reading.clause_start(index), reading.clause_end(index)
    last = _last_listed(reading, index)
    stop = _next_value(reading, last, end)
    stop = next((place for place in range(last + 1, stop) if _parts(reading, place, shapes)), stop)
    return [*range(index + 1, stop), *range(index - 1, max(start, reading.codes.rfind("Q", 0, index) + 1) - 1, -1)]


def _next_value(reading: Reading, last: int, end: int) -> int:
    """Give where what may be said of a value ends: at the next one, or some tokens on."""
    value = reading.codes.find("Q", last + 1, end)
    return min(end if value < 0 else value, last + SAID_BEHIND)


def _basis_of_clause_before(reading: Reading, index: int, against: Against, shapes: Shapes) -> str | None:
    """Give the basis named in the clause before, where no value of its own stands behind it: 与去年同期相比，增长5%."""
    comma = reading.clause_start(index) - 1
    if comma < 0 or reading.codes[comma] != ",":
        return None
    first, end = reading.clause_start(comma), reading.tokens[comma].start
    if reading.english and "Q" in reading.codes[first : comma + 1]:
        return None
    alike = shapes["than-then"].search(reading.text, max(end - LIKENED, 0), end) is not None  # 与去年底的62家相比
    for position in range(comma - 1, first - 1, -1):
        if reading.codes[position] == "Q" and not alike:
            return None
        if reading.codes[position] == "P" and alike:
            return _against_time(reading, position, against, shapes)
        if (found := basis_at(reading, position, against, shapes)) is not None:
            return found
    return None


def _last_listed(reading: Reading, index: int) -> int:
    """Give the index of the last quantity that is told with an English one: 3 percent and 5 percent on the year.

    So it is with the level that it leads to: rose 3 points to 45 from the previous quarter.
    """
    listed = ALIKE.match(reading.codes, index) or LEADING.match(reading.codes, index)
    return listed.end() - 1 if listed is not None else index


def _basis_behind(reading: Reading, base: int, against: Against, shapes: Shapes) -> str | None:
    """Give the basis of a change from a value by the time of that: from the 1,270 sold in September."""
    for position in range(base + 1, reading.clause_end(base)):
        if reading.codes[position] == "Q" or _parts(reading, position, shapes):
            return None
        if reading.codes[position] in "PB":
            timed = not isinstance(reading.tokens[position].item, Term)
            return (_against_time if timed else basis_at)(reading, position, against, shapes)
    return None


def _dealt(reading: Reading, start: int, index: int) -> int | None:
    """Give the basis at the place in a list that a quantity has in one: 比上月和上年同期高0.3个和0.5个百分点."""
    bases = JOINED_BASES.search(reading.codes, start, index)
    if bases is None:
        return None
    first = reading.codes.find("Q", bases.end())
    values = LISTED.match(reading.codes, first)
    places = [place for place in range(*bases.span()) if reading.codes[place] == "B"]
    if values is None or not first <= index < values.end() or values[0].count("Q") != len(places):
        return None
    return places[reading.codes.count("Q", first, index)]


def _parts(reading: Reading, position: int, shapes: Shapes) -> bool:
    """Say whether an English token begins another clause: fell 2 percent after it cut its annual forecast."""
    token = reading.tokens[position]
    return token.code == "s" and reading.text[token.start : token.end].lower() in shapes.words("parting")


def basis_at(reading: Reading, position: int, against: Against, shapes: Shapes) -> str | None:
    """Give the basis that the token at a place names: 同比, 较上月."""
    token = reading.tokens[position]
    if token.code != "B" or reading.codes[position + 1 : position + 3] == "XQ":  # 由首季预估的1.6%加快
        return None
    if shapes["foreseen-there"].match(reading.text, token.end) is not None:
        return None  # from a November forecast of 3%
    if reading.text.endswith(ADJUSTED, reading.start, token.start):
        return None  # to a seasonally adjusted annual rate of 3 million
    if FORMER.match(reading.codes, position - 1) is not None:
        return None  # 升幅由1月的3%扩大至5%, 由上月上涨2%转为下降1%
    if isinstance(token.item, Term):
        return token.item.rule.basis if isinstance(token.item.rule, BasisRule) else None
    before = reading.tokens[position - 1].item if reading.codes[position - 1 : position] == "B" else None
    if isinstance(before, Term) and isinstance(before.rule, BasisRule) and before.rule.basis == "yoy":
        return None  # 同比2019年同期: as the word before it says
    if shapes["week-before"].fullmatch(reading.text, token.start, token.end) is not None:
        return "none"
    if shapes["year-end-then"].fullmatch(reading.text, token.start, token.end) is not None:
        return "ytd"
    return _against_time(reading, position, against, shapes)


def _against_time(reading: Reading, position: int, against: Against, shapes: Shapes) -> ChangeBasis | None:
    """Give the basis of a change against a time, or against what was foreseen or reached then: 较2月时的预测多."""
    token = reading.tokens[position]
    if shapes["then-foreseen"].match(reading.text, token.end) is not None:
        return "prior"
    return against(cast("TimeExpression", token.item))


def parallel_basis(reading: Reading, index: int, against: Against, shapes: Shapes) -> ChangeBasis | None:
    """Give the basis said of a change before in the sentence: 确诊较前一日增加9例；死亡增加2例."""
    for position in range(reading.clause_start(index) - 1, -1, -1):
        found = basis_at(reading, position, against, shapes)
        if found is not None:
            return found if found in ("day", "mom", "qoq", "yoy") else None  # type: ignore[return-value]
    return None
