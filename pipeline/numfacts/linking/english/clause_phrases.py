"""The phrases of an English clause: which of them name somebody, and which stands where a name is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.names import EnglishNames, Known, mention_of
from numfacts.linking.english.relatives import is_of_other, is_used
from numfacts.linking.english.subject_walk import STRUCK
from numfacts.linking.english.syntax import REACH, Phrase, Syntax
from numfacts.linking.links import metric_rule
from numfacts.linking.reading import Reading
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes

PLACED = frozenset(["in", "near", "at", "by", "from", "to", "of", "for", "on", "through", "across", "into", "outside"])


class ClausePhrases:
    """Tells names from other nouns, and finds those that no verb leads to."""

    def __init__(self, shapes: Shapes, names: EnglishNames) -> None:
        self._shapes = shapes
        self._names = names

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

    def is_nobody(self, word: str, *, active: bool = False) -> bool:
        """Say whether a noun is of people who are only counted, or only say what is, or of what says it.

        Those who are ``active``, or to whom something is done, do not say what is.
        """
        shapes = ("english-persons",) if active else ("english-papers", "english-persons", "english-forecaster")
        return any(self._shapes.fits(shape, word) for shape in shapes)

    def is_cited(self, reading: Reading, syntax: Syntax, phrases: list[Phrase], known: Known) -> bool:
        """Say whether phrases name the source of the sentence, who is not whose the figures are."""
        start, end = syntax.span(phrases[0])[0], syntax.span(phrases[-1])[1]
        listed = any(reading.codes[at] == "C" for at in reading.overlapping(start, end))
        return listed or (start < known.source.end and end > known.source.start)

    def is_metric(self, reading: Reading, syntax: Syntax, phrase: Phrase) -> bool:
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

    def reports(self, syntax: Syntax, verb: Phrase) -> bool:
        return self._shapes.fits("english-report", syntax.word(verb.end - 1))

    def _is_kind(self, syntax: Syntax, phrase: Phrase) -> bool:
        """Say whether the only name in a phrase is that of a people, which tells the kind: a Norlandish strike."""
        first = syntax.text[slice(*syntax.span(phrase._replace(end=phrase.begin + 1)))]
        return set(syntax.codes[phrase.begin + 1 : phrase.end]) == {"n"} and self._shapes.fits("english-demonym", first)

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

    def elsewhere(
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
                cited = self.is_cited(reading, syntax, [phrase], known)
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

    def opening(self, reading: Reading, syntax: Syntax, position: int, known: Known) -> Mention | None:
        """Read where the sentence begins its figures are from: In the southern county of Elm, 12 people died."""
        placed = syntax.word(0) in ("in", "at", "across") and syntax.code(1) != "s"
        phrase = syntax.phrase_after(1) if placed else None
        if phrase is not None and not self.is_name(reading, syntax, phrase) and syntax.word(phrase.end) == "of":
            phrase = syntax.phrase_after(phrase.end + 1)
        if phrase is None or phrase.end > position or not self.is_name(reading, syntax, phrase):
            return None
        return self._names.named(reading, syntax, [phrase], known)


def _goes_beside(syntax: Syntax, position: int) -> bool:
    """Say whether a word opens what only goes on beside a clause: as it faces rivals, amid rising costs in Elm."""
    return syntax.word(position) == "amid" or (syntax.word(position) == "as" and syntax.code(position + 1) == "o")
