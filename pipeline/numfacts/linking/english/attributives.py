"""What an English quantity stands before and qualifies: 3 million users, a 5 percent rise in exports."""

from __future__ import annotations

import msgspec

from numfacts.linking.english.arguments import EnglishArguments
from numfacts.linking.english.complements import EnglishComplements
from numfacts.linking.english.ellipsis import beside_name
from numfacts.linking.english.mentions import EnglishMentions, MetricQuery
from numfacts.linking.english.predicates import EnglishPredicates
from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.syntax import Phrase
from numfacts.linking.links import COUNTS, Link
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

MOVING = frozenset(["ratio", "difference", "times", "point", "money", "count", "bare"])  # kinds in which things change
NO_MULTIPLE = ("english-vague", "english-securities")  # shapes of nouns that a multiple is not of
REACHING = frozenset("LTtV")  # codes of words that lead to a level
NAMELESS = Link(Mention(None, None, None), None, None, None)  # of an amount that only names a thing
BEFALLEN = ("english-hurt", "english-lost")  # shapes of what befell those who are counted before it
NO_SIZE = ("english-move", "english-wind")  # shapes of nouns whose measure says not how large a thing is
EARLY = frozenset(["early", "late"])  # adverbs that are adjectives too
CALLED = 1000  # of a currency: schemes are called by the price they set, not by what they cost


