"""Names that only say what is counted behind them: 在甲市、乙市两个城市."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS

if TYPE_CHECKING:
    from numfacts.linking.subjects.names import Name
    from numfacts.linking.subjects.question import Asked
    from numfacts.vocabulary.shapes import Shapes


def before_members(asked: Asked, names: list[Name], shapes: Shapes) -> list[Name]:
    """Give the names of a clause that stand before those which are all that is counted.

    Whom the clause is about are meant rather: 甲市、乙市两地出台政策.
    """
    reading, first = asked.reading, len(names)
    if asked.quantity.kind not in COUNTS or asked.limit < asked.index or not names or not names[-1].joined:
        return names
    end = reading.tokens[reading.behind_bracket(names[-1].last)].end
    if shapes["sums-up-list"].fullmatch(reading.text, end, reading.tokens[asked.index].start) is None:
        return names
    while first and names[first - 1].joined:
        first -= 1
    first = max(first - 1, 0)
    return names if names[first].heads else names[:first]
