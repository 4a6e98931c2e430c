"""Whose a figure is where the central bank that governs what a document tells sets it itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.question import Whose
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.subjects.question import Asked
    from numfacts.vocabulary.shapes import Shapes

BEHIND = 8  # characters behind a number that say what it is of: 20家机构参与投标


def own_policy(asked: Asked, nation: Whose | None, shapes: Shapes) -> Whose | None:
    """Give the central bank rather than its ``nation`` for what it does itself: 人民银行表示，操作金额5亿元."""
    if nation is None or nation.mention.start is not None:
        return nation
    reading, end = asked.reading, asked.quantity.end
    told = asked.link.mention.text or "" if asked.link is not None else ""
    behind = min(end + BEHIND, reading.end)
    clause = reading.text[reading.tokens[asked.begin].start : behind]
    if shapes["bank-sets"].search(told) is None and shapes["bank-sets"].search(clause) is None:
        return nation
    banks = list(shapes["home-bank"].finditer(reading.text, 0, asked.quantity.start))
    return Whose(Mention(banks[-1][0], *banks[-1].span()), firm=True) if banks else nation
