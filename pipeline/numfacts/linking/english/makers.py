"""Who does something with the thing that an amount measures: who builds it, plans it, or is its agent in a passive."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.english.names import EnglishNames, Known
from numfacts.linking.english.predication import held_for
from numfacts.linking.english.syntax import REACH, VERBS, Phrase, Syntax
from numfacts.numbers.quantity import Quantity

if TYPE_CHECKING:
    from numfacts.linking.links import Link
    from numfacts.linking.reading import Reading
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

LARGE = 100_000  # of a currency; what costs less has a price, which is not of who uses it

BEING = frozenset(["is", "are", "was", "were", "be", "been", "being"])
PARTITIVE = (("among",), ("part", "of"), ("one", "of"))  # what a thing is of others, behind a form of to be
PLACING = frozenset(["in", "near", "at", "on", "outside", "for"])
RELATIVE = frozenset(["that", "which"])
NOMINAL = frozenset("nN'dsapTQ,c")  # codes within what a verb is said of
STAYING = frozenset("nN'dsapTQ")  # codes between a participle and its agent


class Deed(NamedTuple):
    """Who does something, and the word that says what."""

    actor: Phrase
    verb: str


class EnglishMakers:
    """Finds who builds, plans or does what an amount of money measures, where its own sentence says so."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._names = EnglishNames(shapes)

    def find(self, reading: Reading, index: int, link: Link | None, known: Known) -> Mention | None:
        """Give who does something with what the amount at ``index`` measures; null where nobody is named."""
        syntax, quantity = reading.syntax, reading.tokens[index].item
        metric_id = link.mention.id if link is not None else None
        undergone = {*self._shapes.group("undergone"), *self._shapes.group("levied")}
        if syntax is None or not isinstance(quantity, Quantity) or quantity.kind != "money" or metric_id in undergone:
            return None
        at = syntax.at(quantity.end - 1)
        begin = _before(syntax, syntax.at(quantity.start))
        noun = syntax.phrase_after(at + 1) if syntax.code(at + 1) in "nN" else None
        if noun is not None and self._shapes.fits("english-gift", syntax.word(noun.end - 1)):
            giver = _thanked(syntax, begin - (syntax.code(begin - 1) == "d") - 1)
            return self._names.named(reading, syntax, [giver], known) if giver is not None else None
        if quantity.value < LARGE or syntax.code(begin - 1) in "s'":
            return None  # Oak's $3 billion plant
        end = at + 1 if noun is None else _thing_end(syntax, noun)
        phrase = self._maker(syntax, end) or self._agent(syntax, at + 1)
        if phrase is None:
            return None
        head = syntax.word(phrase.end - 1)
        if self._shapes.fits("english-forecaster", head) or self._shapes.fits("english-persons", head):
            return None
        governs = any(
            self._shapes.fits("english-governing", syntax.word(at)) for at in range(phrase.begin, phrase.end - 1)
        )
        found = self._names.named(reading, syntax, [phrase], known)
        return (_land(reading, found) if governs and found is not None else None) or found

    def _maker(self, syntax: Syntax, position: int) -> Phrase | None:
        """Give who does something with what ends at a position: the plant it has opened, the line that Oak is building.

        So also who does it with what that is only part of: a plant is part of a programme that Oak set out.
        """
        deed = actor(syntax, position) or _actor_behind_place(syntax, position) or _actor_of_whole(syntax, position)
        if deed is None or self._shapes.fits("english-judging", deed.verb):
            return None
        return None if self._shapes.fits("english-report", deed.verb) else deed.actor

    def _agent(self, syntax: Syntax, position: int) -> Phrase | None:
        """Give by whom an amount is spent, built, won or planned whose phrase a position is in."""
        deed = agent(syntax, position)
        return deed.actor if deed is not None and self._shapes.fits("english-undertaken", deed.verb) else None


def _land(reading: Reading, governor: Mention) -> Mention | None:
    """Give the country named last before who governs it: a package for Elm's ports was set out by the premier."""
    positions = reading.overlapping(reading.start, governor.start or reading.start)
    place = next((at for at in reversed(list(positions)) if reading.codes[at] == "S"), None)
    return reading.mention(place) if place is not None else None


def _thanked(syntax: Syntax, preposition: int) -> Phrase | None:
    """Give whom someone thanks for what stands behind a preposition: thanked the bank for a $3 million gift."""
    return held_for(syntax, preposition) if syntax.word(preposition) == "for" else None


def _before(syntax: Syntax, position: int) -> int:
    """Give where the adjectives and numbers begin that stand before an amount."""
    while position and syntax.codes[position - 1] in "naQT":
        position -= 1
    return position


