"""What an English quantity stands before and qualifies: 3 million users, a 5 percent rise in exports."""

from __future__ import annotations

import msgspec

from numfacts.linking.english.arguments import EnglishArguments
from numfacts.linking.english.dealings import EnglishDealings
from numfacts.linking.english.mentions import EnglishMentions, MetricQuery, with_both
from numfacts.linking.english.predicates import EnglishPredicates
from numfacts.linking.english.syntax import Phrase, Syntax
from numfacts.linking.links import COUNTS, Link
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

REACHING = frozenset("LTtV")  # codes of words that lead to a level
NAMELESS = Link(Mention(None, None, None), None, None, None)  # of an amount that only names a thing
NO_MULTIPLE = ("english-vague", "english-securities")  # shapes of nouns that a multiple is not of
EARLY = frozenset(["early", "late"])  # adverbs that are adjectives too
CALLED = 1000  # of a currency: schemes are called by the price they set, not by what they cost


class EnglishAttributives:
    """Reads the noun phrase right behind a quantity as what it measures."""

    def __init__(self, mentions: EnglishMentions, predicates: EnglishPredicates, arguments: EnglishArguments) -> None:
        self._mentions = mentions
        self._predicates = predicates
        self._arguments = arguments
        self._dealings = EnglishDealings(mentions)

    def find(self, query: MetricQuery) -> Link | None:
        """Read the noun phrase right behind the quantity."""
        syntax, at, kind = query.syntax, query.at + 1, query.quantity.kind
        if kind in COUNTS:
            if (sized := self._sized(query)) is not None:
                return sized
            if (tied := self._mentions.tied(query)) is not None:
                return tied
            if (dealt := self._dealings.of_those(query)) is not None:
                return dealt
            if (state := self._mentions.condition(query)) is not None:
                return state
            follow = at + self._mentions.matches("english-added", syntax.word(at))
            how = syntax.code(follow) == "a" and syntax.code(query.at - 1) in "pc,"  # but not the Oak 3 also excelled
            follow += how and syntax.code(follow + 2) not in "nNsd"  # but not two newly built homes
            if syntax.code(follow) == "e":
                return self._mentions.words(query, follow, follow + 1)  # 28 missing, 16 more hurt, one badly hurt
        if kind == "physical" and (extent := self._mentions.extent(query)) is not None:
            return extent
        if kind == "money" and syntax.word(at).endswith("ing") and self._is_spent(query):
            return None
        if kind == "money":
            at += 3 if syntax.codes[at : at + 3] == "(Q)" else syntax.code(at) == ")"  # Rs8 million ($1 million) profit
            at += 2 * (syntax.codes[at : at + 2] == ",T")  # US$2 billion, 10-year loan
        if kind == "times" and syntax.word(at) == "the" and not query.change:
            of = syntax.phrase_after(at)
            if of is not None and not any(syntax.fits(shape, of.end - 1) for shape in NO_MULTIPLE):
                return self._mentions.read(query, of)  # 3 times the throughput
        expected = kind == "times" and self._mentions.matches("english-expected", syntax.word(at))
        at += expected or syntax.word(at) in EARLY  # 7 times forecast earnings, two early goals
        if kind == "ratio":
            at += 2 * (syntax.word(at) == "of" and syntax.code(at + 1) == "o")  # 70 percent of them engineers
            at += syntax.word(at) == "being" and syntax.code(at - 1) == "o"  # 88 percent of it being plastic
            at += syntax.code(at) == "T"  # a 3 percent annual rise in
        phrase = syntax.phrase_after(at) if syntax.code(at) in "nN" else None
        if phrase is None:
            return None
        if kind in COUNTS and query.quantity.value > 1:
            phrase = with_both(syntax, phrase)
        head = syntax.word(phrase.end - 1)
        if kind == "money" and self._is_called(query.quantity, head):
            return NAMELESS
        if self._mentions.matches("english-persons", head):
            whole = syntax.codes.endswith("Qp", 0, syntax.before_modifiers(query.at))  # 80 percent of 300 young people
            return (None if whole else self._predicates.befallen(query)) or self._mentions.phrase(query, phrase)
        if self._mentions.matches("english-comparative", syntax.word(at)):
            return self._beyond(query, phrase)
        if kind == "times" and self._mentions.matches("english-earnings", head):
            earned = self._mentions.phrase(query, phrase).mention
            return Link(msgspec.structs.replace(earned, id="pe_ratio"), None, None, None)
        if self._mentions.matches("english-move", head):
            return self._moved(query, phrase)
        return self._qualified(query, phrase)

    def _sized(self, query: MetricQuery) -> Link | None:
        """Read what has the size that is counted: a shortage of 300 nurses, a reach of up to 3,000 homes."""
        of = query.syntax.before_modifiers(query.at) - 1
        phrase = query.syntax.phrase_before(of) if query.syntax.word(of) == "of" else None
        sized = phrase is not None and query.syntax.fits("english-sized", phrase.end - 1)
        return self._mentions.phrase(query, phrase) if phrase is not None and sized else None

    def _beyond(self, query: MetricQuery, phrase: Phrase) -> Link | None:
        """Read what something has more or less of: 40 percent less power, sold 5 percent fewer cars; not 5 higher."""
        if phrase.end - phrase.begin == 1:
            return None
        verb = query.syntax.verb_before(query.at)
        if verb is not None and verb.end == query.at and query.syntax.fits("english-selling", verb.end - 1):
            sold = self._mentions.words(query, verb.end - 1, verb.end).mention
            return Link(msgspec.structs.replace(sold, id="sales_volume"), None, None, None)
        return self._mentions.read(query, phrase._replace(begin=phrase.begin + 1))

    def _is_spent(self, query: MetricQuery) -> bool:
        """Say whether a verb stands right before an amount that someone paid for doing something: spent $3 shopping."""
        verb = query.syntax.verb_before(query.at)
        return verb is not None and verb.end == query.at and query.syntax.fits("english-spending", verb.end - 1)

    def _is_called(self, quantity: Quantity, head: str) -> bool:
        """Say whether a small amount is what a scheme is called by: the $2 transport scheme."""
        return quantity.value < CALLED and self._mentions.matches("english-scheme", head)

    def _qualified(self, query: MetricQuery, phrase: Phrase) -> Link | None:
        """Read a noun phrase that a quantity qualifies, or what is counted or measured in its noun."""
        syntax, head, counts = query.syntax, query.syntax.word(phrase.end - 1), query.quantity.kind in COUNTS
        units = head == "units" and phrase.end - phrase.begin == 1
        moves = counts and query.change and syntax.word(query.at - 1) == "by"
        if moves and (moved := self._arguments.left(query)) is not None and moved.rule is not None:
            return moved  # payrolls rose by 3,000 jobs
        found = self._mentions.known(query, phrase) if not units else None
        heads = found is not None and found.mention.end == syntax.span(phrase)[1]
        if found is not None and counts and heads:
            counted = self._mentions.phrase(query, phrase).mention
            if head == "members" and (syntax.word(phrase.end) == "of" or phrase.end - phrase.begin > 1):
                return Link(msgspec.structs.replace(counted, id=None), None, None, None)  # three members of the crew
            if self._mentions.of_staff(found) and self._harmed(syntax, query.at, phrase.end):
                return Link(msgspec.structs.replace(counted, id=None), None, None, None)
            return Link(msgspec.structs.replace(counted, id=found.mention.id), found.rule, found.source, found.position)
        if found is not None and (not counts or query.quantity.decimals):
            return found  # but not 2 billion index shares
        led, before = query.reading.codes[query.index - 1 : query.index], syntax.word(query.at - 1)
        if units or led in REACHING or syntax.fits("english-reached", query.at - 1):
            whole = self._arguments.left(query)  # deliveries reached 2,000 cars, sales of 3,000 units
            known = whole is not None and (whole.mention.id is not None or (whole.rule is not None and before != "of"))
            known = known and not (before == "of" and syntax.fits("english-belonging", query.at - 2))
            known = known or (before == "to" and whole is not None and self._is_margin(query, whole))
            if known or (units and before in ("to", "of", "at")):
                return whole  # but not the deaths of nine monkeys, the residents of 12 villages
        people = counts and head == "figures" and phrase.end - phrase.begin > 1  # 45 opposition figures
        vague = self._mentions.matches("english-vague", head) and head != "units" and not people
        if query.quantity.kind == "physical" and "-" in syntax.word(query.at):
            begin = phrase.begin
            if syntax.fits("english-feat", phrase.end - 1):
                return self._mentions.words(query, syntax.codes.rfind("N", begin, phrase.end) + 1 or begin, phrase.end)
            named = "N" in syntax.codes[phrase.begin : phrase.end]  # but not past the 3-metre mark
            if named or not vague:
                return NAMELESS  # the 7,000-metre peak of Mount Elm
        if vague:
            return None
        if counts and (doing := self._dealings.done(query, phrase)) is not None:
            return doing  # delivered 2,000 cars
        return self._mentions.phrase(query, phrase)

    def _is_margin(self, query: MetricQuery, whole: Link) -> bool:
        """Say whether what is moved to a number is so long or so wide: extend their lead to eight points."""
        return self._mentions.matches("english-margin", (whole.mention.text or "").rpartition(" ")[2])

    def _harmed(self, syntax: Syntax, at: int, end: int) -> bool:
        """Say whether those counted fell victim to something: a blast killed two staff; three workers were hurt."""
        verb = syntax.verb_before(at)
        did = verb is not None and verb.end == at and syntax.fits("english-harmed", at - 1)
        while syntax.code(end) in "xa":
            end += 1
        return did or syntax.fits("english-harmed", end)

    def _moved(self, query: MetricQuery, phrase: Phrase) -> Link | None:
        """Read what a noun of change changes: a 5 percent rise in exports, a 5 percent GDP growth target."""
        syntax, end = query.syntax, phrase.end
        if (inner := self._mentions.known(query, phrase)) is not None:
            return inner
        found = syntax.phrase_after(end + 1) if syntax.word(end) in ("in", "of", "to", "on") else None
        if found is not None and syntax.fits("english-securities", found.end - 1):
            return self._mentions.known(query, found)  # a jump in Oak shares: of the price
        if found is not None and not syntax.fits("english-loose", found.end - 1):
            return self._mentions.read(query, self._mentions.numbered(query, found))
        if phrase.end - phrase.begin > 1:
            return self._mentions.phrase(query, Phrase(phrase.begin, phrase.end - 1, ""))
        return None
