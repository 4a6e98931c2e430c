"""Headlines within a text, whose figures are told once more below them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numfacts.linking.claim import Claim
    from numfacts.records import Period


def complete_headlines(claims: list[Claim], headline: re.Pattern[str], text: str) -> None:
    """Give the claims of a headline within the text the period of the same value in what follows it."""
    told: dict[tuple[object, str | None], Period] = {}
    for claim in reversed(claims):
        key = (claim.quantity.value, claim.quantity.code)
        if headline.match(text, claim.sentence.start) is None:
            if claim.period is not None:
                told[key] = claim.period
        elif claim.period is None and key in told and told[key].start != told[key].end:
            claim.period, claim.basis["period"] = told[key], "carried"
