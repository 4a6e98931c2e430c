"""What a quantity of an English sentence measures: the noun it counts, what it is of, or what its verb is said of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.english.ellipsis import is_of_those, parted
from numfacts.linking.english.mentions import Ask, EnglishMentions
from numfacts.linking.english.predicates import EnglishPredicates
from numfacts.linking.english.syntax import Phrase
from numfacts.linking.links import COUNTS, Link
from numfacts.linking.metrics import MetricLinker
from numfacts.linking.reading import Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes

MARKET = frozenset(["point", "pip", "rate", "rank", "duration"])  # kinds that are linked in every language alike
MOVING = frozenset(["ratio", "difference", "times", "point", "money", "count", "bare"])
SHARES = frozenset(["revenue_share", "cost_share"])  # what shares of a total are metrics of their own
NO_MULTIPLE = ("english-vague", "english-securities")  # shapes of nouns that a multiple is not of
NAMELESS = Link(Mention(None, None, None), None, None, None)  # of an amount that only names a thing
CALLED = 100  # of a currency: schemes are called by the price they set, not by what they cost
CARRIERS = frozenset(["by", "to", "from", "at", "with", "for", "above", "below", "over", "under"])


class EnglishMetrics:
    """Finds the metric of a quantity in the phrases of its sentence."""

    def __init__(self, metrics: MetricLinker, shapes: Shapes) -> None:
        self._mentions = EnglishMentions(metrics, shapes)
        self._predicates = EnglishPredicates(self._mentions)

    def link(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> Link | None:
        """Give the metric that the phrases around the quantity at ``index`` name for it, or null."""
        syntax = reading.syntax
        if syntax is None:
            return None
        ask = Ask(reading, syntax, index, syntax.at(quantity.start), quantity, change)
        if (change or quantity.kind in ("point", "bare")) and (named := self._index(ask)) is not None:
            return named
        if quantity.kind in MARKET:
            return None
        if quantity.kind == "person":
            return self._predicates.befallen(ask)
        return (
            self._attributive(ask)
            or self._predicates.share(ask)
            or self._predicates.counted(ask)
            or self._reached(ask)
            or self._of_right(ask, strict=not (change or quantity.kind == "physical" or self._makes_up(ask)))
            or self._left(ask)
        )

    def _makes_up(self, ask: Ask) -> bool:
        """Say whether a share is what its verb's subject makes up of something: accounted for 56 percent of exports."""
        verb = ask.syntax.verb_before(ask.at) if ask.quantity.kind == "ratio" else None
        return verb is not None and self._mentions.matches("english-making-up", ask.syntax.word(verb.end - 1))

    def _index(self, ask: Ask) -> Link | None:
        """Read a subject that is called an index, though no list has it: the Atlantic 50 Index."""
        verb = ask.syntax.verb_before(ask.at)
        phrases = ask.syntax.subject(verb) if verb is not None else []
        if not phrases or ask.syntax.codes[phrases[0].end - 1] != "N":
            return None
        start, end = ask.syntax.span(phrases[0])
        if not ask.reading.text.endswith(("Index", "Composite"), start, end):
            return None
        if any(ask.reading.codes[position] == "M" for position in ask.reading.overlapping(start, end)):
            return None
        return Link(Mention(ask.reading.text[start:end], start, end, "index_level"), None, None, None)

    def moves_itself(self, reading: Reading, index: int, quantity: Quantity) -> bool:
        """Say whether a change is of the price of what the verb is said of: a company, a share, a sector."""
        syntax = reading.syntax
        if syntax is None or quantity.kind not in ("ratio", "money", "point", "difference"):
            return False
        ask = Ask(reading, syntax, index, syntax.at(quantity.start), quantity, True)
        verb = syntax.verb_before(ask.at)
        following = syntax.word(ask.at + 1)
        if verb is None or set(syntax.codes[verb.end : ask.at]) - {"a"} or self._index(ask) is not None:
            return False
        if following == "of" or (syntax.code(ask.at + 1) in "nN" and following not in ("higher", "lower")):
            return False
        phrase = next(iter(syntax.subject(verb)), None)
        if phrase is None or self._mentions.known(ask, phrase) is not None:
            return False
        if self._mentions.matches("english-market", syntax.word(phrase.end - 1)):
            return True
        return syntax.codes[phrase.end - 1] == "N" and not self._is_market(ask, phrase)

    def compares(self, reading: Reading, quantity: Quantity) -> bool:
        """Say whether a quantity is by how much what was told before it differs: 5 percent more than a year ago."""
        syntax = reading.syntax
        if syntax is None or quantity.kind not in MOVING:
            return False
        at = syntax.at(quantity.start)
        return syntax.word(at + 2) == "than" and self._mentions.matches("english-comparative", syntax.word(at + 1))

    def parts(self, reading: Reading, quantity: Quantity) -> bool:
        """Say whether a number without a noun is a part of the one before it: including 30 in Oak, six of them."""
        syntax = reading.syntax
        if syntax is None or quantity.kind != "bare":
            return False
        at = syntax.at(quantity.start)
        return parted(syntax, at) is not None or is_of_those(syntax, at)

    def _is_called(self, quantity: Quantity, head: str) -> bool:
        """Say whether a small amount is what a scheme is called by: the $2 transport scheme."""
        return quantity.value < CALLED and not quantity.scale and self._mentions.matches("english-scheme", head)

    def fallback(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Give what a level is of or in, or what its verb does, where no better metric stands in the sentence."""
        syntax = reading.syntax
        if syntax is None or quantity.kind in MARKET:
            return None
        ask = Ask(reading, syntax, index, syntax.at(quantity.start), quantity, False)
        return self._of_right(ask, strict=False) or self._doing(ask)

    # What the quantity counts or qualifies

    def _attributive(self, ask: Ask) -> Link | None:
        """Read the noun phrase right behind the quantity."""
        syntax, at = ask.syntax, ask.at + 1
        if ask.quantity.kind == "money":
            at += 3 if syntax.codes[at : at + 3] == "(Q)" else syntax.code(at) == ")"  # Rs8 million ($1 million) profit
        if syntax.code(at) == "," and syntax.code(at + 1) in "TQ" and ask.quantity.kind == "money":
            at += 2  # US$2 billion, 10-year loan
        if ask.quantity.kind == "times" and self._mentions.matches("english-expected", syntax.word(at)):
            at += 1  # 7 times forecast earnings
        if ask.quantity.kind == "times" and syntax.word(at) == "the" and not ask.change:
            of = syntax.phrase_after(at)
            last = syntax.word(of.end - 1) if of is not None else ""
            if of is not None and not any(self._mentions.matches(name, last) for name in NO_MULTIPLE):
                return self._mentions.known(ask, of) or self._mentions.phrase(ask, of)  # 3 times the throughput
        if ask.quantity.kind in COUNTS:
            follow = at + self._mentions.matches("english-added", syntax.word(at))
            if syntax.code(follow) == "e" and syntax.word(ask.at - 1) != "the":
                return self._mentions.words(ask, follow, follow + 1)  # 28 missing, 16 more hurt
        phrase = syntax.phrase_after(at) if syntax.code(at) in "nN" else None
        if phrase is None:
            return None
        head = syntax.word(phrase.end - 1)
        befell = syntax.phrase_before(ask.at - 1) if syntax.word(ask.at - 1) == "of" else None
        befallen = befell is not None and self._mentions.matches("english-befalling", syntax.word(befell.end - 1))
        if befell is not None and befallen and ask.quantity.kind in COUNTS:
            return self._mentions.phrase(ask, befell)  # the death of 15 medics
        if ask.quantity.kind == "money" and self._is_called(ask.quantity, head):
            return NAMELESS
        if self._mentions.matches("english-persons", head) and ask.quantity.kind in COUNTS:
            return self._predicates.befallen(ask) or self._mentions.phrase(ask, phrase)
        if self._mentions.matches("english-comparative", syntax.word(at)) and ask.quantity.kind in MOVING:
            return self._beyond(ask, phrase)
        if ask.quantity.kind == "times" and self._mentions.matches("english-earnings", head):
            return self._multiple(ask, phrase)
        if self._mentions.matches("english-move", head) and ask.quantity.kind in MOVING:
            return self._moved(ask, phrase)
        before = syntax.phrase_before(ask.at)
        found = self._mentions.known(ask, before) if before is not None and ask.quantity.kind == "bare" else None
        found = found or self._mentions.known(ask, phrase)
        if ask.quantity.kind in COUNTS and head == "units" and (doing := self._done(ask)) is not None:
            return doing  # shipped 3,000 units
        if ask.quantity.kind in COUNTS and phrase.end - phrase.begin == 1 and head == "units":
            whole = self._left(ask)  # sales rose to 3,000 units
            if whole is not None:
                return whole
        heads = found is not None and found.mention.end == syntax.span(phrase)[1]
        if ask.quantity.kind in COUNTS and not heads and not ask.quantity.decimals:
            found = None  # 2 billion index shares
        if found is not None and ask.quantity.kind in COUNTS and heads:
            counted = msgspec.structs.replace(self._mentions.phrase(ask, phrase).mention, id=found.mention.id)
            return Link(counted, found.rule, found.source, found.position)
        if found is not None:
            return found
        if ask.change or self._mentions.matches("english-vague", head) or self._is_move(ask, phrase):
            return None
        verb = syntax.verb_before(ask.at)
        if ask.quantity.kind in COUNTS and (doing := self._done(ask)) is not None:
            return doing  # delivered 2,000 cars
        subject = syntax.subject(verb)[:1] if verb is not None and verb.end == ask.at else []
        if subject and (measured := self._mentions.known(ask, subject[0])) is not None:
            return measured  # sales hit 21,000 cars
        reached = ask.reading.codes[ask.index - 1 : ask.index] in ("L", "T", "t", "V")  # deliveries reached 2,000 cars
        if reached or "including" in [syntax.word(position) for position in range(ask.at - 3, ask.at)]:
            whole = self._left(ask)
            if whole is not None and whole.rule is not None:
                return whole
        if ask.quantity.kind not in COUNTS:
            inner = self._of_phrase(ask, phrase.end, strict=True)
            if inner is not None:
                return inner
        return self._mentions.phrase(ask, phrase)

    def _done(self, ask: Ask) -> Link | None:
        """Read the verb whose object a count is as its metric, where the lists know it."""
        verb = ask.syntax.verb_before(ask.at)
        if verb is None or ask.syntax.objects(verb.end, ask.at):
            return None
        return self._mentions.known(ask, verb, verb=True)

    def _beyond(self, ask: Ask, phrase: Phrase) -> Link | None:
        """Read what something has more or less of: 40 percent less power; more than is of what went before."""
        if phrase.end - phrase.begin == 1:
            return None
        rest = Phrase(phrase.begin + 1, phrase.end, "")
        return self._mentions.known(ask, rest) or self._mentions.phrase(ask, rest)

    def _multiple(self, ask: Ask, phrase: Phrase) -> Link:
        """Read earnings that a price is a multiple of: 7 times forecast earnings."""
        found = self._mentions.phrase(ask, phrase).mention
        return Link(msgspec.structs.replace(found, id="pe_ratio"), None, None, None)

    def _moved(self, ask: Ask, phrase: Phrase) -> Link | None:
        """Read what a noun of change changes: a 5 percent rise in exports, a 5 percent GDP growth target."""
        inner = self._mentions.known(ask, phrase)
        if inner is not None:
            return inner
        if ask.syntax.word(phrase.end) in ("in", "of", "to", "on", "for"):
            found = ask.syntax.phrase_after(phrase.end + 1)
            if found is not None and not self._mentions.matches("english-loose", ask.syntax.word(found.end - 1)):
                return self._mentions.known(ask, found) or self._mentions.phrase(ask, found)
        if phrase.end - phrase.begin > 1:
            return self._mentions.phrase(ask, Phrase(phrase.begin, phrase.end - 1, ""))
        return self._left(ask)

    def _is_move(self, ask: Ask, phrase: Phrase) -> bool:
        """Say whether a phrase is only a word of change: higher, lower."""
        start, end = ask.syntax.span(phrase)
        tokens = [ask.reading.tokens[position] for position in ask.reading.overlapping(start, end)]
        return any(token.code in "VNTB" and token.start <= start and token.end >= end for token in tokens)

    # What stands behind of or in, and what stands before

    def _of_right(self, ask: Ask, *, strict: bool) -> Link | None:
        """Read what the quantity is of or in; ``strict`` asks for a metric of the lists."""
        if ask.quantity.kind in COUNTS and ask.syntax.word(ask.at + 1) == "of":
            begin = ask.at + 2
            while ask.syntax.code(begin) in "dsQ" and begin < len(ask.syntax.codes):
                begin += 1
            phrase = ask.syntax.phrase_after(begin)  # three of the four mills
            return None if phrase is None else self._mentions.known(ask, phrase) or self._mentions.phrase(ask, phrase)
        if ask.quantity.kind not in ("money", "ratio", "physical") or (ask.change and ask.quantity.kind != "ratio"):
            return None
        if ask.change and self._is_size(ask):
            return self._of_phrase(ask, ask.at + 1, strict=True)
        if ask.change and (strict or ask.syntax.word(ask.at + 1) != "of"):
            return None
        at = ask.at + 1
        while ask.syntax.code(at) == ")":
            at += 1
        if ask.syntax.code(at) == "(":
            at = ask.syntax.codes.find(")", at) + 1 or at
        return self._of_phrase(ask, at, strict=strict)

    def _reached(self, ask: Ask) -> Link | None:
        """Read what came to a share of something: a deficit of, or raised to, 4 percent of GDP."""
        syntax, at = ask.syntax, ask.at
        if ask.quantity.kind != "ratio" or ask.change or syntax.word(at - 1) not in ("to", "at"):
            return None
        if syntax.word(at + 1) != "of":
            return None
        found = self._left(ask)
        return None if found is None else Link(msgspec.structs.replace(found.mention, id=None), None, None, None)

    def _is_size(self, ask: Ask) -> bool:
        """Say whether a quantity is the size of a change that is named before it: a surge of 9 percent in profit."""
        syntax, at = ask.syntax, ask.at
        sized = syntax.word(at - 1) == "of" and self._mentions.matches("english-move", syntax.word(at - 2))
        return sized and syntax.word(at + 1) == "in"

    def _of_phrase(self, ask: Ask, at: int, *, strict: bool) -> Link | None:
        syntax = ask.syntax
        if syntax.word(at) == "worth":
            at += 1
        if syntax.word(at) not in ("of", "in"):
            return None
        phrase = syntax.phrase_after(at + 1)
        if phrase is None:
            return None
        loose = self._mentions.matches("english-loose", syntax.word(phrase.begin))
        if syntax.word(at) == "in" and phrase.end - phrase.begin == 1 and loose:
            return None  # bought it for $3 million in cash
        found = self._mentions.known(ask, phrase)
        if found is not None or strict:
            return found
        head = syntax.code(phrase.end - 1)
        if self._mentions.matches("english-securities", syntax.word(phrase.end - 1)):
            return None
        if syntax.word(at) == "in" and (
            head == "N" or self._mentions.matches("english-loose", syntax.word(phrase.end - 1))
        ):
            return None
        link = self._mentions.phrase(ask, phrase)
        if ask.quantity.kind != "ratio" or ask.change or link.rule is None:
            return link
        if link.rule.ratio in SHARES:
            return link.shared()  # 41 percent of total revenue
        return Link(msgspec.structs.replace(link.mention, id=None), link.rule, link.source, link.position)

    def _left(self, ask: Ask) -> Link | None:
        """Read what stands before the quantity: what it is of, the object or the subject of its verb."""
        syntax, at = ask.syntax, ask.at
        while at and syntax.codes[at - 1] in "da":
            at -= 1
        while at and syntax.codes[at - 1] == "n" and self._mentions.matches("english-vague", syntax.word(at - 1)):
            at -= 1
            while at and syntax.codes[at - 1] in "da":
                at -= 1
        if syntax.word(at - 1) == "worth":
            before = syntax.phrase_before(at - 1)
            if before is not None and (found := self._mentions.known(ask, before)) is not None:
                return found  # an order worth $3 million
        if syntax.word(at - 1) == "of":
            before = syntax.phrase_before(at - 1)
            if (
                before is not None
                and ask.change
                and self._mentions.matches("english-move", syntax.word(before.end - 1))
            ):
                return self._mentions.known(ask, before)  # a drop of 15%: of what was told before
            if before is not None and not self._mentions.matches("english-vague", syntax.word(before.end - 1)):
                return self._mentions.known(ask, before) or self._mentions.phrase(ask, before)
            robbed = syntax.verb_before(at) if syntax.word(at - 2) == "out" or syntax.code(at - 2) in "eg" else None
            if robbed is not None and ask.quantity.kind == "money":
                return self._mentions.words(ask, robbed.end - 1, robbed.end)  # cheated out of $3 million
            if before is not None:
                at = before.begin
                while at and syntax.codes[at - 1] in "da":
                    at -= 1
        verb = syntax.verb_before(at)
        begin = verb.end if verb is not None else 0
        objects = syntax.objects(begin, at)
        for phrase in reversed(objects):
            found = self._mentions.known(ask, phrase)
            if found is not None:
                return found
        if verb is not None and (found := self._mentions.known(ask, verb, verb=True)) is not None:
            return found
        phrases = syntax.subject(verb) if verb is not None else []
        measured = bool(phrases) and self._mentions.known(ask, phrases[0]) is not None
        spelled_out = (
            ask.quantity.kind != "bare" or measured or ask.reading.codes[ask.index - 1 : ask.index] not in "wv"
        )
        if not spelled_out and syntax.code(at - 1) in "eg":
            return self._mentions.words(ask, at - 1, at)  # injured more than 5,800
        carried = syntax.word(at - 1) in CARRIERS
        if verb is not None and carried and (ask.change or ask.quantity.kind != "money"):
            thing = next((item for item in objects if not item.preposition), None)
            lone = thing is not None and thing.end - thing.begin == 1
            vague = lone and thing is not None and self._mentions.matches("english-vague", syntax.word(thing.begin))
            inner = next((item for item in objects if thing is not None and item.begin > thing.end), None)
            if vague and inner is not None and inner.preposition == "of":
                return self._mentions.phrase(ask, inner)  # cut its estimate of the wheat crop to
            if (
                thing is not None
                and lone
                and ask.change
                and self._mentions.matches("english-vague", syntax.word(thing.begin))
            ):
                thing = None
            if thing is not None and syntax.codes[thing.end - 1] == "n":
                return self._mentions.phrase(ask, thing)
        if verb is None or (objects and not carried and not ask.change and ask.quantity.kind != "money"):
            return None
        return self._of_subject(ask, phrases)

    def _of_subject(self, ask: Ask, phrases: list[Phrase]) -> Link | None:
        """Read the subject of the verb as the metric, where it is a thing that is measured."""
        syntax = ask.syntax
        for phrase in phrases[:1]:
            counting = self._mentions.matches("english-counting", syntax.word(phrase.end - 1))
            if counting and len(phrases) > 1 and phrases[1].preposition == "of":
                return self._mentions.known(ask, phrases[1]) or self._mentions.phrase(ask, phrases[1])
            found = self._mentions.known(ask, phrase)
            if found is not None:
                return found
            if self._is_market(ask, phrase) or self._mentions.matches("english-anaphor", syntax.word(phrase.end - 1)):
                return None
            level = ask.reading.codes[ask.index - 1 : ask.index] == "L" and syntax.word(ask.at + 1) != "of"
            kind = ask.quantity.kind
            opens = phrase.begin == 0 and phrase.end == 1 and syntax.word(0).endswith("s")  # Temperatures will climb
            if (syntax.codes[phrase.end - 1] == "n" or (opens and kind == "physical")) and (
                ask.change
                or kind in ("bare", "physical")
                or (kind in ("ratio", "money") and level)
                or (kind == "money" and syntax.word(ask.at - 1) == "to")
            ):
                return self._mentions.phrase(ask, phrase)
        return None

    def _is_market(self, ask: Ask, phrase: Phrase) -> bool:
        """Say whether a phrase ends in the name of a place or a market, which is whose a metric is."""
        end = ask.syntax.span(phrase)[1]
        if self._mentions.matches("english-market", ask.syntax.word(phrase.end - 1)):
            return True
        last = ask.reading.overlapping(end - 1, end)
        return any(ask.reading.tokens[at].code == "S" and ask.reading.tokens[at].end == end for at in last)

    def _doing(self, ask: Ask) -> Link | None:
        """Read the verb that an amount of money is the object of: pay US$50 million."""
        if ask.quantity.kind != "money":
            return None
        at = ask.at
        while at and ask.syntax.codes[at - 1] in "da":
            at -= 1
        verb = ask.syntax.verb_before(at)
        if verb is None or (ask.syntax.code(at - 1) == "p" and ask.syntax.word(at - 1) != "for"):
            return None
        word = ask.syntax.word(verb.end - 1)
        if self._mentions.matches("english-losing", word):
            lost = self._mentions.words(ask, verb.end - 1, verb.end).mention
            return Link(msgspec.structs.replace(lost, id="net_loss"), None, None, None)
        if not self._mentions.matches("english-outlay", word):
            return None
        return self._mentions.words(ask, verb.end - 1, verb.end)
