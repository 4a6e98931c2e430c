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
        at = self._first(syntax, syntax.at(reading.tokens[index].end - 1))
        named = self._shapes.fits("english-age", syntax.word(at - 1))
        old = syntax.word(at).endswith("-old")
        beside = at - 1 - (old and syntax.code(at - 1) == "d")
        if syntax.code(beside) == "," and (name := name_before(syntax, beside)) is not None:
            return mention_of(reading, syntax, name)  # Ann Berg, 54, wants; Ann Berg, a 54-year-old baker
        if named:
            end = at - 1 - (syntax.code(at - 2) == ",")  # charged three men, aged 58 and 63
            if syntax.word(end - 1).endswith(" people"):
                stop = syntax.words[end - 1].end  # arrested 31 people, aged between 20 and 60
                return Mention("people", stop - len("people"), stop)
            phrase = syntax.phrase_before(end) if syntax.code(end - 1) == "n" else None
        elif syntax.code(beside) == "," and not old:
            phrase = syntax.phrase_before(beside)  # a man, 52, was arrested
        elif old:
            phrase = syntax.phrase_after(at + 1) if syntax.code(at + 1) in "nN" else None
            second = (
                syntax.phrase_after(phrase.end + 1) if phrase is not None and syntax.code(phrase.end) == "c" else None
            )
            if phrase is not None and second is not None and syntax.with_modifiers(second).begin == phrase.begin:
                phrase = phrase._replace(end=second.end)  # the 32-year-old former Oak and Elm Mills keeper
        else:
            phrase = syntax.phrase_before(at)  # cars 15 years old
        if old and phrase is not None and (owner := syntax.codes.find("'", phrase.begin, phrase.end)) > 0:
            phrase = phrase._replace(end=owner)  # a 35-year-old woman's home
        if phrase is not None:
            return mention_of(reading, syntax, phrase)
        if old and (last := self._someone(reading, index)) is not None:
            return last  # The 38-year-old, of a man told of before
        timed = named and syntax.code(at - 2) == "T"  # died on Friday aged 80
        found = self._verb_subjects.find(reading, syntax, at - timed, Known(None, None, None))
        common = found is not None and found.text is not None and found.text.islower()
        return (opening_name(reading, syntax) if common else None) or found

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
