"""What an English verb is said of: its subject, also where that stands in a clause around its own."""

from __future__ import annotations

from numfacts.linking.english.syntax import CLAUSES, NOUNS, REACH, VERBS, Phrase, Syntax

EMBEDDING = frozenset(["since", "who", "that", "which", "where"])  # what opens a clause between a noun and its verb
PLACING = frozenset(["in", "at", "near", "during", "of"])  # before a place or an occasion, which does nothing
KILLING = frozenset(["killed", "injured", "wounded", "hurt", "displaced"])  # what events do, not where they happen
LISTING = frozenset(["including", "excluding", "such"])  # what opens a list of parts
HOLDING = frozenset(["arrested", "charged", "detained", "fined", "jailed"])  # what authorities do to whom they name
BEATING = frozenset(["beat", "beats", "beating", "defeated", "defeating", "downed", "edged", "thrashed", "won"])
STRUCK = frozenset(["in", "at", "near", "on"])  # before where an event happened that killed
DASHES = frozenset(["–", "—", " - "])
TELLING_ANEW = frozenset(["raised", "put", "puts", "revised", "lowered", "updated", "raising", "putting"])
PARTED = ({"p", "T"}, {"p", "T", "d"})  # codes between a participle that only qualifies a noun and its verb
DEPTH = 8  # verbs that a subject is followed through


def subject_of(syntax: Syntax, verb: Phrase, left: int = DEPTH) -> list[Phrase]:
    """Give what a verb says something of: its head, then what stands behind that with a preposition.

    ``left`` is through how many verbs, each said of what the next is said of, it may be followed.
    """
    position = verb.begin
    codes = syntax.codes
    infinite = codes[position] == "g" or (codes[position] == "x" and syntax.word(position) == "to")
    tail: list[Phrase] = []
    if not left:
        return tail
    rising = syntax.word(position + 1) == "be" or syntax.rising.fullmatch(syntax.word(position + 1)) is not None
    if infinite and rising and syntax.code(position - 1) in "nN" and not _beaten(syntax, position):
        phrase = syntax.phrase_before(position)
        return [phrase] if phrase is not None else []  # units to be sold
    if codes[position] == "x" and (bidden := _bidden(syntax, position)) is not None:
        return [bidden]
    before = syntax.code((syntax.before_modifiers(position) if infinite else position) - 1)
    if codes[position] == "g" and before == "p" and (accused := _accused(syntax, position - 1)) is not None:
        return [accused]
    if before in "pc" or (infinite and codes[position] == "x" and before in ",nN)T"):
        return _outer(syntax, position, left)
    alone = syntax.code(position - 1) == "," and codes.find(",") == position - 1
    if codes[position] == "e" and alone and syntax.verb_before(position) is None:
        phrase = syntax.phrase_before(position - 1)
        return [phrase] if phrase is not None else []  # Cedar, valued at $4 billion, is
    if codes[position] == "g" and syntax.code(position - 1) in ",k":
        return main_subject(syntax, position - 1, left)
    if codes[position] == "g" and syntax.code(position - 1) in "nN" and position:
        phrase = syntax.phrase_before(position)
        whole = syntax.phrase_before(phrase.begin - 1) if phrase is not None and phrase.preposition == "to" else None
        return [part for part in (whole, phrase) if part is not None]  # reserves exceeding 2 tonnes, losses to X
    floor, jumped = max(0, position - REACH), 0
    while position > floor:
        code = codes[position - 1]
        if code == '"' and (opening := codes.rfind('"', 0, position - 1)) >= 0:
            position = opening
        elif code in 'aTQ"d':
            position -= 1
            said = syntax.before_modifiers(position)  # on late Sunday
            if code == "T" and syntax.code(said - 1) == "p" and said:
                position = said - 1
        elif code == ")":
            opening = codes.rfind("(", 0, position)
            position = max(opening, 0)
        elif code in "nN":
            phrase = syntax.phrase_before(position)
            assert phrase is not None
            if not phrase.preposition and (opener := _embedded(syntax, phrase)) is not None:
                position = opener
                continue
            if not phrase.preposition and (outside := _within(syntax, phrase)) is not None:
                position = outside
                continue
            if not phrase.preposition and (listed := _listed(syntax, phrase)) is not None:
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
            if syntax.code(position - 1) == ",":
                position -= 1
            antecedent = _antecedent(syntax, position)
            return [antecedent._replace(preposition="")] if antecedent is not None else _outer(syntax, position, left)
        elif code == ",":
            other = _opening(syntax, position - 1)
            if other < 0:
                return _outer(syntax, position, left) if not tail else list(reversed(tail))
            jumped = jumped or position - 1
            position = other
        elif tail and code in "vegxa" and (relative := _relative(syntax, position)) is not None:
            tail.clear()
            position = relative
        elif code == "e" and syntax.code(position - 2) in "nN" and set(codes[position : verb.begin]) in PARTED:
            position -= 1  # a violin made in 1714 sold
        elif tail and (code in "eg" or (code == "p" and syntax.code(position) == "g")):
            position -= 1  # raging in the hills: only qualifies the noun before
            if code == "e" and tail[-1].preposition == "by":
                tail.clear()  # a blast claimed by Norlandish rebels
        elif code == "c" and tail:
            position -= 1  # of the north and the south
        elif code == "c":
            return _outer(syntax, position - 1, left)
        else:
            break
    if tail and not position and jumped and not VERBS.isdisjoint(codes[:jumped]):
        return _outer(syntax, jumped, left)  # Under the terms, Oak will pay 3 dollars, equal to 4 percent
    return list(reversed(tail))


