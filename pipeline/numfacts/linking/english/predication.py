"""What an English verb is said of: its subject, also where that stands in a clause around its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from numfacts.in_order import first_found
from numfacts.linking.english.subject_walk import opens_clause, walk_back
from numfacts.linking.english.syntax import CLAUSES, Phrase, Syntax
from numfacts.linking.once import once

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal, TypeAlias

    Form: TypeAlias = Literal["participle", "infinitive", "finite"]
    Construction: TypeAlias = Callable[["Said"], list[Phrase] | None]

ASIDE = frozenset("dsnNpT'")  # codes between a comma and the verb of a clause in which it is only said who tells
WHOSE = frozenset(["of", "at", "in", "for", "from"])  # before whose something is
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
    rises = syntax.word(position + 1) == "be" or syntax.fits("english-rising", position + 1)
    return _only(syntax.phrase_before(position)) if rises and said.before in "nN" else None


def of_bidden(said: Said) -> list[Phrase] | None:
    """Read what someone is ordered, asked or urged to do: told the firm to pay."""
    verb = said.syntax.verb_before(said.position)
    if verb is None or not said.syntax.fits("english-bidding", verb.end - 1):
        return None
    return said.syntax.objects(verb.end, said.position)[:1] or None


def of_accused(said: Said) -> list[Phrase] | None:
    """Read what someone is held for: arrested six people for stealing $4,000."""
    if said.governor != "p":
        return None
    accused = held_for(said.syntax, said.position - 1)
    return None if accused is None else [accused]


def of_opening(said: Said) -> list[Phrase] | None:
    """Read a past participle behind the noun that opens the sentence: Cedar, valued at $4 billion, is."""
    syntax, position = said.syntax, said.position
    behind_first_comma = said.before == "," and syntax.codes.find(",") == position - 1
    if syntax.codes[position] != "e" or not behind_first_comma or syntax.verb_before(position) is not None:
        return None
    return None if syntax.word(position + 1) == "by" else _only(syntax.phrase_before(position - 1))


def of_outer(said: Said) -> list[Phrase] | None:
    """Read a verb that is said of what the verb before it is said of: cut costs and raised, a plan to raise."""
    if said.governor in "pc" or (said.form == "infinitive" and (said.governor in ",nN)T" or said.before == "Q")):
        return _outer(said.syntax, said.position, said.left)
    return None


def of_main(said: Said) -> list[Phrase] | None:
    """Read a participle that adds a clause: missiles struck the city, killing 14."""
    return main_subject(said.syntax, said.position - 1, said.left) if said.before in ",k" else None


def of_noun(said: Said) -> list[Phrase] | None:
    """Read a participle that qualifies a noun: reserves exceeding 2 tonnes, sales at Cedar Mills rising 4 percent."""
    phrase = said.syntax.phrase_before(said.position) if said.before in "nN" else None
    if phrase is None:
        return None
    moves = said.syntax.fits("english-moving", said.position) and phrase.preposition in WHOSE
    whole = said.syntax.governing(phrase) if moves else None
    return [phrase] if whole is None or whole.preposition else [whole, phrase]


CONSTRUCTIONS: dict[Form, tuple[Construction, ...]] = {
    "participle": (of_rising, of_accused, of_outer, of_main, of_noun),
    "infinitive": (of_rising, of_bidden, of_outer),
    "finite": (of_outer, of_opening),
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
        opening = syntax.codes.rfind("k", 0, verb.begin)
        comma = syntax.codes.rfind(",", 0, verb.begin)
        aside = comma >= 0 and set(syntax.codes[comma + 1 : verb.begin]) <= ASIDE  # , the Office for Trade said,
        if opening > comma and (found := subject_of(syntax, verb, left - 1)):
            return found
        before = syntax.verb_before(opening if opening > comma else comma if aside else 0)
        if before is None:
            return subject_of(syntax, verb, left - 1)
        verb = before
    return _outer(syntax, position, left)


def lifted(syntax: Syntax, verb: Phrase, position: int) -> Phrase | None:
    """Give the side that someone leads to what stands at a position: Berg fired Oakshire to a first win in 12 games."""
    side = syntax.phrase_after(verb.end) if syntax.fits("english-lifting", verb.end - 1) else None
    led = side is not None and side.end < position and syntax.word(side.end) in ("to", "into")
    return side if side is not None and led and "N" in syntax.codes[side.begin : side.end] else None


def added_with(syntax: Syntax, begin: int) -> int | None:
    """Give the comma before a phrase that is added to a clause: ..., with losses of $3 million."""
    position = begin
    while position and (syntax.codes[position - 1] in "dnsaQ" or _of_number(syntax, position - 1)):
        position -= 1
    if syntax.code(position - 1) == "c":
        position = _joined_with(syntax, position - 1)
    added = position > 1 and syntax.word(position - 1) == "with" and syntax.codes[position - 2] == ","
    return position - 2 if added else None


def _joined_with(syntax: Syntax, joint: int) -> int:
    """Give where the first of two clauses opens that a with adds: with roads closed and 300 police in the streets."""
    position = joint
    while position and syntax.codes[position - 1] in "dnNsaQe":
        position -= 1
    return position


def _of_number(syntax: Syntax, position: int) -> bool:
    """Say whether an of leads from a part to its whole: 190 of its 300 members."""
    return syntax.word(position) == "of" and syntax.code(position - 1) == "Q"


def opened_with(syntax: Syntax, begin: int) -> Phrase | None:
    """Give the subject of a clause that a phrase of what it has opens: with 300 shops, Oak is."""
    comma, first = syntax.codes.find(","), int(syntax.codes.startswith('"'))
    if syntax.word(first) != "with" or not 0 < begin < comma or not set(syntax.codes[:comma]).isdisjoint("xvk"):
        return None
    phrase = syntax.phrase_after(comma + 1) if syntax.code(comma + 1) in "dsnN" else None
    named = phrase is not None and "N" in syntax.codes[phrase.begin : phrase.end]
    return phrase if phrase is not None and named and syntax.code(phrase.end) in "xve" else None


def both_of(syntax: Syntax, phrase: Phrase) -> Phrase | None:
    """Give the two or more that open a sentence as its subject: Oakland and Elmland exchanged, fires and floods."""
    joint = phrase.begin - 1 - (syntax.code(phrase.begin - 1) == "d" and syntax.codes[phrase.begin] == "N")
    first = syntax.phrase_before(joint) if syntax.word(joint) == "and" else None
    for _ in range(CLAUSES):
        if first is None or syntax.code(first.begin - 1) != "," or opens_clause(syntax, first.begin):
            break
        first = syntax.phrase_before(first.begin - 1)
    one = syntax.fits("english-firm-noun", phrase.end - 1) and syntax.code(phrase.begin - 1) == "c"
    opens = first is not None and opens_clause(syntax, first.begin) and not one  # not the tools and toys company
    if first is None or not opens:
        return None
    added = syntax.phrase_after(phrase.end + 1) if syntax.word(phrase.end) == "of" else None
    named = added is not None and syntax.codes[phrase.end - 1] + syntax.codes[added.end - 1] == "NN"  # the Bank of Elm
    return Phrase(first.begin, added.end if named and added is not None else phrase.end, phrase.preposition)


def joined_before(syntax: Syntax, phrase: Phrase) -> Phrase | None:
    """Give what a phrase is only joined to: the airline and its budget unit, a quake and subsequent waves."""
    if syntax.codes[max(phrase.begin - 2, 0) : phrase.begin] == "cs":
        return syntax.phrase_before(phrase.begin - 2)
    if syntax.code(phrase.begin - 1) != "c" or "N" in syntax.codes[phrase.begin : phrase.end]:
        return None
    first = syntax.phrase_before(phrase.begin - 1)
    common = first is not None and set(syntax.codes[first.begin : first.end]) == {"n"}
    return first if common and first is not None and syntax.code(first.begin - 1) == "d" else None


def _outer(syntax: Syntax, position: int, left: int) -> list[Phrase]:
    """Give the subject of the verb before a position."""
    verb = syntax.verb_before(position)
    return _only(syntax.phrase_before(position)) if verb is None else subject_of(syntax, verb, left - 1)


def _only(phrase: Phrase | None) -> list[Phrase]:
    """Give a phrase alone, or nothing where there is none."""
    return [] if phrase is None else [phrase]


def held_for(syntax: Syntax, preposition: int) -> Phrase | None:
    """Give whom someone holds or thanks for what stands behind a preposition: arrested a man for stealing $4."""
    verb = syntax.verb_before(preposition)
    if verb is None or not syntax.fits("english-holding", verb.end - 1):
        return None
    return syntax.phrase_after(verb.end) if syntax.code(verb.end) in "dsnN" else None
