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

PLACES = frozenset(["at", "in", "on"])  # before where something happened


class EnglishCasualties:
    """Finds the event that a number of people fell victim to."""

    def __init__(self, phrases: ClausePhrases, shapes: Shapes) -> None:
        self._shapes = shapes
        self._phrases = phrases

    def suffered(self, owned: Owned) -> Mention | None:
        """Read where harm was done to so many, whoever tells of it: probes the deaths of nine foxes at the Oak Zoo."""
        syntax, of = owned.syntax, owned.syntax.before_modifiers(owned.at) - 1
        if owned.quantity.kind not in COUNTS or syntax.word(of) != "of" or not syntax.fits("english-harm", of - 1):
            return None
        end = max(owned.at + 1, owned.end)
        place = syntax.phrase_after(syntax.before_noun(end + 1)) if syntax.word(end) in PLACES else None
        if place is None:
            return self.event(owned)
        named = self._phrases.is_name(owned.reading, syntax, place) or syntax.code(end + 1) == "d"
        return mention_of(owned.reading, syntax, place) if named else None

    def befallen(self, owned: Owned) -> Mention | None:
        """Read the event of a clause that only tells who came to harm: one died and six others were hurt in a blast.

        So also after 30 were hurt when a wall fell, and in remember the 200 people who died when a wave hit.
        """
        syntax, at, begin = owned.syntax, owned.at, owned.begin
        after = syntax.word(syntax.codes.rfind("k", 0, at)) == "after" or syntax.word(at + 1) in ("who", "others")
        return self.event(owned) if after and begin > at and syntax.codes[begin] == "e" else None

    def event(self, owned: Owned) -> Mention | None:
        """Read what befell people by what follows: killed in a siege; found dead a day after a landslide hit."""
        reading, syntax = owned.reading, owned.syntax
        if owned.quantity.kind not in COUNTS:
            return None
        for at in range(max(owned.at + 1, owned.end), len(syntax.codes) - 1):
            killed = syntax.codes[at - 1] == "e" and syntax.word(at) in ("in", "by", "following")
            if killed or (syntax.codes[at] == "k" and syntax.word(at) in ("after", "when", "as")):
                phrase = syntax.phrase_after(syntax.before_noun(at + 1))
                if phrase is None:
                    continue
                if syntax.word(at) == "as" and not self._hits(syntax, phrase):
                    return None
                return mention_of(reading, syntax, self._placed(reading, syntax, phrase) or phrase)
        return None

    def _hits(self, syntax: Syntax, phrase: Phrase) -> bool:
        """Say whether what an as opens can have done it: killed as a storm hit; not as officials said on Monday."""
        verb = phrase.end
        while syntax.code(verb) in "aT":
            verb += 1
        return syntax.code(verb) in "ve" and not self._shapes.fits("english-report", syntax.word(verb))

    def _placed(self, reading: Reading, syntax: Syntax, event: Phrase) -> Phrase | None:
        """Give the named place right behind what happened there: hurt in an air strike on Elm's suburbs."""
        place = syntax.phrase_after(event.end + 1) if syntax.word(event.end) in STRUCK else None
        return place if place is not None and self._phrases.is_name(reading, syntax, place) else None
