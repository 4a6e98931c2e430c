"""What is written behind the unit of a number and belongs to it: 三成半, 12元5角, 400吨/天."""

from __future__ import annotations

import re
from decimal import Decimal

from numfacts.numbers.quantity import MYRIAD, Quantity
from numfacts.numbers.units import Unit
from numfacts.programs import later
from numfacts.vocabulary.patterns import any_of
from numfacts.vocabulary.shapes import Shapes

TAIL = later(
    r"(?P<jiao>[0-9一二两三四五六七八九])[角毛](?:(?P<fen>[0-9一二三四五六七八九])分?)?|(?P<digit>[0-9一二三四五六七八九])(?![0-9.,万亿千百十%个家])"
)
CHINESE = later("[\u4e00-\u9fff]")
MORE = "多"
HALF = "半"
TO_ONE = later("[:∶]1(?![0-9.:])")
DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2} | {str(n): n for n in range(10)}
AREAS = {"亩": "mu", "公顷": "har", "平方米": "m2", "平方公里": "km2"}
SPANS = {"年": "year", "月": "month", "天": "d", "日": "d", "小时": "h", "时": "h", "分钟": "min", "秒": "s"}
MASSES = {"千克": "kg", "公斤": "kg", "克": "g", "吨": "t", "公里": "km", "千米": "km", "kg": "kg", "km": "km"}
VOLUMES = {"立方米": "m3", "升": "L", "毫升": "mL", "m3": "m3", "m³": "m3", "l": "L", "ml": "mL"}
RATES = SPANS | AREAS | MASSES | VOLUMES | {"h": "h", "s": "s", "g": "g"}
# Latin letters go on a unit that is written in them, and begin a name behind another: 10万吨/年PVC
LETTERED = any_of(word for word in RATES if word.isascii())
RATED = f"{any_of(word for word in RATES if not word.isascii())}|{LETTERED}(?![a-z0-9])"
RATE = later(f"(?:[ \t]?/[ \t]?|每(?=立方米|升|秒|小时|分钟))(?P<span>{RATED})")
SHORT = ["小时", "分钟", "秒", *AREAS, *MASSES, *VOLUMES]  # what is done every day is told of the day: 每日3万桶
EACH = later(f"每(?P<span>{any_of(SHORT)})[ \t]?$")
ENGLISH = {"hour": "h", "minute": "min", "second": "s", "kilometre": "km", "kilometer": "km", "kilogram": "kg"} | {
    "cubic metre": "m3", "cubic meter": "m3", "square metre": "m2", "square kilometre": "km2", "hectare": "har"
}  # fmt: skip
PER = later(f" (?P<aside>or (?:less|more) )?(?:per|an?|every) (?P<span>{any_of(ENGLISH)})(?![a-z-]| time)")
REACH = 12  # characters before a number in which that stands
HUNDRED = Decimal(100)  # percent, and what discounts are of


def read_tail(lower: str, quantity: Quantity, unit: Unit | None, shapes: Shapes) -> None:
    """Read what is said behind the unit: 三成半, 两成五, 1厘半, 一倍半, 12元5角; 85折 is of a hundred."""
    if quantity.kind == "bare" and quantity.decimals and (to_one := TO_ONE.match(lower, quantity.end)) is not None:
        quantity.end = to_one.end()  # 猪粮比价5.57:1
    elif quantity.unit_text in ("厘", "倍") and lower.startswith("半", quantity.end):
        quantity.value += Decimal("0.5")  # 1厘半, 一倍半
        quantity.end, quantity.decimals = quantity.end + 1, 1
    elif quantity.unit_text == "成" and unit is not None:
        tenth = shapes["tenth-behind"].match(lower, quantity.end)
        if tenth is not None:
            quantity.value += Decimal(5) if tenth[0] == "半" else DIGITS[tenth[0]]
            quantity.end = tenth.end()
    elif quantity.unit_text == "折" and quantity.value >= HUNDRED and not quantity.decimals:
        quantity.value /= 10
    elif quantity.unit_text == "pct" and CHINESE.search(lower, max(0, quantity.start - REACH), quantity.start):
        quantity.kind, quantity.code = "difference", "percentage_point"  # 毛利率提升3.5pct
    elif quantity.kind == "money" and quantity.unit_text in ("元", "块") and not (quantity.scale or quantity.decimals):
        tail = TAIL.match(lower, quantity.end)
        if tail is not None:
            quantity.value += _tail(tail)
            quantity.end, quantity.decimals = tail.end(), 2 if tail["fen"] else 1
    if quantity.unit_text in ("成", "倍") and shapes["many-behind"].match(lower, quantity.end) is not None:
        quantity.end, quantity.comparator = quantity.end + 1, ">"  # 一倍多
    elif quantity.kind in ("money", "duration") and MORE in (quantity.unit_text or ""):
        quantity.comparator = ">"  # 3个多亿, 1个多小时
    if quantity.kind == "duration" and (
        HALF in (quantity.unit_text or "") or shapes["half-behind"].match(lower, quantity.end)
    ):
        quantity.value += Decimal("0.5")  # 1个半小时, 1小时半
        quantity.end, quantity.decimals = quantity.end + lower.startswith(HALF, quantity.end), 1


def read_rate(lower: str, quantity: Quantity, shapes: Shapes) -> None:
    """Read the time or the goods that something is measured for: 400吨/天, 每小时185公里, 16 litres per minute.

    What 度 and 节 are is told by what stands before: power and knots, not degrees and lessons.
    """
    start = max(0, quantity.start - REACH)
    if quantity.unit_text == "度" and (
        quantity.scale >= MYRIAD or shapes["power-before"].search(lower, start, quantity.start)
    ):
        quantity.code = "kW.h"
    elif quantity.unit_text == "节" and shapes["speed-before"].search(lower, start, quantity.start) is not None:
        quantity.kind, quantity.code = "physical", "[kn_i]"
    rate = RATE.match(lower, quantity.end)
    if rate is not None:
        quantity.per, quantity.end = RATES[rate["span"]], rate.end()
    elif quantity.kind == "physical" and (each := EACH.search(lower, start, quantity.start)) is not None:
        quantity.per, quantity.start = RATES[each["span"]], each.start()
    elif quantity.kind == "physical" and (per := PER.match(lower, quantity.end)) is not None:
        quantity.per = ENGLISH[per["span"]]  # 16 litres per minute, 10 litres or less per minute
        quantity.end = quantity.end if per["aside"] else per.end()


def _tail(match: re.Match[str]) -> Decimal:
    first = match["jiao"] or match["digit"]
    value = Decimal(DIGITS[first]) / 10
    if match["fen"]:
        value += Decimal(DIGITS[match["fen"]]) / 100
    return value
