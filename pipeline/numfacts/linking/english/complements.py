"""What an English quantity is of or in: 41 percent of revenue, $3 million in fees."""

from __future__ import annotations

import msgspec

from numfacts.linking.english.amounts import is_within
from numfacts.linking.english.mentions import EnglishMentions, MetricQuery
from numfacts.linking.english.syntax import Phrase
from numfacts.linking.links import COUNTS, Link

AREAS = frozenset(["har", "[smi_us]", "km2", "[acr_us]"])  # units of what is burned, flooded or sown; not of floors


class EnglishComplements:
    """Reads what stands behind of or in as what a quantity measures."""

    def __init__(self, mentions: EnglishMentions) -> None:
        self._mentions = mentions

    def of_right(self, query: MetricQuery, *, strict: bool) -> Link | None:
        """Read what the quantity is of or in; ``strict`` asks for a metric of the lists."""
        syntax, at, kind = query.syntax, query.at + 1, query.quantity.kind
        if kind in COUNTS and syntax.word(at) == "of":
            begin = at + 1
            while syntax.code(begin) in "dsQ":
                begin += 1
            phrase = syntax.phrase_after(begin)  # three of the four mills
            return None if phrase is None else self._mentions.read(query, phrase)
        if kind not in ("money", "ratio", "physical") or is_within(query.reading, query.quantity):
            return None
        if query.quantity.code in AREAS and syntax.code(query.at - 1) in "veg" and self._covers(query):
            return None  # burned 30 hectares of forest
        strict = strict and (kind, syntax.word(query.at - 1), syntax.word(at)) != ("ratio", "with", "of")
        if query.change and syntax.word(at) != "of":
            sized = syntax.word(at) == "in" and syntax.word(at - 2) == "of"  # a surge of 9 percent in profit
            phrase = syntax.phrase_after(at + 1) if sized else None
            return self._mentions.known(query, phrase) if phrase is not None else None
        while syntax.code(at) == ")":
            at += 1
        if syntax.code(at) == "(":
            at = syntax.codes.find(")", at) + 1 or at  # 8 million yuan ($1 million) in relief
        if syntax.word(at) == "worth":
            at, strict = at + 1, False  # $3 million worth of rice
        phrase = syntax.phrase_after(at + 1) if syntax.word(at) in ("of", "in") else None
        if phrase is None or self._is_aside(query, at, phrase):
            return None
        verb = syntax.verb_before(query.at) if kind == "ratio" and syntax.word(at) == "of" else None
        shared = verb is not None and syntax.fits("english-sharing", verb.end - 1)
        if shared and syntax.fits("english-shared", phrase.end - 1):  # accounted for 20 percent of the market
            market = self._mentions.words(query, phrase.end - 1, phrase.end).mention
            return Link(msgspec.structs.replace(market, id="market_share"), None, None, None)
        phrase = self._mentions.numbered(query, phrase)
        found = self._mentions.known(query, phrase)
        if found is not None and found.mention.id == "commodity_price" and kind == "money":
            bought = self._mentions.phrase(query, phrase).mention
            return Link(msgspec.structs.replace(bought, id=None), None, None, None)
        if found is None and strict and kind == "money" and syntax.fits("english-paid-as", phrase.end - 1):
            return self._mentions.phrase(query, phrase)  # pay $3 million in relief
        if found is not None or strict:
            return found
        if syntax.word(at) == "in" and syntax.codes[phrase.end - 1] == "N":
            return None
        return self._mentions.phrase(query, phrase)

    def _covers(self, query: MetricQuery) -> bool:
        """Say whether a verb that an area stands right behind tells what was done with it; not exceeded 30 hectares."""
        outside = query.syntax.words[query.at - 1].start < query.quantity.left
        return outside and not query.syntax.fits("english-reached", query.at - 1)

    def _is_aside(self, query: MetricQuery, at: int, phrase: Phrase) -> bool:
        """Say whether what stands behind an amount tells only how it is measured: in cash, 4 percent of GDP."""
        syntax = query.syntax
        if syntax.word(at) == "of":
            return query.quantity.kind == "ratio" and self._mentions.matches("english-output", syntax.last_two(phrase))
        if syntax.fits("english-loose", phrase.begin) and phrase.end - phrase.begin == 1:
            return True
        verb = syntax.verb_before(query.at) if query.quantity.kind == "money" else None
        found = self._mentions.known(query, verb) if verb is not None else None
        return found is not None and found.mention.id == "valuation"  # valued at $3 billion in the deal
