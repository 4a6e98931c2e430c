"""What an English verb is said of: its subject, also where that stands in a clause around its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from numfacts.in_order import first_found
from numfacts.linking.english.subject_walk import STRUCK, walk_back
from numfacts.linking.english.syntax import CLAUSES, VERBS, Phrase, Syntax
from numfacts.linking.once import once

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal, TypeAlias

    Form: TypeAlias = Literal["participle", "infinitive", "finite"]
    Construction: TypeAlias = Callable[["Said"], list[Phrase] | None]

COLLECTIVE = frozenset(
    ["group", "number", "handful", "coalition", "team", "consortium", "alliance"]
)  # of those who do it
DEPTH = 8  # verbs that a subject is followed through


class Said(NamedTuple):
    """A verb whose subject is asked for: where it begins, and through how many verbs more that may be followed."""

    syntax: Syntax
    position: int
    left: int
    form: Form

    @property
    def before(self) -> str:
        """The code of the word right before it."""
        return self.syntax.code(self.position - 1)

    @property
    def governor(self) -> str:
        """The code of the word before it, and before adverbs where it has no person: of slowly falling."""
        begin = self.position if self.form == "finite" else self.syntax.before_modifiers(self.position)
        return self.syntax.code(begin - 1)


@once
def subject_of(syntax: Syntax, verb: Phrase, left: int = DEPTH) -> list[Phrase]:
    """Give what a verb says something of: its head, then what stands behind that with a preposition.

    ``left`` is through how many verbs, each said of what the next is said of, it may be followed.
    """
    if not left:
        return []
    form = _form(syntax, verb.begin)
    found = first_found(CONSTRUCTIONS[form], Said(syntax, verb.begin, left, form))
    if found is not None:
        return found
    reached = walk_back(syntax, verb.begin)
    return reached.phrases if reached.outer is None else _outer(syntax, reached.outer, left)


def of_rising(said: Said) -> list[Phrase] | None:
    """Read a verb that only follows the noun it is said of: units to be sold, expect sales to rise."""
    syntax, position = said.syntax, said.position
    if said.before not in "nN" or _beaten(syntax, position):
        return None
    if syntax.word(position + 1) != "be" and not syntax.fits("english-rising", position + 1):
        return None
    return _only(syntax.phrase_before(position))


def of_bidden(said: Said) -> list[Phrase] | None:
    """Read what someone is ordered, asked or urged to do: told the firm to pay."""
    bidden = _bidden(said.syntax, said.position)
    return None if bidden is None else [bidden]


def of_accused(said: Said) -> list[Phrase] | None:
    """Read what someone is held for: arrested six people for stealing $4,000."""
    if said.governor != "p":
        return None
    accused = held_for(said.syntax, said.position - 1)
    return None if accused is None else [accused]


def of_told(said: Said) -> list[Phrase] | None:
    """Read a verb that someone only says is of something: a raid that officials said killed 16 soldiers."""
    syntax, position = said.syntax, said.position
    follows = syntax.code(position + 1) in "vex" and syntax.fits("english-report", position)
    teller = syntax.phrase_before(position) if follows else None
    opening = syntax.before_modifiers(teller.begin) - 1 if teller is not None else -1
    if opening < 1 or syntax.word(opening) not in ("that", "which"):
        return None
    walked = walk_back(syntax, opening + 1)
    return walked.phrases or None


def of_outer(said: Said) -> list[Phrase] | None:
    """Read a verb that is said of what the verb before it is said of: cut costs and raised, a plan to raise."""
    if said.governor in "pc" or (said.form == "infinitive" and said.governor in ",nN)T"):
        return _outer(said.syntax, said.position, said.left)
    return None


def of_opening(said: Said) -> list[Phrase] | None:
    """Read a past participle behind the noun that opens the sentence: Cedar, valued at $4 billion, is."""
    syntax, position = said.syntax, said.position
    behind_first_comma = said.before == "," and syntax.codes.find(",") == position - 1
    if syntax.codes[position] != "e" or not behind_first_comma or syntax.verb_before(position) is not None:
        return None
    return _only(syntax.phrase_before(position - 1))


def of_main(said: Said) -> list[Phrase] | None:
    """Read a participle that adds a clause: missiles struck the city, killing 14."""
    if said.before not in ",k":
        return None
    return main_subject(said.syntax, _past_aside(said.syntax, said.position) - 1, said.left)


def _past_aside(syntax: Syntax, position: int) -> int:
    """Give where a clause opens that killed no one, before what brings a toll to a level; else where that stands.

    A blast killed 3 people as rival gangs met, bringing the toll to 40.
    """
    raised = syntax.phrase_after(position + 1)
    opening = syntax.codes.rfind("k", 0, position)
    if raised is None or syntax.word(raised.end - 1) not in ("toll", "tally") or opening < 1:
        return position
    harms = "Q" in syntax.codes[opening:position]
    harms = harms or any(syntax.fits("english-killing", at) for at in range(opening, position))
    before = "Q" in syntax.codes[:opening] and syntax.code(opening - 1) == ","
    return opening if before and not harms else position


def of_noun(said: Said) -> list[Phrase] | None:
    """Read a participle that qualifies a noun: reserves exceeding 2 tonnes, losses to X totalling $5 million."""
    if said.before not in "nN":
        return None
    phrase = said.syntax.phrase_before(said.position)
    whole = said.syntax.phrase_before(phrase.begin - 1) if phrase is not None and phrase.preposition == "to" else None
    return [part for part in (whole, phrase) if part is not None]


CONSTRUCTIONS: dict[Form, tuple[Construction, ...]] = {
    "participle": (of_rising, of_accused, of_outer, of_main, of_noun),
    "infinitive": (of_rising, of_bidden, of_outer),
    "finite": (of_told, of_outer, of_opening),
}  # of verbs of each form, as they are tried


def _form(syntax: Syntax, position: int) -> Form:
    """Give the form of a verb by what it begins with: an -ing, being or having too, a to, or anything else."""
    if syntax.codes[position] == "g" or (syntax.codes[position] == "x" and syntax.word(position).endswith("ing")):
        return "participle"
    return "infinitive" if syntax.codes[position] == "x" and syntax.word(position) == "to" else "finite"


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
            again = syntax.word(opening) != "that" and bool(found) and syntax.code(found[0].begin) == "o"
            own = again or (bool(found) and syntax.code(found[0].begin - 1) == "s")  # skidded when its gear failed
            if found and not own and not syntax.fits("english-persons", found[0].end - 1):
                return found
        before = syntax.verb_before(max(opening, 0) if opening > comma else comma if aside else 0)
        if before is None:
            return subject_of(syntax, verb, left - 1)
        verb = before
    return _outer(syntax, position, left)


def revises_toll(syntax: Syntax, verb: Phrase, end: int) -> bool:
    """Say whether a verb only tells anew how many died, which is of no one who tells it."""
    return syntax.word(end - 1) == "toll" and syntax.fits("english-telling-anew", verb.end - 1) and verb.end < end


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


def having(syntax: Syntax, position: int, *, own: bool) -> Phrase | None:
    """Give what has those who are counted, where its clause is of another: sued Oak, an app with 3 million users.

    So also what they do something to (Oak, whose app 3 million people use), or where they are: Elm, where 12 people
    died. ``own`` says that they are of a kind that
    someone has of their own, whatever noun stands before with.
    """
    position = syntax.before_modifiers(position)
    noun = syntax.phrase_before(position - 1) if syntax.word(position - 1) == "with" else None
    if noun is not None and noun.end == position - 1 and syntax.word(noun.begin - 1) in ("a", "an"):
        name = syntax.phrase_before(noun.begin - 2) if syntax.code(noun.begin - 2) == "," else None
        named = name is not None and syntax.codes[name.end - 1] == "N"
        return name if named else noun if own else None  # bought a rival with 4,000 staff
    owned = syntax.phrase_before(position)
    if owned is not None and syntax.word(owned.begin - 1) == "whose":
        return owned
    if syntax.word(position - 1) in ("which", "where") and position > 1:
        return syntax.phrase_before(position - 1 - (syntax.codes[position - 2] == ","))  # the isle which 3 men saw
    return None


def group_of(syntax: Syntax, position: int) -> Phrase | None:
    """Give the group that those are who are counted at a position: after a mob of 200 monkeys ran riot."""
    of = syntax.before_modifiers(position) - 1
    group = syntax.phrase_before(of) if syntax.word(of) == "of" else None
    return group if group is not None and syntax.fits("english-group", group.end - 1) else None


def added_with(syntax: Syntax, begin: int) -> int | None:
    """Give the comma before a phrase that is added to a clause: ..., with losses of $3 million."""
    position = begin
    while position and syntax.codes[position - 1] in "dnsaQ":
        position -= 1
    added = position > 1 and syntax.word(position - 1) == "with" and syntax.codes[position - 2] == ","
    return position - 2 if added else None


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


def joined_before(syntax: Syntax, phrase: Phrase) -> Phrase | None:
    """Give what a phrase is only joined to: the airline and its budget unit, a quake and subsequent waves."""
    if syntax.codes[max(phrase.begin - 2, 0) : phrase.begin] == "cs":
        return syntax.phrase_before(phrase.begin - 2)
    if syntax.code(phrase.begin - 1) != "c" or "N" in syntax.codes[phrase.begin : phrase.end] or phrase.begin < 2:
        return None
    first = syntax.phrase_before(phrase.begin - 1 - (syntax.codes[phrase.begin - 2] == '"'))
    common = first is not None and set(syntax.codes[first.begin : first.end]) == {"n"}
    return first if common and first is not None and syntax.code(first.begin - 1) in 'd"' else None


def is_done_by(syntax: Syntax, position: int, done: Phrase) -> bool:
    """Say whether those who are counted do what is no thing of its own: resignations were tendered by 35 men at Oak."""
    bare = done.end - done.begin == 1 and syntax.code(done.begin - 1) in ",k" and syntax.word(done.begin).endswith("s")
    return bare and syntax.word(syntax.before_modifiers(position) - 1) == "by"


def _beaten(syntax: Syntax, position: int) -> bool:
    """Say whether whoever stands before an infinitive lost to whom it is said of: beat Elm to stay third."""
    verb = syntax.verb_before(position)
    return verb is not None and syntax.fits("english-beating", verb.end - 1)


def _outer(syntax: Syntax, position: int, left: int) -> list[Phrase]:
    """Give the subject of the verb before a position."""
    verb = syntax.verb_before(position)
    return _only(syntax.phrase_before(position)) if verb is None else subject_of(syntax, verb, left - 1)


def _only(phrase: Phrase | None) -> list[Phrase]:
    """Give a phrase alone, or nothing where there is none."""
    return [] if phrase is None else [phrase]


def _bidden(syntax: Syntax, position: int) -> Phrase | None:
    """Give whom someone orders, asks or urges to do what an infinitive says: told the firm to pay."""
    asked_at = position
    while asked_at > 1 and syntax.codes[asked_at - 1] == "T":
        asked_at = syntax.before_modifiers(asked_at - 1)
        asked_at -= syntax.code(asked_at - 1) == "p"  # urged the firm on Monday to pay
    if syntax.code(asked_at - 1) not in "nNo":
        return None
    verb = syntax.verb_before(position)
    if verb is None or not syntax.fits("english-bidding", verb.end - 1):
        return None
    if syntax.code(asked_at - 1) == "o":
        return Phrase(asked_at - 1, asked_at, "") if verb.end == asked_at - 1 else None  # ordered it to pay
    asked = next(iter(syntax.objects(verb.end, position)), None)
    called = syntax.word(verb.end - 1).startswith("call")
    return asked if asked is not None and asked.preposition == ("on" if called else "") else None


def held_for(syntax: Syntax, preposition: int) -> Phrase | None:
    """Give whom someone holds or thanks for what stands behind a preposition: arrested six people for stealing $4."""
    verb = syntax.verb_before(preposition)
    if verb is None or not syntax.fits("english-holding", verb.end - 1):
        return None
    phrase = syntax.phrase_after(verb.end + (syntax.code(verb.end) == "Q"))
    if phrase is not None and syntax.word(phrase.end) == "of" and syntax.word(phrase.end - 1) in COLLECTIVE:
        return syntax.phrase_after(phrase.end + 1)  # thanked a group of bakers
    if syntax.code(verb.end) == "Q":
        return Phrase(verb.end, phrase.end if syntax.code(verb.end + 1) in "nN" and phrase else verb.end + 1, "")
    return phrase if syntax.code(verb.end) in "dsnN" else None


def found_at(syntax: Syntax, phrase: Phrase) -> Phrase:
    """Give the things behind which a phrase tells the place, or else the phrase: selling bags and watches in Elm."""
    placed = phrase.preposition in STRUCK and "N" in syntax.codes[phrase.begin : phrase.end]
    goods = syntax.governing(phrase) if placed else None
    if goods is None or goods.preposition in STRUCK or syntax.code(goods.end) != "p":
        return phrase
    other = syntax.phrase_before(goods.begin - 1) if syntax.code(goods.begin - 1) == "c" else None
    both = other is not None and "N" not in syntax.codes[other.begin : goods.end]
    return Phrase(other.begin, goods.end, "") if both and other is not None else goods


def laid_at(syntax: Syntax, end: int) -> int:
    """Give where it goes on behind what someone did with what ends at a word: tariffs that Elm imposed on steel."""
    doer = syntax.phrase_after(end + 1) if syntax.word(end) in ("that", "which") else None
    at = doer.end if doer is not None else end
    while doer is not None and at < len(syntax.codes) and syntax.codes[at] in VERBS | {"a", "T"}:
        at += 1
    return at
