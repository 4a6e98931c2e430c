"""What leaves out what went before: Oak fell 2 percent, Elm 3; 72 people died, including 30 in Oak, six at sea."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.english.syntax import VERBS, Phrase

if TYPE_CHECKING:
    from numfacts.linking.english.syntax import Syntax


SIZED = frozenset(["at", "by", "with"])  # between a name and by how much it moved
PLACED = frozenset(["in", "from", "at", "near"])
AWAY = frozenset(["abroad", "overseas", "elsewhere"])
RANKING = frozenset(["followed", "ahead"])  # before by or of someone whose number follows
POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
THOSE = frozenset(["them", "whom", "these", "those"])
ORDERED = frozenset(["first", "second", "third", "last", "latest", "one"])
JOINED = re.compile("(?:pd?)?n{0,3}(?:,c|,|c)(?P<ranked>[ea]p)?d*(?P<first>N+c)?d*")  # codes before another's name
ADDED = re.compile("Q(?:,c|,|c)$")  # codes between what is added with a move of its own and another
LISTED = frozenset("QpnNcda',")  # codes between the word that opens a list of parts and one of them


def parted(syntax: Syntax, at: int) -> Phrase | None:
    """Give where the part of a number told before is that the quantity at ``at`` is: including 30 in Oak, 22 in Elm."""
    phrase = _origin(syntax, at) if syntax.word(at + 2) != "outside" else None
    return phrase if phrase is not None and "N" in syntax.codes[phrase.begin : phrase.end] else None


def lone_possessor(syntax: Syntax, at: int) -> Phrase | None:
    """Give the name whose possession is left out, as told before: while Elmland's was 3 percent, against Oak's 4.

    A name may end like that itself (McDonald's rose); it is told from these by the possession before.
    """
    verb = syntax.verb_before(at)
    end = at if syntax.code(at - 1) == "'" else verb.begin if verb is not None else 0
    owned = syntax.codes.find("'", 0, end - 1) >= 0
    if not owned or syntax.word(end - 1) not in POSSESSIVE or syntax.code(at + 1) in "nN":
        return None
    name = syntax.phrase_before(end - 1)
    return name if name is not None and syntax.codes[name.end - 1] == "N" else None


def is_part(syntax: Syntax, at: int) -> bool:
    """Say whether the quantity at ``at`` is a part of a number told before: including 30 in Oak, 9,000 from abroad."""
    return _origin(syntax, at) is not None or (_origin_opens(syntax, at) and syntax.word(at + 2) in AWAY)


def _origin_opens(syntax: Syntax, at: int) -> bool:
    """Say whether a preposition of place follows a quantity in a list of parts."""
    if syntax.word(at + 1) not in PLACED or syntax.code(at - 1) not in ",cp":
        return False
    opening = next((place for place in range(at - 1, -1, -1) if syntax.word(place) == "including"), -1)
    return opening >= 0 and set(syntax.codes[opening:at]) <= LISTED


def _origin(syntax: Syntax, at: int) -> Phrase | None:
    """Give what stands behind the preposition of place that follows a quantity in a list of parts."""
    if not _origin_opens(syntax, at):
        return None
    return syntax.phrase_after(at + 2 + (syntax.word(at + 2) == "outside"))


def is_left(syntax: Syntax, at: int) -> bool:
    """Say whether a number is of more of those told before, who now do something: with another 16 clinging to life."""
    follow = at + 1 + (syntax.word(at + 1) == "more")
    while syntax.code(follow) == "a":
        follow += 1
    return syntax.word(syntax.before_modifiers(at) - 1) == "with" and syntax.code(follow) == "g"


def is_of_those(syntax: Syntax, at: int) -> bool:
    """Say whether a quantity counts some of those told before: six of them."""
    return syntax.word(at + 1) == "of" and syntax.word(at + 2) in THOSE


def is_former(syntax: Syntax, at: int) -> bool:
    """Say whether a number is only told by a clause behind it, of what is compared: up from the 600 it had."""
    opening = syntax.before_modifiers(at) - 1
    led = syntax.fits("english-held-against", opening)
    led = led or (syntax.word(opening) == "from" and syntax.fits("english-moved-side", opening - 1))
    led = led or (syntax.word(opening - 1) == "compared" and syntax.word(opening) in ("with", "to"))
    told = syntax.code(at + 1) in "ek" or (syntax.code(at + 1) in "oN" and syntax.code(at + 2) in "vexa")
    return led and told


def stands_for(syntax: Syntax, at: int) -> bool:
    """Say whether the number at ``at`` only stands for those told before: friends of the 12, the first of three."""
    if syntax.code(at + 1) in "nN" or is_former(syntax, at):
        return False
    before = syntax.word(at - 1)
    lone = syntax.word(at) == "one" and syntax.code(at + 1) != "e"  # killed one, but one dead
    return before == "the" or lone or (before == "of" and syntax.word(at - 2) in ORDERED)


def beside_name(syntax: Syntax, at: int) -> bool:
    """Say whether a number counts those who are named beside someone that opens the sentence: Ann Berg and six."""
    return syntax.code(at - 1) == "c" and syntax.code(at - 2) == "N" and not VERBS & set(syntax.codes[:at])


def gapped(syntax: Syntax, at: int) -> Phrase | None:
    """Give the name that stands right before the quantity at ``at`` in a clause without a verb, or null.

    Only what joins clauses may stand between it and the quantity before: Oak fell 2 percent, followed by Elm at 1.
    """
    end = at - (syntax.word(at - 1) in SIZED)
    phrase = syntax.phrase_before(end)
    if phrase is None or phrase.end != end or syntax.codes[phrase.end - 1] != "N":
        return None
    before = syntax.codes.rfind("Q", 0, phrase.begin)
    joined = JOINED.fullmatch(syntax.codes, before + 1, phrase.begin) if before >= 0 else None
    if joined is None or (joined["ranked"] and syntax.word(joined.start("ranked")) not in RANKING):
        return None
    if phrase.preposition and not joined["ranked"]:
        return None
    return phrase if not joined["first"] else phrase._replace(begin=joined.start("first"))


def added_mover(syntax: Syntax, position: int) -> Phrase | None:
    """Give what is added behind a clause with a move of its own: with petrol down 12 percent, Oak sales up 4."""
    if syntax.word(position - 1) not in ("up", "down"):
        return None
    phrase = syntax.phrase_before(position - 1)
    if phrase is None or phrase.end != position - 1:
        return None
    opening = next((at for at in range(phrase.begin - 1, 0, -1) if syntax.word(at) == "with"), 0)
    between = syntax.codes[opening + 1 : phrase.begin].rstrip("d")
    if syntax.codes[max(opening - 1, 0) : opening + 1] != ",p" or not (not between or ADDED.search(between)):
        return None
    name = syntax.codes.find("n", phrase.begin, phrase.end)
    return phrase if name in (-1, phrase.begin) else Phrase(phrase.begin, name, "")


def moving(syntax: Syntax, position: int) -> list[Phrase]:
    """Give the name whose move stands behind it without a verb: among the gainers were Oak, up 3 percent."""
    if syntax.word(position - 1) not in ("up", "down") or syntax.code(position - 2) != "," or position < 3:
        return []
    phrase = syntax.phrase_before(position - 2)
    if phrase is not None and phrase.preposition == "of" and syntax.codes[phrase.begin - 2] == "N":
        phrase = syntax.phrase_before(phrase.begin - 1)  # Bank of Elmland, down 2 percent
    elif phrase is None or phrase.end != position - 2:
        return []
    return [phrase] if phrase is not None and not phrase.preposition and syntax.codes[phrase.end - 1] == "N" else []
