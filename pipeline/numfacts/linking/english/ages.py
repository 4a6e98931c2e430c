"""Who is of an age that an English sentence tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.names import Known, mention_of, name_before, opening_name
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.english.syntax import Syntax
    from numfacts.linking.english.verb_subjects import EnglishVerbSubjects
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

FULL = 2  # words of a full name
NEAR = 300  # characters before an age in which the text told whose it is


class EnglishAges:
    """Finds who is of an age."""

    def __init__(self, verb_subjects: EnglishVerbSubjects, shapes: Shapes) -> None:
        self._shapes = shapes
        self._verb_subjects = verb_subjects

    def person(self, reading: Reading, index: int) -> Mention | None:
        """Give the person of an age: the noun behind it (a 35-year-old woman), or else who it is said of."""
        syntax = reading.syntax
        assert syntax is not None
        at = syntax.at(reading.tokens[index].end - 1)
        at = self._first(syntax, at)
        named = self._shapes.fits("english-age", syntax.word(at - 1))
        old = syntax.word(at).endswith("-old")
        beside = at - 1 - (old and syntax.code(at - 1) == "d")
        if syntax.code(beside) == "," and (name := name_before(syntax, beside)) is not None:
            return mention_of(reading, syntax, name)  # Ann Berg, 54, wants; Ann Berg, a 54-year-old baker
        if syntax.code(beside) == "," and not old and not named and (noun := syntax.phrase_before(beside)) is not None:
            return mention_of(reading, syntax, noun)  # a man, 52, was arrested
        alone = old and not (syntax.code(at + 1) in "nN" and syntax.word(at + 1)[0].isalpha())
        phrase = syntax.phrase_after(at + 1) if old else syntax.phrase_before(at)
        if old and phrase is not None and (owner := syntax.codes.find("'", phrase.begin, phrase.end)) > 0:
            phrase = phrase._replace(end=owner)  # a 35-year-old woman's home
        if named and (counted := _counted(syntax, at - 1 - (syntax.code(at - 2) == ","))) is not None:
            return counted  # arrested three people, aged between 58 and 63
        told = syntax.phrase_before(at - 2) if named and syntax.code(at - 2) == "," else None
        if told is not None and not told.preposition and syntax.codes[told.end - 1] == "n":
            return mention_of(reading, syntax, told)  # charged three men, aged between 58 and 63
        if named and syntax.code(at - 2) == "n" and (people := syntax.phrase_before(at - 1)) is not None:
            return mention_of(reading, syntax, people)  # the rate for people aged 15 to 24
        if phrase is not None and not named and not alone:
            return mention_of(reading, syntax, phrase)  # a 35-year-old woman, cars 15 years old
        if alone and (last := self._someone(reading, index) or _named_before(reading, syntax, at)) is not None:
            return last  # The 38-year-old, of a man told of before
        timed = named and syntax.code(at - 2) == "T"  # died on Friday aged 80
        found = self._verb_subjects.find(reading, syntax, at - timed, Known(None, None, None))
        if alone and found is not None and (found.start or 0) > reading.tokens[index].start:
            return None  # The 38-year-old won the men's cup
        common = found is not None and (found.text or "").islower()
        return (opening_name(reading, syntax) if common else None) or _alone(found)

    def _first(self, syntax: Syntax, at: int) -> int:
        """Give the position of the first of the ages that the one at ``at`` is listed with: aged 46 and 65."""
        first = at
        while syntax.word(first - 1) in ("and", ",") and syntax.code(first - 2) == "Q":
            first -= 2
        return first if self._shapes.fits("english-age", syntax.word(first - 1)) else at

    def _someone(self, reading: Reading, index: int) -> Mention | None:
        """Give the last person that the text named by what they are before a quantity."""
        end = reading.tokens[index].start
        found = list(self._shapes["english-someone"].finditer(reading.text, max(0, end - NEAR), end))
        return Mention(found[-1][0], *found[-1].span()) if found else None


def _counted(syntax: Syntax, end: int) -> Mention | None:
    """Give those who are counted right before a word: 31 people, three men."""
    word = syntax.words[end - 1]
    counted = word.code == "Q" or syntax.code(end - 2) == "Q"
    noun = syntax.text[word.start : word.end].split()[-1] if counted else ""
    return Mention(noun, word.end - len(noun), word.end) if noun.isalpha() and noun.islower() else None


def _alone(found: Mention | None) -> Mention | None:
    """Give the one person of a phrase that an and in what he was joins: fish and tea tycoon Ann Berg."""
    text, end = (found.text or "", found.end or 0) if found is not None else ("", 0)
    words = text.split()
    names = len(words) - next((at for at, word in enumerate(reversed(words)) if not word[0].isupper()), len(words))
    if " and " not in text or len(words) - names < FULL:
        return found
    name = " ".join(words[names:])
    return Mention(name, end - len(name), end)


def _named_before(reading: Reading, syntax: Syntax, at: int) -> Mention | None:
    """Give whom an age alone stands for: who opens the sentence, but as an object the one named last before it."""
    governed = syntax.before_modifiers(at)
    if not governed or syntax.codes[governed - 1] not in "veg":
        return opening_name(reading, syntax)
    names = (name_before(syntax, end) for end in range(governed, 0, -1) if syntax.code(end) != "N")
    name = next((name for name in names if name is not None and syntax.code(name.begin - 1) != "d"), None)
    return mention_of(reading, syntax, name) if name is not None else None
