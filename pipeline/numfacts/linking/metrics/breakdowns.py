"""Parts of a whole, told one after another: their values are of what the whole was measured by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.linking.links import AMONG
from numfacts.linking.metrics.anaphora import like_before, listed_whole

if TYPE_CHECKING:
    from numfacts.linking.claim import Place
    from numfacts.linking.links import Link
    from numfacts.vocabulary.shapes import Shapes

HEAD = 2  # characters of the head of a noun
PART_OPENS = ",(jsL:"  # codes of what the name of a part stands behind


def is_listed(place: Place, noun: Link, carried: Link, shapes: Shapes) -> bool:
    """Say whether a noun names only whose value of the metric before follows: 铁路发送旅客5人次，公路6人次."""
    reading, quantity, position = place.reading, place.quantity, noun.position
    if _is_of_whole(place, noun):
        return True
    told = quantity.kind != "physical" and (place.near is None or place.near.change is None)
    before = place.near if told else like_before(place)
    if before is None or before.link is None or position is None or carried.rule is None:
        return False
    alone = shapes["by-itself"].search(reading.text, quantity.left - HEAD, quantity.left)
    if alone is not None or shapes["own-thing"].search(noun.mention.text or "") is not None:
        return False
    if quantity.kind == before.quantity.kind == "money":
        # 甲酒指导价为800元，乙酒500元
        return before.change is None and shapes["money-noun"].search(noun.mention.text or "") is None
    if quantity.kind not in ("count", "physical") or before.quantity.unit_text != quantity.unit_text:
        return False
    while reading.codes[position - 1] == "S":
        position -= 1  # 其中某国公民6例
    return reading.codes[position - 1] in PART_OPENS or reading.mention(position - 1).text == AMONG


def resumed(place: Place) -> Link | None:
    """Give the metric of the last value of the same kind in a list of pairs: 31只净值低于0.9元，6只低于0.8元."""
    before, quantity = like_before(place), place.quantity
    if place.reading.english or before is None or place.near is None or quantity.kind not in ("count", "money"):
        return None
    alike = place.near.quantity.kind == quantity.kind
    return None if alike or before.quantity.unit_text != quantity.unit_text else before.link


def _is_of_whole(place: Place, noun: Link) -> bool:
    """Say whether a noun names a part of what the sentence before counted: 发送旅客5亿人次。其中，铁路1亿人次."""
    whole = listed_whole(place)
    if noun.position != place.index - 1 or place.reading.codes[place.index - 2] not in ",s":
        return False
    if whole is None or noun.mention.id is not None or (whole.mention.start or 0) >= place.reading.start:
        return False
    # 基金100只。其中债券基金30只
    return not (noun.mention.text or "").endswith((whole.mention.text or "")[-HEAD:])
