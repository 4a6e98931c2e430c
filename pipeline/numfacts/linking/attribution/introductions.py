"""For which body someone speaks whom the text names alone: it has said so where it named him first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.attribution.bodies import Bodies
    from numfacts.linking.attribution.heads import ClauseHeads
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

LEAD = 48  # characters before a name in which a body and its title stand
MOST = 6  # places looked at where a name stands
EDGE = re.compile(r"[，。;:!?\s“”《》|]")  # what a body and the title of its officer do not reach across
NAME = re.compile("[\u4e00-\u9fff·]{2,6}")


class Introductions:
    """Reads whose officers the people are whom a text introduces: 某局局长林海."""

    def __init__(self, bodies: Bodies, heads: ClauseHeads, shapes: Shapes) -> None:
        self._bodies = bodies
        self._heads = heads
        self._shapes = shapes

    def body_of(self, text: str, person: str, before: int) -> Mention | None:
        """Give the body whose officer someone is called in front of an offset, where he is named by name alone."""
        if NAME.fullmatch(person) is None or self._bodies.is_body(person) or self._bodies.is_known(person):
            return None
        at = -1
        for _ in range(MOST):
            at = text.find(person, at + 1, before)
            if at < 0:
                return None
            if (body := self._introduced(text, at)) is not None:
                return body
        return None

    def _introduced(self, text: str, at: int) -> Mention | None:
        """Give the body before the title that ends where a name begins."""
        lead = max(0, at - LEAD)
        begin = max((edge.end() for edge in EDGE.finditer(text, lead, at)), default=lead)
        for title in self._shapes["office-title|officer"].finditer(text, begin, at):
            if self._shapes["beside-title"].fullmatch(text, title.end(), at) is not None:
                return self._heads.body_of(text, begin, title.start())
        return None
