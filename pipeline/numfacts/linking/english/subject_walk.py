"""The way back from an English verb, word by word, to the phrase that it is said of."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from numfacts.linking.english.place import is_plural
from numfacts.linking.english.syntax import CLAUSES, REACH, Phrase, Syntax

if TYPE_CHECKING:
    from typing import TypeAlias

    Step: TypeAlias = Callable[["Walk"], bool]
    Leave: TypeAlias = Callable[[Syntax, Phrase], int | None]

EMBEDDING = frozenset(["since", "who", "that", "which", "where"])  # what opens a clause between a noun and its verb
RELATIVE = frozenset(["who", "that", "which", "where", "whom", "whose"])  # what opens a clause of the noun before it
PLACING = frozenset(["in", "at", "near", "during", "of"])  # before a place or an occasion, which does nothing
PARTS = frozenset(["most", "some", "many", "all", "much"])  # of a whole that stands behind its of
KILLED = 6  # words behind a noun in which its clause may say that it killed
REPORTED = 4  # words from the comma before a relative clause in which the verb may be one of reporting
STRUCK = frozenset(["in", "at", "near", "on", "with", "along", "outside"])  # before where an event happened that killed
SINGULAR = frozenset(["was", "is", "has"])  # auxiliaries of one thing alone
OPENED = re.compile("(?:[paTe][pdsaTnNQ']*,)?d?")  # codes before the subject of a sentence
ASIDE = re.compile("(?:d[nNQacT]*)?n+")  # codes of what a name is behind it: Cedar, the tools and phones group
PARTED = ({"p", "T"}, {"p", "T", "d"})  # codes between a participle that only qualifies a noun and its verb


class Reached(NamedTuple):
    """Where a way back ends: at phrases, the head first, or where the verb before ``outer`` has the same subject."""

    phrases: list[Phrase]
    outer: int | None = None


class Walk:
    """A way back from a verb: where it stands, and what it has come past.

    ``tail`` are the phrases with prepositions, the last of the sentence first.
    """

    __slots__ = ("begin", "position", "reached", "syntax", "tail")

    def __init__(self, syntax: Syntax, begin: int) -> None:
        self.syntax = syntax
        self.begin = begin
        self.position = begin
        self.tail: list[Phrase] = []
        self.reached: Reached | None = None

    def step(self) -> bool:
        """Go past one word."""
        self.position -= 1
        return True

    def end(self, phrase: Phrase) -> bool:
        """End at a phrase and what stands behind it."""
        self.reached = Reached([phrase, *reversed(self.tail)])
        return True

    def end_outside(self, position: int) -> bool:
        """End where the verb before a position has the same subject."""
        self.reached = Reached([], position)
        return True


def walk_back(syntax: Syntax, begin: int) -> Reached:
    """Go back from where a verb begins to what it is said of, by the first step of ``STEPS`` that reads each word."""
    walk, floor = Walk(syntax, begin), max(0, begin - REACH)
    while walk.position > floor and walk.reached is None:
        for step in BY_CODE.get(syntax.codes[walk.position - 1], ()):
            if step(walk):
                break
        else:
            break
    return walk.reached if walk.reached is not None else Reached(walk.tail[::-1])


def past_quotation(walk: Walk) -> bool:
    """Go past what stands in quotation marks: Cedar, the "mill of mills", sold."""
    opening = walk.syntax.codes.rfind('"', 0, walk.position - 1)
    if opening < 0:
        return False
    walk.position = opening
    return True


def past_modifier(walk: Walk) -> bool:
    """Go past an article, an adverb, a number or a mark that is alone: the board also raised."""
    return walk.step()


def past_time(walk: Walk) -> bool:
    """Go past a time with its preposition: the board on late Sunday raised."""
    walk.position -= 1
    said = walk.syntax.before_modifiers(walk.position)
    if walk.syntax.code(said - 1) == "p":
        walk.position = said - 1
    return True


def past_bracket(walk: Walk) -> bool:
    """Go past what stands in brackets: the Council (CC) has received."""
    walk.position = max(walk.syntax.codes.rfind("(", 0, walk.position), 0)
    return True


def at_noun(walk: Walk) -> bool:
    """End at a noun phrase, but go past one behind a preposition, or in a clause within: shares of Cedar Mills shed."""
    phrase = walk.syntax.phrase_before(walk.position)
    assert phrase is not None
    if phrase.preposition:
        walk.tail.append(phrase)
        walk.position = _preposition(walk.syntax, phrase)
        return True
    if (aim := _disagreeing(walk, phrase)) is not None:
        walk.position = aim
        return True
    for leave in LEAVING:
        outside = leave(walk.syntax, phrase)
        if outside is not None:
            walk.position = outside
            return True
    return walk.end(phrase)


def at_pronoun(walk: Walk) -> bool:
    """End at a pronoun: it will cut."""
    return walk.end(Phrase(walk.position - 1, walk.position, ""))


def at_relative(walk: Walk) -> bool:
    """End at what the relative clause of the verb qualifies: the fire at a mill, which recently killed 14."""
    syntax = walk.syntax
    if syntax.codes[walk.position : walk.begin].strip("a"):
        return False
    walk.position -= 1
    relates = syntax.word(walk.position) in RELATIVE
    if syntax.code(walk.position - 1) == ",":
        walk.position -= 1
    if not relates:
        return walk.end_outside(walk.position)  # said in a statement, while also praising
    antecedent = antecedent_of(syntax, walk.position)
    return walk.end_outside(walk.position) if antecedent is None else walk.end(antecedent._replace(preposition=""))


def past_aside(walk: Walk) -> bool:
    """Go past what stands between two commas: Cedar, the maker of phones, earned."""
    opening = walk.syntax.codes.rfind(",", 0, walk.position - 1)
    if opening < 0:
        return False
    walk.position = opening
    return True


def at_comma(walk: Walk) -> bool:
    """End at a comma that closes no aside, outside its clause where nothing stands behind it: fell, and then shed."""
    return not walk.tail and walk.end_outside(walk.position)


def past_relative(walk: Walk) -> bool:
    """Go past a relative clause of the subject: a fire that tore through a club killed."""
    begin = walk.position
    while walk.syntax.code(begin - 1) in "vegxa":
        begin -= 1
    who = walk.syntax.phrase_before(begin)
    if who is not None and not who.preposition:
        begin = walk.syntax.before_modifiers(who.begin)  # a stand where the public can apply
    if not walk.tail or walk.syntax.code(begin - 1) != "k" or walk.syntax.word(begin - 1) not in EMBEDDING:
        return False
    walk.tail.clear()
    walk.position = begin - 1
    return True


def past_origin(walk: Walk) -> bool:
    """Go past a participle, behind a noun, of which only a time is told: a violin made in 1714 sold."""
    codes, position = walk.syntax.codes, walk.position
    return walk.syntax.code(position - 2) in "nN" and set(codes[position : walk.begin]) in PARTED and walk.step()


def past_participle(walk: Walk) -> bool:
    """Go past a participle of what stands behind it: wildfires raging in the hills doubled."""
    return bool(walk.tail) and walk.step()


def past_activity(walk: Walk) -> bool:
    """Go past a preposition before a participle: the man convicted of rioting in the hills paid."""
    return walk.syntax.code(walk.position) == "g" and walk.step()


def past_part(walk: Walk) -> bool:
    """Go past the of behind so many of a whole: the maker of most of the world's phones posted."""
    return bool(walk.tail) and walk.syntax.word(walk.position) in PARTS and walk.step()


