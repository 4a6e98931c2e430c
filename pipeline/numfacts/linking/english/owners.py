"""Whose a metric is by what stands before it in its noun phrase: China's exports, its revenue, Oak sales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.names import EnglishNames, mention_of, name_begin
from numfacts.linking.english.subject_walk import antecedent_of
from numfacts.linking.english.syntax import REACH, Phrase, Syntax
from numfacts.linking.reading import Reading, stands_inside

if TYPE_CHECKING:
    from numfacts.linking.english.owned import Owned
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

PLACING = frozenset(["in", "for", "across"])  # between growth or inflation and where it is


class EnglishOwners:
    """Finds the owner of a metric in its own noun phrase."""

    def __init__(self, names: EnglishNames, shapes: Shapes) -> None:
        self._shapes = shapes
        self._names = names

    def owner(self, owned: Owned) -> Mention | None:
        """Read whose a metric is; what is levied is not of who levies it, but of a place: Trump's tariffs."""
        owner = (self._doing(owned) if owned.counted else None) or self._before(owned)
        levied = owned.metric_id in self._shapes.group("levied")
        return None if levied and owner is not None and not _is_place(owned.reading, owner) else owner

    def beside(self, owned: Owned) -> Mention | None:
        """Read whose a quantity is that has no metric, right before it: Oak's 4 percent drop."""
        begin = owned.syntax.before_modifiers(owned.at)
        return self._of_phrase(owned, begin, begin) if owned.syntax.code(begin - 1) in "'s" else None

    def _doing(self, owned: Owned) -> Mention | None:
        """Read whose doing so many were the object of, or what they are part of: its closure of 14 shops."""
        of = owned.syntax.before_modifiers(owned.at) - 1
        whole = owned.syntax.phrase_before(of) if owned.syntax.word(of) == "of" else None
        if whole is None or owned.syntax.fits("english-outlook", whole.end - 1):
            return None  # against analysts' expectations of 3 million phones
        return self._of_phrase(owned, whole.begin, whole.end)

    def _of_phrase(self, owned: Owned, begin: int, end: int) -> Mention | None:
        """Read who a noun phrase says that it belongs to: Oak's, its."""
        syntax = owned.syntax
        if syntax.code(begin - 1) == "s":
            return self._names.resolve(owned.reading, syntax, begin - 1, owned.known)
        mark = begin - 1 if syntax.code(begin - 1) == "'" else syntax.codes.rfind("'", begin, end)
        phrase = syntax.phrase_before(mark) if mark > 0 else None
        return self._names.named(owned.reading, syntax, [phrase], owned.known) if phrase is not None else None

    def _before(self, owned: Owned) -> Mention | None:
        """Read whose a metric is by what stands right before it: China's exports, its revenue, Tesla sales.

        A name before what is counted only tells its kind: 25 US firms.
        """
        reading, syntax, known = owned.reading, owned.syntax, owned.known
        begin, floor = owned.begin, max(0, owned.begin - REACH)
        position = max(name_begin(syntax, begin), floor)
        placed = syntax.codes[begin] in "ve" and syntax.code(position - 1) == "p"  # on Elm Peak sold
        if begin - position == 1 and syntax.fits("english-anaphor", position):
            return known.lately  # Group revenue rose
        if not owned.counted and not placed and position < begin and self._is_called(owned, position):
            return mention_of(reading, syntax, Phrase(position, begin, ""))
        if (economy := self._economy(owned)) is not None:
            return economy
        while position > floor and syntax.codes[position - 1] in "nQaT":
            position -= 1
        if syntax.code(position - 1) == ")":
            position = max(syntax.codes.rfind("(", floor, position), 0)  # Oak's (NYSE: OK) profit
        if not position:
            return None
        if syntax.codes[position - 1] == "'":
            phrase = syntax.phrase_before(position - 1)
            largest = owned.at != position or syntax.word(owned.at + 1).endswith("est")
            if phrase is None or (syntax.word(phrase.end - 1) == "world" and largest):
                return None  # of the world's largest banks; but the world's 900 million boys
            return self._names.named(reading, syntax, [phrase], known)
        if syntax.word(position - 1) == "whose":
            opening = position - 1 - (syntax.code(position - 2) == ",")
            whole = antecedent_of(syntax, opening)
            return self._names.named(reading, syntax, [whole], known) if whole is not None else None
        if syntax.codes[position - 1] == "s":
            return self._names.resolve(reading, syntax, position - 1, known)
        start = name_begin(syntax, position)
        does = syntax.codes[begin] in "ve" or syntax.codes[begin : owned.end] == "g"  # a bus carrying 12 people
        named = start < position < begin and not does  # Oak car sales
        if owned.counted or not named or not (self._is_people(owned, start) or recurs(reading, syntax, start)):
            return None  # Average hourly earnings
        firm = next((at for at in range(start, begin) if syntax.fits("english-firm-noun", at)), None)
        if firm is not None:
            return self._names.named(reading, syntax, [Phrase(start, firm + 1, "")], known)
        return mention_of(reading, syntax, Phrase(start, position, ""))

    def _is_people(self, owned: Owned, position: int) -> bool:
        """Say whether a word is of the people of a country: German industrial output."""
        word = owned.syntax.words[position]
        return self._shapes["english-demonym"].fullmatch(owned.reading.text, word.start, word.end) is not None

    def _economy(self, owned: Owned) -> Mention | None:
        """Read of which economy growth or inflation is, beside it: global growth, inflation in developing Asia."""
        reading, syntax = owned.reading, owned.syntax
        if owned.metric_id not in self._shapes.group("nationwide"):
            return None
        if syntax.fits("english-worldwide", owned.begin - 1):
            return mention_of(reading, syntax, Phrase(owned.begin - 1, owned.begin, ""))
        start = syntax.words[owned.begin].start
        for at in reading.overlapping(max(start - 2, reading.start), start):
            if reading.codes[at] == "S":
                return reading.mention(at)  # euro zone growth
        within = syntax.word(owned.end) in PLACING and syntax.code(owned.end + 1) in "dnN"
        phrase = syntax.phrase_after(owned.end + 1) if within else None
        named = phrase is not None and (
            "N" in syntax.codes[phrase.begin : phrase.end] or syntax.fits("english-economies", phrase.end - 1)
        )
        return mention_of(reading, syntax, phrase) if named and phrase is not None else None

    def _is_called(self, owned: Owned, position: int) -> bool:
        """Say whether a capital is of a name, or of the people of a country: German output, not German sales of X."""
        people = self._is_people(owned, position)
        named = owned.begin - position > 1 and owned.syntax.codes[owned.begin] not in "ve"
        if named and not owned.syntax.codes[position : owned.begin].strip("N"):
            return True  # Oak Cargo sales
        return (people and owned.syntax.word(owned.end) != "of") or recurs(owned.reading, owned.syntax, position)


def recurs(reading: Reading, syntax: Syntax, position: int) -> bool:
    """Say whether the capital that opens a sentence is that of a name: it has one elsewhere, or more than one."""
    word = syntax.words[position]
    name = reading.text[word.start : word.end]
    return (
        sum(char.isupper() for char in name) > 1
        or stands_inside(reading.text, name)
        or any(reading.codes[at] == "S" for at in reading.overlapping(word.start, word.end))
    )


def _is_place(reading: Reading, mention: Mention) -> bool:
    """Say whether someone is a place, or has its name from one."""
    start, end = mention.start or 0, mention.end or 0
    return any(reading.codes[at] == "S" for at in reading.overlapping(start, end))
