"""What an English quantity is of or in, and what comes to it: the share of a total, a deficit of 4 percent of GDP."""

from __future__ import annotations

import msgspec

from numfacts.linking.english.amounts import is_within
from numfacts.linking.english.arguments import EnglishArguments
from numfacts.linking.english.mentions import EnglishMentions, MetricQuery
from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.syntax import Phrase
from numfacts.linking.links import COUNTS, Link

SHARES = frozenset(["revenue_share", "cost_share"])  # what shares of a total are metrics of their own


class EnglishComplements:
    """Reads what stands behind of or in as what a quantity measures."""

    def __init__(self, mentions: EnglishMentions, arguments: EnglishArguments) -> None:
        self._mentions = mentions
        self._arguments = arguments

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
            found = self._arguments.left(query)
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
        return (
            self._arguments.of_subject(query, phrases) if numbered or self._mentions.known(query, phrases[0]) else None
        )

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

    def _is_valued(self, query: MetricQuery) -> bool:
        """Say whether the verb right before an amount says already what it is: valued at, fined."""
        verb = query.syntax.verb_before(query.at)
        if verb is None or query.syntax.objects(verb.end, query.at):
            return False
        found = self._mentions.known(query, verb._replace(end=query.at), verb=True)
        return found is not None and found.mention.id == "valuation"
