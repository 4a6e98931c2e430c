"""The places that a document is set in: named by its title, or told by whose offices and markets it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.names.cast import HEAD
from numfacts.records import Mention
from numfacts.ruleset.kinds import PlaceRule
from numfacts.vocabulary.regions import home_country, is_taiwans
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from collections.abc import Callable

    from numfacts.document import Document
    from numfacts.linking.names.cast import Cast
    from numfacts.linking.subjects.topics import Topic
    from numfacts.vocabulary.shapes import Shapes
    from numfacts.vocabulary.tokens import Token

TOWNS = (4, 3, 2)  # characters of the names of most towns without the word that they end with
QUOTED = {"“": "”", "「": "」", "『": "』"}  # marks of quotation, opening and closing


def is_place(token: Token) -> bool:
    """Say whether a token is a place or a market that claims are about."""
    return isinstance(token.item, Term) and isinstance(token.item.rule, PlaceRule)


def is_market(token: Token) -> bool:
    """Say whether a token is a market, or what is traded on one."""
    return isinstance(token.item, Term) and token.item.source.endswith("/markets")


class Settings:
    """Finds the places and markets that documents are set in."""

    def __init__(self, cast: Cast, shapes: Shapes) -> None:
        self._cast = cast
        self._shapes = shapes

    def place_of(self, document: Document, is_cited: Callable[[str], bool]) -> Mention | None:
        """Give the place the title names, but for a column's (全国两会|...) and that of a body it cites."""
        title = document.normalized_title or ""
        start = max(title.find("|"), title.find("丨")) + 1
        for position, token in enumerate(document.title_mentions):
            if token.start < start or title.startswith("$", token.end):
                continue
            if is_place(token) and _lies_in(document.title_mentions[position : position + 2]):
                continue  # 某省某市: the town
            if quotes_more(title, token.start, token.end) or self._shapes["place-aside"].search(title, 0, token.start):
                continue
            if self._shapes["ranked-in"].match(title, token.end):
                continue  # 全球第五大制造商
            if position and self._shapes["people-from"].match(title, token.end):
                continue  # 调高内地旅客免税额
            if position and self._is_reached(title, *document.title_mentions[position - 1 : position + 2]):
                continue  # 试剂获得美国授权
            if (town := self._town_of(document, token)) is not None:
                return town
            if is_place(token) and not is_market(token):
                end = token.end
                for following in document.title_mentions[position + 1 : position + 2]:
                    if following.code == "w" and following.start == end:
                        end = following.end
                whole = title[token.start : end]
                if end == token.end or not is_cited(whole) or self._cast.place_of(whole) is not None:
                    return Mention(title[token.start : token.end], None, None)
            name = title[token.start : token.end] if token.code == "w" else ""
            place = self.opening_place(name) or self._cast.place_of(name)
            if place is not None:
                return Mention(place, None, None)
        return None

    def _town_of(self, document: Document, token: Token) -> Mention | None:
        """Give the town that a title names behind its province, as the text has it: 安阳市 for 河南|安阳."""
        title, text = document.normalized_title or "", document.normalized
        if is_market(token) or (place := self._cast.region_of(title[token.start : token.end])) is None:
            return None
        start = token.start + len(place)
        for size in TOWNS:
            at, town = -1, title[start : start + size]
            while len(town) == size and (at := text.find(town, at + 1)) >= 0:
                ending = self._shapes["town-end"].match(text, at + size)
                if ending is not None:
                    return Mention(text[at : ending.end()], at, ending.end())
        return None

    def narrowed(self, topic: Topic | None, place: Mention | None) -> Topic | None:
        """Give the town that the title names as the topic, where only its province was found to be that."""
        whole = topic is not None and topic.mention.text == self._cast.region_of(topic.mention.text or "")
        inner = place is not None and place.start is not None
        return msgspec.structs.replace(topic, mention=place) if topic is not None and whole and inner else topic

    def _is_reached(self, title: str, verb: Token, place: Token, following: Token | None = None) -> bool:
        """Say whether a title only tells of a place abroad or a town that something comes to or is got from there."""
        if not is_place(place) or self._shapes["home"].match(title, place.start) is not None:
            return False
        return is_object(verb, place) and (following is None or following.code != "M")

    def nation_of(self, document: Document) -> Mention | None:
        """Give China where an office of its own heads the title or the text: 商务部, 国家统计局."""
        title, text = document.normalized_title or "", document.normalized
        head = text[: text.find("。") + 1][:HEAD]
        offices = self._shapes["taiwan-office" if is_taiwans(document, self._shapes) else "national-office"]
        told = any(offices.search(source) is not None for source in (title, head))
        if not told and self._shapes["hong-kong-statistics"].match(text) is not None:
            return Mention("香港", None, None)
        return Mention(home_country(document, self._shapes), None, None) if told else None

    def market_of(self, document: Document) -> Mention | None:
        """Give the market the title names."""
        title = document.normalized_title or ""
        found = next((token for token in document.title_mentions if is_market(token)), None)
        return Mention(title[found.start : found.end], None, None) if found is not None else None

    def home_of(self, document: Document) -> Mention | None:
        """Give the country that a document speaks of as its own."""
        home = self._shapes["home"].search(document.normalized)
        if home is not None:
            return Mention(home[0], *home.span())
        told = f"{document.normalized_title or ''}\n{document.normalized}"
        if self._shapes["hong-kong-office"].search(told) is not None:
            return Mention("香港", None, None)
        return Mention(home_country(document, self._shapes), None, None) if is_taiwans(document, self._shapes) else None

    def opening_place(self, name: str) -> str | None:
        """Give the place that words with capitals begin with: Hong Kong Logs 7 New Cases."""
        words = name.split() if name[:1].isascii() else []
        opening = (" ".join(words[:size]) for size in range(1, len(words)) if words[size - 1].isalpha())
        return next(filter(self._cast.is_place, opening), None)


def _lies_in(pair: list[Token]) -> bool:
    """Say whether the second of two tokens is a place that stands right behind the first."""
    return len(pair) > 1 and is_place(pair[1]) and pair[0].end == pair[1].start


def is_object(verb: Token, noun: Token) -> bool:
    """Say whether a noun stands right behind a verb of more than one character, which is no part of its name."""
    return verb.code == "v" and verb.end == noun.start and verb.end - verb.start > 1


def quotes_more(title: str, start: int, end: int) -> bool:
    """Say whether words are the first of more between quotation marks: “全球云平台第一股”."""
    close = QUOTED.get(title[start - 1 : start] if start else "")
    return close is not None and title.find(close, end) > end
