"""Clauses that leave out their verb, which is that of the one before: Oak fell 2 percent, Elm 3 percent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.english.syntax import Phrase, Syntax


def gapped(syntax: Syntax, at: int) -> Phrase | None:
    """Give the name that stands right before the quantity at ``at`` in a clause without a verb, or null.

    Only what joins clauses may stand between it and the quantity before.
    """
    phrase = syntax.phrase_before(at)
    if phrase is None or phrase.end != at or phrase.preposition or syntax.codes[phrase.end - 1] != "N":
        return None
    before = syntax.codes.rfind("Q", 0, phrase.begin)
    between = syntax.codes[before + 1 : phrase.begin].rstrip("d")
    return phrase if before >= 0 and between in (",", ",c", "c") else None