def agent(syntax: Syntax, position: int) -> Deed | None:
    """Give what is done to what a position is in, and by whom: $3 million was set aside by Oak."""
    verb = _passive(syntax, position)
    if verb is None:
        return None
    at, end = verb, min(len(syntax.codes), verb + REACH)
    while at < end and syntax.codes[at] in STAYING:
        if syntax.word(at) == "by" and syntax.code(at + 1) in "dsanN":
            phrase = syntax.phrase_after(at + 1)
            return Deed(phrase, syntax.word(verb - 1)) if phrase is not None else None
        at += 1
    return None


def actor(syntax: Syntax, position: int) -> Deed | None:
    """Give what the clause without an object is said of that stands right behind a noun, with or without pronoun."""
    begin = position + (syntax.word(position) in RELATIVE)
    if syntax.code(begin) == "o":
        phrase: Phrase | None = Phrase(begin, begin + 1, "")
    elif syntax.code(begin) in ("dsN" if begin == position else "dsanN"):
        phrase = syntax.phrase_after(begin)
    else:
        return None
    if phrase is None:
        return None
    verb = phrase.end
    while syntax.code(verb) == "a" or (syntax.code(verb) in VERBS and verb < len(syntax.codes)):
        verb += 1
    if not any(code in "veg" for code in syntax.codes[phrase.end : verb]):
        return None
    ended = syntax.code(verb) in ",pTx"
    while syntax.codes[verb - 1] not in "veg":
        verb -= 1
    return Deed(phrase, syntax.word(verb - 1)) if ended else None


def _thing_end(syntax: Syntax, noun: Phrase) -> int:
    """Give where what an amount measures ends: before the name of who does it, where no word stands between."""
    named = syntax.codes.find("nN", noun.begin, noun.end)
    return noun.end if named < 0 else named + 1


def _actor_behind_place(syntax: Syntax, position: int) -> Deed | None:
    """Give who does something with what stands at a place: a centre near Elmford that Oak hopes to finish."""
    while syntax.word(position) in PLACING and (place := syntax.phrase_after(position + 1)) is not None:
        position = place.end
    return actor(syntax, position) if syntax.word(position) in RELATIVE else None


def _actor_of_whole(syntax: Syntax, position: int) -> Deed | None:
    """Give who does something with what a noun phrase is said to be part of."""
    verb = _predicate(syntax, position)
    if verb is None or syntax.word(verb) not in BEING:
        return None
    opening = next(
        (
            verb + 1 + len(words)
            for words in PARTITIVE
            if words == tuple(syntax.word(verb + 1 + at) for at in range(len(words)))
        ),
        None,
    )
    if opening is None:
        return None
    end = min(len(syntax.codes), opening + REACH)
    while opening < end and syntax.codes[opening] in NOMINAL | {"g", "e"} and syntax.codes[opening] != ",":
        opening += 1
    return actor(syntax, opening) if syntax.code(opening) == "k" else None


def _passive(syntax: Syntax, position: int) -> int | None:
    """Give where the participle ends of the passive verb that is said of what a position is in."""
    verb = _predicate(syntax, position)
    while verb is not None and syntax.code(verb) in "xa" and verb < len(syntax.codes):
        verb += 1
    if verb is None or syntax.code(verb) != "e":
        return None
    before = verb - 1
    while syntax.codes[before] == "a":
        before -= 1
    return verb + 1 if syntax.word(before) in BEING else None


def _predicate(syntax: Syntax, position: int) -> int | None:
    """Give where the verb begins, with its auxiliaries, that is said of what a position is in, past what qualifies it.

    Past a relative clause, that is, and what stands in brackets: assistance for those whose homes were lost (3 in all).
    """
    end = min(len(syntax.codes), position + REACH)
    while position < end:
        code = syntax.codes[position]
        if code == "(":
            position = syntax.codes.find(")", position) + 1 or end
        elif code == "k" and syntax.word(position) in ("whose", "who", *RELATIVE):
            position = _past_clause(syntax, position + 1)
        elif code == "x":
            return position
        elif code not in NOMINAL or syntax.word(position) == "but":
            return None
        else:
            position += 1
    return None


def _past_clause(syntax: Syntax, position: int) -> int:
    """Give where the verb of a clause ends that a position opens, with the agent behind it."""
    while position < len(syntax.codes) and syntax.codes[position] in NOMINAL:
        position += 1
    while position < len(syntax.codes) and syntax.codes[position] in "xaveg":
        position += 1
    return position