class EnglishAttributives:
    """Reads the noun phrase right behind a quantity as what it measures."""

    def __init__(
        self,
        mentions: EnglishMentions,
        predicates: EnglishPredicates,
        complements: EnglishComplements,
        arguments: EnglishArguments,
    ) -> None:
        self._mentions = mentions
        self._predicates = predicates
        self._complements = complements
        self._arguments = arguments

    def find(self, query: MetricQuery) -> Link | None:
        """Read the noun phrase right behind the quantity."""
        syntax, at = query.syntax, query.at + 1
        if query.quantity.kind in COUNTS and (tied := self._mentions.tied(query)) is not None:
            return tied
        if query.quantity.kind == "money":
            at += 3 if syntax.codes[at : at + 3] == "(Q)" else syntax.code(at) == ")"  # Rs8 million ($1 million) profit
        if syntax.code(at) == "," and syntax.code(at + 1) in "TQ" and query.quantity.kind == "money":
            at += 2 * (syntax.code(at + 1) == "T" or "-" in syntax.word(at + 1))  # US$2 billion, 10-year loan
        if query.quantity.kind == "times" and self._mentions.matches("english-expected", syntax.word(at)):
            at += 1  # 7 times forecast earnings
        if query.quantity.kind == "times" and syntax.word(at) == "the" and not query.change:
            of = syntax.phrase_after(at)
            last = syntax.word(of.end - 1) if of is not None else ""
            if of is not None and not any(self._mentions.matches(name, last) for name in NO_MULTIPLE):
                return self._mentions.read(query, of)  # 3 times the throughput
        if query.quantity.kind in COUNTS:
            follow = at + self._mentions.matches("english-added", syntax.word(at))
            if syntax.code(follow) == "e" and syntax.word(query.at - 1) != "the":
                return self._mentions.words(query, follow, follow + 1)  # 28 missing, 16 more hurt
        if query.quantity.kind == "ratio" and syntax.word(at) == "of" and syntax.code(at + 1) == "o":
            at += 2  # 70 percent of them engineers
        at += syntax.word(at) in EARLY and syntax.code(at + 1) in "nN"  # two early goals
        at += syntax.code(at) == "T" and query.quantity.kind == "ratio" and self._moves(query, at + 1)  # annual rise in
        phrase = syntax.phrase_after(at) if syntax.code(at) in "nN" else None
        if phrase is None:
            return None
        if query.quantity.kind in COUNTS and query.quantity.value > 1:
            phrase = self._counted(query, phrase)
        head = syntax.word(phrase.end - 1)
        if query.quantity.kind == "money" and self._is_called(query.quantity, head):
            return self._fare(query, phrase) or NAMELESS
        if head == "others" and query.quantity.kind in COUNTS and beside_name(syntax, query.at):
            return self._mentions.phrase(query, phrase)  # Ann Berg and six others were jailed
        if self._mentions.matches("english-persons", head) and query.quantity.kind in COUNTS:
            return self._predicates.befallen(query) or self._mentions.phrase(query, phrase)
        if self._mentions.matches("english-comparative", syntax.word(at)) and query.quantity.kind in MOVING:
            return self._beyond(query, phrase)
        if query.quantity.kind == "times" and self._mentions.matches("english-earnings", head):
            return self._multiple(query, phrase)
        if self._mentions.matches("english-move", head) and query.quantity.kind in MOVING:
            return self._moved(query, phrase)
        return self._qualified(query, phrase)

    def _moves(self, query: MetricQuery, position: int) -> bool:
        """Say whether a noun of change stands at a position, behind the time it is told for."""
        return self._mentions.matches("english-move", query.syntax.word(position))

    def _counted(self, query: MetricQuery, phrase: Phrase) -> Phrase:
        """Give the noun in the plural that a phrase only qualifies, with another or before quotes, or else the phrase.

        Six city and county officials; two local "heroes".
        """
        syntax = query.syntax
        last = syntax.word(phrase.end - 1)
        plural = last.endswith("s") or self._mentions.matches("english-plural", last)
        other = syntax.phrase_after(phrase.end + 1) if not plural and syntax.code(phrase.end) in 'c"' else None
        return other if other is not None and syntax.word(other.end - 1).endswith("s") else phrase

    def _qualified(self, query: MetricQuery, phrase: Phrase) -> Link | None:
        """Read a noun phrase that a quantity qualifies, or what is counted or measured in its noun."""
        syntax, head = query.syntax, query.syntax.word(phrase.end - 1)
        before = syntax.phrase_before(query.at)
        found = self._mentions.known(query, before) if before is not None and query.quantity.kind == "bare" else None
        found = found or self._mentions.known(query, phrase)
        if query.quantity.kind in COUNTS and head == "units" and (doing := self._done(query)) is not None:
            return doing  # shipped 3,000 units
        if query.quantity.kind in COUNTS and phrase.end - phrase.begin == 1 and head == "units":
            whole = self._arguments.left(query)  # sales rose to 3,000 units
            if whole is not None and (whole.rule is not None or syntax.word(query.at - 1) in ("to", "of")):
                return whole
            if syntax.word(query.at - 1) not in ("to", "of"):
                return self._mentions.phrase(query, phrase)  # the estate will have 3,000 units
        heads = found is not None and found.mention.end == syntax.span(phrase)[1]
        if found is not None and heads and query.quantity.kind in COUNTS and self._is_no_group(query, phrase):
            counted = self._mentions.phrase(query, phrase).mention
            return Link(msgspec.structs.replace(counted, id=None), None, None, None)
        if query.quantity.kind in COUNTS and not heads and not query.quantity.decimals:
            found = None  # 2 billion index shares
        if found is not None and query.quantity.kind in COUNTS and heads:
            counted = msgspec.structs.replace(self._mentions.phrase(query, phrase).mention, id=found.mention.id)
            return Link(counted, found.rule, found.source, found.position)
        if found is not None:
            return found
        if self._is_size(query):
            sized = phrase.end - phrase.begin > 1 and self._mentions.matches("english-size", syntax.word(phrase.begin))
            return self._mentions.words(query, phrase.begin, phrase.begin + 1) if sized else NAMELESS
        vague = self._mentions.matches("english-vague", head) and not (
            head == "targets" and query.quantity.kind in COUNTS
        )
        if query.change or vague or self._is_move(query, phrase):
            return None
        verb = syntax.verb_before(query.at)
        if query.quantity.kind in COUNTS and (doing := self._done(query)) is not None:
            return doing  # delivered 2,000 cars
        start = query.at - (syntax.word(query.at - 1) == "from")  # deliveries rose from 2,000 cars in 2023 to
        subject = subject_of(syntax, verb)[:1] if verb is not None and verb.end == start else []
        led = query.reading.codes[query.index - 1 : query.index]
        moved = led == "f" and bool(subject) and verb is not None and self._moves_by(query, verb)
        reached = (led in REACHING or moved) and not self._belongs_to(query)  # deliveries reached 2,000 cars
        measured = self._mentions.known(query, subject[0]) if subject else None
        own = measured is not None and measured.mention.id is not None and not self._mentions.acts(query, subject[0])
        if measured is not None and (reached or own):
            return measured  # sales hit 21,000 cars, but not tourists made 3,000 trips
        if reached or "including" in [syntax.word(position) for position in range(query.at - 3, query.at)]:
            whole = self._arguments.left(query)
            named = whole is not None and whole.mention.id is None and syntax.word(query.at - 1) == "of"
            if whole is not None and not named and (whole.rule is not None or self._is_led_to(query)):
                return whole  # but the deaths of nine monkeys
        if query.quantity.kind not in COUNTS:
            inner = self._complements.of_phrase(query, phrase.end, strict=True)
            if inner is not None:
                return inner
        return self._mentions.phrase(query, phrase)

    def _moves_by(self, query: MetricQuery, verb: Phrase) -> bool:
        """Say whether a verb is one of change: deliveries rose from 2,000 cars; not tourists coming from 8 cities."""
        return any(query.reading.codes[at] in "VTB" for at in query.reading.overlapping(*query.syntax.span(verb)))

    def _belongs_to(self, query: MetricQuery) -> bool:
        """Say whether those before what is counted only belong to it: the residents of 20 villages."""
        of = query.syntax.before_modifiers(query.at) - 1
        before = query.syntax.phrase_before(of) if query.syntax.word(of) == "of" else None
        return before is not None and self._mentions.matches("english-belonging", query.syntax.word(before.end - 1))

    def _is_size(self, query: MetricQuery) -> bool:
        """Say whether a quantity is tied to what is so large: the 7,000-metre peak, a 6-metre-tall statue."""
        if query.quantity.kind != "physical" or query.change or "-" not in query.syntax.word(query.at):
            return False
        phrase = query.syntax.phrase_after(query.at + 1)
        head = query.syntax.word(phrase.end - 1) if phrase is not None else ""
        if phrase is None or any(self._mentions.matches(name, head) for name in NO_SIZE):
            return False
        named = "N" in query.syntax.codes[phrase.begin : phrase.end]  # but not past the 3-metre mark
        return named or not self._mentions.matches("english-vague", head)

    def _is_no_group(self, query: MetricQuery, phrase: Phrase) -> bool:
        """Say whether what is counted came to harm, or only belongs somewhere: killed 3 workers, 2 crew members."""
        syntax = query.syntax
        if syntax.word(phrase.end - 1) == "members":
            return syntax.word(phrase.end) == "of" or phrase.end - phrase.begin > 1
        verb, follow = syntax.verb_before(query.at), phrase.end
        while syntax.code(follow) in "xa" and follow < len(syntax.codes):
            follow += 1
        befell = (
            verb is not None and not syntax.objects(verb.end, query.at) and syntax.fits("english-harming", verb.end - 1)
        )
        dismissed = verb is not None and any(syntax.fits("english-dismissing", at) for at in (verb.end - 1, verb.end))
        return befell or dismissed or any(syntax.fits(name, follow) for name in BEFALLEN)

    def _is_led_to(self, query: MetricQuery) -> bool:
        """Say whether a level is what the change right before it led to: fell 3 percent to 5 million boxes."""
        reading, index = query.reading, query.index
        before = reading.codes.rfind("Q", 0, index)
        led = before >= 0 and reading.codes[before + 1 : index].strip("Bf") == "t"
        return led and "V" in reading.codes[reading.clause_start(index) : before]

    def _done(self, query: MetricQuery) -> Link | None:
        """Read the verb whose object a count is as its metric, where the lists know it."""
        verb = query.syntax.verb_before(query.at)
        if verb is None or query.syntax.objects(verb.end, query.at):
            return None
        return self._mentions.known(query, verb, verb=True)

    def _beyond(self, query: MetricQuery, phrase: Phrase) -> Link | None:
        """Read what something has more or less of: 40 percent less power; more than is of what went before."""
        if phrase.end - phrase.begin == 1:
            return None
        if (doing := self._done_less(query, phrase)) is not None:
            return doing
        rest = Phrase(phrase.begin + 1, phrase.end, "")
        return self._mentions.read(query, rest)

    def _done_less(self, query: MetricQuery, phrase: Phrase) -> Link | None:
        """Read the verb that something is done more or less by, where the lists have it: sold 5 percent fewer cars."""
        verb = query.syntax.verb_before(query.at)
        if verb is None or query.syntax.objects(verb.end, query.at):
            return None
        last = query.syntax.word(phrase.end - 1)
        if self._mentions.matches("english-selling", query.syntax.word(verb.end - 1)):
            sold = self._mentions.words(query, verb.end - 1, verb.end).mention
            sales = None if self._mentions.matches("english-securities", last) else "sales_volume"
            return Link(msgspec.structs.replace(sold, id=sales), None, None, None)
        counted = msgspec.structs.replace(query.quantity, kind="count", code="count")
        number = MetricQuery(query.reading, query.syntax, query.index, query.at, counted, False)
        return self._mentions.known(number, verb, verb=True)

    def _multiple(self, query: MetricQuery, phrase: Phrase) -> Link:
        """Read earnings that a price is a multiple of: 7 times forecast earnings."""
        found = self._mentions.phrase(query, phrase).mention
        return Link(msgspec.structs.replace(found, id="pe_ratio"), None, None, None)

    def _moved(self, query: MetricQuery, phrase: Phrase) -> Link | None:
        """Read what a noun of change changes: a 5 percent rise in exports, a 5 percent GDP growth target."""
        inner = self._mentions.known(query, phrase)
        if inner is not None:
            return inner
        end = self._behind_made(query, phrase.end)
        if query.syntax.word(end) in ("in", "of", "to", "on", "for"):
            found = query.syntax.phrase_after(end + 1)
            last = query.syntax.word(found.end - 1) if found is not None else ""
            if found is not None and self._mentions.matches("english-securities", last):
                return self._mentions.known(query, found)  # a jump in Oak shares: of the price
            if found is not None and not self._mentions.matches("english-loose", query.syntax.word(found.end - 1)):
                return self._mentions.read(query, self._mentions.numbered(query, found))
        if phrase.end - phrase.begin > 1:
            return self._mentions.phrase(query, Phrase(phrase.begin, phrase.end - 1, ""))
        return self._arguments.left(query)

    def _behind_made(self, query: MetricQuery, position: int) -> int:
        """Give where what a change is of stands behind what only says that it was so: a cut was made to."""
        end = position
        while query.syntax.code(end) in "xvea" and end < len(query.syntax.codes):
            end += 1
        made = end > position and self._mentions.matches("english-made", query.syntax.word(end - 1))
        return end if made else position

    def _is_move(self, query: MetricQuery, phrase: Phrase) -> bool:
        """Say whether a phrase is only a word of change: higher, lower."""
        start, end = query.syntax.span(phrase)
        tokens = [query.reading.tokens[position] for position in query.reading.overlapping(start, end)]
        return any(token.code in "VNTB" and token.start <= start and token.end >= end for token in tokens)

    def _fare(self, query: MetricQuery, phrase: Phrase) -> Link | None:
        """Read the fare that a scheme is called by: the $2 fare scheme."""
        for at in range(phrase.begin, phrase.end):
            if self._mentions.matches("english-fare", query.syntax.word(at)):
                return self._mentions.words(query, at, at + 1)
        return None

    def _is_called(self, quantity: Quantity, head: str) -> bool:
        """Say whether a small amount is what a scheme is called by: the $2 transport scheme."""
        return quantity.value < CALLED and not quantity.scale and self._mentions.matches("english-scheme", head)
