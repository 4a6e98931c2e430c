"""On whom an English sentence lays something: a tariff, a fine, a sentence, a valuation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.names import EnglishNames, mention_of
from numfacts.linking.english.syntax import Phrase, Syntax

if TYPE_CHECKING:
    from numfacts.linking.english.clause_phrases import ClausePhrases
    from numfacts.linking.english.owned import Owned
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes


class EnglishBurdens:
    """Finds on whom or what something is laid."""

    def __init__(self, phrases: ClausePhrases, names: EnglishNames, shapes: Shapes) -> None:
        self._shapes = shapes
        self._names = names
        self._phrases = phrases

    def levied(self, owned: Owned) -> Mention | None:
        """Read what a tariff is levied on: on imported cars; hit China with tariffs."""
        reading, syntax = owned.reading, owned.syntax
        if owned.metric_id not in self._shapes.group("levied"):
            return None
        for position in (owned.at + 1, owned.end):
            if syntax.word(position) in ("on", "against"):
                amount = syntax.code(position + 1) == "Q"
                phrase = syntax.phrase_after(position + 1 + 2 * amount)  # on $155 billion of goods
                if phrase is not None:
                    return mention_of(reading, syntax, self._extended(syntax, phrase))
        hit = _hit(syntax, owned.begin)
        return mention_of(reading, syntax, hit) if hit is not None else None

    def undergoing(self, owned: Owned) -> Mention | None:
        """Read whom a verb of valuing, fining or sentencing has as its object: fined the bank, fined it."""
        reading, syntax, end = owned.reading, owned.syntax, owned.end
        served = owned.quantity.kind == "duration" and syntax.fits("english-sentenced", owned.begin)
        if not served and owned.metric_id not in self._shapes.group("undergone"):
            return None
        if syntax.code(end) == "o" and syntax.codes[owned.begin] in "veg":
            return self._names.resolve(reading, syntax, end, owned.known)  # in a round that values it at
        phrase = syntax.phrase_after(syntax.before_noun(end)) if syntax.code(end) in "dsnN" else None
        if phrase is None and owned.metric_id == "fine":
            phrase = _hit(syntax, owned.begin)
        return self._names.named(reading, syntax, [phrase], owned.known) if phrase is not None else None

    def _extended(self, syntax: Syntax, phrase: Phrase) -> Phrase:
        """Take in what is listed, and where goods come from: wine and other goods from the United States."""
        while self._phrases.is_many(syntax.word(phrase.end - 1)) and syntax.word(phrase.end) == "of":
            phrase = syntax.phrase_after(phrase.end + 1) or phrase
        end = syntax.list_end(phrase)
        while syntax.code(end) == "c" and (other := syntax.phrase_after(end + 1)) is not None:
            end = other.end
        if syntax.word(end) == "from" and (origin := syntax.phrase_after(end + 1)) is not None:
            end = origin.end
        return Phrase(phrase.begin, end, phrase.preposition)


def _hit(syntax: Syntax, position: int) -> Phrase | None:
    """Give whom someone hits with what stands at a position: hit China with tariffs, issued Oak with a fine."""
    while position and syntax.codes[position - 1] in "dsanQ":
        position -= 1
    return syntax.phrase_before(position - 1) if syntax.word(position - 1) == "with" else None
