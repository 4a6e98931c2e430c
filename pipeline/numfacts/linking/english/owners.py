"""Whose a metric is by what stands before it in its noun phrase: China's exports, its revenue, Oak sales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.names import EnglishNames, mention_of
from numfacts.linking.english.predication import held_for
from numfacts.linking.english.syntax import REACH, Phrase, Syntax
from numfacts.linking.links import COUNTS
from numfacts.linking.reading import Reading, stands_inside

if TYPE_CHECKING:
    from numfacts.linking.english.owned import Owned
    from numfacts.linking.links import Link
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

DONE = ("nv", "ne")  # a noun that is owned, and what is said of another


class EnglishOwners:
    """Finds the owner of a metric in its own noun phrase."""

    def __init__(self, names: EnglishNames, shapes: Shapes) -> None:
        self._shapes = shapes
        self._names = names

    def owner(self, owned: Owned) -> Mention | None:
        """Read whose a metric is; what is levied is not of who levies it, but of a place: Trump's tariffs."""
        owner = self._before(owned)
        levied = owned.metric_id in self._shapes.group("levied")
        return None if levied and owner is not None and not _is_place(owned.reading, owner) else owner

    def doer(self, owned: Owned) -> Mention | None:
        """Read whose the deed or the thing is that so many are told of: its purchase of 128 jets, Oak's fleet.

        What someone is held or thanked for is theirs: praised the bank for its purchase of 300 buses.
        """
        syntax = owned.syntax
        of = syntax.before_modifiers(owned.at) - 1
        deed = syntax.phrase_before(of) if owned.quantity.kind in COUNTS and syntax.word(of) == "of" else None
        if deed is None:
            return None
        mark = syntax.codes.rfind("'", deed.begin, deed.end)
        if mark > deed.begin:
            everyone = syntax.word(mark - 1) == "world"
            owner = None if everyone else Phrase(deed.begin, mark, "")
        elif syntax.code(deed.begin - 1) != "s":
            return None
        elif syntax.code(deed.begin - 2) != "p":
            return self._names.resolve(owned.reading, syntax, deed.begin - 1, owned.known)
        else:
            owner = held_for(syntax, deed.begin - 2) or _met(syntax, deed.begin - 2)
        return self._names.named(owned.reading, syntax, [owner], owned.known) if owner is not None else None

    def _before(self, owned: Owned) -> Mention | None:
        """Read whose a metric is by what stands right before it: China's exports, its revenue, Tesla sales.

        A name before what is counted only tells its kind: 25 US firms.
        """
        reading, syntax, known = owned.reading, owned.syntax, owned.known
        position = begin = owned.begin
        floor = max(0, begin - REACH)
        while position > floor and syntax.codes[position - 1] == "N":
            position -= 1
        counted = owned.counted or (
            position > floor and syntax.codes[position - 1] == "Q"
        )  # saw 3 million Elmish visitors
        placed = syntax.word(begin) in ("sold", "fetched") and syntax.code(position - 1) == "p"  # on Elm Peak sold
        if not counted and not placed and position < begin and (position or recurs(reading, syntax, position)):
            before = Phrase(position, begin, "")
            if any(reading.codes[at] == "M" for at in reading.overlapping(*syntax.span(before))):
                return None  # CPI inflation
            if self._ends_body(syntax, position):
                return None
            if syntax.code(position - 1) != "'" or syntax.codes[begin] in "ve":
                return mention_of(reading, syntax, before)  # not of Norland: Norland's Ann Berg finished third
        while position > floor and syntax.codes[position - 1] in "nQaT":
            position -= 1
        if syntax.code(position - 1) == ")":
            position = max(syntax.codes.rfind("(", floor, position), 0)  # Oak's (NYSE: OK) profit
        if syntax.code(position - 1) == "'" and position:
            phrase = syntax.phrase_before(position - 1)
            everyone = phrase is None or syntax.word(phrase.end - 1) == "world"  # of the world's largest banks
            everyone = everyone or _tells_kind(owned, phrase) or _holds_place(owned, phrase)
            return None if phrase is None or everyone else self._names.named(reading, syntax, [phrase], known)
        if syntax.code(position - 1) == "s" and position:
            return self._names.resolve(reading, syntax, position - 1, known)
        if not counted and position < begin and syntax.codes[position - 1] == "N" and position:
            start = position
            while start and syntax.codes[start - 1] == "N":
                start -= 1
            first = Phrase(start, position, "")
            if syntax.codes[begin] in "ve" and syntax.codes[:start].rstrip("da").endswith("p"):
                return None  # attacks on Oak passenger buses killed
            kind = self._shapes["english-demonym"].fullmatch(reading.text, *syntax.span(first)) is not None
            if kind and (syntax.word(position) == "record" or syntax.code(begin) in "ve"):
                return None  # a British record fee, Norlandish rebels killed
            if syntax.codes[max(start - 1, 0)] == "Q" or (
                not start and position == 1 and not recurs(reading, syntax, start)
            ):
                return None  # Average hourly earnings
            return None if self._ends_body(syntax, start) else mention_of(reading, syntax, first)
        return None

    def _ends_body(self, syntax: Syntax, start: int) -> bool:
        """Say whether a name is only the end of that of who tells a figure: the Bureau of Statistics price index.

        A bank has figures of its own: the Bank of Norland base rate.
        """
        head = syntax.word(start - 2) if syntax.word(start - 1) == "of" else "bank"
        return head != "bank" and self._shapes.fits("english-body", head)

    def qualifier(self, reading: Reading, link: Link | None) -> Mention | None:
        """Read the word that opens a sentence and tells whose a metric is: Tram fares, German output."""
        syntax, mention = reading.syntax, link.mention if link is not None else None
        if syntax is None or mention is None or mention.start is None or mention.start < reading.start:
            return None
        begin = syntax.at(mention.start)
        if begin != 1 or syntax.codes[0] != "N" or self._shapes.fits("english-vague", syntax.word(0)):
            return None
        owner = self._shapes["english-demonym"].fullmatch(reading.text, *syntax.span(Phrase(0, 1, ""))) is not None
        if not owner and self._shapes["english-charge"].search((mention.text or "").lower()) is None:
            return None  # overall subscriptions, visitor arrivals
        if reading.codes.startswith("M") and reading.tokens[0].end < mention.start:
            return None  # CPI inflation
        return mention_of(reading, syntax, Phrase(0, 1, ""))


def _met(syntax: Syntax, preposition: int) -> Phrase | None:
    """Give the name before a preposition, past a time: met Oak Air on Monday over its cancellation of 128 flights."""
    end = preposition
    while end and syntax.codes[end - 1] in "Td":
        end -= 1
    end -= end < preposition and syntax.code(end - 1) == "p"
    phrase = syntax.phrase_before(end)
    return phrase if phrase is not None and syntax.codes[phrase.end - 1] == "N" else None


def _tells_kind(owned: Owned, phrase: Phrase | None) -> bool:
    """Say whether a possessor is no one, but says of what kind a thing is: bank a $3 million winner's cheque."""
    if phrase is None or "N" in owned.syntax.codes[phrase.begin : phrase.end]:
        return False
    return phrase.begin - 1 == owned.at or owned.syntax.code(phrase.begin - 1) == ")"


def _holds_place(owned: Owned, phrase: Phrase | None) -> bool:
    """Say whether a possessor only has the place or event of a deed: a crush at the valley's oldest fair killed 12."""
    done = owned.syntax.codes[max(0, owned.begin - 1) : owned.begin + 1] in DONE
    return phrase is not None and done and owned.begin < owned.at and bool(phrase.preposition)


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
