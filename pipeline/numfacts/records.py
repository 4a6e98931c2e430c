"""The plain records that stages pass on: documents, what stages find in them, and facts.

Offsets are 0-based Unicode code points, half-open. Between the normalize and the emit stage every offset
points into ``Document.normalized``; facts point into ``Document.text``, the text as it was given.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

import msgspec

Comparator = Literal["=", "~", ">", ">=", "<", "<="]
Direction = Literal["up", "down"]
ChangeBasis = Literal["yoy", "qoq", "mom", "prior", "ytd", "day"]
Modality = Literal["actual", "forecast"]
SlotBasis = Literal["explicit", "carried", "relative", "document", "default"]


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence and the half-open ranges of its clauses, in order."""

    start: int
    end: int
    clauses: tuple[Span, ...]


class Period(msgspec.Struct, frozen=True, gc=False):
    """A period of time, both days inclusive; an instant has ``start == end``."""

    start: dt.date
    end: dt.date


class Change(msgspec.Struct, frozen=True, gc=False):
    """What a changing value is compared with, and which way it moved."""

    basis: ChangeBasis | None
    direction: Direction


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A name in the text: a metric, a subject or a source.

    ``start`` and ``end`` are null where the name stands in the title, is that of the place whose offices the text
    speaks of (国家统计局: 中国, 立法会: 香港), or is only implied (``text`` null too).
    """

    text: str | None
    start: int | None
    end: int | None
    id: str | None = None


class Extent(msgspec.Struct, frozen=True, gc=False):
    """A half-open range of code points of the text as it was given; written as an object, unlike ``Span``."""

    start: int
    end: int


class Fact(msgspec.Struct, frozen=True, gc=False):
    """One numeric claim, in the slots of the annotation guide; its JSON Schema is the output contract."""

    doc_id: str
    id: str
    quote: str
    start: int
    end: int
    sentence: Extent
    value: str
    value_high: str | None
    unit: str
    unit_text: str | None
    scale: int
    decimals: int
    comparator: Comparator
    metric: Mention | None
    change: Change | None
    subject: Mention | None
    period: Period | None
    modality: Modality
    attribution: Mention | None
    rules: tuple[str, ...]
    ruleset: str
    basis: dict[str, SlotBasis]
