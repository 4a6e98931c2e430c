"""Whose a metric is in an English sentence: its owner, its object, or what its verb is said of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.english.names import EnglishNames, Known, mention_of
from numfacts.linking.english.syntax import REACH, Phrase, Syntax
from numfacts.linking.links import COUNTS, metric_rule
from numfacts.linking.reading import Reading
from numfacts.numbers.quantity import Quantity
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.links import Link
    from numfacts.vocabulary.shapes import Shapes

OWNING = frozenset(["of", "at", "by", "for", "in", "from", "to", "among", "on", "against"])
FUNDED = frozenset(["of", "by", "for"])
AGENTS = frozenset(["of", "by"])
PLACED = frozenset(["in", "near", "at", "by", "from", "to", "of", "for", "on"])


class EnglishOwners:
    """Finds the subject of a quantity in the phrases of its sentence."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._names = EnglishNames(shapes)

    def find(self, reading: Reading, index: int, link: Link | None, known: Known) -> Mention | None:
        """Give whose the quantity at ``index`` with the metric ``link`` is, null where the sentence does not say."""
        syntax = reading.syntax
        assert syntax is not None
        at = syntax.at(reading.tokens[index].end - 1)
        if link is not None and link.mention.text is None and link.mention.id is None:
            phrase = syntax.phrase_after(at + 1)
            return mention_of(reading, syntax, phrase) if phrase is not None else None  # the $2 transport scheme
        if (
            link is None
            or link.mention.start is None
            or link.mention.end is None
            or not (reading.start <= link.mention.start < reading.end)
        ):
            return self._doer(reading, syntax, at, known)
        begin, end = syntax.at(link.mention.start), syntax.at(link.mention.end - 1) + 1
        metric_id = link.mention.id
        if metric_id == "index_level":
            return link.mention
        found = self._levied(reading, syntax, at, begin, end) if metric_id in self._shapes.group("levied") else None
        if found is None and metric_id in self._shapes.group("undergone"):
            found = self._undergoing(reading, syntax, begin, end, known)
        holder = syntax.phrase_before(at - 1) if syntax.word(at - 1) == "with" else None
        if holder is not None and holder.preposition in ("by", "") and self._is_name(reading, syntax, holder):
            return self._names.named(reading, syntax, [holder], known)  # followed by Japan with 8 percent
        if syntax.word(begin) == "worth":
            phrase = syntax.phrase_before(begin - (syntax.code(begin - 1) == ","))
            return None if phrase is None else self._names.named(reading, syntax, [phrase], known)
        counted = begin > at
        funded = metric_id == "funding_amount" or self._is("english-outlook", syntax.word(end - 1))
        if counted and syntax.code(at + 1) == "v":
            return None  # 29 percent say: of those that were named before
        found = (
            found
            or self._owner(reading, syntax, begin, known, counted=counted)
            or (self._whole(reading, syntax, index, at, begin) if begin > at + 2 else None)
            or self._behind(reading, syntax, end, known, FUNDED if funded else AGENTS)
        )
        named = end == at and syntax.codes[end - 1] == "n"
        if found is None and named and (qualified := self._qualified(reading, syntax, at, end)) is not None:
            return qualified  # after a magnitude 7.7 earthquake
        return (
            found
            or self._doer(reading, syntax, at, known, metric=(begin, end))
            or self._qualified(reading, syntax, at, end)
            or self._event(reading, syntax, index, max(at, end - 1))
        )

    def _event(self, reading: Reading, syntax: Syntax, index: int, position: int) -> Mention | None:
        """Read what befell people by what follows: killed in a siege; found dead a day after a landslide hit."""
        quantity = reading.tokens[index].item
        if not isinstance(quantity, Quantity) or quantity.kind not in COUNTS:
            return None
        for at in range(position + 1, len(syntax.codes) - 1):
            killed = syntax.codes[at - 1] == "e" and syntax.word(at) in ("in", "by")
            if killed or (syntax.codes[at] == "k" and syntax.word(at) in ("after", "when")):
                phrase = syntax.phrase_after(at + 1)
                if phrase is not None and not self._loose(syntax.word(phrase.end - 1)):
                    return mention_of(reading, syntax, phrase)
        return None

    def person(self, reading: Reading, index: int) -> Mention | None:
        """Give the person of an age: the noun behind it (a 35-year-old woman), or else who it is said of."""
        syntax = reading.syntax
        assert syntax is not None
        at = syntax.at(reading.tokens[index].end - 1)
        named = self._is("english-age", syntax.word(at - 1))
        if syntax.code(at - 1) == "," and (before := syntax.phrase_before(at - 1)) is not None:
            start = before.end
            while start > before.begin and syntax.codes[start - 1] == "N":
                start -= 1
            if start < before.end - 1:
                return mention_of(reading, syntax, Phrase(start, before.end, ""))  # Ann Berg, 54, wants
        qualifies = syntax.word(at).endswith("-old") and syntax.code(at + 1) in "nN"
        phrase = syntax.phrase_after(at + 1) if qualifies else syntax.phrase_before(at)  # cars 15 years old
        if phrase is not None and not named:
            return mention_of(reading, syntax, phrase)
        return self._doer(reading, syntax, at, Known(None, None, None))

    def is_joined(self, reading: Reading, index: int) -> bool:
        """Say whether a quantity is one more of a list, of the same as the one before: 12 dead and 30 wounded."""
        syntax = reading.syntax
        return syntax is not None and syntax.code(syntax.at(reading.tokens[index].end - 1) - 1) == "c"

    def _is(self, name: str, word: str) -> bool:
        return self._shapes[name].fullmatch(word) is not None

    def qualifier(self, reading: Reading, link: Link | None) -> Mention | None:
        """Read the word that opens a sentence and tells what a metric is of: Tram fares."""
        syntax, mention = reading.syntax, link.mention if link is not None else None
        if syntax is None or mention is None or mention.start is None or mention.start < reading.start:
            return None
        begin = syntax.at(mention.start)
        if begin != 1 or syntax.codes[0] != "N" or self._is("english-vague", syntax.word(0)):
            return None
        return mention_of(reading, syntax, Phrase(0, 1, ""))

    def _qualified(self, reading: Reading, syntax: Syntax, at: int, end: int) -> Mention | None:
        """Read the noun that a quantity with its metric qualifies: a 7.7 magnitude earthquake."""
        begin = max(at + 1, end)
        phrase = syntax.phrase_after(begin) if syntax.code(begin) == "n" else None
        return (
            None
            if phrase is None
            or self._is("english-move", syntax.word(phrase.end - 1))
            or self._is("english-comparative", syntax.word(phrase.begin))
            or self._is("english-vague", syntax.word(phrase.end - 1))
            else mention_of(reading, syntax, phrase)
        )

    # Owners

    def _levied(self, reading: Reading, syntax: Syntax, at: int, begin: int, end: int) -> Mention | None:
        """Read what a tariff is levied on: on imported cars; hit China with tariffs."""
        for position in (at + 1, end):
            if syntax.word(position) in ("on", "against"):
                phrase = syntax.phrase_after(position + 1)
                if phrase is not None:
                    return mention_of(reading, syntax, self._extended(syntax, phrase))
        start = begin
        while start and syntax.codes[start - 1] in "dsanQ":
            start -= 1
        if syntax.word(start - 1) == "with" and (phrase := syntax.phrase_before(start - 1)) is not None:
            return mention_of(reading, syntax, phrase)
        return None

    def _undergoing(self, reading: Reading, syntax: Syntax, begin: int, end: int, known: Known) -> Mention | None:
        """Read whom a verb of valuing or fining has as its object: fined the bank; found it guilty and fined it."""
        if syntax.codes[begin] not in "veg":
            return None
        if syntax.code(end) == "o" and self._is("english-object", syntax.word(end)):
            verb = syntax.verb_before(begin)
            found = syntax.objects(verb.end, begin)[:1] if verb is not None else []
            if not found:
                return None
            last = syntax.codes.rfind("N", found[0].begin, found[0].end) + 1
            return mention_of(reading, syntax, Phrase(found[0].begin, last or found[0].end, ""))
        phrase = syntax.phrase_after(end) if syntax.code(end) in "dsnN" else None
        if phrase is None:
            return None
        anaphoric = syntax.word(end) == "the" and self._is("english-anaphor", syntax.word(phrase.end - 1))
        if anaphoric and phrase.end - phrase.begin == 1 and (known.last or known.topic) is not None:
            return known.last or known.topic  # the offer values the firm at
        return self._names.named(reading, syntax, [phrase], known)

    def _extended(self, syntax: Syntax, phrase: Phrase) -> Phrase:
        """Take in what is listed, and where goods come from: wine and other goods from the United States."""
        while self._is("english-tens", syntax.word(phrase.end - 1)) and syntax.word(phrase.end) == "of":
            phrase = syntax.phrase_after(phrase.end + 1) or phrase
        while syntax.code(phrase.end) == "c" and (other := syntax.phrase_after(phrase.end + 1)) is not None:
            phrase = Phrase(phrase.begin, other.end, phrase.preposition)
        if syntax.word(phrase.end) == "from":
            origin = syntax.phrase_after(phrase.end + 1)
            if origin is not None:
                return Phrase(phrase.begin, origin.end, phrase.preposition)
        return phrase

    def _owner(self, reading: Reading, syntax: Syntax, begin: int, known: Known, *, counted: bool) -> Mention | None:
        """Read whose a metric is by what stands right before it: China's exports, its revenue, Tesla sales.

        A name before what is ``counted`` only tells its kind: 25 US firms.
        """
        position = begin
        floor = max(0, begin - REACH)
        while position > floor and syntax.codes[position - 1] == "N":
            position -= 1
        if not counted and position < begin and (position or self._recurs(reading, syntax, position)):
            before = Phrase(position, begin, "")
            if syntax.code(position - 1) != "'":
                return mention_of(reading, syntax, before)
        while position > floor and syntax.codes[position - 1] in "nQaT":
            position -= 1
        if syntax.code(position - 1) == "'" and position:
            phrase = syntax.phrase_before(position - 1)
            return None if phrase is None else self._names.named(reading, syntax, [phrase], known)
        if syntax.code(position - 1) == "s" and position:
            return self._names.resolve(reading, syntax, position - 1, known)
        if not counted and position < begin and syntax.codes[position - 1] == "N" and position:
            start = position
            while start and syntax.codes[start - 1] == "N":
                start -= 1
            if not start and position == 1 and not self._recurs(reading, syntax, start):
                return None  # Average hourly earnings
            return mention_of(reading, syntax, Phrase(start, position, ""))
        return None

    def _recurs(self, reading: Reading, syntax: Syntax, position: int) -> bool:
        """Say whether the capital that opens a sentence is that of a name: it has one elsewhere, or more than one."""
        word = syntax.words[position]
        name = reading.text[word.start : word.end]
        return (
            sum(char.isupper() for char in name) > 1
            or re.search(rf"[a-z,] {re.escape(name)}(?!\w)", reading.text) is not None
            or any(reading.codes[at] == "S" for at in reading.overlapping(word.start, word.end))
        )

    def _whole(self, reading: Reading, syntax: Syntax, index: int, at: int, begin: int) -> Mention | None:
        """Read what a share is of: 30 percent of local firms."""
        quantity = reading.tokens[index].item
        if syntax.word(at + 1) != "of" or not isinstance(quantity, Quantity) or quantity.kind != "ratio":
            return None
        phrase = syntax.phrase_after(at + 2)
        return None if phrase is None or phrase.begin <= begin < phrase.end else mention_of(reading, syntax, phrase)

    def _behind(
        self, reading: Reading, syntax: Syntax, end: int, known: Known, prepositions: frozenset[str]
    ) -> Mention | None:
        """Read whose a metric is by what stands behind it: donation by developers, visitors to Hong Kong."""
        position, first = end, None
        while syntax.code(position) == "e":
            position += 1  # marriages registered in China
        while syntax.word(position) in prepositions:
            phrase = syntax.phrase_after(position + 1)
            if phrase is None:
                break
            if self._is_name(reading, syntax, phrase):
                return self._names.named(reading, syntax, [phrase], known)
            vague = self._is("english-vague", syntax.word(phrase.end - 1))
            if first is None and syntax.word(position) in ("by", "from") and not vague:
                first = phrase
            position = phrase.end
        return None if first is None else mention_of(reading, syntax, first)

    # Doers

    def _doer(
        self,
        reading: Reading,
        syntax: Syntax,
        position: int,
        known: Known,
        metric: tuple[int, int] | None = None,
    ) -> Mention | None:
        """Read what the verb before a quantity is said of; where that is the metric, what else its clause names."""
        begin, end = metric if metric is not None else (position, position)
        inside = metric is not None and begin < position and syntax.codes[begin] in "veg"
        verb = syntax.verb_before(end if inside else position)
        if verb is not None and not inside and self._is("english-report", syntax.word(verb.end - 1)):
            verb = verb if self._takes_object(syntax, position) else None
        phrases = syntax.subject(verb) if verb is not None else []
        if verb is not None and phrases and (named := _apposed(syntax, verb, phrases[0])) is not None:
            phrases = [named]
        if (opening := _added_with(syntax, begin)) is not None:
            phrases = syntax.main(opening)
        if verb is not None and self._shapes["predicts"].fullmatch(syntax.word(verb.end - 1)) is not None:
            phrases = phrases if phrases and not self._is_cited(reading, syntax, phrases, known) else []
        measured = (
            bool(phrases)
            and metric is not None
            and (phrases[0].begin <= begin < phrases[-1].end or self._is_metric(reading, syntax, phrases[0]))
        )
        if phrases and not measured:
            if not self._is_nobody(syntax.word(phrases[0].end - 1)):
                if syntax.codes[max(phrases[0].begin - 2, 0) : phrases[0].begin] == "cs":
                    first = syntax.phrase_before(phrases[0].begin - 2)  # the airline and its budget unit
                    phrases = [first] if first is not None else phrases
                return self._names.named(reading, syntax, phrases, known)
            if (first := _beside_others(syntax, phrases[0])) is not None:
                return self._names.named(reading, syntax, [first], known)
        found = self._behind(reading, syntax, end, known, OWNING) if metric is not None else None
        return (
            found
            or self._elsewhere(reading, syntax, max(position, end), known, agents=syntax.codes[begin] in "veg")
            or self._main(reading, syntax, min(position, begin), known)
        )

    def _is_metric(self, reading: Reading, syntax: Syntax, phrase: Phrase) -> bool:
        """Say whether a phrase ends in a metric, which is nobody's subject."""
        if self._is("english-anaphoric-place", syntax.word(phrase.end - 1)):
            return False  # the economy added jobs
        end = syntax.span(phrase)[1]
        tokens = [reading.tokens[at] for at in reading.overlapping(end - 1, end)]
        rules = [metric_rule(token) for token in tokens if token.end == end]
        return any(rule is not None and rule.metric is not None for rule in rules)

    def _is_nobody(self, word: str) -> bool:
        """Say whether a noun is of people who are only counted, or only say what is."""
        return self._is("english-persons", word) or self._is("english-forecaster", word)

    def _is_cited(self, reading: Reading, syntax: Syntax, phrases: list[Phrase], known: Known) -> bool:
        """Say whether phrases name the source of the sentence, who is not whose the figures are."""
        start, end = syntax.span(phrases[0])[0], syntax.span(phrases[-1])[1]
        listed = any(reading.codes[at] == "C" for at in reading.overlapping(start, end))
        return listed or (start < known.source.end and end > known.source.start)

    def _main(self, reading: Reading, syntax: Syntax, position: int, known: Known) -> Mention | None:
        """Read what the main clause is about, where a clause in it says nothing of whose its figure is."""
        opening = syntax.codes.rfind("k", 0, position)
        verb = syntax.verb_before(opening if opening >= 0 else position)
        phrases = syntax.subject(verb) if verb is not None else []
        if not phrases or phrases[0].end > position or self._is_cited(reading, syntax, phrases, known):
            return None
        if self._is_nobody(syntax.word(phrases[0].end - 1)):
            return None
        if self._is_metric(reading, syntax, phrases[0]):
            return None  # exports grew 7 percent, while imports fell
        return self._names.named(reading, syntax, phrases, known)

    def _takes_object(self, syntax: Syntax, position: int) -> bool:
        """Say whether what follows a verb of saying is its object rather than the subject of what is said."""
        following = syntax.codes[position:]
        for code in following:
            if code in "veg" or code == "x":
                return False
            if code in ",k":
                return True
        return True

    def _elsewhere(
        self, reading: Reading, syntax: Syntax, position: int, known: Known, *, agents: bool
    ) -> Mention | None:
        """Read the first name behind a position in its clause that a preposition governs.

        What befell people can also be of a thing, where it asks for ``agents``: killed in bus crashes.
        """
        agent: Phrase | None = None
        size = min(len(syntax.codes), position + REACH)
        while position < size and syntax.codes[position] in "nN'":
            position += 1
        while position < size and syntax.codes[position] not in ",k:":
            if syntax.codes[position] in "nN":
                phrase = syntax.phrase_after(position)
                assert phrase is not None
                codes = syntax.codes[phrase.begin : phrase.end]
                cited = self._is_cited(reading, syntax, [phrase], known)
                if not cited and (
                    (self._is_name(reading, syntax, phrase) and phrase.preposition in PLACED)
                    or ("'" in codes and not phrase.preposition)
                ):
                    return self._names.named(reading, syntax, [phrase], known)
                if (
                    agents
                    and phrase.preposition in ("in", "by", "from")
                    and not self._loose(syntax.word(phrase.end - 1))
                ):
                    agent = agent or phrase
                position = phrase.end
            position += 1
        return None if agent is None else mention_of(reading, syntax, agent)

    def _is_name(self, reading: Reading, syntax: Syntax, phrase: Phrase) -> bool:
        """Say whether a phrase holds a name or a place."""
        start, end = syntax.span(phrase)
        return "N" in syntax.codes[phrase.begin : phrase.end] or any(
            reading.codes[at] == "S" for at in reading.overlapping(start, end)
        )

    def _loose(self, word: str) -> bool:
        return self._is("english-loose", word) or self._is("english-vague", word)


