"""The phrases of an English clause: which of them name somebody, and which stands where a name is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.names import EnglishNames, Known, mention_of
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
        places = (reading.codes[at] == "S" for at in reading.overlapping(*syntax.span(phrase)))
        return "N" in syntax.codes[phrase.begin : phrase.end] or any(places)

    def is_many(self, word: str) -> bool:
        """Say whether a noun only says how many there are of what stands behind its of: dozens, a range."""
        return self._shapes.fits("english-tens", word) or self._shapes.fits("english-vague", word)

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
        if syntax.fits("english-anaphoric-place", phrase.end - 1):
            return False  # the economy added jobs
        if syntax.fits("english-decided", phrase.end - 1) or syntax.fits("english-earnings", phrase.end - 1):
            return True  # prices rose 3 percent, while rents fell
        end = syntax.span(phrase)[1]
        tokens = [reading.tokens[at] for at in reading.overlapping(end - 1, end)]
        rules = [metric_rule(token) for token in tokens if token.end == end]
        actors = {None, *self._shapes.group("actors")}
        return any(rule is not None and rule.metric not in actors for rule in rules)

    def reports(self, syntax: Syntax, verb: Phrase) -> bool:
        return any(syntax.fits(shape, verb.end - 1) for shape in ("english-report", "english-tells"))

    def is_speaker(self, reading: Reading, syntax: Syntax, phrase: Phrase, known: Known) -> bool:
        """Say whether a phrase only tells of others: authorities, or a lone name that the text is not about."""
        if syntax.fits("english-authorities", phrase.end - 1):
            return True
        start, end = syntax.span(phrase)
        placed = any(reading.codes[at] == "S" for at in reading.overlapping(start, end))
        name = reading.text[start:end]
        about = known.topic is not None and name in (known.topic.text or "")
        return syntax.codes[phrase.begin : phrase.end] == "N" and not (placed or about or known.title.startswith(name))

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
            if self.is_name(reading, syntax, phrase):
                return self._names.named(reading, syntax, [phrase], known)
            if (described := self._names.described(reading, syntax, phrase, known)) is not None:
                return described
            last = syntax.word(phrase.end - 1)
            vague = self._shapes.fits("english-vague", last) or self.is_nobody(last)
            if first is None and syntax.word(position) in ("by", "from") and not vague:
                first = phrase
            position = phrase.end
        return None if first is None else mention_of(reading, syntax, first)

    def elsewhere(self, reading: Reading, syntax: Syntax, position: int, known: Known) -> Mention | None:
        """Read the first name behind a position in its clause that a preposition governs."""
        size = min(len(syntax.codes), position + REACH)
        while position < size and syntax.codes[position] in "nN'":
            position += 1
        start = position
        while position < size and syntax.codes[position] not in ",k:":
            if syntax.codes[position] not in "nN":
                position += 1
                continue
            phrase = syntax.phrase_after(position)
            assert phrase is not None
            named = self.is_name(reading, syntax, phrase) and phrase.preposition in PLACED
            named = named and not self.is_nobody(syntax.word(phrase.end - 1))
            owned = "'" in syntax.codes[phrase.begin : phrase.end] and not phrase.preposition
            if (
                (named or owned)
                and not self.is_cited(reading, syntax, [phrase], known)
                and not is_of_other(syntax, phrase, start)
            ):
                return self._names.named(reading, syntax, [phrase], known)
            position = phrase.end
        return None


def is_of_other(syntax: Syntax, phrase: Phrase, start: int) -> bool:
    """Say whether by a phrase only a noun behind ``start`` was brought about: held in protests sparked by a ruling."""
    by = phrase.begin - 1
    while phrase.preposition == "by" and syntax.word(by) != "by":
        by -= 1
    return phrase.preposition == "by" and by - 2 >= start and syntax.codes[by - 2 : by] in ("ne", "Ne")
