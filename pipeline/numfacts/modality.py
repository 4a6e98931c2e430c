"""Whether a claim is of what is or of what is expected, planned or decided."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from numfacts.metrics import Link
from numfacts.reading import STRONG, Reading
from numfacts.records import Modality, Period

if TYPE_CHECKING:
    from numfacts.claims import Claim

PAST = re.compile(r"上年同期|去年同期|已[^经]?|此前|目前|现有|曾|录得|实际|已经|previously|already")


def modality_of(reading: Reading, index: int, link: Link | None, near: Claim | None, period: Period | None) -> Modality:
    """Give the modality of the quantity at ``index``: a cue governs what follows it in the sentence."""
    if link is not None and link.rule is not None and link.rule.forecast:
        return "forecast"
    begin = reading.clause_start(index)
    if "X" in reading.codes[begin:index]:
        return "forecast"
    clause = reading.text[reading.tokens[begin].start : reading.tokens[index].start]
    if PAST.search(clause):
        return "actual"
    for position in range(begin - 1, -1, -1):
        token = reading.tokens[position]
        if token.code == "," and reading.text[token.start] in STRONG:
            break
        if token.code == "X":
            return "forecast"
    return "actual"
