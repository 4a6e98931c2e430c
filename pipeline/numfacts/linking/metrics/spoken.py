"""What a sentence only speaks of, whose figures the next one gives: 云杉科技销售额屡创新高。2021年增长40%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.english.comparing import is_awaited
from numfacts.linking.links import Link, metric_rule, takes
from numfacts.linking.metrics.carrying import is_traded
from numfacts.programs import later
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.metrics.metric_phrases import MetricPhrases
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

WHOSE = "wSCO"  # codes of the words of whom or what a metric is of
# Codes of a sentence that names nothing before its first figure: when, a cue of forecast, what is compared, the move.
TAKEN_UP = later("[,PXBsVLTtNkei]+$")


class Topic:
    """A metric that a sentence speaks of without a figure, and whose it is."""

    __slots__ = ("link", "subject")

    def __init__(self, link: Link, subject: Mention | None) -> None:
        self.link = link
        self.subject = subject


def topic_of(reading: Reading, phrases: MetricPhrases, shapes: Shapes) -> Topic | None:
    """Give what a sentence without figures speaks of, where that is one metric, and none that markets move.

    In English it is one of a company: cold weather held back its sales.
    """
    rules = [(at, metric_rule(token)) for at, token in enumerate(reading.tokens)]
    company = shapes.group("company") if reading.english else None
    places = [at for at, rule in rules if rule is not None and (company is None or rule.metric in company)]
    if not places or len(places) != places[-1] - places[0] + 1:
        return None
    found = phrases.at(reading, places[-1])
    if is_traded(found, shapes):
        return None
    link = Link(found.mention, found.rule, found.source, None)
    start = found.mention.start or 0
    first = last = next((at for at, token in enumerate(reading.tokens) if token.end > start), places[-1])
    while first and reading.codes[first - 1] in WHOSE and _joins(reading, first):
        first -= 1
    if first == last:
        return Topic(link, None)
    begin, end = reading.tokens[first].start, reading.tokens[last - 1].end
    return Topic(link, Mention(reading.text[begin:end], begin, end))


def _joins(reading: Reading, position: int) -> bool:
    """Say whether a token goes on with the one before it, or by 的."""
    between = reading.text[reading.tokens[position - 1].end : reading.tokens[position].start]
    return between in ("", "的")


def taken_up(place: Place, shapes: Shapes, *, change: bool) -> Link | None:
    """Give the metric that the sentence before speaks of to the first figure of one that names nothing before it."""
    topic, reading = place.topic, place.reading
    alone = topic is not None and reading.english and "M" not in reading.codes[: place.index]
    if topic is not None and alone and is_awaited(reading, place.index, shapes):
        return topic.link  # Oak posted flat sales. Analysts had expected a rise of 3 percent.
    if topic is None or topic.link.rule is None or TAKEN_UP.match(place.reading.codes, 0, place.index) is None:
        return None
    return topic.link if takes(topic.link.rule, place.quantity, change) else None
