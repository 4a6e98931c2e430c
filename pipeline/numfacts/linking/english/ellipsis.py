"""What leaves out what went before: Oak fell 2 percent, Elm 3; Oak, up 2 percent; six of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.linking.english.syntax import Phrase

if TYPE_CHECKING:
    from numfacts.linking.english.syntax import Syntax


SIZED = frozenset(["at", "by", "with"])  # between a name and by how much it moved
BESIDE = ("", "by", "behind")  # prepositions of such a name: Oak fell 2 percent, just behind Elm at 1
POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
THOSE = frozenset(["them", "whom", "these", "those"])
JOINED = re.compile(
    "(?:(?:pd?)?n{0,3}|(?:pd?[nN]{1,3}){1,2}(?=,))(?:,c|,|c)(?P<ranked>[ea]?p)?d*"
)  # codes between a quantity and another's name


def lone_possessor(syntax: Syntax, at: int) -> Phrase | None:
    """Give the name whose possession is left out, as told before: while Elmland's was 3 percent, against Oak's 4.

    A name may end like that itself (McDonald's rose); it is told from these by the possession before.
    """
    verb = syntax.verb_before(at)
    end = at if syntax.code(at - 1) == "'" else verb.begin if verb is not None else 0
    placed = syntax.phrase_before(end) if verb is not None else None
    if placed is not None and placed.preposition and syntax.word(placed.begin - 2) in ("those", "that"):
        return placed  # shipments to Oakland fell 2 percent, while those to Elmland rose 3
    owned = syntax.codes.find("'", 0, end - 1) >= 0
    if not owned or syntax.word(end - 1) not in POSSESSIVE or syntax.code(at + 1) in "nN":
        return None
    return syntax.phrase_before(end - 1)


def is_of_those(syntax: Syntax, at: int) -> bool:
    """Say whether a quantity counts some of those told before: six of them."""
    return syntax.word(at + 1) == "of" and syntax.word(at + 2) in THOSE


def stands_for(syntax: Syntax, at: int) -> bool:
    """Say whether the number at ``at`` only stands for one of those told before: killed one, but not one dead."""
    return syntax.word(at) == "one" and syntax.code(at + 1) not in "nNe"


def gapped(syntax: Syntax, at: int) -> Phrase | None:
    """Give the name that stands right before the quantity at ``at`` in a clause without a verb, or null.

    Only what joins clauses may stand between it and the quantity before: Oak fell 2 percent, followed by Elm at 1.
    """
    end = at - (syntax.word(at - 1) in SIZED)
    phrase = syntax.phrase_before(end)
    if phrase is None or phrase.end != end or phrase.preposition not in BESIDE or syntax.codes[end - 1] != "N":
        return None
    before = syntax.codes.rfind("Q", 0, phrase.begin)
    joined = JOINED.fullmatch(syntax.codes, before + 1, phrase.begin) if before >= 0 else None
    ranked = joined is not None and joined["ranked"] and phrase.preposition != "behind"
    if joined is None or (ranked and syntax.word(joined.start("ranked")) != "followed"):
        return None
    return phrase