def main_subject(syntax: Syntax, position: int, left: int = CLAUSES) -> list[Phrase]:
    """Give the subject of the main verb before a position: past clauses that are added to it."""
    verb = syntax.verb_before(position)
    while verb is not None and syntax.codes[verb.begin] == "g":
        verb = syntax.verb_before(verb.begin)
    for _ in range(CLAUSES):
        if verb is None:
            break
        counted = syntax.phrase_before(verb.begin)
        if counted is not None and syntax.code(counted.begin - 1) == "Q" and counted.begin:
            outer = syntax.verb_above(counted.begin - 1)
            if outer is not None:
                verb = outer  # 8,000 houses damaged
                continue
        opening = syntax.codes.rfind("k", 0, verb.begin)
        comma = syntax.codes.rfind(",", 0, verb.begin)
        aside = comma >= 0 and syntax.phrase_before(verb.begin) == syntax.phrase_after(comma + 1)
        if opening > comma:
            found = subject_of(syntax, verb, left - 1)
            if found and syntax.nobody.fullmatch(syntax.word(found[0].end - 1)) is None:
                return found
        before = syntax.verb_before(max(opening, 0) if opening > comma else comma if aside else 0)
        if before is None:
            return subject_of(syntax, verb, left - 1)
        verb = before
    return _outer(syntax, position, left)


def revises_toll(syntax: Syntax, verb: Phrase, end: int) -> bool:
    """Say whether a verb only tells anew how many died, which is of no one who tells it."""
    return syntax.word(end - 1) == "toll" and syntax.word(verb.end - 1) in TELLING_ANEW and verb.end < end


def dwelt_in(syntax: Syntax, position: int) -> Phrase | None:
    """Give where those live who are counted: Elm, home to 3 million people; the island is home to 40."""
    while position and syntax.codes[position - 1] in "adp" and syntax.word(position - 1) != "to":
        position -= 1
    if syntax.word(position - 1) != "to" or syntax.word(position - 2) != "home" or position < 4:
        return None
    if syntax.codes[position - 3] == ",":
        return syntax.phrase_before(position - 3)
    verb = syntax.verb_before(position - 2)
    phrases = subject_of(syntax, verb) if verb is not None and verb.end == position - 2 else []
    return phrases[0] if phrases else None


def beside_others(syntax: Syntax, others: Phrase) -> Phrase | None:
    """Give whom a number of others is named beside: Ann Berg and six others."""
    position = others.begin
    while position and syntax.codes[position - 1] in "Qda":
        position -= 1
    return syntax.phrase_before(position - 1) if syntax.code(position - 1) == "c" and position > 1 else None


def both_of(syntax: Syntax, phrase: Phrase) -> Phrase | None:
    """Give the two or more that open a sentence as its subject: Oakland and Elmland exchanged, fires and floods."""
    if syntax.word(phrase.begin - 1) != "and" or "o" in syntax.codes[phrase.begin : phrase.end]:
        return None
    first = syntax.phrase_before(phrase.begin - 1)
    for _ in range(CLAUSES):
        if first is None or first.begin < 2 or syntax.code(first.begin - 1) != ",":
            break
        first = syntax.phrase_before(first.begin - 1)
    named = first is not None and "N" in syntax.codes[first.begin : first.end]
    opens = first is not None and (not first.begin or (named and syntax.codes[: first.begin] == "d"))
    return phrase._replace(begin=first.begin) if first is not None and opens else None


def _beaten(syntax: Syntax, position: int) -> bool:
    """Say whether whoever stands before an infinitive lost to whom it is said of: beat Elm to stay third."""
    verb = syntax.verb_before(position)
    return verb is not None and syntax.word(verb.end - 1) in BEATING


def _outer(syntax: Syntax, position: int, left: int) -> list[Phrase]:
    """Give the subject of the verb before a position."""
    verb = syntax.verb_before(position)
    if verb is None:
        phrase = syntax.phrase_before(position)
        return [phrase] if phrase is not None else []
    return subject_of(syntax, verb, left - 1)


