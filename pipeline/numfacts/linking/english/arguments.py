"""What an English quantity is an argument of: the noun or the verb before it, its object or its subject."""

from __future__ import annotations

import msgspec

from numfacts.linking.english.amounts import is_within
from numfacts.linking.english.mentions import EnglishMentions, MetricQuery, with_both
from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.syntax import Phrase, Syntax
from numfacts.linking.links import Link
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

NAMELESS = Link(Mention(None, None, None), None, None, None, event=True)  # of what something is sold for, or involves
TUNE = ("to", "the", "tune", "of")  # between what is had, made or given and how much it is
CARRIERS = frozenset(["by", "to", "from", "at", "with", "for", "above", "below", "over", "under"])
COUNTABLE = frozenset(["bare", "physical", "person"])  # kinds of quantities that any noun can have


class EnglishArguments:
    """Reads what stands before a quantity as what it measures, and what is done with what it counts."""

    def __init__(self, mentions: EnglishMentions) -> None:
        self._mentions = mentions

    def left(self, query: MetricQuery) -> Link | None:
        """Read what stands before the quantity: what it is of, the object or the subject of its verb."""
        at = query.syntax.before_modifiers(query.at)
        if query.quantity.kind == "physical" and is_within(query.reading, query.quantity):
            return None
        if query.quantity.kind == "money" and involving(query.syntax, query.at) is not None:
            return NAMELESS
        while at and query.syntax.codes[at - 1] == "n" and self._is_vague(query.syntax.word(at - 1)):
            at = query.syntax.before_modifiers(at - 1)
        whole = self._of(query, at)
        found = self._whole(query, whole) if whole is not None else None
        return found or self._by_verb(query, at if whole is None else query.syntax.before_modifiers(whole.begin))

    def doing(self, query: MetricQuery) -> Link | None:
        """Read the verb that an amount of money is the object of: pay US$50 million, lost $3 million."""
        syntax, at = query.syntax, query.syntax.before_modifiers(query.at)
        if syntax.codes.endswith("Q(", 0, at):
            at = syntax.before_modifiers(at - len("Q("))  # sold for $3 million (4 million euros)
        if syntax.word(at - 1) == "of" and self._is_vague(syntax.word(at - 2)):
            at = syntax.before_modifiers(at - 2)  # spent a total of
        verb = syntax.verb_before(at) if query.quantity.kind == "money" else None
        if verb is None or (syntax.code(at - 1) == "p" and syntax.word(at - 1) != "for"):
            return None
        if goes_for(syntax, verb, at):
            return NAMELESS
        done = self._mentions.words(query, verb.end - 1, verb.end)
        if syntax.fits("english-losing", verb.end - 1):
            lost = "eps" if query.quantity.per == "share" else "net_loss"
            return Link(msgspec.structs.replace(done.mention, id=lost), None, None, None)
        return done if syntax.fits("english-outlay", verb.end - 1) else None

    def added(self, query: MetricQuery) -> Link | None:
        """Read what so much is added to or wiped off: add US$3 billion to its market value."""
        syntax, at = query.syntax, query.at + 1
        verb = syntax.verb_before(query.at) if query.quantity.kind == "money" else None
        if verb is None or verb.end != query.at or not syntax.fits("english-adding", verb.end - 1):
            return None
        whole = syntax.phrase_after(at + 1) if syntax.word(at) in ("to", "off", "from") else None
        return self._mentions.known(query, whole) if whole is not None else None

    def _of(self, query: MetricQuery, at: int) -> Phrase | None:
        """Give the phrase whose of stands before a position: had orders to the tune of, a fee of."""
        if query.syntax.word(at - 1) != "of":
            return None
        phrase = query.syntax.phrase_before(at - (len(TUNE) if query.syntax.word(at - 2) == "tune" else 1))
        placed = phrase is not None and phrase.preposition == "in" and query.syntax.codes[phrase.end - 1] == "N"
        return query.syntax.governing(phrase) or phrase if placed and phrase is not None else phrase

    def _whole(self, query: MetricQuery, thing: Phrase) -> Link | None:
        """Read what is of so much: a fee of $3 million, bags with a market value of $3 million."""
        last = query.syntax.word(thing.end - 1)
        if query.change and query.syntax.last_two(thing) == "growth":
            return self._mentions.known(query, thing) or self._growth(query, thing)
        moved = query.change and self._mentions.matches("english-move", last)  # of what was told before
        named = thing.end - thing.begin > 1  # a recycling rate of 42 percent, but not lent at a rate of 2 percent
        rated = last == "rate" and named and query.quantity.kind == "ratio" and not query.change
        vague = moved or (self._is_vague(last) and not rated)
        return self._mentions.known(query, thing) if vague else self._mentions.read(query, thing)

    def _growth(self, query: MetricQuery, phrase: Phrase) -> Link | None:
        """Read growth that nobody says the thing of, as that of the economy: expects growth of 3 percent."""
        if not {"M", "Q"}.isdisjoint(query.reading.codes[: query.index]):
            return None
        mention = self._mentions.words(query, phrase.begin, phrase.end).mention
        return Link(msgspec.structs.replace(mention, id="gdp"), None, None, None)

    def _is_vague(self, word: str) -> bool:
        return self._mentions.matches("english-vague", word)

    def _by_verb(self, query: MetricQuery, at: int) -> Link | None:
        """Read the objects, the subject or the verb itself that a quantity at a position is an argument of."""
        syntax = query.syntax
        verb = syntax.verb_before(at)
        objects = syntax.objects(verb.end if verb is not None else 0, at)
        ends = query.quantity.kind in ("ratio", "money")
        if ends and verb is not None and syntax.fits("english-ending", verb.end - 1):
            objects = [
                item for item in objects if not syntax.fits("english-session", item.end - 1)
            ]  # ended the year at
        bound = next((item for item in objects if syntax.fits("english-bound", item.end - 1)), None)
        carried = syntax.word(at - 1) in CARRIERS
        exceeds = carried and verb is not None and syntax.fits("english-exceeding", verb.end - 1)
        if exceeds and verb is not None:
            above = next(iter(subject_of(syntax, verb)), None)  # fumes surpassed the limit by 3 times
            return self._mentions.read(query, above) if above is not None else None
        if bound is not None and not bound.preposition and carried:
            return self._mentions.phrase(query, bound)  # raise the ceiling on debt by $3 billion
        known = (found for phrase in reversed(objects) if (found := self._mentions.known(query, phrase)) is not None)
        if (found := next(known, None)) is not None:
            return found
        done = self._mentions.known(query, verb) if verb is not None and not query.change else None
        if done is not None:
            return done
        led, kind = query.reading.codes[query.index - 1 : query.index], query.quantity.kind
        reached = syntax.fits("english-reached", at - 1)
        if kind == "bare" and led in "wv" and syntax.code(at - 1) in "eg" and not reached:
            return self._mentions.words(query, at - 1, at)  # injured more than 5,800
        if verb is None:
            return None
        if carried and (sold := self._sold(query, verb, objects)) is not None:
            return NAMELESS if sold.mention.id is None and goes_for(syntax, verb, at) else sold
        if carried and (query.change or kind != "money"):
            thing = self._moved(query, objects)
            if thing is not None:
                return self._mentions.phrase(query, thing)
        if objects and not carried:
            return None
        phrases = subject_of(syntax, verb)
        ranged = query.reading.text.startswith("between ", query.quantity.left)  # weighing between 5 to 10 kg
        covered = (
            kind == "physical" and verb.end == query.at and syntax.code(at - 1) in "veg" and (ranged or led in "wv")
        )
        outside = syntax.words[at - 1].start < query.quantity.left  # but not stocks exceed 9 tonnes
        if covered and outside and not reached and phrases and self._mentions.known(query, phrases[0]) is None:
            return self._mentions.words(query, verb.end - 1, verb.end)  # burned 3,000 hectares, travelled 12 km
        return self.of_subject(query, phrases)

    def _moved(self, query: MetricQuery, objects: list[Phrase]) -> Phrase | None:
        """Give the object of a verb that moves it to, by or from a quantity: raised the dividend to 3 dollars."""
        thing = next((item for item in objects if not item.preposition), None)
        if thing is None or query.syntax.codes[thing.end - 1] != "n":
            return None
        if (moved := self._mentions.changed(query, thing)) is not None:
            return moved
        if not self._is_vague(query.syntax.word(thing.end - 1)):
            return thing
        inner = next((item for item in objects if item.begin > thing.end and item.preposition in ("of", "for")), None)
        foretold = query.syntax.fits("english-foretold", thing.end - 1) and query.quantity.kind == "ratio"
        if (inner is None and foretold) or (inner is not None and self._mentions.is_place(query, inner)):
            return None  # lifted its estimate to, cut its forecast for Elmland to
        return inner or (None if query.change else thing)  # cut its estimate of the wheat crop to

    def _sold(self, query: MetricQuery, verb: Phrase, objects: list[Phrase]) -> Link | None:
        """Read at how much something is sold: flats will be priced at $3 million, after pricing its shares at $30."""
        syntax = query.syntax
        if query.quantity.kind != "money" or not syntax.fits("english-sold-at", verb.end - 1):
            return None
        offered = next((item for item in objects if syntax.fits("english-securities", item.end - 1)), None)
        if offered is None:
            sold = self._mentions.words(query, verb.end - 1, verb.end)
            last = query.reading.tokens[max(query.reading.codes.rfind("Q", 0, query.index), 0)].item
            if not isinstance(last, Quantity) or last.kind != "share":
                return sold
            shares = sold.mention  # sold 12 million shares at $21 each
        else:
            shares = self._mentions.words(query, offered.end - 1, offered.end).mention
        return Link(msgspec.structs.replace(shares, id="offer_price"), None, None, None)

    def of_subject(self, query: MetricQuery, phrases: list[Phrase]) -> Link | None:
        """Read the subject of the verb as the metric, where it is a thing that is measured."""
        if not phrases:
            return None
        syntax, kind, phrase = query.syntax, query.quantity.kind, phrases[0]
        head, before = syntax.word(phrase.end - 1), syntax.word(query.at - 1)
        behind = phrases[1].preposition if len(phrases) > 1 else ""
        counting = behind == "of" and self._mentions.matches("english-counting", head)
        outlook = behind in ("of", "for") and self._mentions.matches("english-outlook", head)
        if counting or (outlook and syntax.codes[phrases[1].end - 1] != "N"):
            return self._mentions.read(query, with_both(syntax, phrases[1]))  # the number of visits rose to 3 million
        if (moved := self._mentions.changed(query, phrase)) is not None:
            return self._mentions.read(query.of_change(), moved)  # growth in exports slowed to 3 percent
        alone = query.change and phrase.end - phrase.begin == 1 and self._mentions.matches("english-move", head)
        if alone and not self._mentions.matches("english-growing", head):
            return None  # the drop followed a 10 percent fall in May
        if (found := self._mentions.known(query, phrase)) is not None:
            return None if query.change and self._mentions.acts(found) else found  # developers sold 3 flats, a rise of
        if kind == "ratio" and self._mentions.matches("english-foretold", head):
            return None  # the forecast for next year is 4 percent
        reached = before in ("to", "at") or syntax.fits("english-reached", query.at - 1)
        priced = kind == "money" and reached and not query.change
        if priced and self._mentions.matches("english-securities", head):
            shares = self._mentions.words(query, phrase.end - 1, phrase.end).mention
            return Link(msgspec.structs.replace(shares, id="share_price"), None, None, None)
        told_before = self._mentions.matches("english-anaphor", head) and (
            phrase.end - phrase.begin > 1 or syntax.code(phrase.begin - 1) in "ds"
        )
        if syntax.codes[phrase.end - 1] != "n" or told_before or self._mentions.matches("english-market", head):
            return None  # the business was up 8 percent, but not business was
        led = query.reading.codes[query.index - 1 : query.index] in ("L", "T")
        level = (led or syntax.fits("english-reached", query.at - 1)) and syntax.word(query.at + 1) != "of"
        stated = kind in ("ratio", "money") and (level or before == "to")
        stated = stated or (kind == "ratio" and before in ("between", "from"))  # ranged from 3 percent to 5
        return self._mentions.phrase(query, phrase) if query.change or kind in COUNTABLE or stated else None


def goes_for(syntax: Syntax, verb: Phrase, at: int) -> bool:
    """Say whether an amount is what something was sold for, which has no name: a vase sold at a sale for $3 million."""
    sold = syntax.word(at - 1) == "for" and syntax.fits("english-sold-at", verb.end - 1)
    return sold and all(item.preposition for item in syntax.objects(verb.end, at - 1))


def involving(syntax: Syntax, position: int) -> int | None:
    """Give where the involving stands before so much or so many: a scam involving a total of $3 million."""
    at = syntax.before_modifiers(position) - 1
    if syntax.word(at) == "of" and syntax.fits("english-vague", at - 1):
        at = syntax.before_modifiers(at - 1) - 1
    return at if syntax.word(at) == "involving" else None
