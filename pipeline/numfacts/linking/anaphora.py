"""Taking up what was measured before: these four, a mark that is passed, a share that earns a rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import COUNTS, Link, metric_rule, takes
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.carrying import Place
    from numfacts.linking.metrics import MetricLinker
    from numfacts.vocabulary.shapes import Shapes

PHRASE = frozenset("vwMS")  # codes of the words of a short clause that describes people
DIMENSION = 5  # characters in which a word such as 长达 stands
LONGEST = 14  # characters of one


def recalled(place: Place, metrics: MetricLinker, shapes: Shapes) -> Link | None:
    """Give the metric of an earlier value that a Chinese one without a metric of its own takes up."""
    reading, quantity = place.reading, place.quantity
    if reading.english:
        return None
    if quantity.kind in COUNTS:
        return _these(place, shapes)
    if shapes["round-mark"].match(reading.text, quantity.right) is not None:
        return metrics.earlier(reading, place.index, quantity, False) or _before(place)
    if quantity.kind == "ratio" and reading.codes[place.index + 1 : place.index + 2] == "M":
        rule = metric_rule(reading.tokens[place.index + 1])
        return _before(place) if rule is not None and rule.metric == "rank" else None
    return None


def measured(place: Place, shapes: Shapes) -> Link | None:
    """Read the word for what a size is measured of from right before it: 长约10公里的铁路, 重达2吨."""
    reading, quantity = place.reading, place.quantity
    if reading.english or quantity.kind != "physical":
        return None
    found = shapes["dimension"].search(reading.text, max(reading.start, quantity.left - DIMENSION), quantity.left)
    return Link(Mention(found[1], *found.span(1)), None, None, None) if found is not None else None


def described(place: Place) -> Link | None:
    """Read what people are said to do as what their number is: 接种第一剂疫苗的5万人."""
    reading, quantity, first = place.reading, place.quantity, place.index
    if reading.english or quantity.kind != "person" or reading.text[quantity.left - 1] != "的":
        return None
    end = start = quantity.left - 1
    verb = None
    while first and reading.codes[first - 1] in PHRASE and reading.tokens[first - 1].end >= start - 4:
        first -= 1
        start = reading.tokens[first].start
        verb = first if reading.codes[first] == "v" else verb
    if verb is None:
        return None
    start = reading.tokens[verb].start
    if end - start > LONGEST:
        return None
    return Link(Mention(reading.text[start:end], start, end), None, None, verb, event=True)


def priced(place: Place, shapes: Shapes) -> Link | None:
    """Give the price that was spoken of last for an amount of which nothing else is said: 跌到2万美元."""
    previous = place.previous
    if place.reading.english or place.quantity.kind != "money" or place.quantity.per or previous is None:
        return None
    if previous.metric is None or previous.metric.id not in shapes.group("quoted"):
        return None
    return _before(place) if previous.quantity.code in (None, place.quantity.code) else None


def _these(place: Place, shapes: Shapes) -> Link | None:
    """Give what was counted last, where the count only takes it up: 这4人."""
    reading, previous = place.reading, place.previous
    if shapes["these"].search(reading.text, reading.start, place.quantity.left) is None or previous is None:
        return None
    if previous.quantity.kind not in COUNTS or previous.metric is None or previous.link is None:
        return None
    return previous.link


def _before(place: Place) -> Link | None:
    """Give the metric of the claim before, if values of it come in the unit of this one."""
    previous = place.previous
    if previous is None or previous.link is None or previous.link.rule is None or previous.metric is None:
        return None
    if previous.change is None and previous.quantity.kind == place.quantity.kind:
        return Link(previous.metric, previous.link.rule, previous.link.source, None)
    return previous.link if takes(previous.link.rule, place.quantity, False) else None
