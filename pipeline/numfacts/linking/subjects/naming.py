"""By what name a subject goes: the works that 项目 means, a company without the words for its kind before its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.names.undertakings import taken_up
from numfacts.linking.subjects.question import Whose
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.links import Link
    from numfacts.linking.names.cast import Cast
    from numfacts.linking.subjects.focus import Focus
    from numfacts.vocabulary.shapes import Shapes

WORKS = ("项目", "工程")  # what works are called again by
OPENS = r"(?:^|[\s，,。、;:(“\"])"  # before a name that stands alone
REACH = 2000  # characters around a subject, and at the head of the text, in which its name may stand alone


class Naming:
    """Settles the names of subjects."""

    def __init__(self, focus: Focus, cast: Cast, shapes: Shapes) -> None:
        self._focus = focus
        self._cast = cast
        self._shapes = shapes

    def settle(self, found: Whose, link: Link | None, text: str) -> Whose:
        """Give a subject of a text by its own name."""
        return self._place_of(self._without_kind(self._of_works(self._taken_up(found, text), link), text))

    def _taken_up(self, found: Whose, text: str) -> Whose:
        """Give the plan named last before for what only takes it up: 「青禾入境计划」……新计划."""
        if self._shapes["own-house"].fullmatch(found.mention.text or "") is not None and self._focus.opener is not None:
            same = (self._focus.opener.text or "").endswith((found.mention.text or "")[0])
            return found._replace(mention=self._focus.opener) if same else found
        if found.mention.text not in self._shapes.words("plan-again") or found.mention.start is None:
            return found
        named = taken_up(text, self._focus.title, found.mention.start, self._shapes)
        return found if named is None else found._replace(mention=named)

    def _of_works(self, found: Whose, link: Link | None) -> Whose:
        """Give the works that 项目 means, and of what is only their share of a company's total that company."""
        topic = self._focus.topic
        if self._focus.works is None:
            return found
        if found.mention.text in WORKS:
            return Whose(self._focus.works, firm=True)
        owned = link is not None and (link.mention.text or "").startswith("占公司")  # 该项目合同额3亿元，占公司收入两成
        works = found.mention == self._focus.works
        return Whose(topic.mention, firm=True) if owned and topic is not None and works else found

    def _without_kind(self, found: Whose, text: str) -> Whose:
        """Give the name behind the words for what kind of company it is of: 编程教育平台某某."""
        kind = self._shapes["kind-led"].fullmatch(found.mention.text or "")
        if kind is None or not self._cast.is_name(kind["name"]):
            return found
        name, start = kind["name"], found.mention.start
        near = max(0, (start or 0) - REACH)
        read = f"{self._focus.title}\n{text[:REACH]}\n{text[near : near + 2 * REACH]}"
        alone = kind["full"] is not None or re.search(OPENS + re.escape(name), read)
        if not alone:
            return found
        begin = start + kind.start("name") if start is not None else None
        end = begin + len(name) if begin is not None else None
        return found._replace(mention=Mention(name, begin, end))

    def _place_of(self, found: Whose) -> Whose:
        """Give the place of which only some goods are measured: 青屿省粮食产量."""
        goods = self._shapes["place-goods"].fullmatch(found.mention.text or "")
        if goods is None or found.mention.start is None or not self._cast.is_place(goods["place"]):
            return found
        start = found.mention.start
        return found._replace(mention=Mention(goods["place"], start, start + len(goods["place"])))
