"""Which company a figure is of, where its metric tells that: who is affected, assessed, fined or set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.subjects.question import Whose
from numfacts.records import Mention
from numfacts.vocabulary.tokens import INTRODUCED

if TYPE_CHECKING:
    from numfacts.linking.subjects.by_metric.measured import Known, Measured
    from numfacts.linking.subjects.question import Asked

GAINS = "所得"  # what the words for unlawful gains end with


def affected(asked: Asked, known: Known) -> Whose | None:
    """Give the company of the text, where a figure is by how much something affects it: 影响归母净利润5万元."""
    topic, reading = known.focus.topic, asked.reading
    if topic is None or not topic.company:
        return None
    begin, end = reading.tokens[asked.begin].start, reading.tokens[asked.index].start
    affects = known.shapes["affects"].search(reading.text, begin, end)
    return Whose(topic.mention, firm=True) if affects is not None else None


def assessed(measured: Measured) -> Whose | None:
    """Give who is rated, or whom the text is about if that is not who rates: 甲证券将乙评级下调，目标价10元."""
    if not measured.is_of("assessed"):
        return None
    reading, known = measured.reading, measured.known
    rated = [*known.shapes["rated"].finditer(reading.text, reading.start, measured.asked.quantity.left)]
    if rated:
        return Whose(Mention(rated[-1][1], *rated[-1].span(1)), firm=True)
    topic = known.focus.topic
    if topic is None or known.shapes["assessor"].search(topic.mention.text or "") is not None:
        return None
    return Whose(topic.mention, firm=topic.firm)  # 对苹果过于消极


def fined(measured: Measured) -> Whose | None:
    """Give who is fined: 对某人处罚款, 没收某人违法所得, or the last company that the sentence names before a fine."""
    if measured.link.mention.id != "fine" and not measured.text.endswith(GAINS):
        return None
    reading, known, asked = measured.reading, measured.known, measured.asked
    itself = known.shapes["punishes-it"].search(reading.text, reading.start, asked.quantity.left)
    company = known.focus.company or known.focus.named
    if itself is not None and company is not None:
        return Whose(company, firm=True)  # 证监局决定对公司给予警告，并处以3万元罚款
    punished = [*known.shapes["punished"].finditer(reading.text, reading.start, asked.quantity.left)]
    at = punished[-1].lastindex or 0 if punished else 0
    if punished and known.cast.is_name(punished[-1][at]):
        return Whose(Mention(punished[-1][at], *punished[-1].span(at)), firm=True)
    for position in range(asked.index - 1, -1, -1):
        name = reading.mention(position)
        if reading.codes[position] == "w" and (name.text or "").endswith("公司"):
            return Whose(name, firm=True)
    return None


def bid_for(measured: Measured) -> Whose | None:
    """Give whose shares someone would buy, for the price the offer is held against: 收购甲股份，较收市价4元."""
    reading, asked, shapes = measured.reading, measured.asked, measured.known.shapes
    against = shapes["bid-held-against"].match(reading.text, reading.opening(asked.begin)) is not None
    if measured.link.mention.id != "share_price" or not against:
        return None
    target = shapes["bid-target"].search(reading.text, reading.start, reading.tokens[asked.begin].start)
    return Whose(Mention(target[1], *target.span(1)), firm=True) if target is not None else None


def seller(measured: Measured) -> Whose | None:
    """Give the company of the text for what a deal that it told of brings: 此次转让股权预计净收益3500万元."""
    topic = measured.known.focus.topic
    gained = measured.known.shapes["gain-from-this"].search(measured.reading.text[measured.clause : measured.end])
    if topic is None or not topic.company or gained is None:
        return None
    return Whose(topic.mention, firm=True)


def founded(measured: Measured) -> Whose | None:
    """Give the company that a sentence says is set up, or changes its registration, before its capital.

    甲成立乙有限公司，注册资本2亿元; 乙有限公司发生工商变更，原股东丙退出，注册资本增至3亿元.
    """
    reading, shapes = measured.reading, measured.known.shapes
    if not measured.holds("registered-capital") or any(name.firm for name in measured.names_before):
        return None
    changed = shapes["registration-changes"].search(reading.text, reading.start, measured.asked.quantity.left)
    limit = reading.overlapping(*changed.span()).start if changed is not None else measured.asked.begin
    for position in range(limit - 1, -1, -1):
        token = reading.tokens[position]
        if token.item is INTRODUCED and (
            changed is not None or shapes["sets-up"].search(reading.text, reading.start, token.start)
        ):
            return Whose(reading.mention(position), firm=True)
    return None


def whole(measured: Measured) -> Whose | None:
    """Give the company that the text is about, for what a company has as a whole."""
    topic = measured.known.focus.topic
    of_it = topic is not None and topic.firm and measured.is_of("whole")
    return Whose(topic.mention, firm=True) if topic is not None and of_it else None
