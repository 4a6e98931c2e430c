"""Who is named beside a fare without its being theirs: those who pay it, and who approves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.subjects.question import Asked
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes


def is_beside_fare(asked: Asked, mention: Mention, shapes: Shapes) -> bool:
    """Say whether someone only pays or approves the fare that a figure is: 运输署批准加价, 成人票价为6元，小童3元."""
    text, name = asked.reading.text, asked.link.mention.text if asked.link is not None else None
    if asked.reading.english:
        return False
    if asked.moves and mention.end is not None and shapes["approves-raise"].match(text, mention.end) is not None:
        return True  # 运输署批准其加价10%
    if name is None or shapes["fare"].search(name) is None:
        return False
    if shapes["rider"].fullmatch(mention.text or "") is not None:
        return True
    return mention.end is not None and shapes["approves"].match(text, mention.end) is not None
