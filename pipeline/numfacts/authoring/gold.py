"""Gold sets: documents with the claims and the boilerplate that an annotator found in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from numfacts.errors import NumfactsError
from numfacts.records import Change, Comparator, Extent, Modality, Period


class GoldError(NumfactsError):
    """A gold file that cannot be read, or that holds no gold set."""


class GoldClaim(msgspec.Struct, gc=False):
    """One annotated claim; where ``unit``, ``subject`` or ``attribution`` is a list, any of it is right.

    A list of one is that one, and an empty list is null.
    """

    start: int
    end: int
    value: str
    unit: str | list[str]
    quote: str = ""
    value_high: str | None = None
    comparator: Comparator = "="
    metric: str | None = None
    metric_id: str | None = None
    change: Change | None = None
    subject: str | list[str] | None = None
    period: Period | None = None
    modality: Modality = "actual"
    attribution: str | list[str] | None = None

    def __post_init__(self) -> None:
        for slot in ("unit", "subject", "attribution"):
            answer = getattr(self, slot)
            if isinstance(answer, list) and len(answer) < 2:
                setattr(self, slot, answer[0] if answer else None)


class GoldDocument(msgspec.Struct):
    """One annotated document; offsets are code points of the text as it was given, half-open."""

    id: str
    claims: list[GoldClaim]
    boilerplate: list[Extent] = []


def read_gold(path: Path) -> list[GoldDocument]:
    """Read a gold file: a JSON list of ``{"id", "claims", "boilerplate"}``; other keys are passed over.

    Raises GoldError, whose message names the file.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror or error}") from None
    try:
        return msgspec.json.decode(content, type=list[GoldDocument])
    except msgspec.MsgspecError as error:
        raise GoldError(f"{path}{misread(content, f'no gold set: {error}')}") from None


def misread(content: bytes, mismatch: str) -> str:
    """Say where JSON is broken, to end a message with that begins with its file; ``mismatch`` where it is sound."""
    try:
        json.loads(content)
    except json.JSONDecodeError as error:
        return f":{error.lineno}: broken JSON at column {error.colno}: {error.msg}"
    except (UnicodeDecodeError, RecursionError) as error:
        return f": broken JSON: {error}"
    return f": {mismatch}"


def alternatives(answer: str | list[str] | None) -> list[Any]:
    """Give the answers that are right, a null among them where there is none to give."""
    return answer if isinstance(answer, list) else [answer]
