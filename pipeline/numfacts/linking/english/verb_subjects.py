"""What the verb before a quantity is said of, and whom else its clause names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.english.clause_phrases import ClausePhrases
from numfacts.linking.english.ellipsis import moving
from numfacts.linking.english.names import EnglishNames, Known, mention_of, shares_behind
from numfacts.linking.english.nominal_moves import moved_behind, opened_at
from numfacts.linking.english.predication import (
    added_with,
    beside_others,
    both_of,
    dwelt_in,
    group_of,
    having,
    is_done_by,
    joined_before,
    main_subject,
    revises_toll,
    subject_of,
)
from numfacts.linking.english.syntax import Phrase, Syntax
from numfacts.linking.links import COUNTS
from numfacts.linking.reading import Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numfacts.vocabulary.shapes import Shapes

SPEAKERS = frozenset(["he", "she", "mr", "mr.", "ms", "ms.", "mrs", "mrs.", "dr", "dr."])
OWNING = frozenset(["of", "at", "by", "for", "in", "from", "to", "among", "on", "against"])
PLACED = frozenset(["in", "near", "at", "by", "from", "to", "of", "for", "on", "through", "across", "into", "outside"])


class _Asked(NamedTuple):
    """A quantity whose verb is asked for its subject, by the positions of words in a sentence.

    ``begin`` and ``end`` are of its metric, where one is ``named``, and else of itself; ``inside`` says that the metric
    is the verb.
    """

    reading: Reading
    syntax: Syntax
    position: int
    known: Known
    begin: int
    end: int
    verb: Phrase | None
    named: bool
    inside: bool

    @property
    def after(self) -> int:
        """Where what stands behind both quantity and metric begins."""
        return max(self.position, self.end)


class EnglishVerbSubjects:
    """Finds what the verb that governs a quantity is said of."""

    def __init__(self, shapes: Shapes, names: EnglishNames, phrases: ClausePhrases) -> None:
        self._shapes = shapes
        self._names = names
        self._phrases = phrases
        # Whose a figure is whatever the verb is said of, and where neither that nor the rest of the clause tells.
        self._ahead = (self._leader, self._moved, self._served, self._holding)
        self._last = (self._visited, self._grouped, self._main_clause, self._opened)

    def find(
        self,
        reading: Reading,
        syntax: Syntax,
        position: int,
        known: Known,
        metric: tuple[int, int] | None = None,
    ) -> Mention | None:
        """Read what the verb before a quantity is said of; where that is the metric, what else its clause names."""
        asked = self._asked(reading, syntax, position, known, metric)
        if self._exists(asked):
            return self._phrases.elsewhere(reading, syntax, asked.after, known)
        for look in self._ahead:
            if (found := look(asked)) is not None:
                return found
        phrases = self._said_of(asked)
        measured = self._is_measured(asked, phrases)
        if phrases and not measured and (chosen := self._acting(asked, phrases)):
            both = both_of(syntax, chosen[0])
            return (
                mention_of(reading, syntax, both)
                if both is not None
                else self._names.named(reading, syntax, chosen, known)
            )
        if (found := self._beside(asked)) is not None:
            return found
        if measured:
            if asked.verb is not None and syntax.code(asked.verb.begin - 1) == "k":
                return None  # driven by rents, which rose 4 percent
            if (thing := self._behind_measure(asked)) is not None:
                return mention_of(reading, syntax, thing)
        return next((found for look in self._last if (found := look(asked)) is not None), None)

    def _asked(
        self, reading: Reading, syntax: Syntax, position: int, known: Known, metric: tuple[int, int] | None
    ) -> _Asked:
        begin, end = metric if metric is not None else (position, position)
        inside = metric is not None and begin < position and syntax.codes[begin] in "veg"
        verb = syntax.verb_before(end if inside else position)
        if (
            verb is not None
            and not inside
            and self._phrases.reports(syntax, verb)
            and not self._takes_object(syntax, position)
        ):
            verb = None
        return _Asked(reading, syntax, position, known, begin, end, verb, named=metric is not None, inside=inside)

    def _leader(self, asked: _Asked) -> Mention | None:
        """Give whom a text is about for a round that others lead: a fund is leading the $3 million round."""
        verb = asked.verb
        leads = verb is not None and not asked.inside and asked.syntax.fits("english-leading", verb.end - 1)
        return asked.known.topic if leads else None

    def _exists(self, asked: _Asked) -> bool:
        """Say whether a clause only says that there is something: there were 31 people on the bus."""
        verb, syntax = asked.verb, asked.syntax
        return verb is not None and "there" in map(syntax.word, range(verb.begin - 1, verb.end))

    def _moved(self, asked: _Asked) -> Mention | None:
        mover = [] if asked.named else self._mover(asked.syntax, asked.position)
        return self._names.named(asked.reading, asked.syntax, mover, asked.known) if mover else None

    def _served(self, asked: _Asked) -> Mention | None:
        served = self._raised_for(asked.syntax, asked.end) if asked.named and asked.begin > asked.position else None
        return mention_of(asked.reading, asked.syntax, served) if served is not None else None

    def _holding(self, asked: _Asked) -> Mention | None:
        reading, syntax, position = asked.reading, asked.syntax, asked.position
        place = dwelt_in(syntax, position) or self._having(reading, syntax, position)
        return self._names.named(reading, syntax, [place], asked.known) if place is not None else None

    def _said_of(self, asked: _Asked) -> list[Phrase]:
        """Give the subject of the verb, with what stands behind it; none where it is nobody whose a figure can be."""
        reading, syntax, verb = asked.reading, asked.syntax, asked.verb
        phrases = subject_of(syntax, verb) if verb is not None else []
        if verb is not None and phrases and (named := _apposed(syntax, verb, phrases[0])) is not None:
            phrases = phrases if self._governs(syntax, phrases[0]) and syntax.code(verb.begin) == "v" else [named]
        if (opening := added_with(syntax, asked.begin)) is not None:
            phrases = main_subject(syntax, opening)
        if verb is not None and self._investigates(asked, verb):
            return []  # police are looking into the theft of 30 cars
        if verb is not None and revises_toll(syntax, verb, asked.end):
            return []  # rescuers raised the death toll from the floods to 205
        if verb is not None and self._shapes["predicts"].fullmatch(syntax.word(verb.end - 1)) is not None:
            spoken = bool(phrases) and syntax.word(phrases[0].begin) in SPEAKERS
            if not phrases or spoken or self._phrases.is_cited(reading, syntax, phrases, asked.known):
                return []
        moves = bool(phrases) and self._shapes.fits("english-move", syntax.word(phrases[0].end - 1))
        if not asked.named and moves and self._phrases.is_metric(reading, syntax, phrases[0]):
            return []
        return phrases

    def _investigates(self, asked: _Asked, verb: Phrase) -> bool:
        """Say whether a verb is of those who only look into what happened to what is counted: probed two deaths."""
        syntax, last = asked.syntax, verb.end - 1
        follows = syntax.word(last + 1) in ("into", "after", "over")
        if not asked.named or not syntax.fits("english-looking-into" if follows else "english-investigating", last):
            return False
        return syntax.word(syntax.before_modifiers(asked.position) - 1) == "of"

    def _is_measured(self, asked: _Asked, phrases: list[Phrase]) -> bool:
        """Say whether the verb is said of what is measured rather than of somebody."""
        if not phrases or not asked.named or self._does(asked):
            return False
        overlaps = phrases[0].begin < asked.end and asked.begin < phrases[-1].end
        return overlaps or self._phrases.is_metric(asked.reading, asked.syntax, phrases[0])

    def _does(self, asked: _Asked) -> bool:
        verb = asked.verb
        return (
            asked.named
            and verb is not None
            and self._acts(asked.reading, asked.syntax, verb, asked.position, asked.begin)
        )

    def _acting(self, asked: _Asked, phrases: list[Phrase]) -> list[Phrase]:
        """Give those of the subject whose the figure is; none where it only tells of others or is only counted."""
        syntax, begin = asked.syntax, asked.begin
        last = syntax.word(phrases[0].end - 1)
        if asked.named and is_done_by(syntax, asked.position, phrases[0]):
            return []
        if begin > asked.position and syntax.codes[begin] in "ve" and self._shapes.fits("english-authorities", last):
            return []  # officials called, with 26 hurt
        jailed = asked.inside and syntax.codes[begin - 1 : begin + 1] == "xe"  # lawmakers were jailed for 3 years
        if self._phrases.is_nobody(last, active=jailed or self._does(asked)):
            first = beside_others(syntax, phrases[0])
            return [first] if first is not None else []
        first = joined_before(syntax, phrases[0])
        return [first] if first is not None else phrases

    def _beside(self, asked: _Asked) -> Mention | None:
        """Give whom the metric or the rest of the clause names."""
        reading, syntax, known = asked.reading, asked.syntax, asked.known
        found = self._phrases.behind(reading, syntax, asked.end, known, OWNING) if asked.named else None
        return found or self._phrases.elsewhere(reading, syntax, asked.after, known)

    def _behind_measure(self, asked: _Asked) -> Phrase | None:
        """Give what stands behind a measure: the price of rice, reserves at a deposit, charges for tickets."""
        syntax, end = asked.syntax, asked.end
        last, follows, thing = syntax.word(end - 1), syntax.word(end), syntax.phrase_after(end + 1)
        if thing is None:
            return None
        if follows == "of" and last in ("price", "prices"):
            return thing
        if follows == "at" and syntax.word(end + 1) in ("a", "an"):
            return thing
        if follows == "for" and self._shapes.fits("english-run", last):
            return thing._replace(end=syntax.joined_end(thing))
        return None

    def _visited(self, asked: _Asked) -> Mention | None:
        reading, syntax, position = asked.reading, asked.syntax, asked.position
        place = self._object_named(syntax, position, asked.end) if asked.begin > position else None
        return self._names.named(reading, syntax, [place], asked.known) if place is not None else None

    def _grouped(self, asked: _Asked) -> Mention | None:
        group = group_of(asked.syntax, asked.position) if asked.verb is None else None
        return mention_of(asked.reading, asked.syntax, group) if group is not None else None

    def _main_clause(self, asked: _Asked) -> Mention | None:
        return self._main(asked.reading, asked.syntax, min(asked.position, asked.begin), asked.known)

    def _opened(self, asked: _Asked) -> Mention | None:
        return self._phrases.opening(asked.reading, asked.syntax, min(asked.position, asked.begin), asked.known)

    def _having(self, reading: Reading, syntax: Syntax, position: int) -> Phrase | None:
        """Give what has those or what is counted at a position, where the noun or the clause beside it says so."""
        phrase = syntax.phrase_after(position + 1)
        own = phrase is None or self._shapes.fits("english-belonging", syntax.word(phrase.end - 1))
        return having(syntax, position, own=own) if _is_count(reading, syntax, position) else None

    def _object_named(self, syntax: Syntax, position: int, end: int) -> Phrase | None:
        """Give the name that is the object of what those do who are counted: 3 million people visited the Elm Show."""
        verb = end
        while syntax.code(verb) in "xaveg" and verb < len(syntax.codes):
            verb += 1
        done = syntax.code(verb - 1) in "ve" and not self._shapes.fits("english-report", syntax.word(verb - 1))
        phrase = syntax.phrase_after(verb) if done and end > position and syntax.code(verb) in "dnN" else None
        return phrase if phrase is not None and "N" in syntax.codes[phrase.begin : phrase.end] else None

    def enforcer(self, reading: Reading, syntax: Syntax, at: int, end: int, known: Known) -> Mention | None:
        """Give the authority that tells whom it arrested: police said on Monday 12 people were arrested.

        ``end`` is where the metric of the quantity at ``at`` ends, the verb itself or the noun before it.
        """
        follow = end
        while syntax.code(follow) in "xa" and follow < len(syntax.codes):
            follow += 1
        done = (syntax.word(end - 1), syntax.word(follow) if follow > end else "")
        said = syntax.verb_before(at)
        if said is None or not self._phrases.reports(syntax, said):
            return None
        if not any(self._shapes.fits("english-enforcing", word) for word in done):
            return None
        phrases = subject_of(syntax, said)
        if not phrases or not self._shapes.fits("english-enforcer", syntax.word(phrases[0].end - 1)):
            return None
        return self._names.named(reading, syntax, phrases, known)

    def _raised_for(self, syntax: Syntax, end: int) -> Phrase | None:
        """Give for whom something changes that ends at a position: a 3 percent pay rise for all civil servants."""
        moves = self._shapes.fits("english-move", syntax.word(end)) and syntax.word(end + 1) == "for"
        return syntax.phrase_after(end + 2) if moves and syntax.code(end + 2) in "dsnN" else None

    def _mover(self, syntax: Syntax, position: int) -> list[Phrase]:
        """Give what an amount without a metric is the move of: the shares behind it, a name or shares before it."""
        moved = moved_behind(syntax, position, self._shapes) or opened_at(syntax, position, self._shapes)
        return (
            ([moved] if moved is not None else shares_behind(syntax, position, self._shapes))
            or moving(syntax, position)
            or self._driven(syntax, position)
        )

    def _driven(self, syntax: Syntax, position: int) -> list[Phrase]:
        """Give the shares that something drives, and whose they are: sending its shares up, sent shares of Oak down."""
        verb = syntax.verb_before(position - (syntax.code(position - 1) == "g"))
        if verb is None or not self._shapes.fits("english-driving", syntax.word(verb.end - 1)):
            return []
        objects = syntax.objects(verb.end, position)
        shares = [
            place
            for place, item in enumerate(objects)
            if self._shapes.fits("english-securities", syntax.word(item.end - 1))
        ]
        return objects[shares[0] :] if shares else []

    def _governs(self, syntax: Syntax, phrase: Phrase) -> bool:
        """Say whether a phrase is of who governs a country that it names: Elmland's budget minister."""
        governs = self._shapes.fits("english-governing", syntax.word(phrase.end - 1))
        return governs and "'" in syntax.codes[phrase.begin : phrase.end]

    def _acts(self, reading: Reading, syntax: Syntax, verb: Phrase, position: int, begin: int) -> bool:
        """Say whether a verb does something with what is counted at a position: officials took back 3 flats."""
        counted = begin == position + 1 and syntax.codes[begin] in "nN" and not syntax.objects(verb.end, position)
        return counted and _is_count(reading, syntax, position) and not self._phrases.reports(syntax, verb)

    def _main(self, reading: Reading, syntax: Syntax, position: int, known: Known) -> Mention | None:
        """Read what the main clause is about, where a clause in it says nothing of whose its figure is."""
        opening = syntax.codes.rfind("k", 0, position)
        verb = syntax.verb_before(opening if opening >= 0 else position)
        if opening > 0 and syntax.codes[opening - 1] == "c":  # said the plant makes 3 cars, and that sales fell
            verb = next((at for at in _verbs_before(syntax, opening) if self._phrases.reports(syntax, at)), verb)
        phrases = subject_of(syntax, verb) if verb is not None else []
        if not phrases or phrases[0].end > position or self._phrases.is_cited(reading, syntax, phrases, known):
            return None
        speaker = syntax.word(phrases[0].end - 1)
        office = any(
            self._shapes.fits("english-official", syntax.word(at)) for at in range(phrases[0].begin, phrases[0].end)
        )
        if office and len(phrases) > 1 and verb is not None and self._phrases.reports(syntax, verb):
            return self._names.named(reading, syntax, phrases[1:], known)  # the governor of Oakland said
        unnamed = "N" not in syntax.codes[phrases[0].begin : phrases[0].end]
        if office and unnamed and verb is not None and self._shapes.fits("english-report", syntax.word(verb.begin)):
            return None  # the finance chief said there was no need to worry about bonds, totalling $3 million
        many = self._shapes.fits("english-tens", speaker)  # thousands fled as 17 were killed
        if self._phrases.is_nobody(speaker) or many or syntax.word(phrases[0].begin) in SPEAKERS:
            return None
        if (
            verb is not None
            and self._shapes.fits("english-authorities", speaker)
            and self._phrases.reports(syntax, verb)
        ):
            return None
        if self._phrases.is_metric(reading, syntax, phrases[0]):
            return None  # exports grew 7 percent, while imports fell
        return self._names.named(reading, syntax, phrases, known)

    def _takes_object(self, syntax: Syntax, position: int) -> bool:
        """Say whether what follows a verb of saying is its object rather than the subject of what is said."""
        following = syntax.codes[position:]
        for code in following:
            if code in "veg" or code == "x":
                return False
            if code in ",k":
                return True
        return True


def _is_count(reading: Reading, syntax: Syntax, position: int) -> bool:
    """Say whether a quantity at a position counts something."""
    at = reading.overlapping(syntax.words[position].start, syntax.words[position].end)
    items = [reading.tokens[token].item for token in at]
    return any(isinstance(item, Quantity) and item.kind in COUNTS for item in items)


def _verbs_before(syntax: Syntax, position: int) -> Iterator[Phrase]:
    """Give the verbs before a position, the nearest first."""
    while (verb := syntax.verb_before(position)) is not None:
        yield verb
        position = verb.begin


def _apposed(syntax: Syntax, verb: Phrase, subject: Phrase) -> Phrase | None:
    """Give the name that stands beside a common noun: a founder of the bank, Ann Berg, has died."""
    if (
        syntax.code(verb.begin - 1) != ","
        or verb.begin < 2
        or (syntax.codes[subject.end - 1] == "N" and syntax.word(subject.end - 1) != "one")
    ):
        return None
    named = syntax.phrase_before(verb.begin - 1)
    if named is None or syntax.codes[named.end - 1] != "N" or syntax.code(named.begin - 1) != "," or not named.begin:
        return None
    return named
