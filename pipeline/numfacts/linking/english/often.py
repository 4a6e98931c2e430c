"""How often something was done, which a number of times tells as a count: played seven times since May."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import Link, metric_rule, takes
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.english.syntax import Phrase, Syntax
    from numfacts.linking.reading import Reading
    from numfacts.numbers.quantity import Quantity

OFTEN = "times"
BEYOND = frozenset(
    ["over", "above", "below", "under", "of", "than"]
)  # prepositions before what a multiple is held against
MOVED = frozenset("VNB")  # codes of words of change, by which a multiple is told


def settle_often(reading: Reading, index: int, quantity: Quantity) -> None:
    """Read a number of times as a count, in place, where it is no multiple: was stabbed six times in the back."""
    if quantity.kind == "times" and quantity.unit_text == OFTEN and _doing(reading, index, quantity) is not None:
        quantity.kind, quantity.code = "bare", None


def done_often(reading: Reading, quantity: Quantity) -> Link | None:
    """Give the verb of what was done so often."""
    if quantity.kind != "bare" or quantity.unit_text != OFTEN or reading.syntax is None:
        return None
    verb = reading.syntax.verb_before(reading.syntax.at(quantity.start))
    if verb is None:
        return None
    word = reading.syntax.words[verb.end - 1]
    return Link(Mention(reading.text[word.start : word.end], word.start, word.end), None, None, None)


def _doing(reading: Reading, index: int, quantity: Quantity) -> Phrase | None:
    """Give the verb of which it is told how often that was done, null where a multiple of something is told."""
    syntax = reading.syntax
    if syntax is None or quantity.decimals or not MOVED.isdisjoint(reading.codes[max(index - 1, 0) : index]):
        return None
    at = syntax.at(quantity.start)
    verb = syntax.verb_before(at)
    if (
        verb is None
        or syntax.codes[verb.end - 1] == "x"
        or syntax.fits("english-reached", verb.end - 1)
        or _is_held_against(syntax, at)
    ):
        return None
    moving = reading.overlapping(*syntax.span(verb))
    multiplies = any(reading.codes[position] == "V" or _is_multiple(reading, position, quantity) for position in moving)
    return None if multiplies or syntax.code(at - 1) == "p" else verb


def _is_multiple(reading: Reading, position: int, quantity: Quantity) -> bool:
    """Say whether a word names what is told in multiples: oversubscribed 12 times; not issued five times."""
    rule = metric_rule(reading.tokens[position])
    return rule is not None and takes(rule, quantity, False)


def _is_held_against(syntax: Syntax, at: int) -> bool:
    """Say whether what a multiple is of stands behind it: 12 times earnings, 40 times over the limit."""
    behind = syntax.code(at + 1)
    timed = behind == "d" and syntax.code(at + 2) in "Tn" and syntax.word(at + 1) in ("a", "an", "this", "every")
    return not (behind in ",kcT" or timed or (behind == "p" and syntax.word(at + 1) not in BEYOND))
