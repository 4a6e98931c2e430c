"""A number as a claim would quote it, and a numeral that is none."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

import msgspec

from numfacts.records import Comparator, SlotBasis

# Why a numeral counts nothing: it has no exact value (数十亿); a Latin word goes on before or behind it (4x4); it is
# part of a score or a formula (2-0); 第 stands before what is no whole number; it is only spelled like one (一家).
Reason = Literal["inexact", "glued", "score", "ordinal", "word"]

MYRIAD = 4  # the power of ten of 万


class Refusal(NamedTuple):
    """A numeral that is no quantity: code points of the normalized text, half-open, and why."""

    start: int
    end: int
    reason: Reason


class Quantity(msgspec.Struct, gc=False):
    """A number as a claim would quote it. Offsets are code points of the normalized text, half-open.

    ``start`` to ``end`` is the quote; ``left`` and ``right`` take in the comparator's words too.
    ``code`` is null while the unit is unknown: a bare number, or money of an unnamed currency (``kind`` money).
    ``value`` and ``high``, the end of a range, are in the unit of ``code``. ``scale`` is the power of ten as written, 8
    in 亿, ``decimals`` the written precision, and ``per`` the unit that a price or a rate is for. ``signed`` is the
    sign before the number, and ``spelled`` says that it is written in Chinese characters.
    """

    start: int
    end: int
    left: int
    right: int
    value: Decimal
    high: Decimal | None
    code: str | None
    kind: str
    unit_text: str | None
    per: str | None
    comparator: Comparator
    scale: int
    decimals: int
    spelled: bool
    rules: list[str]
    signed: str = ""
    unit_basis: SlotBasis | None = None
