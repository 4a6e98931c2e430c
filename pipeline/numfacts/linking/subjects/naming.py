"""By what name a subject goes: a company without the words for its kind before its name, a place for its goods."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.subjects.question import Whose
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.names.cast import Cast
    from numfacts.linking.subjects.focus import Focus
    from numfacts.linking.subjects.question import Asked
    from numfacts.vocabulary.shapes import Shapes

OPENS = r"(?:^|[\s，,。、;:(“\"])"  # before a name that stands alone
TRADE = 2  # characters of most words for a trade, with which names of companies end
REACH = 2000  # characters around a subject, and at the head of the text, in which its name may stand alone


class Naming:
    """Settles the names of subjects."""

    def __init__(self, focus: Focus, cast: Cast, shapes: Shapes) -> None:
        self._focus = focus
        self._cast = cast
        self._shapes = shapes

    def settle(self, found: Whose, text: str) -> Whose:
        """Give a subject of a text by its own name."""
        return self._place_of(self._without_kind(found, text))

    def beyond_reason(self, asked: Asked, found: Whose) -> Whose:
        """Give whom the text goes on about for what a company has, no thing of its reason: 因铜价上涨，毛利率3%."""
        reading, start, whom = asked.reading, found.mention.start, self._focus.held or self._focus.last
        if "Q" in reading.codes[: asked.index] or asked.metric_id not in self._shapes.group("company"):
            return found
        if whom is None or start is None:
            return found
        first, told = reading.tokens[0].start, reading.tokens[asked.begin].start
        if not first <= start < told or self._shapes["gives-reason"].match(reading.text, first) is None:
            return found
        named = self._shapes["organisation"].search(found.mention.text or "") or self._cast.is_place(whom.text or "")
        return found if named else Whose(whom, firm=False)

    def _without_kind(self, found: Whose, text: str) -> Whose:
        """Give the name behind the words for what kind of company it is of: 编程教育平台某某."""
        kind, start = self._shapes["kind-led"].fullmatch(found.mention.text or ""), found.mention.start
        if kind is None or start is None:
            return found
        name, near, end = kind["name"], max(0, start - REACH), start + kind.end("name")
        read = f"{self._focus.title}\n{text[:REACH]}\n{text[near : near + 2 * REACH]}"
        trade = self._shapes["trade-end"].fullmatch(name, max(0, len(name) - TRADE)) is not None
        firm = len(name) > TRADE if trade else text.startswith("(", end)
        known = kind["full"] is not None or firm
        if not known and not re.search(OPENS + re.escape(name), read):
            return found
        return found._replace(mention=Mention(name, start + kind.start("name"), end))

    def _place_of(self, found: Whose) -> Whose:
        """Give the place of which only some goods are measured: 青屿省粮食产量."""
        goods, start = self._shapes["place-goods"].fullmatch(found.mention.text or ""), found.mention.start
        if goods is None or start is None or not self._cast.is_place(goods["place"]):
            return found
        return found._replace(mention=Mention(goods["place"], start, start + len(goods["place"])))
