"""What a quantity of an English sentence measures: the noun it counts, what it is of, or what its verb is said of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.english.amounts import is_apart
from numfacts.linking.english.arguments import NAMELESS, EnglishArguments
from numfacts.linking.english.attributives import EnglishAttributives
from numfacts.linking.english.complements import EnglishComplements
from numfacts.linking.english.dealings import dealing_in_those
from numfacts.linking.english.ellipsis import gapped, is_of_those
from numfacts.linking.english.mentions import EnglishMentions, MetricQuery
from numfacts.linking.english.names import shares_behind
from numfacts.linking.english.often import done_often
from numfacts.linking.english.predicates import EnglishPredicates
from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.roles import extended
from numfacts.linking.english.spans import told_span
from numfacts.linking.links import BASIS_POINT, Link, metric_rule
from numfacts.linking.metrics.linker import MetricLinker
from numfacts.linking.reading import Reading
from numfacts.numbers.placings import placing
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.english.syntax import Phrase
    from numfacts.vocabulary.shapes import Shapes

CURRENCIES = frozenset(["currency", "dollar"])  # rules of the names of currencies
AGAINST = (" on the ", " against the ")  # before a currency that another is told in
MARKET = frozenset(["point", "pip", "rate", "rank", "duration"])  # kinds that are linked in every language alike


class EnglishMetrics:
    """Finds the metric of a quantity in the phrases of its sentence."""

    def __init__(self, metrics: MetricLinker, shapes: Shapes) -> None:
        self._shapes = shapes
        self._phrases = metrics.phrases
        self._mentions = EnglishMentions(metrics, shapes)
        self._predicates = EnglishPredicates(self._mentions)
        self._arguments = EnglishArguments(self._mentions)
        self._complements = EnglishComplements(self._mentions)
        self._attributives = EnglishAttributives(self._mentions, self._predicates, self._arguments)

    def link(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> Link | None:
        """Give the metric that the phrases around the quantity at ``index`` name for it, or null."""
        syntax = reading.syntax
        if syntax is None:
            return None
        if (often := done_often(reading, quantity)) is not None:
            return often
        query = MetricQuery(reading, syntax, index, syntax.at(quantity.start), quantity, change)
        if (change or quantity.kind in ("point", "bare")) and (named := self._index(query)) is not None:
            return named
        if change and (verb := self._of_move(query)) is not None:
            return self._arguments.of_subject(query, subject_of(syntax, verb))
        if change and quantity.code == BASIS_POINT and (rate := self._rate(query)) is not None:
            return rate
        if quantity.kind == "duration" and (span := told_span(syntax, query.at)) is not None:
            return self._mentions.read(query, span)
        placed = placing(reading.text, reading.start, reading.end, quantity, self._shapes)
        if placed is not None:
            return Link(placed, None, None, None)
        if quantity.kind in MARKET or syntax.word(query.at - 1) == "magnitude":
            return None
        if is_apart(reading, quantity, self._shapes):
            return NAMELESS
        if (driven := self._predicates.driven(query)) is not None:
            return driven
        if quantity.kind == "person":
            return self._predicates.befallen(query)
        return self._valued(query) or (
            self._exchanged(query)
            or self._arguments.added(query)
            or self._attributives.find(query)
            or self._predicates.share(query)
            or self._predicates.counted(query)
            or self._complements.of_right(query, strict=not (change or quantity.kind == "physical"))
            or self._arguments.left(query)
            or self._spent(query)
        )

    def _exchanged(self, query: MetricQuery) -> Link | None:
        """Read a currency that is told at so much of another: the dollar edged up to 146.53 yen."""
        reading, quantity = query.reading, query.quantity
        if quantity.kind != "money" or quantity.scale or query.change:
            return None
        for position in range(reading.clause_start(query.index), query.index):
            token = reading.tokens[position]
            rule = metric_rule(token)
            if rule is None or rule.id not in CURRENCIES or reading.text.endswith(AGAINST, 0, token.start):
                continue
            if self._shapes["english-quoted"].fullmatch(reading.text, token.end, quantity.left):
                return self._phrases.at(reading, position)
        return None

    def _valued(self, query: MetricQuery) -> Link | None:
        """Read value as a verb, which tells what someone is held to be worth: a deal would value Oak at $3 million."""
        syntax, verb = query.syntax, query.syntax.verb_before(query.at)
        if verb is None or query.quantity.kind != "money" or query.change or syntax.word(verb.end - 1) != "value":
            return None
        if syntax.word(syntax.before_modifiers(query.at) - 1) != "at":
            return None
        word = syntax.words[verb.end - 1]
        text = query.reading.text[word.start : word.end]
        return Link(Mention(text, word.start, word.end, "valuation"), None, None, None)

    def _spent(self, query: MetricQuery) -> Link | None:
        """Read the verb of an amount behind another that has its own verb: the price was 3 dollars, and Oak spent 4."""
        before = query.reading.codes.rfind("Q", 0, query.index)
        verb = query.syntax.verb_before(query.at) if before >= 0 else None
        apart = verb is not None and query.syntax.words[verb.begin].start >= query.reading.tokens[before].end
        return self._arguments.doing(query) if apart else None

    def _index(self, query: MetricQuery) -> Link | None:
        """Read a subject that is called an index, though no list has it: the Atlantic 50 Index, an index of what."""
        phrase = self._subject(query)
        if phrase is None:
            return None
        syntax, text = query.syntax, query.reading.text
        gauge = self._shapes["english-gauge"].match(text, syntax.words[phrase.begin].start)
        if gauge is not None:
            return self._mentions.words(query, phrase.begin, phrase.begin + 1)  # an index measuring confidence
        if self._session_end(query) is not None:
            found = self._mentions.known(query, phrase)
            if found is not None and found.mention.id == "index_level":
                return found
        if syntax.codes[phrase.end - 1] != "N":
            return None
        start, end = syntax.span(phrase)
        if not text.endswith(("Index", "Composite"), start, end):
            return None
        if any(query.reading.codes[position] == "M" for position in query.reading.overlapping(start, end)):
            return None
        return Link(Mention(text[start:end], start, end, "index_level"), None, None, None)

    def _of_move(self, query: MetricQuery) -> Phrase | None:
        """Give the verb whose object is a move, which is of what the verb is said of: pared its 2 percent loss."""
        moves = extended(query.reading, query.quantity, self._shapes) is not None
        return query.syntax.verb_before(query.at) if moves else None

    def _rate(self, query: MetricQuery) -> Link | None:
        """Read the rate that a cut by basis points is of: a 25-basis-point cut, a 25 basis points rate cut."""
        phrase = query.syntax.phrase_after(query.at + 1) if query.syntax.code(query.at + 1) == "n" else None
        if phrase is None or not query.syntax.fits("english-rate-cut", phrase.end - 1):
            return None
        rate = Mention(None, None, None)
        if phrase.end - phrase.begin > 1:
            rate = self._mentions.words(query, phrase.begin, phrase.end - 1).mention
        return Link(msgspec.structs.replace(rate, id="interest_rate"), None, None, None)

    def _subject(self, query: MetricQuery) -> Phrase | None:
        """Give what the verb of a quantity is said of."""
        verb = query.syntax.verb_before(query.at)
        return next(iter(subject_of(query.syntax, verb)), None) if verb is not None else None

    def _session_end(self, query: MetricQuery) -> int | None:
        """Give where a session ends that is the object of a verb, and not measured: started Thursday's session at."""
        verb = query.syntax.verb_before(query.at)
        session = next(iter(query.syntax.objects(verb.end, query.at)), None) if verb is not None else None
        return session.end if session is not None and query.syntax.fits("english-session", session.end - 1) else None

    def moves_itself(self, reading: Reading, index: int, quantity: Quantity) -> bool:
        """Say whether a change is of the price of what the verb is said of: a company, a share, a sector."""
        syntax = reading.syntax
        if syntax is None:
            return False
        query = MetricQuery(reading, syntax, index, syntax.at(quantity.start), quantity, True)
        if self._is_driven(query) or shares_behind(syntax, query.at, self._shapes):
            return True
        verb, phrase = syntax.verb_before(query.at), self._subject(query)
        if verb is None or phrase is None:
            return extended(reading, quantity, self._shapes) is not None  # Oak's 2 percent loss was the largest
        if self._index(query) is not None:
            return False
        if self._of_move(query) is None and self._has_noun(query, verb):
            return False
        if self._mentions.known(query, phrase) is not None:
            return False
        return syntax.codes[phrase.end - 1] == "N" or self._mentions.matches(
            "english-market", syntax.word(phrase.end - 1)
        )

    def _has_noun(self, query: MetricQuery, verb: Phrase) -> bool:
        """Say whether a noun stands between a verb and its quantity, or behind that: rose 5 percent of, sold 3 cars."""
        syntax, at = query.syntax, query.at
        if set(syntax.codes[self._session_end(query) or verb.end : at]) - {"a"} or syntax.word(at + 1) == "of":
            return True
        return syntax.code(at + 1) in "nN" and syntax.word(at + 1) not in ("higher", "lower")

    def _is_driven(self, query: MetricQuery) -> bool:
        """Say whether a change is one of shares that something drives: sending its shares up, sent Oak's stock down."""
        syntax, end = query.syntax, query.at
        while end and syntax.codes[end - 1] in "adp":
            end -= 1
        verb = syntax.verb_before(end)
        if verb is None or not syntax.fits("english-driving", verb.end - 1):
            return False
        return any(syntax.fits("english-securities", phrase.end - 1) for phrase in syntax.objects(verb.end, end))

    def compares(self, reading: Reading, quantity: Quantity) -> bool:
        """Say whether a quantity is by how much what was told before it differs: 5 percent more than a year ago."""
        syntax = reading.syntax
        if syntax is None:
            return False
        at = syntax.at(quantity.start)
        more = syntax.word(at + 2) == "than" and syntax.fits("english-comparative", at + 1)
        return more or (quantity.kind == "ratio" and gapped(syntax, at) is not None)

    def parts(self, reading: Reading, quantity: Quantity) -> bool:
        """Say whether a number without a noun is a part of the one before it, or tells it once more: six of them.

        So does a share of what was aimed at: 3 million, or 26 percent of a target.
        """
        syntax = reading.syntax
        if syntax is None or quantity.kind not in ("bare", "ratio"):
            return False
        at = syntax.at(quantity.start)
        if quantity.kind == "ratio":
            aimed = syntax.phrase_after(at + 2) if (syntax.word(at - 1), syntax.word(at + 1)) == ("or", "of") else None
            again = aimed is not None and syntax.fits("english-outlook", aimed.end - 1)
            return again or gapped(syntax, at) is not None
        of_those = is_of_those(syntax, at) and dealing_in_those(syntax, at) is None
        more = syntax.word(at + 1) == "more" and syntax.code(at + 2) in ",pcT" and syntax.code(at - 1) in "vx"
        of_those = of_those or more  # opened 3, and expects 4 more
        return of_those or gapped(syntax, at) is not None

    def fallback(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Give what its verb does with a level, or what that is of or in, where the sentence names nothing better."""
        syntax = reading.syntax
        if syntax is None or quantity.kind in MARKET:
            return None
        query = MetricQuery(reading, syntax, index, syntax.at(quantity.start), quantity, False)
        return self._arguments.doing(query) or self._complements.of_right(query, strict=False)
