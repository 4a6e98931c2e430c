"""Moves that open a sentence before what moved is named: 按季倒退17%，按年上升32%，云杉科技第三季收入35亿元."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from numfacts.linking.bases.said import as_said
from numfacts.linking.links import COUNTS, MARKET_KINDS, MOVES
from numfacts.linking.times.moments import is_long
from numfacts.records import Change

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim
    from numfacts.linking.reading import Reading

NAMING = frozenset("wSCOMA")  # codes of what a move may be of, which stand in none of these clauses
ELSEWHERE = ("document", "default")  # where a subject is from that no sentence before gave
COMPARED = re.compile("Bw?M+")  # codes of what then was, with which a move is compared: 较前一日收市价


def complete_openings(reading: Reading, claims: list[Claim]) -> None:
    """Give the moves that open a sentence the metric, subject and period of the value that is told behind them.

    ``claims`` are those of the sentence, in order.
    """
    if reading.english or not claims or claims[0].change is None:
        return
    opening = list(takewhile(lambda claim: _is_bare(reading, claim), claims))
    told = claims[len(opening)] if opening and len(opening) < len(claims) else None
    if told is None or not _names(opening[-1], told):
        return
    for claim in opening:
        if claim.quantity.kind in MOVES or told.quantity.kind in MARKET_KINDS:
            _complete(claim, told)


def _is_bare(reading: Reading, claim: Claim) -> bool:
    """Say whether a claim is a move whose clause, and all before it, names nothing that it could be of."""
    start = claim.subject.start if claim.subject is not None and claim.basis.get("subject") not in ELSEWHERE else None
    named = start is not None and start < claim.quantity.start  # and not by what only stands behind
    if claim.change is None or named or (claim.metric is not None and claim.metric.text):
        return False
    place = reading.overlapping(claim.quantity.start, claim.quantity.end).start
    return not NAMING & set(COMPARED.sub("", reading.codes[:place]))


def _names(last: Claim, told: Claim) -> bool:
    """Say whether a value behind the last of the opening moves is of what its own clause names."""
    if told.change is not None or told.metric is None:
        return False
    ruled = told.link is not None and told.link.rule is not None
    known = ruled or (told.metric.id is not None and told.quantity.kind not in COUNTS)  # 另有两家公司停牌
    named = told.metric if told.metric.text and known else None if told.metric.text else told.subject
    start = named.start if named is not None else None
    return start is not None and start >= last.quantity.end


def _complete(claim: Claim, told: Claim) -> None:
    """Give a move what the value behind it is of, and the basis that is usual for that where none is said."""
    priced = told.metric is not None and not told.metric.text  # 升3%，云杉控股报12元
    if not priced:
        claim.metric, claim.link = told.metric, told.link
        claim.basis["metric"] = "carried"
    if told.subject is not None:
        claim.subject, claim.basis["subject"] = told.subject, "carried"
    timed = claim.time is not None and claim.sentence.start <= claim.time.start < claim.quantity.start
    if not timed and told.period is not None:
        claim.period, claim.time, claim.basis["period"] = told.period, told.time, "carried"
    if told.modality == "forecast":
        claim.modality = told.modality
    said = claim.deciders.get("basis") is as_said
    if claim.change is not None and claim.change.basis and not priced and not said:
        claim.change = Change("yoy" if is_long(told.period) else claim.change.basis, claim.change.direction)
