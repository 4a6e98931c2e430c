"""What befell people who are counted in an English sentence: the event that killed or hurt them, or its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.names import mention_of
from numfacts.linking.english.subject_walk import STRUCK
from numfacts.linking.english.syntax import Phrase, Syntax
from numfacts.linking.links import COUNTS

if TYPE_CHECKING:
    from numfacts.linking.english.clause_phrases import ClausePhrases
    from numfacts.linking.english.owned import Owned
    from numfacts.linking.reading import Reading
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

AFTER = frozenset("daQnxec")  # codes between after and a number of those who came to harm then


class EnglishCasualties:
    """Finds the event that a number of people fell victim to."""

    def __init__(self, phrases: ClausePhrases, shapes: Shapes) -> None:
        self._shapes = shapes
        self._phrases = phrases

    def harmed(self, owned: Owned) -> Mention | None:
        """Read the event behind those it harmed: the bodies of two miners killed in a blast in Elmford."""
        harmed = owned.counted and owned.syntax.fits("english-hurt", owned.end)
        return self._event(owned, owned.end) if harmed else None

    def befallen(self, owned: Owned) -> Mention | None:
        """Read the event that befell others than were named before: one died and six others were hurt in a blast."""
        return self.event(owned) if self._befell(owned.syntax, owned.at, owned.begin) else None

    def event(self, owned: Owned) -> Mention | None:
        """Read the event that the rest of the sentence tells of: found dead a day after a landslide hit."""
        return self._event(owned, max(owned.at, owned.end - 1))

    def _befell(self, syntax: Syntax, at: int, begin: int) -> bool:
        """Say whether a metric tells what befell others than were named before, or people at a place.

        One died and six others were hurt; a hall where 87 people were hurt; after 30 were hurt when a wall fell.
        """
        opening = syntax.codes.rfind("k", 0, at)
        there = syntax.word(opening) == "where" and set(syntax.codes[opening + 1 : at]) <= set("da")
        passive = begin > at and syntax.codes[begin] == "e"
        after = syntax.word(opening) == "after" and set(syntax.codes[opening + 1 : at]) <= AFTER
        after = after or syntax.word(at + 1) == "who"  # remember the 200 people who died when a wave hit
        return passive and (there or after or (begin > at + 1 and syntax.word(at + 1) == "others"))

    def _event(self, owned: Owned, position: int) -> Mention | None:
        """Read what befell people by what follows: killed in a siege; found dead a day after a landslide hit."""
        reading, syntax = owned.reading, owned.syntax
        if owned.quantity.kind not in COUNTS:
            return None
        opening = syntax.codes.rfind("k", 0, position)
        if syntax.word(opening) == "where" and (place := syntax.phrase_before(opening)) is not None:
            return mention_of(reading, syntax, place)  # a hall where 87 people were hurt when a wall fell
        for at in range(position + 1, len(syntax.codes) - 1):
            killed = syntax.codes[at - 1] == "e" and syntax.word(at) in ("in", "by", "following")
            if killed or (syntax.codes[at] == "k" and syntax.word(at) in ("after", "when", "as")):
                begin = syntax.before_noun(at + 1)
                phrase = syntax.phrase_after(begin)
                if phrase is not None and syntax.word(at) == "as" and not self._hits(syntax, at, phrase):
                    return None
                head = syntax.word(phrase.end - 1) if phrase is not None else ""
                told = self._phrases.is_loose(head) or self._phrases.is_nobody(head)
                if phrase is not None and not told:
                    place = self._placed(reading, syntax, phrase)
                    return mention_of(reading, syntax, place or phrase)
        return None

    def _hits(self, syntax: Syntax, opening: int, phrase: Phrase) -> bool:
        """Say whether what an as opens can have done it: killed as a storm hit; not as officials said on Monday."""
        verb = phrase.end
        while syntax.code(verb) in "aT" and verb < len(syntax.codes):
            verb += 1
        says = self._shapes.fits("english-report", syntax.word(verb))
        return syntax.code(opening - 1) != "," and syntax.code(verb) in "ve" and not says

    def _placed(self, reading: Reading, syntax: Syntax, event: Phrase) -> Phrase | None:
        """Give the named place right behind what happened there: hurt in an air strike on Elm's suburbs.

        What has a name itself is no such event: led to safety after the Elm Wheel at Oak Pier broke down.
        """
        if self._phrases.is_name(reading, syntax, event):
            return None
        place = syntax.phrase_after(event.end + 1) if syntax.word(event.end) in STRUCK else None
        return place if place is not None and self._phrases.is_name(reading, syntax, place) else None