def _bidden(syntax: Syntax, position: int) -> Phrase | None:
    """Give whom someone orders, asks or urges to do what an infinitive says: told the firm to pay."""
    asked_at = position
    while asked_at > 1 and syntax.codes[asked_at - 1] == "T":
        asked_at -= 1 + (syntax.codes[asked_at - 2] == "p")  # urged the firm on Monday to pay
    if syntax.word(position) != "to" or syntax.code(asked_at - 1) not in "nN" or not asked_at:
        return None
    verb = syntax.verb_before(position)
    if verb is None or syntax.bidding.fullmatch(syntax.word(verb.end - 1)) is None:
        return None
    asked = next(iter(syntax.objects(verb.end, position)), None)
    called = syntax.word(verb.end - 1).startswith("call")
    return asked if asked is not None and asked.preposition == ("on" if called else "") else None


def _accused(syntax: Syntax, preposition: int) -> Phrase | None:
    """Give whom someone holds for what stands behind a preposition: arrested six people for stealing $4,000."""
    verb = syntax.verb_before(preposition)
    if verb is None or syntax.word(verb.end - 1) not in HOLDING:
        return None
    phrase = syntax.phrase_after(verb.end + (syntax.code(verb.end) == "Q"))
    if syntax.code(verb.end) == "Q":
        return Phrase(verb.end, phrase.end if syntax.code(verb.end + 1) in "nN" and phrase else verb.end + 1, "")
    return phrase if syntax.code(verb.end) in "dsnN" else None


def _relative(syntax: Syntax, end: int) -> int | None:
    """Give where the clause opens whose verb ends before a position: a fire that tore through a club killed."""
    begin = end
    while begin and syntax.codes[begin - 1] in "vegxa":
        begin -= 1
    return begin - 1 if begin and syntax.codes[begin - 1] == "k" and syntax.word(begin - 1) in EMBEDDING else None


def _opening(syntax: Syntax, mark: int) -> int:
    """Give where what a comma or a dash closes opens, at a mark of its kind; -1 where nothing does."""
    position, kind = syntax.codes.rfind(",", 0, mark), syntax.word(mark)
    begin, stop = position, mark
    for _ in range(CLAUSES):
        if begin < 0 or not VERBS.isdisjoint(syntax.codes[begin:stop]):
            break
        if syntax.word(begin + 1) in LISTING:
            return begin  # deals, including those for flats, offices and parking spaces, fell
        begin, stop = syntax.codes.rfind(",", 0, begin), begin
    while kind in DASHES and position >= 0 and syntax.word(position) != kind:
        position = syntax.codes.rfind(",", 0, position)
    return position


def _embedded(syntax: Syntax, phrase: Phrase) -> int | None:
    """Give where the clause opens whose object a phrase is, that stands before the verb: since he took office."""
    position = phrase.begin
    position = syntax.before_modifiers(position)
    if syntax.code(position - 1) not in "ve" or not position or syntax.code(position) == ",":
        return None
    for opener in range(position - 2, max(0, position - REACH) - 1, -1):
        if syntax.codes[opener] == "," or syntax.codes[opener] in "vegx":
            return None
        if syntax.word(opener) in EMBEDDING:
            return opener - (syntax.code(opener - 1) == ",")
    return None


def _listed(syntax: Syntax, phrase: Phrase) -> int | None:
    """Give where the list begins that a phrase ends behind a preposition: the toll of floods and landslides."""
    position, joints = phrase.begin, "c"
    for _ in range(CLAUSES):
        while position and syntax.codes[position - 1] in "dsa":
            position -= 1
        before = syntax.phrase_before(position - 1) if syntax.code(position - 1) in joints else None
        if before is None or syntax.word(position - 1) == "but":
            return None
        if before.preposition:
            begin = before.begin
            while syntax.codes[begin - 1] != "p":
                begin -= 1
            return position - 1 if begin > 1 and syntax.codes[begin - 2] in NOUNS | {"e"} else None
        position, joints = before.begin, ",c"
    return None


def _within(syntax: Syntax, phrase: Phrase) -> int | None:
    """Give where what a phrase is the object of stands within a longer phrase: people using drugs to stop pain."""
    position = phrase.begin
    position = syntax.before_modifiers(position)
    if syntax.code(position - 1) == "v" and syntax.word(position - 2) == "to" and position > 2:
        return position - 2
    if syntax.code(position - 1) == "g" and syntax.code(position - 2) in "nN" and position > 1:
        return position - 1
    return None


def _antecedent(syntax: Syntax, position: int) -> Phrase | None:
    """Give the noun phrase before a relative clause: the fire at a mill, which killed 14."""
    phrase = syntax.phrase_before(position)
    comma = syntax.code(position) == ","
    strikes = not KILLING.isdisjoint(syntax.word(at) for at in range(position + 1, position + 4))
    placing = PLACING if comma else STRUCK if strikes else frozenset[str]()
    while phrase is not None and phrase.preposition in placing:
        if phrase.preposition == "of" and "N" in syntax.codes[phrase.begin : phrase.end] and not strikes:
            break  # the heritage of Elm Estate, which is to be rebuilt
        position = phrase.begin
        while position and syntax.codes[position - 1] != "p":
            position -= 1
        position -= 1
        while position and syntax.codes[position - 1] in "aTd":
            position -= 1
        before = syntax.phrase_before(position)
        if before is None:
            break
        phrase = before
    return phrase
