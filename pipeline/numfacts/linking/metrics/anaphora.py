"""Taking up what was measured before: these four, a mark that is passed, a share that earns a rank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.links import AMONG, COUNTS, MOVES, Link, metric_rule, takes, to_mark
from numfacts.linking.metrics.refining.sizes import POWERS
from numfacts.records import Mention
from numfacts.ruleset.kinds import ChangeRule
from numfacts.vocabulary.tokens import Term

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim, Place
    from numfacts.linking.metrics.linker import MetricLinker
    from numfacts.vocabulary.shapes import Shapes

SPOKEN = 400  # characters before a clause in which a pair of currencies is looked for
SPOKEN_OF = re.compile("[sLfA]?[wS]*M[wS]*T?")  # codes of a clause that only names a metric: 至于销量, 从销量来看
WHOSE = re.compile("P*[wSCOH]+[PLTX][PLTXke]*")  # codes of whose value follows, behind a time or a verb
GROWN = re.compile("S[PXBkew]*V[LXk]*")  # codes of a country and what it does by so much
CHARTED = 8  # characters before a number in which what it is on a chart stands
LEVEL = 100  # the least whole number that is a level of a chart
DIMENSION = 5  # characters in which a word such as 长达 stands
PRICED = frozenset(["price_change", "share_price", "commodity_price"])  # ids of what a security or a commodity costs


def recalled(place: Place, metrics: MetricLinker, shapes: Shapes) -> Link | None:
    """Give the metric of an earlier value that a Chinese one without a metric of its own takes up."""
    reading, quantity = place.reading, place.quantity
    if reading.english:
        return None
    if shapes["round-mark"].match(reading.text, quantity.right) is not None:
        return metrics.earlier(reading, place.index, quantity, False) or _before(place) or _passed(place, shapes)
    clause = reading.tokens[reading.clause_start(place.index)].start
    if quantity.kind in ("ratio", "times") and shapes["back-to"].fullmatch(reading.text, clause, quantity.left):
        moved = metrics.earlier(reading, place.index, quantity, True)
        return Link(msgspec.structs.replace(moved.mention, id=None), None, moved.source, None) if moved else None
    if quantity.kind in COUNTS:
        return _these(place, shapes)
    if quantity.kind == "money" and shapes["spent-on"].match(reading.text, quantity.right) is not None:
        return _before(place)  # 投入5亿元。其中3亿元用于研发
    if (passed := _passed(place, shapes)) is not None:
        return passed
    if quantity.kind == "ratio" and reading.codes[place.index + 1 : place.index + 2] == "M":
        rule = metric_rule(reading.tokens[place.index + 1])
        return _before(place) if rule is not None and rule.metric == "rank" else None
    return None


def behind_rank(place: Place) -> Place:
    """Pass over the rank of what was measured before: 产量3万吨，居全国第二，同比增长5%."""
    near = place.near
    if near is None or near.quantity.kind != "rank" or place.quantity.kind == "rank" or place.reading.english:
        return place
    before = next((claim for claim in place.recent if claim.quantity.kind != "rank"), None)
    same = before is not None and before.sentence.start == near.sentence.start
    return msgspec.structs.replace(place, previous=before, near=before) if same else place


def measured(place: Place, shapes: Shapes) -> Link | None:
    """Read the word for what a size is measured of from right before or behind it: 长约10公里的铁路, 182毫米尺寸的."""
    reading, quantity = place.reading, place.quantity
    if reading.english or quantity.kind != "physical" or reading.codes[place.index - 1 : place.index] == "M":
        return None
    found = shapes["dimension"].search(reading.text, max(reading.start, quantity.left - DIMENSION), quantity.left)
    found = found or shapes["size-behind"].match(reading.text, quantity.right)
    return Link(Mention(found[1], *found.span(1)), None, None, None) if found is not None else None


def priced(place: Place, shapes: Shapes) -> Link | None:
    """Give the price that was spoken of last for an amount of which nothing else is said: 跌到2万美元."""
    previous = place.previous
    if place.reading.english or place.quantity.kind != "money" or previous is None:
        return None
    if place.quantity.per and previous.quantity.per != place.quantity.per:
        return None
    if previous.metric is None or previous.metric.id not in shapes.group("quoted"):
        return None
    return _before(place) if previous.quantity.code in (None, place.quantity.code) else None


def _passed(place: Place, shapes: Shapes) -> Link | None:
    """Give the price, unnamed, for an amount that a security that moved or was quoted passed: 下跌4%，跌破3万美元."""
    near, quantity = place.near, place.quantity
    if near is None or near.metric is None or near.metric.id not in PRICED or near.metric.text is not None:
        return None
    if quantity.kind != "money" or quantity.per is not None:
        return None
    if to_mark("price-passed", place.reading.text, near.quantity.right, quantity.start, shapes) is None:
        return None
    known = "share_price" if near.metric.id == "price_change" else near.metric.id
    return Link(Mention(None, None, None, known), None, None, None)


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


def spoken_of(place: Place, metrics: MetricLinker) -> Link | None:
    """Give the metric that the clause before only names as what is spoken of: 销量方面，云杉2024年为12万辆."""
    reading, index = place.reading, place.index
    first = reading.clause_start(index)
    if reading.english or not first or reading.codes[first - 1] != ",":
        return None
    if WHOSE.fullmatch(reading.codes, first, index) is None:
        return None
    begin = reading.clause_start(first - 1)
    if SPOKEN_OF.fullmatch(reading.codes, begin, first - 1) is None:
        return None
    return metrics.earlier(reading, index, place.quantity, False)


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
        alike = (before.kind, before.code, before.unit_text) == (quantity.kind, quantity.code, quantity.unit_text)
        if claim.change is None and alike:
            return None if claim.link is None or claim.link.event else claim.link
    return None


def counts_some(place: Place, near: Claim) -> bool:
    """Say whether a count tells of how many of those before it something is done: 60项工程已开工40项，完工20项."""
    link, codes, before = near.link, place.reading.codes, near.quantity
    if link is None or link.rule is not None or link.mention.start is None:
        return False
    counted = link.mention.start >= before.end or link.mention.end == before.left
    done = codes[place.index - 1] == "v" and codes[place.index + 1 : place.index + 2] in ("", ",", "(", ")", "j")
    return counted and done and place.quantity.kind == "count" and before.unit_text == place.quantity.unit_text


def moves_from(place: Place, position: int) -> bool:
    """Say whether a noun is whose value moves from the quantity on: 双职工家庭由80万元提高至90万元."""
    codes = place.reading.codes
    moves = codes[position + 1 : place.index] == "f" and codes[place.index + 1 : place.index + 2] in ("T", "t")
    return place.near is not None and moves


def grown(place: Place) -> Link | None:
    """Give the metric whose growth is told right before its sum: 出口增长4%，总额80亿元."""
    near = place.near
    if place.reading.english or near is None:
        return None
    fell = place.reading.codes[place.reading.clause_start(place.index)] == "V"
    if fell and near.link is not None and near.change is None and near.quantity.code == place.quantity.code:
        return near.link  # 净利润3亿元，同比减少金额2亿元
    if near.change is None or near.quantity.kind not in MOVES:
        return None
    rule = near.link.rule if near.link is not None else None
    return near.link if rule is not None and takes(rule, place.quantity, False) else None


def whole_of(place: Place, noun: Link) -> Link | None:
    """Give the capacity of the sentence before where a noun names a part: 风电装机3亿千瓦。海上风电达到1亿千瓦."""
    previous = place.previous
    if previous is None or previous.link is None or previous.metric is None or previous.change is not None:
        return None
    alike = place.quantity.code == previous.quantity.code and place.quantity.code in POWERS
    first = noun.position is not None and not place.reading.codes[: noun.position].strip("swPS")
    named = previous.link.rule is not None and previous.link.position is not None
    return previous.link if alike and first and named and place.near is None else None


def referred(place: Place, shapes: Shapes) -> Link | None:
    """Give the metric of the value before where a pronoun takes it up: 上季这一比率为67%, that was up from 67%."""
    reading, previous = place.reading, place.previous
    if reading.english:
        reference = shapes["english-refers-back"].fullmatch(reading.text, reading.start, place.quantity.left)
    else:
        begin = reading.tokens[reading.clause_start(place.index)].start
        reference = shapes["refers-back"].search(reading.text, begin, place.quantity.left)
    if reference is None or previous is None or previous.link is None or previous.metric is None:
        return None
    end = reading.start if reading.english else reference.end()
    between = (token.code for token in reading.tokens[: place.index] if token.start >= end)
    return None if "M" in between else previous.link


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


def chart_level(place: Place, shapes: Shapes) -> Link | None:
    """Give the pair of currencies that was spoken of last, for a rate by what it is on a chart: 支撑位1.3610."""
    reading, quantity = place.reading, place.quantity
    if reading.english or quantity.kind != "bare" or not quantity.decimals or quantity.scale:
        return None
    start = reading.tokens[reading.clause_start(place.index)].start
    named = "M" in reading.codes[reading.clause_start(place.index) : place.index]
    if named or shapes["chart-level"].search(reading.text, start, quantity.left) is None:
        return None
    pairs = list(shapes["pair-written"].finditer(reading.text, max(0, start - SPOKEN), quantity.left))
    return Link(Mention(pairs[-1][0], *pairs[-1].span(), "exchange_rate"), None, None, None) if pairs else None


def chart_word(place: Place, shapes: Shapes) -> Link | None:
    """Give a number without a unit what it is on a chart, right before or behind it: 压力位3200, 6460附近支撑."""
    reading, quantity = place.reading, place.quantity
    small = quantity.value < LEVEL and not quantity.decimals
    if reading.english or quantity.kind != "bare" or quantity.scale or small:
        return None
    if "M" in reading.codes[reading.clause_start(place.index) : place.index]:
        return None  # 金价支撑位在1920
    start = max(reading.start, quantity.left - CHARTED)
    found = shapes["chart-ahead"].search(reading.text, start, quantity.left) or shapes["chart-behind"].match(
        reading.text, quantity.right
    )
    if found is None:
        return None
    begin, end = found.span("metric")
    return Link(Mention(reading.text[begin:end], begin, end, None), None, None, None)


def economy_grown(place: Place, shapes: Shapes) -> Link | None:
    """Give the growth of a country that nothing else is told of, where the text is about economies: 德国去年增长2%."""
    reading, quantity = place.reading, place.quantity
    if reading.english or quantity.kind != "ratio" or "M" in reading.codes[: place.index]:
        return None
    begin = reading.clause_start(place.index)
    if GROWN.fullmatch(reading.codes, begin, place.index) is None:
        return None
    verb = begin + reading.codes[begin : place.index].rindex("V")
    mention = reading.mention(verb)
    told = shapes["of-economies"].search(reading.text, reading.start, reading.end) is not None
    if mention.text not in shapes.words("economy-verb") or not told:
        return None
    return Link(msgspec.structs.replace(mention, id="gdp"), None, None, verb)


def rate_reached(place: Place) -> Link | None:
    """Give the move that a rate is told to reach: 升息至0.50%, 升息0.25个百分点至1.25%."""
    reading, position = place.reading, place.index - 1
    if place.quantity.kind != "ratio" or reading.codes[position] != "t":
        return None
    moved = reading.codes[:position].rstrip("Q")
    item = reading.tokens[len(moved) - 1].item if moved else None
    rule = item.rule if isinstance(item, Term) and isinstance(item.rule, ChangeRule) else None
    if rule is None or rule.metric is None:
        return None
    return Link(msgspec.structs.replace(reading.mention(len(moved) - 1), id=rule.metric), None, None, len(moved) - 1)


def index_told(place: Place, shapes: Shapes) -> Link | None:
    """Give the index that no rule knows of which a sentence tells points: 俄罗斯RTS指数跌3%，报1400点."""
    reading = place.reading
    if reading.english or place.quantity.kind != "point":
        return None
    told = list(shapes["index-told"].finditer(reading.text, reading.start, place.quantity.left))
    return Link(Mention(told[-1][0], *told[-1].span(), "index_level"), None, None, None) if told else None


def index_before(place: Place) -> Link | None:
    """Give the index that the claim before is of, but for a move of the market."""
    link = place.previous.link if place.previous is not None else None
    return link if link is not None and link.rule is not None and link.rule.index else None
