"""Amounts for each unit of goods that the clause names before its verb: 每吨分别下调365元和350元."""

from __future__ import annotations

from typing import TYPE_CHECKING

from numfacts.programs import later
from numfacts.vocabulary.patterns import any_of

if TYPE_CHECKING:
    from numfacts.numbers.quantity import Quantity
    from numfacts.vocabulary.shapes import Shapes

# What goods are weighed and measured in, as prices are told for them.
GOODS = {
    "吨": "t", "公吨": "t", "千克": "kg", "公斤": "kg", "斤": "jin", "克": "g", "升": "L", "公升": "L",
    "桶": "[bbl_us]", "盎司": "[oz_tr]", "安士": "[oz_tr]", "平方米": "m2", "平方呎": "[sft_i]", "呎": "[sft_i]",
    "立方米": "m3", "亩": "mu", "千瓦时": "kW.h", "度": "kW.h", "度电": "kW.h", "磅": "[lb_av]", "蒲式耳": "[bu_us]",
}  # fmt: skip
GOODS_CODES = frozenset(GOODS.values())
REACH = 16  # characters before an amount in which they may stand
EACH = later(f"每(?P<goods>{any_of(GOODS)})[\u4e00-\u9fff]{{1,10}}$")


def share_denominators(lower: str, found: list[Quantity], shapes: Shapes) -> list[Quantity]:
    """Give amounts of money, in place, the unit of goods that they are for, where it does not stand beside them."""
    before: Quantity | None = None
    for quantity in found:
        if quantity.kind != "money":
            before = None
            continue
        if quantity.per is None:
            each = EACH.search(lower, max(0, quantity.start - REACH), quantity.start)
            if each is not None:
                quantity.per = GOODS[each["goods"]]
            elif shapes["each-share"].search(lower, max(0, quantity.start - REACH), quantity.start) is not None:
                quantity.per = "share"
            elif before is not None and before.per in GOODS_CODES:
                goes_on = shapes["next-price"].fullmatch(lower, before.right, quantity.left) is not None
                quantity.per = before.per if goes_on else None
        before = quantity
    return found
