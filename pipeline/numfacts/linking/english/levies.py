"""Whether an English sentence only names a tariff, which is then of no day: a complaint against a 10 percent tariff."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.reading import Reading
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

MOVING = frozenset(["to", "by", "from", "at"])  # before a rate that something comes to, or by which it moves
BRINGING = frozenset(["with", "including", "by"])  # before what is brought about: hit imports with tariffs
WITHIN = frozenset("dsanN'")  # codes of what stands before a noun or its number in its phrase
EFFECT = 60  # characters behind a tariff in which it may be said that it took effect


def is_only_named(reading: Reading, index: int, metric: Mention, shapes: Shapes) -> bool:
    """Say whether the tariff of a quantity is neither levied nor moved by the verb of its sentence."""
    syntax, quantity = reading.syntax, reading.tokens[index]
    if syntax is None or metric.start is None or not reading.start <= metric.start < reading.end:
        return False
    begins = shapes["english-due"].search(reading.text, quantity.end, min(quantity.end + EFFECT, reading.end))
    if begins is not None:
        return False
    at = syntax.at(quantity.end - 1)
    led = at
    while led and syntax.codes[led - 1] in "dan":
        led -= 1  # to a flat 25 percent
    if syntax.word(led - 1) in MOVING:
        return False
    begin = syntax.at(metric.start) if syntax.word(at - 1) == "of" and metric.start < quantity.start else at
    while begin and syntax.codes[begin - 1] in WITHIN:
        begin -= 1
    leading, word = syntax.code(begin - 1), syntax.word(begin - 1)
    if leading == "p":
        return word not in BRINGING
    if begin and leading in "veg":
        return not shapes.fits("english-levying", word)
    effect = shapes["english-in-effect"].search(reading.text, quantity.end, min(quantity.end + EFFECT, reading.end))
    return effect is None
