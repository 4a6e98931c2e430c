"""What so much is thought or said to be, where other values of it may stand between: 9公斤、值8万元的怀疑冰毒."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import Link
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity
    from numfacts.vocabulary.shapes import Shapes

LONGEST = 14  # characters of such a noun
NAMED_UNITS = frozenset("名位")  # of people
TOLD_BY = frozenset("人宗起")  # units of those who are told by what happened


def seized(reading: Reading, index: int, quantity: Quantity, shapes: Shapes) -> Link | None:
    """Read the noun behind a count or a weight and a word that only says what it is thought to be or lacks."""
    told = shapes["thought-to-be"].match(reading.text, quantity.right, reading.end)
    if told is None or quantity.unit_text in TOLD_BY:
        return None
    first = index + 1
    while first < len(reading.tokens) and reading.tokens[first].start < told.end():
        first += 1
    end, found = told.end(), 0
    for position, token in enumerate(reading.tokens[first:], first):
        between = reading.text[end : token.start]
        apart = between and between not in shapes.words("denials")  # 怀疑未完税香烟
        if apart or token.end - told.end() > LONGEST or token.code not in "wMSOv":
            break
        whole = reading.codes[position + 1 : position + 2] == "w" and quantity.unit_text not in NAMED_UNITS
        if found and token.code == "v" and token.tag != "vn" and not whole:
            break  # 12名指明潜逃人士实施措施
        end = token.end
        found = end if token.code in "wMO" else found
    if not found or (
        quantity.unit_text in NAMED_UNITS and shapes["person-end"].search(reading.text, told.end(), found) is None
    ):
        return None
    return Link(Mention(reading.text[told.end() : found], told.end(), found), None, None, None)
