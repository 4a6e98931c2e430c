"""The phrases of an English sentence: noun phrases, verbs, and what each verb says something of."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

EMBEDDING = frozenset(["since", "who", "that", "which"])  # what opens a clause between a noun and its verb
PLACING = frozenset(["in", "at", "near", "during", "of"])  # before a place or an occasion, which does nothing
KILLING = frozenset(["killed", "injured", "wounded", "hurt", "displaced"])  # what events do, not where they happen
LISTING = frozenset(["including", "excluding", "such"])  # what opens a list of parts
HOLDING = frozenset(["arrested", "charged", "detained", "fined", "jailed"])  # what authorities do to whom they name
STRUCK = frozenset(["in", "at", "near", "on"])  # before where an event happened that killed
DASHES = frozenset(["–", "—", " - "])
CLAUSES = 12  # clauses a sentence is followed through, and names a list
REACH = 80  # words looked back over
NOUNS = frozenset("nN'")
VERBS = frozenset("vegx")


class Word(NamedTuple):
    """One word, mark, quantity or time: its class, and half-open offsets of the normalized text."""

    code: str
    start: int
    end: int


class Phrase(NamedTuple):
    """A noun phrase: the half-open range of its words, without article, and the preposition before it, if any."""

    begin: int
    end: int
    preposition: str


class Syntax:
    """The words of one sentence, and the phrases around any of them; positions are indices of ``words``.

    ``rising`` matches verbs that in the infinitive are said of the noun before them (expect sales to rise),
    ``nobody`` nouns of people who do nothing that is counted, ``bidding`` verbs of who has others do something.
    """

    __slots__ = ("_lower", "bidding", "codes", "nobody", "rising", "starts", "text", "words")

    def __init__(
        self,
        text: str,
        words: list[Word],
        rising: re.Pattern[str],
        nobody: re.Pattern[str],
        bidding: re.Pattern[str],
    ) -> None:
        self.bidding = bidding
        self.rising = rising
        self.nobody = nobody
        self.text = text
        self.words = words
        self.codes = "".join([word.code for word in words])
        self.starts = [word.start for word in words]
        self._lower = [text[word.start : word.end].lower() for word in words]

    def at(self, offset: int) -> int:
        """Give the position of the first word that ends behind an offset."""
        index = bisect_left(self.starts, offset + 1) - 1
        return index if index >= 0 and self.words[index].end > offset else index + 1

    def word(self, position: int) -> str:
        """Give a word in lower case, empty outside the sentence."""
        return self._lower[position] if 0 <= position < len(self._lower) else ""

    def code(self, position: int) -> str:
        """Give the class of a word, a comma outside the sentence."""
        return self.codes[position] if 0 <= position < len(self.codes) else ","

    def span(self, phrase: Phrase) -> tuple[int, int]:
        """Give the half-open offsets of a phrase."""
        return self.words[phrase.begin].start, self.words[phrase.end - 1].end

    def last_two(self, phrase: Phrase) -> str:
        """Give the last two words of a phrase in lower case."""
        return " ".join(self.word(at) for at in range(max(phrase.begin, phrase.end - 2), phrase.end))

    def phrase_before(self, position: int) -> Phrase | None:
        """Give the noun phrase that ends right before a word."""
        begin, floor = position, max(0, position - REACH)
        while begin > floor and (self.codes[begin - 1] in NOUNS or self._dated(begin, position)):
            begin -= 1
        while begin < position and self.codes[begin] == "'":
            begin += 1
        if begin == position:
            return None
        if self.word(begin - 2) == "magnitude" and self.codes[begin - 1] == "Q":
            begin -= 2  # the magnitude 6.9 earthquake
        begin = self._named(begin, position)
        return Phrase(begin, position, self._preposition(begin))

    def _named(self, begin: int, end: int) -> int:
        """Give where the name begins whose last words open a phrase with what it has: Bank of Elmland's balance."""
        if "'" not in self.codes[begin:end] + self.code(end) or self.codes[begin] != "N":
            return begin
        position = begin - (self.code(begin - 1) == "d")
        if self.word(position - 1) not in ("of", "for") or position < 3 or self.codes[position - 2] != "N":
            return begin
        begin = position - 2
        while begin and self.codes[begin - 1] == "N":
            begin -= 1
        return begin

    def _dated(self, begin: int, end: int) -> bool:
        """Say whether a time or a number before a word is within a phrase: the classic 1982 film, Elm's four trails."""
        before = self.codes[max(begin - 2, 0) : begin]
        return begin < end and (before == "'Q" or (before[1:] == "T" and before[0] in NOUNS))

    def phrase_after(self, position: int) -> Phrase | None:
        """Give the noun phrase that begins at a word, behind its article, possessive and adverbs."""
        begin, size = position, min(len(self.codes), position + REACH)
        while begin < size and self.codes[begin] in "dsaT":
            begin += 1
        end = begin
        while end < size and (
            self.codes[end] in NOUNS
            or (self.codes[end] == "Q" and end > begin)
            or (self.codes[end] == "T" and end > begin and self.code(end + 1) in NOUNS)
        ):
            end += 1  # the benchmark 10-year note
        while end > begin and self.codes[end - 1] in "'Q":
            end -= 1
        return Phrase(begin, end, self._preposition(begin)) if end > begin else None

    def _preposition(self, begin: int) -> str:
        before, floor = begin - 1, max(0, begin - REACH)
        if self.codes[max(before - 1, 0) : begin] == "T'":
            before -= 1  # in next season's Elm Cup
        while before >= floor and self.codes[before] in "dsaQT":
            if self.codes[before] == "T" and self.codes[before + 1] in "ds":
                return ""  # said on Monday the leak affected
            before -= 1
        return self.word(before) if self.code(before) == "p" and before >= 0 else ""

    def before_noun(self, position: int) -> int:
        """Give where the noun phrase begins whose determiners and number a position opens: a seven-car crash."""
        while self.code(position) in "daQ" and position < len(self.codes):
            position += 1
        return position

    def before_modifiers(self, position: int) -> int:
        """Give where the determiners and adverbs that stand right before a position begin."""
        while position and self.codes[position - 1] in "da":
            position -= 1
        return position

    def objects(self, begin: int, end: int) -> list[Phrase]:
        """Give the noun phrases between two positions, in order."""
        found: list[Phrase] = []
        position = max(begin, end - REACH)
        while position < end:
            if self.codes[position] not in "nN":
                position += 1
                continue
            stop = position
            while stop < end and self.codes[stop] in NOUNS:
                stop += 1
            found.append(Phrase(position, stop - (self.codes[stop - 1] == "'"), self._preposition(position)))
            position = stop
        return found

    def coordinated(self, phrase: Phrase) -> list[Phrase]:
        """Give the noun phrases that a phrase is the last of: Ford, Tata and Volvo."""
        found = [phrase]
        for _ in range(CLAUSES):
            position = found[0].begin
            while self.code(position - 1) in "dsa" and position:
                position -= 1
            while self.code(position - 1) in ",c" and position:
                position -= 1
            before = self.phrase_before(position) if position < found[0].begin else None
            if before is None:
                break
            found.insert(0, before)
        return found

    def verb_before(self, position: int) -> Phrase | None:
        """Give the verb, with its auxiliaries, that governs what stands at a position: the nearest before it.

        Nothing is governed across a conjunction that opens a clause.
        """
        end, floor = position, max(0, position - REACH)
        while end > floor and (self.codes[end - 1] not in VERBS or self._reduced(end, position)):
            if self.codes[end - 1] == "k":
                return None
            end -= 1
        if end <= floor:
            return None
        begin = end
        while begin and (self.codes[begin - 1] in "vegxa" or self.codes[max(begin - 3, 0) : begin] == "xpT"):
            begin -= 1 if self.codes[begin - 1] in "vegxa" else 2  # were on Thursday sentenced
        while self.codes[begin] == "a":
            begin += 1
        return Phrase(begin, end, "")

    def _reduced(self, end: int, position: int) -> bool:
        """Say whether the participle that ends at ``end`` only qualifies the noun before it: a round led by a fund.

        What it is done by is governed by it: an app used by 170 million Americans.
        """
        agent = end + 1
        while self.code(agent) in "da" and agent < len(self.codes):
            agent += 1
        if agent == position or self.code(agent) == "Q":
            return False  # rose by 5 percent to
        return self.codes[end - 1] == "e" and self.word(end) == "by" and end > 1 and self.codes[end - 2] in "nN"

    def subject(self, verb: Phrase) -> list[Phrase]:
        """Give what a verb says something of: its head, then what stands behind that with a preposition."""
        return self._subject(verb, 8)

    def _subject(self, verb: Phrase, left: int) -> list[Phrase]:
        position = verb.begin
        codes = self.codes
        infinite = codes[position] == "g" or (codes[position] == "x" and self.word(position) == "to")
        tail: list[Phrase] = []
        if not left:
            return tail
        rising = self.word(position + 1) == "be" or self.rising.fullmatch(self.word(position + 1)) is not None
        if infinite and rising and self.code(position - 1) in "nN":
            phrase = self.phrase_before(position)
            return [phrase] if phrase is not None else []  # units to be sold
        if codes[position] == "x" and (bidden := self._bidden(position)) is not None:
            return [bidden]
        before = self.code(position - 1)
        if codes[position] == "g" and before == "p" and (accused := self._accused(position - 1)) is not None:
            return [accused]
        if before in "pc" or (infinite and codes[position] == "x" and before in ",nN)T"):
            return self._outer(position, left)
        alone = self.code(position - 1) == "," and codes.find(",") == position - 1
        if codes[position] == "e" and alone and self.verb_before(position) is None:
            phrase = self.phrase_before(position - 1)
            return [phrase] if phrase is not None else []  # Cedar, valued at $4 billion, is
        if codes[position] == "g" and self.code(position - 1) in ",k":
            return self._main(position - 1, left)
        if codes[position] == "g" and self.code(position - 1) in "nN" and position:
            phrase = self.phrase_before(position)
            whole = self.phrase_before(phrase.begin - 1) if phrase is not None and phrase.preposition == "to" else None
            return [part for part in (whole, phrase) if part is not None]  # reserves exceeding 2 tonnes, losses to X
        floor, jumped = max(0, position - REACH), 0
        while position > floor:
            code = codes[position - 1]
            if code == '"' and (opening := codes.rfind('"', 0, position - 1)) >= 0:
                position = opening
            elif code in 'aTQ"d':
                position -= 1
                said = self.before_modifiers(position)  # on late Sunday
                if code == "T" and self.code(said - 1) == "p" and said:
                    position = said - 1
            elif code == ")":
                opening = codes.rfind("(", 0, position)
                position = max(opening, 0)
            elif code in "nN":
                phrase = self.phrase_before(position)
                assert phrase is not None
                if not phrase.preposition and (opener := self._embedded(phrase)) is not None:
                    position = opener
                    continue
                if not phrase.preposition and (outside := self._within(phrase)) is not None:
                    position = outside
                    continue
                if not phrase.preposition and (listed := self._listed(phrase)) is not None:
                    position = listed
                    continue
                if not phrase.preposition:
                    return [phrase, *reversed(tail)]
                tail.append(phrase)
                position = phrase.begin
                while codes[position - 1] != "p":
                    position -= 1
                position -= 1
            elif code == "o":
                return [Phrase(position - 1, position, ""), *reversed(tail)]
            elif code == "k" and not codes[position : verb.begin].strip("a"):  # which recently killed
                position -= 1
                if self.code(position - 1) == ",":
                    position -= 1
                antecedent = self._antecedent(position)
                return [antecedent._replace(preposition="")] if antecedent is not None else self._outer(position, left)
            elif code == ",":
                other = self._opening(position - 1)
                if other < 0:
                    return self._outer(position, left) if not tail else list(reversed(tail))
                jumped = jumped or position - 1
                position = other
            elif tail and code in "vegxa" and (relative := self._relative(position)) is not None:
                tail.clear()
                position = relative
            elif tail and (code in "eg" or (code == "p" and self.code(position) == "g")):
                position -= 1  # raging in the hills: only qualifies the noun before
            elif code == "c" and tail:
                position -= 1  # of the north and the south
            elif code == "c":
                return self._outer(position - 1, left)
            else:
                break
        if tail and not position and jumped and not VERBS.isdisjoint(codes[:jumped]):
            return self._outer(jumped, left)  # Under the terms, Oak will pay 3 dollars, equal to 4 percent
        return list(reversed(tail))

    def _bidden(self, position: int) -> Phrase | None:
        """Give whom someone orders, asks or urges to do what an infinitive says: told the firm to pay."""
        asked_at = position
        while asked_at > 1 and self.codes[asked_at - 1] == "T":
            asked_at -= 1 + (self.codes[asked_at - 2] == "p")  # urged the firm on Monday to pay
        if self.word(position) != "to" or self.code(asked_at - 1) not in "nN" or not asked_at:
            return None
        verb = self.verb_before(position)
        if verb is None or self.bidding.fullmatch(self.word(verb.end - 1)) is None:
            return None
        asked = next(iter(self.objects(verb.end, position)), None)
        called = self.word(verb.end - 1).startswith("call")
        return asked if asked is not None and asked.preposition == ("on" if called else "") else None

    def _accused(self, preposition: int) -> Phrase | None:
        """Give whom someone holds for what stands behind a preposition: arrested six people for stealing $4,000."""
        verb = self.verb_before(preposition)
        if verb is None or self.word(verb.end - 1) not in HOLDING:
            return None
        phrase = self.phrase_after(verb.end + (self.code(verb.end) == "Q"))
        if self.code(verb.end) == "Q":
            return Phrase(verb.end, phrase.end if self.code(verb.end + 1) in "nN" and phrase else verb.end + 1, "")
        return phrase if self.code(verb.end) in "dsnN" else None

    def _relative(self, end: int) -> int | None:
        """Give where the clause opens whose verb ends before a position: a fire that tore through a club killed."""
        begin = end
        while begin and self.codes[begin - 1] in "vegxa":
            begin -= 1
        return begin - 1 if begin and self.codes[begin - 1] == "k" and self.word(begin - 1) in EMBEDDING else None

    def _opening(self, mark: int) -> int:
        """Give where what a comma or a dash closes opens, at a mark of its kind; -1 where nothing does."""
        position, kind = self.codes.rfind(",", 0, mark), self.word(mark)
        begin, stop = position, mark
        for _ in range(CLAUSES):
            if begin < 0 or not VERBS.isdisjoint(self.codes[begin:stop]):
                break
            if self.word(begin + 1) in LISTING:
                return begin  # deals, including those for flats, offices and parking spaces, fell
            begin, stop = self.codes.rfind(",", 0, begin), begin
        while kind in DASHES and position >= 0 and self.word(position) != kind:
            position = self.codes.rfind(",", 0, position)
        return position

    def verb_above(self, position: int) -> Phrase | None:
        """Give the verb before a position, or in the clause above where that is the first of its own."""
        for _ in range(CLAUSES):
            verb = self.verb_before(position)
            position = self.codes.rfind("k", 0, max(position, 0))
            if verb is not None or position < 0:
                return verb
        return None

    def main(self, position: int) -> list[Phrase]:
        """Give the subject of the main clause before a position."""
        return self._main(position, CLAUSES)

    def _embedded(self, phrase: Phrase) -> int | None:
        """Give where the clause opens whose object a phrase is, that stands before the verb: since he took office."""
        position = phrase.begin
        position = self.before_modifiers(position)
        if self.code(position - 1) not in "ve" or not position or self.code(position) == ",":
            return None
        for opener in range(position - 2, max(0, position - REACH) - 1, -1):
            if self.codes[opener] == "," or self.codes[opener] in "vegx":
                return None
            if self.word(opener) in EMBEDDING:
                return opener - (self.code(opener - 1) == ",")
        return None

    def _listed(self, phrase: Phrase) -> int | None:
        """Give where the list begins that a phrase ends behind a preposition: the toll of floods and landslides."""
        position, joints = phrase.begin, "c"
        for _ in range(CLAUSES):
            while position and self.codes[position - 1] in "dsa":
                position -= 1
            before = self.phrase_before(position - 1) if self.code(position - 1) in joints else None
            if before is None or self.word(position - 1) == "but":
                return None
            if before.preposition:
                begin = before.begin
                while self.codes[begin - 1] != "p":
                    begin -= 1
                return position - 1 if begin > 1 and self.codes[begin - 2] in NOUNS | {"e"} else None
            position, joints = before.begin, ",c"
        return None

    def _within(self, phrase: Phrase) -> int | None:
        """Give where what a phrase is the object of stands within a longer phrase: people using drugs to stop pain."""
        position = phrase.begin
        position = self.before_modifiers(position)
        if self.code(position - 1) == "v" and self.word(position - 2) == "to" and position > 2:
            return position - 2
        if self.code(position - 1) == "g" and self.code(position - 2) in "nN" and position > 1:
            return position - 1
        return None

    def _antecedent(self, position: int) -> Phrase | None:
        """Give the noun phrase before a relative clause: the fire at a mill, which killed 14."""
        phrase = self.phrase_before(position)
        comma = self.code(position) == ","
        strikes = not KILLING.isdisjoint(self.word(at) for at in range(position + 1, position + 4))
        placing = PLACING if comma else STRUCK if strikes else frozenset[str]()
        while phrase is not None and phrase.preposition in placing:
            position = phrase.begin
            while position and self.codes[position - 1] != "p":
                position -= 1
            position -= 1
            while position and self.codes[position - 1] in "aTd":
                position -= 1
            before = self.phrase_before(position)
            if before is None:
                break
            phrase = before
        return phrase

    def _main(self, position: int, left: int) -> list[Phrase]:
        """Give the subject of the main verb before a position: past clauses that are added to it."""
        verb = self.verb_before(position)
        while verb is not None and self.codes[verb.begin] == "g":
            verb = self.verb_before(verb.begin)
        for _ in range(CLAUSES):
            if verb is None:
                break
            counted = self.phrase_before(verb.begin)
            if counted is not None and self.code(counted.begin - 1) == "Q" and counted.begin:
                outer = self.verb_above(counted.begin - 1)
                if outer is not None:
                    verb = outer  # 8,000 houses damaged
                    continue
            opening = self.codes.rfind("k", 0, verb.begin)
            comma = self.codes.rfind(",", 0, verb.begin)
            aside = comma >= 0 and self.phrase_before(verb.begin) == self.phrase_after(comma + 1)
            if opening > comma:
                found = self._subject(verb, left - 1)
                if found and self.nobody.fullmatch(self.word(found[0].end - 1)) is None:
                    return found
            before = self.verb_before(max(opening, 0) if opening > comma else comma if aside else 0)
            if before is None:
                return self._subject(verb, left - 1)
            verb = before
        return self._outer(position, left)

    def _outer(self, position: int, left: int) -> list[Phrase]:
        """Give the subject of the verb before a position."""
        verb = self.verb_before(position)
        if verb is None:
            phrase = self.phrase_before(position)
            return [phrase] if phrase is not None else []
        return self._subject(verb, left - 1)
