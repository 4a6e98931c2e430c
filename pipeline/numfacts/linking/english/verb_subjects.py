"""What the verb before a quantity is said of, and whom else its clause names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.ellipsis import added_mover, moving
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
from numfacts.linking.english.relatives import is_of_other, is_used
from numfacts.linking.english.subject_walk import STRUCK
from numfacts.linking.english.syntax import REACH, Phrase, Syntax
from numfacts.linking.links import COUNTS, metric_rule
from numfacts.linking.reading import Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numfacts.vocabulary.shapes import Shapes

SPEAKERS = frozenset(["he", "she", "mr", "mr.", "ms", "ms.", "mrs", "mrs.", "dr", "dr."])
OWNING = frozenset(["of", "at", "by", "for", "in", "from", "to", "among", "on", "against"])
PLACED = frozenset(["in", "near", "at", "by", "from", "to", "of", "for", "on", "through", "across", "into", "outside"])


class EnglishVerbSubjects:
    """Finds what the verb that governs a quantity is said of."""

    def __init__(self, shapes: Shapes, names: EnglishNames) -> None:
        self._shapes = shapes
        self._names = names

    def behind(
        self, reading: Reading, syntax: Syntax, end: int, known: Known, prepositions: frozenset[str]
    ) -> Mention | None:
        """Read whose a metric is by what stands behind it: donation by developers, visitors to Hong Kong."""
        position, first = end, None
        while syntax.code(position) == "e" and not syntax.fits("english-leading", position):
            position += 1  # marriages registered in China
        while syntax.word(position) in prepositions:
            phrase = syntax.phrase_after(position + 1)
            if phrase is None:
                break
            acted = syntax.word(position) == "in" and syntax.word(phrase.end) in STRUCK
            if self.is_name(reading, syntax, phrase) and not (acted and self._is_kind(syntax, phrase)):
                return self._names.named(reading, syntax, [phrase], known)
            last = syntax.word(phrase.end - 1)
            vague = (
                self._shapes.fits("english-vague", last) or self.is_nobody(last) or syntax.code(phrase.begin - 1) == "s"
            )
            if first is None and syntax.word(position) in ("by", "from") and not vague:
                first = phrase
            position = phrase.end
        return None if first is None else mention_of(reading, syntax, first)

    def find(
        self,
        reading: Reading,
        syntax: Syntax,
        position: int,
        known: Known,
        metric: tuple[int, int] | None = None,
    ) -> Mention | None:
        """Read what the verb before a quantity is said of; where that is the metric, what else its clause names."""
        begin, end = metric if metric is not None else (position, position)
        inside = metric is not None and begin < position and syntax.codes[begin] in "veg"
        verb = syntax.verb_before(end if inside else position)
        if verb is not None and not inside and self._reports(syntax, verb):
            verb = verb if self._takes_object(syntax, position) else None
        if verb is not None and not inside and syntax.fits("english-leading", verb.end - 1) and known.topic is not None:
            return known.topic  # a fund is leading the $3 million round
        if verb is not None and "there" in map(syntax.word, range(verb.begin - 1, verb.end)):
            return self._elsewhere(reading, syntax, max(position, end), known, agents=True)  # there were 31 people
        phrases = subject_of(syntax, verb) if verb is not None else []
        if verb is not None and phrases and (named := _apposed(syntax, verb, phrases[0])) is not None:
            phrases = phrases if self._governs(syntax, phrases[0]) and syntax.code(verb.begin) == "v" else [named]
        if (with_it := added_mover(syntax, position)) is not None:
            return mention_of(reading, syntax, with_it)
        if metric is None and (mover := self._mover(syntax, position)):
            return self._names.named(reading, syntax, mover, known)
        if (opening := added_with(syntax, begin)) is not None:
            phrases = main_subject(syntax, opening)
        if metric is not None and begin > position and (served := self._raised_for(syntax, end)) is not None:
            return mention_of(reading, syntax, served)
        if (place := dwelt_in(syntax, position) or self._having(reading, syntax, position)) is not None:
            return self._names.named(reading, syntax, [place], known)
        if verb is not None and revises_toll(syntax, verb, end):
            phrases = []  # rescuers raised the death toll from the floods to 205
        if verb is not None and self._shapes["predicts"].fullmatch(syntax.word(verb.end - 1)) is not None:
            spoken = bool(phrases) and syntax.word(phrases[0].begin) in SPEAKERS
            phrases = phrases if phrases and not spoken and not self._is_cited(reading, syntax, phrases, known) else []
        acts = metric is not None and verb is not None and self._acts(reading, syntax, verb, position, begin)
        measured = (
            bool(phrases)
            and not acts
            and metric is not None
            and ((phrases[0].begin < end and begin < phrases[-1].end) or self._is_metric(reading, syntax, phrases[0]))
        )
        if metric is None and phrases and self._shapes.fits("english-move", syntax.word(phrases[0].end - 1)):
            phrases = [] if self._is_metric(reading, syntax, phrases[0]) else phrases
        told = begin > position and syntax.codes[begin] in "ve" and bool(phrases)  # officials called, with 26 hurt
        told = told and self._shapes.fits("english-authorities", syntax.word(phrases[0].end - 1))
        if phrases and metric is not None and is_done_by(syntax, position, phrases[0]):
            phrases = []
        if phrases and not measured and not told:
            jailed = inside and syntax.codes[begin - 1 : begin + 1] == "xe"  # lawmakers were jailed for 3 years
            if not self.is_nobody(syntax.word(phrases[0].end - 1), active=jailed or acts):
                if (both := both_of(syntax, phrases[0])) is not None:
                    return mention_of(reading, syntax, both)
                if (first := joined_before(syntax, phrases[0])) is not None:
                    phrases = [first]
                return self._names.named(reading, syntax, phrases, known)
            if (first := beside_others(syntax, phrases[0])) is not None:
                return self._names.named(reading, syntax, [first], known)
        found = self.behind(reading, syntax, end, known, OWNING) if metric is not None else None
        found = found or self._elsewhere(
            reading, syntax, max(position, end), known, agents=syntax.codes[begin] in "veg"
        )
        if found is None and measured and verb is not None and syntax.code(verb.begin - 1) == "k":
            return None  # driven by rents, which rose 4 percent
        priced = measured and syntax.word(end) == "of" and syntax.word(end - 1) in ("price", "prices")
        if found is None and priced and (goods := syntax.phrase_after(end + 1)) is not None:
            return mention_of(reading, syntax, goods)
        new = measured and syntax.word(end) == "at" and syntax.word(end + 1) in ("a", "an")
        if found is None and new and (place := syntax.phrase_after(end + 1)) is not None:
            return mention_of(reading, syntax, place)  # reserves at a deposit exceed 9 tonnes
        charge = measured and syntax.word(end) == "for" and self._shapes.fits("english-run", syntax.word(end - 1))
        if found is None and charge and (served := syntax.phrase_after(end + 1)) is not None:
            return mention_of(reading, syntax, served._replace(end=syntax.joined_end(served)))
        if found is None and begin > position and (place := self._object_named(syntax, position, end)) is not None:
            return self._names.named(reading, syntax, [place], known)
        left = min(position, begin)
        if found is None and verb is None and (group := group_of(syntax, position)) is not None:
            return mention_of(reading, syntax, group)
        return found or self._main(reading, syntax, left, known) or self._opening(reading, syntax, left, known)

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
        if said is None or not self._reports(syntax, said):
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

    def _opening(self, reading: Reading, syntax: Syntax, position: int, known: Known) -> Mention | None:
        """Read where the sentence begins its figures are from: In the southern county of Elm, 12 people died."""
        placed = syntax.word(0) in ("in", "at", "across") and syntax.code(1) != "s"
        phrase = syntax.phrase_after(1) if placed else None
        if phrase is not None and not self.is_name(reading, syntax, phrase) and syntax.word(phrase.end) == "of":
            phrase = syntax.phrase_after(phrase.end + 1)
        if phrase is None or phrase.end > position or not self.is_name(reading, syntax, phrase):
            return None
        return self._names.named(reading, syntax, [phrase], known)

    def _is_metric(self, reading: Reading, syntax: Syntax, phrase: Phrase) -> bool:
        """Say whether a phrase ends in a metric, which is nobody's subject."""
        if self._shapes.fits("english-anaphoric-place", syntax.word(phrase.end - 1)):
            return False  # the economy added jobs
        if self._shapes.fits("english-decided", syntax.word(phrase.end - 1)):
            return True  # prices rose 3 percent, while rents fell
        start, end = syntax.span(phrase)
        if self._shapes.fits("english-move", syntax.word(phrase.end - 1)):
            end = syntax.words[phrase.end - 2].end if phrase.end - phrase.begin > 1 else start  # export growth
        tokens = [reading.tokens[at] for at in reading.overlapping(end - 1, end)]
        rules = [metric_rule(token) for token in tokens if token.end == end]
        actors = {None, *self._shapes.group("actors")}
        return any(rule is not None and rule.metric not in actors for rule in rules)

    def _governs(self, syntax: Syntax, phrase: Phrase) -> bool:
        """Say whether a phrase is of who governs a country that it names: Elmland's budget minister."""
        governs = self._shapes.fits("english-governing", syntax.word(phrase.end - 1))
        return governs and "'" in syntax.codes[phrase.begin : phrase.end]

    def _acts(self, reading: Reading, syntax: Syntax, verb: Phrase, position: int, begin: int) -> bool:
        """Say whether a verb does something with what is counted at a position: officials took back 3 flats."""
        counted = begin == position + 1 and syntax.codes[begin] in "nN" and not syntax.objects(verb.end, position)
        return counted and _is_count(reading, syntax, position) and not self._reports(syntax, verb)

    def is_nobody(self, word: str, *, active: bool = False) -> bool:
        """Say whether a noun is of people who are only counted, or only say what is, or of what says it.

        Those who are ``active``, or to whom something is done, do not say what is.
        """
        shapes = ("english-persons",) if active else ("english-papers", "english-persons", "english-forecaster")
        return any(self._shapes.fits(shape, word) for shape in shapes)

    def _is_cited(self, reading: Reading, syntax: Syntax, phrases: list[Phrase], known: Known) -> bool:
        """Say whether phrases name the source of the sentence, who is not whose the figures are."""
        start, end = syntax.span(phrases[0])[0], syntax.span(phrases[-1])[1]
        listed = any(reading.codes[at] == "C" for at in reading.overlapping(start, end))
        return listed or (start < known.source.end and end > known.source.start)

    def _main(self, reading: Reading, syntax: Syntax, position: int, known: Known) -> Mention | None:
        """Read what the main clause is about, where a clause in it says nothing of whose its figure is."""
        opening = syntax.codes.rfind("k", 0, position)
        verb = syntax.verb_before(opening if opening >= 0 else position)
        if opening > 0 and syntax.codes[opening - 1] == "c":  # said the plant makes 3 cars, and that sales fell
            verb = next((at for at in _verbs_before(syntax, opening) if self._reports(syntax, at)), verb)
        phrases = subject_of(syntax, verb) if verb is not None else []
        if not phrases or phrases[0].end > position or self._is_cited(reading, syntax, phrases, known):
            return None
        speaker = syntax.word(phrases[0].end - 1)
        office = any(
            self._shapes.fits("english-official", syntax.word(at)) for at in range(phrases[0].begin, phrases[0].end)
        )
        if office and len(phrases) > 1 and verb is not None and self._reports(syntax, verb):
            return self._names.named(reading, syntax, phrases[1:], known)  # the governor of Oakland said
        many = self._shapes.fits("english-tens", speaker)  # thousands fled as 17 were killed
        if self.is_nobody(speaker) or many or syntax.word(phrases[0].begin) in SPEAKERS:
            return None
        if verb is not None and self._shapes.fits("english-authorities", speaker) and self._reports(syntax, verb):
            return None
        if self._is_metric(reading, syntax, phrases[0]):
            return None  # exports grew 7 percent, while imports fell
        return self._names.named(reading, syntax, phrases, known)

    def _reports(self, syntax: Syntax, verb: Phrase) -> bool:
        return self._shapes.fits("english-report", syntax.word(verb.end - 1))

    def _takes_object(self, syntax: Syntax, position: int) -> bool:
        """Say whether what follows a verb of saying is its object rather than the subject of what is said."""
        following = syntax.codes[position:]
        for code in following:
            if code in "veg" or code == "x":
                return False
            if code in ",k":
                return True
        return True

    def _elsewhere(
        self, reading: Reading, syntax: Syntax, position: int, known: Known, *, agents: bool
    ) -> Mention | None:
        """Read the first name behind a position in its clause that a preposition governs.

        What befell people can also be of a thing, where it asks for ``agents``: killed in bus crashes.
        """
        agent: Phrase | None = None
        size = min(len(syntax.codes), position + REACH)
        while position < size and syntax.codes[position] in "nN'":
            position += 1
        start = position
        while position < size and syntax.codes[position] not in ",k:" and syntax.word(position) != "including":
            if syntax.codes[position] == "c" and syntax.code(position + 1) in "veg":
                break  # killed 12 and drove others from their homes
            if _goes_beside(syntax, position):
                break  # profit rose 3 percent as it faces rivals in China
            if syntax.codes[position] in "nN":
                phrase = syntax.phrase_after(position)
                assert phrase is not None
                codes = syntax.codes[phrase.begin : phrase.end]
                cited = self._is_cited(reading, syntax, [phrase], known)
                named = self.is_name(reading, syntax, phrase) and not (agents and self._is_kind(syntax, phrase))
                if (
                    not cited
                    and not is_of_other(syntax, phrase, start)
                    and ((named and phrase.preposition in PLACED) or ("'" in codes and not phrase.preposition))
                ):
                    return self._names.named(reading, syntax, [phrase], known)
                if (
                    agents
                    and phrase.preposition in ("in", "by", "from")
                    and syntax.code(phrase.begin - 1) != "s"
                    and not self.is_loose(syntax.word(phrase.end - 1))
                    and not self.is_nobody(syntax.word(phrase.end - 1))
                    and not syntax.fits("english-plight", phrase.end - 1)
                    and not is_of_other(syntax, phrase, start)
                ):
                    agent = agent or phrase
                if phrase.preposition == "for" and is_used(syntax, phrase):
                    return mention_of(reading, syntax, phrase)
                position = phrase.end
            else:
                position += 1
        return None if agent is None else mention_of(reading, syntax, agent)

    def _is_kind(self, syntax: Syntax, phrase: Phrase) -> bool:
        """Say whether the only name in a phrase is that of a people, which tells the kind: a Norlandish strike."""
        first = syntax.text[slice(*syntax.span(phrase._replace(end=phrase.begin + 1)))]
        return set(syntax.codes[phrase.begin + 1 : phrase.end]) == {"n"} and self._shapes.fits("english-demonym", first)

    def is_name(self, reading: Reading, syntax: Syntax, phrase: Phrase) -> bool:
        """Say whether a phrase holds a name or a place."""
        if self._shapes.fits("english-output", syntax.last_two(phrase)):
            return False  # 4 percent of GDP
        start, end = syntax.span(phrase)
        return "N" in syntax.codes[phrase.begin : phrase.end] or any(
            reading.codes[at] == "S" for at in reading.overlapping(start, end)
        )

    def is_many(self, word: str) -> bool:
        """Say whether a noun only says how many there are of what stands behind its of: dozens, a range."""
        return self._shapes.fits("english-tens", word) or self._shapes.fits("english-vague", word)

    def is_loose(self, word: str) -> bool:
        """Say whether a noun is too vague to be a subject: rest, number."""
        return self._shapes.fits("english-loose", word) or self._shapes.fits("english-vague", word)


def _is_count(reading: Reading, syntax: Syntax, position: int) -> bool:
    """Say whether a quantity at a position counts something."""
    at = reading.overlapping(syntax.words[position].start, syntax.words[position].end)
    items = [reading.tokens[token].item for token in at]
    return any(isinstance(item, Quantity) and item.kind in COUNTS for item in items)


def _goes_beside(syntax: Syntax, position: int) -> bool:
    """Say whether a word opens what only goes on beside a clause: as it faces rivals, amid rising costs in Elm."""
    return syntax.word(position) == "amid" or (syntax.word(position) == "as" and syntax.code(position + 1) == "o")


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
