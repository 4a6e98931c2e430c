"""What an English quantity is an argument of: the noun or the verb before it, its object or its subject."""

from __future__ import annotations

import re

import msgspec

from numfacts.linking.english.amounts import is_within
from numfacts.linking.english.mentions import EnglishMentions, MetricQuery
from numfacts.linking.english.moved_objects import moved_object
from numfacts.linking.english.owned import involved
from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.syntax import Phrase
from numfacts.linking.links import Link
from numfacts.numbers.quantity import Quantity

PASSIVE = frozenset(["been", "being", "be", "was", "were", "is", "are"])  # before the participle of a passive
# codes between an amount, told again in brackets or behind or, and what is done with it: (3) was also paid
PASSED = re.compile(r"(?:\([^)]*\)|,c?a*Q,|[,)](?=x)|k(?=x))?(?P<auxiliaries>x[xa]*)e")
WITHIN = frozenset(["of", "at", "in", "with"])  # between a plan and what is a part of its name: cuts at schools
TUNE = ("to", "the", "tune", "of")  # between what is had, made or given and how much it is
CARRIERS = frozenset(["by", "to", "from", "at", "with", "for", "above", "below", "over", "under"])


class EnglishArguments:
    """Reads what stands before a quantity as what it measures, and what is done with what it counts."""

    def __init__(self, mentions: EnglishMentions) -> None:
        self._mentions = mentions

    def left(self, query: MetricQuery) -> Link | None:
        """Read what stands before the quantity: what it is of, the object or the subject of its verb."""
        at = query.syntax.before_modifiers(query.at)
        if query.quantity.kind == "physical" and is_within(query.reading, query.quantity):
            return None
        if (found := self._reaching(query, at) or self._befallen(query, at)) is not None:
            return found
        while at and query.syntax.codes[at - 1] == "n" and self._is_vague(query.syntax.word(at - 1)):
            at = query.syntax.before_modifiers(at - 1)
        if query.quantity.kind == "money" and involved(query.syntax, query.at) is not None:
            return None  # debt collection involving $3 million
        for read in (self._accompanying, self._worth, self._tuned, self._whole):
            if (found := read(query, at)) is not None:
                return found
        whole = self._of(query, at)
        return self._by_verb(query, at if whole is None else query.syntax.before_modifiers(whole.begin))

    def doing(self, query: MetricQuery) -> Link | None:
        """Read the verb that an amount of money is the object of: pay US$50 million, set aside $3 million."""
        if query.quantity.kind != "money":
            return None
        at = query.at
        at = query.syntax.before_modifiers(at)
        if query.syntax.word(at - 1) == "of" and self._mentions.matches("english-vague", query.syntax.word(at - 2)):
            at = query.syntax.before_modifiers(at - 2)  # spent a total of
        verb = query.syntax.verb_before(at)
        if verb is None:
            return None
        if (phrasal := self._with_particle(query, verb.end - 1)) is not None:
            return phrasal
        if query.syntax.code(at - 1) == "p" and query.syntax.word(at - 1) != "for":
            return None
        word = query.syntax.word(verb.end - 1)
        if self._mentions.matches("english-losing", word):
            lost = self._mentions.words(query, verb.end - 1, verb.end).mention
            return Link(msgspec.structs.replace(lost, id="net_loss"), None, None, None)
        if self._mentions.matches("english-sinking", word) and query.syntax.word(query.at + 1) == "into":
            sunk = self._mentions.words(query, verb.end - 1, verb.end).mention
            return Link(msgspec.structs.replace(sunk, id="investment"), None, None, None)  # pour $3 million into
        if not self._mentions.matches("english-outlay", word):
            return None
        return self._mentions.words(query, verb.end - 1, verb.end)

    def done(self, query: MetricQuery) -> Link | None:
        """Read the verb of outlay that an amount of money is the subject of: $3 million (2 million euros) was paid."""
        syntax = query.syntax
        if query.quantity.kind != "money" or syntax.word(syntax.before_modifiers(query.at) - 1) == "worth":
            return None  # a ticket worth $3 million was sold
        passed = PASSED.match(syntax.codes, query.at + 1)
        if passed is None or PASSIVE.isdisjoint(map(syntax.word, range(*passed.span("auxiliaries")))):
            return None
        follow = passed.end() - 1
        outlaid = self._mentions.matches("english-outlay", syntax.word(follow))
        own = self._mentions.words(query, follow, follow + 1) if outlaid else None
        return self._with_particle(query, follow) or own

    def is_market(self, query: MetricQuery, phrase: Phrase) -> bool:
        """Say whether a phrase ends in the name of a place or a market, which is whose a metric is."""
        end = query.syntax.span(phrase)[1]
        if self._mentions.matches("english-market", query.syntax.word(phrase.end - 1)):
            return True
        last = query.reading.overlapping(end - 1, end)
        return any(query.reading.tokens[at].code == "S" and query.reading.tokens[at].end == end for at in last)

    def _reaching(self, query: MetricQuery, at: int) -> Link | None:
        """Read what reaches a size: winds up to 90 kilometres per hour."""
        up_to = query.quantity.kind == "physical" and query.reading.text.startswith("up to ", query.quantity.left)
        thing = query.syntax.phrase_before(at) if up_to and query.syntax.word(at - 1).endswith("s") else None
        return self._mentions.read(query, thing) if thing is not None else None

    def _befallen(self, query: MetricQuery, at: int) -> Link | None:
        return self._mentions.words(query, at - 1, at) if self._befalls(query, at) else None

    def _befalls(self, query: MetricQuery, at: int) -> bool:
        """Say whether a second verb tells what befell a bare number of people: killing four people and injuring 27."""
        before = query.reading.codes.rfind("Q", 0, query.index)
        if query.quantity.kind != "bare" or before < 0 or query.syntax.word(at - 2) != "and":
            return False
        people = query.reading.tokens[before].item
        return isinstance(people, Quantity) and people.kind == "person" and query.syntax.code(at - 1) in "eg"

    def _accompanying(self, query: MetricQuery, at: int) -> Link | None:
        """Read what comes with what is told: won 9 seats, with turnout at 60 percent."""
        beside = query.syntax.phrase_before(at - 1) if query.syntax.word(at - 1) == "at" else None
        return self._mentions.read(query, beside) if beside is not None and beside.preposition == "with" else None

    def _worth(self, query: MetricQuery, at: int) -> Link | None:
        """Read what is worth so much: an order worth $3 million."""
        worth = query.syntax.word(at - 1) == "worth"
        thing = query.syntax.phrase_before(at - 1 - (query.syntax.code(at - 2) == ",")) if worth else None
        return (self._mentions.known(query, thing) or self._endowed(query, thing)) if thing is not None else None

    def _endowed(self, query: MetricQuery, phrase: Phrase | None) -> Link | None:
        """Read a plan or a claim that is measured by its worth: a package of measures, a lawsuit worth $3 million."""
        syntax = query.syntax
        while phrase is not None:
            word = syntax.word(phrase.end - 1)
            if self._mentions.matches("english-endowed", word):
                found = self._mentions.phrase(query, phrase).mention
                return Link(msgspec.structs.replace(found, id="funding_amount"), None, None, None)
            if self._mentions.matches("english-claimed", word):
                words = range(syntax.coordinated(phrase)[0].begin, phrase.end)
                illicit = any(self._mentions.matches("english-illicit", syntax.word(at)) for at in words)
                return None if illicit else self._mentions.phrase(query, phrase)  # but not fake bags and goods
            phrase = syntax.governing(phrase) if phrase.preposition in WITHIN else None
        return None

    def _tuned(self, query: MetricQuery, at: int) -> Link | None:
        """Read what is had or owed to the tune of so much."""
        thing = query.syntax.phrase_before(at - len(TUNE)) if query.syntax.word(at - 2) == "tune" else None
        return self._mentions.read(query, thing) if thing is not None else None

    def _of(self, query: MetricQuery, at: int) -> Phrase | None:
        """Give the phrase whose of stands before a position."""
        return query.syntax.phrase_before(at - 1) if query.syntax.word(at - 1) == "of" else None

    def _whole(self, query: MetricQuery, at: int) -> Link | None:
        """Read what is of so much: a fee of $3 million, a drop of 15 percent, cheated out of $3 million."""
        syntax, thing = query.syntax, self._of(query, at)
        last = syntax.word(thing.end - 1) if thing is not None else ""
        if thing is not None and query.change and self._mentions.matches("english-move", last):
            return self._mentions.known(query, thing) or self._growth(query, thing)  # of what was told before
        if thing is not None:
            rated = last == "rate" and self._is_rate_of(query, thing)
            if rated or not self._is_vague(last):
                return self._mentions.read(query, thing)
            if (found := self._mentions.known(query, thing)) is not None:
                return found  # bags with a market value of $3 million
        taken = syntax.word(at - 1) == "of" and (syntax.word(at - 2) == "out" or syntax.code(at - 2) in "eg")
        robbed = syntax.verb_before(at) if taken and query.quantity.kind == "money" else None
        return self._mentions.words(query, robbed.end - 1, robbed.end) if robbed is not None else None

    def _is_rate_of(self, query: MetricQuery, phrase: Phrase) -> bool:
        """Say whether a rate has a name of its own: a vaccination rate of 42 percent, not an annual rate."""
        syntax = query.syntax
        if query.change and phrase.preposition == "at":
            return False  # grew at a better-than-expected rate of 2.7 percent
        named = phrase.end - phrase.begin > 1 and query.quantity.kind == "ratio"
        return named and not syntax.fits("english-pace", phrase.end - 2)

    def _growth(self, query: MetricQuery, phrase: Phrase) -> Link | None:
        """Read growth that nobody says the thing of, as that of the economy: expects growth of 3 percent."""
        told_before = not {"M", "Q"}.isdisjoint(query.reading.codes[: query.index])
        if told_before or query.syntax.last_two(phrase) != "growth":
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
        known = (found for phrase in reversed(objects) if (found := self._mentions.known(query, phrase)) is not None)
        if (found := next(known, None)) is not None:
            return found
        if verb is not None and (found := self._mentions.known(query, verb, verb=True)) is not None:
            return found
        phrases = subject_of(syntax, verb) if verb is not None else []
        if self._is_done(query, at, phrases):
            return self._mentions.words(query, at - 1, at)  # injured more than 5,800
        if verb is None:
            return None
        carried = syntax.word(at - 1) in CARRIERS
        if carried and (sold := self._sold(query, verb, objects)) is not None:
            return sold
        given = syntax.word(at - 1) == "with" and query.quantity.kind == "money" and syntax.code(verb.end - 1) == "g"
        if given and objects and not objects[0].preposition:
            return self._mentions.words(query, verb.end - 1, verb.end)  # bribing a manager with $5,000
        if carried and (query.change or query.quantity.kind != "money"):
            thing = moved_object(syntax, objects, self._mentions, change=query.change)
            if thing is not None:
                return self._mentions.phrase(query, thing)
        if objects and not carried and not query.change and query.quantity.kind != "money":
            return None
        return self._covered(query, verb, phrases) or self.of_subject(query, phrases)

    def _is_done(self, query: MetricQuery, at: int, phrases: list[Phrase]) -> bool:
        """Say whether a bare number is of those to whom the verb right before is done."""
        if query.quantity.kind != "bare" or query.reading.codes[query.index - 1 : query.index] not in "wv":
            return False
        measured = bool(phrases) and self._mentions.known(query, phrases[0]) is not None
        done = query.syntax.code(at - 1) in "eg" and not query.syntax.fits("english-reached", at - 1)
        return done and not measured

    def _sold(self, query: MetricQuery, verb: Phrase, objects: list[Phrase]) -> Link | None:
        """Read at how much something is sold: flats will be priced at $3 million, after pricing its shares at $30."""
        syntax = query.syntax
        if query.quantity.kind != "money" or query.change or not syntax.fits("english-sold-at", verb.end - 1):
            return None
        offered = next((item for item in objects if syntax.fits("english-securities", item.end - 1)), None)
        if offered is None:
            return self._mentions.words(query, verb.end - 1, verb.end)
        shares = self._mentions.words(query, offered.end - 1, offered.end).mention
        return Link(msgspec.structs.replace(shares, id="offer_price"), None, None, None)

    def _covered(self, query: MetricQuery, verb: Phrase, phrases: list[Phrase]) -> Link | None:
        """Read the verb whose object a length, an area or a weight is: burned 3,000 hectares, travelled 12 km."""
        syntax, end = query.syntax, verb.end
        end += syntax.word(end) in ("through", "for")
        done = query.quantity.kind == "physical" and not query.change and end == query.at
        stands = query.reading.codes[query.index - 1 : query.index] in ("L", "T", "t", "V")
        stands = stands or syntax.words[verb.end - 1].start >= query.quantity.left  # stocks exceed 9 tonnes
        if not done or stands or syntax.code(verb.end - 1) == "x" or syntax.fits("english-reached", verb.end - 1):
            return None
        if not phrases or self._mentions.known(query, phrases[0]) is not None:
            return None
        return self._mentions.words(query, verb.end - 1, verb.end)

    def of_subject(self, query: MetricQuery, phrases: list[Phrase]) -> Link | None:
        """Read the subject of the verb as the metric, where it is a thing that is measured."""
        syntax = query.syntax
        for phrase in phrases[:1]:
            measured = self._behind_count(query, phrases)
            if measured is not None:
                return measured
            found = self._mentions.known(query, phrase)
            named = query.quantity.kind == "money" and syntax.codes[phrase.end - 1] == "N"
            if found is not None and named and (found.mention.end or 0) < syntax.span(phrase)[1]:
                return self.doing(query)  # the budget carrier Oak Express lost $3 million
            if found is not None:
                return found
            priced = query.quantity.kind == "money" and syntax.word(query.at - 1) in ("to", "at") and not query.change
            if priced and self._mentions.matches("english-securities", syntax.word(phrase.end - 1)):
                shares = self._mentions.words(query, phrase.end - 1, phrase.end).mention
                return Link(msgspec.structs.replace(shares, id="share_price"), None, None, None)
            someone = self._mentions.matches("english-anaphor", syntax.word(phrase.end - 1))
            someone = someone and (phrase.end - phrase.begin > 1 or syntax.code(phrase.begin - 1) in "ds")
            led = query.reading.codes[query.index - 1 : query.index]
            level = (led in ("L", "T") or syntax.fits("english-reached", query.at - 1)) and syntax.word(
                query.at + 1
            ) != "of"
            kind = query.quantity.kind
            large = (level or syntax.code(query.at - 1) in "vx") and syntax.word(phrase.end - 1) == "market"
            if someone or (self.is_market(query, phrase) and not (large and kind == "money" and not query.change)):
                return None  # the business was up 8 percent, but not business was
            opens = phrase.begin == 0 and phrase.end == 1 and syntax.word(0).endswith("s")  # Temperatures will climb
            if (syntax.codes[phrase.end - 1] == "n" or (opens and kind == "physical")) and (
                query.change
                or kind in ("bare", "physical", "person")
                or (kind in ("ratio", "money") and (level or syntax.word(query.at - 1) == "to"))
            ):
                return self._mentions.phrase(query, phrase)
        return None

    def _behind_count(self, query: MetricQuery, phrases: list[Phrase]) -> Link | None:
        """Read what a number, an estimate or a change is of: the number of visits, the forecast for net profit."""
        head = query.syntax.word(phrases[0].end - 1)
        behind = phrases[1].preposition if len(phrases) > 1 else ""
        counting = behind == "of" and self._mentions.matches("english-counting", head)
        outlook = behind in ("of", "for") and self._mentions.matches("english-outlook", head)
        if not (counting or outlook or (head == "change" and behind == "in")):
            return None
        found = self._mentions.known(query, phrases[1])
        doing = query.syntax.code(phrases[1].end) == "g" and found is None
        done = query.syntax.phrase_after(phrases[1].end + 1) if doing else None
        if done is not None and (filed := self._mentions.known(query, done)) is not None:
            return filed  # the number of people filing claims
        named = query.syntax.codes[phrases[1].end - 1] == "N"  # the growth forecast for Norland
        return found if found is not None or (named and outlook) else self._mentions.phrase(query, phrases[1])

    def _with_particle(self, query: MetricQuery, at: int) -> Link | None:
        """Read a verb with the particle that makes it one of outlay: sets aside, took in, was handed over."""
        pair = f"{query.syntax.word(at)} {query.syntax.word(at + 1)}"
        joined = self._mentions.matches("english-outlay-particle", pair)
        return self._mentions.words(query, at, at + 2) if joined else None
