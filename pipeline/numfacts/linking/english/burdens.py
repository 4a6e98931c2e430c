"""On whom an English sentence lays something: a tariff, a fine, a sentence, a valuation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.names import EnglishNames, mention_of
from numfacts.linking.english.predication import laid_at
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
        if not (owned.metric_id in self._shapes.group("levied") or syntax.word(owned.begin) == "damages"):
            return None  # damages are awarded against somebody
        for position in (owned.at + 1, owned.end, laid_at(syntax, owned.end)):
            if syntax.word(position) in ("on", "against"):
                amount = syntax.code(position + 1) == "Q" and syntax.word(position + 2) == "of"
                phrase = syntax.phrase_after(position + 1 + 2 * amount)  # on $155 billion of goods
                if phrase is not None:
                    return mention_of(reading, syntax, self._extended(syntax, phrase))
        start = owned.begin
        while start and syntax.codes[start - 1] in "dsanQ":
            start -= 1
        if syntax.word(start - 1) == "with" and (phrase := syntax.phrase_before(start - 1)) is not None:
            return mention_of(reading, syntax, phrase)
        return None

    def undergoing(self, owned: Owned) -> Mention | None:
        """Read whom a verb of valuing or fining has as its object: fined the bank; found it guilty and fined it."""
        reading, syntax, begin, end, known = owned.reading, owned.syntax, owned.begin, owned.end, owned.known
        if owned.quantity.kind == "duration" and not syntax.fits("english-sentenced", begin):
            verb = syntax.verb_before(owned.at)  # sentenced Ann Berg to the maximum term of 20 years
            if verb is not None and syntax.fits("english-sentenced", verb.end - 1):
                begin, end = verb.end - 1, verb.end
        served = owned.quantity.kind == "duration" and syntax.fits("english-sentenced", begin)
        if not (served or owned.metric_id in self._shapes.group("undergone")) or syntax.codes[begin] not in "veg":
            return None
        if syntax.code(end) == "o" and self._shapes.fits("english-object", syntax.word(end)):
            if syntax.code(begin - 1) == "k":
                return self._names.resolve(reading, syntax, end, known)  # in a round that values it at
            verb = syntax.verb_before(begin)
            if verb is not None and syntax.code(verb.begin) == "g":
                verb = syntax.verb_before(verb.begin)  # found him guilty of kissing her and fined him
            found = syntax.objects(verb.end, begin)[:1] if verb is not None else []
            if not found:
                return None
            last = syntax.codes.rfind("N", found[0].begin, found[0].end) + 1
            return mention_of(reading, syntax, Phrase(found[0].begin, last or found[0].end, ""))
        phrase = syntax.phrase_after(syntax.before_noun(end)) if syntax.code(end) in "dsnN" else None
        if phrase is None or (served and owned.at < phrase.begin):
            return None
        anaphoric = syntax.word(end) == "the" and self._shapes.fits("english-anaphor", syntax.word(phrase.end - 1))
        if anaphoric and phrase.end - phrase.begin == 1 and (known.last or known.topic) is not None:
            return known.last or known.topic  # the offer values the firm at
        return self._names.named(reading, syntax, [phrase], known)

    def _extended(self, syntax: Syntax, phrase: Phrase) -> Phrase:
        """Take in what is listed, and where goods come from: wine and other goods from the United States."""
        while self._phrases.is_many(syntax.word(phrase.end - 1)) and syntax.word(phrase.end) == "of":
            phrase = syntax.phrase_after(phrase.end + 1) or phrase
        phrase = Phrase(phrase.begin, syntax.list_end(phrase), phrase.preposition)
        while syntax.code(phrase.end) == "c" and (other := syntax.phrase_after(phrase.end + 1)) is not None:
            phrase = Phrase(phrase.begin, other.end, phrase.preposition)
        if syntax.word(phrase.end) == "from":
            origin = syntax.phrase_after(phrase.end + 1)
            if origin is not None:
                return Phrase(phrase.begin, origin.end, phrase.preposition)
        return phrase
