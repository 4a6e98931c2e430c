"""What a quantity of an English sentence measures: the noun it counts, what it is of, or what its verb is said of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.arguments import EnglishArguments
from numfacts.linking.english.attributives import MOVING, EnglishAttributives
from numfacts.linking.english.complements import EnglishComplements
from numfacts.linking.english.ellipsis import gapped, is_former, is_left, is_of_those, is_part
from numfacts.linking.english.mentions import EnglishMentions, MetricQuery
from numfacts.linking.english.names import shares_behind
from numfacts.linking.english.nominal_moves import moved_behind, opened_at
from numfacts.linking.english.predicates import EnglishPredicates
from numfacts.linking.english.predication import subject_of
from numfacts.linking.english.times import is_told_again
from numfacts.linking.links import Link
from numfacts.linking.metrics.linker import MetricLinker
from numfacts.linking.reading import Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.english.syntax import Phrase
    from numfacts.vocabulary.shapes import Shapes

MARKET = frozenset(["point", "pip", "rate", "rank", "duration"])  # kinds that are linked in every language alike


class EnglishMetrics:
    """Finds the metric of a quantity in the phrases of its sentence."""

    def __init__(self, metrics: MetricLinker, shapes: Shapes) -> None:
        self._shapes = shapes
        self._mentions = EnglishMentions(metrics, shapes)
        self._predicates = EnglishPredicates(self._mentions)
        self._arguments = EnglishArguments(self._mentions)
        self._complements = EnglishComplements(self._mentions, self._arguments)
        self._attributives = EnglishAttributives(self._mentions, self._predicates, self._complements, self._arguments)

    def link(self, reading: Reading, index: int, quantity: Quantity, change: bool) -> Link | None:
        """Give the metric that the phrases around the quantity at ``index`` name for it, or null."""
        syntax = reading.syntax
        if syntax is None:
            return None
        query = MetricQuery(reading, syntax, index, syntax.at(quantity.start), quantity, change)
        if (change or quantity.kind in ("point", "bare")) and (named := self._index(query)) is not None:
            return named
        if quantity.kind in MARKET or syntax.word(query.at - 1) == "magnitude":
            return None
        if quantity.kind == "person":
            return self._complements.attained(query) or self._predicates.befallen(query)
        return (
            self._attributives.find(query)
            or self._predicates.share(query)
            or self._predicates.afflicted(query)
            or self._predicates.counted(query)
            or self._complements.reached(query)
            or self._complements.of_right(
                query, strict=not (change or quantity.kind == "physical" or self._makes_up(query))
            )
            or self._arguments.left(query)
            or self._spent(query)
        )

    def _spent(self, query: MetricQuery) -> Link | None:
        """Read the verb of an amount that goes on doing something, or has it done: spend 3 buying flats, 3 was paid."""
        if query.syntax.code(query.at + 1) == "g":
            return self._arguments.doing(query)
        return self._arguments.done(query)

    def _makes_up(self, query: MetricQuery) -> bool:
        """Say whether a share is what its verb's subject makes up of something: accounted for 56 percent of exports."""
        verb = query.syntax.verb_before(query.at) if query.quantity.kind == "ratio" else None
        return verb is not None and self._mentions.matches("english-making-up", query.syntax.word(verb.end - 1))

    def _index(self, query: MetricQuery) -> Link | None:
        """Read a subject that is called an index, though no list has it: the Atlantic 50 Index."""
        verb = query.syntax.verb_before(query.at)
        phrases = subject_of(query.syntax, verb) if verb is not None else []
        if verb is not None and phrases and (_tells_points_again(query) or self._spans_session(query, verb)):
            found = self._mentions.known(query, phrases[0])
            if found is not None and found.mention.id == "index_level":
                return found
        if not phrases:
            return None
        lone = query.syntax.word(phrases[0].end - 1) == "index" and query.syntax.word(phrases[0].begin - 1) == "an"
        if lone and self._mentions.known(query, phrases[0]) is None:
            start, end = query.syntax.span(phrases[0])
            return Link(Mention(query.reading.text[start:end], start, end, "index_level"), None, None, None)
        if query.syntax.codes[phrases[0].end - 1] != "N":
            return None
        start, end = query.syntax.span(phrases[0])
        if not query.reading.text.endswith(("Index", "Composite"), start, end):
            return None
        if any(query.reading.codes[position] == "M" for position in query.reading.overlapping(start, end)):
            return None
        return Link(Mention(query.reading.text[start:end], start, end, "index_level"), None, None, None)

    def _spans_session(self, query: MetricQuery, verb: Phrase) -> bool:
        """Say whether a verb has a session as its object, which is not measured: started Thursday's session at 900."""
        objects = [item for item in query.syntax.objects(verb.end, query.at) if not item.preposition]
        return bool(objects) and query.syntax.fits("english-session", objects[0].end - 1)

    def moves_itself(self, reading: Reading, index: int, quantity: Quantity) -> bool:
        """Say whether a change is of the price of what the verb is said of: a company, a share, a sector."""
        syntax = reading.syntax
        if syntax is None or quantity.kind not in ("ratio", "money", "point", "difference"):
            return False
        query = MetricQuery(reading, syntax, index, syntax.at(quantity.start), quantity, True)
        if (moved := moved_behind(syntax, query.at, self._shapes)) is not None:
            market = self._mentions.matches("english-market", syntax.word(moved.end - 1))
            return market and self._mentions.known(query, moved) is None
        if quantity.kind != "point" and (self._is_driven(query) or shares_behind(syntax, query.at, self._shapes)):
            return True
        verb = syntax.verb_before(query.at)
        following = syntax.word(query.at + 1)
        most = verb is not None and syntax.codes[verb.end : query.at] == "ddp"  # fell the most at 3 percent
        if verb is None or self._index(query) is not None:
            return False
        ended = syntax.objects(verb.end, query.at)[0].end if self._spans_session(query, verb) else verb.end
        if set(syntax.codes[ended : query.at]) - {"a"} and not (most and syntax.word(verb.end + 1) == "most"):
            return False
        if following == "of" or (syntax.code(query.at + 1) in "nN" and following not in ("higher", "lower")):
            return False
        phrase = next(iter(subject_of(syntax, verb)), None)
        if phrase is None:
            return False
        measured = self._mentions.known(query, phrase)
        named = syntax.codes[phrase.end - 1] == "N"  # Local developers Oak Homes
        if measured is not None and not (named and (measured.mention.end or 0) < syntax.span(phrase)[1]):
            return False
        if self._mentions.matches("english-market", syntax.word(phrase.end - 1)):
            return True
        return syntax.codes[phrase.end - 1] == "N" and not self._arguments.is_market(query, phrase)

    def opened(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Give the metric behind a level that opens its sentence: At 900, the Oak Index was up; At 9%, inflation is."""
        syntax = reading.syntax
        if syntax is None:
            return None
        query = MetricQuery(reading, syntax, index, syntax.at(quantity.start), quantity, False)
        phrase = opened_at(syntax, query.at, self._shapes)
        found = self._mentions.known(query, phrase) if phrase is not None else None
        heads = phrase is not None and found is not None and (found.mention.end or 0) >= syntax.span(phrase)[1]
        return found if found is not None and (heads or found.mention.id == "index_level") else None

    def moved_index(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Give the index behind a noun of change whose size a quantity is, or what the move took to a level.

        A slide of 4 percent hit the Oak Index; a 4 percent rise took sales to 3 million.
        """
        syntax = reading.syntax
        if syntax is None or quantity.kind not in ("ratio", "point", "bare"):
            return None
        query = MetricQuery(reading, syntax, index, syntax.at(quantity.start), quantity, True)
        moved = moved_behind(syntax, query.at, self._shapes)
        found = self._mentions.known(query, moved) if moved is not None else None
        if found is None or moved is None:
            return None
        led = syntax.word(moved.end) in ("to", "at", "above", "below") and syntax.code(moved.end + 1) == "Q"
        return found if led or found.mention.id == "index_level" else None

    def _is_driven(self, query: MetricQuery) -> bool:
        """Say whether a change is one of shares that something drives: sending its shares up, sent Oak's stock down."""
        syntax = query.syntax
        end = query.at
        while end and syntax.codes[end - 1] in "adp":
            end -= 1
        verb = syntax.verb_before(end)
        if verb is None or verb.end == end or not self._mentions.matches("english-driving", syntax.word(verb.end - 1)):
            return False
        return any(
            self._mentions.matches("english-securities", syntax.word(phrase.end - 1))
            for phrase in syntax.objects(verb.end, end)
        )

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
        if syntax is None or quantity.kind not in ("bare", "ratio"):
            return False
        at = syntax.at(quantity.start)
        if quantity.kind == "ratio":
            return syntax.word(at - 1) == "with" and gapped(syntax, at) is not None  # followed by Elm with 4 percent
        if syntax.word(at - 1) == "to" and syntax.codes[max(at - 3, 0) : at] == "Qnp" and syntax.code(at + 1) == ",":
            return True  # by 54 votes to 46
        if self._mentions.follows("english-condition", reading.text, quantity.right) and syntax.code(at - 1) in "pc":
            return True  # with four in critical condition
        alike = is_part(syntax, at) or is_of_those(syntax, at) or is_left(syntax, at) or is_former(syntax, at)
        return alike or gapped(syntax, at) is not None

    def passes(self, reading: Reading, index: int, quantity: Quantity, link: Link) -> bool:
        """Say whether a verb has another subject than what was measured before: a price was 3, and Oak spent 4."""
        syntax, before = reading.syntax, reading.codes.rfind("Q", 0, index)
        if syntax is None or link.position is None or link.position > before or quantity.kind != "money":
            return False
        verb = syntax.verb_before(syntax.at(quantity.start))
        phrases = subject_of(syntax, verb) if verb is not None else []
        return bool(phrases) and syntax.span(phrases[0])[0] > reading.tokens[before].start

    def is_of_target(self, reading: Reading, index: int, quantity: Quantity) -> bool:
        """Say whether a share tells the amount before it once more, of what was aimed at: or 26 percent of a target."""
        syntax = reading.syntax
        if syntax is None or quantity.kind != "ratio" or not is_told_again(reading, index):
            return False
        at = syntax.at(quantity.start)
        phrase = syntax.phrase_after(at + 2) if syntax.word(at + 1) == "of" else None
        return phrase is not None and self._mentions.matches("english-outlook", syntax.word(phrase.end - 1))

    def done(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Give the verb of spending whose object an amount is, behind another with its own subject: Oak spent 4."""
        syntax, before = reading.syntax, reading.codes.rfind("Q", 0, index)
        verb = syntax.verb_before(syntax.at(quantity.start)) if syntax is not None and before >= 0 else None
        if syntax is None or verb is None or syntax.words[verb.begin].start < reading.tokens[before].end:
            return None
        return self._arguments.doing(MetricQuery(reading, syntax, index, syntax.at(quantity.start), quantity, False))

    def fallback(self, reading: Reading, index: int, quantity: Quantity) -> Link | None:
        """Give what a level is of or in, or what its verb does, where no better metric stands in the sentence."""
        syntax = reading.syntax
        if syntax is None or quantity.kind in MARKET:
            return None
        query = MetricQuery(reading, syntax, index, syntax.at(quantity.start), quantity, False)
        done = self._arguments.doing(query) if syntax.word(query.at + 1) == "in" else None
        return done or self._complements.of_right(query, strict=False) or self._arguments.doing(query)


def _tells_points_again(query: MetricQuery) -> bool:
    """Say whether a share tells once more, in brackets, by how many points an index moved: 3 points (0.4 percent)."""
    if query.quantity.kind != "ratio" or query.index < len("Q(") or query.reading.codes[query.index - 1] != "(":
        return False
    points = query.reading.tokens[query.index - 2].item
    return isinstance(points, Quantity) and points.kind == "point"