def at_conjunction(walk: Walk) -> bool:
    """Go past a conjunction of nouns, of tea and of coffee, and end outside one of verbs: cut costs and raised."""
    return walk.step() if walk.tail else walk.end_outside(walk.position - 1)


STEPS: tuple[tuple[str, Step], ...] = (
    ('"', past_quotation),
    ("T", past_time),
    ('aQ"d', past_modifier),
    (")", past_bracket),
    ("nN", at_noun),
    ("o", at_pronoun),
    ("k", at_relative),
    (",", past_aside),
    (",", at_comma),
    ("vegxa", past_relative),
    ("e", past_origin),
    ("eg", past_participle),
    ("p", past_activity),
    ("p", past_part),
    ("c", at_conjunction),
)  # the codes of the words that each may read
BY_CODE = {
    code: tuple(step for codes, step in STEPS if code in codes)
    for code in sorted({*"".join(codes for codes, _ in STEPS)})
}


def _preposition(syntax: Syntax, phrase: Phrase) -> int:
    """Give where the preposition stands before a phrase."""
    position = phrase.begin - 1
    while syntax.codes[position] != "p":
        position -= 1
    return position


def _disagreeing(walk: Walk, phrase: Phrase) -> int | None:
    """Give where an aim opens that ends in what its verb cannot be said of: a plot to steal guns and shoot men was."""
    syntax, joint = walk.syntax, phrase.begin - 1
    one = syntax.word(walk.begin) in SINGULAR and is_plural(syntax.word(phrase.end - 1))
    if not one or syntax.code(joint) != "c":
        return None
    first = syntax.phrase_before(joint)
    return _within(syntax, first) if first is not None and not first.preposition else None


