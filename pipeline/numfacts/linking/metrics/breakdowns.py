"""Parts of a whole, told one after another: their values are of what the whole was measured by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import AMONG
from numfacts.linking.metrics.anaphora import like_before, listed_whole
from numfacts.numbers.quantity import Quantity

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.links import Link
    from numfacts.linking.metrics.linker import MetricLinker
    from numfacts.vocabulary.shapes import Shapes

HEAD = 2  # characters of the head of a noun
PART_OPENS = (",", "s", "j", "(")  # codes of what the name of a part stands behind
LEVELS = frozenset("L")  # codes of what may stand between it and its value


def is_listed(place: Place, noun: Link, carried: Link, shapes: Shapes) -> bool:
    """Say whether a noun names only whose value of the metric before follows: 铁路发送旅客5人次，公路6人次."""
    reading, quantity, position = place.reading, place.quantity, noun.position
    if _is_amount_of_part(place, noun, carried, shapes):
        return True
    near = place.near if place.near is None or place.near.change is None else like_before(place)
    division = quantity.kind == "money" and shapes["division"].search(noun.mention.text or "") is not None
    if (near is None and division) or _follows_sum(place) or _is_of_whole(place, noun, carried, shapes):
        return True
    if near is None or near.link is None or carried.mention != near.link.mention or carried.rule is None:
        return False
    counted = quantity.kind == "count"
    if quantity.kind == near.quantity.kind == "money" and shapes["money-noun"].search(noun.mention.text or "") is None:
        return near.change is None  # 甲酒指导价为800元，乙酒500元
    part = _is_part(place)
    if not (counted or division or part) or near.quantity.code != quantity.code:
        return False
    if counted and near.quantity.unit_text != quantity.unit_text:
        return False
    if noun.mention.id is not None or position is None or not set(reading.codes[position + 1 : place.index]) <= LEVELS:
        return False
    if shapes["own-thing"].search(noun.mention.text or "") is not None:
        return False
    while reading.codes[position - 1] == "S":
        position -= 1  # 其中某国公民6例
    return reading.codes[position - 1] in (",(jL:" if part else ",(j:") or reading.mention(position - 1).text == AMONG


def listed_of(place: Place, metrics: MetricLinker) -> Link | None:
    """Give what a sentence measures for the first value in brackets behind a name: 销量最高的为：甲区（4700台）."""
    reading, quantity = place.reading, place.quantity
    if reading.english or quantity.kind != "count" or reading.codes[place.index - 1] != "(":
        return None
    return metrics.earlier(reading, place.index, quantity, False)


def resumed(place: Place) -> Link | None:
    """Give the metric of the last value of the same kind in a list of pairs: 31只净值低于0.9元，6只低于0.8元."""
    before, quantity = like_before(place), place.quantity
    if place.reading.english or before is None or quantity.kind not in ("count", "money", "ratio"):
        return None
    if quantity.kind == "ratio" and place.reading.codes[place.index - 1] != "(":
        return None  # 以34%的份额排名第二，某公司（2%）居后
    alike = place.near is None or place.near.quantity.kind == quantity.kind
    return None if alike or before.quantity.unit_text != quantity.unit_text else before.link


def _is_of_whole(place: Place, noun: Link, carried: Link, shapes: Shapes) -> bool:
    """Say whether a noun names a part of what the sentence before counted: 发送旅客5亿人次。其中，铁路1亿人次."""
    reading, whole = place.reading, listed_whole(place)
    if reading.english or whole is None or whole.mention != carried.mention or noun.mention.id is not None:
        return False
    told = (whole.mention.start or 0) < reading.start
    alone = told and noun.position == place.index - 1 and reading.codes[place.index - 2] in ",s"
    name, of = noun.mention.text or "", whole.mention.text or ""
    like = shapes["own-thing"].search(name) is not None or name.endswith(of[-HEAD:])  # 基金100只。其中债券基金30只
    return alone and not like


def _is_amount_of_part(place: Place, noun: Link, carried: Link, shapes: Shapes) -> bool:
    """Say whether a noun names a part of what was measured in the same unit: 发电量9亿千瓦时，其中煤电完成5亿千瓦时."""
    before, codes, position = like_before(place), place.reading.codes, noun.position
    if place.reading.english or place.quantity.kind != "physical" or before is None or before.link is None:
        return False
    if position is None or noun.mention.id is not None or noun.rule is not None:
        return False
    left = place.quantity.left
    sized = shapes["by-itself"].search(noun.mention.text or "") is not None
    if sized or shapes["by-itself"].search(place.reading.text, left - HEAD, left) is not None:
        return False
    measured = before.link.mention == carried.mention and carried.rule is not None
    opens = codes[position - 1 : position] in PART_OPENS
    return measured and opens and set(codes[position + 1 : place.index]) <= LEVELS


def _follows_sum(place: Place) -> bool:
    """Say whether a count is one of those that a colon behind their sum leads to: 33例：返乡2例，甲市7例."""
    reading, quantity = place.reading, place.quantity
    colon = reading.codes.rfind(":", 0, place.index)
    whole = reading.tokens[colon - 1].item if colon > 0 and reading.codes[colon - 1] == "Q" else None
    if quantity.kind != "count" or not isinstance(whole, Quantity):
        return False
    return (whole.kind, whole.unit_text) == (quantity.kind, quantity.unit_text)


def _is_part(place: Place) -> bool:
    """Say whether a value stands in brackets behind the whole it is a part of: 装机320万kW（风电255万kW）."""
    codes = place.reading.codes
    opened = codes.rfind("(", 0, place.index)
    return opened > 0 and ")" not in codes[opened : place.index] and codes[opened - 1] == "Q"