def _apposed(syntax: Syntax, verb: Phrase, subject: Phrase) -> Phrase | None:
    """Give the name that stands beside a common noun: a founder of the bank, Ann Berg, has died."""
    if (
        syntax.code(verb.begin - 1) != ","
        or verb.begin < 2
        or (syntax.codes[subject.end - 1] == "N" and syntax.word(subject.end - 1) != "one")
    ):
        return None
    named = syntax.phrase_before(verb.begin - 1)
    if named is None or syntax.codes[named.end - 1] != "N" or syntax.code(named.begin - 1) != "," or not named.begin:
        return None
    return named


def _beside_others(syntax: Syntax, others: Phrase) -> Phrase | None:
    """Give whom a number of others is named beside: Ann Berg and six others."""
    position = others.begin
    while position and syntax.codes[position - 1] in "Qda":
        position -= 1
    return syntax.phrase_before(position - 1) if syntax.code(position - 1) == "c" and position > 1 else None


def _added_with(syntax: Syntax, begin: int) -> int | None:
    """Give the comma before a phrase that is added to a clause: ..., with losses of $3 million."""
    position = begin
    while position and syntax.codes[position - 1] in "dnsa":
        position -= 1
    added = position > 1 and syntax.word(position - 1) == "with" and syntax.codes[position - 2] == ","
    return position - 2 if added else None
