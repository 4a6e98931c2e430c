"""What a share is of, where its clause tells what is done with it: 净额的六成用于研发, 按投资额的30%给予补助."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from numfacts.linking.links import GOVERNING, Link, metric_rule
from numfacts.records import Mention

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim, Place
    from numfacts.linking.metrics.linker import MetricLinker
    from numfacts.linking.reading import Reading
    from numfacts.vocabulary.shapes import Shapes

DISCOUNT = "折"  # unit of a share of another price
OF = "的"
BOUNDS = frozenset([">=", "<="])


def portion(place: Place, metrics: MetricLinker, shapes: Shapes) -> Link | None:
    """Give what a Chinese share is of by what is done with it; null where nothing is."""
    reading, quantity = place.reading, place.quantity
    if reading.english or quantity.kind != "ratio":
        return None
    if quantity.unit_text == DISCOUNT and reading.text[quantity.left - 1] == OF:
        return metrics.compared(reading, place.index)  # 实收金额为原价的六折
    if (above := _exceeding(place)) is not None:
        return above
    bounded = metrics.bounded(reading, place.index, quantity) if quantity.comparator in BOUNDS else None
    amount = bounded.rule if bounded is not None else None
    if amount is not None and "money" in amount.takes and amount.id not in GOVERNING:
        return bounded  # 分红总额不低于净利润的50%
    if (part := _offered(place, shapes) or _aimed(place, shapes) or _held_against(place, metrics, shapes)) is not None:
        return part
    return _spent(place, metrics, shapes) or _paid(reading, place.index, metrics, shapes)


def _exceeding(place: Place) -> Link | None:
    """Give the amount before that a clause only sets against a total: 票房超过15亿元，超过公司营业收入的50%."""
    reading, near = place.reading, place.near
    first = reading.clause_start(place.index)
    if near is None or near.quantity.kind != "money" or near.change is not None or near.link is None:
        return None
    set_against = reading.codes[first] == "k" and reading.text[place.quantity.left - 1] == OF
    return near.link if set_against and "Q" not in reading.codes[first : place.index] else None


def _spent(place: Place, metrics: MetricLinker, shapes: Shapes) -> Link | None:
    """Give the money of which a share is used for something, named right before it or before a share before."""
    reading, index = place.reading, place.index
    if shapes["used-for"].match(reading.text, place.quantity.right) is None:
        return None
    near = place.near
    if reading.codes[index - 1 : index] != "M":
        if near is not None and reading.codes[index - 1] in "s," and (money := _amount(near)) is not None:
            return money  # 资本支出1280亿元，其中八成用于服务器
        used = near is not None and near.quantity.kind == "ratio" and near.change is None and near.link is not None
        again = used and shapes["used-for"].match(reading.text, near.quantity.right) is not None  # type: ignore[union-attr]
        return near.link if again and reading.codes[index - 1] in ",j" else None  # type: ignore[union-attr]
    rule = metric_rule(reading.tokens[index - 1])
    apart = reading.text[reading.tokens[index - 1].end : place.quantity.left]
    if rule is None or "money" not in rule.takes or apart not in ("", OF):
        return None
    found = metrics.phrases.at(reading, index - 1)
    mention = msgspec.structs.replace(found.mention, id=None)
    return Link(mention, None, found.source, found.position)


def _amount(near: Claim) -> Link | None:
    """Give the amount of money that a claim is of, for a share of it."""
    link = near.link
    if near.quantity.kind != "money" or link is None or link.rule is None or link.mention.text is None:
        return None
    return Link(msgspec.structs.replace(link.mention, id=None), None, link.source, link.position)


def _offered(place: Place, shapes: Shapes) -> Link | None:
    """Give the part of an offering that a share is for: 香港公开发售占10%, 一成作国际配售."""
    reading, quantity = place.reading, place.quantity
    behind = shapes["offered-by"].match(reading.text, quantity.right)
    first = reading.tokens[reading.clause_start(place.index)].start
    part = behind or shapes["offered-share"].search(reading.text, first, quantity.left)
    return Link(Mention(part["part"], *part.span("part")), None, None, None) if part is not None else None


def _aimed(place: Place, shapes: Shapes) -> Link | None:
    """Give the aim of which a share is done: 完成年度目标的80%."""
    reading = place.reading
    first = reading.tokens[reading.clause_start(place.index)].start
    goal = shapes["goal-done"].search(reading.text, first, place.quantity.left)
    return Link(Mention(goal["goal"], *goal.span("goal")), None, None, None) if goal is not None else None


def _held_against(place: Place, metrics: MetricLinker, shapes: Shapes) -> Link | None:
    """Give the metric before that comes to a share of another: 新车销售量达到销售总量的20%."""
    reading = place.reading
    first = reading.tokens[reading.clause_start(place.index)].start
    comes = shapes["comes-to-share"].search(reading.text, first, place.quantity.left)
    found = metrics.up_to(reading, place.index, comes.start()) if comes is not None else None
    if found is None:
        return None
    return Link(msgspec.structs.replace(found.mention, id=None), None, found.source, found.position)


def _paid(reading: Reading, index: int, metrics: MetricLinker, shapes: Shapes) -> Link | None:
    """Give what is paid at a rate, named behind the verb of paying or before 按: 按销售额的3%收取佣金."""
    tokens, quantity = reading.tokens, reading.tokens[index]
    paid = shapes["paid-at"].match(reading.text, quantity.end)
    first = reading.clause_start(index)
    rated = shapes.words("rated-by")
    by = next((place for place in range(index - 1, first - 1, -1) if reading.mention(place).text in rated), None)
    if paid is None or by is None:
        return None
    end, position = paid.end(), index + 1
    while position < len(tokens) and tokens[position].start < end:
        position += 1
    last = position
    while last < len(tokens) and tokens[last].code in "wM" and tokens[last].start == end:
        end, last = tokens[last].end, last + 1
    if last > position:
        known = metric_rule(tokens[last - 1])
        metric_id = known.metric if known is not None and "ratio" in known.takes else None  # 征收商业税
        return Link(Mention(reading.text[paid.end() : end], paid.end(), end, metric_id), None, None, position)
    if by > first and tokens[by - 1].code == "M" and tokens[by - 1].end == tokens[by].start:
        return metrics.phrases.at(reading, by - 1)  # 补贴按总价的1%发放
    return None
