"""What an English quantity is of or in, and whose verb it is an argument of: the object or the subject measured."""

from __future__ import annotations

import re

import msgspec

from numfacts.linking.english.amounts import is_within
from numfacts.linking.english.mentions import EnglishMentions, MetricQuery
from numfacts.linking.english.moved_objects import moved_object
from numfacts.linking.english.owned import involved
from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.syntax import Phrase
from numfacts.linking.links import COUNTS, Link
from numfacts.numbers.quantity import Quantity

SHARES = frozenset(["revenue_share", "cost_share"])  # what shares of a total are metrics of their own
PASSIVE = frozenset(["been", "being", "be", "was", "were", "is", "are"])  # before the participle of a passive
# codes between an amount, told again in brackets or behind or, and what is done with it: (3) was also paid
PASSED = re.compile(r"(?:\([^)]*\)|,c?a*Q,|[,)](?=x)|k(?=x))?(?P<auxiliaries>x[xa]*)e")
WITHIN = frozenset(["of", "at", "in", "with"])  # between a plan and what is a part of its name: cuts at schools
TUNE = ("to", "the", "tune", "of")  # between what is had, made or given and how much it is
CARRIERS = frozenset(["by", "to", "from", "at", "with", "for", "above", "below", "over", "under"])


class EnglishComplements:
    """Reads what stands behind of or in, or before a quantity, as what it measures."""

    def __init__(self, mentions: EnglishMentions) -> None:
        self._mentions = mentions

    def of_right(self, query: MetricQuery, *, strict: bool) -> Link | None:
        """Read what the quantity is of or in; ``strict`` asks for a metric of the lists."""
        if query.quantity.kind in COUNTS and query.syntax.word(query.at + 1) == "of":
            begin = query.at + 2
            while query.syntax.code(begin) in "dsQ" and begin < len(query.syntax.codes):
                begin += 1
            phrase = query.syntax.phrase_after(begin)  # three of the four mills
            return None if phrase is None else self._mentions.read(query, phrase)
        if query.quantity.kind not in ("money", "ratio", "physical") or (
            query.change and query.quantity.kind != "ratio"
        ):
            return None
        if query.change and self._is_size(query):
            return self.of_phrase(query, query.at + 1, strict=True)
        if query.change and (strict or query.syntax.word(query.at + 1) != "of"):
            return None
        if is_within(query.reading, query.quantity):
            return None
        at = query.at + 1
        while query.syntax.code(at) == ")":
            at += 1
        if query.syntax.code(at) == "(":
            at = query.syntax.codes.find(")", at) + 1 or at
        return self.of_phrase(query, at, strict=strict)

    def reached(self, query: MetricQuery) -> Link | None:
        """Read what came to a share of something: a deficit of, or raised to, 4 percent of GDP."""
        syntax, at = query.syntax, query.at
        if query.quantity.kind != "ratio" or query.change or syntax.word(at + 1) != "of":
            return None
        if self._is_of_output(query):
            return self._against_output(query)
        if syntax.word(at - 1) not in ("to", "at"):
            return None
        if self._mentions.matches("english-equal", syntax.word(at - 2)) and syntax.code(at - 3) == "x":
            found = self.of_phrase(query, at + 1, strict=False)  # is equal to 4 percent of sales
        else:
            found = self.left(query)
        return None if found is None else Link(msgspec.structs.replace(found.mention, id=None), None, None, None)

    def attained(self, query: MetricQuery) -> Link | None:
        """Read what came to a number of people: attendance hit 1,500 people; not the bus that hit four."""
        syntax = query.syntax
        verb = syntax.verb_before(query.at)
        level = query.reading.codes[query.index - 1 : query.index] in ("L", "t") or syntax.fits(
            "english-reached", query.at - 1
        )
        phrases = subject_of(syntax, verb) if verb is not None and level else []
        if not phrases or syntax.code(query.at + 1) in "veg":
            return None
        head = syntax.word(phrases[0].end - 1)
        numbered = any(self._mentions.matches(kind, head) for kind in ("english-counting", "english-attained"))
        return self._of_subject(query, phrases) if numbered or self._mentions.known(query, phrases[0]) else None

    def _against_output(self, query: MetricQuery) -> Link | None:
        """Read what is so much of GDP: the object of its verb, spending itself, or what the verb is said of."""
        syntax = query.syntax
        verb = syntax.verb_before(query.at)
        if verb is None or self._mentions.matches("english-making-up", syntax.word(verb.end - 1)):
            return None
        things = [item for item in syntax.objects(verb.end, query.at) if not item.preposition]
        done = syntax.word(verb.end - 2) in ("be", "been", "was", "were", "is", "are")  # will be raised to 4 percent
        if not things and not done and self._mentions.matches("english-outlay", syntax.word(verb.end - 1)):
            things = [Phrase(verb.end - 1, verb.end, "")]  # spends 4 percent of GDP on
        of = syntax.phrase_before(query.at - 1) if syntax.word(query.at - 1) == "of" else None
        things = [of] if of is not None else things or subject_of(syntax, verb)[:1]
        if not things:
            return None
        found = self._mentions.phrase(query, things[-1])
        return Link(msgspec.structs.replace(found.mention, id=None), None, None, None)

    def _is_of_output(self, query: MetricQuery) -> bool:
        """Say whether a share is of what a country makes, which debts and spending are measured against: of GDP."""
        phrase = query.syntax.phrase_after(query.at + 2)
        return phrase is not None and self._mentions.matches("english-output", query.syntax.last_two(phrase))

    def _is_size(self, query: MetricQuery) -> bool:
        """Say whether a quantity is the size of a change that is named before it: a surge of 9 percent in profit."""
        syntax, at = query.syntax, query.at
        sized = syntax.word(at - 1) == "of" and self._mentions.matches("english-move", syntax.word(at - 2))
        return sized and syntax.word(at + 1) == "in"

    def of_phrase(self, query: MetricQuery, at: int, *, strict: bool) -> Link | None:
        """Read the phrase behind of or in at the word ``at``; ``strict`` asks for a metric of the lists."""
        syntax = query.syntax
        if syntax.word(at) == "worth":
            at, strict = at + 1, False
        if syntax.word(at) not in ("of", "in"):
            return None
        phrase = syntax.phrase_after(at + 1)
        if phrase is None:
            return None
        phrase = self._mentions.numbered(query, phrase)
        loose = self._mentions.matches("english-loose", syntax.word(phrase.begin))
        if syntax.word(at) == "in" and phrase.end - phrase.begin == 1 and loose:
            return None  # bought it for $3 million in cash
        if syntax.word(at) == "in" and strict and query.quantity.kind == "money" and self._is_valued(query):
            return None  # valued at $3 billion in the deal
        found = self._mentions.known(query, phrase)
        if found is not None and found.mention.id == "commodity_price" and query.quantity.kind == "money":
            mention = self._mentions.phrase(query, phrase).mention
            return Link(msgspec.structs.replace(mention, id=None), None, None, None)  # $3 million worth of rice
        if found is None and strict and query.quantity.kind == "money" and phrase.begin == at + 1:
            paid_as = self._mentions.matches("english-paid-as", syntax.word(phrase.end - 1))
            return self._mentions.phrase(query, phrase) if paid_as else None  # pay $3 million in relief
        if found is not None or strict:
            return found
        head = syntax.code(phrase.end - 1)
        if self._mentions.matches("english-securities", syntax.word(phrase.end - 1)):
            return None
        if syntax.word(at) == "in" and (
            head == "N" or self._mentions.matches("english-loose", syntax.word(phrase.end - 1))
        ):
            return None
        link = self._mentions.phrase(query, phrase)
        if query.quantity.kind != "ratio" or query.change or link.rule is None:
            return link
        if link.rule.ratio in SHARES:
            return link.shared()  # 41 percent of total revenue
        return Link(msgspec.structs.replace(link.mention, id=None), link.rule, link.source, link.position)

    def _is_rate_of(self, query: MetricQuery, phrase: Phrase) -> bool:
        """Say whether a rate has a name of its own: a vaccination rate of 42 percent, not an annual rate."""
        syntax = query.syntax
        if query.change and phrase.preposition == "at":
            return False  # grew at a better-than-expected rate of 2.7 percent
        named = phrase.end - phrase.begin > 1 and query.quantity.kind == "ratio"
        return named and not syntax.fits("english-pace", phrase.end - 2)

    def _is_valued(self, query: MetricQuery) -> bool:
        """Say whether the verb right before an amount says already what it is: valued at, fined."""
        verb = query.syntax.verb_before(query.at)
        if verb is None or query.syntax.objects(verb.end, query.at):
            return False
        found = self._mentions.known(query, verb._replace(end=query.at), verb=True)
        return found is not None and found.mention.id == "valuation"

    def left(self, query: MetricQuery) -> Link | None:
        """Read what stands before the quantity: what it is of, the object or the subject of its verb."""
        syntax, at = query.syntax, query.at
        at = syntax.before_modifiers(at)
        if query.quantity.kind == "physical" and is_within(query.reading, query.quantity):
            return None
        reaching = syntax.phrase_before(at) if query.reading.text.startswith("up to ", query.quantity.left) else None
        if reaching is not None and query.quantity.kind == "physical" and syntax.word(at - 1).endswith("s"):
            return self._mentions.read(query, reaching)  # winds up to 90 kilometres per hour
        if self._befalls(query, at):
            return self._mentions.words(query, at - 1, at)
        while at and syntax.codes[at - 1] == "n" and self._mentions.matches("english-vague", syntax.word(at - 1)):
            at -= 1
            at = syntax.before_modifiers(at)
        if query.quantity.kind == "money" and involved(syntax, query.at) is not None:
            return None  # debt collection involving $3 million
        beside = syntax.phrase_before(at - 1) if syntax.word(at - 1) == "at" else None
        if beside is not None and beside.preposition == "with":
            return self._mentions.read(query, beside)  # won 9 seats, with turnout at 60 percent
        if syntax.word(at - 1) == "worth":
            before = syntax.phrase_before(at - 1 - (syntax.code(at - 2) == ","))
            if before is not None and (found := self._mentions.known(query, before)) is not None:
                return found  # an order worth $3 million
            if before is not None and (planned := self._endowed(query, before)) is not None:
                return planned
        if syntax.word(at - 2) == "tune" and (thing := syntax.phrase_before(at - len(TUNE))) is not None:
            return self._mentions.read(query, thing)  # owed wages to the tune of $3 million
        if syntax.word(at - 1) == "of":
            before = syntax.phrase_before(at - 1)
            if (
                before is not None
                and query.change
                and self._mentions.matches("english-move", syntax.word(before.end - 1))
            ):
                found = self._mentions.known(query, before)  # a drop of 15%: of what was told before
                return found or self._growth(query, before)
            last = syntax.word(before.end - 1) if before is not None else ""
            rated = before is not None and last == "rate" and self._is_rate_of(query, before)
            if before is not None and (rated or not self._mentions.matches("english-vague", last)):
                return self._mentions.read(query, before)
            if before is not None and (found := self._mentions.known(query, before)) is not None:
                return found  # bags with a market value of $3 million
            robbed = syntax.verb_before(at) if syntax.word(at - 2) == "out" or syntax.code(at - 2) in "eg" else None
            if robbed is not None and query.quantity.kind == "money":
                return self._mentions.words(query, robbed.end - 1, robbed.end)  # cheated out of $3 million
            if before is not None:
                at = before.begin
                at = syntax.before_modifiers(at)
        verb = syntax.verb_before(at)
        begin = verb.end if verb is not None else 0
        objects = syntax.objects(begin, at)
        for phrase in reversed(objects):
            found = self._mentions.known(query, phrase)
            if found is not None:
                return found
        if verb is not None and (found := self._mentions.known(query, verb, verb=True)) is not None:
            return found
        phrases = subject_of(syntax, verb) if verb is not None else []
        measured = bool(phrases) and self._mentions.known(query, phrases[0]) is not None
        spelled_out = (
            query.quantity.kind != "bare" or measured or query.reading.codes[query.index - 1 : query.index] not in "wv"
        )
        if not spelled_out and syntax.code(at - 1) in "eg" and not syntax.fits("english-reached", at - 1):
            return self._mentions.words(query, at - 1, at)  # injured more than 5,800
        carried = syntax.word(at - 1) in CARRIERS
        sold = verb is not None and carried and query.quantity.kind == "money" and not query.change
        if verb is not None and sold and syntax.fits("english-sold-at", verb.end - 1):
            offered = next((item for item in objects if syntax.fits("english-securities", item.end - 1)), None)
            if offered is not None:  # after pricing its shares at $30
                shares = self._mentions.words(query, offered.end - 1, offered.end).mention
                return Link(msgspec.structs.replace(shares, id="offer_price"), None, None, None)
            return self._mentions.words(query, verb.end - 1, verb.end)  # flats will be priced at $3 million
        given = syntax.word(at - 1) == "with" and query.quantity.kind == "money" and syntax.code(begin - 1) == "g"
        if verb is not None and given and objects and not objects[0].preposition:
            return self._mentions.words(query, begin - 1, begin)  # bribing a manager with $5,000
        if verb is not None and carried and (query.change or query.quantity.kind != "money"):
            thing = moved_object(query.syntax, objects, self._mentions, change=query.change)
            if thing is not None:
                return self._mentions.phrase(query, thing)
        if verb is None or (objects and not carried and not query.change and query.quantity.kind != "money"):
            return None
        return self._covered(query, verb, phrases) or self._of_subject(query, phrases)

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

    def _growth(self, query: MetricQuery, phrase: Phrase) -> Link | None:
        """Read growth that nobody says the thing of, as that of the economy: expects growth of 3 percent."""
        told_before = not {"M", "Q"}.isdisjoint(query.reading.codes[: query.index])
        if told_before or query.syntax.last_two(phrase) != "growth":
            return None
        mention = self._mentions.words(query, phrase.begin, phrase.end).mention
        return Link(msgspec.structs.replace(mention, id="gdp"), None, None, None)

    def _befalls(self, query: MetricQuery, at: int) -> bool:
        """Say whether a second verb tells what befell a bare number of people: killing four people and injuring 27."""
        before = query.reading.codes.rfind("Q", 0, query.index)
        if query.quantity.kind != "bare" or before < 0 or query.syntax.word(at - 2) != "and":
            return False
        people = query.reading.tokens[before].item
        return isinstance(people, Quantity) and people.kind == "person" and query.syntax.code(at - 1) in "eg"

    def _of_subject(self, query: MetricQuery, phrases: list[Phrase]) -> Link | None:
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

    def is_market(self, query: MetricQuery, phrase: Phrase) -> bool:
        """Say whether a phrase ends in the name of a place or a market, which is whose a metric is."""
        end = query.syntax.span(phrase)[1]
        if self._mentions.matches("english-market", query.syntax.word(phrase.end - 1)):
            return True
        last = query.reading.overlapping(end - 1, end)
        return any(query.reading.tokens[at].code == "S" and query.reading.tokens[at].end == end for at in last)

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

    def _with_particle(self, query: MetricQuery, at: int) -> Link | None:
        """Read a verb with the particle that makes it one of outlay: sets aside, took in, was handed over."""
        pair = f"{query.syntax.word(at)} {query.syntax.word(at + 1)}"
        joined = self._mentions.matches("english-outlay-particle", pair)
        return self._mentions.words(query, at, at + 2) if joined else None
