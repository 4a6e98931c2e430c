"""Taking up what was measured before: these four, a mark that is passed, a share that earns a rank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.links import AMONG, COUNTS, Link, metric_rule, takes, to_mark
from numfacts.records import Mention
from numfacts.ruleset.kinds import ChangeRule
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim, Place
    from numfacts.linking.metrics.linker import MetricLinker
    from numfacts.vocabulary.shapes import Shapes

DIMENSION = 5  # characters in which a word such as 长达 stands
PRICED = frozenset(["price_change", "share_price", "commodity_price"])  # ids of what a security or a commodity costs
SPOKEN_OF = re.compile("[sLfA]?[wS]*M[wS]*T?")  # codes of a clause that only names a metric: 至于销量, 从销量来看
GROWN = re.compile("S[PXBkew]*V[LXk]*")  # codes of a country and what it does by so much
WHOSE = re.compile("P*[wSCOH]+[PLTX][PLTXke]*")  # codes of whose value follows, behind a time or a verb


def recalled(place: Place, metrics: MetricLinker, shapes: Shapes) -> Link | None:
    """Give the metric of an earlier value that a Chinese one without a metric of its own takes up."""
    reading, quantity = place.reading, place.quantity
    if reading.english:
        return None
    if shapes["round-mark"].match(reading.text, quantity.right) is not None:
        return metrics.earlier(reading, place.index, quantity, False) or _before(place)
    clause = reading.tokens[reading.clause_start(place.index)].start
    if quantity.kind in ("ratio", "times") and shapes["back-to"].fullmatch(reading.text, clause, quantity.left):
        moved = metrics.earlier(reading, place.index, quantity, True)
        return Link(msgspec.structs.replace(moved.mention, id=None), None, moved.source, None) if moved else None
    if quantity.kind in COUNTS:
        return _these(place, shapes)
    if quantity.kind == "money":
        spent = shapes["spent-on"].match(reading.text, quantity.right)  # 投入5亿元。其中3亿元用于研发
        return _before(place) if spent is not None else _passed(place, shapes)
    if quantity.kind == "ratio" and reading.codes[place.index + 1 : place.index + 2] == "M":
        rule = metric_rule(reading.tokens[place.index + 1])
        return _before(place) if rule is not None and rule.metric == "rank" else None
    return None


def behind_rank(place: Place) -> Place:
    """Pass over the rank of what was measured before: 产量3万吨，居全国第二，同比增长5%."""
    if place.near is None or place.near.quantity.kind != "rank" or place.quantity.kind == "rank":
        return place
    before = next((claim for claim in place.recent if claim.quantity.kind != "rank"), None)
    return msgspec.structs.replace(place, previous=before, near=before)


def measured(place: Place, shapes: Shapes) -> Link | None:
    """Read the word for what a size is measured of from right before or behind it: 长约10公里的铁路, 182毫米尺寸的."""
    reading, quantity = place.reading, place.quantity
    if reading.codes[place.index - 1 : place.index] == "M":
        return None
    found = shapes["dimension"].search(reading.text, max(reading.start, quantity.left - DIMENSION), quantity.left)
    found = found or shapes["size-behind"].match(reading.text, quantity.right)
    return Link(Mention(found[1], *found.span(1)), None, None, None) if found is not None else None


def priced(place: Place, shapes: Shapes) -> Link | None:
    """Give the price that was spoken of last for an amount of which nothing else is said: 跌到2万美元."""
    previous = place.previous
    if previous is None or previous.metric is None or previous.metric.id not in shapes.group("quoted"):
        return None
    return _before(place) if previous.quantity.code in (None, place.quantity.code) else None


def _passed(place: Place, shapes: Shapes) -> Link | None:
    """Give the price, unnamed, for an amount that a security that moved or was quoted passed: 下跌4%，跌破3万美元."""
    near, quantity = place.near, place.quantity
    if near is None or near.metric is None or near.metric.id not in PRICED or near.metric.text is not None:
        return None
    if quantity.per is not None:
        return None
    if to_mark("price-passed", place.reading.text, near.quantity.right, quantity.start, shapes) is None:
        return None
    known = "share_price" if near.metric.id == "price_change" else near.metric.id
    return Link(Mention(None, None, None, known), None, None, None)


def _these(place: Place, shapes: Shapes) -> Link | None:
    """Give what was counted last, where the count only takes it up: 这4人."""
    reading, previous = place.reading, place.previous
    if previous is None or previous.quantity.kind not in COUNTS:
        return None
    taken_up = shapes["these"].search(reading.text, reading.start, place.quantity.left)
    return previous.link if taken_up is not None else None


def _before(place: Place) -> Link | None:
    """Give the metric of the claim before, if values of it come in the unit of this one."""
    link = place.previous.link if place.previous is not None else None
    if place.previous is None or link is None or link.rule is None or not takes(link.rule, place.quantity, False):
        return None
    return Link(place.previous.metric or link.mention, link.rule, link.source, None)


def spoken_of(place: Place, metrics: MetricLinker) -> Link | None:
    """Give the metric that the clause before only names as what is spoken of: 销量方面，云杉2024年为12万辆."""
    codes, first = place.reading.codes, place.reading.clause_start(place.index)
    if not first or WHOSE.fullmatch(codes, first, place.index) is None:
        return None
    spoken = SPOKEN_OF.fullmatch(codes, place.reading.clause_start(first - 1), first - 1)
    return metrics.earlier(place.reading, place.index, place.quantity, False) if spoken is not None else None


def like_before(place: Place) -> Claim | None:
    """Give the last claim of the sentence whose value is a level in the unit of a quantity."""
    reading, quantity = place.reading, place.quantity
    for claim in place.recent:
        if claim.quantity.start < reading.start:
            return None
        if claim.change is None and (claim.quantity.code, claim.quantity.kind) == (quantity.code, quantity.kind):
            return claim
    return None


def listed_whole(place: Place) -> Link | None:
    """Give what was counted as a whole where its parts are listed: 成交1.5万套。其中东区1800套，增2%；西区3900套."""
    quantity, reading = place.quantity, place.reading
    opened = reading.text.startswith(AMONG, reading.start)
    if quantity.kind not in ("count", "money", "physical", "ratio") or not opened:
        return None
    for claim in place.recent:
        before = claim.quantity
        if (before.kind, before.code, before.unit_text) == (quantity.kind, quantity.code, quantity.unit_text):
            return None if claim.link is None or claim.link.event else claim.link
    return None


def counts_some(place: Place, near: Claim) -> bool:
    """Say whether a count tells of how many of those before it something is done: 60项工程已开工40项，完工20项."""
    link, codes, before = near.link, place.reading.codes, near.quantity
    if place.quantity.kind != "count" or link is None or link.rule is not None or link.mention.start is None:
        return False
    counted = link.mention.start >= before.end or link.mention.end == before.left
    return counted and codes[place.index - 1] == "v" and codes[place.index + 1 : place.index + 2] in ("", *",()j")


def grown(place: Place) -> Link | None:
    """Give the metric whose growth, or fall, is told right before its sum: 出口增长4%，总额80亿元."""
    near, reading = place.near, place.reading
    link = near.link if near is not None else None
    if near is None or link is None or link.rule is None:
        return None
    fell = reading.codes[reading.clause_start(place.index)] == "V"  # 净利润3亿元，同比减少金额2亿元
    return link if fell or near.change is not None else None


def referred(place: Place, shapes: Shapes) -> Link | None:
    """Give the metric of the value before where a pronoun takes it up: 上季这一比率为67%, that was up from 67%."""
    reading, previous = place.reading, place.previous
    if reading.english:
        reference = shapes["english-refers-back"].fullmatch(reading.text, reading.start, place.quantity.left)
        behind = 0
    else:
        begin = reading.tokens[reading.clause_start(place.index)].start
        reference = shapes["refers-back"].search(reading.text, begin, place.quantity.left)
        behind = reading.overlapping(*reference.span()).stop if reference is not None else 0
    if reference is None or previous is None:
        return None
    return None if "M" in reading.codes[behind : place.index] else previous.link


def rate_reached(place: Place) -> Link | None:
    """Give the move that a rate is told to reach: 升息至0.50%, 升息0.25个百分点至1.25%."""
    reading, position = place.reading, place.index - 1
    if reading.codes[position] != "t":
        return None
    moved = len(reading.codes[:position].rstrip("Q")) - 1
    item = reading.tokens[moved].item
    if not isinstance(item, Term) or not isinstance(item.rule, ChangeRule) or item.rule.metric is None:
        return None
    return Link(msgspec.structs.replace(reading.mention(moved), id=item.rule.metric), None, None, moved)


def economy_grown(place: Place, shapes: Shapes) -> Link | None:
    """Give the growth of a country that nothing else is told of, where the text is about economies: 德国去年增长2%."""
    reading, begin = place.reading, place.reading.clause_start(place.index)
    if "M" in reading.codes[: place.index] or GROWN.fullmatch(reading.codes, begin, place.index) is None:
        return None
    verb = reading.codes.rindex("V", begin, place.index)
    mention = reading.mention(verb)
    told = shapes["of-economies"].search(reading.text, reading.start, reading.end) is not None
    if mention.text not in shapes.words("economy-verb") or not told:
        return None
    return Link(msgspec.structs.replace(mention, id="gdp"), None, None, verb)


def rate_of(place: Place, shapes: Shapes) -> Link | None:
    """Give the rate at which the amount before was lent: $4 million of repos at a rate of 2 percent."""
    near, reading = place.near, place.reading
    if near is None or near.quantity.kind != "money" or reading.syntax is None:
        return None
    match = shapes["english-at-rate"].search(reading.text, near.quantity.end, place.quantity.left)
    if match is None:
        return None
    start, end = match.span("rate")
    return Link(Mention(reading.text[start:end], start, end, "interest_rate"), None, None, None)
