"""Whether the words around a quantity say that it is demanded, allowed, possible or supposed, and so not there yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.records import Mention
    from numfacts.vocabulary.shapes import Shapes

BOUNDS = frozenset(["<", ">=", "<="])  # comparators of what may only tell which ones, or what is allowed
SHARES = frozenset(["ratio", "money"])  # kinds of quantities that a rule of the sentence limits
THINGS = frozenset(["count", "physical"])  # kinds of quantities of what is built or set up
IN_CLAUSE = "could-become|may-be|first-planned|reaches"  # shapes of words before a quantity in its clause


def is_supposed(place: Place, shapes: Shapes) -> bool:
    """Say whether a rule demands or allows a quantity, or the clause only supposes it."""
    reading, index, quantity = place.reading, place.index, place.quantity
    text, start = reading.text, reading.tokens[index].start
    begin = reading.clause_start(index)
    clause = reading.tokens[begin].start
    if text.find("或", clause, start) >= 0 and shapes["may"].search(text, clause, quantity.start) is not None:
        return True
    if reading.english:
        return False
    if quantity.kind in SHARES and shapes["approved"].search(text, reading.start, start) is not None:
        return True
    if shapes[IN_CLAUSE].search(text, clause, start) is not None:
        return True
    if _is_norm(place, clause, start, shapes):
        return True
    if quantity.comparator not in BOUNDS:
        return False
    if shapes["allows"].search(text, clause, start) is not None:
        return True
    return quantity.kind in SHARES and shapes["regulated"].search(text, reading.start, reading.end) is not None


def _is_norm(place: Place, clause: int, start: int, shapes: Shapes) -> bool:
    """Say whether a quantity is one that a rule grants, or sets anew: 一次性奖励5万元, 收费上限由3元调整为4元."""
    reading, quantity = place.reading, place.quantity
    text = reading.text
    if shapes["norm-moved"].search(text, clause, start) is not None:
        return shapes["norm-was"].search(text, clause, start) is None
    if quantity.kind not in SHARES or shapes["rule-grants"].search(text, reading.start, reading.end) is None:
        return False
    return shapes["granted-already"].search(text, reading.start, reading.end) is None


def is_rate_awaited(place: Place, metric: Mention, shapes: Shapes) -> bool:
    """Say whether a rate is moved only in what markets reckon with or someone calls for: 掉期市场定价3月加息5个基点."""
    text = place.reading.text
    if metric.start is None or shapes["moves-rate"].match(text, metric.start) is None:
        return False
    awaited = shapes["rate-awaited"].search(text, place.reading.start, place.quantity.left)
    return awaited is not None or shapes["rate-likely"].match(text, place.quantity.right) is not None


def is_booked(place: Place, shapes: Shapes) -> bool:
    """Say whether a sentence tells what is booked by now for a time, be that to come: 国庆酒店预订量增长30%."""
    reading = place.reading
    return not reading.english and shapes["booked"].search(reading.text, reading.start, place.quantity.left) is not None


def is_conditional(place: Place, shapes: Shapes) -> bool:
    """Say whether the clause of a quantity opens with what makes all of it a supposition: 若降至3%, 才能升至5%."""
    reading = place.reading
    opening = reading.opening(reading.clause_start(place.index))
    return not reading.english and shapes["supposed"].match(reading.text, opening) is not None
