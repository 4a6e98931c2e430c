"""What the verb before a quantity is said of, and whom else its clause names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.english.clause_phrases import ClausePhrases
from numfacts.linking.english.names import EnglishNames, Known, mention_of, shares_behind
from numfacts.linking.english.predication import (
    added_with,
    both_of,
    joined_before,
    lifted,
    main_subject,
    opened_with,
    subject_of,
)
from numfacts.linking.english.subject_walk import where_it_is
from numfacts.linking.english.syntax import Phrase, Syntax
from numfacts.linking.links import COUNTS
from numfacts.linking.reading import Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes

PLACING = frozenset(["in", "across", "at"])  # before places that are counted
SPEAKERS = frozenset(["he", "she", "mr", "mr.", "ms", "ms.", "mrs", "mrs.", "dr", "dr."])
OWNING = frozenset(["of", "at", "by", "for", "in", "from", "to", "among", "on", "against"])


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
        verb = asked.verb
        if verb is not None and "there" in map(syntax.word, range(verb.begin - 1, verb.end)):
            return self._phrases.elsewhere(reading, syntax, asked.after, known)  # there were 31 on the bus
        if metric is None and (
            moved := shares_behind(syntax, position, self._shapes) or self._driven(syntax, position)
        ):
            return self._names.named(reading, syntax, moved, known)
        if (place := where_it_is(syntax, position)) is not None:
            return self._names.named(reading, syntax, [place], known)
        if (holder := self._having(asked)) is not None:
            return self._names.named(reading, syntax, [holder], known)
        phrases = self._said_of(asked)
        if phrases and not self._is_measured(asked, phrases) and (chosen := self._acting(asked, phrases)):
            both = both_of(syntax, chosen[0])
            return (
                mention_of(reading, syntax, both)
                if both is not None
                else self._names.named(reading, syntax, chosen, known)
            )
        found = self._beside(asked)
        return found if found is not None else self._main(reading, syntax, min(position, asked.begin), known)

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

    def _said_of(self, asked: _Asked) -> list[Phrase]:
        """Give the subject of the verb, with what stands behind it; none where it is only who foretells the figure."""
        syntax, verb = asked.syntax, asked.verb
        if not asked.inside and (opening := added_with(syntax, asked.begin)) is not None:
            return main_subject(syntax, opening)
        if (opened := opened_with(syntax, asked.begin)) is not None:
            return [opened]
        if verb is not None and (side := lifted(syntax, verb, asked.begin)) is not None:
            return [side]
        phrases = subject_of(syntax, verb) if verb is not None else []
        if verb is not None and phrases and (named := _apposed(syntax, verb, phrases[0])) is not None:
            phrases = [named]
        foretells = bool(phrases) and verb is not None and self._shapes.fits("predicts", syntax.word(verb.end - 1))
        return [] if foretells and self._phrases.is_cited(asked.reading, syntax, phrases, asked.known) else phrases

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
        jailed = asked.inside and syntax.codes[begin - 1 : begin + 1] == "xe"  # lawmakers were jailed for 3 years
        active = jailed or self._does(asked) or self._goes_about(asked)
        if self._phrases.is_nobody(syntax.word(phrases[0].end - 1), active=active):
            return []
        first = joined_before(syntax, phrases[0])
        return [first] if first is not None else phrases

    def _goes_about(self, asked: _Asked) -> bool:
        """Say whether a number is among what someone is at work in: officials visited shops in 12 districts."""
        verb, syntax = asked.verb, asked.syntax
        if verb is None or asked.inside or self._phrases.reports(syntax, verb) or syntax.fits("predicts", verb.end - 1):
            return False
        placed = syntax.word(syntax.before_modifiers(asked.position) - 1) in PLACING
        return placed and _is_count(asked.reading, syntax, asked.position)

    def _having(self, asked: _Asked) -> Phrase | None:
        """Give what has those counted of its own, where its clause is of another: sued Oak, a firm with 300 staff."""
        syntax, of = asked.syntax, asked.syntax.before_modifiers(asked.position) - 1
        noun = syntax.phrase_before(of) if syntax.word(of) == "with" else None
        if noun is None or syntax.word(noun.begin - 1) not in ("a", "an"):
            return None
        name = syntax.phrase_before(noun.begin - 2) if syntax.code(noun.begin - 2) == "," else None
        counted = syntax.phrase_after(asked.position + 1)
        own = counted is None or self._shapes.fits("english-belonging", syntax.word(counted.end - 1))
        aboard = self._shapes["english-aboard"].match(asked.reading.text, syntax.words[asked.position].end) is not None
        if not aboard and not _is_count(asked.reading, syntax, asked.position):
            return None
        return name if name is not None and syntax.codes[name.end - 1] == "N" else noun if own or aboard else None

    def _beside(self, asked: _Asked) -> Mention | None:
        """Give whom the metric or the rest of the clause names."""
        reading, syntax, known = asked.reading, asked.syntax, asked.known
        found = self._phrases.behind(reading, syntax, asked.end, known, OWNING) if asked.named else None
        return found or self._phrases.elsewhere(reading, syntax, asked.after, known)

    def _driven(self, syntax: Syntax, position: int) -> list[Phrase]:
        """Give the shares that something drives, and whose they are: sending its shares up, sent shares of Oak down."""
        verb = syntax.verb_before(position)
        if verb is None or not self._shapes.fits("english-driving", syntax.word(verb.end - 1)):
            return []
        objects = syntax.objects(verb.end, position)
        words = [syntax.word(item.end - 1) for item in objects]
        shares = next((at for at, word in enumerate(words) if self._shapes.fits("english-securities", word)), None)
        return objects[shares:] if shares is not None else []

    def _acts(self, reading: Reading, syntax: Syntax, verb: Phrase, position: int, begin: int) -> bool:
        """Say whether a verb does something with what is counted at a position: officials took back 3 flats."""
        counted = begin == position + 1 and syntax.codes[begin] in "nN" and not syntax.objects(verb.end, position)
        tells = self._phrases.reports(syntax, verb) or syntax.fits("english-tells", verb.end - 1)
        return counted and _is_count(reading, syntax, position) and not tells

    def _main(self, reading: Reading, syntax: Syntax, position: int, known: Known) -> Mention | None:
        """Read what the main clause is about, where a clause in it says nothing of whose its figure is."""
        opening = syntax.codes.rfind("k", 0, position)
        verb = syntax.verb_before(opening if opening >= 0 else position)
        while verb is not None and syntax.code(opening - 1) == "c" and not self._phrases.reports(syntax, verb):
            verb = syntax.verb_before(verb.begin)  # said the plant makes 3 cars, and that sales fell
        phrases = subject_of(syntax, verb) if verb is not None else []
        if verb is None or not phrases or self._phrases.is_cited(reading, syntax, phrases, known):
            return None
        if self._phrases.is_nobody(syntax.word(phrases[0].end - 1)) or syntax.word(phrases[0].begin) in SPEAKERS:
            return None
        if self._phrases.reports(syntax, verb) and self._phrases.is_speaker(reading, syntax, phrases[0], known):
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


def _apposed(syntax: Syntax, verb: Phrase, subject: Phrase) -> Phrase | None:
    """Give the name that stands beside a common noun: a founder of the bank, Ann Berg, has died."""
    if syntax.code(verb.begin - 1) != "," or syntax.codes[subject.end - 1] == "N":
        return None
    named = syntax.phrase_before(verb.begin - 1)
    if named is None or syntax.codes[named.end - 1] != "N" or syntax.code(named.begin - 1) != ",":
        return None
    return named
