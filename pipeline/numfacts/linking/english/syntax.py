"""The words of an English sentence, and its phrases: noun phrases, and verbs with their auxiliaries."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple

from numfacts.linking.once import once

if TYPE_CHECKING:
    from numfacts.vocabulary.shapes import Shapes

CLAUSES = 12  # clauses a sentence is followed through, and names a list
REACH = 80  # words looked back over
NOUNS = frozenset("nN'")
VERBS = frozenset("vegx")


class Word(NamedTuple):
    """One word, mark, quantity or time: its class, and half-open offsets of the normalized text."""

    code: str
    start: int
    end: int


class Phrase(NamedTuple):
    """A noun phrase: the half-open range of its words, without article, and the preposition before it, if any."""

    begin: int
    end: int
    preposition: str


class Syntax:
    """The words of one sentence, and the phrases around any of them; positions are indices of ``words``.

    ``shapes`` are those of the rules, which say what kinds of words there are.
    """

    __slots__ = ("_lower", "_shapes", "codes", "known", "starts", "text", "words")

    def __init__(self, text: str, words: list[Word], shapes: Shapes) -> None:
        self._shapes = shapes
        self.text = text
        self.words = words
        self.codes = "".join([word.code for word in words])
        self.starts = [word.start for word in words]
        self._lower = [text[word.start : word.end].lower() for word in words]
        self.known: dict[tuple[object, ...], Any] = {}  # what was found of it

    def at(self, offset: int) -> int:
        """Give the position of the first word that ends behind an offset."""
        index = bisect_left(self.starts, offset + 1) - 1
        return index if index >= 0 and self.words[index].end > offset else index + 1

    def word(self, position: int) -> str:
        """Give a word in lower case, empty outside the sentence."""
        return self._lower[position] if 0 <= position < len(self._lower) else ""

    def fits(self, name: str, position: int) -> bool:
        """Say whether a shape, given by its id, matches the word at a position."""
        return self._shapes.fits(name, self.word(position))

    def code(self, position: int) -> str:
        """Give the class of a word, a comma outside the sentence."""
        return self.codes[position] if 0 <= position < len(self.codes) else ","

    def span(self, phrase: Phrase) -> tuple[int, int]:
        """Give the half-open offsets of a phrase."""
        return self.words[phrase.begin].start, self.words[phrase.end - 1].end

    def last_two(self, phrase: Phrase) -> str:
        """Give the last two words of a phrase in lower case."""
        return " ".join(self.word(at) for at in range(max(phrase.begin, phrase.end - 2), phrase.end))

    @once
    def phrase_before(self, position: int) -> Phrase | None:
        """Give the noun phrase that ends right before a word."""
        begin, floor = position, max(0, position - REACH)
        while begin > floor and (self.codes[begin - 1] in NOUNS or self._dated(begin, position)):
            begin -= 1
        while begin < position and self.codes[begin] == "'":
            begin += 1
        if begin == position:
            return None
        if self.word(begin - 2) == "magnitude":
            begin -= 2  # the magnitude 6.9 earthquake
        return Phrase(begin, position, self._preposition(begin))

    def _dated(self, begin: int, end: int) -> bool:
        """Say whether a time before a word is within a phrase: the classic 1982 film."""
        return begin < end and self.code(begin - 1) == "T" and self.code(begin - 2) in NOUNS

    def phrase_after(self, position: int) -> Phrase | None:
        """Give the noun phrase that begins at a word, behind its article, possessive and adverbs."""
        begin, size = position, min(len(self.codes), position + REACH)
        while begin < size and (self.codes[begin] in "dsaT" or self.codes[begin - 1 : begin + 1] == "T'"):
            begin += 1
        quoted = self.codes.startswith('"', begin)
        begin, end = begin + quoted, begin + quoted
        while end < size and (
            self.codes[end] in NOUNS
            or (self.codes[end] == "Q" and end > begin)
            or (quoted and self.codes[end] == '"' and end > begin and self.code(end + 1) in NOUNS)
            or (self.codes[end] == "T" and end > begin and self.code(end + 1) in NOUNS)
        ):
            end += 1  # the benchmark 10-year note
        while end > begin and self.codes[end - 1] in "'Q":
            end -= 1
        begin -= '"' in self.codes[begin:end]  # the "Red Oak" group
        return Phrase(begin, end, self._preposition(begin)) if end > begin else None

    def _preposition(self, begin: int) -> str:
        before, floor = begin - 1, max(0, begin - REACH)
        if self.codes[max(before - 1, 0) : begin] == "T'":
            before -= 1  # in next season's Elm Cup
        while before >= floor and self.codes[before] in "dsaQT":
            if self.codes[before] == "T" and self.codes[before + 1] in "ds":
                return ""  # said on Monday the leak affected
            before -= 1
        return self.word(before) if self.code(before) == "p" and before >= 0 else ""

    def with_modifiers(self, phrase: Phrase) -> Phrase:
        """Give a noun with all the names joined before it that tell it apart: the former Oak and Elm Mills keeper."""
        first = self.phrase_before(phrase.begin - 1) if self.code(phrase.begin - 1) == "c" else None
        noun = self.codes[phrase.begin] + self.codes[phrase.end - 1] == "Nn"
        if first is None or not noun or self.codes[first.end - 1] != "N":
            return phrase
        return Phrase(first.begin, phrase.end, first.preposition)

    def governing(self, phrase: Phrase) -> Phrase | None:
        """Give the noun phrase that one with a preposition is added to: a package of measures."""
        return self.phrase_before(self.codes.rfind("p", 0, phrase.begin)) if phrase.preposition else None

    def before_noun(self, position: int) -> int:
        """Give where the noun phrase begins whose determiners and number a position opens: a seven-car crash."""
        while self.code(position) in "daQ" and position < len(self.codes):
            position += 1
        return position

    def before_modifiers(self, position: int) -> int:
        """Give where the determiners and adverbs that stand right before a position begin."""
        while position and self.codes[position - 1] in "da":
            position -= 1
        return position

    def objects(self, begin: int, end: int) -> list[Phrase]:
        """Give the noun phrases between two positions, in order."""
        found: list[Phrase] = []
        position = max(begin, end - REACH)
        while position < end:
            if self.codes[position] not in "nN":
                position += 1
                continue
            stop = position
            while stop < end and self.codes[stop] in NOUNS:
                stop += 1
            found.append(Phrase(position, stop - (self.codes[stop - 1] == "'"), self._preposition(position)))
            position = stop
        return found

    def list_end(self, phrase: Phrase) -> int:
        """Give where the last but one of a list ends that a phrase opens, or else the phrase: tea, coffee and cocoa."""
        end = phrase.end
        for _ in range(CLAUSES):
            if self.code(end) == "c" and self.code(end + 1) in "dsnN":
                return end
            other = self.phrase_after(end + 1) if self.code(end) == "," and self.code(end + 1) in "nN" else None
            if other is None or other.begin != end + 1:
                break
            end = other.end
        return phrase.end

    def coordinated(self, phrase: Phrase) -> list[Phrase]:
        """Give the noun phrases that a phrase is the last of: Ford, Tata and Volvo."""
        found = [phrase]
        for _ in range(CLAUSES):
            position = found[0].begin
            while self.code(position - 1) in "dsa" and position:
                position -= 1
            while self.code(position - 1) in ",c" and position:
                position -= 1
            before = self.phrase_before(position) if position < found[0].begin else None
            if before is None:
                break
            found.insert(0, before)
        return found

    @once
    def verb_before(self, position: int) -> Phrase | None:
        """Give the verb, with its auxiliaries, that governs what stands at a position: the nearest before it.

        Nothing is governed across a conjunction that opens a clause.
        """
        end, floor = position, max(0, position - REACH)
        codes = self.codes
        while end > floor and (codes[end - 1] not in VERBS or (codes[end - 1] == "e" and self._reduced(end, position))):
            if codes[end - 1] == "k":
                return None
            end -= 1
        if end <= floor:
            return None
        begin = end
        while begin and (codes[begin - 1] in "vegxa" or codes.endswith("xpT", 0, begin)):
            begin -= 1 if codes[begin - 1] in "vegxa" else 2  # were on Thursday sentenced
        while codes[begin] == "a":
            begin += 1
        return Phrase(begin, end, "")

    def _reduced(self, end: int, position: int) -> bool:
        """Say whether the past participle ending at ``end`` only qualifies the noun before it: a round led by a fund.

        What it is done by is governed by it: an app used by 170 million Americans.
        """
        if self.word(end) != "by" or self.code(end - 2) not in "nN":
            return False
        agent = self.before_noun(end + 1)
        return self.code(agent - 1) != "Q" and agent != position  # not rose by 5 percent to

    def verb_above(self, position: int) -> Phrase | None:
        """Give the verb before a position, or in the clause above where that is the first of its own."""
        for _ in range(CLAUSES):
            verb = self.verb_before(position)
            position = self.codes.rfind("k", 0, max(position, 0))
            if verb is not None or position < 0:
                return verb
        return None
