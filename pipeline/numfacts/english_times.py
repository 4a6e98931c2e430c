"""Which times of an English sentence reach beyond their clause: those of a list of values, those of a story told."""

from __future__ import annotations

from numfacts.english_syntax import VERBS
from numfacts.quantities import Quantity
from numfacts.reading import Reading

PAST = frozenset(["was", "were", "had", "did"])  # auxiliaries of what is told


def is_told(reading: Reading, index: int) -> bool:
    """Say whether the quantity at ``index`` is of what happened, by the verb that governs it: sold, not sells.

    A quantity without a verb counts: nothing speaks of now.
    """
    syntax, quantity = reading.syntax, reading.tokens[index].item
    if syntax is None or not isinstance(quantity, Quantity):
        return False
    verb = syntax.verb_before(syntax.at(quantity.start))
    if verb is None:
        return True
    if syntax.codes[verb.begin] == "x":
        return syntax.word(verb.begin) in PAST
    return not set("eg").isdisjoint(syntax.codes[verb.begin : verb.end])


def beside(reading: Reading, index: int) -> int:
    """Give the index of the token that opens what goes on beside the clause of a quantity, or the end: , with X due.

    A time in it is not that of the clause.
    """
    for position in range(index + 1, len(reading.tokens) - 1):
        following = reading.tokens[position + 1]
        if reading.codes[position] == "," and reading.text.startswith("with ", following.start):
            return position
    return len(reading.tokens)


def last_listed(reading: Reading, index: int) -> int:
    """Give the index of the last quantity that is listed with the one at ``index`` without another verb.

    What stands behind it is of all of them: revenue of 3 million and a loss of 1 million for 2024.
    """
    syntax = reading.syntax
    following = reading.codes.find("Q", index + 1)
    while syntax is not None and following >= 0:
        begin, end = syntax.at(reading.tokens[index].end - 1) + 1, syntax.at(reading.tokens[following].start)
        between = syntax.codes[begin:end]
        if "c" not in between or set(between) & (VERBS | set(",kT")):
            break
        index, following = following, reading.codes.find("Q", following + 1)
    return index