def _embedded(syntax: Syntax, phrase: Phrase) -> int | None:
    """Give where the clause opens whose object a phrase is, that stands before the verb: since he took office."""
    position = syntax.before_modifiers(phrase.begin)
    position -= syntax.code(position - 1) == "g"  # which helps divorcing couples
    if syntax.code(position - 1) not in "ve":
        return None
    for opener in range(position - 2, max(0, position - REACH) - 1, -1):
        if syntax.codes[opener] in ",vegx":
            return None
        if syntax.word(opener) in EMBEDDING and opener:
            return opener - (syntax.code(opener - 1) == ",")
    return None


def _within(syntax: Syntax, phrase: Phrase) -> int | None:
    """Give where what a phrase is the object of stands within a longer phrase: people using drugs to stop pain."""
    position = syntax.before_modifiers(phrase.begin)
    if syntax.code(position - 1) == "v" and syntax.word(position - 2) == "to":
        return position - 2
    return position - 1 if syntax.code(position - 1) == "g" and syntax.code(position - 2) in "nN" else None


def _listed(syntax: Syntax, phrase: Phrase) -> int | None:
    """Give where the list begins that a phrase ends behind a preposition: the toll of floods and landslides."""
    position, joints = phrase.begin, "c"
    for _ in range(CLAUSES):
        while position and syntax.codes[position - 1] in "dsa":
            position -= 1
        before = syntax.phrase_before(position - 1) if syntax.code(position - 1) in joints else None
        if before is None or opens_clause(syntax, position) or _is_object(syntax, before):
            return None
        if before.preposition:
            return position - 1
        position, joints = before.begin, ",c"
    return None


def opens_clause(syntax: Syntax, position: int) -> bool:
    """Say whether nothing stands before a word in its sentence but what sets it: In response, Oak and Elm cut."""
    return OPENED.fullmatch(syntax.codes, 0, position) is not None


def _is_object(syntax: Syntax, phrase: Phrase) -> bool:
    """Say whether a clause has its verb and object before a phrase, so that what is joined to it opens another.

    So in: scored a goal in the first half and the visitors got.
    """
    codes = syntax.codes
    for at in range(phrase.begin - 1, 0, -1):
        if codes[at] in "k,":
            return False
        if codes[at] in "ve" and codes[at - 1] in "nNxoa":
            return codes[at + 1 : at + 2] in ("d", "s", "Q", "N") and codes[at - 1] in "nNoa"
    return False


def antecedent_of(syntax: Syntax, position: int) -> Phrase | None:
    """Give what a relative clause that opens at a position qualifies: the fire at a mill, which killed 14.

    Behind what a name is, it is the name: Cedar, the owner of Elm Mills, which plans to.
    """
    phrase = _before_relative(syntax, position)
    if phrase is None or syntax.codes[phrase.end - 1] != "n" or syntax.code(position) != ",":
        return phrase
    comma = syntax.codes.rfind(",", 0, phrase.begin)
    aside = ASIDE.fullmatch(syntax.codes, comma + 1, phrase.end) if comma > 0 else None
    named = syntax.phrase_before(comma) if aside is not None else None
    return named if named is not None and syntax.codes[named.end - 1] == "N" else phrase


def where_it_is(syntax: Syntax, position: int) -> Phrase | None:
    """Give the place that a clause tells of which a number opens: flew on Monday to Elmland, where 12 people died."""
    opening = syntax.before_modifiers(position) - 1
    if syntax.word(opening) != "where":
        return None
    opening -= syntax.code(opening - 1) == ","
    while syntax.code(opening - 1) == "T":
        opening -= 1 + (syntax.code(opening - 2) == "p")
    return syntax.phrase_before(opening)


def _before_relative(syntax: Syntax, position: int) -> Phrase | None:
    """Give the noun phrase before a relative clause, past those that only say where it is."""
    placing = PLACING if syntax.code(position) == "," else frozenset[str]()
    if any(syntax.fits("english-killing", at) for at in range(position + 1, position + KILLED)):
        placing = placing | STRUCK
    while syntax.code(position - 1) == "T":
        position -= 1 + (syntax.code(position - 2) == "p")  # a blackout on Friday night that hit
    phrase = syntax.phrase_before(position)
    reports = any(syntax.fits("english-report", at) for at in range(position + 1, position + REPORTED))
    if phrase is not None and reports and syntax.codes[phrase.end - 1] == "N":
        return phrase  # growth at Elm Air, which reported
    while phrase is not None and phrase.preposition in placing:
        position = _preposition(syntax, phrase)
        while position and syntax.codes[position - 1] in "aTd":
            position -= 1
        before = syntax.phrase_before(position)
        if before is None or syntax.fits("english-securities", before.end - 1):
            break  # shares in Oak, which runs
        phrase = before
    return phrase


LEAVING: tuple[Leave, ...] = (_embedded, _within, _listed)  # what a noun phrase without preposition may be within
