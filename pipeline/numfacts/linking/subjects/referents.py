"""Whom a name in a clause stands for: itself, whom a pronoun takes up, or nobody, where it is only a kind of thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.pronouns import Pronouns
from numfacts.linking.subjects.question import Asked, Whose, is_held
from numfacts.linking.subjects.settings import is_market
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.names.cast import Cast
    from numfacts.linking.subjects.clauses import ClauseNames
    from numfacts.linking.subjects.focus import Focus
    from numfacts.linking.subjects.names import Name
    from numfacts.vocabulary.shapes import Shapes

AT_HOME = "国内"  # the country whose office tells of it


class Referents:
    """Finds whom the names of clauses stand for."""

    def __init__(self, names: ClauseNames, focus: Focus, cast: Cast, shapes: Shapes) -> None:
        self._names = names
        self._focus = focus
        self._cast = cast
        self._shapes = shapes
        self._pronouns = Pronouns(names, focus, shapes)

    def meant(self, asked: Asked, name: Name, near: Whose | None) -> Whose | None:
        """Give whom a name stands for; null for a noun, and for a place where the figure is none of a place's."""
        if name.kind == "pronoun":
            found = self._pronouns.stands_for(asked.reading, name, near)
            return Whose(found, firm=True) if found is not None else None
        if name.kind == "place" and self._shapes["whole-country"].fullmatch(name.mention.text or ""):
            if (abroad := self._abroad(asked.reading.text)) is not None:
                return Whose(abroad, firm=True)
            if self._focus.governed is not None and name.mention.text == AT_HOME:
                return Whose(self._focus.governed, firm=True)  # 某部表示，国内出游5万人次
        staffed = name.kind == "place" and asked.metric_id in self._shapes.group("staffed")
        if staffed and self._shapes["whole-place"].fullmatch(name.mention.text or "") is not None:
            return None  # 全球员工5万人
        holds = name.kind == "noun" and name.heads and is_held(asked, self._shapes)
        if holds and self._shapes["stake-held"].match(asked.reading.text, name.mention.end or 0) is not None:
            return Whose(name.mention, firm=True)  # 智慧基金持有15%股权
        deals = name.kind == "noun" and name.heads and asked.quantity.kind == "money"
        if deals and self._shapes["deals"].match(asked.reading.text, name.mention.end or 0) is not None:
            return Whose(name.mention, firm=True)  # 一机构卖出5亿元
        if name.kind == "name":
            sure = name.sure or not self._focus.of_company
            sure = sure or (name.heads and self._goes_on_about(asked, name, near))
            return Whose(name.mention, firm=True) if sure else None
        if name.kind == "place" and name.heads and asked.link is None and is_market(asked.reading.tokens[name.first]):
            return Whose(name.mention, firm=True)  # 比特币升至3万美元
        return Whose(name.mention, firm=True) if name.kind == "place" and self._of_place(asked, name) else None

    def _abroad(self, text: str) -> Mention | None:
        """Give the country abroad that 全国 means: the title's, the paragraph's, or that whose office tells of it.

        某国卫生部通报，全国新增病例5万例.
        """
        for place in (self._focus.title_place, self._focus.held):
            if place is not None and self._cast.is_abroad(place.text or ""):
                return place
        start, end = self._focus.source
        name = self._cast.place_of(text[start:end])
        if name is None or not self._cast.is_abroad(name):
            return None
        return Mention(name, start, start + len(name))

    def _goes_on_about(self, asked: Asked, name: Name, near: Whose | None) -> bool:
        """Say whether a text goes on about a name: it holds something, is named again, or is the next one told of."""
        if is_held(asked, self._shapes) or asked.reading.text.count(name.mention.text or "") > 1:
            return True
        topic = self._focus.topic
        if near is None or topic is None or not near.firm:
            return False
        return (near.mention.text or "") not in (topic.mention.text or "")

    def _of_place(self, asked: Asked, name: Name) -> bool:
        """Say whether a figure may be a place's: in news of a company only one of a country, or right behind it."""
        topic = self._focus.topic
        made = asked.metric_id in self._shapes.group("own-made")  # 某汽车……内地交付量
        if made and topic is not None and not self._cast.is_place(topic.mention.text or ""):
            return False
        if not self._focus.of_company or name.last + 1 == asked.index:
            return True
        return asked.metric_id in self._shapes.group("country")
