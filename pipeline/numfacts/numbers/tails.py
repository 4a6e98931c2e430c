"""What is written behind the unit of a number and belongs to it: 三成半, 12元5角, 400吨/天."""

from __future__ import annotations

import re
from decimal import Decimal

from numfacts.numbers.quantity import MYRIAD, Quantity
from numfacts.numbers.units import Unit
from numfacts.programs import later
from numfacts.vocabulary.patterns import any_of

TAIL = later(
    r"(?P<jiao>[0-9一二两三四五六七八九])[角毛](?:(?P<fen>[0-9一二三四五六七八九])分?)?|(?P<digit>[0-9一二三四五六七八九])(?![0-9.,万亿千百十%个家])"
)
NO_TENTH = "0-9.,%万亿千百十个家成倍大线般手次些直度定切名位年月季日号级类分期元"  # 三成一线城市
TENTH = later(f"半|[1-9一二三四五六七八九](?![{NO_TENTH}])")
DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2} | {str(n): n for n in range(10)}
AREAS = {"亩": "mu", "公顷": "har"}
SPANS = {"年": "year", "月": "month", "天": "d", "日": "d", "小时": "h", "秒": "s"}
RATE = later(f"[ \t]?/[ \t]?(?P<span>{any_of([*SPANS, *AREAS])})")
HUNDRED = Decimal(100)  # percent, and what discounts are of


def read_tail(lower: str, quantity: Quantity, unit: Unit | None) -> None:
    """Read what is said behind the unit: 三成半, 两成五, 1厘半, 12元5角; 85折 is of a hundred."""
    if quantity.unit_text == "厘" and lower.startswith("半", quantity.end):
        quantity.value += Decimal("0.5")  # 1厘半
        quantity.end, quantity.decimals = quantity.end + 1, 1
    elif quantity.unit_text == "成" and unit is not None:
        tenth = TENTH.match(lower, quantity.end)
        if tenth is not None:
            quantity.value += Decimal(5) if tenth[0] == "半" else DIGITS[tenth[0]]
            quantity.end = tenth.end()
    elif quantity.unit_text == "折" and quantity.value >= HUNDRED and not quantity.decimals:
        quantity.value /= 10
    elif quantity.kind == "money" and quantity.unit_text in ("元", "块") and not quantity.scale:
        tail = TAIL.match(lower, quantity.end)
        if tail is not None:
            quantity.value += _tail(tail)
            quantity.end, quantity.decimals = tail.end(), 2 if tail["fen"] else 1


def read_rate(lower: str, quantity: Quantity) -> None:
    """Read the time or the land that something is measured for: 400吨/天, 900斤/亩; 万度 are of power."""
    if quantity.unit_text == "度" and quantity.scale >= MYRIAD:
        quantity.code = "kW.h"
    rate = RATE.match(lower, quantity.end)
    if rate is not None:
        quantity.per, quantity.end = (SPANS | AREAS)[rate["span"]], rate.end()


def _tail(match: re.Match[str]) -> Decimal:
    first = match["jiao"] or match["digit"]
    value = Decimal(DIGITS[first]) / 10
    if match["fen"]:
        value += Decimal(DIGITS[match["fen"]]) / 100
    return value
